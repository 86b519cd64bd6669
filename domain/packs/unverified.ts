import type { RulePack } from './rule-pack.ts';

/** @property path as in the pack's JSON: `vat.rates[1]` @property value the number or switch as text */
export type UnverifiedNumber = { readonly path: string; readonly value: string; readonly source: string };

const textOf = (stated: object): string => {
  const known = stated as { readonly [key: string]: unknown };
  const value = known['value'] ?? known['percent'] ?? known['amount'] ?? known['id'] ?? known['pattern'];
  return typeof value === 'object' || value === undefined ? '' : String(value);
};

function collect(node: unknown, path: string, into: UnverifiedNumber[]): void {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    node.forEach((item, i) => collect(item, `${path}[${i}]`, into));
    return;
  }
  const known = node as { readonly [key: string]: unknown };
  if (known['status'] === 'unverified') into.push({ path, value: textOf(node), source: String(known['source']) });
  for (const [key, value] of Object.entries(known)) collect(value, path === '' ? key : `${path}.${key}`, into);
}

/** Everything in the pack that nobody has confirmed yet, in the order of the pack; a document that uses one lists it. */
export function unverifiedNumbers(pack: RulePack): readonly UnverifiedNumber[] {
  const found: UnverifiedNumber[] = [];
  collect(pack, '', found);
  return found;
}

/** What of a pack goes into the figures and provisions of a report; terms, calendars and languages belong to other documents. */
const inReports = ['taxId', 'hsLength', 'rounding', 'vat', 'fee', 'allowOffset', 'tolerances', 'coverage'];

/**
 * The unverified numbers that a report rests on.
 * @param criteria provisions that its findings cite, in any language
 */
export function unverifiedInReport(pack: RulePack, criteria: ReadonlySet<string>): readonly UnverifiedNumber[] {
  const cited = (path: string): boolean => {
    const reference = pack.legalReferences[Number(/^legalReferences\[(\d+)\]$/.exec(path)?.[1] ?? Number.NaN)];
    return reference !== undefined && Object.values(reference.text).some((text) => criteria.has(text));
  };
  return unverifiedNumbers(pack).filter(({ path }) => inReports.includes(path.split(/[.[]/)[0] ?? '') || cited(path));
}
