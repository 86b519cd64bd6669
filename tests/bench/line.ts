import { median, rounded } from './figures.ts';
import type { Unit } from './figures.ts';

/** What a figure may be at most: times the reference, or in its own unit. */
export type Budget = { readonly ratio: number } | { readonly most: number };

/** One line of the result. Medians; the ratio is the median of the ratios of each repetition, so that both had the same machine. */
export type Line = {
  readonly name: string;
  readonly what: string;
  readonly unit: Unit;
  readonly value: number;
  readonly reference: { readonly what: string; readonly value: number } | null;
  /** processor time, ms, where it could be asked: other programs on the machine disturb it less */
  readonly cpu: number | null;
  readonly ratio: number | null;
  /** the same of processor time, where both sides could be asked */
  readonly cpuRatio: number | null;
  readonly budget: Budget | null;
  readonly met: boolean | null;
  readonly samples: readonly number[];
  readonly notes: string;
};

/** One repetition. @property cpu milliseconds of processor time */
export type Sample = { readonly value: number; readonly cpu?: number | null };

export type Measured = {
  readonly name: string;
  readonly what: string;
  readonly unit?: Unit;
  readonly samples: readonly Sample[];
  readonly reference?: { readonly what: string; readonly samples: readonly Sample[] } | null;
  readonly budget?: Budget;
  readonly notes?: string;
};

const ratiosOf = (of: readonly (number | null | undefined)[], by: readonly (number | null | undefined)[]): number[] =>
  of.flatMap((value, i) => (typeof value === 'number' && typeof by[i] === 'number' && by[i] > 0 ? [value / by[i]] : []));

const medianOrNull = (values: readonly number[]): number | null => (values.length === 0 ? null : rounded(median(values)));

function isMet(budget: Budget, value: number, ratio: number | null): boolean | null {
  if ('most' in budget) return value <= budget.most;
  return ratio === null ? null : ratio <= budget.ratio;
}

export function lineOf({ name, what, unit = 'ms', samples, reference, budget, notes = '' }: Measured): Line {
  const by = reference?.samples ?? [];
  const value = rounded(median(samples.map((s) => s.value)));
  const ratio = medianOrNull(
    ratiosOf(
      samples.map((s) => s.value),
      by.map((s) => s.value),
    ),
  );
  const cpuRatio = medianOrNull(
    ratiosOf(
      samples.map((s) => s.cpu),
      by.map((s) => s.cpu),
    ),
  );
  return {
    name,
    what,
    unit,
    value,
    reference: reference && by.length > 0 ? { what: reference.what, value: rounded(median(by.map((s) => s.value))) } : null,
    cpu: medianOrNull(samples.flatMap((s) => s.cpu ?? [])),
    ratio,
    cpuRatio,
    budget: budget ?? null,
    met: budget === undefined ? null : isMet(budget, value, ratio),
    samples: samples.map((s) => rounded(s.value)),
    notes,
  };
}
