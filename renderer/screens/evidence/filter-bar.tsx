import { Search } from 'lucide-react';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useCommands } from '../../parts/commands.tsx';
import { Choose, Tick } from '../../parts/field.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { classes, kinds, sources } from './shapes.ts';
import type { EvidenceHeader } from './shapes.ts';

/** What the list shows; an empty text shows all. */
export type ListFilter = {
  readonly find: string;
  readonly kind: string;
  readonly from: string;
  readonly class: string;
  readonly tag: string;
  readonly removed: boolean;
};

export const noFilter: ListFilter = { find: '', kind: '', from: '', class: '', tag: '', removed: false };

/** Whether an item is shown; the words of `find` were looked for by the backend. */
export const fits = (item: EvidenceHeader, filter: ListFilter): boolean =>
  (filter.kind === '' || item.kind === filter.kind) &&
  (filter.from === '' || item.obtainedFrom === filter.from) &&
  (filter.class === '' || item.class === filter.class) &&
  (filter.tag === '' || item.tags?.includes(filter.tag) === true);

/** Where the words of a choice stand. */
const wordsOf = { kind: 'evidenceKind', from: 'ev.from', class: 'ev.class' } as const;

type BarProps = {
  readonly filter: ListFilter;
  readonly setFilter: (filter: ListFilter) => void;
  readonly shown: number;
  readonly all: number;
};

/** Words, kind, source, class, and what was removed. */
export function FilterBar({ filter, setFilter, shown, all }: BarProps): ReactNode {
  const { say, count } = useSpeech();
  const field = useRef<HTMLInputElement>(null);
  useCommands([{ id: 'ev.find', title: say('ev.find'), group: 'do', keys: 'Ctrl+F', run: () => field.current?.select() }]);
  const choose = (name: 'kind' | 'from' | 'class', values: readonly string[]): ReactNode => (
    <Choose
      slim
      hideLabel
      label={say(`ev.filter.${name}`)}
      value={filter[name]}
      onChange={(event) => setFilter({ ...filter, [name]: event.target.value })}
      choices={[
        { value: '', label: say(`ev.filter.${name}`) },
        ...values.map((value) => ({ value, label: say(`${wordsOf[name]}.${value}`) })),
      ]}
    />
  );
  return (
    <div className="evidence-filter">
      <span className="search-box">
        <Search className="icon" aria-hidden />
        <input
          ref={field}
          className="input"
          type="text"
          aria-label={say('ev.find')}
          placeholder={say('ev.find')}
          spellCheck={false}
          value={filter.find}
          onChange={(event) => setFilter({ ...filter, find: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || filter.find === '') return;
            event.stopPropagation();
            setFilter({ ...filter, find: '' });
          }}
        />
        <kbd aria-hidden>Ctrl F</kbd>
      </span>
      {choose('kind', kinds)}
      {choose('from', sources)}
      {choose('class', classes)}
      <Tick label={say('ev.filter.removed')} checked={filter.removed} onChange={(removed) => setFilter({ ...filter, removed })} />
      <span className="spring" />
      <span className="quiet" role="status">
        {shown === all ? say('ev.count', { n: all }) : say('ev.countOf', { shown: count(shown), all: count(all) })}
      </span>
    </div>
  );
}
