import { BrowserWindow } from 'electron';
import type { Session } from 'electron';
import type { Places } from '../places.ts';
import { blankPage, startPage } from '../security/scheme.ts';
import { endProcess } from '../platform.ts';
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
  void load(window, startPage);
  return window;
}

/**
 * Takes the window off the screen and throws away what it showed, with the process that held it. Hiding is the only way
 * that was seen to act at once: a page may be busy, and covering or hiding the view inside changed no pixel.
 * The blank page is another site, so Chromium shows it in a new process without asking the old page; the old process
 * would live on for a while and is ended.
 * @returns shows the window again, as it was, with the app's page started from nothing
 */
export async function blankWindow(window: BrowserWindow): Promise<() => Promise<void>> {
  const [shown, focused] = [window.isVisible() && !window.isMinimized(), window.isFocused()];
  if (shown) window.hide();
  window.setTitle(appTitle);
  const before = window.webContents.getOSProcessId();
  await load(window, blankPage);
  if (!window.isDestroyed() && window.webContents.getOSProcessId() !== before) endProcess(before);
  return async () => {
    if (window.isDestroyed()) return;
    await load(window, startPage);
    if (!shown || window.isDestroyed()) return;
    if (focused) window.show();
    else window.showInactive();
  };
}

/** Resolves when the page is there, or when another load came first: that one counts then. */
function load(window: BrowserWindow, url: string): Promise<void> {
  return window.loadURL(url).catch(() => undefined);
}
