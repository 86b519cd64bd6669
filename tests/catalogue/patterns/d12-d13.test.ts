import { describe, expect, test } from 'vitest';
import { sameValue } from '../../../domain/catalogue/patterns/d12-same-value.ts';
import { vagueText } from '../../../domain/catalogue/patterns/d13-vague-text.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import type { TestRow } from '../../helpers/population.ts';

const valued = (qty: number | null, more: TestRow = {}): TestRow => ({
  reg_no: 'A',
  item_no: 1,
  customs_value_minor: 400_000,
  supp_qty_e6: qty,
  supp_unit: '796',
  ...more,
});

describe('D12 one value, many quantities', () => {
  const five = [1, 2, 3, 4, 5].map((n) => valued(n));

  test('five different quantities are a hit, four are none', () => {
    expect(judged(sameValue, five).hits[0]?.measures).toMatchObject({ rows: '5', quantities: '5', value: '4000.00', currency: 'KZT' });
    expect(judged(sameValue, five.slice(1)).hits).toEqual([]);
  });

  test('the same quantity again and again at one price is honest', () => {
    expect(
      judged(
        sameValue,
        [1, 1, 1, 1, 1, 2, 3].map((n) => valued(n)),
      ).hits,
    ).toEqual([]);
  });

  test('where there is no supplementary unit the weight counts; another unit is another quantity', () => {
    expect(
      judged(
        sameValue,
        [1, 2, 3, 4, 5].map((n) => valued(null, { net_g: n })),
      ).hits,
    ).toHaveLength(1);
    expect(judged(sameValue, [1, 2, 3, 4].map((n) => valued(n)).concat(valued(4, { supp_unit: '166' }))).hits).toHaveLength(1);
  });

  test('no value, nought, no quantity, no rows', () => {
    const found = judged(sameValue, [valued(1, { customs_value_minor: 0 }), valued(1, { customs_value_minor: null }), valued(null)]);
    expect(excludedBy(found)).toEqual({ noValue: 2, noQuantity: 1 });
    expect(judged(sameValue, []).hits).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    expect(judged(sameValue, shuffled(five)).resultHash).toBe(judged(sameValue, five).resultHash);
  });
});

const text = (description: string | null, more: TestRow = {}): TestRow => ({
  reg_no: 'A',
  item_no: 1,
  hs_code: '8517130000',
  description,
  ...more,
});
const faults = (rows: readonly TestRow[], params = {}) => judged(vagueText, rows, params).hits.map((hit) => hit.measures['problem']);

describe('D13 vague descriptions', () => {
  test('general words only, in three languages and any letters', () => {
    expect(faults([text('Запчасти'), text('ПРОЧЕЕ, разное'), text('Spare parts and accessories'), text('Қосалқы бөлшектер')])).toEqual(
      Array.from({ length: 4 }, () => 'vague'),
    );
  });

  test('a general word among others says something', () => {
    expect(faults([text('Запчасти для насосов центробежных')])).toEqual([]);
  });

  test('nine characters are too short, ten are not', () => {
    expect(faults([text('Кран 1/2"')])).toEqual(['short']);
    expect(faults([text('Кран 11/2"')])).toEqual([]);
  });

  test('goods of the named codes need a brand or a model', () => {
    const rows = [
      text('Телефон сотовой связи'),
      text('Телефон сотовой связи', { brand: 'Acme' }),
      text('Ткань хлопковая набивная', { hs_code: '5208520000' }),
    ];
    expect(faults(rows, { brandCodes: '8517' })).toEqual(['noBrand']);
    expect(faults(rows)).toEqual([]);
  });

  test('no description is counted, not judged; empty lists are said', () => {
    expect(excludedBy(judged(vagueText, [text(null)]))).toEqual({ noDescription: 1 });
    expect(judged(vagueText, [], { vagueWords: '' }).verdict?.key).toBe('test.verdict.with');
  });

  test('the order of the rows changes nothing', () => {
    const rows = ['Запчасти', 'Кран', 'Прочее'].map((one) => text(one));
    expect(judged(vagueText, shuffled(rows)).resultHash).toBe(judged(vagueText, rows).resultHash);
  });
});
