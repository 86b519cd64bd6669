import { binned, binCount, limitsOf } from './binning.ts';
import type { Limits } from './binning.ts';
import { boost, leafValue, probability } from './boosting.ts';
import type { BoostParams, Tree } from './boosting.ts';
import { featuresOf, ownFigures } from './features.ts';
import type { Feature } from './features.ts';
import { countProfile, folds, ratesBy, ratesOutOfFold } from './profiles.ts';
import type { ProfileTable, Rated } from './profiles.ts';
import { gatherCases } from './similar.ts';
import type { PastCases } from './similar.ts';
import type { RiskItems, RiskSpec } from './spec.ts';
import { valueKeys } from './value-keys.ts';

/**
 * A score learned from checked items: how much an item resembles earlier ones in which a check found a violation. It says nothing about
 * goods, companies and ways that were never checked.
 * @property prior share of violations among the checked items @property weight of the average in the rate of a rare value
 */
export type RiskModel = {
  readonly spec: RiskSpec;
  readonly params: BoostParams;
  readonly weight: number;
  readonly items: number;
  readonly prior: number;
  readonly tables: readonly ProfileTable[];
  readonly features: readonly Feature[];
  readonly limits: readonly Limits[];
  readonly start: number;
  readonly trees: readonly Tree[];
  readonly cases: PastCases;
};

export const usualParams: BoostParams = { rounds: 300, leaves: 31, rate: 0.06, least: 20, shrink: 1 };
export const usualWeight = 20;

/** Folds by the value itself would part equal goods; by the place in the file they are mixed, the same way every time. */
const foldsOf = (n: number): Uint8Array => Uint8Array.from({ length: n }, (_, i) => (Math.imul(i, 0x9e3779b1) >>> 16) % folds);

type Rates = readonly Rated[];

function columnsOf(spec: RiskSpec, items: RiskItems, of: { readonly features: readonly Feature[]; readonly rates: Rates }): Float64Array[] {
  return of.features.map((feature) => {
    if (feature.kind === 'rate') return of.rates[feature.profile]?.rate ?? new Float64Array(items.n);
    if (feature.kind === 'seen') return of.rates[feature.profile]?.seen ?? new Float64Array(items.n);
    return ownFigures(spec, items, feature);
  });
}

export type Training = {
  readonly spec: RiskSpec;
  readonly items: RiskItems;
  /** 1 violation, 0 none, by item */
  readonly labels: Uint8Array;
  readonly params?: BoostParams;
  /** told after each tree; may throw to stop */
  readonly onRound?: (done: number) => void;
};

/** Learns from checked items. The same items in the same order give the same model. */
export function trainModel({ spec, items, labels, params = usualParams, onRound }: Training): RiskModel {
  const hits = labels.reduce((sum, y) => sum + y, 0);
  const prior = items.n === 0 ? 0 : hits / items.n;
  const of = { prior, weight: usualWeight, foldOf: foldsOf(items.n) };
  const keys = valueKeys(spec, items, spec.profiles);
  const features = featuresOf(spec);
  const columns = columnsOf(spec, items, { features, rates: keys.map((one) => ratesOutOfFold(one, labels, of)) });
  const limits = columns.map(limitsOf);
  const bins = columns.map((column, at) => binned(column, limits[at] ?? []));
  const { start, trees } = boost({ n: items.n, bins, sizes: limits.map(binCount) }, labels, params, onRound);
  return {
    spec,
    params,
    weight: usualWeight,
    items: items.n,
    prior,
    tables: keys.map((one) => countProfile(one, labels)),
    features,
    limits,
    start,
    trees,
    cases: gatherCases(spec, items, labels),
  };
}

/** Items as the model sees them. */
export type Seen = { readonly bins: readonly Uint8Array[]; readonly rates: Rates };

export function seenBy(model: RiskModel, items: RiskItems): Seen {
  const { spec, prior, weight } = model;
  const keys = valueKeys(spec, items, spec.profiles);
  const rates = keys.map((one, at) =>
    ratesBy(model.tables[at] ?? countProfile(new Float64Array(0), new Uint8Array(0)), one, { prior, weight }),
  );
  const columns = columnsOf(spec, items, { features: model.features, rates });
  return { bins: columns.map((column, at) => binned(column, model.limits[at] ?? [])), rates };
}

/** @returns by item the share of violations among items that look like it, 0..1 */
export function scoreItems(model: RiskModel, items: RiskItems): Float64Array {
  const { bins } = seenBy(model, items);
  const scores = new Float64Array(items.n).fill(model.start);
  for (const tree of model.trees) for (let i = 0; i < items.n; i += 1) scores[i] = (scores[i] ?? 0) + leafValue(tree, bins, i);
  return scores.map(probability);
}
