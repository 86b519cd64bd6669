import { BrowserWindow } from 'electron';
import type { Session } from 'electron';
import type { Places } from '../places.ts';
import { blankPage, startPage } from '../security/scheme.ts';
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

/**
 * Throws away what is shown. The blank page is another site, so Chromium shows it in a new process and ends the one
 * that held the case; it does not wait for the old page's consent.
 */
export function blankWindow(window: BrowserWindow): void {
  window.setTitle(appTitle);
  load(window, blankPage);
}

/** Starts the app's page from nothing. */
export function loadPage(window: BrowserWindow): void {
  load(window, startPage);
}

function load(window: BrowserWindow, url: string): void {
  // Rejects when another load comes first; that one counts then.
  window.loadURL(url).catch(() => undefined);
}
