import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gaps } from '../../domain/catalogue/patterns/d03-gaps.ts';
import { documentNumber, documentNumbers } from '../../domain/catalogue/document-number.ts';
import { excludedBy, judged, shuffled } from '../helpers/judging.ts';
import { nameOfRow } from '../helpers/population.ts';
import type { TestRow } from '../helpers/population.ts';

const posting = (doc: string | null, day = '2026-02-01', account = '6010'): TestRow => ({
  source_doc_ref: doc,
  posting_date: day,
  account,
});
const series = (numbers: readonly number[], prefix = 'СФ-'): readonly TestRow[] =>
  numbers.map((n) => posting(`${prefix}${String(n).padStart(6, '0')}`));

describe('D03 gaps', () => {
  test('a document number is taken apart into series and number', () => {
    expect(documentNumber('СФ-2026-000212')).toEqual({ series: 'СФ-2026-#', slot: 8, number: 212, padded: 6, hasYear: true });
    expect(documentNumber('000123/2025')).toEqual({ series: '#/2025', slot: 0, number: 123, padded: 6, hasYear: true });
    expect(documentNumber('inv 12')).toEqual({ series: 'INV#', slot: 3, number: 12, padded: 0, hasYear: false });
    expect(documentNumber('2025')).toEqual({ series: '#', slot: 0, number: 2025, padded: 0, hasYear: false });
    expect(documentNumber('СФ-2026-2031')).toEqual({ series: 'СФ-2026-#', slot: 8, number: 2031, padded: 0, hasYear: true });
    expect(documentNumber('без номера')).toBeNull();
    expect(documentNumber('1234567890123456')).toBeNull();
  });

  test('read one after the other, numbers are those that each has by itself', () => {
    const piece = fc.constantFrom('A', 'СФ-', '/', '-', '12', '2025', '0007', '1999', ' ', '#', '31');
    const texts = fc.array(
      fc.array(piece, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(texts, (all) => {
        const read = documentNumbers();
        expect(all.map(read)).toEqual(all.map(documentNumber));
      }),
      { numRuns: 1000 },
    );
  });

  test('a series that counts through the numbers of years has no gap there', () => {
    const numbers = Array.from({ length: 300 }, (_, i) => posting(`AT-2026-${1850 + i}`));
    expect(judged(gaps, numbers).hits).toEqual([]);
  });

  test('runs of missing numbers are hits with the rows on both sides', () => {
    const found = judged(gaps, series([1, 2, 3, 7, 8, 10, 11]));
    expect(found.hits.map((h) => [h.measures['from'], h.measures['to'], h.measures['missing']])).toEqual([
      ['4', '6', '3'],
      ['9', '9', '1'],
    ]);
    expect(found.hits[0]?.keys).toEqual([nameOfRow('ledger', 3), nameOfRow('ledger', 4)]);
    expect(found.stats).toMatchObject({ series: '1', numbers: '7', gaps: '2', missing: '4', breaks: '0' });
    expect(found.hits[0]?.explanation.args).toMatchObject({
      from: 'СФ-000004',
      to: 'СФ-000006',
      before: 'СФ-000003',
      after: 'СФ-000007',
      n: 3,
    });
    expect(found.hits.map((h) => h.explanation.key)).toEqual(['test.D03.hit.many', 'test.D03.hit.one']);
  });

  test('a sign like the mark of the number stays where the document has it', () => {
    const args = judged(gaps, series([1, 2, 4, 5], 'Invoice #')).hits[0]?.explanation.args;
    expect(args).toMatchObject({ from: 'INVOICE#000003', before: 'INVOICE#000002', after: 'INVOICE#000004' });
  });

  test('a series without gaps is complete', () => {
    const found = judged(gaps, series([1, 2, 3, 4]));
    expect(found.hits).toEqual([]);
    expect(found.verdict).toEqual({ key: 'test.D03.verdict.complete', args: { n: 1 } });
  });

  test('the same document on several lines is one number', () => {
    expect(judged(gaps, series([1, 1, 2, 2, 3, 3, 5, 5])).stats).toMatchObject({ numbers: '4', gaps: '1' });
  });

  test('numbering starts anew each year when the number carries none', () => {
    const rows = [...[1, 2, 3].map((n) => posting(`N${n}`, '2025-12-30')), ...[1, 2, 3].map((n) => posting(`N${n}`, '2026-01-05'))];
    expect(judged(gaps, rows).stats).toMatchObject({ series: '2', gaps: '0' });
  });

  test('a gap at the limit counts, one number more is a break of the series', () => {
    expect(judged(gaps, series([1, 2, 3, 6, 7]), { maxGap: '2' }).stats).toMatchObject({ gaps: '1', breaks: '0' });
    expect(judged(gaps, series([1, 2, 3, 7, 8]), { maxGap: '2' }).stats).toMatchObject({ gaps: '0', breaks: '1' });
  });

  test('foreign numbers that jump are no own series', () => {
    const found = judged(gaps, series([10, 55, 140, 300, 301]));
    expect(found.hits).toEqual([]);
    expect(excludedBy(found)).toEqual({ notContinuous: 5 });
    expect(found.verdict?.key).toBe('test.D03.verdict.noSeries');
  });

  test('only the accounts that are asked for', () => {
    const rows = [...series([1, 2, 3]), posting('СФ-000009', '2026-02-01', '3310')];
    expect(judged(gaps, rows, { account: '60' })).toMatchObject({ populationN: 3, hits: [] });
    expect(judged(gaps, rows).hits).toHaveLength(1);
  });

  test('rows without a number, with text only, and no rows at all', () => {
    expect(excludedBy(judged(gaps, [posting(null), posting('нет')]))).toEqual({ noNumber: 1, noSequence: 1 });
    expect(judged(gaps, []).verdict?.key).toBe('test.D03.verdict.noSeries');
    expect(judged(gaps, series([5])).hits).toEqual([]);
  });

  test('the order of the rows does not change the result', () => {
    const rows = series([1, 2, 3, 7, 8, 9, 20, 21, 22, 2, 8]);
    expect(judged(gaps, shuffled(rows)).resultHash).toBe(judged(gaps, rows).resultHash);
  });
});
