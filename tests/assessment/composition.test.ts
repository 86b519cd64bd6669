import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assessCase } from '../../domain/assessment/assess-case.ts';
import { assessLine } from '../../domain/assessment/assess-line.ts';
import { checkCorrection, readAudited, taxes } from '../../domain/assessment/components.ts';
import type { Correction } from '../../domain/assessment/components.ts';
import type { TaxOutcome } from '../../domain/assessment/amounts.ts';
import { derivedPercent } from '../../domain/assessment/facts.ts';
import { ratesOf } from '../../domain/assessment/exchange.ts';
import type { Cells } from '../../domain/assessment/declared-line.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { Refused } from '../../domain/model/refused.ts';
import { sayIn } from '../../backend/words/locales.ts';
import { generic, kz, law, lawWithoutRates, line, minor } from '../helpers/lines.ts';

const correct = (finding: string, component: Correction['component'], audited: string, row = 'row'): Correction => ({
  finding,
  row,
  component,
  audited,
});
const assess = (cells: Cells, corrections: readonly Correction[], under = law) =>
  assessCase(new Map([['row', line(cells)]]), corrections, under);
const total = (found: ReturnType<typeof assess>, finding: string): string | undefined => found.effects.get(finding)?.total;
const problems = (found: ReturnType<typeof assess>): readonly string[] => found.problems.map((p) => p.problem.key);
const amountOf = (outcome: TaxOutcome): bigint => (outcome.kind === 'amount' ? outcome.amount : 0n);

describe('findings on one line', () => {
  const value = correct('value', 'customs_value', '5621655.00');
  const code = [correct('code', 'hs_code', '8518210000'), correct('code', 'duty_rate', '15%')];

  test('a new value and a new rate compose: computed once, value first', () => {
    const found = assess({}, [...code, value]);
    const duty = found.lines.find((l) => l.tax === 'duty');
    expect(duty).toMatchObject({ declared: '495300.00', audited: '843248.25', difference: '347948.25', rate: '15%', declaredRate: '10%' });
    expect(duty?.findings).toEqual(['value', 'code']);
    expect(found.effects.get('value')?.effect).toEqual([
      { tax: 'duty', difference: '66865.50' },
      { tax: 'vat', difference: '117683.28' },
    ]);
    expect(found.effects.get('code')?.effect).toEqual([
      { tax: 'duty', difference: '281082.75' },
      { tax: 'vat', difference: '44973.24' },
    ]);
    const sum = Number(total(found, 'value')) + Number(total(found, 'code'));
    expect(sum.toFixed(2)).toBe(found.underpaid);
  });

  test('alone, each has another effect than both have together', () => {
    expect(total(assess({}, code), 'code')).toBe('287274.00');
    expect(assess({}, [...code, value]).underpaid).toBe('510604.77');
  });

  test('the same correction by two findings does not add up twice', () => {
    const found = assess({}, [value, { ...value, finding: 'again' }]);
    expect(found.underpaid).toBe('184548.78');
    expect([total(found, 'value'), total(found, 'again')]).toEqual(['184548.78', '0.00']);
    expect(problems(found)).toEqual([]);
  });

  test('two different values of one component: the later stands, and it is said', () => {
    const found = assess({}, [value, correct('other', 'customs_value', '5000000.00')]);
    expect(found.lines[0]?.auditedBase).toBe('5000000.00');
    expect(problems(found)).toEqual(['assess.problem.componentTwice']);
    expect((Number(total(found, 'value')) + Number(total(found, 'other'))).toFixed(2)).toBe(found.underpaid);
  });

  test('whatever the corrections, the effects of the findings add up to the line’s total exactly', () => {
    const rate = fc.constantFrom('0%', '5%', '12.5%', '10% min 0.4 EUR/kg', '5% + 0.2 EUR/l', '2 EUR/pcs', 'free');
    const one = fc.oneof(
      fc.record({
        component: fc.constant('customs_value' as const),
        audited: fc.integer({ min: 0, max: 10 ** 9 }).map((n) => (n / 100).toFixed(2)),
      }),
      fc.record({ component: fc.constantFrom('duty_rate' as const, 'excise_rate' as const, 'vat_rate' as const), audited: rate }),
      fc.record({ component: fc.constant('qty' as const), audited: fc.integer({ min: 0, max: 10 ** 6 }).map(String) }),
      fc.record({ component: fc.constant('relief' as const), audited: fc.constantFrom('none', 'duty', 'vat', 'duty, vat') }),
      fc.record({ component: fc.constant('hs_code' as const), audited: fc.constant('8518210000') }),
      fc.record({ component: fc.constant('origin' as const), audited: fc.constant('KR') }),
    );
    const cells = fc.record({
      net_g: fc.option(fc.integer({ min: 1, max: 10 ** 9 })),
      duty_rate: rate,
      duty_amount_minor: fc.option(fc.integer({ min: 0, max: 10 ** 10 })),
      vat_amount_minor: fc.option(fc.integer({ min: 0, max: 10 ** 10 })),
      preference_code: fc.option(fc.constant('МД')),
    });
    const many = fc.array(fc.tuple(fc.constantFrom('f1', 'f2', 'f3'), one), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(cells, many, (row, made) => {
        const corrections = made.map(([finding, c]) => correct(finding, c.component, c.audited));
        const found = assessLine(line(row), corrections, law);
        for (const tax of taxes) {
          const effect = found.effects.filter((e) => e.tax === tax).reduce((sum, e) => sum + e.difference, 0n);
          const difference = found.touched.has(tax) ? amountOf(found.audited[tax]) - amountOf(found.declared[tax]) : 0n;
          expect(effect).toBe(difference);
        }
        expect(JSON.stringify(assess(row, corrections).lines)).not.toMatch(/NaN|undefined|Infinity/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('what a correction reaches', () => {
  test('a VAT rate leaves the duty as declared, even a wrong one', () => {
    const found = assess({ duty_amount_minor: minor('400000.00') }, [correct('f', 'vat_rate', '12%')]);
    expect(found.lines.map((l) => l.tax)).toEqual(['vat']);
    expect(found.lines[0]?.auditedBase).toBe('5373000.00');
  });

  test('the same rate named again has the payment computed anew', () => {
    const found = assess({ duty_amount_minor: minor('400000.00') }, [correct('f', 'duty_rate', '10%')]);
    expect(found.lines[0]).toMatchObject({ tax: 'duty', difference: '95300.00' });
  });

  test('a quantity changes specific rates only, in the unit that is named', () => {
    const cells = { duty_rate: '0.5 EUR/kg', net_g: 1_000_000, duty_amount_minor: minor('270075.00') };
    expect(assess(cells, [correct('f', 'qty', '2000')]).lines[0]).toMatchObject({ tax: 'duty', audited: '540150.00' });
    expect(assess(cells, [correct('f', 'qty', '2 t')]).lines[0]).toMatchObject({ tax: 'duty', audited: '540150.00' });
    expect(assess({}, [correct('f', 'qty', '2000')]).lines).toEqual([]);
  });

  test('refused relief makes the relieved payment due; granted relief makes an overpayment', () => {
    const relieved = {
      preference_code: 'ОООО-МД',
      duty_amount_minor: 0,
      vat_base_minor: minor('4973000.00'),
      vat_amount_minor: minor('795680.00'),
    };
    expect(assess(relieved, [correct('f', 'relief', 'none')]).underpaid).toBe('574548.00');
    expect(assess(relieved, [correct('f', 'customs_value', '5000000.00')]).lines.find((l) => l.tax === 'duty')?.audited).toBe('0.00');
    const granted = assess({}, [correct('f', 'relief', 'duty')]);
    expect([granted.underpaid, granted.overpaid]).toEqual(['0.00', '574548.00']);
  });

  test('over-payments stand apart and are never netted', () => {
    const lines = new Map([
      ['a', line({}, 'a')],
      ['b', line({ item_no: 2 }, 'b')],
    ]);
    const found = assessCase(
      lines,
      [correct('f', 'customs_value', '5621655.00', 'a'), correct('f', 'customs_value', '4284345.00', 'b')],
      law,
    );
    expect([found.underpaid, found.overpaid]).toEqual(['184548.78', '184548.78']);
    expect(found.totals.map((t) => [t.tax, t.underpaid, t.overpaid])).toEqual([
      ['duty', '66865.50', '66865.50'],
      ['vat', '117683.28', '117683.28'],
    ]);
    expect(total(found, 'f')).toBe('0.00');
  });

  test('amounts are rounded to whole units where the pack says so', () => {
    const pack = { ...kz, rounding: { ...kz.rounding, paymentDecimals: { ...kz.rounding.paymentDecimals, value: 0 } } };
    const found = assess({}, [correct('f', 'customs_value', '5621655.05')], { ...law, pack });
    expect(found.lines.map((l) => l.audited)).toEqual(['562166.00', '992611.00']);
    expect(found.lines[0]?.exact).toBe('562165.505');
  });
});

describe('what cannot be computed is named', () => {
  test.each([
    ['no rate of the day', { duty_rate: '0.5 EUR/kg', net_g: 1000 }, 'duty_rate', '0.6 EUR/kg', 'assess.problem.exchangeMissing'],
    ['no quantity', { duty_rate: '0.5 EUR/l' }, 'duty_rate', '0.6 KZT/l', 'assess.problem.quantityMissing'],
    ['no value', { customs_value_minor: null }, 'duty_rate', '5%', 'assess.problem.valueMissing'],
    ['no duty rate', { duty_rate: null, duty_amount_minor: null }, 'customs_value', '1.00', 'assess.problem.rateMissing'],
    ['an unreadable rate', { duty_rate: 'see note' }, 'customs_value', '1.00', 'assess.problem.rateUnreadable'],
    [
      'a rate that does not follow',
      { duty_rate: null, duty_amount_minor: 12_345_678 },
      'customs_value',
      '1.00',
      'assess.problem.rateMissing',
    ],
  ] as const)('%s', (...[, cells, component, audited, key]) => {
    const found = assess(cells, [correct('f', component, audited)], lawWithoutRates);
    const said = JSON.stringify(found.problems);
    expect(said).toContain('assess.problem.ofTax');
    expect(said).toContain(key);
    expect(found.lines.filter((l) => l.tax === 'duty')).toEqual([]);
    expect(total(found, 'f')).toBe('0.00');
  });

  test('a row that is not in the books, and a code without its rate', () => {
    expect(problems(assess({}, [correct('f', 'hs_code', '8518210000')]))).toEqual(['assess.problem.rateNotStated']);
    expect(problems(assessCase(new Map(), [correct('f', 'duty_rate', '5%')], law) as ReturnType<typeof assess>)).toEqual([
      'assess.problem.rowMissing',
    ]);
  });

  test('an amount that the file leaves out is computed from its own rate, and this is said', () => {
    const found = assess({ duty_amount_minor: null, vat_amount_minor: null, vat_rate: null }, [
      correct('f', 'customs_value', '5621655.00'),
    ]);
    expect(found.underpaid).toBe('184548.78');
    expect(problems(found)).toEqual(['assess.problem.declaredComputed', 'assess.problem.declaredComputed']);
  });

  test('a rate that the file leaves out follows from amount and base when exactly one does', () => {
    expect(derivedPercent(495_300_000n, 49_530_000n)).toBe('10.00');
    expect(derivedPercent(10_001n, 556n)).toBe('5.56');
    expect(derivedPercent(100_000n, 5_555n)).toBeNull();
    expect(derivedPercent(1_000_000_000n, 5_555n)).toBeNull();
    expect(derivedPercent(100n, 5n)).toBe('5.00');
    expect(derivedPercent(30n, 1n)).toBeNull();
    expect(derivedPercent(0n, 0n)).toBeNull();
    expect(assess({ duty_rate: null }, [correct('f', 'customs_value', '5621655.00')]).lines[0]).toMatchObject({
      declaredRate: '10%',
      audited: '562165.50',
    });
  });

  test('a pack without VAT names the missing rate instead of charging nothing', () => {
    const found = assess({ vat_rate: null, vat_amount_minor: null }, [correct('f', 'customs_value', '1.00')], {
      ...lawWithoutRates,
      pack: generic,
    });
    expect(JSON.stringify(found.problems)).toContain('assess.problem.rateMissing');
  });

  test('days on which two declarations state different rates have none', () => {
    const stated = (rateE8: bigint) => ({ day: '2026-01-05' as Day, currency: 'EUR', rateE8, unit: 1n });
    expect(ratesOf([stated(5n), stated(5n)])('EUR', '2026-01-05' as Day)).toEqual({ rateE8: 5n, unit: 1n });
    expect(ratesOf([stated(5n), { ...stated(50n), unit: 10n }])('EUR', '2026-01-05' as Day)).not.toBeNull();
    expect(ratesOf([stated(5n), stated(6n)])('EUR', '2026-01-05' as Day)).toBeNull();
  });
});

describe('audited values', () => {
  test.each([
    ['customs_value', '1.001'],
    ['customs_value', '-1.00'],
    ['customs_value', 'much'],
    ['customs_value', '90071992547409.92'],
    ['hs_code', '851821'],
    ['hs_code', '85182100AB'],
    ['origin', 'China'],
    ['qty', '-5'],
    ['qty', '5 parsec'],
    ['duty_rate', 'ten'],
    ['relief', 'everything'],
  ] as const)('%s cannot be “%s”', (component, audited) => {
    expect(readAudited(component, audited, kz)).toBeNull();
    expect(() => checkCorrection({ component, audited }, kz)).toThrow(Refused);
  });

  test('a longer code is allowed where the pack says so', () => {
    expect(readAudited('hs_code', '85182100', generic)).not.toBeNull();
  });
});

describe('the calculation in words', () => {
  test('has the figures put in, in three languages', () => {
    const found = assess({}, [correct('f', 'customs_value', '5621655.00')]);
    const vat = found.lines[1];
    if (vat === undefined) throw new Error('no line');
    expect(sayIn('en')(vat.formula).replaceAll('\u202f', ' ')).toBe(
      '(customs value 5 621 655.00 KZT + duty 562 165.50 KZT + customs fee 20 000.00 KZT) × 16 % = 992 611.28 KZT',
    );
    expect(sayIn('ru')(vat.formula)).toContain('таможенная стоимость');
    expect(sayIn('kk')(vat.formula)).toContain('кедендік құн');
  });

  test('shows both counts of a mixed rate', () => {
    const found = assess({ duty_rate: '10% min 0.4 EUR/kg', net_g: 1_500_000, duty_amount_minor: 1 }, [
      correct('f', 'customs_value', '2000000.00'),
    ]);
    const duty = found.lines[0];
    if (duty === undefined) throw new Error('no line');
    expect(sayIn('en')(duty.formula).replaceAll('\u202f', ' ')).toBe(
      'the greater of 2 000 000.00 KZT × 10 % = 200 000.00 KZT and 1 500 kg × 0.4 EUR/1 kg × 540.15 = 324 090.00 KZT = 324 090.00 KZT',
    );
  });
});
