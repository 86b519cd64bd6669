import { useEffect, useState } from 'react';
import { createDraftWriter } from '../findings/draft-writer.ts';
import type { Saving } from '../findings/draft-writer.ts';

export type SavedText<T> = {
  readonly text: T;
  readonly set: (change: Partial<T>) => void;
  readonly flush: () => void;
  readonly saving: Saving;
  readonly refusal: unknown;
};

/**
 * A form that is written while a person types: a moment after the last key, on leaving a field, before the window locks.
 * @param key names what waits among all that waits in the window @param send writes the fields that changed
 */
export function useSavedText<T extends object>(key: string, initial: T, send: (set: Partial<T>) => Promise<void>): SavedText<T> {
  const [text, setText] = useState<T>(initial);
  const [{ saving, refusal }, setState] = useState<{ saving: Saving; refusal: unknown }>({ saving: 'saved', refusal: null });
  const [writer] = useState(() =>
    createDraftWriter<T>({
      key,
      ready: (set) => set,
      send,
      tell: (next, why) => setState((now) => ({ saving: next, refusal: next === 'writing' ? now.refusal : why })),
    }),
  );
  const set = (change: Partial<T>): void => {
    setText((now) => ({ ...now, ...change }));
    writer.change(change);
  };
  useEffect(() => writer.flush, [writer]);
  return { text, set, flush: writer.flush, saving, refusal };
}
