import { describe, expect, test } from 'vitest';
import { originProof } from '../../../domain/catalogue/classification/o01-origin-proof.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import type { RunOutcome } from '../../../backend/analysis/run-test.ts';
import type { TestRow } from '../../helpers/population.ts';

const item = (more: TestRow = {}): TestRow => ({
  reg_no: 'R1',
  item_no: 1,
  reg_date: '2026-02-10',
  preference_code: 'ООПЛОО',
  origin_country: 'VN',
  ...more,
});
const invoice: TestRow = { reg_no: 'R1', item_no: 1, doc_code: '04021', doc_name: 'Инвойс', doc_no: 'I-1', doc_date: '2026-02-01' };
const certificate = (more: TestRow = {}): TestRow => ({
  reg_no: 'R1',
  item_no: 1,
  doc_code: '06013',
  doc_no: 'VN7',
  doc_date: '2026-02-01',
  valid_to: '2027-01-31',
  ...more,
});
const run = (documents: readonly TestRow[], rows: readonly TestRow[] = [item()]): RunOutcome =>
  judgedWith(originProof, { rows, also: { documents } });
const faults = (documents: readonly TestRow[]): readonly string[] => run(documents).hits.map((hit) => hit.explanation.key.slice(13));

describe('O01 preference without proof of origin', () => {
  test('no certificate, an expired and a later one are found, a good one is not', () => {
    expect(faults([invoice])).toEqual(['none']);
    expect(faults([invoice, certificate({ valid_to: '2026-02-09' })])).toEqual(['expired']);
    expect(faults([invoice, certificate({ doc_date: '2026-02-11' })])).toEqual(['later']);
    expect(faults([invoice, certificate({ valid_from: '2026-02-11' })])).toEqual(['later']);
    expect(faults([invoice, certificate()])).toEqual([]);
  });

  test('the day of registration itself is good on both limits', () => {
    expect(faults([certificate({ valid_to: '2026-02-10' })])).toEqual([]);
    expect(faults([certificate({ doc_date: '2026-02-10', valid_from: '2026-02-10' })])).toEqual([]);
  });

  test('one good certificate is enough, and one for the whole declaration; that of another item is not', () => {
    expect(faults([certificate({ valid_to: '2026-01-01' }), certificate({ doc_no: 'VN8' })])).toEqual([]);
    expect(faults([certificate({ item_no: null })])).toEqual([]);
    expect(faults([certificate({ item_no: 2 })])).toEqual(['none']);
    expect(faults([certificate({ doc_code: null, doc_name: 'Декларация о происхождении товара' })])).toEqual([]);
  });

  test('no preference, no day and no documents at all are counted, not accused', () => {
    const rows = [item({ preference_code: '00-00' }), item({ preference_code: null }), item({ reg_date: null }), item({ reg_no: 'R2' })];
    const found = run([invoice], rows);
    expect([found.hits, excludedBy(found)]).toEqual([[], { noPreference: 2, noDay: 1, documentsElsewhere: 1 }]);
  });

  test('parts of codes that mean preference by origin leave out the others', () => {
    const found = judgedWith(originProof, { rows: [item()], also: { documents: [invoice] }, params: { preferenceCodes: 'мо' } });
    expect(excludedBy(found)).toEqual({ noPreference: 1 });
  });

  test('no rows and their order', () => {
    expect(run([], []).hits).toEqual([]);
    const rows = [item(), item({ item_no: 2 }), item({ item_no: 3 })];
    const documents = [invoice, certificate({ item_no: 2, valid_to: '2026-01-31' }), certificate({ item_no: 2, valid_to: '2026-01-30' })];
    expect(run(shuffled(documents), shuffled(rows)).resultHash).toBe(run(documents, rows).resultHash);
  });
});
