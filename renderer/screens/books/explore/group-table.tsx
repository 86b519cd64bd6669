import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { TableName } from '../../../../domain/model/books.ts';
import { isNumeric } from '../../../parts/grid/cells.ts';
import type { Money } from '../../../parts/grid/cells.ts';
import { Table } from '../../../parts/table.tsx';
import type { TableColumn, TableSort } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { filterColumn } from './filter-chips.tsx';
import { aggregateName, figureShown, figureText, groupName, mayMix, shareOf, wholeOf } from './grouping.ts';
import type { Group, GroupSetup, Grouped, Order } from './grouping.ts';

type GroupTableProps = {
  readonly grouped: Grouped;
  readonly setup: GroupSetup;
  readonly table: TableName;
  readonly money: Money;
  readonly onSetup: (setup: GroupSetup) => void;
  readonly onOpen: (group: Group) => void;
};

const keyOf = (group: Group): string => JSON.stringify(group.values);

/** The heading that orders: the first grouping stands for the groups' own values. */
const sortColumn = ({ by }: Order): string => (typeof by === 'number' ? `figure${by}` : by === 'group' ? 'group0' : 'count');

function orderOf(sort: TableSort | null): Order {
  if (sort === null) return { by: 'count', descending: true };
  if (sort.column === 'count') return { by: 'count', descending: sort.descending };
  if (sort.column.startsWith('figure')) return { by: Number(sort.column.slice(6)), descending: sort.descending };
  return { by: 'group', descending: sort.descending };
}

/** Groups with their rows, shares and figures; Enter lists the rows of one. */
export function GroupTable(props: GroupTableProps): ReactNode {
  const speech = useSpeech();
  const { grouped, setup, table, money, onSetup, onOpen } = props;
  const [last, choose] = useState<string | undefined>(undefined);
  const [first] = grouped.groups;
  // a group is chosen from the start: Enter lists its rows however the groups were come to
  const isHere = last !== undefined && grouped.groups.some((group) => keyOf(group) === last);
  const chosen = isHere || first === undefined ? last : keyOf(first);
  const columns = useMemo(() => columnsOf({ grouped, setup, table, money }, speech), [grouped, setup, table, money, speech]);
  return (
    <Table
      label={speech.say('explore.groups.of', { table: speech.say(`table.${table}`) })}
      rows={grouped.groups}
      rowKey={keyOf}
      columns={columns}
      selected={chosen}
      onSelect={(group) => choose(keyOf(group))}
      onOpen={onOpen}
      sort={{ column: sortColumn(setup.order), descending: setup.order.descending }}
      onSort={(sort) => onSetup({ ...setup, order: orderOf(sort) })}
      minWidth={140 * setup.groups.length + 150 + 190 * setup.aggregates.length}
      autoFocus
    />
  );
}

type Given = Pick<GroupTableProps, 'grouped' | 'setup' | 'table' | 'money'>;

function columnsOf(given: Given, speech: Speech): readonly TableColumn<Group>[] {
  const { setup, table, grouped } = given;
  const { say, count, percent } = speech;
  const groups = setup.groups.map(
    (grouping, i): TableColumn<Group> => ({
      id: `group${i}`,
      title: say(`column.${grouping.column}`),
      width: 'minmax(128px, 1fr)',
      number: grouping.by === 'value' && isNumeric(filterColumn(table, grouping.column)),
      sortable: i === 0,
      cell: (group) => groupName(group.values[i] ?? null, grouping, { table, speech }),
      hint: (group) => groupName(group.values[i] ?? null, grouping, { table, speech }),
    }),
  );
  const rows: readonly TableColumn<Group>[] = [
    { id: 'count', title: say('explore.rows'), width: '84px', number: true, sortable: true, cell: (group) => count(group.count) },
    {
      id: 'share',
      title: say('explore.share'),
      width: '76px',
      number: true,
      cell: (group) => <Share value={shareOf(String(group.count), String(grouped.rows))} percent={percent} />,
    },
  ];
  return [...groups, ...rows, ...setup.aggregates.flatMap((_, i) => figureColumns(given, i, speech))];
}

function Share(props: { readonly value: string | null; readonly percent: (value: string) => string }): ReactNode {
  return <span className="quiet">{props.value === null ? '' : props.percent(props.value)}</span>;
}

/** A figure, and its part of the whole where there is one. */
function figureColumns({ grouped, setup, table, money }: Given, index: number, speech: Speech): readonly TableColumn<Group>[] {
  const aggregate = setup.aggregates[index];
  if (aggregate === undefined) return [];
  const of = { table, money, speech };
  const whole = wholeOf(grouped, index, aggregate, of);
  const shown = (group: Group): string => figureShown(group.figures[index] ?? null, aggregate, group.currencies[index] ?? null, of);
  const isMixed = (group: Group): boolean => mayMix(aggregate, table) && (group.figures[index] ?? null) === null && group.count > 0;
  const figure: TableColumn<Group> = {
    id: `figure${index}`,
    title: aggregateName(aggregate, speech),
    width: 'minmax(148px, 180px)',
    number: true,
    sortable: true,
    cell: (group) => (isMixed(group) ? <span className="quiet">{speech.say('explore.noFigure')}</span> : shown(group)),
    hint: (group) => (isMixed(group) ? speech.say('explore.noFigure.why') : shown(group)),
  };
  if (whole === null) return [figure];
  const share: TableColumn<Group> = {
    id: `share${index}`,
    title: speech.say('explore.shareOfSum'),
    width: '76px',
    number: true,
    cell: (group) => (
      <Share
        value={shareOf(figureText(group.figures[index] ?? null, aggregate, group.currencies[index] ?? null, of), whole)}
        percent={speech.percent}
      />
    ),
  };
  return [figure, share];
}
