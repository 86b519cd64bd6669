import { precisionAt, ranked, rankQuality } from './measures.ts';
import { scoreItems } from './model.ts';
import type { RiskModel } from './model.ts';
import { placesIn } from './profiles.ts';
import type { RiskItems } from './spec.ts';
import { valueKeys } from './value-keys.ts';

/** How well a score puts items with a violation first. @property share of violations among all: what choosing at random would find */
export type Quality = {
  readonly items: number;
  readonly violations: number;
  readonly share: number;
  readonly at5: { readonly precision: number; readonly n: number };
  readonly at10: { readonly precision: number; readonly n: number };
  /** 0.5 is chance; null where there is only one sort of item */
  readonly rank: number | null;
};

function qualityOf(scores: Float64Array, labels: Uint8Array, ids: readonly string[]): Quality {
  const order = ranked(scores, ids);
  const violations = labels.reduce((sum, y) => sum + y, 0);
  return {
    items: labels.length,
    violations,
    share: labels.length === 0 ? 0 : violations / labels.length,
    at5: precisionAt(order, labels, 5),
    at10: precisionAt(order, labels, 10),
    rank: rankQuality(scores, labels),
  };
}

/** @returns by item 1 where the very goods (`sameGoods` of the spec) were checked before */
export function seenGoods(model: RiskModel, items: RiskItems): Uint8Array {
  const { spec } = model;
  const table = model.tables[spec.profiles.findIndex((names) => names.join() === spec.sameGoods.join())];
  const [keys] = valueKeys(spec, items, [spec.sameGoods]);
  if (table === undefined || keys === undefined) return new Uint8Array(items.n);
  const placeOf = placesIn(table);
  return Uint8Array.from(keys, (key) => (placeOf(key) < 0 ? 0 : 1));
}

/** A model judged on later items: all of them, and apart those whose goods were never checked, which alone tell whether it has learned. */
export function judgeModel(
  model: RiskModel,
  items: RiskItems,
  labels: Uint8Array,
): { readonly all: Quality; readonly unseen: Quality; readonly scores: Float64Array } {
  const scores = scoreItems(model, items);
  const seen = seenGoods(model, items);
  const unseen = Array.from(seen.keys()).filter((i) => seen[i] === 0);
  const of = (places: readonly number[]): Quality =>
    qualityOf(
      Float64Array.from(places, (i) => scores[i] ?? 0),
      Uint8Array.from(places, (i) => labels[i] ?? 0),
      places.map((i) => items.ids[i] ?? ''),
    );
  return { all: qualityOf(scores, labels, items.ids), unseen: of(unseen), scores };
}
