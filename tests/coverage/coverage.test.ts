import { describe, expect, test } from 'vitest';
import { coverageRow, coverageRows, isShort } from '../../domain/coverage/coverage.ts';
import type { Counted, Listed, Sources } from '../../domain/coverage/coverage.ts';
import { daysBeside, daysOf, isMonth, monthsBetween, monthsOf, nextMonth, partOf } from '../../domain/coverage/months.ts';
import type { Month } from '../../domain/coverage/months.ts';
import { runCoverage, percentText, verdictWith } from '../../domain/coverage/run-coverage.ts';
import { words } from '../../domain/model/words.ts';
import type { Day } from '../../domain/model/scalars.ts';
import type { TableName } from '../../domain/model/books.ts';

const month = (text: string): Month => text as Month;
const counted = (table: TableName, months: Readonly<Record<string, number>>, undated = 0): Counted => ({
  table,
  months: new Map(Object.entries(months).map(([key, n]) => [month(key), n])),
  undated,
});
const listed = (months: Readonly<Record<string, readonly [number, number]>>): Listed => {
  const keys = Object.keys(months).sort();
  const entries = Object.entries(months).map(([key, [n, found]]) => [month(key), { listed: n, found }] as const);
  return { from: month(keys[0] ?? ''), to: month(keys.at(-1) ?? ''), months: new Map(entries) };
};

const sources = (given: Partial<Sources>): Sources => ({
  from: '2026-01-15' as Day,
  to: '2026-04-10' as Day,
  counted: [],
  listed: null,
  stated: [],
  requested: [],
  ...given,
});
const states = (given: Partial<Sources>, table: TableName): string =>
  coverageRow(sources(given), table)
    .cells.map((cell) => `${cell.month} ${cell.received}/${cell.expected ?? '?'} ${cell.by} ${cell.state}`)
    .join('; ');

describe('months', () => {
  test('of a period are all that it touches, across years', () => {
    expect(monthsOf('2025-11-30' as Day, '2026-02-01' as Day)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween(month('2026-02'), month('2026-01'))).toEqual([]);
    expect(nextMonth(month('0999-12'))).toBe('1000-01');
  });
  test('are written with two digits from 01 to 12', () => {
    expect(['2026-01', '2026-12'].every(isMonth)).toBe(true);
    expect(['2026-00', '2026-13', '2026-1', '26-01', '2026-01-01', ''].some(isMonth)).toBe(false);
  });
});

describe('a period that begins and ends within a month', () => {
  const period = { from: '2026-01-15' as Day, to: '2026-04-10' as Day };

  test('has a part of these two months, the whole of the others, and days beside it', () => {
    expect(partOf(month('2026-01'), period)).toEqual({ from: '2026-01-15', to: '2026-01-31' });
    expect(partOf(month('2026-02'), period)).toBeNull();
    expect(partOf(month('2026-04'), period)).toEqual({ from: '2026-04-01', to: '2026-04-10' });
    expect(daysBeside(period)).toEqual({
      before: { from: '2026-01-01', to: '2026-01-14' },
      after: { from: '2026-04-11', to: '2026-04-30' },
    });
    expect(daysBeside({ from: '2026-01-01' as Day, to: '2026-02-28' as Day })).toEqual({ before: null, after: null });
    expect([daysOf(month('2024-02')).to, daysOf(month('2026-02')).to, daysOf(month('2026-12')).to]).toEqual([
      '2024-02-29',
      '2026-02-28',
      '2026-12-31',
    ]);
  });

  test('is compared within itself: what came beside it makes up for nothing and stands outside, in the order of days', () => {
    const books: Counted = { ...counted('ledger', { '2025-12': 4, '2026-01': 5, '2026-04': 6 }), beside: { before: 3, after: 2 } };
    const stated = [
      { table: 'ledger', month: month('2026-01'), n: 8, source: 'письмо № 4', note: null },
      { table: 'ledger', month: month('2026-04'), n: 6, source: 'журнал', note: 'с 1 по 10 апреля' },
    ] as const;
    const row = coverageRow(sources({ counted: [books], stated }), 'ledger');
    const told = row.cells.map((cell) => `${cell.days?.from ?? cell.month} ${cell.received}/${cell.expected ?? '?'} ${cell.state}`);
    expect(told).toEqual([
      '2025-12 4/? outside',
      '2026-01-01 3/? outside',
      '2026-01-15 5/8 short',
      '2026-02 0/? unknown',
      '2026-03 0/? unknown',
      '2026-04-01 6/6 complete',
      '2026-04-11 2/? outside',
    ]);
    expect(row).toMatchObject({ received: 11, expected: 14, missing: 3 });
    expect(row.cells.flatMap((cell) => (cell.said === null ? [] : [cell.said]))).toEqual([
      { source: 'письмо № 4', note: '' },
      { source: 'журнал', note: 'с 1 по 10 апреля' },
    ]);
    expect(runCoverage([row], null).tables[0]?.outside).toBe(9);
  });

  test('is not covered by a request for the other days of its months', () => {
    const asked = (from: string, to: string) => [{ table: 'payments', from: from as Day, to: to as Day, state: 'asked' }] as const;
    const first = (requested: Sources['requested']) => coverageRow(sources({ requested }), 'payments').cells[0];
    expect(first(asked('2026-01-01', '2026-01-14'))).toMatchObject({ by: 'none' });
    expect(first(asked('2026-01-01', '2026-01-15'))).toMatchObject({ by: 'request', state: 'missing' });
  });
});

describe('what is expected of a month', () => {
  test('nobody having said anything, the number is unknown, whether records came or not', () => {
    const row = coverageRow(sources({ counted: [counted('ledger', { '2026-02': 9 })] }), 'ledger');
    expect(row.cells.map((cell) => cell.state)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect([row.received, row.expected, row.shareBp]).toEqual([9, null, null]);
  });

  test('a stated number makes a month complete, short, missing or more than expected', () => {
    const stated = [1, 2, 3, 4].map((no) => ({ table: 'ledger', month: month(`2026-0${no}`), n: 10, source: 'x', note: null }) as const);
    const given = { stated, counted: [counted('ledger', { '2026-01': 10, '2026-02': 7, '2026-04': 12 })] };
    expect(states(given, 'ledger')).toBe(
      '2026-01 10/10 stated complete; 2026-02 7/10 stated short; 2026-03 0/10 stated missing; 2026-04 12/10 stated over',
    );
    // what came beyond one month makes up for nothing of another
    expect(coverageRow(sources(given), 'ledger')).toMatchObject({ received: 29, expected: 40, missing: 13, shareBp: 6_750 });
  });

  test('of nothing expected nothing is missing', () => {
    const stated = [{ table: 'stock', month: month('2026-01'), n: 0, source: 'x', note: null }] as const;
    expect(coverageRow(sources({ stated }), 'stock')).toMatchObject({ expected: 0, shareBp: 10_000 });
    expect(states({ stated }, 'stock')).toContain('2026-01 0/0 stated complete');
  });

  test('a request names no number: with nothing there it is missing, else as whoever asked says', () => {
    const requested = [{ table: 'payments', from: '2026-02-01' as Day, to: '2026-03-31' as Day, state: 'asked' }] as const;
    const books = [counted('payments', { '2026-02': 3 })];
    expect(states({ requested, counted: books }, 'payments')).toBe(
      '2026-01 0/? none unknown; 2026-02 3/? request unknown; 2026-03 0/? request missing; 2026-04 0/? none unknown',
    );
    const said = (state: string) => ({ requested: [{ ...requested[0], state }], counted: books });
    expect(states(said('received'), 'payments')).toContain('2026-02 3/? request complete');
    expect(states(said('partly'), 'payments')).toContain('2026-02 3/? request short');
    expect(coverageRow(sources(said('received')), 'payments').shareBp).toBeNull();
  });

  test('a request without days covers the whole period', () => {
    const requested = [{ table: 'payments', from: null, to: null, state: 'asked' }] as const;
    expect(coverageRow(sources({ requested }), 'payments').cells.every((cell) => cell.state === 'missing')).toBe(true);
  });

  test('the register stands above a stated number, a stated number above a request', () => {
    const stated = [{ table: 'declarations', month: month('2026-01'), n: 99, source: 'x', note: null }] as const;
    const requested = [{ table: 'declarations', from: null, to: null, state: 'asked' }] as const;
    const given = { stated, requested, listed: listed({ '2026-02': [3, 3], '2026-03': [1, 0] }) };
    expect(states({ ...given, counted: [counted('declarations', { '2026-02': 3 })] }, 'declarations')).toBe(
      '2026-01 0/99 stated missing; 2026-02 3/3 register complete; 2026-03 0/1 register missing; 2026-04 0/? request missing',
    );
  });

  test('a declaration that nobody listed makes up for no missing one', () => {
    const given = { listed: listed({ '2026-01': [3, 2] }), counted: [counted('declarations', { '2026-01': 3 })] };
    expect(states(given, 'declarations')).toContain('2026-01 3/3 register short');
    expect(coverageRow(sources(given), 'declarations')).toMatchObject({ missing: 1, shareBp: 6_666 });
  });

  test('the register speaks of declarations only, from its first to its last month', () => {
    const given = { listed: listed({ '2026-02': [1, 1], '2026-04': [1, 1] }) };
    expect(states(given, 'ledger')).not.toContain('register');
    expect(states(given, 'declarations')).toBe(
      '2026-01 0/? none unknown; 2026-02 0/1 register complete; 2026-03 0/0 register complete; 2026-04 0/1 register complete',
    );
  });
});

describe('a row of the matrix', () => {
  test('shows the months outside the period that hold records, in their place, and counts them apart', () => {
    const row = coverageRow(sources({ counted: [counted('ledger', { '2025-12': 4, '2026-01': 5, '2026-05': 6 }, 7)] }), 'ledger');
    expect(row.cells.map((cell) => `${cell.month} ${cell.state}`)).toEqual([
      '2025-12 outside',
      '2026-01 unknown',
      '2026-02 unknown',
      '2026-03 unknown',
      '2026-04 unknown',
      '2026-05 outside',
    ]);
    expect([row.received, row.undated]).toEqual([5, 7]);
  });

  test('of a table whose records belong to no month has no months', () => {
    expect(coverageRow(sources({ counted: [counted('products', {}, 12)] }), 'products')).toMatchObject({
      cells: [],
      undated: 12,
      received: 0,
    });
  });

  test('is there for what came, for what is expected, and for declarations and ledger always', () => {
    const requested = [{ table: 'stock', from: null, to: null, state: 'asked' }] as const;
    const rows = coverageRows(sources({ counted: [counted('parties', {}, 1), counted('freight', {})], requested }));
    expect(rows.map((row) => row.table)).toEqual(['declarations', 'ledger', 'stock', 'parties']);
  });
});

describe('what a run keeps of the coverage', () => {
  const rows = coverageRows(
    sources({
      counted: [counted('declarations', { '2025-12': 2, '2026-01': 19 }, 0)],
      listed: listed({ '2026-01': [20, 19], '2026-02': [0, 0] }),
    }),
  );
  const own = rows.filter((row) => row.table === 'declarations');

  test('are figures and the months of which records are missing', () => {
    expect(runCoverage(own, 9_000)).toEqual({
      minimumBp: 9_000,
      tables: [{ table: 'declarations', received: 19, expected: 20, shareBp: 9_500, shortMonths: ['2026-01'], undated: 0, outside: 2 }],
    });
  });

  test('below the least share the verdict is incomplete data, with the own one inside; from it on the own one stands', () => {
    const verdict = words('test.D16.verdict.right', { n: 3 });
    expect(verdictWith(verdict, runCoverage(own, 9_500))).toEqual(verdict);
    const said = verdictWith(verdict, runCoverage(own, 9_501));
    expect(said?.key).toBe('coverage.verdict.incompleteWith');
    expect(said?.args).toMatchObject({ share: { percent: '95' }, least: { percent: '95.01' }, verdict: { words: verdict } });
    expect(verdictWith(null, runCoverage(own, 9_501))?.key).toBe('coverage.verdict.incomplete');
    expect(verdictWith(null, runCoverage(own, null))).toBeNull();
    expect(verdictWith(verdict, null)).toEqual(verdict);
  });

  test('a kind of which nobody expects anything is never short', () => {
    expect(isShort({ shareBp: null }, 10_000)).toBe(false);
    expect(isShort({ shareBp: 9_999 }, 10_000)).toBe(true);
  });

  test('shares are written without idle zeros', () => {
    expect([10_000, 9_950, 9_999, 0, 5].map(percentText)).toEqual(['100', '99.5', '99.99', '0', '0.05']);
  });
});
