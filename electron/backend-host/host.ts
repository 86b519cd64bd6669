import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { FromBackend, ToBackend } from '../../contract/rpc/wire.ts';
import type { Places } from '../places.ts';
import { backendEnvironment, killLeftovers, startNode } from '../platform.ts';
import { changedFile, readHashes } from './verify.ts';

export type HostOptions = {
  readonly places: Places;
  readonly vaultDir: string;
  readonly today: string | null;
  readonly onMessage: (message: FromBackend) => void;
  /** the process ended by itself; it is started again without being asked */
  readonly onGone: () => void;
  /** its files are not those that were built: it is not started, or not again. @param name the file */
  readonly onChanged: (name: string) => void;
};

export type BackendHost = {
  readonly start: () => void;
  /** Sends to the process; what is sent before it is up waits for it. @returns false when there is no process */
  readonly post: (message: ToBackend) => boolean;
  /** Ends the process and everything it started. Resolves when it is gone. */
  readonly end: () => Promise<void>;
  /** null while there is none */
  readonly pid: () => number | null;
};

const closeMs = 3_000;
const slowdownMs = [0, 250, 1_000, 5_000, 15_000] as const;
const steadyMs = 30_000;

/** Keeps one backend process running: starts it after checking its files, starts it again when it dies. */
export function createHost(options: HostOptions): BackendHost {
  let child: ChildProcess | null = null;
  let early: ToBackend[] | null = null;
  let wanted = false;
  let deaths = 0;
  let generation = 0;

  const start = (): void => {
    wanted = true;
    if (child !== null || early !== null) return;
    early = [];
    const mine = (generation += 1);
    void checkFiles(options).then((changed) => {
      if (!wanted || mine !== generation) return;
      if (changed !== null) return options.onChanged(changed);
      launch();
    });
  };

  const launch = (): void => {
    const started = spawnBackend(options);
    child = started;
    const startedAt = Date.now();
    for (const message of early ?? []) deliver(started, message);
    early = null;
    started.on('message', (message) => {
      if (child === started) options.onMessage(message as FromBackend);
    });
    started.on('error', () => undefined);
    started.on('exit', () => {
      if (child !== started) return;
      child = null;
      deaths = Date.now() - startedAt > steadyMs ? 1 : deaths + 1;
      options.onGone();
      if (wanted) setTimeout(() => wanted && start(), slowdownMs[Math.min(deaths - 1, slowdownMs.length - 1)]);
    });
  };

  const end = async (): Promise<void> => {
    const ending = child;
    wanted = false;
    child = null;
    early = null;
    generation += 1;
    if (ending !== null) await endProcess(ending);
  };

  const post = (message: ToBackend): boolean => {
    if (child !== null) return deliver(child, message);
    early?.push(message);
    return early !== null;
  };

  return { start, post, end, pid: () => child?.pid ?? null };
}

async function checkFiles({ places }: HostOptions): Promise<string | null> {
  try {
    return await changedFile(places.backend, places.node, await readHashes(places.hashes));
  } catch {
    return path.basename(places.hashes);
  }
}

function spawnBackend({ places, vaultDir, today }: HostOptions): ChildProcess {
  const script = path.join(places.backend, 'node-child.js');
  const args = [script, `--vault=${vaultDir}`, ...(today === null ? [] : [`--today=${today}`])];
  const child = startNode(places.node, args, backendEnvironment({ ASSAY_ASSETS: places.assets }));
  child.on('exit', () => child.pid !== undefined && killLeftovers(child.pid));
  child.stderr?.on('data', (text: Buffer) => process.stderr.write(text, () => undefined));
  return child;
}

function deliver(child: ChildProcess, message: ToBackend): boolean {
  if (!child.connected) return false;
  // With a callback a broken pipe is reported to it instead of ending the app.
  child.send(message, () => undefined);
  return true;
}

/** Closes the channel, which tells the process to close its files and end; kills it when it does not. */
function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), closeMs);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    if (child.connected) child.disconnect();
  });
}
