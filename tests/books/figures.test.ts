import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepCells } from '../../db/queries/coded-columns.ts';
import { columnFigures } from '../../db/repositories/books-column.ts';
import { conditionOf } from '../../db/repositories/books-filter.ts';
import type { Filter } from '../../db/repositories/books-filter.ts';
import { seriesOf } from '../../db/repositories/books-series.ts';
import { openView } from '../../db/repositories/books-view.ts';
import type { ViewQuery } from '../../db/repositories/books-view.ts';
import { histogramOf } from '../../db/repositories/histogram.ts';
import { nextPeriod, periodEnd, periodStart } from '../../db/repositories/periods.ts';
import { pow10, scaledToDecimal } from '../../domain/money/decimal.ts';
import { caseFiles } from '../importers/case-files.ts';
import { header, ledgerRows, money } from './ledger-rows.ts';

const files = caseFiles();
const rows = ledgerRows(1_500);
let known: ReadonlySet<string> = new Set();
beforeAll(async () => {
  await files.import(files.file('a.csv', header + rows.join('\n')), { table: 'ledger' });
  known = files.importIds();
});
afterAll(() => files.close());

const kept = keepCells(2 ** 24);
const list = (filters: readonly Filter[] = [], search = ''): ViewQuery => ({ table: 'ledger', sort: [], filters, search, money, known });
const figures = (column: string, filters: readonly Filter[] = []) =>
  files.books.read((db) => columnFigures(db, kept, { list: list(filters), column }));
const countOf = (filters: readonly Filter[]): number => files.books.read((db) => openView(db, list(filters)).total);
const dollars: Filter = { column: 'currency', op: '=', value: 'USD' };

describe('classes of numbers', () => {
  const values = fc.oneof(
    fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 }),
    fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 1, maxLength: 60 }),
    fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 20 }),
    fc.array(
      fc.nat(30).map((power) => Math.min(2 ** 52, 2 ** power)),
      { minLength: 1, maxLength: 40 },
    ),
  );

  test('hold every number once, meet without a gap and are few', () => {
    fc.assert(
      fc.property(values, (given) => {
        const sorted = Float64Array.from(given).sort();
        const { classes } = histogramOf(sorted);
        expect(classes.length).toBeLessThanOrEqual(30);
        expect(classes.reduce((n, one) => n + one.count, 0)).toBe(given.length);
        classes.forEach(({ from, to, count }, i) => {
          expect(from <= to).toBe(true);
          if (i > 0) expect(from).toBe((classes[i - 1]?.to ?? 0n) + 1n);
          expect(given.filter((value) => BigInt(value) >= from && BigInt(value) <= to)).toHaveLength(count);
        });
        expect(classes[0]?.count).toBeGreaterThan(0);
        expect(classes.at(-1)?.count).toBeGreaterThan(0);
      }),
    );
  });

  test('grow where amounts span more than three powers of ten, and nought has its own', () => {
    const { classes, ratio } = histogramOf(Float64Array.from([0, 3, 40, 700, 8_000]));
    expect(ratio).toBe(true);
    expect(classes.map(({ from, count }) => [from, count])).toEqual([
      [0n, 1],
      [2n, 1],
      [5n, 0],
      [10n, 0],
      [20n, 1],
      [50n, 0],
      [100n, 0],
      [200n, 0],
      [500n, 1],
      [1000n, 0],
      [2000n, 0],
      [5000n, 1],
    ]);
    expect(histogramOf(Float64Array.from([5, 5, 6])).ratio).toBe(false);
    expect(histogramOf(new Float64Array())).toEqual({ classes: [], ratio: false });
  });

  test('of a column are listed by a filter between their ends', () => {
    const found = figures('debit_minor');
    for (const { from, to, count } of found.histogram.filter((_, i) => i % 3 === 0)) {
      const bounds = [from, to].map((end) => scaledToDecimal(end as bigint, 2));
      expect(countOf([{ column: 'debit_minor', op: 'between', value: '', values: bounds }])).toBe(count);
    }
  });
});

describe('figures of a column', () => {
  test('are those of its rows', () => {
    const found = figures('debit_minor');
    const cents = rows
      .map((row) => row.split(',')[4] ?? '')
      .filter((cell) => cell !== '')
      .map((cell) => Math.round(Number(cell) * 100));
    expect(found).toMatchObject({ currency: 'KZT', count: cents.length, empty: rows.length - cents.length, distinct: new Set(cents).size });
    expect(Math.round(Number(found.sum) * 100)).toBe(cents.reduce((a, b) => a + b, 0));
    expect([found.min, found.max]).toEqual([BigInt(Math.min(...cents)), BigInt(Math.max(...cents))]);
    expect(found.top[0]?.count).toBe(Math.max(...[...Map.groupBy(cents, (cell) => cell).values()].map((same) => same.length)));
  });

  test('of amounts in several currencies are counts alone; of one currency they are in its decimals', () => {
    expect(figures('currency_minor')).toMatchObject({ currency: null, sum: null, min: null, average: null, histogram: [], top: [] });
    expect(figures('currency_minor').distinct).toBeGreaterThan(10);
    expect(figures('currency_minor', [dollars])).toMatchObject({ currency: 'USD', sum: expect.stringMatching(/^\d+\.\d{2}$/) });
    expect(figures('currency_minor', [{ ...dollars, value: 'KWD' }])).toMatchObject({
      currency: 'KWD',
      sum: expect.stringMatching(/^\d+\.\d{3}$/),
    });
  });

  test('of texts and days are counts, the first and last in order, and the most frequent', () => {
    expect(figures('counterparty')).toMatchObject({
      sum: null,
      histogram: [],
      distinct: 5,
      empty: rows.length - figures('counterparty').count,
    });
    expect(figures('counterparty').top).toHaveLength(5);
    expect(figures('posting_date')).toMatchObject({ min: '2024-01-01', max: expect.stringMatching(/^2026-12/), histogram: [] });
    expect(figures('counterparty', [{ column: 'account', op: '=', value: 'none' }])).toMatchObject({
      count: 0,
      empty: 0,
      distinct: 0,
      min: null,
    });
  });
});

describe('a series', () => {
  const steps = ['day', 'week', 'month', 'quarter', 'year'] as const;
  const series = (
    step: (typeof steps)[number],
    day = 'posting_date',
    column: string | null = 'debit_minor',
    filters: readonly Filter[] = [],
  ) => files.books.read((db) => seriesOf(db, kept, { list: list(filters), day, column, step }));

  test.each(steps)('by %s has every row once, and every period is listed by its days', (step) => {
    const { points, without } = series(step, 'doc_date');
    expect(points.reduce((n, point) => n + point.count, without)).toBe(rows.length);
    expect(without).toBe(countOf([{ column: 'doc_date', op: 'empty', value: '' }]));
    points.forEach(({ from, to, count }, i) => {
      if (i > 0) expect(from).toBe(nextPeriod(points[i - 1]?.from ?? '', step));
      if (i % 7 === 0) expect(countOf([{ column: 'doc_date', op: 'between', value: '', values: [from, to] }])).toBe(count);
    });
  });

  test('adds up to the sum of the column, in one currency; in several there is none', () => {
    const cents = series('month').points.reduce((n, point) => n + BigInt((point.sum ?? '0').replace('.', '')), 0n);
    expect(scaledToDecimal(cents, 2)).toBe(figures('debit_minor').sum);
    expect(series('year', 'posting_date', 'currency_minor')).toMatchObject({
      currency: null,
      points: [{ sum: null }, { sum: null }, { sum: null }],
    });
    expect(series('year', 'posting_date', 'currency_minor', [dollars]).currency).toBe('USD');
    expect(series('year', 'posting_date', null).points.every((point) => point.sum === null && point.count > 0)).toBe(true);
  });

  test('weeks begin on Monday, over the end of a year too', () => {
    expect([periodStart('2025-01-01', 'week'), periodEnd('2024-12-30', 'week'), nextPeriod('2024-12-30', 'week')]).toEqual([
      '2024-12-30',
      '2025-01-05',
      '2025-01-06',
    ]);
    expect(periodEnd('2024-02-01', 'month')).toBe('2024-02-29');
    expect([periodStart('2025-12-31', 'quarter'), periodEnd('2025-10-01', 'quarter'), nextPeriod('2025-10-01', 'quarter')]).toEqual([
      '2025-10-01',
      '2025-12-31',
      '2026-01-01',
    ]);
  });

  test('needs days, and amounts to add up', () => {
    const refused = expect.objectContaining({ code: 'grouping_invalid' });
    expect(() => series('month', 'account')).toThrow(refused);
    expect(() => series('month', 'posting_date', 'counterparty')).toThrow(refused);
    expect(() => series('month', 'posting_date', 'fx_e8')).toThrow(refused);
  });
});

describe('filters that an index serves', () => {
  const plan = (filter: Filter): string =>
    files.books.read((db) => {
      const { sql, values } = conditionOf('ledger', filter, money);
      return db
        .prepare<{ detail: string }>(`EXPLAIN QUERY PLAN SELECT id FROM ledger WHERE ${sql}`)
        .all(...values)
        .map((row) => row.detail)
        .join(' ');
    });

  test.each<Filter>([
    { column: 'account', op: 'in', value: '', values: ['1310', '1320'] },
    { column: 'account', op: 'starts', value: '13' },
    { column: 'posting_date', op: 'between', value: '', values: ['2025-01-01', '2025-02-01'] },
    { column: 'debit_minor', op: 'between', value: '', values: ['1', '2.5'] },
    { column: 'debit_minor', op: 'in', value: '', values: ['1', '2.5'] },
  ])('%j', (filter) => {
    expect(plan(filter)).toContain('SEARCH ledger USING COVERING INDEX');
  });
});

test('columns that an auditor corrected are read anew', () => {
  const before = figures('debit_minor').sum;
  files.books.write((db) => {
    db.prepareWrite(
      'UPDATE ledger SET debit_minor = debit_minor + ? WHERE id = (SELECT min(id) FROM ledger WHERE debit_minor IS NOT NULL)',
    ).run(pow10(6));
    db.prepareWrite('INSERT OR REPLACE INTO overrides_state (one, head) VALUES (1, ?)').run('another');
  });
  expect(Number(figures('debit_minor').sum)).toBeCloseTo(Number(before) + 10_000, 2);
});
