import { describe, expect, test } from 'vitest';
import { columnOf } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { problemWords } from '../../domain/model/readers/problems.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { Value } from '../../domain/model/readers/row-reader.ts';
import { langs } from '../../domain/model/words.ts';
import { sayIn } from '../../backend/words/locales.ts';

const params = { nationalCurrency: 'KZT', currencyDigits: (code: string) => (code === 'KRW' ? 0 : 2), hsLength: 10 };

/** Reads one cell of one column as a file writes it. */
function read(table: TableName, column: string, text: string, absolute = false) {
  const plan = {
    column,
    source: { kind: 'cells' as const, at: [0], join: '' },
    written: 'plain' as const,
    scale: 0,
    round: false,
    absolute,
  };
  const common = {
    width: 1,
    numbers: { decimal: '.' as const, group: null },
    dates: 'YYYY-MM-DD' as const,
    hs: { length: 10, leftPad: false },
  };
  const reader = rowReader({ table, ...common, columns: [plan] }, params);
  const out: Value[] = [];
  const problem = reader.read({ cells: [text], ordinal: 1, odd: false }, out, 0);
  return problem ?? out[0];
}

describe('what there cannot be less of', () => {
  test.each([
    ['declarations', 'item_no', '0', 1],
    ['declarations', 'item_no', '-1', 1],
    ['declarations', 'fx_unit', '0', 1],
    ['declarations', 'fx_rate_e8', '-495.30', 0],
    ['declarations', 'net_g', '-0.001', 0],
    ['declarations', 'gross_g', '-1', 0],
    ['declarations', 'qty_e6', '-0.000001', 0],
    ['declarations', 'supp_qty_e6', '-5', 0],
    ['declarations', 'customs_value_minor', '-0.01', 0],
    ['declarations', 'stat_value_usd_minor', '-1.00', 0],
    ['declarations', 'vat_base_minor', '-1.00', 0],
    ['ledger', 'line_no', '-1', 0],
    ['ledger', 'fx_e8', '-1', 0],
  ] as const)('%s.%s cannot be %s', (table, column, text, least) => {
    expect(read(table, column, text)).toEqual({ code: 'number_too_small', column, text, expected: least });
  });

  test.each([
    ['declarations', 'item_no', '1', 1],
    ['declarations', 'item_no', '999', 999],
    // a program that has no rate writes nought
    ['declarations', 'fx_rate_e8', '0', 0],
    ['declarations', 'net_g', '0', 0],
    ['declarations', 'qty_e6', '-0', 0],
    ['declarations', 'customs_value_minor', '0.00', 0],
    ['ledger', 'line_no', '0', 0],
    // corrections give back, invoices have discounts, ledgers reverse in red
    ['declarations', 'duty_amount_minor', '-1.00', -100],
    ['declarations', 'vat_amount_minor', '-0.01', -1],
    ['declarations', 'item_price_minor', '-5', -500],
    ['ledger', 'debit_minor', '-100.00', -10_000],
    ['ledger', 'credit_minor', '(7.50)', -750],
  ] as const)('%s.%s can be %s', (table, column, text, value) => {
    expect(read(table, column, text)).toBe(value);
  });

  test.each(['1.5', '1e3', 'one', '1 2'])('an item number is a whole number, not %s', (text) => {
    expect(read('declarations', 'item_no', text)).toMatchObject({ column: 'item_no', code: expect.stringMatching(/^number_/) });
  });

  test('a stated repair comes first: amounts made positive are not too small', () => {
    expect(read('declarations', 'customs_value_minor', '-5.00', true)).toBe(500);
  });

  test('is said in every language with the column’s name and the least value', () => {
    const problem = { code: 'number_too_small' as const, column: 'item_no', text: '-1', expected: 1 };
    for (const lang of langs) {
      const said = sayIn(lang)(problemWords(problem));
      expect(said).toContain('-1');
      expect(said).toMatch(/\b1\b/);
      expect(said).not.toContain('problem.');
    }
  });

  test('no text or day has a least value, and every least value is nought or one', () => {
    for (const table of ['declarations', 'ledger'] as const) {
      for (const name of ['reg_no', 'reg_date', 'account', 'posting_date']) expect(columnOf(table, name)?.least).toBeUndefined();
    }
  });
});

describe('a column of amounts in several currencies', () => {
  const cells = ['currency', 'item_price_minor'];
  const plan = {
    table: 'declarations' as const,
    width: 2,
    numbers: { decimal: '.' as const, group: null },
    dates: 'YYYY-MM-DD' as const,
    hs: { length: 10, leftPad: false },
    columns: cells.map((column, i) => ({
      column,
      source: { kind: 'cells' as const, at: [i], join: '' },
      written: 'decimalOnly' as const,
      scale: 0,
      round: false,
      absolute: false,
    })),
  };

  test.each([
    ['KRW', '1500', 1500],
    ['USD', '12.34', 1234],
    ['USD', '0', 0],
    ['USD', '1500', 'number_decimal_expected'],
    ['KRW', '15.5', 'number_decimals'],
  ])('%s %s among decimals is %s', (currency, text, expected) => {
    const out: Value[] = [];
    const problem = rowReader(plan, params).read({ cells: [currency, text], ordinal: 1, odd: false }, out, 0);
    expect(problem === null ? out[1] : problem.code).toBe(expected);
  });
});
