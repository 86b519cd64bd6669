import { describe, expect, test } from 'vitest';
import { transportWeight } from '../../../domain/catalogue/quantity/q02-transport-weight.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const item = (reg: string, grams: number | null, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: 1,
  invoice_no: `I-${reg}`,
  gross_g: grams,
  ...more,
});
const paper = (doc: string, grams: number | null, more: TestRow = {}): TestRow => ({
  doc_type: 'transport',
  doc_no: doc,
  reg_no: 'R1',
  gross_g: grams,
  ...more,
});
const judge = (rows: readonly TestRow[], freight: readonly TestRow[], more: object = {}) =>
  judgedWith(transportWeight, { rows, also: { freight }, ...more });

describe('Q02 declared weight against transport documents', () => {
  test('one per cent is within the tolerance, a gram more is not, in either direction', () => {
    const of = (grams: number) => judge([item('R1', 100_000)], [paper('C1', grams)]).hits.map((h) => h.measures['difference_kg']);
    expect([of(101_000), of(99_000)]).toEqual([[], []]);
    expect([of(101_001), of(98_999)]).toEqual([['1.001'], ['-1.001']]);
  });

  test('the items of a declaration are taken together and named with the paper', () => {
    const [hit] = judge(
      [item('R1', 60), item('R1', 40, { item_no: 2 })],
      [paper('C1', 150), paper('P', 999, { doc_type: 'insurance' })],
    ).hits;
    expect(hit?.keys).toEqual([nameOfRow('declarations', 1), nameOfRow('declarations', 2), nameOfRow('freight', 1)]);
    expect(hit?.measures).toMatchObject({ gross_kg: '0.1', paper_gross_kg: '0.15', linked_by: 'number' });
  });

  test('one paper of two declarations and two papers of one declaration are one consignment', () => {
    expect(judge([item('R1', 60_000), item('R2', 40_000)], [paper('C1', 100_000, { reg_no: 'R1; R2' })]).hits).toEqual([]);
    expect(judge([item('R1', 100_000)], [paper('C1', 60_000), paper('C2', 40_000)]).hits).toEqual([]);
  });

  test('goods loaded over have a paper for each leg: one that agrees is enough, and it is counted', () => {
    const found = judge([item('R1', 100_000)], [paper('B/L 1', 100_000), paper('CMR 2', 100_500)]);
    expect([found.hits, excludedBy(found)]).toEqual([[], { severalLegs: 1 }]);
  });

  test('a paper without a declaration’s number goes by the invoice; a confirmed link goes before both', () => {
    expect(judge([item('R1', 100)], [paper('C1', 200, { reg_no: null, invoice_no: 'i-r1' })]).hits).toHaveLength(1);
    const rows = [item('R1', 100), item('R2', 200)];
    const link = { left: 2, right: 1, amount: null, currency: 'KZT' };
    const found = judge(rows, [paper('C1', 200)], { links: { 'declaration-freight': [link] } });
    expect([found.hits, excludedBy(found)]).toEqual([[], { noPaper: 1 }]);
    expect(judge(rows, [paper('C1', 300)], { links: { 'declaration-freight': [link] } }).hits[0]?.measures).toMatchObject({
      linked_by: 'confirmed',
      gross_kg: '0.2',
    });
  });

  test('packing lists are compared by themselves', () => {
    const [hit] = judge([item('R1', 100)], [paper('C1', 100), paper('P1', 90, { doc_type: 'Packing list' })]).hits;
    expect(hit?.explanation.key).toBe('test.Q02.hit.packing.less');
  });

  test('what cannot be compared is counted; no rows say nothing', () => {
    const found = judge([item('R1', 100), item('R2', null), item('R3', 5)], [paper('C1', null)]);
    expect(excludedBy(found)).toEqual({ noWeight: 1, noPaper: 1, noPaperWeight: 1 });
    expect(judge([], []).hits).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const rows = ['R1', 'R2', 'R3', 'R4'].map((reg, i) => item(reg, 100 + i));
    const papers = rows.map((row, i) => paper(`C${i}`, 150 + 7 * i, { reg_no: row['reg_no'] ?? null }));
    const one = judge(shuffled(rows), shuffled(papers));
    expect(one.hits).toHaveLength(4);
    expect(one.resultHash).toBe(judge(shuffled(shuffled(rows)), shuffled(shuffled(papers))).resultHash);
  });
});
