import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useApi } from '../../../parts/api.tsx';
import { Reading } from '../../../parts/blank.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { Table } from '../../../parts/table.tsx';
import type { TableColumn } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { FindBox } from './find-box.tsx';
import { isPartly, tableOf } from './shapes.ts';
import type { Kind, OpenRow, Side } from './shapes.ts';
import { placesOf, usePages, Wanted } from './use-pages.tsx';
import type { Pages } from './use-pages.tsx';

type ListProps = {
  readonly caseId: string;
  readonly kind: Kind;
  readonly side: Side;
  readonly version: number;
  readonly autoFocus: boolean;
  readonly marked: ReadonlyMap<string, OpenRow>;
  readonly onMark: (marked: ReadonlyMap<string, OpenRow>) => void;
  readonly onLook: (row: string) => void;
};

/** Records of one side of which something is open; Space marks what belongs together. */
export function UnmatchedList(props: ListProps): ReactNode {
  const { caseId, kind, side, version } = props;
  const { say, count } = useSpeech();
  const api = useApi();
  const [find, setFind] = useState('');
  const pages = usePages<OpenRow>({
    key: ['match.unmatched', { of: caseId, kind, side, find, version }],
    read: async (from, limit, signal) => {
      const page = await api.call['match.unmatched']({ caseId, kind, side, find, at: from, limit }, { signal });
      return { total: page.total, items: page.rows };
    },
  });
  const { total } = pages;
  const table = say(`table.${tableOf(kind, side)}`);
  return (
    <section className={`match-open ${side}`} aria-label={say('matchScreen.unmatched.of', { table })}>
      <header className="bar-row">
        <h2>{table}</h2>
        <span className="quiet">{total === undefined ? '' : say('matchScreen.unmatched', { n: total, all: count(total) })}</span>
        <FindBox label={say('matchScreen.find.in', { table })} list={`.match-open.${side}`} text={find} onText={setFind} />
      </header>
      {pages.error !== null ? (
        <Refusal error={pages.error} />
      ) : total === undefined ? (
        <Reading />
      ) : total === 0 ? (
        <p className="quiet match-none">{say(find === '' ? 'matchScreen.unmatched.none' : 'matchScreen.unmatched.noneFound')}</p>
      ) : (
        <OpenRows list={props} label={say('matchScreen.unmatched.of', { table })} pages={pages} total={total} />
      )}
    </section>
  );
}

type RowsProps = { readonly list: ListProps; readonly label: string; readonly pages: Pages<OpenRow>; readonly total: number };

function OpenRows({ list, label, pages, total }: RowsProps): ReactNode {
  const { onLook, onMark, marked } = list;
  const speech = useSpeech();
  const [at, setAt] = useState<number | null>(null);
  const places = useMemo(() => placesOf(total), [total]);
  const shown = pages.found(({ name }) => marked.has(name));
  const row = at === null ? undefined : pages.get(at)?.name;
  useEffect(() => {
    if (row !== undefined) onLook(row);
  }, [row, onLook]);
  const mark = (keys: ReadonlySet<string>): void => {
    // what is marked but not in this list, because other words were searched since, stays marked
    const here = new Set(shown.map((place) => pages.get(place)?.name));
    const kept = keys.size === 0 ? [] : [...marked].filter(([name]) => !here.has(name));
    const rows = [...keys].flatMap((key) => pages.get(Number(key)) ?? []);
    onMark(new Map([...kept, ...rows.map((one) => [one.name, one] as const)]));
  };
  return (
    <Table
      label={label}
      rows={places}
      rowKey={String}
      selected={at === null ? undefined : String(at)}
      onSelect={setAt}
      onOpen={(place) => mark(new Set([...shown, place].map(String)))}
      marked={new Set(shown.map(String))}
      onMark={mark}
      minWidth={288}
      autoFocus={list.autoFocus && !(document.activeElement instanceof HTMLInputElement)}
      rowHeight={44}
      columns={columnsOf(pages, speech)}
    />
  );
}

const columnsOf = (pages: Pages<OpenRow>, { say, money, day }: Speech): readonly TableColumn<number>[] => [
  {
    id: 'what',
    title: say('matchScreen.record'),
    width: 'minmax(120px, 1fr)',
    cell: (place) => {
      const one = pages.get(place);
      return one === undefined ? <Wanted place={place} want={pages.want} /> : <What row={one} />;
    },
    hint: (place) => pages.get(place)?.text ?? '',
  },
  {
    id: 'amount',
    title: say('matchScreen.amount'),
    width: '134px',
    number: true,
    cell: (place) => {
      const one = pages.get(place);
      if (one === undefined) return null;
      return (
        <span className="two-lines">
          {isPartly(one) ? (
            <>
              <span className="amber">{money(one.open, one.currency)}</span>
              <span className="quiet">{say('matchScreen.ofWhole', { amount: money(one.amount, '') })}</span>
            </>
          ) : (
            <>
              <span>{one.amount === null ? '' : money(one.amount, one.currency)}</span>
              <span className="quiet">{one.day === '' ? '' : day(one.day)}</span>
            </>
          )}
        </span>
      );
    },
    hint: (place) => {
      const one = pages.get(place);
      if (one === undefined || !isPartly(one)) return '';
      return say('matchScreen.openOf', { open: money(one.open, one.currency), amount: money(one.amount, '') });
    },
  },
];

function What({ row }: { readonly row: OpenRow }): ReactNode {
  const { say } = useSpeech();
  return (
    <span className="two-lines">
      <span>{row.label === '' ? say('matchScreen.noNumber') : row.label}</span>
      <span className="quiet">{[row.party, row.text].filter((part) => part !== '').join(' · ')}</span>
    </span>
  );
}
