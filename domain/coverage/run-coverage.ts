import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import type { TableName } from '../model/books.ts';
import type { Decimal } from '../model/scalars.ts';
import { scaledToDecimal } from '../money/decimal.ts';
import { isShort } from './coverage.ts';
import type { CoverageRow } from './coverage.ts';

/** What of a table the books had when a test was run over it. */
export type TableCoverage = {
  readonly table: TableName;
  readonly received: number;
  readonly expected: number | null;
  readonly shareBp: number | null;
  /** months of which records are missing */
  readonly shortMonths: readonly string[];
  readonly undated: number;
  readonly outside: number;
};

/** @property minimumBp the pack's least share at that time */
export type RunCoverage = { readonly minimumBp: number | null; readonly tables: readonly TableCoverage[] };

/** What a run keeps of the coverage: it stands beside the result and is no part of it. */
export const runCoverage = (rows: readonly CoverageRow[], minimumBp: number | null): RunCoverage => ({
  minimumBp,
  tables: rows.map((row) => ({
    table: row.table,
    received: row.received,
    expected: row.expected,
    shareBp: row.shareBp,
    shortMonths: row.cells.filter((cell) => cell.state === 'short' || cell.state === 'missing').map((cell) => cell.month),
    undated: row.undated,
    outside: row.cells.reduce((n, cell) => n + (cell.state === 'outside' ? cell.received : 0), 0),
  })),
});

export const percentOf = (bp: number): Decimal => scaledToDecimal(bp, 2);

/** The share as it is said: `98.5`, `100`. */
export const percentText = (bp: number): Decimal => percentOf(bp).replace(/\.?0+$/, '') as Decimal;

/**
 * What a run says in the end: below the pack's least share that its data are incomplete, whatever the judge found; his verdict stands
 * inside, and the hits stay (reference/domain-corrections.md §17).
 */
export function verdictWith(verdict: Words | null, coverage: RunCoverage | null): Words | null {
  const short = coverage?.tables.filter((table) => isShort(table, coverage.minimumBp)) ?? [];
  const [first] = short.toSorted((a, b) => (a.shareBp ?? 0) - (b.shareBp ?? 0));
  if (first === undefined || coverage === null) return verdict;
  const args = {
    table: { words: words(`table.${first.table}`) },
    share: { percent: percentText(first.shareBp ?? 0) },
    least: { percent: percentText(coverage.minimumBp ?? 0) },
  };
  if (verdict === null) return words('coverage.verdict.incomplete', args);
  return words('coverage.verdict.incompleteWith', { ...args, verdict: { words: verdict } });
}
