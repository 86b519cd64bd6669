import type { FileCheck } from '../../contract/rpc/books.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import { columnOf } from '../../domain/model/books.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { ReadPlan, Value } from '../../domain/model/readers/row-reader.ts';
import { decimalToScaled } from '../../domain/money/decimal.ts';
import { totalsOf } from './totals.ts';
import type { Totals } from './totals.ts';
import { decimalOf, isBareTotal, isTotalText } from './reading/workbook/totals.ts';

const number = /^[-+(\u2212]?[\d\s\u00a0\u202f.,]*\d[\d\s\u00a0\u202f.,]*[-\u2212]?\)?$/;
/** The first two letters of what a line of totals can begin with: итого, всего, жиыны, жалпы, барлығы, обороты; total, grand, subtotal. */
const begins = ['ит', 'вс', 'жи', 'жа', 'ба', 'об', 'to', 'gr', 'su'];
const both = (pair: string): readonly string[] => [pair, pair.toUpperCase(), pair.charAt(0).toUpperCase() + pair.charAt(1)];
const beginnings: ReadonlySet<number> = new Set(begins.flatMap(both).map((pair) => pair.charCodeAt(0) * 65_536 + pair.charCodeAt(1)));

const isBlank = (cell: string): boolean => cell === '' || ((cell.charCodeAt(0) <= 32 || cell.charCodeAt(0) === 160) && cell.trim() === '');

/**
 * A record that is a sum of others: its first words say so, and nothing but numbers stands behind them. `Total Quartz 5W-30` is goods.
 * Asked of every record of a file: most are told by their first letter.
 */
export function isTotalRecord(cells: readonly string[]): boolean {
  let at = 0;
  while (at < cells.length && isBlank(cells[at] ?? '')) at += 1;
  const first = cells[at] ?? '';
  const code = first.charCodeAt(0);
  // a letter, and no white space before it
  if (code > 64 && code !== 160 && !beginnings.has(code * 65_536 + first.charCodeAt(1))) return false;
  if (code > 32 && code < 65) return false;
  if (!isTotalText(first)) return false;
  const others = cells.slice(at + 1).filter((cell) => cell.trim() !== '');
  return others.length > 0 && others.every((cell) => number.test(cell.trim()));
}

/** What became of the lines of totals of a file: none is a row, each is counted and held against the rows above it. */
export type TotalRecords = {
  /** @param totals of the rows so far */
  readonly take: (record: { readonly cells: readonly string[]; readonly line: number }, totals: Totals) => void;
  readonly told: () => { readonly lines: readonly number[]; readonly count: number; readonly checks: readonly FileCheck[] };
};

const [listedLines, checkedLines] = [20, 100];
const digits = 8;

/** Reads one amount of a record as the rows' amounts are read, repairs and units included. @returns null where there is none */
function amountReader(plan: ReadPlan, params: ReaderParams, column: string): (cells: readonly string[]) => string | null {
  const only = { ...plan, columns: plan.columns.filter((one) => one.column === column) };
  const reader = rowReader(only, params);
  const out: Value[] = [];
  return (cells) => {
    if (reader.read({ cells, ordinal: 1, odd: false }, out, 0) !== null || typeof out[0] !== 'number') return null;
    const sum = totalsOf(reader.columns, params);
    sum.add(out, 0);
    return sum.sums()[column] ?? null;
  };
}

const scaled = (text: string | undefined): bigint => decimalToScaled(text ?? '0', digits) ?? 0n;

export function totalRecords(plan: ReadPlan, params: ReaderParams): TotalRecords {
  const names = plan.columns.map((one) => one.column).filter((name) => columnOf(plan.table, name)?.type === 'money');
  const amounts = names.map((name) => ({ name, read: amountReader(plan, params, name) }));
  const lines: number[] = [];
  const checks: FileCheck[] = [];
  let [count, before]: [number, Readonly<Record<string, string>>] = [0, {}];
  return {
    take: ({ cells, line }, totals) => {
      count += 1;
      if (lines.length < listedLines) lines.push(line);
      if (count > checkedLines) return;
      const bare = isBareTotal(cells.find((cell) => cell.trim() !== '') ?? '');
      const sums = totals.sums();
      for (const { name, read } of amounts) {
        const declared = read(cells);
        if (declared === null) continue;
        const [whole, part] = [scaled(sums[name]), scaled(sums[name]) - scaled(before[name])];
        const isPart = scaled(declared) === part || (!bare && scaled(declared) !== whole);
        const counted = isPart ? part : whole;
        const at = `${name} (${line})`;
        const agrees = scaled(declared) === counted;
        checks.push({ key: 'text_total', at, declared: decimalOf(scaled(declared)), counted: decimalOf(counted), agrees });
      }
      before = sums;
    },
    told: () => ({ lines, count, checks }),
  };
}
