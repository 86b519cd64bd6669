import { describe, expect, test } from 'vitest';
import { suggestCorrections } from '../../../domain/catalogue/suggest.ts';
import { transport } from '../../../domain/catalogue/valuation/v03-transport.ts';
import { insurance } from '../../../domain/catalogue/valuation/v05-insurance.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { kz } from '../../helpers/lines.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { answer, box, carried, paper, policy } from '../samples/valuation.ts';

const form = [answer('7a', 'no')];
const judge = (rows: readonly TestRow[], values: readonly TestRow[] = form, freight: readonly TestRow[] = [paper()]) =>
  judgedWith(transport, { rows, also: { values, freight } });

describe('V03 carriage not added', () => {
  test('what is missing is divided over the lines by gross weight as vector E7', () => {
    const rows = [carried(1, { gross_g: 12_000 }), carried(2, { gross_g: 3000 }), carried(3, { gross_g: 555 })];
    const [hit] = judge(rows, form, [paper({ before_border_minor: 10_000 })]).hits;
    expect(hit?.measures).toMatchObject({
      paid: '100.00',
      declared: '0.00',
      difference: '100.00',
      audited_values: '1077.14 1019.29 1003.57',
    });
    expect(hit === undefined ? [] : suggestCorrections('V03', hit, kz)).toEqual([
      { row: nameOfRow('declarations', 1), component: 'customs_value', audited: '1077.14' },
      { row: nameOfRow('declarations', 2), component: 'customs_value', audited: '1019.29' },
      { row: nameOfRow('declarations', 3), component: 'customs_value', audited: '1003.57' },
    ]);
    expect(judge(rows.map((row) => ({ ...row, gross_g: null }))).hits[0]?.measures['audited_values']).toBe('1333.34 1333.33 1333.33');
  });

  test('exactly one per cent below is allowed, one tiyn more is not', () => {
    expect(judge([carried(1)], [box('17', 99_000)]).hits).toEqual([]);
    expect(judge([carried(1)], [box('17', 98_999)]).hits[0]?.explanation.key).toBe('test.V03.hit.less');
    expect(judge([carried(1)], [box('17', 60_000), box('18', 40_000)]).hits).toEqual([]);
  });

  test('nothing before the border, and carriage that the seller paid, are not missing', () => {
    expect(judge([carried(1)], form, [paper({ before_border_minor: 0 })]).hits).toEqual([]);
    expect(excludedBy(judge([carried(1, { incoterm: 'CPT' })], form, [paper({ payer: 'Daegu Lighting Corp.' })]))).toEqual({
      carriageInPrice: 1,
    });
  });

  test('a term under which the buyer carries and no paper is a weaker lead; the seller’s term is none', () => {
    expect(judge([carried(1)], form, []).hits[0]?.score).toBe(45);
    expect(judge([carried(1, { incoterm: 'CIP' })], form, []).hits).toEqual([]);
  });

  test('a paper in the currency of the declaration goes by its rate, another currency is not guessed', () => {
    expect(judge([carried(1)], form, [paper({ currency: 'USD', before_border_minor: 100 })]).hits[0]?.measures['paid']).toBe('500.00');
    expect(excludedBy(judge([carried(1)], form, [paper({ currency: 'EUR' })]))).toEqual({ carriageUntold: 1 });
  });

  test('a paper for two declarations is divided by their weight', () => {
    const rows = [carried(1), carried(1, { reg_no: 'R2', gross_g: 3000 })];
    const values = [box('17', 25_000), box('17', 75_000, { reg_no: 'R2' })];
    expect(judge(rows, values, [paper({ reg_no: null, invoice_no: 'INV 7001' })]).hits).toEqual([]);
    expect(judge(rows, values.slice(0, 1), [paper({ reg_no: 'R1; R2' })]).hits).toEqual([]);
  });

  test('a confirmed link goes before the number', () => {
    const links = { 'declaration-freight': [{ left: 1, right: 1, amount: null, currency: '' }] };
    const given = { rows: [carried(1), carried(1, { reg_no: 'R2' })], also: { values: form, freight: [paper({ reg_no: 'R2' })] }, links };
    expect(judgedWith(transport, given).hits[0]?.measures['linked_by']).toBe('confirmed');
  });

  test('nothing declared, any order', () => {
    expect(judge([]).hits).toEqual([]);
    const rows = [carried(1), carried(2, { gross_g: 500 }), carried(3)];
    expect(judge(shuffled(rows)).resultHash).toBe(judge(rows).resultHash);
  });
});

describe('V05 insurance not added', () => {
  const insured = (values: readonly TestRow[], freight: readonly TestRow[], incoterm = 'FOB') =>
    judgedWith(insurance, { rows: [carried(1, { incoterm })], also: { values, freight } });

  test('a policy and nothing in box 19, up to one per cent', () => {
    expect(insured(form, [policy()]).hits[0]?.measures).toMatchObject({ paid: '30.00', difference: '30.00' });
    expect(insured([box('19', 2970)], [policy()]).hits).toEqual([]);
    expect(insured([box('19', 2969)], [policy()]).hits).toHaveLength(1);
  });

  test('no policy says nothing, a paper of carriage is no policy', () => {
    expect(excludedBy(insured(form, []))).toEqual({ noPolicy: 1 });
    expect(excludedBy(insured(form, [paper()], 'CIF'))).toEqual({ insuredInPrice: 1 });
    expect(excludedBy(insured(form, [policy({ amount_minor: null })]))).toEqual({ premiumUntold: 1 });
    expect(judgedWith(insurance, { rows: [] }).hits).toEqual([]);
  });
});
