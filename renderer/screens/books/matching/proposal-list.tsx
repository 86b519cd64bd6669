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
import type { Kind, Method, Proposal, Side } from './shapes.ts';
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

/** A list that comes while somebody types its words leaves them the focus. */
const isTyping = (): boolean => document.activeElement instanceof HTMLInputElement;

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
      autoFocus={!isTyping()}
      columns={columnsOf(props, speech)}
    />
  );
}

type Shown = (one: Proposal) => ReactNode;
type Heading = (row: ListRow & { kind: 'group' }) => ReactNode;

function columnsOf(list: ListProps, speech: Speech): readonly TableColumn<ListRow>[] {
  const { say } = speech;
  const { kind, pages } = list;
  const of = (row: ListRow): Proposal | undefined => (row.kind === 'place' ? pages.get(row.place) : undefined);
  const cell =
    (shown: Shown, heading: Heading = () => null) =>
    (row: ListRow): ReactNode => {
      const one = of(row);
      return row.kind === 'group' ? heading(row) : one === undefined ? null : shown(one);
    };
  const hint = (said: (one: Proposal) => string) => (row: ListRow) => {
    const one = of(row);
    return one === undefined ? '' : said(one);
  };
  const side = (which: Side, width: string, heading?: Heading): TableColumn<ListRow> => ({
    id: which,
    title: say(`table.${tableOf(kind, which)}`),
    width,
    cell: cell((one) => sideText(one, kind, { side: which, speech }), heading),
    hint: hint((one) => sideFull(one, kind, which)),
  });
  return [
    {
      id: 'state',
      title: '',
      width: '48px',
      cell: (row) => {
        const one = of(row);
        if (row.kind === 'group') return null;
        return one === undefined ? <Wanted place={row.place} want={pages.want} /> : <StateIcon state={one.state} />;
      },
    },
    side('left', 'minmax(100px, 1.2fr)', ({ method, n }) => (
      <b className="match-group-name">{say('matchScreen.group', { method: say(`matchMethod.${method}`), n: speech.count(n) })}</b>
    )),
    side('right', 'minmax(92px, 1fr)'),
    { id: 'amount', title: say('matchScreen.linked'), width: '118px', number: true, cell: cell((one) => amountText(one, speech)) },
    { id: 'difference', title: say('matchScreen.difference'), width: '92px', number: true, cell: cell((one) => <Difference one={one} />) },
    {
      id: 'rule',
      title: say('matchScreen.rule'),
      width: 'minmax(150px, 1.1fr)',
      cell: cell(
        (one) => ruleText(one, speech),
        ({ method }) => (
          <Button small onPress={() => list.onConfirmGroup(method)}>
            {say('matchScreen.confirmAll')}
          </Button>
        ),
      ),
      hint: hint((one) => ruleText(one, speech)),
    },
  ];
}

function Difference({ one }: { readonly one: Proposal }): ReactNode {
  const { amount } = useSpeech();
  return one.difference === null || isZero(one.difference) ? null : <span className="amber">{amount(one.difference)}</span>;
}

function amountText({ links }: Proposal, { money }: Speech): string {
  const sum = linkedSum(links);
  return sum === null ? '' : money(sum.amount, sum.currency);
}

function sideText(one: Proposal, kind: Kind, { side, speech: { say } }: { readonly side: Side; readonly speech: Speech }): string {
  const { label, more } = sideShort(one.rows, tableOf(kind, side));
  return more === 0 ? label : say('matchScreen.andMore', { label, n: more });
}

const sideFull = (one: Proposal, kind: Kind, side: Side): string =>
  one.rows
    .filter((row) => row.table === tableOf(kind, side))
    .slice(0, 8)
    .map((row) => [row.label, row.party].filter((part) => part !== '').join(' · '))
    .join('\n');

const ruleText = (one: Proposal, { say, percent }: Speech): string =>
  one.method === 'scored'
    ? say('matchScreen.ruleScore', { rule: say(`matchRule.${one.rule}`), score: percent(String(Math.round(one.score * 100))) })
    : say(`matchRule.${one.rule}`);
