import { describe, expect, test } from 'vitest';
import { computeTax, outcomesOf } from '../../domain/assessment/amounts.ts';
import type { TaxOutcome } from '../../domain/assessment/amounts.ts';
import { assessCase } from '../../domain/assessment/assess-case.ts';
import { customsValueOf } from '../../domain/assessment/exchange.ts';
import { declaredFacts } from '../../domain/assessment/facts.ts';
import { taxes } from '../../domain/assessment/components.ts';
import type { DeclaredLine } from '../../domain/assessment/declared-line.ts';
import { kz, law, line, minor } from '../helpers/lines.ts';
import { vectors } from '../helpers/vectors.ts';

const amountOf = (outcome: TaxOutcome): bigint => (outcome.kind === 'amount' ? outcome.amount : -1n);
const baseOf = (outcome: TaxOutcome): bigint => (outcome.kind === 'amount' ? outcome.base : -1n);
const recomputed = (l: DeclaredLine) => outcomesOf(l, declaredFacts(l, kz), { touched: new Set(taxes), law, declared: null });

describe.skipIf(vectors === null)('assessment vectors (needs ../shared/vectors)', () => {
  const v = vectors?.assessment;
  if (v === undefined) return;

  test('E1: the declared line computes to its own amounts', () => {
    const outcomes = recomputed(line());
    expect(amountOf(outcomes.duty)).toBe(minor(v.E1_declared.duty));
    expect(baseOf(outcomes.vat)).toBe(minor(v.E1_declared.vat_base));
    expect(amountOf(outcomes.vat)).toBe(minor(v.E1_declared.vat));
    expect(minor('20000.00') + amountOf(outcomes.duty) + amountOf(outcomes.vat)).toBe(minor(v.E1_declared.total));
  });

  test('E1: freight, insurance and royalty are rounded one by one and added to the price', () => {
    const usd = { currency: 'USD', exchange: { rateE8: 49_530_000_000n, unit: 1n } };
    const parts = [1_000_000n, 80_000n, 5_000n, 50_000n].map((amount) => ({ ...usd, amount }));
    expect(customsValueOf(parts, kz)).toBe(minor(v.E1_audited.cv));
  });

  test('E1: the audited value gives the vector differences of duty and VAT', () => {
    const lines = new Map([['row', line()]]);
    const found = assessCase(lines, [{ finding: 'f1', row: 'row', component: 'customs_value', audited: v.E1_audited.cv }], law);
    expect(found.lines.map((l) => [l.tax, l.audited, l.difference])).toEqual([
      ['duty', v.E1_audited.duty, '66865.50'],
      ['vat', v.E1_audited.vat, '117683.28'],
    ]);
    expect(found.underpaid).toBe('184548.78');
    expect(found.overpaid).toBe('0.00');
    expect(found.lines[1]?.auditedBase).toBe(v.E1_audited.vat_base);
    expect(found.effects.get('f1')?.total).toBe('184548.78');
  });

  test('E2, E3, E4: specific, mixed and sum rates', () => {
    const duty = (cells: Parameters<typeof line>[0]) => {
      const l = line({ duty_amount_minor: null, duty_base_minor: null, ...cells });
      return amountOf(computeTax(l, declaredFacts(l, kz), { tax: 'duty', before: {}, law }));
    };
    expect(duty({ duty_rate: '0.5 EUR/kg', net_g: 12_345_678 })).toBe(minor(v.E2));
    const mixed = '10 % но не менее 0,4 евро/кг';
    expect(duty({ duty_rate: mixed, net_g: 1_500_000, customs_value_minor: minor('2000000.00') })).toBe(minor(v.E3[0]));
    expect(duty({ duty_rate: mixed, net_g: 1_500_000, customs_value_minor: minor('5000000.00') })).toBe(minor(v.E3[1]));
    const litres = { supp_unit: '112', supp_qty_e6: 4_000_000_000 };
    expect(duty({ duty_rate: '5% + 0.2 EUR/l', customs_value_minor: minor('3000000.00'), ...litres })).toBe(minor(v.E4));
  });

  test('E5: excise enters the base of VAT', () => {
    const outcomes = recomputed(
      line({
        customs_value_minor: minor('4000000.00'),
        duty_rate: '15%',
        excise_rate: '3000 KZT/l',
        supp_unit: 'л',
        supp_qty_e6: 1_200_500_000,
      }),
    );
    expect(amountOf(outcomes.duty)).toBe(minor(v.E5.duty));
    expect(amountOf(outcomes.excise)).toBe(minor(v.E5.excise));
    expect(baseOf(outcomes.vat)).toBe(minor(v.E5.vat_base));
    expect(amountOf(outcomes.vat)).toBe(minor(v.E5.vat));
    expect(minor('20000.00') + amountOf(outcomes.duty) + amountOf(outcomes.excise) + amountOf(outcomes.vat)).toBe(minor(v.E5.total));
  });
});
