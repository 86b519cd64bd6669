import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Month } from '../../domain/coverage/months.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { compareWithRegister, countListed, countMonths, rowsOutside } from '../../db/queries/coverage.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { caseBooks } from '../helpers/case-books.ts';
import type { TestImport } from '../helpers/case-books.ts';
import type { TestRow } from '../helpers/population.ts';

let dir = '';
beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-coverage-'));
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

const digits = { national: 2, of: (currency: string): number => (currency === 'KRW' ? 0 : 2) };
const own = (reg: string, item: number, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: item,
  reg_date: '2026-01-05',
  hs_code: '8518309500',
  customs_value_minor: 100_050,
  ...more,
});
let made = 0;
const imported = (table: TestImport['table'], rows: readonly TestRow[]): TestImport => {
  made += 1;
  return { table, evidence: String(made % 10).repeat(64) as Sha256, rows, importId: `import-${made}` };
};

function compare(register: readonly (readonly TestRow[])[], books: readonly TestRow[]) {
  const all = [...register.map((rows) => imported('register', rows)), imported('declarations', books)];
  const { store, imports } = caseBooks(dir, all);
  const found = store.read((db) => compareWithRegister(db, imports, digits));
  store.close();
  return found;
}

describe('declarations held against the register', () => {
  test('are missing, unlisted, or the same; each is counted once whatever its items', () => {
    const found = compare([[own('A', 1), own('A', 2), own('B', 1)]], [own('A', 1), own('A', 2), own('C', 1), own('C', 2)]);
    expect(found).toMatchObject({ listed: 2, received: 2, different: [] });
    expect(found.missing).toEqual([{ declaration: 'B', day: '2026-01-05', items: 1, value: 100_050n, differences: [] }]);
    expect(found.unlisted).toMatchObject([{ declaration: 'C', items: 2, value: 200_100n }]);
  });

  test('numbers that differ in spaces and case are one number', () => {
    const found = compare([[own('55301 /050126/ 0000001a', 1)]], [own('55301/050126/0000001A', 1)]);
    expect([found.missing.length, found.unlisted.length]).toEqual([0, 0]);
  });

  test('differ item by item in day, code, origin, weights and amounts; what one side leaves empty does not differ', () => {
    const listed = [
      own('A', 1, { origin_country: 'CN', net_g: 5_000, vat_amount_minor: 16_000 }),
      own('A', 2, { customs_value_minor: null }),
      own('B', 1, { reg_date: '2026-01-06' }),
    ];
    const books = [
      own('A', 1, { origin_country: 'TR', net_g: 4_000, vat_amount_minor: 15_999 }),
      own('A', 2),
      own('B', 1, { hs_code: '8518309501' }),
    ];
    const found = compare([listed], books);
    expect(found.different.map((one) => [one.declaration, one.differences])).toEqual([
      [
        'A',
        [
          { item: 1, column: 'origin_country', register: 'CN', books: 'TR' },
          { item: 1, column: 'net_g', register: '5000', books: '4000' },
          { item: 1, column: 'vat_amount_minor', register: '160.00', books: '159.99' },
        ],
      ],
      [
        'B',
        [
          { item: 0, column: 'reg_date', register: '2026-01-06', books: '2026-01-05' },
          { item: 1, column: 'hs_code', register: '8518309500', books: '8518309501' },
        ],
      ],
    ]);
  });

  test('an item that only one side has is a difference', () => {
    const found = compare([[own('A', 1), own('A', 2)]], [own('A', 1), own('A', 3)]);
    expect(found.different[0]?.differences).toEqual([
      { item: 2, column: 'item_no', register: '2', books: '' },
      { item: 3, column: 'item_no', register: '', books: '3' },
    ]);
  });

  test('a list without items is held against the sums of the items and their number', () => {
    const whole = { ...own('A', 0), item_no: null, items_n: 2, customs_value_minor: 200_100 };
    expect(compare([[whole]], [own('A', 1), own('A', 2)]).different).toEqual([]);
    const other = compare([[{ ...whole, items_n: 3, customs_value_minor: 200_000 }]], [own('A', 1), own('A', 2)]);
    expect(other.different[0]?.differences).toEqual([
      { item: 0, column: 'items_n', register: '3', books: '2' },
      { item: 0, column: 'customs_value_minor', register: '2000.00', books: '2001.00' },
    ]);
    expect(other.different[0]?.items).toBe(3);
  });

  test('amounts in another currency are written with its digits, and not compared where the currency differs', () => {
    const listed = own('A', 1, { currency: 'KRW', total_invoice_minor: 5_000 });
    const [one] = compare([[listed]], [own('A', 1, { currency: 'KRW', total_invoice_minor: 5_001 })]).different;
    expect(one?.differences).toEqual([{ item: 0, column: 'total_invoice_minor', register: '5000', books: '5001' }]);
    const [other] = compare([[listed]], [own('A', 1, { currency: 'USD', total_invoice_minor: 5_001 })]).different;
    expect(other?.differences).toEqual([{ item: 0, column: 'currency', register: 'KRW', books: 'USD' }]);
  });

  test('of two lists of the register the later one is the newer, whatever its hash', () => {
    const older = [own('A', 1, { customs_value_minor: 1 }), own('B', 1)];
    const newer = [own('A', 1)];
    expect(compare([older, newer], [own('A', 1), own('B', 1)]).different).toEqual([]);
    expect(compare([newer, older], [own('A', 1), own('B', 1)]).different).toHaveLength(1);
  });

  test('sums beyond 2^53 stay exact', () => {
    const huge = 9_007_199_254_740_991;
    const whole = { ...own('A', 0), item_no: null, customs_value_minor: huge };
    const found = compare([[whole]], [own('A', 1, { customs_value_minor: huge }), own('A', 2, { customs_value_minor: huge })]);
    expect(found.different[0]?.differences[0]?.books).toBe('180143985094819.82');
  });

  test('every declaration falls into exactly one heap, as counting by hand says', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 10 });
    fc.assert(
      fc.property(numbers, numbers, numbers, (listed, have, changed) => {
        const register = listed.map((no) => own(`N${no}`, 1));
        const books = have.map((no) => own(`N${no}`, 1, changed.includes(no) ? { customs_value_minor: 7 } : {}));
        const found = compare(register.length === 0 ? [] : [register], books);
        const names = (of: readonly number[]): string[] => of.map((no) => `N${no}`).toSorted();
        expect(found.missing.map((one) => one.declaration).toSorted()).toEqual(names(listed.filter((no) => !have.includes(no))));
        expect(found.unlisted.map((one) => one.declaration).toSorted()).toEqual(names(have.filter((no) => !listed.includes(no))));
        const both = listed.filter((no) => have.includes(no) && changed.includes(no));
        expect(found.different.map((one) => one.declaration).toSorted()).toEqual(names(both));
      }),
      { numRuns: 25 },
    );
  });
});

describe('records by month', () => {
  const posting = (day: string, account = '1310'): TestRow => ({ posting_date: day, account });

  test('are rows, of the visible imports only', () => {
    const first = imported('ledger', [posting('2026-01-31'), posting('2026-02-01'), posting('2026-02-28')]);
    const second = imported('ledger', [posting('2026-02-10'), posting('2025-12-31')]);
    const { store, imports } = caseBooks(dir, [first, second]);
    const months = (own: typeof imports) => Object.fromEntries(store.read((db) => countMonths(db, 'ledger', own)).months);
    expect(months(imports)).toEqual({ '2025-12': 1, '2026-01': 1, '2026-02': 3 });
    expect(months(imports.slice(0, 1))).toEqual({ '2026-01': 1, '2026-02': 2 });
    expect(months([])).toEqual({});
    store.close();
  });

  test('of declarations are declarations, not goods items', () => {
    const rows = [own('A', 1), own('A', 2), own('B', 1), own('C', 1, { reg_date: '2026-02-01' })];
    const { store, imports } = caseBooks(dir, [imported('declarations', rows)]);
    expect(Object.fromEntries(store.read((db) => countMonths(db, 'declarations', imports)).months)).toEqual({ '2026-01': 2, '2026-02': 1 });
    store.close();
  });

  test('without a day, or of a table that has none, are undated', () => {
    const freight = imported('freight', [
      { doc_type: 'transport', doc_no: '1', doc_date: null },
      { doc_type: 'transport', doc_no: '2', doc_date: '2026-03-01' },
    ]);
    const products = imported('products', [{ product_code: 'x' }, { product_code: 'y' }]);
    const { store, imports } = caseBooks(dir, [freight, products]);
    const of = (table: 'freight' | 'products') => store.read((db) => countMonths(db, table, imports));
    expect(of('freight')).toEqual({ table: 'freight', months: new Map([['2026-03', 1]]), undated: 1 });
    expect(of('products')).toMatchObject({ undated: 2 });
    store.close();
  });

  test('listed by the register are counted by its own days, found where the books have the number', () => {
    const list = imported('register', [own('A', 1, { reg_date: '2026-03-01' }), own('B', 1), own('B', 2)]);
    const { store, imports } = caseBooks(dir, [list, imported('declarations', [own('A', 1)])]);
    expect(store.read((db) => countListed(db, imports))).toEqual({
      from: '2026-01',
      to: '2026-03',
      months: new Map([
        ['2026-03', { listed: 1, found: 1 }],
        ['2026-01', { listed: 1, found: 0 }],
      ]),
    });
    expect(store.read((db) => countListed(db, imports.slice(1)))).toBeNull();
    store.close();
  });

  test('of the months in which a period begins and ends are those in it; the others are beside', () => {
    const period = { from: '2026-01-15' as Day, to: '2026-03-10' as Day };
    const days = ['2025-12-31', '2026-01-14', '2026-01-15', '2026-02-01', '2026-03-10', '2026-03-11', '2026-04-01'];
    const list = imported('register', [
      ...days.map((reg_date, i) => own(`L${i}`, 1, { reg_date })),
      own('X', 1, { reg_date: '2026-01-20' }),
    ]);
    const books = days.map((reg_date, i) => own(`L${i}`, 1, { reg_date }));
    const { store, imports } = caseBooks(dir, [
      imported(
        'ledger',
        days.map((day) => posting(day)),
      ),
      list,
      imported('declarations', books),
    ]);
    for (const table of ['ledger', 'declarations'] as const) {
      const found = store.read((db) => countMonths(db, table, imports, period));
      expect(Object.fromEntries(found.months), table).toEqual({ '2025-12': 1, '2026-01': 1, '2026-02': 1, '2026-03': 1, '2026-04': 1 });
      expect(found.beside, table).toEqual({ before: 1, after: 1 });
    }
    const listed = store.read((db) => countListed(db, imports, period));
    expect([listed?.from, listed?.to]).toEqual(['2025-12', '2026-04']);
    expect([listed?.months.get('2026-01' as Month), listed?.months.get('2026-03' as Month)]).toEqual([
      { listed: 2, found: 1 },
      { listed: 1, found: 1 },
    ]);
    store.close();
  });

  test('outside a period are counted with their first and last day, of their own import', () => {
    const first = imported('ledger', [posting('2025-12-30'), posting('2026-01-01'), posting('2027-01-01'), posting('2025-12-31')]);
    const { store, imports } = caseBooks(dir, [first, imported('ledger', [posting('2020-01-01'), posting('2026-06-01')])]);
    const period = { from: '2026-01-01', to: '2026-12-31' };
    const outside = (i: number) => store.read((db) => rowsOutside(db, imports[i] ?? { table: 'ledger', firstId: 1, rows: 0 }, period));
    expect(outside(0)).toEqual({ n: 3, first: '2025-12-30', last: '2027-01-01' });
    expect(outside(1)).toEqual({ n: 1, first: '2020-01-01', last: '2020-01-01' });
    expect(outside(2)).toBeNull();
    store.close();
  });
});
