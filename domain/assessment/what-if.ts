import type { Decimal } from '../model/scalars.ts';
import { decimalToScaled, scaledToDecimal } from '../money/decimal.ts';
import { nationalDigits } from '../packs/currency.ts';
import type { Law } from './amounts.ts';
import { assessCase } from './assess-case.ts';
import type { CaseAssessment } from './assess-case.ts';
import type { Correction } from './components.ts';
import type { DeclaredLine } from './declared-line.ts';

/** What a case comes to. */
export type Sums = Pick<CaseAssessment, 'totals' | 'underpaid' | 'overpaid'>;

/**
 * A correction in a what-if. @property accepted it counts in `then`
 * @property turn what turning it round would add to what is underpaid and to what is overpaid, the others staying as they are
 */
export type Weighed = Correction & {
  readonly key: string;
  readonly accepted: boolean;
  readonly turn: { readonly underpaid: Decimal; readonly overpaid: Decimal };
};

export type WhatIf = {
  readonly now: Sums;
  readonly then: Sums;
  readonly change: { readonly underpaid: Decimal; readonly overpaid: Decimal };
  readonly corrections: readonly Weighed[];
};

/** Names a correction: its finding, row and component. */
export const correctionKey = ({ finding, row, component }: Correction): string => `${finding}/${row}/${component}`;

const sumsOf = ({ totals, underpaid, overpaid }: CaseAssessment): Sums => ({ totals, underpaid, overpaid });

/**
 * The assessment with some corrections dropped, beside the one with all of them. Corrections of one line compose, so what one of them is worth
 * depends on which others stand: it is computed, never subtracted.
 * @param dropped keys of corrections, or ids of findings whose corrections all fall
 */
export function whatIf(
  lines: ReadonlyMap<string, DeclaredLine>,
  corrections: readonly Correction[],
  of: { readonly dropped: ReadonlySet<string>; readonly law: Law },
): WhatIf {
  const { dropped, law } = of;
  const digits = nationalDigits(law.pack);
  const minor = (text: Decimal): bigint => decimalToScaled(text, digits) ?? 0n;
  const differ = (a: Sums, b: Sums): WhatIf['change'] => ({
    underpaid: scaledToDecimal(minor(b.underpaid) - minor(a.underpaid), digits),
    overpaid: scaledToDecimal(minor(b.overpaid) - minor(a.overpaid), digits),
  });
  const isAccepted = (one: Correction): boolean => !dropped.has(one.finding) && !dropped.has(correctionKey(one));
  const assess = (some: readonly Correction[]): Sums => sumsOf(assessCase(lines, some, law));
  const now = assess(corrections);
  const then = assess(corrections.filter(isAccepted));
  const byRow = Map.groupBy(corrections, ({ row }) => row);
  const standing = new Map([...byRow].map(([row, some]) => [row, assess(some.filter(isAccepted))]));
  return {
    now,
    then,
    change: differ(now, then),
    corrections: corrections.map((one) => {
      const accepted = isAccepted(one);
      const others = (byRow.get(one.row) ?? []).filter((other) => (other === one ? !accepted : isAccepted(other)));
      return { ...one, key: correctionKey(one), accepted, turn: differ(standing.get(one.row) ?? now, assess(others)) };
    }),
  };
}
