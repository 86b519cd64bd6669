import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Refused } from '../../domain/model/refused.ts';
import type { Decimal } from '../../domain/model/scalars.ts';
import { auditeeRisk } from '../../domain/risk/auditee.ts';

const d = (text: string): Decimal => text as Decimal;
const of = (weights: readonly string[], scores: readonly string[]) =>
  weights.map((weight, i) => ({ id: `i${i}`, weight: d(weight), score: d(scores[i] ?? '1') }));
const usual = ['0.20', '0.15', '0.25', '0.10', '0.10', '0.20'];

describe('risk of an auditee', () => {
  test('likelihood 4.00 and impact 4 give 16.00, 64.0 of 100: high', () => {
    const told = auditeeRisk(of(usual, ['4', '3', '5', '1', '4', '5']), d('4'));
    expect(told).toMatchObject({ likelihood: '4.00', risk: '16.00', of100: '64.0', band: 'high' });
    expect(told.contributions.map(({ adds }) => adds)).toEqual(['0.8000', '0.4500', '1.2500', '0.1000', '0.4000', '1.0000']);
  });

  test.each([
    ['1.74', '4', 'low'],
    ['1.75', '4', 'medium'],
    ['3.24', '4', 'medium'],
    ['3.25', '4', 'high'],
    ['5', '5', 'high'],
    ['1', '1', 'low'],
  ])('likelihood %s × impact %s is %s: the bands begin at 7 and 13 exactly', (score, impact, band) => {
    expect(auditeeRisk(of(['1'], [score]), d(impact)).band).toBe(band);
  });

  test.each([
    [['0.5'], ['3'], '3'],
    [['1.1', '-0.1'], ['3', '3'], '3'],
    [['1'], ['0.99'], '3'],
    [['1'], ['5.01'], '3'],
    [['1'], ['3'], '6'],
    [[], [], '3'],
  ])('weights %j with scores %j and impact %s are refused', (weights, scores, impact) => {
    expect(() => auditeeRisk(of(weights, scores), d(impact))).toThrow(
      expect.objectContaining({ code: 'value_invalid' } satisfies Partial<Refused>),
    );
  });

  test('contributions add up to the likelihood, and no indicator can lower the risk by rising', () => {
    const score = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.array(score, { minLength: 6, maxLength: 6 }), score, fc.nat(5), (scores, impact, at) => {
        const told = auditeeRisk(of(usual, scores.map(String)), d(String(impact)));
        const sum = told.contributions.reduce((all, { adds }) => all + Math.round(Number(adds) * 10_000), 0);
        expect(sum).toBe(Math.round(Number(told.likelihood) * 10_000));
        const more = auditeeRisk(
          of(
            usual,
            scores.map((s, i) => String(i === at ? Math.min(5, s + 1) : s)),
          ),
          d(String(impact)),
        );
        expect(Number(more.risk)).toBeGreaterThanOrEqual(Number(told.risk));
      }),
    );
  });
});
