import { pathOf, probability } from './boosting.ts';
import type { RiskModel } from './model.ts';
import { seenBy } from './model.ts';
import { placesIn } from './profiles.ts';
import { similarCases } from './similar.ts';
import type { SimilarCase } from './similar.ts';
import type { RiskItems } from './spec.ts';
import { valueKeys, valueTexts } from './value-keys.ts';

/**
 * What one combination of fields, or one figure of the item, adds to the score (in log-odds; all of them and the average add up to it).
 * @property earlier for a combination: how many checked items had the same values, and how many of them a violation
 */
export type Contribution = {
  readonly fields: readonly string[];
  readonly values: readonly string[];
  readonly adds: number;
  readonly earlier: { readonly n: number; readonly violations: number } | null;
};

export type Explanation = {
  readonly score: number;
  /** log-odds of the average item */
  readonly start: number;
  readonly contributions: readonly Contribution[];
  readonly similar: readonly SimilarCase[];
  /** the very goods (`sameGoods` of the spec) were checked before; where not, the score is little better than chance */
  readonly seenBefore: boolean;
};

const similarAtMost = 5;

/** Why an item got its score. @param i its place among the items */
export function explainItem(model: RiskModel, items: RiskItems, i: number): Explanation {
  const { spec } = model;
  const { bins } = seenBy(model, items);
  const adds = new Map<string, number>();
  let total = model.start;
  for (const tree of model.trees) {
    const path = pathOf(tree, (feature) => bins[feature]?.[i] ?? 0);
    // the root's own value is part of what the average item gets
    const root = tree.value[0] ?? 0;
    total += root;
    adds.set('', (adds.get('') ?? 0) + root);
    for (const [at, node] of path.slice(1).entries()) {
      const parent = path[at] ?? 0;
      const name = nameOfFeature(model, tree.feature[parent] ?? -1);
      const step = (tree.value[node] ?? 0) - (tree.value[parent] ?? 0);
      adds.set(name, (adds.get(name) ?? 0) + step);
      total += step;
    }
  }
  const start = model.start + (adds.get('') ?? 0);
  adds.delete('');
  const texts = new Map(spec.fields.map((field) => [field.name, valueTexts(field, items)(i)]));
  const contributions = [...adds]
    .map(([name, added]) => contributionOf(model, { name, adds: added, texts, earlier: earlierOf(model, items, i) }))
    .toSorted((a, b) => Math.abs(b.adds) - Math.abs(a.adds) || (a.fields.join() < b.fields.join() ? -1 : 1));
  const shown = spec.shown.map((name) => texts.get(name) ?? '');
  const same = spec.profiles.findIndex((names) => names.join() === spec.sameGoods.join());
  return {
    score: probability(total),
    start,
    contributions,
    similar: similarCases(spec, model.cases, { texts: shown, most: similarAtMost }),
    seenBefore: (earlierOf(model, items, i)(same)?.n ?? 0) > 0,
  };
}

/** Rate and number of a combination are one reason, told together. */
function nameOfFeature(model: RiskModel, at: number): string {
  const feature = model.features[at];
  if (feature === undefined) return '';
  if (feature.kind === 'rate' || feature.kind === 'seen') return `profile:${feature.profile}`;
  if (feature.kind === 'number') return `number:${feature.field}`;
  return `ratio:${feature.ratio}`;
}

type Earlier = (profile: number) => Contribution['earlier'];

function earlierOf(model: RiskModel, items: RiskItems, i: number): Earlier {
  return (profile) => {
    const [names, table] = [model.spec.profiles[profile], model.tables[profile]];
    if (names === undefined || table === undefined) return null;
    const [keys] = valueKeys(model.spec, items, [names]);
    const at = placesIn(table)(keys?.[i] ?? Number.NaN);
    return at < 0 ? { n: 0, violations: 0 } : { n: table.n[at] ?? 0, violations: table.hits[at] ?? 0 };
  };
}

type Named = { readonly name: string; readonly adds: number; readonly texts: ReadonlyMap<string, string>; readonly earlier: Earlier };

function contributionOf({ spec }: RiskModel, { name, adds, texts, earlier }: Named): Contribution {
  const [kind = '', what = ''] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
  const profile = Number(what);
  const fields =
    kind === 'profile'
      ? (spec.profiles[profile] ?? [])
      : kind === 'ratio'
        ? spec.ratios.filter((one) => one.name === what).flatMap(({ over, under }) => [over, under])
        : [what];
  return { fields, values: fields.map((field) => texts.get(field) ?? ''), adds, earlier: kind === 'profile' ? earlier(profile) : null };
}
