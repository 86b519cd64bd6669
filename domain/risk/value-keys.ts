import type { RiskField, RiskItems, RiskSpec } from './spec.ts';

/**
 * Numbers that stand for values, so that a model that leaves headquarters holds no names: a value is found again by whoever has it, and by
 * nobody else. Two 32-bit halves; two different values of one field share a number once in some 10^15 pairs.
 */
type Halves = { readonly high: Uint32Array; readonly low: Uint32Array };

/** Spreads the bits of a 32-bit number. */
function stirred(x: number): number {
  let h = x;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function textHalves(text: string): readonly [number, number] {
  let [high, low] = [0x9e3779b9, 0x7f4a7c15];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x01000193);
    low = Math.imul(low ^ unit, 0x5bd1e995) + i;
  }
  return [stirred(high), stirred(low ^ high)];
}

/** What a value is written as: a code by its leading characters, a number in its shortest form; '' where there is none. */
export function valueTexts(field: RiskField, items: RiskItems): (i: number) => string {
  if (field.kind === 'number') {
    const values = items.number(field.name);
    return (i) => (Number.isNaN(values[i] ?? Number.NaN) ? '' : String(values[i]));
  }
  const values = items.category(field.name);
  const { first } = field;
  return (i) => (first === undefined ? (values[i] ?? '') : (values[i] ?? '').slice(0, first));
}

function fieldHalves(field: RiskField, items: RiskItems): Halves {
  const textOf = valueTexts(field, items);
  const known = new Map<string, readonly [number, number]>();
  const [high, low] = [new Uint32Array(items.n), new Uint32Array(items.n)];
  for (let i = 0; i < items.n; i += 1) {
    const text = textOf(i);
    let halves = known.get(text);
    if (halves === undefined) {
      halves = textHalves(text);
      known.set(text, halves);
    }
    [high[i], low[i]] = halves;
  }
  return { high, low };
}

const joined = (parts: readonly Halves[], i: number): number => {
  let [high, low] = [0, 0];
  for (const part of parts) {
    high = stirred(Math.imul(high, 31) + (part.high[i] ?? 0));
    low = stirred(Math.imul(low, 37) + (part.low[i] ?? 0));
  }
  return (high & 0x1fffff) * 4294967296 + low;
};

/** For each combination of fields the number of every item's value. @throws RangeError for a field that the spec does not have */
export function valueKeys(spec: RiskSpec, items: RiskItems, combinations: readonly (readonly string[])[]): readonly Float64Array[] {
  const made = new Map<string, Halves>();
  const halvesOf = (name: string): Halves => {
    const field = spec.fields.find((one) => one.name === name);
    if (field === undefined) throw new RangeError(`no such field: ${name}`);
    const known = made.get(name) ?? fieldHalves(field, items);
    made.set(name, known);
    return known;
  };
  return combinations.map((names) => {
    const parts = names.map(halvesOf);
    return Float64Array.from({ length: items.n }, (_, i) => joined(parts, i));
  });
}
