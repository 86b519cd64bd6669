import type { ReactNode } from 'react';
import { Table } from '../../parts/table.tsx';
import type { TableColumn } from '../../parts/table.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import { useDetail } from '../../parts/detail.tsx';
import { useRows } from '../books/use-rows.ts';
import type { RowData } from '../books/row-detail.tsx';
import { rowTitle } from '../books/row-words.ts';
import type { RunHit } from './hits.ts';
import { isNumber, measureName, measureNames, measureShown } from './measures.ts';

type HitTableProps = {
  readonly caseId: string;
  readonly hits: readonly RunHit[];
  readonly chosen: RunHit | undefined;
  readonly onSelect: (hit: RunHit) => void;
  readonly onMore: (() => void) | undefined;
  readonly onRecord: () => void;
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
      minWidth={640}
      columns={columnsOf(props, speech)}
      autoFocus
    />
  );
}

const mostMeasures = 4;

function columnsOf({ caseId, hits }: HitTableProps, speech: Speech): readonly TableColumn<RunHit>[] {
  const { say, count } = speech;
  const names = measureNames(hits).slice(0, mostMeasures);
  return [
    {
      id: 'n',
      title: say('grid.number'),
      width: '52px',
      number: true,
      cell: (_hit, index) => <span className="quiet">{count(index + 1)}</span>,
    },
    { id: 'row', title: say('tests.where'), width: 'minmax(200px, 1.2fr)', cell: (hit) => <Where caseId={caseId} hit={hit} /> },
    {
      id: 'what',
      title: say('tests.what'),
      width: 'minmax(160px, 2fr)',
      cell: (hit) => say(hit.explanation),
      hint: (hit) => say(hit.explanation),
    },
    ...names.map(
      (name): TableColumn<RunHit> => ({
        id: name,
        title: measureName(name, speech),
        width: '112px',
        number: isNumber(hits[0]?.measures[name]),
        cell: (hit) => measureShown(name, hit.measures[name] ?? '', speech),
      }),
    ),
    {
      id: 'disposition',
      title: say('tests.disposition'),
      width: '116px',
      cell: (hit) => <span className={hit.disposition.state === 'lead' ? 'amber' : ''}>{say(`disposition.${hit.disposition.state}`)}</span>,
    },
  ];
}

/** The row that a hit is about, by the name that people give it. */
function Where(props: { readonly caseId: string; readonly hit: RunHit }): ReactNode {
  const { say } = useSpeech();
  const first = props.hit.keys[0];
  const row: RowData | undefined = useRows(props.caseId, first === undefined ? [] : [first])[0];
  const others = props.hit.keys.length - 1;
  if (row === undefined) return null;
  return <span>{others > 0 ? say('tests.whereMore', { row: rowTitle(row, say), n: others }) : rowTitle(row, say)}</span>;
}
