import { tableNames } from '../model/books.ts';
import type { TableName } from '../model/books.ts';
import type { Day } from '../model/scalars.ts';
import { dayColumnOf } from './dated.ts';
import { daysBeside, daysOf, monthOf, monthsOf, partOf } from './months.ts';
import type { Days, Month } from './months.ts';

/**
 * Records of one table by month; of the months in which the audited period begins and ends only what lies in it.
 * @property undated records without a day
 * @property beside records of these two months that lie before the period and after it
 */
export type Counted = {
  readonly table: TableName;
  readonly months: ReadonlyMap<Month, number>;
  readonly undated: number;
  readonly beside?: { readonly before: number; readonly after: number };
};

/** What the register lists of one month, and how many of these declarations the books have. */
export type ListedMonth = { readonly listed: number; readonly found: number };

/** The register speaks for the months from its first to its last declaration: beyond them it was not asked. */
export type Listed = { readonly from: Month; readonly to: Month; readonly months: ReadonlyMap<Month, ListedMonth> };

/** Somebody's number of records for what of a month lies in the audited period. @property source who gave it */
export type Stated = {
  readonly table: TableName;
  readonly month: Month;
  readonly n: number;
  readonly source: string;
  readonly note: string | null;
};

/** An item of a request for data; null = from the beginning, to the end of the audited period. */
export type Requested = {
  readonly table: TableName;
  readonly from: Day | null;
  readonly to: Day | null;
  /** asked, partly, received, refused, returned */
  readonly state: string;
};

export type CellState = 'complete' | 'short' | 'over' | 'missing' | 'unknown' | 'outside';
export type Source = 'register' | 'stated' | 'request' | 'none';

export type CoverageCell = {
  readonly month: Month;
  readonly received: number;
  readonly expected: number | null;
  /** of the expected ones; what came beyond them makes up for none of these */
  readonly missing: number;
  readonly by: Source;
  readonly state: CellState;
  /** the days that it stands for; null: the whole month */
  readonly days: Days | null;
  /** who gave a stated number, and what he said of it */
  readonly said: { readonly source: string; readonly note: string } | null;
};

export type CoverageRow = {
  readonly table: TableName;
  readonly undated: number;
  readonly cells: readonly CoverageCell[];
  /** in the audited period */
  readonly received: number;
  /** over the months for which a number is known; null where none is */
  readonly expected: number | null;
  readonly missing: number;
  /** ten-thousandths, rounded down, so that 100 % means that nothing is missing */
  readonly shareBp: number | null;
};

/** What the books of a case have and should have. */
export type Sources = {
  readonly from: Day;
  readonly to: Day;
  readonly counted: readonly Counted[];
  /** null without a register */
  readonly listed: Listed | null;
  readonly stated: readonly Stated[];
  readonly requested: readonly Requested[];
};

/** Expected of one month, by the first source that knows: register, stated number, request. `found`: how many of the expected came. */
type Expected =
  | { readonly by: 'register'; readonly expected: number; readonly found: number }
  | { readonly by: 'stated'; readonly expected: number; readonly found: number; readonly said: NonNullable<CoverageCell['said']> }
  | { readonly by: 'request'; readonly requestState: string }
  | { readonly by: 'none' };

function byRegister(sources: Sources, table: TableName, month: Month): Expected | null {
  const { listed } = sources;
  if (table !== 'declarations' || listed === null || month < listed.from || month > listed.to) return null;
  const own = listed.months.get(month) ?? { listed: 0, found: 0 };
  return { by: 'register', expected: own.listed, found: own.found };
}

/** An item that asks for other days of a month than the audited ones covers nothing of it. */
const covers = (item: Requested, days: Days): boolean =>
  (item.from === null || item.from <= days.to) && (item.to === null || item.to >= days.from);

function expectedOf(sources: Sources, table: TableName, at: { readonly month: Month; readonly received: number }): Expected {
  const { month, received } = at;
  const listed = byRegister(sources, table, month);
  if (listed !== null) return listed;
  const stated = sources.stated.findLast((one) => one.table === table && one.month === month);
  if (stated !== undefined) {
    const said = { source: stated.source, note: stated.note ?? '' };
    return { by: 'stated', expected: stated.n, found: Math.min(received, stated.n), said };
  }
  const days = partOf(month, sources) ?? daysOf(month);
  const requested = sources.requested.findLast((item) => item.table === table && covers(item, days));
  return requested === undefined ? { by: 'none' } : { by: 'request', requestState: requested.state };
}

function stateOf(received: number, expected: Expected): CellState {
  switch (expected.by) {
    case 'register':
    case 'stated':
      if (expected.found < expected.expected) return received === 0 ? 'missing' : 'short';
      return received > expected.expected ? 'over' : 'complete';
    case 'request':
      // a request names no number: what came is complete when whoever asked says so
      if (received === 0) return 'missing';
      if (expected.requestState === 'received' || expected.requestState === 'returned') return 'complete';
      return expected.requestState === 'partly' ? 'short' : 'unknown';
    case 'none':
      return 'unknown';
    default:
      return expected satisfies never;
  }
}

function cellOf(sources: Sources, table: TableName, at: { readonly month: Month; readonly received: number }): CoverageCell {
  const expected = expectedOf(sources, table, at);
  const numbered = expected.by === 'register' || expected.by === 'stated';
  return {
    ...at,
    expected: numbered ? expected.expected : null,
    missing: numbered ? expected.expected - expected.found : 0,
    by: expected.by,
    state: stateOf(at.received, expected),
    days: partOf(at.month, sources),
    said: expected.by === 'stated' ? expected.said : null,
  };
}

const outsideCell = (month: Month, received: number, days: Days | null): CoverageCell => {
  return { month, received, expected: null, missing: 0, by: 'none', state: 'outside', days, said: null };
};

/** What lies before and after the audited period: whole months, and the days beside it of the months in which it begins and ends. */
function outside(sources: Sources, counted: Counted | undefined, period: readonly Month[]): readonly CoverageCell[] {
  const { before, after } = daysBeside(sources);
  const beside = ([days, n]: readonly [Days | null, number]): CoverageCell[] =>
    days === null || n === 0 ? [] : [outsideCell(monthOf(days.from), n, days)];
  const months = [...(counted?.months ?? [])].filter(([month, n]) => n > 0 && !period.includes(month));
  return [
    ...months.map(([month, n]) => outsideCell(month, n, null)),
    ...beside([before, counted?.beside?.before ?? 0]),
    ...beside([after, counted?.beside?.after ?? 0]),
  ];
}

/** In the order of their days. */
const firstOf = ({ month, days }: CoverageCell): string => days?.from ?? daysOf(month).from;

export function coverageRow(sources: Sources, table: TableName): CoverageRow {
  const counted = sources.counted.find((one) => one.table === table);
  const period = dayColumnOf(table) === null ? [] : monthsOf(sources.from, sources.to);
  const inside = period.map((month) => cellOf(sources, table, { month, received: counted?.months.get(month) ?? 0 }));
  const numbered = inside.filter((cell) => cell.expected !== null);
  const sum = (cells: readonly CoverageCell[], of: 'received' | 'missing' | 'expected'): number =>
    cells.reduce((n, cell) => n + (cell[of] ?? 0), 0);
  const expected = sum(numbered, 'expected');
  const missing = sum(numbered, 'missing');
  return {
    table,
    undated: counted?.undated ?? 0,
    cells: [...inside, ...outside(sources, counted, period)].sort((a, b) => (firstOf(a) < firstOf(b) ? -1 : 1)),
    received: sum(inside, 'received'),
    expected: numbered.length === 0 ? null : expected,
    missing,
    shareBp: numbered.length === 0 ? null : expected === 0 ? 10_000 : Math.floor(((expected - missing) * 10_000) / expected),
  };
}

/** The tables that have something to say: those with records, those of which some are expected, declarations and the ledger always. */
export function coveredTables(sources: Sources): readonly TableName[] {
  const named = new Set<TableName>(['declarations', 'ledger']);
  for (const { table, months, undated } of sources.counted) if (months.size > 0 || undated > 0) named.add(table);
  for (const { table } of [...sources.stated, ...sources.requested]) named.add(table);
  return tableNames.filter((table) => named.has(table));
}

/** Kinds of record × months. */
export const coverageRows = (sources: Sources): readonly CoverageRow[] =>
  coveredTables(sources).map((table) => coverageRow(sources, table));

/** True where fewer came than the least share; what nobody expected is not short. @param minimumBp null = the pack states no least share */
export const isShort = (row: Pick<CoverageRow, 'shareBp'>, minimumBp: number | null): boolean =>
  minimumBp !== null && row.shareBp !== null && row.shareBp < minimumBp;
