import type { RiskItems, RiskSpec } from './spec.ts';
import { valueTexts } from './value-keys.ts';

/**
 * Earlier checked items as far as they may be told: goods, ways and figures, no names and no numbers of declarations.
 * @property words of each shown field; the first is '' @property values by shown field, then by item: place in `words`
 */
export type PastCases = {
  readonly words: readonly (readonly string[])[];
  readonly values: readonly Uint32Array[];
  readonly labels: Uint8Array;
};

export function gatherCases(spec: RiskSpec, items: RiskItems, labels: Uint8Array): PastCases {
  const gathered = spec.shown.map((name) => {
    const field = spec.fields.find((one) => one.name === name);
    if (field === undefined) throw new RangeError(`no such field: ${name}`);
    const textOf = valueTexts(field, items);
    const place = new Map<string, number>([['', 0]]);
    const values = new Uint32Array(items.n);
    for (let i = 0; i < items.n; i += 1) {
      const text = textOf(i);
      const at = place.get(text) ?? place.size;
      place.set(text, at);
      values[i] = at;
    }
    return { words: [...place.keys()], values };
  });
  return { words: gathered.map(({ words }) => words), values: gathered.map(({ values }) => values), labels: labels.slice() };
}

/** An earlier item. @property same names of the shown fields in which it is equal */
export type SimilarCase = {
  readonly values: Readonly<Record<string, string>>;
  readonly same: readonly string[];
  readonly violation: boolean;
};

/**
 * The earlier items that are equal in most of the shown fields; a field that stands earlier in the spec weighs more, two figures within a
 * tenth of each other count half. Equals stand in the order in which they were learned.
 */
export function similarCases(
  spec: RiskSpec,
  cases: PastCases,
  of: { readonly texts: readonly string[]; readonly most: number },
): readonly SimilarCase[] {
  const weights = spec.shown.map((_, at) => 2 ** (spec.shown.length - at));
  const numeric = spec.shown.map((name) => spec.fields.find((field) => field.name === name)?.kind === 'number');
  const closeness = spec.shown.map((_, at) => {
    const own = of.texts[at] ?? '';
    return (cases.words[at] ?? []).map((word) => {
      if (own === '' || word === '') return 0;
      if (word === own) return 1;
      const [a, b] = [Number(word), Number(own)];
      return numeric[at] === true && Math.abs(a - b) <= Math.abs(b) / 10 ? 0.5 : 0;
    });
  });
  const scored = new Float64Array(cases.labels.length);
  for (const [at, values] of cases.values.entries()) {
    const near = closeness[at] ?? [];
    const weight = weights[at] ?? 0;
    for (let i = 0; i < values.length; i += 1) scored[i] = (scored[i] ?? 0) + weight * (near[values[i] ?? 0] ?? 0);
  }
  const order = Array.from(scored.keys())
    .filter((i) => (scored[i] ?? 0) > 0)
    .toSorted((a, b) => (scored[b] ?? 0) - (scored[a] ?? 0) || a - b)
    .slice(0, of.most);
  return order.map((i) => ({
    values: Object.fromEntries(spec.shown.map((name, at) => [name, cases.words[at]?.[cases.values[at]?.[i] ?? 0] ?? ''])),
    same: spec.shown.filter((_, at) => (closeness[at]?.[cases.values[at]?.[i] ?? 0] ?? 0) === 1),
    violation: cases.labels[i] === 1,
  }));
}
