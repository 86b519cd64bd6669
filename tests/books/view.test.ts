import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openView, readWindow } from '../../db/repositories/books-view.ts';
import { sumOfView } from '../../db/repositories/books-sum.ts';
import { rowByName } from '../../db/repositories/books-rows.ts';
import type { BookView, ViewQuery } from '../../db/repositories/books-view.ts';
import type { Filter } from '../../db/repositories/books-filter.ts';
import { columnOf, tables } from '../../domain/model/books.ts';
import { compareTexts } from '../../domain/words/collation.ts';
import { caseFiles } from '../importers/case-files.ts';

const files = caseFiles();
afterAll(() => files.close());

type Plain = { no: string; date: string; account: string; debit: string; currency: string; amount: string; who: string; text: string };
const whos = ['ТОО «Қазтұрмыс»', 'ИП Сейітқали Ә. Ғ.', 'Shenzhen AeroTone', '', 'ООО Ромашка'];
const texts = ['Оплата РОЯЛТИ по договору', 'Қызмет көрсету, құжат бойынша', 'freight charges', 'Возврат', 'ЛИЦЕНЗИОННЫЙ платёж, роялти'];
const currencies = ['USD', 'KRW', 'KWD', ''];
const decimals: Readonly<Record<string, number>> = { USD: 2, KRW: 0, KWD: 3, '': 2 };

/** Repeatable rows with many equal keys, empty cells, negatives and three currencies. */
const plain: Plain[] = Array.from({ length: 3000 }, (_, i) => {
  const n = (i * 7919) % 2999;
  const currency = currencies[n % 4] ?? '';
  const digits = decimals[currency] ?? 2;
  return {
    no: `T${i}`,
    date: `2025-${String((n % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`,
    account: String(1310 + (n % 5) * 10),
    debit: n % 3 === 0 ? '' : `${(n % 50) - 10}.${String(n % 100).padStart(2, '0')}`,
    currency,
    amount: digits === 0 ? String(n % 400) : `${n % 400}.${String(n % 10).padStart(digits, '0')}`,
    who: whos[n % 5] ?? '',
    text: `${texts[n % 5]} № ${i}`,
  };
});
const header = 'txn_id,posting_date,account,debit,currency,currency_amount,counterparty,description\n';
const csv = (rows: readonly Plain[]): string =>
  header + rows.map((r) => [r.no, r.date, r.account, r.debit, r.currency, r.amount, r.who, `"${r.text}"`].join(',')).join('\n');

const money = { national: 'KZT', digits: { KZT: 2, USD: 2, KRW: 0, KWD: 3 } };
let known: ReadonlySet<string> = new Set();
beforeAll(async () => {
  await files.import(files.file('a.csv', csv(plain.slice(0, 2000))), { table: 'ledger' });
  await files.import(files.file('b.csv', csv(plain.slice(2000))), { table: 'ledger' });
  known = files.importIds();
});

const open = (query: Partial<ViewQuery>): BookView =>
  files.books.read((db) => openView(db, { table: 'ledger', sort: [], filters: [], search: '', money, known, ...query }));
const cell = (view: BookView, column: string): unknown[] => {
  const at = tables.ledger.findIndex((c) => c.name === column);
  const out: unknown[] = [];
  for (let from = 0; from < view.total; from += 200)
    out.push(...files.books.read((db) => readWindow(db, view, from, 200)).rows.map((r) => r.cells[at]));
  return out;
};
const ids = (view: BookView): string[] => cell(view, 'txn_id') as string[];
const kept = (keep: (row: Plain) => boolean): string[] => plain.filter(keep).map((r) => r.no);
const where = (column: string, op: Filter['op'], value: string): string[] => ids(open({ filters: [{ column, op, value }] }));

/** Texts as people look them up, everything else by bytes or by number. */
function compareCells(column: string, x: unknown, y: unknown): number {
  if (columnOf('ledger', column)?.type === 'text') return compareTexts(String(x), String(y));
  if (typeof x === 'string') return Buffer.compare(Buffer.from(x), Buffer.from(String(y)));
  const [p, q] = [x as bigint, y as bigint];
  return p < q ? -1 : p > q ? 1 : 0;
}

describe('a view', () => {
  test('in natural order runs through all imports, window by window, and makes no list', () => {
    const view = open({});
    expect([view.ids, view.total]).toEqual([null, 3000]);
    expect(ids(view)).toEqual(plain.map((r) => r.no));
    expect(files.books.read((db) => readWindow(db, view, 1990, 20)).rows.map((r) => r.cells[0])).toEqual(
      plain.slice(1990, 2010).map((r) => r.no),
    );
    expect(files.books.read((db) => readWindow(db, view, 2995, 200)).rows).toHaveLength(5);
    expect(files.books.read((db) => readWindow(db, view, 5000, 200)).rows).toEqual([]);
  });

  test('leaves out imports that are not known, in every kind of list', () => {
    const second = new Set([...known].slice(1));
    expect(ids(open({ known: second }))).toEqual(plain.slice(2000).map((r) => r.no));
    for (const query of [
      { sort: [{ column: 'account', descending: false }] },
      { search: 'роялти' },
      { filters: [{ column: 'description', op: 'contains', value: 'о' }] as Filter[] },
    ]) {
      const rows = ids(open({ ...query, known: second }));
      expect(rows.every((no) => Number(no.slice(1)) >= 2000)).toBe(true);
      expect(rows.length).toBeGreaterThan(0);
      expect(open({ ...query, known: new Set() }).total).toBe(0);
    }
  });

  test('sorts by an index, by plain columns, by several, equal rows by their place; descending is the reverse', () => {
    for (const columns of [
      ['debit_minor'],
      ['posting_date'],
      ['account', 'posting_date'],
      ['counterparty'],
      ['currency', 'debit_minor'],
      ['description'],
      ['counterparty', 'debit_minor', 'currency'],
      ['debit_minor', 'counterparty'],
    ]) {
      const sort = columns.map((column) => ({ column, descending: false }));
      const ascending = ids(open({ sort }));
      const keys = columns.map((column) => cell(open({ sort: [] }), column));
      const byHand = plain
        .map((_, i) => i)
        .sort((a, b) => {
          for (const key of keys) {
            const [x, y] = [key[a] ?? null, key[b] ?? null];
            if (x === y) continue;
            if (x === null) return 1;
            if (y === null) return -1;
            const order = compareCells(columns[keys.indexOf(key)] ?? '', x, y);
            if (order !== 0) return order;
          }
          return a - b;
        })
        .map((i) => plain[i]?.no);
      expect(ascending, columns.join()).toEqual(byHand);
      expect(ids(open({ sort: sort.map((s) => ({ ...s, descending: true })) })), columns.join()).toEqual(byHand.toReversed());
    }
  });

  test('sorted by a text one way and by others the other way puts equal texts in the other order', () => {
    const sort = [
      { column: 'counterparty', descending: false },
      { column: 'debit_minor', descending: true },
    ];
    const view = open({ sort });
    const debits = cell(view, 'debit_minor') as (bigint | null)[];
    const rows = cell(view, 'counterparty').map((who, i) => ({ who, debit: debits[i] ?? null }));
    for (const [i, row] of rows.entries()) {
      const before = rows[i - 1];
      if (before === undefined || before.who !== row.who) continue;
      expect(before.debit === null || (row.debit !== null && before.debit >= row.debit)).toBe(true);
    }
    expect(ids(open({ sort: sort.map((s) => ({ ...s, descending: !s.descending })) }))).toEqual(ids(view).toReversed());
  });

  test('sorted by a text keeps the order under filters and searches', () => {
    const sort = [{ column: 'description', descending: false }];
    const sorted = ids(open({ sort }));
    for (const query of [
      { filters: [{ column: 'account', op: '=', value: '1330' }] as Filter[] },
      { filters: [{ column: 'counterparty', op: 'contains', value: 'ромашка' }] as Filter[] },
      { search: 'роялти' },
      { known: new Set([...known].slice(1)) },
    ]) {
      const set = new Set(ids(open(query)));
      expect(ids(open({ ...query, sort }))).toEqual(sorted.filter((no) => set.has(no)));
    }
  });

  test('sorted and filtered keeps the order', () => {
    const filters: Filter[] = [{ column: 'account', op: '=', value: '1330' }];
    const sorted = ids(open({ sort: [{ column: 'debit_minor', descending: false }] }));
    const set = new Set(kept((r) => r.account === '1330'));
    expect(ids(open({ filters, sort: [{ column: 'debit_minor', descending: false }] }))).toEqual(sorted.filter((no) => set.has(no)));
  });
});

describe('a filter', () => {
  test.each([
    ['=', '5.25'],
    ['!=', '5.25'],
    ['<', '-3.5'],
    ['<=', '0'],
    ['>', '12.345'],
    ['<', '12.345'],
    ['=', '12.345'],
    ['>=', '-0.005'],
    ['<=', '-0.005'],
  ] as const)('debit %s %s means the decimal amount', (op, value) => {
    const means = (debit: string): boolean => {
      if (debit === '') return op === '!=';
      const [a, b] = [Number(debit) * 1000, Number(value) * 1000].map(Math.round) as [number, number];
      return { '=': a === b, '!=': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b }[op];
    };
    expect(where('debit_minor', op, value)).toEqual(kept((r) => means(r.debit)));
  });

  test.each(['100', '99.9', '3.003', '250.05'])('amounts of several currencies are compared as decimals: > %s', (value) => {
    expect(where('currency_minor', '>', value)).toEqual(kept((r) => Number(r.amount) > Number(value)));
    expect(where('currency_minor', '=', value)).toEqual(kept((r) => Number(r.amount) === Number(value)));
  });

  test('text, days, empty cells', () => {
    expect(where('account', '=', '1320')).toEqual(kept((r) => r.account === '1320'));
    expect(where('posting_date', '>=', '2025-11-01')).toEqual(kept((r) => r.date >= '2025-11-01'));
    expect(where('counterparty', '=', '')).toEqual(kept((r) => r.who === ''));
    expect(where('counterparty', '!=', '')).toEqual(kept((r) => r.who !== ''));
    expect(where('counterparty', '!=', 'Shenzhen AeroTone')).toEqual(kept((r) => r.who !== 'Shenzhen AeroTone'));
  });

  test.each(['роялти', 'РОЯЛТИ', 'ҚҰЖАТ', 'көрсету', 'Ялт', '№ 17', 'платеж', 'ПЛАТЁЖ'])(
    'contains %s whatever its case and dots',
    (value) => {
      const plainly = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');
      expect(where('description', 'contains', value)).toEqual(kept((r) => plainly(r.text).includes(plainly(value))));
    },
  );

  test('two filters and a search narrow together', () => {
    const filters: Filter[] = [
      { column: 'account', op: '!=', value: '1310' },
      { column: 'counterparty', op: 'contains', value: 'ромашка' },
    ];
    expect(ids(open({ filters, search: 'роялти' }))).toEqual(
      kept((r) => r.account !== '1310' && r.who.includes('Ромашка') && /роялти/i.test(r.text)),
    );
  });

  test('a wrong column or value is refused by name', () => {
    expect(() => where('nonsense', '=', '1')).toThrow(expect.objectContaining({ code: 'column_unknown', at: 'nonsense' }));
    expect(() => open({ sort: [{ column: 'id; DROP TABLE ledger', descending: false }] })).toThrow(
      expect.objectContaining({ code: 'column_unknown' }),
    );
    for (const [column, op, value] of [
      ['debit_minor', '>', 'ten'],
      ['debit_minor', 'contains', '1'],
      ['debit_minor', '=', '1e5'],
      ['description', 'contains', ''],
      ['account', '<', ''],
      ['posting_date', '>=', '05.03.2026'],
      ['posting_date', '<', '2026-03'],
    ] as const) {
      expect(() => where(column, op, value)).toThrow(expect.objectContaining({ code: 'filter_invalid' }));
    }
  });
});

describe('the search', () => {
  test.each([
    ['роялти', (r: Plain) => /роялти/i.test(r.text)],
    ['РОЯЛ', (r: Plain) => /роялти/i.test(r.text)],
    ['құжат', (r: Plain) => r.text.includes('құжат')],
    ['ҚЫЗМЕТ көрс', (r: Plain) => r.text.includes('Қызмет')],
    ['қазтұрмыс', (r: Plain) => r.who.includes('Қазтұрмыс')],
    ['сейітқали ә', (r: Plain) => r.who.includes('Сейітқали')],
    ['1234', (r: Plain) => / 1234/.test(r.text)],
    ['роялти 1001', (r: Plain) => /роялти/i.test(r.text) && / 1001/.test(r.text)],
    ['роялти 1', (r: Plain) => /роялти/i.test(r.text) && / 1/.test(r.text)],
    ['1234 д', (r: Plain) => / 1234/.test(r.text) && /(^| )д/i.test(r.text)],
    ['2999 п ч', (r: Plain) => r === undefined],
    ['22 роялти лицензионный платеж', (r: Plain) => / 22/.test(r.text) && r.text.includes('ЛИЦЕНЗИОННЫЙ')],
    ['"quoted AND (', (r: Plain) => r === undefined],
    ['платеж', (r: Plain) => r.text.includes('платёж')],
    ['ПЛАТЁЖ', (r: Plain) => r.text.includes('платёж')],
    ['роялтё', (r: Plain) => r === undefined],
    ['ұлы', (r: Plain) => r === undefined],
    ['***', (r: Plain) => r === undefined],
  ])('finds %j', (search, keep) => {
    expect(ids(open({ search }))).toEqual(kept(keep));
  });

  test('works before anything was imported', () => {
    expect(open({ table: 'declarations', search: 'роялти' }).total).toBe(0);
  });
});

describe('the sum of a view', () => {
  const cents = (rows: readonly Plain[]): number =>
    rows.reduce((sum, r) => sum + (r.debit === '' ? 0 : Math.round(Number(r.debit) * 100)), 0);
  test('is exact over all rows, over a filter, over nothing', () => {
    const sum = (view: BookView) => files.books.read((db) => sumOfView(db, view, 'debit_minor'));
    expect(Number(sum(open({})).sum) * 100).toBeCloseTo(cents(plain), 5);
    const some = plain.filter((r) => r.account === '1350');
    const found = sum(
      open({ filters: [{ column: 'account', op: '=', value: '1350' }], sort: [{ column: 'description', descending: true }] }),
    );
    expect([Number(found.sum) * 100, found.count]).toEqual([expect.closeTo(cents(some), 5), some.filter((r) => r.debit !== '').length]);
    expect(sum(open({ search: 'nothing like it' }))).toMatchObject({ sum: '0.00', count: 0 });
  });

  test('of several currencies is a control total with the most digits', () => {
    const found = files.books.read((db) => sumOfView(db, open({}), 'currency_minor'));
    const thousandths = plain.reduce((sum, r) => sum + Math.round(Number(r.amount) * 1000), 0);
    expect([Math.round(Number(found.sum) * 1000), found.sum.split('.')[1]?.length]).toEqual([thousandths, 3]);
  });

  test('does not lose a unit near the largest amounts', async () => {
    const big = caseFiles();
    const most = '90071992547409.91';
    const text = `${header}${Array.from({ length: 2000 }, (_, i) => `T${i},2025-01-01,1310,${most},,,,`).join('\n')}`;
    await big.import(big.file('big.csv', text), { table: 'ledger' });
    const view = big.books.read((db) =>
      openView(db, { table: 'ledger', sort: [], filters: [], search: '', money, known: big.importIds() }),
    );
    expect(big.books.read((db) => sumOfView(db, view, 'debit_minor')).sum).toBe('180143985094819820.00');
    big.close();
  });

  test('of a text column is refused', () => {
    expect(() => files.books.read((db) => sumOfView(db, open({}), 'description'))).toThrow(
      expect.objectContaining({ code: 'column_unknown' }),
    );
  });
});

test('a row is found by its name, in the second file too, and by no other', () => {
  const view = open({});
  for (const at of [0, 1, 999, 1999, 2000, 2999]) {
    const [row] = files.books.read((db) => readWindow(db, view, at, 1)).rows;
    const place = files.books.read((db) => rowByName(db, row?.name ?? '', known));
    expect([place.cells, place.line]).toEqual([row?.cells, row?.line]);
  }
  for (const name of [
    'x',
    `${'0'.repeat(64)}:ledger:1`,
    `${view.imports[0]?.evidence}:ledger:99999`,
    `${view.imports[0]?.evidence}:declarations:1`,
  ]) {
    expect(() => files.books.read((db) => rowByName(db, name, known))).toThrow(expect.objectContaining({ code: 'row_missing', at: name }));
  }
});

test('amounts, quantities and rates are bigints, counts and grams numbers', () => {
  const [row] = files.books.read((db) => readWindow(db, open({ filters: [{ column: 'debit_minor', op: '>', value: '0' }] }), 0, 1)).rows;
  const types = row?.cells.map((value, i) => [columnOf('ledger', tables.ledger[i]?.name ?? '')?.type, typeof value]) ?? [];
  expect(types.filter(([, type]) => type === 'bigint').map(([type]) => type)).toEqual(['money', 'money']);
});
