import { words } from '../../model/words.ts';
import { apportion } from '../../money/apportion.ts';
import { decimalToScaled } from '../../money/decimal.ts';
import { compare, multiply, ratio } from '../../money/ratio.ts';
import { nationalDigits } from '../../packs/currency.ts';
import type { Hit, JudgeInput, SuggestedCorrection } from '../audit-test.ts';
import { paramRatio, paramText } from '../params.ts';
import { scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { inRank, mostKeys } from '../row-groups.ts';
import { nationalMoney, numberCells } from '../row-reading.ts';
import type { Paper } from './carriage.ts';

/** Whether what is missing goes beyond both limits. @param of the amount of which `tolPercent` is allowed */
export function goesBeyond({ params, pack }: JudgeInput, missing: bigint, of: bigint): boolean {
  const [absolute, share] = [decimalToScaled(paramText(params, 'tolAbs'), nationalDigits(pack)) ?? 0n, paramRatio(params, 'tolPercent')];
  return missing > absolute && compare(ratio(missing * 100n), multiply(share, ratio(of))) > 0;
}

/** Limits of the tests that hold paid additions against declared ones. */
export const additionLimits = [
  { name: 'tolAbs', type: 'decimal', value: '0', atLeast: '0', atMost: '1000000000' },
  { name: 'tolPercent', type: 'decimal', value: '1', atLeast: '0', atMost: '100' },
] as const;

/**
 * Audited customs value of each line: its own, and its share of what is missing by the weights (largest remainder, vector E7).
 * @returns null where a line states no value, or nothing to divide by
 */
export function raisedValues(input: JudgeInput, at: readonly number[], missing: bigint): readonly bigint[] | null {
  const [value, gross] = [numberCells(input.rows, 'customs_value_minor'), numberCells(input.rows, 'gross_g')];
  const values = at.map((i) => value(i));
  if (values.some((one) => one === null || one < 0)) return null;
  const weights = at.map((i) => BigInt(gross(i) ?? 0));
  const by = weights.some((w) => w <= 0n) ? values.map((one) => BigInt(one ?? 0)) : weights;
  if (by.some((w) => w < 0n) || by.every((w) => w === 0n)) return null;
  const shares = apportion(missing, by);
  return values.map((one, i) => BigInt(one ?? 0) + (shares[i] ?? 0n));
}

export type Missing = {
  readonly reg: string;
  readonly at: readonly number[];
  readonly papers: readonly Paper[];
  readonly paid: bigint;
  readonly declared: bigint;
  readonly incoterm: string;
};

/** The hit of a declaration whose additions are below what was paid. @param test V03 or V05 @param boxes rows of the boxes concerned */
export function missingHit(input: JudgeInput, test: string, one: Missing, boxes: readonly string[]): RankedHit {
  const { rows, also, pack } = input;
  const money = nationalMoney(pack);
  const freight = also['freight'];
  const first = one.at[0] ?? 0;
  const missing = one.paid - one.declared;
  const raised = raisedValues(input, one.at, missing);
  const papers =
    freight === undefined
      ? []
      : inRank(
          freight,
          one.papers.map(({ row }) => row),
        ).map(freight.nameOf);
  return {
    rank: rows.rank[first] ?? 0,
    hit: {
      key: rows.nameOf(first),
      keys: [...one.at.slice(0, mostKeys).map(rows.nameOf), ...papers.slice(0, mostKeys), ...boxes.slice(0, mostKeys)],
      score: scoreOf(one.declared === 0n ? 85 : 50 + Number((missing * 40n) / one.paid)),
      measures: {
        linked_by: one.papers.every(({ by }) => by === 'confirmed') ? 'confirmed' : 'number',
        currency: pack.nationalCurrency,
        paid: money.text(one.paid),
        declared: money.text(one.declared),
        difference: money.text(missing),
        lines: String(one.at.length),
        ...(raised === null ? {} : { audited_values: raised.map(money.text).join(' ') }),
      },
      explanation: words(one.declared === 0n ? `test.${test}.hit.none` : `test.${test}.hit.less`, {
        declaration: one.reg,
        incoterm: one.incoterm === '' ? '—' : one.incoterm,
        paid: money.arg(one.paid),
        declared: money.arg(one.declared),
        missing: money.arg(missing),
      }),
    },
  };
}

/** The customs values that the hit states, line by line; none where the hit names fewer lines than it has. */
export function suggestRaised({ keys, measures }: Hit): readonly SuggestedCorrection[] {
  const audited = (measures['audited_values'] ?? '').split(' ').filter((text) => text !== '');
  if (audited.length > mostKeys) return [];
  return audited.flatMap((value, i) => {
    const row = keys[i];
    return row === undefined ? [] : [{ row, component: 'customs_value' as const, audited: value }];
  });
}
