import { contextBridge, ipcRenderer, webUtils } from 'electron';

/** All that the page is given: send a message, hear messages, learn where a dropped file lies. */
contextBridge.exposeInMainWorld('assay', {
  send: (message: unknown): void => ipcRenderer.send('assay', message),
  listen: (listener: (message: unknown) => void): void => {
    ipcRenderer.on('assay', (_event, message: unknown) => listener(message));
  },
  pathOf: (file: File): string => {
    const path = webUtils.getPathForFile(file);
    // Main lets only paths through that a person picked or dropped; this one was dropped.
    if (path !== '') ipcRenderer.send('assay:dropped', path);
    return path;
  },
});

// Main takes copied text back when the vault is locked.
for (const kind of ['copy', 'cut'] as const) window.addEventListener(kind, () => ipcRenderer.send('assay:copied'), true);
