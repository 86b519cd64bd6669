import type { RiskItems, RiskSpec } from './spec.ts';

/** What a tree may part items by. `rate` and `seen` belong to a combination of fields, the others are figures of the item itself. */
export type Feature =
  | { readonly kind: 'rate'; readonly profile: number }
  | { readonly kind: 'seen'; readonly profile: number }
  | { readonly kind: 'number'; readonly field: string }
  | { readonly kind: 'ratio'; readonly ratio: string };

/** How often a value was seen is asked only of exact combinations: that an importer is new says less than that the very goods are. */
const exactFrom = 3;

export const featuresOf = (spec: RiskSpec): readonly Feature[] => [
  ...spec.profiles.map((_, profile): Feature => ({ kind: 'rate', profile })),
  ...spec.profiles.flatMap((names, profile): readonly Feature[] => (names.length >= exactFrom ? [{ kind: 'seen', profile }] : [])),
  ...spec.fields.filter(({ kind }) => kind === 'number').map(({ name }): Feature => ({ kind: 'number', field: name })),
  ...spec.ratios.map(({ name }): Feature => ({ kind: 'ratio', ratio: name })),
];

/** Figures of the items themselves; NaN where one is missing. */
export function ownFigures(spec: RiskSpec, items: RiskItems, feature: Feature): Float64Array {
  if (feature.kind === 'number') return items.number(feature.field);
  const ratio = spec.ratios.find((one) => feature.kind === 'ratio' && one.name === feature.ratio);
  if (ratio === undefined) return new Float64Array(items.n).fill(Number.NaN);
  const [over, under] = [items.number(ratio.over), items.number(ratio.under)];
  return over.map((value, i) => ((under[i] ?? 0) > 0 ? value / (under[i] ?? 1) : Number.NaN));
}
