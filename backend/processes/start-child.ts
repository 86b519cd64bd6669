import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { CancelSignal, Progress } from '../../contract/rpc/call.ts';
import { toRefused } from '../../contract/rpc/errors.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { FromChild, Jobs, ToChild } from './wire.ts';

export type AskOptions = {
  readonly signal?: CancelSignal;
  readonly onProgress?: (progress: Progress) => void;
  /**
   * How long a cancelled job may take to end by itself, in milliseconds; then the process is killed, because a running SQLite query
   * knows no other end. 0: at once.
   */
  readonly graceMs?: number;
};

/** A process of the backend's own for long work. It ends with the backend, with `end`, or when a cancelled job does not. */
export type Child<J extends Jobs> = {
  /** @throws Refused what the job refuses; cancelled; backend_gone when the process ended without an answer */
  readonly ask: <N extends keyof J & string>(job: N, input: J[N]['input'], options?: AskOptions) => Promise<J[N]['output']>;
  readonly alive: () => boolean;
  /** Kills it; open jobs are refused with `cancelled`. */
  readonly end: () => void;
};

export type ChildOptions = {
  readonly file: string;
  /** MiB of JavaScript heap */
  readonly heapMiB?: number;
  /** MiB of the young generation's half: a larger one copies short-lived rows less often */
  readonly semiSpaceMiB?: number;
};

type Waiting = {
  readonly job: string;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Refused) => void;
};

/** What a process needs to start on each system, and where the assets lie; no secret is ever in it. */
function childEnvironment(): Record<string, string> {
  const kept = ['PATH', 'Path', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'HOME', 'ASSAY_ASSETS'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])));
}

/** The entry of the backend's children, in the sources as in the package. */
export const childEntry = (): string =>
  import.meta.filename.endsWith('.ts')
    ? path.join(import.meta.dirname, '..', 'host', 'books-child.ts')
    : path.join(import.meta.dirname, 'books-child.js');

function forkChild({ file, heapMiB, semiSpaceMiB }: ChildOptions): ChildProcess {
  const flags = [
    ...(heapMiB === undefined ? [] : [`--max-old-space-size=${heapMiB}`]),
    ...(semiSpaceMiB === undefined ? [] : [`--max-semi-space-size=${semiSpaceMiB}`]),
  ];
  const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
  return fork(file, [], { serialization: 'advanced', stdio: [...stdio], execArgv: flags, env: childEnvironment() });
}

export function startChild<J extends Jobs>(options: ChildOptions): Child<J> {
  const child = forkChild(options);
  const waiting = new Map<number, Waiting>();
  let [next, gone] = [0, false];
  const settle = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  };
  const lose = (code: 'cancelled' | 'backend_gone'): void => {
    gone = true;
    for (const [id, { job, reject }] of waiting) {
      waiting.delete(id);
      reject(new Refused({ code, at: job }));
    }
  };
  const end = (): void => {
    lose('cancelled');
    child.kill('SIGKILL');
  };
  child.on('message', (message) => {
    const said = message as FromChild;
    if (said.kind === 'progress') waiting.get(said.id)?.onProgress?.({ stage: said.stage, done: said.done, total: said.total });
    else if (said.kind === 'answer') settle(said.id)?.resolve(said.output);
    else settle(said.id)?.reject(toRefused(said.failure));
  });
  child.on('error', () => lose('backend_gone'));
  child.on('exit', () => lose('backend_gone'));
  const tell = (message: ToChild): void => void child.send(message, (error) => (error === null ? undefined : lose('backend_gone')));
  const ask = async (job: string, input: unknown, { signal, onProgress, graceMs = 0 }: AskOptions = {}): Promise<unknown> => {
    if (signal?.aborted === true) throw new Refused({ code: 'cancelled', at: job });
    if (gone) throw new Refused({ code: 'backend_gone', at: job });
    const id = (next += 1);
    let timer: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      if (graceMs > 0) tell({ kind: 'abort', id });
      timer = setTimeout(end, graceMs);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        waiting.set(id, { job, onProgress, resolve, reject });
        tell({ kind: 'ask', id, job, input });
      });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  };
  return { ask: ask as Child<J>['ask'], alive: () => !gone, end };
}
