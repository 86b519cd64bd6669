import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../../parts/button.tsx';
import { Table } from '../../../parts/table.tsx';
import type { TableColumn } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { listRows, marksAfter, rowKeyOf } from './list-rows.ts';
import type { ListRow } from './list-rows.ts';
import { isZero, linkedSum, sideShort, tableOf } from './shapes.ts';
import type { Kind, Method, Proposal } from './shapes.ts';
import { StateIcon } from './state-icon.tsx';
import { Wanted } from './use-pages.tsx';
import type { Pages } from './use-pages.tsx';
import type { Counts } from './use-proposals.ts';

type ListProps = {
  readonly kind: Kind;
  readonly counts: Counts;
  readonly method: Method | null;
  readonly pages: Pages<Proposal>;
  readonly selected: string | undefined;
  readonly onSelect: (row: ListRow) => void;
  readonly onOpen: (row: ListRow) => void;
  readonly marked: ReadonlySet<string>;
  readonly onMark: (keys: ReadonlySet<string>) => void;
  /** all open ones of a method at once */
  readonly onConfirmGroup: (method: Method) => void;
};

/** Proposals under the headings of their methods. */
export function ProposalList(props: ListProps): ReactNode {
  const speech = useSpeech();
  const { counts, method, marked, onMark } = props;
  const rows = useMemo(() => listRows(counts, method), [counts, method]);
  return (
    <Table
      label={speech.say('matchScreen.proposals')}
      rows={rows}
      rowKey={rowKeyOf}
      selected={props.selected}
      onSelect={props.onSelect}
      onOpen={props.onOpen}
      marked={marked}
      onMark={(keys) => onMark(marksAfter(keys, marked, rows))}
      minWidth={600}
      autoFocus
      columns={columnsOf(props, speech)}
    />
  );
}

function columnsOf(list: ListProps, speech: Speech): readonly TableColumn<ListRow>[] {
  const { say, money, count } = speech;
  const { kind, pages } = list;
  const of = (row: ListRow): Proposal | undefined => (row.kind === 'place' ? pages.get(row.place) : undefined);
  const cell =
    (shown: (one: Proposal) => ReactNode, heading: (row: ListRow & { kind: 'group' }) => ReactNode = () => null) =>
    (row: ListRow): ReactNode => {
      if (row.kind === 'group') return heading(row);
      const one = pages.get(row.place);
      return one === undefined ? null : shown(one);
    };
  const side = (which: 'left' | 'right') => (one: Proposal) => sideText(one, kind, which, speech);
  const hint = (which: 'left' | 'right') => (row: ListRow) => {
    const one = of(row);
    return one === undefined ? '' : sideFull(one, kind, which);
  };
  return [
    {
      id: 'state',
      title: '',
      width: '48px',
      cell: (row) =>
        row.kind === 'group' ? null : of(row) === undefined ? (
          <Wanted place={row.place} want={pages.want} />
        ) : (
          <StateIcon state={of(row)?.state ?? 'proposed'} />
        ),
    },
    {
      id: 'left',
      title: say(`table.${tableOf(kind, 'left')}`),
      width: 'minmax(130px, 1.2fr)',
      cell: cell(side('left'), ({ method, n }) => <b>{say('matchScreen.group', { method: say(`matchMethod.${method}`), n: count(n) })}</b>),
      hint: hint('left'),
    },
    {
      id: 'right',
      title: say(`table.${tableOf(kind, 'right')}`),
      width: 'minmax(110px, 1fr)',
      cell: cell(side('right')),
      hint: hint('right'),
    },
    {
      id: 'amount',
      title: say('matchScreen.linked'),
      width: '126px',
      number: true,
      cell: cell((one) => {
        const sum = linkedSum(one.links);
        return sum === null ? '' : money(sum.amount, sum.currency);
      }),
    },
    {
      id: 'difference',
      title: say('matchScreen.difference'),
      width: '104px',
      number: true,
      cell: cell(({ difference }) =>
        difference === null || isZero(difference) ? '' : <span className="amber">{speech.amount(difference)}</span>,
      ),
    },
    {
      id: 'rule',
      title: say('matchScreen.rule'),
      width: 'minmax(130px, 1.1fr)',
      cell: cell(
        (one) => ruleText(one, speech),
        ({ method }) => (
          <Button small onPress={() => list.onConfirmGroup(method)}>
            {say('matchScreen.confirmAll')}
          </Button>
        ),
      ),
      hint: (row) => {
        const one = of(row);
        return one === undefined ? '' : ruleText(one, speech);
      },
    },
  ];
}

function sideText(one: Proposal, kind: Kind, side: 'left' | 'right', { say }: Speech): string {
  const { label, more } = sideShort(one.rows, tableOf(kind, side));
  return more === 0 ? label : say('matchScreen.andMore', { label, n: more });
}

const sideFull = (one: Proposal, kind: Kind, side: 'left' | 'right'): string =>
  one.rows
    .filter((row) => row.table === tableOf(kind, side))
    .slice(0, 8)
    .map((row) => [row.label, row.party].filter((part) => part !== '').join(' · '))
    .join('\n');

const ruleText = (one: Proposal, { say, percent }: Speech): string =>
  one.method === 'scored'
    ? say('matchScreen.ruleScore', { rule: say(`matchRule.${one.rule}`), score: percent(String(Math.round(one.score * 100))) })
    : say(`matchRule.${one.rule}`);
