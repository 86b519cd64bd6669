import type { BrowserWindow } from 'electron';
import type { BackendHost } from './backend-host/host.ts';
import type { Switchboard } from './backend-host/switchboard.ts';
import { idleSeconds, onLeaving } from './platform.ts';
import type { CopiedText } from './security/clipboard.ts';
import type { PickedPaths } from './security/paths.ts';
import type { LastWords } from './windows/last-words.ts';
import type { LookPlace } from './windows/look.ts';
import { blankWindow, hideWindow } from './windows/main-window.ts';

export type Locking = {
  /** Hides the page at once, lets it write what it still held and the backend its checkpoint, ends both and starts a fresh pair. */
  readonly lock: () => void;
};

type Parts = {
  readonly window: BrowserWindow;
  readonly host: BackendHost;
  readonly switchboard: Switchboard;
  readonly picked: PickedPaths;
  readonly copied: CopiedText;
  readonly look: LookPlace;
  readonly lastWords: LastWords;
};

const checkpointMs = 5_000;
const lookEveryMs = 15_000;

/** Locks by command, when the machine sleeps or is locked, and after the minutes that the auditor set. */
export function createLocking({ window, host, switchboard, picked, copied, look, lastWords }: Parts): Locking {
  let locking = false;

  const lockNow = async (): Promise<void> => {
    if (locking) return;
    locking = true;
    const showAgain = hideWindow(window, look);
    picked.forget();
    copied.takeBack();
    await lastWords.hear();
    const blank = blankWindow(window);
    await Promise.race([switchboard.own.call('vault.lock', {}).catch(() => undefined), pause(checkpointMs)]);
    switchboard.failAll('backend_gone');
    await host.end();
    await blank;
    if (window.isDestroyed()) return;
    host.start();
    await showAgain();
    locking = false;
  };
  const lock = (): void => void lockNow();

  const lookIdle = async (): Promise<void> => {
    const [status, settings] = await Promise.all([switchboard.own.call('vault.status', {}), switchboard.own.call('settings.get', {})]);
    const { state } = status as { state: string };
    const { idleMinutes } = settings as { idleMinutes: number };
    if (state === 'unlocked' && idleMinutes > 0 && idleSeconds() >= idleMinutes * 60) lock();
  };
  const timer = setInterval(() => void lookIdle().catch(() => undefined), lookEveryMs);
  window.once('closed', () => clearInterval(timer));
  onLeaving(lock);
  return { lock };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
