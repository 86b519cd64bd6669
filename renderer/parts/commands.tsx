import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { matches, typesText } from './keys.ts';
import { useLatest } from './latest.ts';

/** Something that can be done here: the palette offers it, `?` lists it, its keys do it. */
export type Command = {
  readonly id: string;
  readonly title: string;
  readonly group: 'do' | 'go' | 'move';
  readonly keys?: string;
  readonly run: () => void;
  /** shown in the list of keys, not in the palette */
  readonly keyOnly?: boolean;
};

type Store = {
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

function takePress(store: Store, press: KeyboardEvent): void {
  if (press.defaultPrevented || covered()) return;
  const found = store.all().findLast((command) => command.keys !== undefined && matches(command.keys, press));
  if (found === undefined || found.keys === undefined) return;
  if (typesText(found.keys) && found.keys !== 'Escape' && writing(press.target)) return;
  press.preventDefault();
  found.run();
}

export function CommandProvider(props: { readonly children: ReactNode }): ReactNode {
  const [store] = useState(createStore);
  useEffect(() => {
    const listen = (press: KeyboardEvent): void => takePress(store, press);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
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
