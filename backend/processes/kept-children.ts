import { Refused } from '../../domain/model/refused.ts';
import { startChild } from './start-child.ts';
import type { AskOptions, Child, ChildOptions } from './start-child.ts';
import type { Jobs } from './wire.ts';

export type KeepOptions = ChildOptions & {
  /** milliseconds after its last answer until a child is ended; default ten minutes */
  readonly idleMs?: number;
  /** children that may live at a time, default 2: the one longest idle makes room, so that memory is bounded by cases looked at now */
  readonly most?: number;
};

/** Lasting children, one per key: what one of them has opened and read serves the next question under its key. */
export type KeptChildren<J extends Jobs> = {
  /**
   * Asks the child of that key, starting it when there is none. Questions under one key go one after the other, so that cancelling one
   * (which kills the child) harms no other. @throws Refused as `Child.ask`
   */
  readonly ask: <N extends keyof J & string>(key: string, job: N, input: J[N]['input'], options?: AskOptions) => Promise<J[N]['output']>;
  /** Kills all of them; open questions are refused with `cancelled`. */
  readonly end: () => void;
  /** keys whose child lives, the one longest idle first */
  readonly alive: () => readonly string[];
};

type Kept<J extends Jobs> = { readonly child: Child<J>; timer: NodeJS.Timeout | undefined; busy: boolean };

const [usualIdleMs, usualMost] = [600_000, 2];

/** Resolves when `before` has settled, or refuses when the signal comes first. */
function turnAfter(before: Promise<unknown>, job: string, signal: AskOptions['signal']): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new Refused({ code: 'cancelled', at: job }));
    signal?.addEventListener('abort', cancel, { once: true });
    void before.finally(() => {
      signal?.removeEventListener('abort', cancel);
      resolve();
    });
  });
}

export function keepChildren<J extends Jobs>({ idleMs = usualIdleMs, most = usualMost, ...options }: KeepOptions): KeptChildren<J> {
  // in the order in which they were last asked
  const kept = new Map<string, Kept<J>>();
  const turns = new Map<string, Promise<unknown>>();

  const drop = (key: string): void => {
    const found = kept.get(key);
    kept.delete(key);
    clearTimeout(found?.timer);
    found?.child.end();
  };
  const makeRoom = (): void => {
    for (const [key, one] of kept) if (kept.size >= most && !one.busy) drop(key);
  };
  const childOf = (key: string): Kept<J> => {
    const found = kept.get(key);
    kept.delete(key);
    clearTimeout(found?.timer);
    if (found?.child.alive() !== true) makeRoom();
    const one = found?.child.alive() === true ? found : { child: startChild<J>(options), timer: undefined, busy: false };
    kept.set(key, one);
    return one;
  };
  const askNow = async <N extends keyof J & string>(key: string, job: N, given: { input: J[N]['input']; options: AskOptions }) => {
    const one = childOf(key);
    one.busy = true;
    try {
      return await one.child.ask(job, given.input, given.options);
    } finally {
      one.busy = false;
      if (!one.child.alive() && kept.get(key) === one) kept.delete(key);
      else one.timer = setTimeout(() => drop(key), idleMs).unref();
    }
  };
  const ask: KeptChildren<J>['ask'] = async (key, job, input, asked = {}) => {
    const before = turns.get(key) ?? Promise.resolve();
    const mine = turnAfter(before, job, asked.signal).then(() => askNow(key, job, { input, options: asked }));
    // whoever comes next waits for all that came before, even when this one left the line
    const settled = Promise.allSettled([before, mine]);
    turns.set(key, settled);
    try {
      return await mine;
    } finally {
      if (turns.get(key) === settled) turns.delete(key);
    }
  };
  return { ask, end: () => [...kept.keys()].forEach(drop), alive: () => [...kept.keys()] };
}
