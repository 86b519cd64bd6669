import { scaledToDecimal } from '../money/decimal.ts';
import { ratioOfDecimal } from '../money/ratio.ts';
import { acceptedWith, lowerRate, mostBad, upperRate } from './attribute.ts';
import { numberOf } from './confidence.ts';
import type { Direction, SampleDesign, SampleParams, Scale } from './design.ts';
import { studentQuantile } from './distributions.ts';
import type { DrawnItem } from './draw.ts';
import { stringerBound } from './stringer.ts';
import { differenceEstimate, ratioEstimate } from './variables.ts';
import type { Estimate } from './variables.ts';

/** What was found about an item. @property audited scaled units; null where nothing was measured */
export type ItemResult = {
  readonly key: string;
  readonly state: 'examined' | 'unexaminable';
  readonly audited: bigint | null;
  readonly deviation: boolean;
};

export const decisions = ['accept', 'extend', 'examineAll', 'stopAndCorrect'] as const;
export type Decision = (typeof decisions)[number];

export type EvaluationWarning =
  | 'not_all_examined'
  | 'unexaminable'
  | 'taint_above_one'
  | 'few_errors'
  | 'understatement_bound'
  | 'not_projectable';

/** Figures by name as decimal text or counts; what a person may decide from them. */
export type Evaluation = {
  readonly figures: Readonly<Record<string, string | number | null>>;
  readonly warnings: readonly EvaluationWarning[];
  readonly suggested: Decision;
};

export type Evaluated = {
  readonly params: SampleParams;
  readonly design: SampleDesign;
  readonly scale: Scale;
  readonly items: readonly DrawnItem[];
  readonly results: readonly ItemResult[];
  /** items of the frame that could be drawn, and what they come to */
  readonly population: number;
  readonly total: bigint;
};

type Examined = { readonly item: DrawnItem; readonly result: ItemResult };

/** Items with a result. Those without one are not examined yet: nothing is said of them. */
function examinedOf({ items, results }: Evaluated): readonly Examined[] {
  const byKey = new Map(results.map((result) => [result.key, result]));
  return items.flatMap((item) => {
    const result = byKey.get(item.key);
    return result === undefined ? [] : [{ item, result }];
  });
}

const text = (value: number, { digits }: Scale): string => scaledToDecimal(BigInt(Math.round(value)), digits);

function common(
  of: Evaluated,
  examined: readonly Examined[],
): { readonly figures: Evaluation['figures']; readonly warnings: readonly EvaluationWarning[] } {
  const missing = examined.filter(({ result }) => result.state === 'unexaminable').length;
  return {
    figures: { items: of.items.length, examined: examined.length, unexaminable: missing },
    warnings: [
      ...(examined.length < of.items.length ? (['not_all_examined'] as const) : []),
      ...(missing > 0 ? (['unexaminable'] as const) : []),
    ],
  };
}

/** An item that cannot be examined counts as a deviation (reference/domain.md §4.5). */
const deviates = ({ result }: Examined): boolean => result.state === 'unexaminable' || result.deviation;

function attributeEvaluation(of: Evaluated): Evaluation {
  const all = examinedOf(of);
  const { figures, warnings } = common(of, all);
  const drawn = all.filter(({ item }) => item.why === 'drawn');
  const certain = all.filter(({ item }) => item.why === 'certain').filter(deviates).length;
  const [n, k] = [drawn.length, drawn.filter(deviates).length];
  const accepted = n === 0 ? 0 : acceptedWith(n, of.params.expected);
  const rest = of.population - of.design.certain;
  const upper = n === 0 ? 1 : upperRate({ n, k }, of.params.cl);
  const tolerable = numberOf(ratioOfDecimal(of.params.tolerable));
  const most = n === 0 ? rest : mostBad({ n, k }, Math.max(rest, n), of.params.cl);
  const within = of.params.distribution === 'hypergeometric' ? most <= tolerable * rest : upper <= tolerable;
  return {
    figures: {
      ...figures,
      drawn: n,
      deviations: k,
      certainDeviations: certain,
      accepted,
      rate: n === 0 ? null : (k / n).toFixed(6),
      upper: upper.toFixed(6),
      lower: n === 0 ? null : lowerRate({ n, k }, of.params.cl).toFixed(6),
      tolerable: of.params.tolerable,
      mostDeviating: most,
    },
    warnings,
    suggested: suggestion({ done: all.length === of.items.length, within, hopeless: n > 0 && k / n > tolerable }),
  };
}

const suggestion = (of: { readonly done: boolean; readonly within: boolean; readonly hopeless: boolean }): Decision =>
  of.within ? (of.done ? 'accept' : 'extend') : of.hopeless ? 'examineAll' : 'extend';

/** Error of an item in one direction, scaled units; an item that cannot be examined is wrong as a whole. */
function errorOf({ item, result }: Examined, direction: Direction): bigint {
  const book = item.size ?? 0n;
  if (result.state === 'unexaminable') return book;
  if (result.audited === null) return 0n;
  const error = direction === 'overstatement' ? book - result.audited : result.audited - book;
  return error > 0n ? error : 0n;
}

type Side = {
  readonly figures: Evaluation['figures'];
  readonly upper: number;
  readonly likely: number;
  readonly capped: boolean;
  readonly errors: number;
};

function boundOf(of: Evaluated, examined: readonly Examined[], direction: Direction): Side {
  const interval = Number(of.design.interval ?? '0');
  const top = examined.filter(({ item }) => item.why === 'certain').reduce((sum, one) => sum + errorOf(one, direction), 0n);
  const drawn = examined.filter(({ item }) => item.why === 'drawn');
  const taints = drawn.map((one) => Number(errorOf(one, direction)) / Number(one.item.size ?? 1n)).filter((taint) => taint > 0);
  const bound = stringerBound({ interval, cl: of.params.cl, taints, top: Number(top) });
  const say = (value: number): string => text(value, of.scale);
  const name = direction === 'overstatement' ? 'over' : 'under';
  return {
    figures: {
      [`${name}Errors`]: taints.length,
      [`${name}Basic`]: say(bound.basic),
      [`${name}Projected`]: say(bound.projected),
      [`${name}Incremental`]: say(bound.incremental),
      [`${name}Certain`]: say(bound.top),
      [`${name}MostLikely`]: say(bound.mostLikely),
      [`${name}Upper`]: say(bound.upper),
    },
    upper: bound.upper,
    likely: bound.mostLikely,
    capped: bound.warnings.length > 0,
    errors: taints.length,
  };
}

/** Both directions are bounded, each by itself: what was declared too much excuses nothing that was declared too little. */
function unitEvaluation(of: Evaluated): Evaluation {
  const all = examinedOf(of);
  const { figures, warnings } = common(of, all);
  const [under, over] = [boundOf(of, all, 'understatement'), boundOf(of, all, 'overstatement')];
  const tested = of.params.direction === 'understatement' ? under : over;
  const tolerable = numberOf(ratioOfDecimal(of.params.tolerable)) * 10 ** of.scale.digits;
  return {
    figures: { ...figures, ...under.figures, ...over.figures, tolerable: of.params.tolerable },
    warnings: [
      ...warnings,
      ...(under.capped || over.capped ? (['taint_above_one'] as const) : []),
      ...(of.params.direction === 'understatement' ? (['understatement_bound'] as const) : []),
    ],
    suggested: suggestion({ done: all.length === of.items.length, within: tested.upper <= tolerable, hopeless: tested.likely > tolerable }),
  };
}

type Measured = { readonly declared: number; readonly audited: number };

const measured = (examined: readonly Examined[]): readonly Measured[] =>
  examined.map(({ item, result }) => {
    const declared = Number(item.size ?? 0n);
    // nothing was proved of an item without documents: the declared amount falls away
    return { declared, audited: result.state === 'unexaminable' ? 0 : Number(result.audited ?? item.size ?? 0n) };
  });

const estimateFigures = (name: string, one: Estimate, scale: Scale): Evaluation['figures'] => ({
  [`${name}Estimate`]: text(one.estimate, scale),
  [`${name}StandardError`]: text(one.standardError, scale),
  [`${name}Lower`]: text(one.lower, scale),
  [`${name}Precision`]: one.precision === null ? null : one.precision.toFixed(6),
  [`${name}Project`]: one.project,
});

type Stratum = { readonly items: readonly Measured[]; readonly population: number };

/** Strata estimated apart and added up; degrees of freedom: items less strata. */
function stratifiedEstimate(strata: readonly Stratum[], cl: string): Estimate {
  const parts = strata.map(({ items, population }) => differenceEstimate(items, { population, total: 0 }, cl));
  const estimate = parts.reduce((sum, part) => sum + part.estimate, 0);
  const standardError = Math.sqrt(parts.reduce((sum, part) => sum + part.standardError ** 2, 0));
  const n = strata.reduce((sum, { items }) => sum + items.length, 0);
  const t = studentQuantile(Number(cl), Math.max(1, n - strata.length));
  const half = t * standardError;
  const lower = estimate < 0 ? estimate + half : estimate - half;
  const precision = estimate === 0 ? null : half / Math.abs(estimate);
  const beyond = estimate < 0 ? lower >= 0 : lower <= 0;
  return {
    estimate,
    standardError,
    t,
    lower,
    precision,
    project: precision === null || beyond ? 'none' : precision <= 0.1 ? 'point' : 'lower',
  };
}

const fewErrors = 10;

function variablesEvaluation(of: Evaluated): Evaluation {
  const all = examinedOf(of);
  const { figures, warnings } = common(of, all);
  const certain = measured(all.filter(({ item }) => item.why === 'certain')).reduce((sum, one) => sum + one.audited - one.declared, 0);
  const drawn = all.filter(({ item }) => item.why === 'drawn');
  const errors = measured(drawn).filter((one) => one.audited !== one.declared).length;
  const about = { ...figures, errors, certainDifference: text(certain, of.scale) };
  const strata: readonly Stratum[] = of.design.strata.map(({ stratum, population }) => ({
    items: measured(drawn.filter(({ item }) => item.stratum === stratum)),
    population,
  }));
  const parted = of.params.method === 'stratified';
  if (parted ? strata.some(({ items }) => items.length < 2) : drawn.length < 2)
    return { figures: about, warnings: [...warnings, 'not_projectable'], suggested: 'extend' };
  const rest = of.population - of.design.certain;
  const certainTotal = of.items.filter(({ why }) => why === 'certain').reduce((sum, { size }) => sum + Number(size ?? 0n), 0);
  const frame = { population: rest, total: Number(of.total) - certainTotal };
  const difference = parted ? stratifiedEstimate(strata, of.params.cl) : differenceEstimate(measured(drawn), frame, of.params.cl);
  const declared = measured(drawn).reduce((sum, one) => sum + one.declared, 0);
  const byRatio = parted || declared === 0 ? null : ratioEstimate(measured(drawn), frame, of.params.cl);
  const better = byRatio !== null && byRatio.standardError < difference.standardError ? byRatio : difference;
  const tolerable = numberOf(ratioOfDecimal(of.params.tolerable)) * 10 ** of.scale.digits;
  const reach = Math.abs(better.estimate + certain) + better.t * better.standardError;
  return {
    figures: {
      ...about,
      ...estimateFigures('difference', difference, of.scale),
      ...(byRatio === null ? {} : { ...estimateFigures('ratio', byRatio, of.scale), ratio: byRatio.ratio.toFixed(6) }),
      reach: text(reach, of.scale),
      tolerable: of.params.tolerable,
    },
    warnings: [
      ...warnings,
      ...(errors < fewErrors ? (['few_errors'] as const) : []),
      ...(better.project === 'none' ? (['not_projectable'] as const) : []),
    ],
    suggested: suggestion({
      done: all.length === of.items.length,
      within: reach <= tolerable,
      hopeless: Math.abs(better.estimate + certain) > tolerable,
    }),
  };
}

/** What the results of a sample say of its frame, as far as they are in. Results of items that were not drawn count for nothing. */
export function evaluateSample(of: Evaluated): Evaluation {
  if (of.params.method === 'attribute') return attributeEvaluation(of);
  return of.params.method === 'mus' ? unitEvaluation(of) : variablesEvaluation(of);
}
