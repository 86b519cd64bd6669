import { describe, expect, test } from 'vitest';
import { shownTables } from '../../renderer/screens/case/sections.tsx';
import { rowTitle } from '../../renderer/screens/books/row-words.ts';
import { viewOfRow } from '../../renderer/screens/books/book-view.ts';
import { checkValue } from '../../renderer/screens/books/import/checks.tsx';
import { headLine } from '../../renderer/screens/books/import/file-facts.tsx';
import { withoutEmptyPart } from '../../renderer/screens/books/import/file-facts.tsx';
import { byFit, fitsMost, lackingAmounts, mainTable } from '../../renderer/screens/books/import/source.ts';
import { tableNames, tables } from '../../domain/model/books.ts';
import { formatDay, formatDecimal } from '../../domain/words/index.ts';

const writer = { amount: (text: string) => formatDecimal(text, 'en'), day: (text: string) => formatDay(text, 'en') };
const say = (what: unknown, args?: object): string => `${String(what)} ${JSON.stringify(args)}`;

describe('the kinds of records that a CSV can be taken for', () => {
  test('are all offered, the taken one first, then by the headers that name their columns', () => {
    const offered = byFit(['order_no', 'material_code', 'reg_no'], 'ledger');
    expect(offered.slice(0, 2)).toEqual(['ledger', 'production']);
    expect(offered.toSorted()).toEqual(tableNames.toSorted());
  });

  test('are held against each other: declarations are no contracts, though they name one', () => {
    const headers = tables.declarations.map((column) => column.name);
    expect(headers).toContain('contract_no');
    expect([fitsMost(headers, 'contracts'), fitsMost(headers, 'declarations')]).toEqual([false, true]);
    for (const table of tableNames)
      expect(
        fitsMost(
          tables[table].map((column) => column.name),
          table,
        ),
        table,
      ).toBe(true);
    // a saved mapping of foreign headers is known by its headers alone
    expect(fitsMost(['Номер ДТ', 'Дата'], 'declarations')).toBe(true);
  });

  test('keep their order where no header fits', () => {
    expect(byFit(['x'], 'rates')).toEqual(['rates', ...tableNames.filter((table) => table !== 'rates')]);
  });
});

describe('the rows that are shown after an import', () => {
  test('are declarations, else postings, else those of the largest part', () => {
    const parts = [
      { table: 'accounts', rows: 22 },
      { table: 'parties', rows: 12 },
      { table: 'ledger', rows: 1 },
    ] as const;
    expect(mainTable(parts)).toBe('ledger');
    expect(mainTable(parts.slice(0, 2))).toBe('accounts');
    expect(mainTable([])).toBeNull();
  });
});

describe('what a file says of itself', () => {
  test('is written as amounts and days; numbers of accounts stay as they are', () => {
    expect(checkValue('9487049.35', writer)).toBe(formatDecimal('9487049.35', 'en'));
    expect(checkValue('-0.35', writer)).toBe(formatDecimal('-0.35', 'en'));
    expect(checkValue('40702810000000000001', writer)).toBe('40702810000000000001');
    expect(checkValue('0012', writer)).toBe('0012');
    expect(checkValue('2017-01-01 – 2017-04-30', writer)).toBe('1 Jan 2017 – 30 Apr 2017');
    expect(checkValue('', writer)).toBe('–');
  });

  test('is one line; several statements span one period', () => {
    const facts = [
      { name: 'period_from', value: '2026-02-01' },
      { name: 'period_to', value: '2026-02-28' },
      { name: 'period_from', value: '2026-01-01' },
      { name: 'period_to', value: '2026-01-31' },
      { name: 'company', value: 'Aeroton' },
      { name: 'hidden_sheet', value: 'x' },
    ];
    const line = headLine(facts, { say: say as never, day: (text) => text });
    expect(line).toBe('Aeroton · case.period.value {"from":"2026-01-01","to":"2026-02-28"}');
  });
});

test('books are listed when they have rows; declarations and the ledger always', () => {
  expect(shownTables([]).map((one) => one.table)).toEqual(['declarations', 'ledger']);
  expect(shownTables([{ table: 'rates', rows: 3 }])).toEqual([
    { table: 'declarations', rows: 0 },
    { table: 'ledger', rows: 0 },
    { table: 'rates', rows: 3 },
  ]);
});

describe('a row of any table', () => {
  const invoice = { table: 'invoices', cells: { invoice_no: 'A-1', line_no: 2 }, source: { line: 7 } } as const;

  test('has a title of its table and its numbers, else of its line', () => {
    const title = rowTitle(invoice, say as never);
    expect(title).toContain('row.title.other');
    expect(title).toContain('"name":"A-1 / 2"');
    expect(rowTitle({ ...invoice, cells: {} }, say as never)).toContain('"name":"7"');
  });

  test('is found again by the same columns', () => {
    expect(viewOfRow(invoice).filters).toEqual([
      { column: 'invoice_no', op: '=', value: 'A-1' },
      { column: 'line_no', op: '=', value: '2' },
    ]);
  });
});

test('a ledger or invoices without any column of amounts is said, one of them is enough', () => {
  const bare = { v: 1 as const, name: 'n', repairs: [], columns: { posting_date: { header: 'Дата' }, account: { header: 'Счёт' } } };
  expect(lackingAmounts({ ...bare, table: 'ledger' })).toEqual(['debit_minor', 'credit_minor']);
  expect(lackingAmounts({ ...bare, table: 'ledger', columns: { ...bare.columns, credit_minor: { header: 'Кт' } } })).toEqual([]);
  expect(lackingAmounts({ ...bare, table: 'invoices' })).toEqual(['amount_minor', 'total_minor']);
  expect(lackingAmounts({ ...bare, table: 'stock' })).toEqual([]);
});

test('a fact of a part without a name begins with no colon', () => {
  expect(withoutEmptyPart(': ТОО «Арман Трейд»')).toBe('ТОО «Арман Трейд»');
  expect(withoutEmptyPart('Реестр: ТОО «Ромашка»')).toBe('Реестр: ТОО «Ромашка»');
});
