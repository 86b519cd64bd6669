import { describe, expect, test } from 'vitest';
import { manualJournals } from '../../../domain/catalogue/ledger/t07-manual-journals.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { line } from '../samples/ledger.ts';

const clerk: TestRow = { user: 'Clerk', entry_ts: '2026-02-10T10:00:00', description: 'Purchase', source_doc_ref: 'D-1' };
const usual = Array.from({ length: 200 }, (_, i) => line(`U${i}`, '7010', 12_345 + i, clerk));
const judge = (rows: readonly TestRow[], params = {}) => judgedWith(manualJournals, { rows: [...usual, ...rows], params });
const signs = (more: TestRow, params = {}, amount = 12_345) =>
  judge([line('X', '7010', amount, { ...clerk, ...more })], { minSigns: '1', ...params }).hits.map((h) => h.measures['journal_signs']);

describe('T07 manual journals', () => {
  test('each sign by itself', () => {
    expect(signs({})).toEqual([]);
    expect(signs({ description: 'РУЧНАЯ операция' })).toEqual(['words']);
    expect(signs({ user: 'Director' })).toEqual(['user']);
    expect(signs({ entry_ts: '2026-02-10T02:00:00' })).toEqual(['night']);
    expect(signs({ entry_ts: '2026-02-08T10:00:00' })).toEqual(['dayOff']);
    expect(signs({ source_doc_ref: null })).toEqual(['noDocument']);
    expect(signs({}, {}, 10_000_000)).toEqual(['round']);
  });

  test('hours and multiples are met exactly', () => {
    const at = (time: string) => signs({ entry_ts: `2026-02-10T${time}` });
    expect([at('07:00:00'), at('20:59:59')]).toEqual([[], []]);
    expect([at('06:59:59'), at('21:00:00')]).toEqual([['night'], ['night']]);
    expect(signs({}, {}, 10_000_001)).toEqual([]);
    expect(signs({}, { roundTo: '0' }, 10_000_000)).toEqual([]);
  });

  test('a time of another zone is not judged by the hour, a day without a time by its day', () => {
    expect(signs({ entry_ts: '2026-02-10T02:00:00Z' })).toEqual([]);
    expect(signs({ entry_ts: '2026-02-08' })).toEqual(['dayOff']);
    expect(signs({ entry_ts: 'yesterday' })).toEqual([]);
  });

  test('a list of bookkeepers stands in for how often somebody books', () => {
    expect(signs({ user: 'Director' }, { bookkeepers: 'clerk, director' })).toEqual([]);
    expect(signs({}, { bookkeepers: 'director' })).toHaveLength(201);
    const often = Array.from({ length: 2 }, (_, i) => line(`D${i}`, '7210', 1, { ...clerk, user: 'Director' }));
    expect(judge([...often, line('X', '7010', 1, { ...clerk, user: 'Director' })], { minSigns: '1' }).hits).toEqual([]);
  });

  test('three signs make a lead, two do not; the whole entry is named', () => {
    const strange = { ...clerk, description: 'Manual', user: 'Director' };
    const both = (more: TestRow) => [line('X', '7010', 500, { ...strange, ...more }), line('X', '3310', -500, { ...strange, ...more })];
    expect(judge(both({})).hits).toEqual([]);
    const [hit] = judge(both({ source_doc_ref: null })).hits;
    expect(hit?.keys).toEqual([nameOfRow('ledger', 201), nameOfRow('ledger', 202)]);
    expect([hit?.score, hit?.measures['journal_signs']]).toEqual([55, 'words, user, noDocument']);
  });

  test('other accounts are not looked at, lines without an entry are counted, a list that is empty is said', () => {
    expect(judge([line('X', '6010', 100_000_000, { user: 'Z', description: 'manual' })]).hits).toEqual([]);
    expect(excludedBy(judge([line(null, '7010', 5)]))).toEqual({ noEntry: 1 });
    expect(judgedWith(manualJournals, { rows: [], params: { accounts: '' } }).verdict?.key).toBe('test.verdict.with');
  });

  test('the order of the rows changes nothing', () => {
    const rows = [...usual, ...[1, 2, 3].map((n) => line(`X${n}`, '7010', 10_000_000 * n, { user: 'Z', description: 'manual' }))];
    const run = (all: readonly TestRow[]) => judgedWith(manualJournals, { rows: all }).resultHash;
    expect(run(shuffled(rows))).toBe(run(shuffled(shuffled(rows))));
  });
});
