import { BrowserWindow, nativeTheme } from 'electron';
import type { Session } from 'electron';
import type { Places } from '../places.ts';
import { blankPage, startPage } from '../security/scheme.ts';
import { endProcess, setTheme } from '../platform.ts';
import type { LookPlace } from './look.ts';
import { allowZoom } from './zoom.ts';

export const appTitle = 'Assay';

/** Ground of the page before it has painted, as tokens.css has it. */
const ground = { light: '#fbfbfa', dark: '#17191a' } as const;

/** The page is told language and theme in its address, so that its first paint is right. */
function addressFor(look: LookPlace): string {
  const { lang, theme } = look.now();
  return `${startPage}?${new URLSearchParams({ theme, ...(lang === null ? {} : { lang }) }).toString()}`;
}

/** The one window: sandboxed page, shown when it has painted. */
export function openMainWindow(places: Places, session: Session, look: LookPlace): BrowserWindow {
  setTheme(look.now().theme);
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: appTitle,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
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
  allowZoom(window.webContents, { now: () => look.now().zoom, set: (zoom) => look.set({ zoom }) });
  void load(window, addressFor(look));
  return window;
}

/**
 * Takes the window off the screen. Hiding is the only way that was seen to act at once: a page may be busy, and covering
 * or hiding the view inside changed no pixel.
 * @returns shows the window again, as it was, with the app's page started from nothing
 */
export function hideWindow(window: BrowserWindow, look: LookPlace): () => Promise<void> {
  const [shown, focused] = [window.isVisible() && !window.isMinimized(), window.isFocused()];
  if (shown) window.hide();
  window.setTitle(appTitle);
  return async () => {
    if (window.isDestroyed()) return;
    await load(window, addressFor(look));
    if (!shown || window.isDestroyed()) return;
    if (focused) window.show();
    else window.showInactive();
  };
}

/**
 * Throws away what the window showed, with the process that held it. The blank page is another site, so Chromium shows
 * it in a new process without asking the old page; the old process would live on for a while and is ended.
 */
export async function blankWindow(window: BrowserWindow): Promise<void> {
  if (window.isDestroyed()) return;
  const before = window.webContents.getOSProcessId();
  await load(window, blankPage);
  if (!window.isDestroyed() && window.webContents.getOSProcessId() !== before) endProcess(before);
}

/** Resolves when the page is there, or when another load came first: that one counts then. */
function load(window: BrowserWindow, url: string): Promise<void> {
  return window.loadURL(url).catch(() => undefined);
}
