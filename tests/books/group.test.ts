import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepCells } from '../../db/queries/coded-columns.ts';
import { groupRows } from '../../db/repositories/books-group.ts';
import type { Aggregate, GroupedRows, GroupQuery } from '../../db/repositories/books-group.ts';
import type { Grouping } from '../../db/repositories/group-codes.ts';
import { openView, readWindow } from '../../db/repositories/books-view.ts';
import type { ViewQuery } from '../../db/repositories/books-view.ts';
import type { Filter } from '../../db/repositories/books-filter.ts';
import { tables } from '../../domain/model/books.ts';
import { caseFiles } from '../importers/case-files.ts';
import { header, ledgerRows, money } from './ledger-rows.ts';

const files = caseFiles();
const rows = ledgerRows(2_000);
let known: ReadonlySet<string> = new Set();
beforeAll(async () => {
  const csv = (some: readonly string[]): string => header + some.join('\n');
  await files.import(files.file('a.csv', csv(rows.slice(0, 1_200))), { table: 'ledger' });
  await files.import(files.file('b.csv', csv(rows.slice(1_200))), { table: 'ledger' });
  known = files.importIds();
});
afterAll(() => files.close());

const kept = keepCells(2 ** 26);
const listOf = (some: Partial<ViewQuery> = {}): ViewQuery => ({
  table: 'ledger',
  sort: [],
  filters: [],
  search: '',
  money,
  known,
  ...some,
});
const group = (query: Partial<GroupQuery>): GroupedRows =>
  files.books.read((db) =>
    groupRows(db, kept, { list: listOf(), groups: [], aggregates: [], order: { by: 'group', descending: false }, limit: 10_000, ...query }),
  );
const countOf = (list: ViewQuery): number => files.books.read((db) => openView(db, list).total);

/** All rows of a list, cells by column. */
function read(list: ViewQuery): Record<string, unknown>[] {
  return files.books.read((db) => {
    const view = openView(db, list);
    const out: Record<string, unknown>[] = [];
    for (let at = 0; at < view.total; at += 500) {
      for (const { cells } of readWindow(db, view, at, 500).rows)
        out.push(Object.fromEntries(tables.ledger.map((column, i) => [column.name, cells[i] ?? null])));
    }
    return out;
  });
}

const groupings: readonly Grouping[] = [
  { column: 'account', by: 'value' },
  { column: 'account', by: 'prefix', length: 2 },
  { column: 'account', by: 'prefix', length: 4 },
  { column: 'counterparty', by: 'value' },
  { column: 'posting_date', by: 'value' },
  { column: 'posting_date', by: 'month' },
  { column: 'posting_date', by: 'quarter' },
  { column: 'posting_date', by: 'year' },
  { column: 'doc_date', by: 'month' },
  { column: 'currency', by: 'value' },
  { column: 'debit_minor', by: 'value' },
  { column: 'currency_minor', by: 'value' },
  { column: 'line_no', by: 'value' },
  { column: 'fx_e8', by: 'value' },
];
const filters: readonly Filter[] = [
  { column: 'account', op: 'starts', value: '13' },
  { column: 'account', op: 'in', value: '', values: ['1310', '33', ''] },
  { column: 'posting_date', op: 'between', value: '', values: ['2025-02-10', '2025-07-03'] },
  { column: 'debit_minor', op: 'between', value: '', values: ['-3.5', '20.005'] },
  { column: 'currency_minor', op: 'in', value: '', values: ['100', '12.34', '1.234', ''] },
  { column: 'currency', op: 'empty', value: '' },
  { column: 'currency', op: 'filled', value: '' },
  { column: 'counterparty', op: 'notContains', value: 'Ромашка' },
  { column: 'counterparty', op: 'starts', value: 'тоо' },
  { column: 'counterparty', op: 'contains', value: 'елка' },
];
const someGroupings = fc.uniqueArray(fc.constantFrom(...groupings), { minLength: 1, maxLength: 3, selector: (one) => one.column });
const someFilters = fc.uniqueArray(fc.constantFrom(...filters), { maxLength: 2 });
const searches = fc.constantFrom('', '', 'роялти', 'фрахт 1');

describe('groups', () => {
  test('hold every row of the list once, and the filters of each list just its rows', () => {
    fc.assert(
      fc.property(someGroupings, someFilters, searches, (groups, narrowing, search) => {
        const list = listOf({ filters: narrowing, search });
        const found = group({ list, groups });
        expect(found.rows).toBe(countOf(list));
        expect(found.groups.reduce((n, one) => n + one.count, 0)).toBe(found.rows);
        expect(found.total).toBe(found.groups.length);
        const sampled = found.groups.filter((_, i) => i % Math.ceil(found.groups.length / 25) === 0);
        for (const one of sampled) expect(countOf({ ...list, filters: one.filters }), JSON.stringify(one.values)).toBe(one.count);
        for (const empty of found.groups.filter((one) => one.values.includes(null))) {
          expect(countOf({ ...list, filters: empty.filters })).toBe(empty.count);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('have the figures of their rows: exact sums, smallest, largest, average, different and empty cells', () => {
    const columns = ['debit_minor', 'currency_minor', 'line_no', 'counterparty', 'posting_date'] as const;
    const ofs = ['count', 'sum', 'min', 'max', 'average', 'distinct', 'empty'] as const;
    const isNumber = (column: string): boolean => !['counterparty', 'posting_date'].includes(column);
    const aggregates: Aggregate[] = columns.flatMap((column) =>
      ofs.filter((of) => isNumber(column) || (of !== 'sum' && of !== 'average')).map((of) => ({ of, column })),
    );
    for (const grouping of groupings.slice(0, 6)) {
      const found = group({ groups: [grouping], aggregates });
      for (const one of found.groups) {
        const own = read(listOf({ filters: one.filters }));
        aggregates.forEach(({ of, column }, i) => {
          const filled = own.filter((row) => row[column] !== null);
          const numbers = filled.map((row) => row[column]).filter((cell) => typeof cell !== 'string') as (bigint | number)[];
          const currencies = new Set(filled.map((row) => row['currency']));
          const isMixed = column === 'currency_minor' && currencies.size > 1;
          const figure = one.figures[i];
          const at = `${String(one.values)} ${of} ${column}`;
          if (of === 'count') expect(figure?.cell, at).toBe(filled.length);
          if (of === 'empty') expect(figure?.cell, at).toBe(own.length - filled.length);
          if (of === 'sum') {
            const sum = numbers.reduce((n: bigint, cell) => n + BigInt(cell), 0n);
            expect(figure?.cell === null ? null : BigInt(figure?.cell ?? 0), at).toBe(isMixed || filled.length === 0 ? null : sum);
          }
          if ((of === 'min' || of === 'max') && column === 'debit_minor' && filled.length > 0) {
            const sorted = [...numbers].sort((a, b) => Number(BigInt(a) - BigInt(b)));
            expect(figure?.cell, at).toBe(of === 'min' ? sorted[0] : sorted.at(-1));
          }
          if (of === 'min' && column === 'posting_date') expect(figure?.cell, at).toBe(filled.map((row) => String(row[column])).sort()[0]);
          if (of === 'distinct' && column !== 'currency_minor')
            expect(figure?.cell, at).toBe(new Set(filled.map((row) => String(row[column]))).size);
          if (of === 'average' && column === 'debit_minor' && filled.length > 0) {
            const mean = Number(numbers.reduce((n: bigint, cell) => n + BigInt(cell), 0n)) / filled.length;
            expect(Math.abs(Number(figure?.cell) - mean), at).toBeLessThanOrEqual(0.5);
          }
        });
      }
    }
  });

  test('of several currencies have no sum, and a figure of one currency says which', () => {
    const found = group({ groups: [{ column: 'currency', by: 'value' }], aggregates: [{ of: 'sum', column: 'currency_minor' }] });
    expect(found.groups.map((one) => [one.values[0], one.figures[0]?.currency])).toEqual([
      ['KRW', 'KRW'],
      ['KWD', 'KWD'],
      ['USD', 'USD'],
      [null, 'KZT'],
    ]);
    const mixed = group({ groups: [{ column: 'posting_date', by: 'year' }], aggregates: [{ of: 'sum', column: 'currency_minor' }] });
    expect(mixed.groups.every((one) => one.figures[0]?.cell === null && one.figures[0]?.currency === null)).toBe(true);
  });

  test('stand in the order that is asked for, empty ones last either way, and only so many as are asked for', () => {
    const texts = (descending: boolean) => group({ groups: [{ column: 'counterparty', by: 'value' }], order: { by: 'group', descending } });
    const up = texts(false).groups.map((one) => one.values[0]);
    expect(up.at(-1)).toBeNull();
    expect(texts(true).groups.map((one) => one.values[0])).toEqual([...up.slice(0, -1).toReversed(), null]);
    const counts = group({ groups: [{ column: 'account', by: 'value' }], order: { by: 'count', descending: true } }).groups.map(
      (g) => g.count,
    );
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    const by = (descending: boolean) =>
      group({
        groups: [{ column: 'posting_date', by: 'value' }],
        aggregates: [{ of: 'sum', column: 'debit_minor' }],
        order: { by: 0, descending },
        limit: 5,
      });
    const first = by(true);
    expect([first.groups.length, first.total > 5]).toEqual([5, true]);
    const sums = first.groups.map((one) => one.figures[0]?.cell as bigint);
    expect(sums).toEqual([...sums].sort((a, b) => (a < b ? 1 : -1)));
    expect((by(false).groups[0]?.figures[0]?.cell as bigint) <= (sums[0] ?? 0n)).toBe(true);
    const numbers = group({ groups: [{ column: 'debit_minor', by: 'value' }] }).groups.flatMap((one) => one.values[0] ?? []);
    expect(numbers).toEqual(numbers.toSorted((a, b) => Number(a) - Number(b)));
  });

  test('amounts near 2^53 are added exactly', async () => {
    const big = caseFiles();
    const most = '90071992547409.91';
    const lines = Array.from({ length: 2_000 }, (_, i) => `T${i},,2025-01-01,1310,${i % 2 === 0 ? most : `-${most}`},,,,,,`);
    await big.import(big.file('big.csv', `${header}${[...lines, `X,,2025-01-01,1310,${most},,,,,,`].join('\n')}`), { table: 'ledger' });
    const list = { ...listOf(), known: big.importIds() };
    const query: GroupQuery = {
      list,
      groups: [{ column: 'txn_id', by: 'prefix', length: 1 }],
      aggregates: [{ of: 'sum', column: 'debit_minor' }],
      order: { by: 'group', descending: false },
      limit: 10,
    };
    const found = big.books.read((db) => groupRows(db, keepCells(0), query));
    expect(found.groups.map((one) => one.figures[0]?.cell)).toEqual([0n, 9007199254740991n]);
    const odd = big.books.read((db) => groupRows(db, keepCells(0), { ...query, groups: [{ column: 'debit_minor', by: 'value' }] }));
    expect(odd.groups.map((one) => one.figures[0]?.cell)).toEqual([-9007199254740991n * 1000n, 9007199254740991n * 1001n]);
    big.close();
  });

  test('of a column that cannot be gathered or counted like that are refused by name', () => {
    const refused = expect.objectContaining({ code: 'grouping_invalid' });
    expect(() => group({ groups: [{ column: 'account', by: 'month' }] })).toThrow(refused);
    expect(() => group({ groups: [{ column: 'posting_date', by: 'prefix', length: 3 }] })).toThrow(refused);
    expect(() => group({ groups: [{ column: 'account', by: 'prefix' }] })).toThrow(refused);
    expect(() => group({ groups: [{ column: 'account', by: 'value' }], aggregates: [{ of: 'sum', column: 'counterparty' }] })).toThrow(
      refused,
    );
    expect(() => group({ groups: [{ column: 'account', by: 'value' }], order: { by: 3, descending: true } })).toThrow(refused);
    expect(() => group({ groups: [{ column: 'nonsense', by: 'value' }] })).toThrow(expect.objectContaining({ code: 'column_unknown' }));
  });

  test('leave out imports that are not known; of no rows there are none', () => {
    const second = new Set([...known].slice(1));
    const found = group({ list: listOf({ known: second }), groups: [{ column: 'account', by: 'value' }] });
    expect(found.rows).toBe(800);
    expect(group({ list: listOf({ known: new Set() }), groups: [{ column: 'account', by: 'value' }] })).toEqual({
      total: 0,
      rows: 0,
      groups: [],
    });
    expect(group({ list: listOf({ table: 'stock' }), groups: [{ column: 'article', by: 'value' }] }).total).toBe(0);
  });
});
