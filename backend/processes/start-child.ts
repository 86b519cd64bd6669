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

/**
 * A process of the backend's own for long work. It ends with the backend, with `end`, or when a cancelled job does not. While nothing is
 * asked of it, it keeps no process waiting: a command line ends, and its children with it.
 */
export type Child<J extends Jobs> = {
  /**
   * A job that was cancelled, or whose process was killed, settles when the process is gone: its files are then closed.
   * @throws Refused what the job refuses; cancelled; backend_gone when the process ended without an answer
   */
  readonly ask: <N extends keyof J & string>(job: N, input: J[N]['input'], options?: AskOptions) => Promise<J[N]['output']>;
  readonly alive: () => boolean;
  /** Kills it; open jobs are refused with `cancelled`. Resolves when the process is gone. */
  readonly end: () => Promise<void>;
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
  readonly reject: (error: Error) => void;
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

type Pending = {
  readonly add: (id: number, one: Waiting) => void;
  readonly get: (id: number) => Waiting | undefined;
  /** takes it out */
  readonly take: (id: number) => Waiting | undefined;
  readonly refuseAll: (code: 'cancelled' | 'backend_gone') => void;
};

/** The questions that wait for an answer; only while there are some does the child keep this process from ending. */
function pendingOf(child: ChildProcess): Pending {
  const waiting = new Map<number, Waiting>();
  const hold = (): void => {
    child.ref();
    child.channel?.ref();
  };
  const release = (): void => {
    child.unref();
    child.channel?.unref();
  };
  const take: Pending['take'] = (id) => {
    const found = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) release();
    return found;
  };
  release();
  return {
    take,
    get: (id) => waiting.get(id),
    add: (id, one) => {
      hold();
      waiting.set(id, one);
    },
    refuseAll: (code) => {
      for (const [id, { job }] of waiting) take(id)?.reject(new Refused({ code, at: job }));
    },
  };
}

/** What the child refused; what nobody expected there rises here with the frames of its stack. */
function errorOf({ failure, frames }: Extract<FromChild, { kind: 'failed' }>): Error {
  if (failure.code !== 'internal') return toRefused(failure);
  const error = new Error('in a child process');
  error.name = failure.at === '' ? 'Error' : failure.at;
  error.stack = `${error.name}\n${frames}`;
  return error;
}

export function startChild<J extends Jobs>(options: ChildOptions): Child<J> {
  const child = forkChild(options);
  const pending = pendingOf(child);
  let [next, gone, ending] = [0, false, false];
  const exited = new Promise<void>((resolve) => {
    const lose = (): void => {
      gone = true;
      pending.refuseAll(ending ? 'cancelled' : 'backend_gone');
      resolve();
    };
    child.on('error', lose);
    child.on('exit', lose);
  });
  const end = (): Promise<void> => {
    ending = true;
    // whoever waits for the end has to live until it comes: a command line has nothing else that keeps it
    if (!gone) child.ref();
    child.kill('SIGKILL');
    return exited;
  };
  child.on('message', (message) => {
    const said = message as FromChild;
    if (said.kind === 'progress') pending.get(said.id)?.onProgress?.({ stage: said.stage, done: said.done, total: said.total });
    else if (said.kind === 'answer') pending.take(said.id)?.resolve(said.output);
    else pending.take(said.id)?.reject(errorOf(said));
  });
  // a broken channel is the end of the process, which is told above
  const tell = (message: ToChild): void => void child.send(message, () => undefined);
  const ask = async (job: string, input: unknown, { signal, onProgress, graceMs = 0 }: AskOptions = {}): Promise<unknown> => {
    if (signal?.aborted === true) throw new Refused({ code: 'cancelled', at: job });
    if (gone || ending) throw new Refused({ code: 'backend_gone', at: job });
    const id = (next += 1);
    let timer: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      if (graceMs > 0) tell({ kind: 'abort', id });
      timer = setTimeout(() => void end(), graceMs);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        pending.add(id, { job, onProgress, resolve, reject });
        tell({ kind: 'ask', id, job, input });
      });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  };
  return { ask: ask as Child<J>['ask'], alive: () => !gone && !ending, end };
}
