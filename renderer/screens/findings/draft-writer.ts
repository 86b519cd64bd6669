import { holdUnwritten, writeUnwritten } from '../../parts/unwritten.ts';

export type Saving = 'saved' | 'writing' | 'refused';

type Parts<D> = {
  /** names what waits, among all that waits in the window */
  readonly key: string;
  /** sends changed fields; refused: they wait again */
  readonly send: (set: Partial<D>) => Promise<void>;
  /** the part of a change that says something already */
  readonly ready: (set: Partial<D>) => Partial<D>;
  readonly tell: (saving: Saving, refusal: unknown) => void;
};

export type DraftWriter<D> = {
  /** Keeps a change for the next write. */
  readonly change: (set: Partial<D>) => void;
  /** Writes what waits when the write before it has been answered. */
  readonly flush: () => void;
};

const writeAfterMs = 400;

/**
 * Writes the fields of a draft that changed, 400 ms after the last change. Writes go one after the other, so that an older text is never
 * written over a newer one. Before the window locks or closes, what waits is sent without waiting for any answer: the backend takes
 * messages in their order, and a busy one would take longer than the page has left.
 */
export function createDraftWriter<D extends object>({ key, send, ready, tell }: Parts<D>): DraftWriter<D> {
  let waiting: Partial<D> = {};
  let before: Promise<unknown> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hold = (): void => holdUnwritten(key, write);
  const write = async (): Promise<void> => {
    clearTimeout(timer);
    const set = ready(waiting);
    waiting = {};
    if (Object.keys(set).length === 0) return tell('saved', null);
    try {
      await send(set);
      tell(Object.keys(waiting).length === 0 ? 'saved' : 'writing', null);
    } catch (error) {
      waiting = { ...set, ...waiting };
      hold();
      tell('refused', error);
    }
  };
  const flush = (): void => {
    clearTimeout(timer);
    before = before.then(() => writeUnwritten(key));
  };
  return {
    flush,
    change: (set) => {
      waiting = { ...waiting, ...set };
      hold();
      tell('writing', null);
      clearTimeout(timer);
      timer = setTimeout(flush, writeAfterMs);
    },
  };
}
