import type { Found } from '../format-reader.ts';

/** What a SAF-T file keeps lists of and refers to by code. */
export const listKinds = ['account', 'customer', 'supplier', 'product', 'transaction', 'tax'] as const;
export type ListKind = (typeof listKinds)[number];

export type Named = { readonly name: string; readonly country: string };

export type Lists = {
  /**
   * An entry of a list. A code that stands there already is a repetition; transactions repeat only within their journal, which is
   * what their `named` stands for. @param named kept as it is: its texts are of their own
   */
  readonly list: (kind: ListKind, code: string, named?: Named) => void;
  /** Something names a code; '' names nothing. */
  readonly refer: (kind: ListKind, code: string) => void;
  readonly named: (kind: ListKind, code: string) => Named | undefined;
  /** Lists in `always` are missed even when the file has not one entry of them. */
  readonly report: (found: Found, always: ReadonlySet<ListKind>) => void;
};

/** Checks of one key that are given one by one; more are only counted. */
export const mostChecks = 1000;
/** Codes of one list that are remembered with their names, and codes that point nowhere. */
const mostNamed = 500_000;
const mostMissing = 100_000;

/** V8 copies shorter pieces of a text by itself. */
const shortest = 13;

/** A text of its own: a piece of the file's text would keep the whole block alive. */
export const own = (text: string): string => (text.length < shortest ? text : Buffer.from(text, 'utf8').toString('utf8'));

type List = {
  readonly codes: Map<string, Named | null>;
  readonly missing: Map<string, number>;
  readonly repeated: Map<string, number>;
};

export function lists(): Lists {
  const empty = (): List => ({ codes: new Map(), missing: new Map(), repeated: new Map() });
  const all: Readonly<Record<ListKind, List>> = {
    account: empty(),
    customer: empty(),
    supplier: empty(),
    product: empty(),
    transaction: empty(),
    tax: empty(),
  };
  const of = (kind: ListKind): List => all[kind];
  return {
    list: (kind, code, named) => {
      if (code === '') return;
      const { codes, repeated } = of(kind);
      const known = codes.get(code);
      if (known === undefined) codes.set(own(code), named === undefined || codes.size > mostNamed ? null : named);
      else if (kind === 'transaction' && known !== named) return;
      else if (repeated.has(code) || repeated.size < mostMissing) repeated.set(own(code), (repeated.get(code) ?? 1) + 1);
    },
    refer: (kind, code) => {
      if (code === '') return;
      const { codes, missing } = of(kind);
      if (codes.has(code)) return;
      const before = missing.get(code);
      if (before !== undefined) missing.set(code, before + 1);
      else if (missing.size < mostMissing) missing.set(own(code), 1);
    },
    named: (kind, code) => of(kind).codes.get(code) ?? undefined,
    report: (found, always) => {
      for (const kind of listKinds) reportList(found, kind, { ...of(kind), always: always.has(kind) });
    },
  };
}

/** A check for each code that is named and not listed, and one for all that are. The list may stand behind what refers to it. */
function reportList(found: Found, kind: ListKind, { codes, missing, repeated, always }: List & { readonly always: boolean }): void {
  let shown = 0;
  for (const [code, times] of repeated) {
    if ((shown += 1) <= mostChecks)
      found.check({ key: `saft_${kind}_repeated`, at: code, declared: '1', counted: String(times), agrees: false });
  }
  if (codes.size === 0 && !always) return;
  shown = 0;
  for (const [code, times] of missing) {
    if (codes.has(code)) continue;
    if ((shown += 1) <= mostChecks)
      found.check({ key: `saft_${kind}_missing`, at: code, declared: String(times), counted: '0', agrees: false });
  }
  if (shown > mostChecks) found.check({ key: `saft_${kind}_missing`, at: '', declared: String(shown), counted: '0', agrees: false });
}
