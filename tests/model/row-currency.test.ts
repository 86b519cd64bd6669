import { describe, expect, it } from 'vitest';
import { columnOf, tableNames, tables } from '../../domain/model/books.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { ReadPlan, Value } from '../../domain/model/readers/row-reader.ts';

const digits: Readonly<Record<string, number>> = { KZT: 2, KRW: 0, KWD: 3 };
const params = { nationalCurrency: 'KZT', currencyDigits: (code: string) => digits[code] ?? null, hsLength: 10 };

const amounts = tableNames.flatMap((table) =>
  tables[table].flatMap(({ name, type, currency = '' }) =>
    type === 'money' && columnOf(table, currency) !== undefined ? [{ table, amount: name, currency }] : [],
  ),
);

/** A reader of these two columns, in the order of the file: amount, then currency. */
const readerOf = ({ table, amount, currency }: (typeof amounts)[number]) => {
  const columns = [amount, currency].map((column, at) => {
    return { column, source: { kind: 'cells', at: [at], join: '' }, written: 'plain', scale: 0, round: false, absolute: false } as const;
  });
  const forms = { numbers: { decimal: '.', group: null }, dates: 'YYYY-MM-DD', hs: { length: 10, leftPad: false } } as const;
  const plan: ReadPlan = { table, width: 2, ...forms, columns };
  return rowReader(plan, params);
};

describe('an amount is read in the currency of its own row', () => {
  it.each(amounts)('$table: $amount in $currency, wherever the table has the currency', (of) => {
    const reader = readerOf(of);
    const at = reader.columns.findIndex((column) => column.name === of.amount);
    // one row behind the other into the same cells, as a batch does: nothing of a row before may be taken for this one's
    const out: Value[] = [];
    const read = (text: string, code: string) => reader.read({ cells: [text, code], ordinal: 1, odd: false }, out, 0);
    expect([read('1000', 'KRW'), out[at]]).toEqual([null, 1_000]);
    expect([read('1.234', 'KWD'), out[at]]).toEqual([null, 1_234]);
    expect([read('1000', 'KZT'), out[at]]).toEqual([null, 100_000]);
    expect(read('1.50', 'KRW')).toMatchObject({ code: 'number_decimals', column: of.amount });
    expect(read('1.50', 'XYZ')).toMatchObject({ code: 'currency_unknown', column: of.amount });
    expect([read('1.50', ''), out[at]]).toEqual([null, 150]);
  });
});
