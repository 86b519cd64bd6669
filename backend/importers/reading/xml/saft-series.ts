import type { Found } from '../format-reader.ts';
import { mostChecks, own } from './saft-lists.ts';

/** A document of the file as its numbering sees it. */
export type NumberedDocument = {
  readonly section: string;
  readonly number: string;
  readonly type: string;
  readonly day: string;
  readonly entered: string;
};

/** A document names another one. `day` is that one's own day where it is said. */
export type Reference = { readonly from: string; readonly to: string; readonly day: string; readonly toInvoice: boolean };

export type Series = {
  readonly document: (document: NumberedDocument) => void;
  readonly refer: (reference: Reference) => void;
  readonly signature: (number: string, hash: string, control: string) => void;
  /** @param numbered the file's schema demands unbroken series; else only repeated numbers are looked for */
  readonly report: (found: Found, file: { readonly numbered: boolean; readonly from: string; readonly to: string }) => void;
};

type One = {
  readonly section: string;
  readonly numbers: number[];
  first: number;
  last: number;
  lastDay: string;
  lastEntered: string;
};

/** `FT A/12`: internal code of the kind of document, series, number (Portaria 302/2016, field InvoiceNo). */
const numberForm = /^([^ ]+) ([^/^ ]+)\/(\d{1,15})$/;
/** A 1024-bit RSA signature in base64, or `0` from programs that need not sign. */
const hashForm = /^(?:[A-Za-z0-9+/]{171}=|[A-Za-z0-9+/]{342}==|0)$/;
const mostKept = 200_000;

type State = {
  readonly seen: Map<string, number>;
  readonly series: Map<string, One>;
  readonly types: Map<string, Map<string, number>>;
  readonly backward: { readonly at: string; readonly before: string; readonly day: string }[];
  readonly references: Reference[];
  readonly hashes: Map<string, string>;
  readonly badHashes: { readonly at: string; readonly control: string }[];
  readonly sameHashes: { readonly at: string; readonly first: string }[];
};

export function series(): Series {
  const state: State = {
    seen: new Map(),
    series: new Map(),
    types: new Map(),
    backward: [],
    references: [],
    hashes: new Map(),
    badHashes: [],
    sameHashes: [],
  };
  return {
    document: (document) => takeDocument(state, document),
    refer: (reference) => {
      if (reference.to !== '' && state.references.length < mostKept)
        state.references.push({ ...reference, from: own(reference.from), to: own(reference.to), day: own(reference.day) });
    },
    signature: (number, hash, control) => takeSignature(state, { number, hash, control }),
    report: (found, file) => report(found, state, file),
  };
}

function takeDocument(state: State, { section, number, type, day, entered }: NumberedDocument): void {
  const key = own(`${section}\n${number}`);
  state.seen.set(key, (state.seen.get(key) ?? 0) + 1);
  const [, code = '', name = '', digits = ''] = numberForm.exec(number) ?? [];
  if (digits === '') return;
  const types = state.types.get(code) ?? new Map<string, number>();
  if (types.size === 0) state.types.set(own(code), types);
  const kind = own(`${section} ${type}`);
  types.set(kind, (types.get(kind) ?? 0) + 1);
  const at = own(`${code} ${name}`);
  let one = state.series.get(at);
  if (one === undefined)
    state.series.set(at, (one = { section, numbers: [], first: Number.POSITIVE_INFINITY, last: -1, lastDay: '', lastEntered: '' }));
  const n = Number(digits);
  one.numbers.push(n);
  one.first = Math.min(one.first, n);
  if (n > one.last) {
    const back = day < one.lastDay || entered < one.lastEntered;
    if (back && one.last >= 0 && state.backward.length < mostChecks)
      state.backward.push({ at: own(number), before: one.lastDay, day: own(day) });
    [one.last, one.lastDay, one.lastEntered] = [n, own(day), own(entered)];
  }
}

function takeSignature(state: State, { number, hash, control }: Readonly<Record<'number' | 'hash' | 'control', string>>): void {
  if (!hashForm.test(hash)) {
    if (state.badHashes.length < mostChecks) state.badHashes.push({ at: own(number), control: own(control) });
    return;
  }
  if (hash === '0') return;
  // the first 32 of its 172 characters tell two signatures apart
  const mark = own(hash.slice(0, 32));
  const first = state.hashes.get(mark);
  if (first === undefined) {
    if (state.hashes.size < mostKept) state.hashes.set(mark, own(number));
  } else if (state.sameHashes.length < mostChecks) state.sameHashes.push({ at: own(number), first });
}

type File = Parameters<Series['report']>[1];

function report(found: Found, state: State, file: File): void {
  let shown = 0;
  for (const [key, times] of state.seen) {
    if (times < 2 || (shown += 1) > mostChecks) continue;
    found.check({ key: 'saft_document_repeated', at: numberIn(key), declared: '1', counted: String(times), agrees: false });
  }
  if (!file.numbered) return;
  reportGaps(found, state);
  for (const [code, types] of state.types) {
    if (types.size > 1)
      found.check({ key: 'saft_series_type', at: code, declared: '1', counted: [...types.keys()].sort().join(', '), agrees: false });
  }
  for (const { at, before, day } of state.backward)
    found.check({ key: 'saft_series_order', at, declared: before, counted: day, agrees: false });
  for (const { at, control } of state.badHashes)
    found.check({ key: 'saft_signature_form', at, declared: control, counted: '', agrees: false });
  for (const { at, first } of state.sameHashes)
    found.check({ key: 'saft_signature_repeated', at, declared: first, counted: at, agrees: false });
  reportReferences(found, state, file);
}

const numberIn = (key: string): string => key.slice(key.indexOf('\n') + 1);

/** One check for each gap, or one for all series that have none. */
function reportGaps(found: Found, { series: all }: State): void {
  let [gaps, broken] = [0, 0];
  for (const [name, { numbers }] of all) {
    const sorted = [...numbers].sort((a, b) => a - b);
    const before = gaps;
    for (let i = 1; i < sorted.length; i += 1) {
      const [last = 0, next = 0] = [sorted[i - 1], sorted[i]];
      if (next - last < 2 || (gaps += 1) > mostChecks) continue;
      const at = next - last === 2 ? `${name}/${last + 1}` : `${name}/${last + 1} – ${name}/${next - 1}`;
      found.check({ key: 'saft_series_gap', at, declared: String(next - last - 1), counted: '0', agrees: false });
    }
    if (gaps > before) broken += 1;
  }
  if (all.size === 0 || (gaps > 0 && gaps <= mostChecks)) return;
  found.check({ key: 'saft_series_whole', at: '', declared: String(all.size), counted: String(all.size - broken), agrees: gaps === 0 });
}

/**
 * A document that is named must be in the file when its series is and its number is not before the first one here, or, for invoices
 * that a payment settles, when its own day lies in the file's period. Others stand in earlier files.
 */
function reportReferences(found: Found, state: State, file: File): void {
  const numbers = new Set([...state.seen.keys()].map(numberIn));
  const sections = new Set([...state.seen.keys()].map((key) => key.slice(0, key.indexOf('\n'))));
  const missing = new Map<string, { readonly from: string; times: number }>();
  for (const { from, to, day, toInvoice } of state.references) {
    if (numbers.has(to) || !isExpected(state, to, { file, day: toInvoice && sections.has('SalesInvoices') ? day : '' })) continue;
    const one = missing.get(to);
    if (one === undefined) missing.set(to, { from, times: 1 });
    else one.times += 1;
  }
  for (const [to, { from, times }] of [...missing].slice(0, mostChecks))
    found.check({ key: 'saft_reference_missing', at: to, declared: `${from} (${times})`, counted: '0', agrees: false });
}

function isExpected(state: State, number: string, { file, day }: { readonly file: File; readonly day: string }): boolean {
  if (day !== '' && file.from !== '' && day >= file.from && day <= file.to) return true;
  const [, code = '', name = '', digits = ''] = numberForm.exec(number) ?? [];
  const one = state.series.get(`${code} ${name}`);
  return one !== undefined && Number(digits) >= one.first;
}
