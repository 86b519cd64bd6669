import type { ReactNode } from 'react';
import { Table } from '../../parts/table.tsx';
import type { TableColumn, TableSort } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import { useDetail } from '../../parts/detail.tsx';
import { useRows } from '../books/use-rows.ts';
import type { RowData } from '../books/row-detail.tsx';
import { rowShort, rowTitle } from '../books/row-words.ts';
import type { RunHit } from './hits.ts';
import { measureColumns, measureName, measureShown } from './measures.ts';

type HitTableProps = {
  readonly caseId: string;
  readonly hits: readonly RunHit[];
  readonly chosen: RunHit | undefined;
  readonly onSelect: (hit: RunHit) => void;
  readonly onMore: (() => void) | undefined;
  readonly marked: ReadonlySet<string>;
  readonly onMark: (keys: ReadonlySet<string>) => void;
  readonly sort: TableSort | null;
  readonly onSort: (sort: TableSort | null) => void;
};

/** Leads as a table: what was measured, what a person decided. */
export function HitTable(props: HitTableProps): ReactNode {
  const speech = useSpeech();
  const detail = useDetail();
  const { hits } = props;
  return (
    <Table
      label={speech.say('tests.leads')}
      rows={hits}
      rowKey={(hit) => hit.key}
      selected={props.chosen?.key}
      onSelect={props.onSelect}
      onOpen={() => detail.setSheetOpen(true)}
      onMore={props.onMore}
      minWidth={604}
      rowHeight={44}
      columns={columnsOf(props, speech)}
      marked={props.marked}
      onMark={props.onMark}
      sort={props.sort}
      onSort={props.onSort}
      autoFocus
    />
  );
}

const mostMeasures = 3;

/** A test of single declaration lines shows the goods; one of series and groups what it says about them. */
const isOfLines = (hits: readonly RunHit[]): boolean => hits[0]?.keys.length === 1 && hits[0].keys[0]?.includes(':declarations:') === true;

function columnsOf({ caseId, hits }: HitTableProps, speech: Speech): readonly TableColumn<RunHit>[] {
  const { say, count } = speech;
  const ofLines = isOfLines(hits);
  const about: TableColumn<RunHit> = {
    id: 'about',
    title: say('tests.about'),
    width: 'minmax(180px, 1fr)',
    cell: (hit) => (
      <span className="two-lines">
        {ofLines ? <Where caseId={caseId} hit={hit} /> : <What caseId={caseId} hit={hit} />}
        <span className="meta">{ofLines ? <What caseId={caseId} hit={hit} /> : <Where caseId={caseId} hit={hit} />}</span>
      </span>
    ),
  };
  return [
    {
      id: 'n',
      title: say('grid.number'),
      width: '48px',
      number: true,
      cell: (_hit, index) => <span className="quiet">{count(index + 1)}</span>,
    },
    about,
    ...measureColumns(hits, ofLines ? mostMeasures : 2).map(
      (name): TableColumn<RunHit> => ({
        id: name,
        title: measureName(name, speech),
        width: '96px',
        number: true,
        sortable: true,
        cell: (hit) => measureShown(name, hit.measures[name] ?? '', speech),
      }),
    ),
    {
      id: 'disposition',
      title: say('tests.disposition'),
      width: '104px',
      sortable: true,
      cell: (hit) => <span className={hit.disposition.state === 'lead' ? 'amber' : ''}>{say(`disposition.${hit.disposition.state}`)}</span>,
    },
  ];
}

/** The goods of a single line; else what the test says about the rows together. */
function What(props: { readonly caseId: string; readonly hit: RunHit }): ReactNode {
  const { say } = useSpeech();
  const { hit } = props;
  const row = useRows(props.caseId, hit.keys.slice(0, 1))[0];
  const description = hit.keys.length === 1 ? row?.cells['description'] : undefined;
  const text = typeof description === 'string' ? description : say(hit.explanation);
  return <span title={text}>{text}</span>;
}

/** The row that a hit is about, by the name that people give it. */
function Where(props: { readonly caseId: string; readonly hit: RunHit }): ReactNode {
  const { say } = useSpeech();
  const first = props.hit.keys[0];
  const row: RowData | undefined = useRows(props.caseId, first === undefined ? [] : [first])[0];
  const others = props.hit.keys.length - 1;
  if (row === undefined) return null;
  const name = rowShort(row, say);
  return <span title={rowTitle(row, say)}>{others > 0 ? say('tests.whereMore', { row: name, n: others }) : name}</span>;
}
