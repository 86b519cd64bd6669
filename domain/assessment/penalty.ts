import { addMonths } from '../calendar/day.ts';
import { Refused } from '../model/refused.ts';
import type { Day, Decimal } from '../model/scalars.ts';
import { divide, multiply, ratio, ratioOfDecimal, roundRatio } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';

/** L1 clerical, L2 negligence with loss of revenue, L3 gross negligence or a false document, L4 suspected fraud. */
export type OffenceLevel = 'L1' | 'L2' | 'L3' | 'L4';

/** Percent of the shortfall, or a warning without an amount. */
export type PenaltyStep = Decimal | 'warning';

/**
 * A graduated table: per level what the first, second, and every later offence costs.
 * @property lookBackMonths counted backwards from the day of the offence @property sameBy which earlier offences count
 * @property factors what each circumstance multiplies the amount by, `voluntaryDisclosure: '0.5'`
 * @property least @property most minor units, where the table sets them
 */
export type PenaltyTable = {
  readonly steps: Readonly<Partial<Record<OffenceLevel, readonly PenaltyStep[]>>>;
  readonly lookBackMonths: number;
  readonly sameBy: 'code' | 'level';
  readonly factors: Readonly<Record<string, Decimal>>;
  readonly least?: bigint;
  readonly most?: bigint;
};

/** An offence that was decided. @property final no appeal is possible any more @property annulled lifted on appeal: it never counts */
export type PastOffence = {
  readonly id: string;
  readonly code: string;
  readonly level: OffenceLevel;
  readonly decided: Day;
  readonly final: boolean;
  readonly annulled: boolean;
};

/** @property shortfall minor units @property circumstances names of the table's factors that apply */
export type Offence = {
  readonly code: string;
  readonly level: OffenceLevel;
  readonly day: Day;
  readonly shortfall: bigint;
  readonly circumstances: readonly string[];
};

/** `referral`: the app names no amount, the authority decides. */
export type Penalty =
  | { readonly mode: 'referral'; readonly occurrence: number; readonly counted: readonly string[] }
  | {
      readonly mode: 'amount';
      readonly occurrence: number;
      readonly counted: readonly string[];
      readonly step: PenaltyStep;
      /** minor units */
      readonly amount: bigint;
      readonly bounded: 'least' | 'most' | null;
    };

/** Offences that make this one a later one: final, not annulled, of the same kind, decided within the look-back, both its ends counted. */
export function countedOffences(
  offence: Offence,
  history: readonly PastOffence[],
  table: Pick<PenaltyTable, 'lookBackMonths' | 'sameBy'>,
): readonly PastOffence[] {
  const from = addMonths(offence.day, -table.lookBackMonths);
  const same = (past: PastOffence): boolean => (table.sameBy === 'code' ? past.code === offence.code : past.level === offence.level);
  return history.filter((past) => past.final && !past.annulled && same(past) && past.decided >= from && past.decided <= offence.day);
}

function factorOf(table: PenaltyTable, circumstances: readonly string[]): Ratio {
  return circumstances.reduce((all, name) => {
    const factor = table.factors[name];
    if (factor === undefined) throw new Refused({ code: 'value_invalid', at: name });
    return multiply(all, ratioOfDecimal(factor));
  }, ratio(1n));
}

function bounded(amount: bigint, { least, most }: PenaltyTable): { readonly amount: bigint; readonly bounded: 'least' | 'most' | null } {
  if (most !== undefined && amount > most) return { amount: most, bounded: 'most' };
  if (least !== undefined && amount < least) return { amount: least, bounded: 'least' };
  return { amount, bounded: null };
}

/**
 * What an offence costs under a graduated table: a percentage of the shortfall that rises with the offences before it.
 * @throws Refused value_invalid for a negative shortfall, an unknown circumstance, or a level that the table does not know
 * @source reference/domain.md §5.4; the kz pack ships without a table: `referral` (domain-corrections 10)
 */
export function penaltyFor(offence: Offence, history: readonly PastOffence[], table: PenaltyTable | null): Penalty {
  if (offence.shortfall < 0n) throw new Refused({ code: 'value_invalid', at: 'shortfall' });
  const past = table === null ? [] : countedOffences(offence, history, table);
  const [occurrence, counted] = [past.length + 1, past.map(({ id }) => id)];
  if (table === null || offence.level === 'L4') return { mode: 'referral', occurrence, counted };
  const steps = table.steps[offence.level] ?? [];
  const step = steps[Math.min(occurrence, steps.length) - 1];
  if (step === undefined) throw new Refused({ code: 'value_invalid', at: offence.level });
  if (step === 'warning') return { mode: 'amount', occurrence, counted, step, amount: 0n, bounded: null };
  const share = multiply(divide(ratioOfDecimal(step), ratio(100n)), factorOf(table, offence.circumstances));
  const amount = roundRatio(multiply(ratio(offence.shortfall), share));
  return { mode: 'amount', occurrence, counted, step, ...bounded(amount, table) };
}
