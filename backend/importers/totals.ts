import { createHash } from 'node:crypto';
import type { Column, TableName } from '../../domain/model/books.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import type { Value } from '../../domain/model/readers/row-reader.ts';
import { topAccounts } from './account-levels.ts';
import type { LeveledAccount } from './account-levels.ts';
import { packRows } from './packed-rows.ts';
import { pow10, scaledToDecimal } from '../../domain/money/decimal.ts';

/** Sums of one import, to be held against the trader's own totals. */
export type Totals = {
  /** @param at position of the row's first column in `cells` */
  readonly add: (cells: readonly Value[], at: number) => void;
  /** Sum per amount column as decimal text, with the digits of its currency (of several: the most). */
  readonly sums: () => Record<string, string>;
};

type Sum = { whole: bigint; part: number };
type AmountColumn = {
  readonly name: string;
  readonly at: number;
  readonly currencyAt: number;
  readonly currency: string;
  readonly sums: Map<Value, Sum>;
};

const flushAt = 2 ** 51;

/** Adding a safe integer to a part below 2^51 stays exact only while the amount is small too; larger ones go straight to bigint. */
function addTo(sum: Sum, amount: number): void {
  if (amount > flushAt || amount < -flushAt) sum.whole += BigInt(amount);
  else sum.part += amount;
  if (sum.part > flushAt || sum.part < -flushAt) {
    sum.whole += BigInt(sum.part);
    sum.part = 0;
  }
}

export function totalsOf(columns: readonly Column[], params: ReaderParams): Totals {
  const amounts: AmountColumn[] = columns.flatMap((column, at) => {
    if (column.type !== 'money') return [];
    const currencyAt = columns.findIndex((c) => c.name === column.currency);
    const currency = column.currency === 'USD' ? 'USD' : params.nationalCurrency;
    return [{ name: column.name, at, currencyAt, currency, sums: new Map<Value, Sum>() }];
  });
  const add: Totals['add'] = (cells, at) => {
    for (const column of amounts) {
      const amount = cells[at + column.at];
      if (typeof amount !== 'number') continue;
      const currency = column.currencyAt < 0 ? column.currency : (cells[at + column.currencyAt] ?? column.currency);
      let sum = column.sums.get(currency);
      if (sum === undefined) column.sums.set(currency, (sum = { whole: 0n, part: 0 }));
      addTo(sum, amount);
    }
  };
  const total = (column: AmountColumn): string => {
    const parts = [...column.sums].map(([currency, sum]) => ({
      digits: params.currencyDigits(String(currency)) ?? 2,
      value: sum.whole + BigInt(sum.part),
    }));
    const digits = parts.length === 0 ? (params.currencyDigits(column.currency) ?? 2) : Math.max(...parts.map((p) => p.digits));
    return scaledToDecimal(
      parts.reduce((all, p) => all + p.value * pow10(digits - p.digits), 0n),
      digits,
    );
  };
  return { add, sums: () => Object.fromEntries(amounts.map((column) => [column.name, total(column)])) };
}

/** A hostile file may name as many accounts as it likes: above this their sums are those of all rows. */
const mostAccounts = 200_000;
/** Groups of the Portuguese chart (SAF-T): `GroupingCode` names the account above; elsewhere it is a code of another list. */
const groupedTypes: readonly Value[] = ['GA', 'GM', 'AA', 'AM'];

type AccountRow = LeveledAccount & { readonly cells: readonly Value[] };

/**
 * Sums of a list of accounts: those that stand under no other one, as a chart is added up in its own total; an account and its parts are
 * not counted twice.
 */
export function accountTotals(columns: readonly Column[], params: ReaderParams): Totals {
  const whole = totalsOf(columns, params);
  const rows: AccountRow[] = [];
  let all = 0;
  const place = (name: string): number => columns.findIndex((column) => column.name === name);
  const [account, type, group] = [place('account'), place('account_type'), place('grouping_code')];
  const amounts = columns.flatMap((column, i) => (column.type === 'money' ? [i] : []));
  const add: Totals['add'] = (cells, at) => {
    all += 1;
    whole.add(cells, at);
    if (all > mostAccounts) return;
    const own = cells.slice(at, at + columns.length);
    const under = groupedTypes.includes(own[type] ?? null) ? String(own[group] ?? '') : '';
    rows.push({ account: String(own[account] ?? ''), under, cells: own, amounts: amounts.map((i) => BigInt(own[i] ?? 0)) });
  };
  const sums = (): Record<string, string> => {
    if (all > mostAccounts) return whole.sums();
    const top = totalsOf(columns, params);
    for (const row of topAccounts(rows)) top.add(row.cells, 0);
    return top.sums();
  };
  return { add, sums };
}

/** Sums of the rows of a table. */
export const totalsOfTable = (table: TableName, columns: readonly Column[], params: ReaderParams): Totals =>
  table === 'accounts' ? accountTotals(columns, params) : totalsOf(columns, params);

/** Fingerprint of the typed rows: the same file under the same profile gives the same one on every laptop. */
export type RowDigest = {
  /** @param cells of whole rows: ordinal, line, offset, length, then the columns @returns them as one text (`packRows`) */
  readonly add: (cells: readonly Value[]) => string;
  readonly hex: () => string;
};

/**
 * SHA-256 over the table's name, the names of the columns and then every cell, each ended by U+001F, which no cell can hold; an empty
 * cell is an empty field. The number of columns says where a row ends.
 */
export function rowDigest(table: string, columns: readonly Column[]): RowDigest {
  const hash = createHash('sha256').update(`${[table, ...columns.map((c) => c.name)].join('\u001f')}\u001f`, 'utf8');
  return {
    add: (cells) => {
      const packed = packRows(cells);
      hash.update(packed, 'utf8');
      return packed;
    },
    hex: () => hash.digest('hex'),
  };
}
