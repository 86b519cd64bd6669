import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useApi } from '../../../parts/api.tsx';
import { Reading } from '../../../parts/blank.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { Table } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { FindBox } from './find-box.tsx';
import { tableOf } from './shapes.ts';
import type { Kind, MatchRow, Side } from './shapes.ts';
import { placesOf, usePages, Wanted } from './use-pages.tsx';

type ListProps = {
  readonly caseId: string;
  readonly kind: Kind;
  readonly side: Side;
  readonly version: number;
  readonly autoFocus: boolean;
  readonly marked: ReadonlyMap<string, MatchRow>;
  readonly onMark: (marked: ReadonlyMap<string, MatchRow>) => void;
  readonly onLook: (row: string) => void;
};

/** Records of one side without a confirmed match; Space marks what belongs together. */
export function UnmatchedList(props: ListProps): ReactNode {
  const { caseId, kind, side, version } = props;
  const speech = useSpeech();
  const { say, day, money, count } = speech;
  const api = useApi();
  const [find, setFind] = useState('');
  const [at, setAt] = useState<number | null>(null);
  const pages = usePages<MatchRow>({
    key: ['match.unmatched', { of: caseId, kind, side, find, version }],
    read: async (from, limit, signal) => {
      const page = await api.call['match.unmatched']({ caseId, kind, side, find, at: from, limit }, { signal });
      return { total: page.total, items: page.rows };
    },
  });
  const total = pages.total ?? 0;
  const placeOf = new Map<string, number>();
  for (let place = 0; place < total && placeOf.size < props.marked.size; place += 1) {
    const row = pages.get(place);
    if (row !== undefined && props.marked.has(row.name)) placeOf.set(row.name, place);
  }
  const { onLook } = props;
  const row = at === null ? undefined : pages.get(at)?.name;
  useEffect(() => {
    if (row !== undefined) onLook(row);
  }, [row, onLook]);
  const mark = (keys: ReadonlySet<string>): void => {
    const shown = new Set(placeOf.keys());
    // what is marked but not in this list (other words were searched since) stays marked
    const kept = [...props.marked].filter(([name]) => !shown.has(name));
    const rows = [...keys].flatMap((key) => pages.get(Number(key)) ?? []);
    props.onMark(new Map([...(keys.size === 0 ? [] : kept), ...rows.map((one) => [one.name, one] as const)]));
  };
  const table = say(`table.${tableOf(kind, side)}`);
  return (
    <section className={`match-open ${side}`} aria-label={say('matchScreen.unmatched.of', { table })}>
      <header className="bar-row">
        <h2>{table}</h2>
        <span className="quiet">{pages.total === undefined ? '' : say('matchScreen.unmatched', { n: total, all: count(total) })}</span>
        <FindBox label={say('matchScreen.find.in', { table })} list={`.match-open.${side}`} text={find} onText={setFind} />
      </header>
      {pages.error !== null ? (
        <Refusal error={pages.error} />
      ) : pages.total === undefined ? (
        <Reading />
      ) : total === 0 ? (
        <p className="quiet match-none">{say(find === '' ? 'matchScreen.unmatched.none' : 'matchScreen.unmatched.noneFound')}</p>
      ) : (
        <Table
          label={say('matchScreen.unmatched.of', { table })}
          rows={placesOf(total)}
          rowKey={String}
          selected={at === null ? undefined : String(at)}
          onSelect={setAt}
          onOpen={(place) => mark(new Set([...[...placeOf.values()].map(String), String(place)]))}
          marked={new Set([...placeOf.values()].map(String))}
          onMark={mark}
          minWidth={380}
          autoFocus={props.autoFocus}
          rowHeight={44}
          columns={[
            {
              id: 'what',
              title: say('matchScreen.record'),
              width: 'minmax(200px, 1fr)',
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
                    <span>{one.amount === null ? '' : money(one.amount, one.currency)}</span>
                    <span className="quiet">{one.day === '' ? '' : day(one.day)}</span>
                  </span>
                );
              },
            },
          ]}
        />
      )}
    </section>
  );
}

function What({ row }: { readonly row: MatchRow }): ReactNode {
  const { say } = useSpeech();
  return (
    <span className="two-lines">
      <span>{row.label === '' ? say('matchScreen.noNumber') : row.label}</span>
      <span className="quiet">{[row.party, row.text].filter((part) => part !== '').join(' · ')}</span>
    </span>
  );
}
