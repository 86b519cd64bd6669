import type { Switchboard } from '../backend-host/switchboard.ts';

/** What a page that is about to be thrown away still has to send. */
export type LastWords = {
  /** Asks the page, which nobody sees any more, to write what is not yet on disk. Resolves when it has sent it, or soon. */
  readonly hear: () => Promise<void>;
  /** the page says that it has */
  readonly said: () => void;
};

/** A page that is busy or broken is not waited for longer than this. */
const patienceMs = 600;

export function createLastWords(switchboard: Pick<Switchboard, 'tell'>): LastWords {
  let done: () => void = () => undefined;
  return {
    hear: () =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, patienceMs);
        done = () => {
          clearTimeout(timer);
          resolve();
        };
        switchboard.tell({ kind: 'leaving' });
      }),
    said: () => done(),
  };
}
