import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openView } from '../../db/repositories/books-view.ts';
import type { Filter } from '../../db/repositories/books-filter.ts';
import { caseFiles } from '../importers/case-files.ts';
import { header, ledgerRows, money } from './ledger-rows.ts';

const files = caseFiles();
let known: ReadonlySet<string> = new Set();
beforeAll(async () => {
  await files.import(files.file('a.csv', header + ledgerRows(300).join('\n')), { table: 'ledger' });
  known = files.importIds();
});
afterAll(() => files.close());

const count = (filters: readonly Filter[]): number =>
  files.books.read((db) => openView(db, { table: 'ledger', sort: [], search: '', money, known, filters }).total);
const among = (column: string, values: readonly string[]): Filter => ({ column, op: 'in', value: '', values });

describe('conditions of a thousand values', () => {
  const every = Array.from({ length: 1_000 }, (_, i) => `T${i}`);
  const amounts = Array.from({ length: 1_000 }, (_, i) => `${(i % 40) - 10}.0${Math.floor(i / 40) % 10}`);

  test('say the same as many small ones', () => {
    const apart = amounts.map((value) => ({ value, n: count([{ column: 'debit_minor', op: '=', value }]) }));
    const different = new Map(apart.map(({ value, n }) => [value, n]));
    expect(count([among('debit_minor', amounts)])).toBe([...different.values()].reduce((sum, n) => sum + n, 0));
    expect(count([among('txn_id', every)])).toBe(300);
    expect(count([among('txn_id', every.slice(0, 150))])).toBe(150);
  });

  test('may be fifty, texts and amounts of several currencies', () => {
    const fifty = Array.from({ length: 25 }, () => [among('txn_id', every), among('currency_minor', [...amounts.slice(1), ''])]).flat();
    expect(count(fifty)).toBe(count(fifty.slice(0, 2)));
  });
});
