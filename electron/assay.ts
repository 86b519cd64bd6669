import { app } from 'electron';
import type { BrowserWindow } from 'electron';
import { createHost } from './backend-host/host.ts';
import { createSwitchboard } from './backend-host/switchboard.ts';
import { createLocking } from './locking.ts';
import { findPlaces } from './places.ts';
import { noCoreDumps } from './platform.ts';
import { runSelfTest } from './self-test.ts';
import { createCopiedText } from './security/clipboard.ts';
import { createPickedPaths } from './security/paths.ts';
import { openSession } from './security/session.ts';
import { createLastWords } from './windows/last-words.ts';
import type { LastWords } from './windows/last-words.ts';
import { openLook } from './windows/look.ts';
import { openMainWindow } from './windows/main-window.ts';
import { linkPage } from './windows/page-link.ts';
import { shellWords } from './words.ts';

export type Start = {
  readonly vaultDir: string;
  readonly today: string | null;
  readonly selfTest: boolean;
  readonly script: string;
  readonly sandboxed: boolean;
};

/** Opens the window, starts the backend beside it, connects the two. */
export function startAssay(start: Start): void {
  const places = findPlaces();
  const picked = createPickedPaths();
  const copied = createCopiedText();
  const selfTest = start.selfTest ? runSelfTest() : null;

  const host = createHost({
    places,
    vaultDir: start.vaultDir,
    today: start.today,
    onMessage: (message) => {
      if (message.kind === 'ready') {
        if (restarting) switchboard.tell({ kind: 'backend.back' });
        restarting = false;
        selfTest?.backendReady();
      }
      switchboard.fromBackend(message);
    },
    onGone: () => {
      restarting = true;
      switchboard.failAll('backend_gone');
      switchboard.tell({ kind: 'backend.gone' });
    },
    onChanged: (name) => {
      process.stderr.write(`The backend's files are not those that were built: ${name}\n`);
      switchboard.failAll('backend_gone');
      switchboard.tell({ kind: 'backend.gone' });
      selfTest?.failed('backend files changed');
    },
  });
  let restarting = false;
  const switchboard = createSwitchboard((message) => host.post(message));

  const look = openLook(app.getPath('userData'));
  const lastWords = createLastWords(switchboard);
  const window = openMainWindow(places, openSession(places.page, copied), look);
  host.start();
  const { lock } = createLocking({ window, host, switchboard, picked, copied, look, lastWords });
  const words = shellWords(places.assets);
  linkPage(
    {
      window,
      picked,
      copied,
      sandboxed: start.sandboxed,
      script: start.script,
      word: (key) => words(look.now().lang ?? app.getLocale().slice(0, 2), key),
      vaultDir: start.vaultDir,
      look,
      lastWords,
      lock,
    },
    switchboard,
  );

  window.once('ready-to-show', () => selfTest?.painted());
  liveWith(window, lastWords);
  endWithWindow(host);
}

/** Each new page's process leaves no core file; a second start brings the window to the front; a closing one writes what it still holds. */
function liveWith(window: BrowserWindow, lastWords: LastWords): void {
  let heard = false;
  window.on('close', (event) => {
    if (heard) return;
    event.preventDefault();
    if (window.isVisible()) window.hide();
    void lastWords.hear().then(() => {
      heard = true;
      if (!window.isDestroyed()) window.close();
    });
  });
  window.webContents.on('did-finish-load', () => noCoreDumps(window.webContents.getOSProcessId()));
  app.on('second-instance', () => {
    if (window.isMinimized()) window.restore();
    window.focus();
  });
}

/** Quits only when the backend has closed its files. */
function endWithWindow(host: ReturnType<typeof createHost>): void {
  let ended = false;
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void host.end().then(() => {
      ended = true;
      // In a later turn: a quit during the handling of this one would be swallowed.
      setImmediate(() => app.quit());
    });
  });
}
