import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { matches, typesText } from './keys.ts';
import { useLatest, useStable } from './latest.ts';

/** Something that can be done here: the palette offers it, `?` lists it, its keys do it. */
export type Command = {
  readonly id: string;
  readonly title: string;
  readonly group: 'do' | 'go' | 'move' | 'rows';
  readonly keys?: string;
  readonly run: () => void;
  /** shown in the list of keys, not in the palette */
  readonly keyOnly?: boolean;
};

/** Finds what no list has in advance, such as rows of the books by their number. Asked for nothing when the palette opens: to get ready. */
export type Finder = (typed: string, signal: AbortSignal) => Promise<readonly Command[]>;

type Store = {
  readonly finders: Set<Finder>;
  readonly put: (owner: symbol, commands: readonly Command[]) => void;
  readonly drop: (owner: symbol) => void;
  readonly all: () => readonly Command[];
  readonly subscribe: (listener: () => void) => () => void;
};

function createStore(): Store {
  const owners = new Map<symbol, readonly Command[]>();
  const listeners = new Set<() => void>();
  let all: readonly Command[] = [];
  const refresh = (): void => {
    const byId = new Map<string, Command>();
    for (const commands of owners.values()) for (const command of commands) byId.set(command.id, command);
    all = [...byId.values()];
    for (const listener of listeners) listener();
  };
  return {
    finders: new Set(),
    put: (owner, commands) => {
      owners.set(owner, commands);
      refresh();
    },
    drop: (owner) => {
      owners.delete(owner);
      refresh();
    },
    all: () => all,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const CommandContext = createContext<Store | null>(null);

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** A dialog owns the keyboard: what lies below it must not act. */
const covered = (): boolean => document.querySelector('[aria-modal="true"], .veil') !== null;

/** Keys that mean something to a field that is being written in: letters, and taking back what was typed. */
const ofWriting = (keys: string): boolean => (typesText(keys) && keys !== 'Escape') || keys === 'Ctrl+Z';

/** @returns whether the press was a command */
function takePress(store: Store, press: KeyboardEvent): boolean {
  if (press.defaultPrevented || covered()) return false;
  const found = store.all().findLast((command) => command.keys !== undefined && matches(command.keys, press));
  if (found === undefined || found.keys === undefined) return false;
  if (ofWriting(found.keys) && writing(press.target)) return false;
  press.preventDefault();
  found.run();
  return true;
}

export function CommandProvider(props: { readonly children: ReactNode }): ReactNode {
  const [store] = useState(createStore);
  useEffect(() => {
    const listen = (press: KeyboardEvent): void => void takePress(store, press);
    // Ctrl+Enter on a focused button is the command, not a press of the button.
    const before = (press: KeyboardEvent): void => {
      if (!press.ctrlKey && !press.metaKey) return;
      if (press.target instanceof HTMLButtonElement && takePress(store, press)) press.stopPropagation();
    };
    window.addEventListener('keydown', before, true);
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', before, true);
      window.removeEventListener('keydown', listen);
    };
  }, [store]);
  return <CommandContext value={store}>{props.children}</CommandContext>;
}

function useStore(): Store {
  const store = useContext(CommandContext);
  if (store === null) throw new Error('commands outside CommandProvider');
  return store;
}

/** Offers commands as long as the component is shown; the latest closure runs. */
export function useCommands(commands: readonly Command[]): void {
  const store = useStore();
  const [owner] = useState(() => Symbol('commands'));
  const latest = useLatest(commands);
  const shape = commands.map((c) => `${c.id}|${c.title}|${c.keys ?? ''}`).join('\n');
  useEffect(() => {
    const live = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find((c) => c.id === command.id)?.run(),
    }));
    store.put(owner, live);
  }, [store, owner, latest, shape]);
  useEffect(() => () => store.drop(owner), [store, owner]);
}

export function useAllCommands(): readonly Command[] {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, store.all);
}

/** Lets the palette find with it as long as the component is shown. */
export function useFinder(finder: Finder): void {
  const { finders } = useStore();
  const stable = useStable(finder);
  useEffect(() => {
    finders.add(stable);
    return () => void finders.delete(stable);
  }, [finders, stable]);
}

type Looked = { readonly typed: string; readonly found: readonly Command[]; readonly looking: boolean };

/** A look costs little and the one before it is given up: the pause need only be longer than the time between two keys of a fast hand. */
const [lookAfterMs, shortest] = [40, 3];

/** What the finders say to what was typed; what they said before stays until they have answered. */
export function useFound(typed: string): Looked {
  const { finders } = useStore();
  const [looked, setLooked] = useState<Looked>({ typed: '', found: [], looking: false });
  useEffect(() => {
    const stop = new AbortController();
    for (const finder of finders) finder('', stop.signal).catch(() => undefined);
    return () => stop.abort();
  }, [finders]);
  useEffect(() => {
    if (typed.length < shortest || finders.size === 0) return undefined;
    const stop = new AbortController();
    const look = async (): Promise<void> => {
      const answers = await Promise.allSettled([...finders].map((finder) => finder(typed, stop.signal)));
      const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      if (!stop.signal.aborted) setLooked({ typed, found, looking: false });
    };
    const timer = setTimeout(() => void look(), lookAfterMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [finders, typed]);
  if (typed.length < shortest) return { typed, found: [], looking: false };
  return { ...looked, looking: looked.typed !== typed && finders.size > 0 };
}
