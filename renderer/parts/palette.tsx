import { CornerDownLeft, Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useAllCommands } from './commands.tsx';
import type { Command } from './commands.tsx';
import { found } from './found.ts';
import { keyLabel } from './keys.ts';
import { walk } from './walk.ts';
import { useSay } from './words.tsx';

type Entry = Pick<Command, 'id' | 'title' | 'keys' | 'run' | 'group'>;
/** An entry made of what was typed, such as a search in the books. */
export type TypedEntry = (typed: string) => readonly Entry[];

const shownAtMost = 60;

/** Every action, case, section, test and finding, one key away. */
export function Palette(props: { readonly close: () => void; readonly typed: TypedEntry }): ReactNode {
  const say = useSay();
  return (
    <ModalOverlay className="veil" isOpen isDismissable onOpenChange={(open) => (open ? undefined : props.close())}>
      <Modal className="dialog-box palette-box">
        <Dialog className="dialog" aria-label={say('palette.title')}>
          <PaletteBody {...props} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteBody(props: { readonly close: () => void; readonly typed: TypedEntry }): ReactNode {
  const say = useSay();
  const id = useId();
  const commands = useAllCommands();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const offered = commands.filter((c) => c.keyOnly !== true);
  const entries: readonly Entry[] = [...found(offered, typed).slice(0, shownAtMost), ...props.typed(typed.trim())];
  const take = (entry: Entry | undefined): void => {
    if (entry === undefined) return;
    props.close();
    // The palette must be gone before the action moves the focus.
    requestAnimationFrame(entry.run);
  };
  const press = (event: KeyboardEvent): void => {
    const next = event.key === 'Home' || event.key === 'End' ? null : walk(event.key, at, entries.length);
    if (event.key === 'Enter') take(entries[at]);
    else if (next !== null) setAt(next);
    else return;
    event.preventDefault();
  };
  return (
    <div className="palette">
      <div className="palette-entry">
        <Search className="icon" aria-hidden />
        <input
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={entries.length > 0 ? `${id}-${at}` : undefined}
          aria-label={say('palette.title')}
          placeholder={say('palette.hint')}
          autoFocus
          spellCheck={false}
          value={typed}
          onKeyDown={press}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
        />
      </div>
      {entries.length === 0 ? <p className="none">{say('palette.none')}</p> : null}
      <Entries id={id} entries={entries} at={at} point={setAt} take={take} />
    </div>
  );
}

type EntriesProps = {
  readonly id: string;
  readonly entries: readonly Entry[];
  readonly at: number;
  readonly point: (index: number) => void;
  readonly take: (entry: Entry) => void;
};

function Entries({ id, entries, at, point, take }: EntriesProps): ReactNode {
  const say = useSay();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.children[at]?.scrollIntoView({ block: 'nearest' }), [at]);
  return (
    <ul ref={list} id={`${id}-list`} role="listbox" aria-label={say('palette.title')}>
      {entries.map((entry, index) => (
        <li
          key={entry.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          onPointerMove={() => point(index)}
          onClick={() => take(entry)}
        >
          <span className="what">{entry.title}</span>
          <span className="meta">{say(`palette.group.${entry.group}`)}</span>
          {entry.keys === undefined ? null : <kbd>{keyLabel(entry.keys)}</kbd>}
          {index === at ? <CornerDownLeft className="icon" aria-hidden /> : null}
        </li>
      ))}
    </ul>
  );
}
