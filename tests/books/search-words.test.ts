import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openView, readWindow } from '../../db/repositories/books-view.ts';
import { tables } from '../../domain/model/books.ts';
import { caseFiles } from '../importers/case-files.ts';

const files = caseFiles();
afterAll(() => files.close());

const money = { national: 'KZT', digits: { KZT: 2 } };
/** The second one has a Latin P, the fourth is all Latin. */
const rows = [
  ['T1', 'ООО Ромашка', 'Товар 8518309500, БИН 980140001231'],
  ['T2', 'ООО Pомашка', 'Оплата 1 234,50 по счёту АВ15'],
  ['T3', 'Sony', 'Счет AB16 от 05.03.2026'],
  ['T4', 'TOO Cтем', 'құжат № 12'],
  ['T5', 'ТОО Стем', 'Үй жабдығы'],
  ['T6', 'ЖШС Қызылжар', 'Кедендік төлемдер, шекараға дейін көлік'],
  ['T7', 'ТОО Кызылжар', 'Бұйымдар һәм қаңылтыр'],
];
let known: ReadonlySet<string> = new Set();
beforeAll(async () => {
  const lines = rows.map(([no, who, text]) => `${no},2026-01-05,1310,1.00,${who},"${text}"`);
  await files.import(files.file('a.csv', `txn_id,posting_date,account,debit,counterparty,description\n${lines.join('\n')}\n`), {
    table: 'ledger',
  });
  known = files.importIds();
});

function found(search: string): string {
  const at = tables.ledger.findIndex((column) => column.name === 'txn_id');
  return files.books.read((db) => {
    const view = openView(db, { table: 'ledger', sort: [], filters: [], search, money, known });
    return readWindow(db, view, 0, 200)
      .rows.map((row) => String(row.cells[at]))
      .join(' ');
  });
}

describe('words are found however they were typed', () => {
  test.each([
    ['ромашка', 'T1 T2'],
    ['pомашка', 'T1 T2'],
    ['РОМАШ', 'T1 T2'],
    ['стем', 'T4 T5'],
    ['ТОО стем', 'T4 T5'],
    ['AB15', 'T2'],
    ['ав16', 'T3'],
    ['ав1', 'T2 T3'],
    ['счет', 'T2 T3'],
    ['счёт', 'T2 T3'],
    ['құжат', 'T4'],
    ['үй', 'T5'],
    ['sony', 'T3'],
    ['ромашка sony', ''],
  ])('%s', (search, expected) => {
    expect(found(search)).toBe(expected);
  });
});

describe('Kazakh words are found in the letters of a Russian keyboard, and Russian ones in Kazakh letters', () => {
  test.each([
    ['кызылжар', 'T6 T7'],
    ['Қызылжар', 'T6 T7'],
    ['Кызыл', 'T6 T7'],
    ['толемдер', 'T6'],
    ['шекарага', 'T6'],
    ['колик', 'T6'],
    ['кужат', 'T4'],
    ['буйым', 'T7'],
    ['канылтыр', 'T7'],
    ['хам', 'T7'],
    ['хәм', 'T7'],
    ['уй', ''],
    ['жабдыгы', 'T5'],
    ['жшс кызылжар колик', 'T6'],
    ['кедендик толем', 'T6'],
  ])('%s', (search, expected) => {
    expect(found(search)).toBe(expected);
  });
});

describe('numbers are found in one piece or in several', () => {
  test.each([
    ['8518309500', 'T1'],
    ['8518.30.950.0', 'T1'],
    ['8518 30 95 00', 'T1'],
    ['8518.30', 'T1'],
    ['9801 4000 1231', 'T1'],
    ['980140001231', 'T1'],
    ['1 234,50', 'T2'],
    ['1 234.50', 'T2'],
    ['05.03.2026', 'T3'],
    ['ромашка 8518.30', 'T1'],
    ['sony 8518.30', ''],
    ['8518 31', ''],
  ])('%s', (search, expected) => {
    expect(found(search)).toBe(expected);
  });
});

describe('amounts are found in the columns of amounts, however they were typed', () => {
  const invoices = [
    ['A-1', 'KZT', '1250.50', '1250.50'],
    ['A-2', 'KRW', '1250', '125050'],
    ['A-3', 'USD', '98.00', '1250.05'],
    ['A-4', 'KZT', '-1250.50', '1000000.00'],
    ['A-5', 'USD', '1.25', '7.00'],
  ];
  beforeAll(async () => {
    const lines = invoices.map(([no, currency, amount, total]) => `${no},2026-01-05,${currency},1,${amount},${total}`);
    await files.import(files.file('invoices.csv', `invoice_no,invoice_date,currency,line_no,amount,total\n${lines.join('\n')}\n`), {
      table: 'invoices',
    });
    known = files.importIds();
  });
  const numbers = (search: string): string =>
    files.books.read((db) => {
      const at = tables.invoices.findIndex((column) => column.name === 'invoice_no');
      const digits = { national: 'KZT', digits: { KZT: 2, USD: 2, KRW: 0 } };
      const view = openView(db, { table: 'invoices', sort: [], filters: [], search, money: digits, known });
      return readWindow(db, view, 0, 50)
        .rows.map((row) => String(row.cells[at]))
        .join(' ');
    });

  test.each([
    ['1250.50', 'A-1'],
    ['1250.5', 'A-1'],
    ['1 250,50', 'A-1'],
    ['1\u00a0250,50', 'A-1'],
    ['1.250,50', 'A-1'],
    ['1,250.50', 'A-1'],
    ['-1250,5', 'A-4'],
    ['−1 250,50', 'A-4'],
    ['1250.05', 'A-3'],
    ['1250', 'A-2'],
    ['1,250', 'A-2 A-5'],
    ['125 050', 'A-2'],
    ['1 000 000', 'A-4'],
    ['98', ''],
    ['98,00', 'A-3'],
    ['1250.51', ''],
    ['1250,50 A-1', ''],
  ])('%s', (search, expected) => {
    expect(numbers(search)).toBe(expected);
  });
});
