import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assessCase } from '../../domain/assessment/assess-case.ts';
import type { Correction } from '../../domain/assessment/components.ts';
import { correctionKey, whatIf } from '../../domain/assessment/what-if.ts';
import { law, line } from '../helpers/lines.ts';

const lines = new Map([
  ['a', line({}, 'a')],
  ['b', line({ item_no: 2 }, 'b')],
]);
const value = (finding: string, row: string, audited: string): Correction => ({ finding, row, component: 'customs_value', audited });
const rate = (finding: string, row: string, audited: string): Correction => ({ finding, row, component: 'duty_rate', audited });
const corrections = [value('f1', 'a', '5621655.00'), rate('f2', 'a', '15%'), value('f3', 'b', '4000000.00')];
const weigh = (...dropped: readonly string[]) => whatIf(lines, corrections, { dropped: new Set(dropped), law });

describe('what if', () => {
  test('with nothing dropped it is the assessment of the case', () => {
    const told = weigh();
    const { underpaid, overpaid, totals } = assessCase(lines, corrections, law);
    expect(told.now).toEqual({ underpaid, overpaid, totals });
    expect(told.then).toEqual(told.now);
    expect(told.change).toEqual({ underpaid: '0.00', overpaid: '0.00' });
  });

  test('a dropped finding falls with all its corrections, a dropped correction alone', () => {
    const alone = assessCase(lines, corrections.slice(1), law);
    expect(weigh('f1').then).toMatchObject({ underpaid: alone.underpaid, overpaid: alone.overpaid });
    expect(weigh('f1/a/customs_value').then).toEqual(weigh('f1').then);
    expect(weigh('f1').corrections.map(({ accepted }) => accepted)).toEqual([false, true, true]);
  });

  test('what a correction is worth is what turning it round would change, as it stands beside the others', () => {
    for (const dropped of [[], ['f1'], ['f2'], ['f1', 'f3']]) {
      const told = weigh(...dropped);
      for (const one of told.corrections) {
        const turned = one.accepted ? [...dropped, one.key] : dropped.filter((key) => key !== one.finding && key !== one.key);
        const after = weigh(...turned).then;
        const change = Number(after.underpaid) - Number(told.then.underpaid);
        expect(Number(one.turn.underpaid)).toBeCloseTo(change, 2);
      }
    }
  });

  test('over-payments are never set against what is owed', () => {
    expect(Number(weigh().then.overpaid)).toBeGreaterThan(0);
    expect(weigh('f3').then.overpaid).toBe('0.00');
    expect(weigh('f3').then.underpaid).toBe(weigh().then.underpaid);
  });

  test('dropping all leaves nothing owed, in whatever order they fall', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(corrections.map(correctionKey)), (dropped) => {
        const told = weigh(...dropped);
        expect(weigh(...dropped.toReversed()).then).toEqual(told.then);
        if (dropped.length === corrections.length) expect(told.then).toEqual({ totals: [], underpaid: '0.00', overpaid: '0.00' });
      }),
    );
  });
});
