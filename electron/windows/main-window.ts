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
  loadPage(window);
  return window;
}

/**
 * Throws away what is shown, and the process that held it. The blank page is another site, so Chromium shows it in a
 * new process without asking the old page; the old process would live on for a while and is ended.
 */
export async function blankWindow(window: BrowserWindow): Promise<void> {
  window.setTitle(appTitle);
  // At once, without the page's help: it may be busy.
  window.contentView.setVisible(false);
  const before = window.webContents.getOSProcessId();
  await load(window, blankPage);
  if (window.isDestroyed()) return;
  window.contentView.setVisible(true);
  if (window.webContents.getOSProcessId() !== before) endProcess(before);
}

/** Starts the app's page from nothing. */
export function loadPage(window: BrowserWindow): void {
  void load(window, startPage);
}

/** Resolves when the page is there, or when another load came first: that one counts then. */
function load(window: BrowserWindow, url: string): Promise<void> {
  return window.loadURL(url).catch(() => undefined);
}
