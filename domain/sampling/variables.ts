import { Refused } from '../model/refused.ts';
import { confidenceOf, countOf, numberOf } from './confidence.ts';
import { studentQuantile } from './distributions.ts';

/** One examined item, both in units of one currency. */
export type Examined = { readonly declared: number; readonly audited: number };

/** @property population items in the frame @property total declared amount of the frame */
export type Frame = { readonly population: number; readonly total: number };

/**
 * What an error in the sample says about the frame.
 * @property lower one-sided limit at the confidence level
 * @property precision half the width over the estimate, absolute; null where nothing was estimated
 * @property project the estimate itself when precise enough, else its lower limit, else nothing
 */
export type Estimate = {
  readonly estimate: number;
  readonly standardError: number;
  readonly t: number;
  readonly lower: number;
  readonly precision: number | null;
  readonly project: 'point' | 'lower' | 'none';
};

/** The estimate itself is projected only with a relative precision of at most this (reference/domain.md §4.3; a pack may say otherwise). */
export const usualPrecision = 0.1;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

type Spread = { readonly estimate: number; readonly deviations: readonly number[]; readonly population: number; readonly cl: string };

function estimated({ estimate, deviations, population, cl }: Spread, most: number): Estimate {
  const n = deviations.length;
  const spread = Math.sqrt(sum(deviations.map((d) => d * d)) / (n - 1));
  const standardError = (population * spread * Math.sqrt(1 - n / population)) / Math.sqrt(n);
  const t = studentQuantile(numberOf(confidenceOf(cl)), n - 1);
  const half = t * standardError;
  // an over-payment is bounded from its own side: towards zero
  const lower = estimate < 0 ? estimate + half : estimate - half;
  const precision = estimate === 0 ? null : half / Math.abs(estimate);
  const beyondZero = estimate < 0 ? lower >= 0 : lower <= 0;
  return {
    estimate,
    standardError,
    t,
    lower,
    precision,
    project: precision === null || beyondZero ? 'none' : precision <= most ? 'point' : 'lower',
  };
}

function checked(items: readonly Examined[], { population }: Frame): void {
  if (items.length < 2) throw new Refused({ code: 'sample_invalid', at: 'items' });
  if (countOf(population, 'population') < items.length) throw new Refused({ code: 'sample_invalid', at: 'population' });
  if (items.some(({ declared, audited }) => !Number.isFinite(declared) || !Number.isFinite(audited)))
    throw new Refused({ code: 'sample_invalid', at: 'items' });
}

/** Mean difference times the number of items. @param cl one-sided, decimal text */
export function differenceEstimate(items: readonly Examined[], frame: Frame, cl: string, most = usualPrecision): Estimate {
  checked(items, frame);
  const differences = items.map(({ declared, audited }) => audited - declared);
  const mean = sum(differences) / items.length;
  const { population } = frame;
  return estimated({ estimate: population * mean, deviations: differences.map((d) => d - mean), population, cl }, most);
}

/** Error per unit of declared amount times the declared amount of the frame. @throws Refused sample_invalid when nothing was declared */
export function ratioEstimate(
  items: readonly Examined[],
  frame: Frame,
  cl: string,
  most = usualPrecision,
): Estimate & { readonly ratio: number } {
  checked(items, frame);
  const declared = sum(items.map((item) => item.declared));
  if (declared === 0) throw new Refused({ code: 'sample_invalid', at: 'declared' });
  const ratio = sum(items.map((item) => item.audited - item.declared)) / declared;
  const deviations = items.map((item) => item.audited - item.declared - ratio * item.declared);
  const { population, total } = frame;
  return { ...estimated({ estimate: ratio * total, deviations, population, cl }, most), ratio };
}
