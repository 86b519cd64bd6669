import './palette.css';
import { CornerDownLeft, Search } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useAllCommands, useFound } from './commands.tsx';
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
  const rows = useFound(typed.trim());
  const groups = groupsOf([...found(offered, typed).slice(0, shownAtMost), ...rows.found, ...props.typed(typed.trim())]);
  const entries = groups.flatMap((group) => group.entries);
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
      {entries.length === 0 && !rows.looking ? <p className="none">{say('palette.none')}</p> : null}
      <Entries id={id} groups={groups} at={at} point={setAt} take={take} />
      <p className="palette-state meta" role="status">
        {rows.looking ? say('palette.reading') : ''}
      </p>
    </div>
  );
}

type GroupName = 'do' | 'go' | 'move' | 'rows' | 'cases' | 'tests' | 'findings';
type Group = { readonly name: GroupName; readonly entries: readonly Entry[] };

const groupOfId: Readonly<Record<string, GroupName>> = { case: 'cases', test: 'tests', finding: 'findings', find: 'rows' };

/** Some commands are things by their id: `test.V14` is a test, `test.run` is something to do. */
const groupOf = ({ id, group }: Entry): GroupName =>
  group === 'go' || id.startsWith('find.') ? (groupOfId[id.split('.')[0] ?? ''] ?? group) : group;

/** Entries by what they are; the group of the best one comes first, and in a group the best one. */
function groupsOf(entries: readonly Entry[]): readonly Group[] {
  const groups = new Map<GroupName, Entry[]>();
  for (const entry of entries) {
    const name = groupOf(entry);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [entry]);
    else known.push(entry);
  }
  return [...groups].map(([name, of]) => ({ name, entries: of }));
}

type EntriesProps = {
  readonly id: string;
  readonly groups: readonly Group[];
  readonly at: number;
  readonly point: (index: number) => void;
  readonly take: (entry: Entry) => void;
};

function Entries({ id, groups, at, point, take }: EntriesProps): ReactNode {
  const say = useSay();
  useEffect(() => document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' }), [id, at]);
  const starts = groups.map((_, i) => groups.slice(0, i).reduce((n, group) => n + group.entries.length, 0));
  return (
    <ul id={`${id}-list`} role="listbox" aria-label={say('palette.title')}>
      {groups.map((group, g) => (
        <li key={group.name} role="group" aria-label={say(`palette.group.${group.name}`)} className="palette-group">
          <h3 aria-hidden>{say(`palette.group.${group.name}`)}</h3>
          <ul role="presentation">
            {group.entries.map((entry, i) => (
              <EntryLine
                key={entry.id}
                id={`${id}-${(starts[g] ?? 0) + i}`}
                entry={entry}
                chosen={(starts[g] ?? 0) + i === at}
                point={() => point((starts[g] ?? 0) + i)}
                take={take}
              />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

type LineProps = {
  readonly id: string;
  readonly entry: Entry;
  readonly chosen: boolean;
  readonly point: () => void;
  readonly take: (entry: Entry) => void;
};

function EntryLine({ id, entry, chosen, point, take }: LineProps): ReactNode {
  return (
    <li id={id} role="option" aria-selected={chosen} onPointerMove={point} onClick={() => take(entry)}>
      <span className="what" title={entry.title}>
        {entry.title}
      </span>
      {entry.keys === undefined ? null : <kbd>{keyLabel(entry.keys)}</kbd>}
      {chosen ? <CornerDownLeft className="icon" aria-hidden /> : null}
    </li>
  );
}
