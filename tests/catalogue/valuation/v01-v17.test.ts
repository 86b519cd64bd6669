import { describe, expect, test } from 'vitest';
import { valueArithmetic } from '../../../domain/catalogue/valuation/v01-value-arithmetic.ts';
import { methodOne } from '../../../domain/catalogue/valuation/v17-method-one.ts';
import { suggestCorrections } from '../../../domain/catalogue/suggest.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { kz } from '../../helpers/lines.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { answer, box, contract, rightForm, valued } from '../samples/valuation.ts';

const declarations = [{ reg_no: 'R1', item_no: 1, customs_value_minor: 1_030_000 }];
const form = (rows: readonly TestRow[], also: readonly TestRow[] = declarations) =>
  judgedWith(valueArithmetic, { rows, also: { declarations: also } });
const changed = (name: string, minor: number): readonly TestRow[] => rightForm.map((row) => (row['box'] === name ? box(name, minor) : row));

describe('V01 arithmetic of the value declaration', () => {
  test('a form that adds up is right', () => {
    const found = form(rightForm);
    expect(found.hits).toEqual([]);
    expect(found.stats).toEqual({ items: '1', wrong: '0' });
  });

  test('one tiyn is allowed, two are not', () => {
    expect(form(changed('20', 50_001)).hits).toEqual([]);
    const [hit] = form(changed('20', 50_002)).hits;
    expect(hit?.measures).toMatchObject({ boxes: '20', expected: '500.00', declared: '500.02', difference: '0.02' });
  });

  test('a sum of additions that is too low lowers the value: the right one is suggested for the line', () => {
    const [hit] = form(
      changed('20', 30_000).map((row) => (row['box'] === '25a' ? box('25a', 1_010_000) : row)),
      [{ ...declarations[0], customs_value_minor: 1_010_000 }],
    ).hits;
    expect(hit?.measures).toMatchObject({ boxes: '20, 25a, 45', expected_value: '10300.00' });
    expect(hit === undefined ? [] : suggestCorrections('V01', hit, kz)).toEqual([
      { row: nameOfRow('declarations', 1), component: 'customs_value', audited: '10300.00' },
    ]);
  });

  test('boxes without national money are reckoned by their own rate, half away from zero', () => {
    const price = box('11a', null, { currency: 'USD', amount_minor: 101, fx_rate_e8: 49_950_000_000, fx_unit: 1 });
    expect(form([price, box('12', 50_450), box('25a', 50_450)], []).hits).toEqual([]);
    expect(form([price, box('12', 50_452), box('25a', 50_450)], []).hits).toHaveLength(1);
    expect(excludedBy(form([box('11a', null, { currency: 'USD', amount_minor: 5 }), box('12', 5)], []))).toEqual({ noExchange: 1 });
  });

  test('boxes with letters stand for their number, in Russian letters too', () => {
    expect(form([box('11а', 100), box('13а', 5), box('13б', 6), box('13', 99), box('20', 11), box('25а', 111)], []).hits).toEqual([]);
  });

  test('a short form that states totals only is held against box 45', () => {
    expect(form([box('12', 1_000_000), box('20', 30_000)]).hits).toEqual([]);
    expect(form([box('12', 1_000_000), box('20', 29_000)]).hits[0]?.measures).toMatchObject({ boxes: '45' });
  });

  test('no form, no totals, any order', () => {
    expect(form([]).hits).toEqual([]);
    expect(excludedBy(form([box('17', 5)]))).toEqual({ noTotals: 1 });
    expect(form(shuffled(changed('20', 1))).resultHash).toBe(form(changed('20', 1)).resultHash);
  });
});

const method = (rows: readonly TestRow[], contracts: readonly TestRow[] = [], values: readonly TestRow[] = []) =>
  judgedWith(methodOne, { rows, also: { contracts, values } });

describe('V17 method 1 where it is excluded', () => {
  test('a contract of consignment, with the contract', () => {
    const [hit] = method([valued(), valued({ item_no: 2 })], [contract('consignment')]).hits;
    expect(hit?.keys).toEqual([nameOfRow('declarations', 1), nameOfRow('declarations', 2), nameOfRow('contracts', 1)]);
    expect(method([valued({ contract_no: 'dl-1/2025' })], [contract('Договор консигнации')]).hits).toHaveLength(1);
  });

  test('a sale, another method and no contract are right', () => {
    expect(method([valued()], [contract('purchase')]).hits).toEqual([]);
    expect(excludedBy(method([valued({ valuation_method: '6' })], [contract('lease')]))).toEqual({ otherMethod: 1 });
    expect(method([valued({ contract_no: null })], [contract('lease')]).hits).toEqual([]);
  });

  test('a condition without a payment for it; with one in 11b it is right', () => {
    expect(method([valued()], [], [answer('8a', 'да')]).hits[0]?.measures['reasons']).toBe('condition');
    expect(method([valued()], [], [answer('8a', 'да'), box('11b', 100)]).hits).toEqual([]);
    expect(method([valued()], [], [answer('8a', 'да'), box('11b', 0)]).hits).toHaveLength(1);
    expect(method([valued()], [], [answer('8a', 'нет')]).hits).toEqual([]);
  });

  test('free goods name only the lines that are free', () => {
    const [hit] = method([valued(), valued({ item_no: 2, item_price_minor: 0 }), valued({ item_no: 3, item_price_minor: null })]).hits;
    expect(hit?.keys).toEqual([nameOfRow('declarations', 2)]);
  });

  test('nothing declared, any order', () => {
    expect(method([]).hits).toEqual([]);
    const rows = [valued(), valued({ item_no: 2 }), valued({ reg_no: 'R2' })];
    expect(method(shuffled(rows), [contract('barter')]).resultHash).toBe(method(rows, [contract('barter')]).resultHash);
  });
});
