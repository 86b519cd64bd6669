import { BrowserWindow } from 'electron';
import type { Session } from 'electron';
import type { Places } from '../places.ts';
import { startPage } from '../security/scheme.ts';
import { allowZoom } from './zoom.ts';

export const appTitle = 'Assay';

/** The one window: sandboxed page, shown when it has painted. */
export function openMainWindow(places: Places, session: Session): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: appTitle,
    autoHideMenuBar: true,
    backgroundColor: '#fbfbfa',
    webPreferences: {
      session,
      preload: places.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      enableWebSQL: false,
      disableDialogs: true,
      devTools: true,
    },
  });
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  allowZoom(window.webContents);
  loadPage(window);
  return window;
}

/** Throws away what is shown, together with the process that held it. Takes effect at once. */
export function blankWindow(window: BrowserWindow): void {
  window.setTitle(appTitle);
  window.webContents.forcefullyCrashRenderer();
}

/** Starts the page from nothing. */
export function loadPage(window: BrowserWindow): void {
  window.loadURL(startPage).catch(() => undefined);
}
