import { describe, expect, test } from 'vitest';
import { integrity } from '../../../domain/catalogue/ledger/t06-integrity.ts';
import { exactSums } from '../../../domain/catalogue/exact-sums.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { line } from '../samples/ledger.ts';

const entry = (n: number, minor = 5, more: TestRow = {}): readonly TestRow[] => [
  line(`E-${String(n).padStart(4, '0')}`, '7210', minor, more),
  line(`E-${String(n).padStart(4, '0')}`, '1030', -minor, more),
];
const entries = (from: number, to: number): readonly TestRow[] => Array.from({ length: to - from + 1 }, (_, i) => entry(from + i)).flat();
const account = (name: string, [open, debit, credit, close]: readonly [number, number, number, number]): TestRow => ({
  account: name,
  period_from: '2026-01-01',
  period_to: '2026-12-31',
  opening_debit_minor: open,
  turnover_debit_minor: debit,
  turnover_credit_minor: credit,
  closing_debit_minor: close,
});
const judge = (rows: readonly TestRow[], accounts: readonly TestRow[] = [], params = {}) =>
  judgedWith(integrity, { rows, also: { accounts }, params });
const problems = (...given: Parameters<typeof judge>) => judge(...given).hits.map((h) => h.measures['ledger_problem']);

describe('T06 integrity of the ledger', () => {
  test('an entry that is off by a minor unit is named with its lines and the side', () => {
    const [hit] = judge([...entries(1, 12), line('E-0013', '7210', 6), line('E-0013', '1030', -5)]).hits;
    expect(hit?.keys).toEqual([nameOfRow('ledger', 25), nameOfRow('ledger', 26)]);
    expect(hit?.measures).toMatchObject({ ledger_problem: 'unbalanced', difference: '0.01' });
    expect(hit?.explanation.args['side']).toBe('debit');
  });

  test('a part of a ledger, where a fifth of the entries does not balance, is said and not accused', () => {
    const off = (n: number) => Array.from({ length: n }, (_, i) => line(`E-${String(11 + i).padStart(4, '0')}`, '7210', 5));
    expect(problems([...entries(1, 10), ...off(2)])).toEqual(['unbalanced', 'unbalanced']);
    const found = judge([...entries(1, 10), ...off(3)]);
    expect([found.hits, found.verdict?.key]).toEqual([[], 'test.verdict.with']);
  });

  test('missing numbers are named between their neighbours; a series that jumps is counted', () => {
    const [hit] = judge([...entries(1, 5), ...entries(8, 12)]).hits;
    expect(hit?.explanation).toMatchObject({ key: 'test.T06.hit.gap', args: { from: 'E-0006', to: 'E-0007', n: 2, before: 'E-0005' } });
    const jumps = [1, 100, 200, 300].flatMap((n) => entry(n));
    expect([problems(jumps), excludedBy(judge(jumps))]).toEqual([[], { otherSeries: 4 }]);
  });

  test('the first and the last day belong to the period, by the trial balance or the parameters', () => {
    const on = (day: string) => [...entries(1, 12), ...entry(13, 5, { posting_date: day })];
    const accounts = [account('7210', [0, 65, 0, 65])];
    expect([problems(on('2026-01-01'), accounts), problems(on('2026-12-31'), accounts)]).toEqual([[], []]);
    expect([problems(on('2025-12-31'), accounts), problems(on('2027-01-01'), accounts)]).toEqual([['outside'], ['outside']]);
    expect(problems(on('2026-01-01'), [], { periodFrom: '2026-01-02' })).toEqual(['outside']);
  });

  test('books of more than the period are said, not accused line by line', () => {
    const rows = Array.from({ length: 10 }, (_, i) => entry(i + 1, 5, { posting_date: i < 3 ? '2025-01-01' : '2026-02-01' })).flat();
    expect(judge(rows, [], { periodFrom: '2026-01-01' }).hits).toEqual([]);
    expect(problems(rows, [], { periodFrom: '2026-01-01', mostPercent: '30' })).toEqual(['outside', 'outside', 'outside']);
  });

  test('an entry dated before the notice and made after it', () => {
    const rows = [...entries(1, 12), ...entry(13, 5, { entry_ts: '2026-06-02T09:00:00' })];
    expect(problems(rows, [], { noticeDate: '2026-06-01' })).toEqual(['afterNotice']);
    expect(problems(rows, [], { noticeDate: '2026-06-02' })).toEqual([]);
  });

  test('turnovers of the trial balance are those of the lines, of all days or of its period', () => {
    const rows = entries(1, 12);
    expect(problems(rows, [account('7210', [0, 60, 0, 60])])).toEqual([]);
    expect(problems(rows, [account('7210', [0, 61, 0, 61])])).toEqual(['turnover']);
    const old = [...rows, ...entry(13, 5, { posting_date: '2025-12-30' })];
    expect(problems(old, [account('7210', [0, 60, 0, 60])]).filter((p) => p === 'turnover')).toEqual([]);
    expect(problems(old, [account('7210', [0, 65, 0, 65])]).filter((p) => p === 'turnover')).toEqual([]);
  });

  test('a closing balance follows from opening and turnovers; accounts without lines are counted', () => {
    const rows = entries(1, 12);
    expect(problems(rows, [account('7210', [10, 60, 0, 71])])).toEqual(['closing']);
    expect(excludedBy(judge(rows, [account('9999', [0, 5, 0, 5]), account('8888', [0, 0, 0, 0])]))).toEqual({ accountElsewhere: 1 });
  });

  test('no rows, and the order of the rows', () => {
    expect(judge([]).hits).toEqual([]);
    const rows = [...entries(1, 5), ...entries(8, 12), line('E-0013', '7210', 6), ...entry(14, 5, { posting_date: '2020-01-01' })];
    const accounts = [account('7210', [0, 61, 0, 60])];
    expect(judge(shuffled(rows), accounts).resultHash).toBe(judge(shuffled(shuffled(rows)), accounts).resultHash);
  });
});

test('sums are exact beyond the safe integers', () => {
  const sums = exactSums(2);
  const most = Number.MAX_SAFE_INTEGER;
  for (const amount of [most, most, 1, -most, 3]) sums.add(1, amount);
  expect([sums.of(0), sums.of(1)]).toEqual([0n, BigInt(most) + 4n]);
});
