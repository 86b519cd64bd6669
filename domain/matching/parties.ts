import { exactNumber } from './numbers.ts';
import { compareNames, readName } from './names.ts';
import type { NameMatch, ReadName } from './names.ts';

/** A party as written. */
export type PartyText = { readonly id: string; readonly name: string };

/** How two parties stand to each other. */
export type PartyLink = {
  readonly kind: 'id' | 'name' | 'similar' | 'different' | 'unknown';
  /** 0..1 */
  readonly score: number;
  readonly names: NameMatch | null;
};

/** The parties of both sides of a match. */
export type PartyBook = {
  readonly left: readonly PartyText[];
  readonly right: readonly PartyText[];
  /** @param l, r indexes in `left` and `right`; -1 nobody */
  readonly compare: (l: number, r: number) => PartyLink;
  /** parties of one number name one group: the same company by number or name */
  readonly groupOfLeft: (l: number) => number;
  readonly groupOfRight: (r: number) => number;
};

const unknown: PartyLink = { kind: 'unknown', score: 0, names: null };

/** Above it two names are taken for spellings of one; below it for two companies. */
const alike = 0.88;

/** Tax numbers of one length: two of them that differ are two companies. Codes of the trader's own lists say nothing about a tax number. */
const isTaxNumber = (id: string): boolean => /^\d{9,14}$/.test(id);

const rivals = (a: string, b: string): boolean => a !== b && a.length === b.length && isTaxNumber(a) && isTaxNumber(b);

type Read = { readonly id: string; readonly name: ReadName };

const read = ({ id, name }: PartyText): Read => ({ id: exactNumber(id), name: readName(name) });

function link(a: Read, b: Read): PartyLink {
  if (a.id !== '' && a.id === b.id) return { kind: 'id', score: 1, names: null };
  const named = a.name.words.length > 0 && b.name.words.length > 0;
  if (rivals(a.id, b.id)) return { kind: 'different', score: 0, names: named ? compareNames(a.name, b.name) : null };
  if (!named) return unknown;
  const names = compareNames(a.name, b.name);
  if (names.same) return { kind: 'name', score: 1, names };
  return { kind: names.differs === null && names.score >= alike ? 'similar' : 'different', score: names.score, names };
}

const bare = (name: ReadName): string => name.words.join(' ');

/** Companies by number and by name: those of one tax number are one, those of one name and no other legal form or number too. */
function groupsOf(all: readonly Read[]): Int32Array {
  const parent = Int32Array.from(all, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while ((parent[at] ?? at) !== at) at = parent[at] ?? at;
    parent[i] = at;
    return at;
  };
  const join = (a: number, b: number): void => {
    const [x, y] = [root(a), root(b)];
    parent[Math.max(x, y)] = Math.min(x, y);
  };
  const byId = new Map<string, number>();
  const byName = new Map<string, number[]>();
  all.forEach((one, i) => {
    const known = one.id === '' ? undefined : byId.get(one.id);
    if (known === undefined) byId.set(one.id, i);
    else join(i, known);
    const key = bare(one.name);
    if (key !== '') byName.set(key, [...(byName.get(key) ?? []), i]);
  });
  for (const named of byName.values()) joinNamed(named, all, join);
  return Int32Array.from(all, (_, i) => root(i));
}

/** A name with several legal forms or tax numbers is several companies; who has neither then belongs to none of them. */
function joinNamed(named: readonly number[], all: readonly Read[], join: (a: number, b: number) => void): void {
  const marks = new Map<string, number[]>();
  const tax = (i: number): string => (isTaxNumber(all[i]?.id ?? '') ? (all[i]?.id ?? '') : '');
  for (const i of named) {
    const mark = `${all[i]?.name.form ?? ''} ${tax(i)}`;
    marks.set(mark, [...(marks.get(mark) ?? []), i]);
  }
  const forms = new Set(named.map((i) => all[i]?.name.form ?? '').filter((form) => form !== ''));
  const taxes = new Set(named.map(tax).filter((id) => id !== ''));
  const groups = forms.size <= 1 && taxes.size <= 1 ? [named] : [...marks.values()];
  for (const [first, ...others] of groups) for (const other of others) if (first !== undefined) join(other, first);
}

/** Reads every party once; comparisons are remembered. */
export function partyBook(left: readonly PartyText[], right: readonly PartyText[]): PartyBook {
  const [lefts, rights] = [left.map(read), right.map(read)];
  const groups = groupsOf([...lefts, ...rights]);
  const known = new Map<number, PartyLink>();
  return {
    left,
    right,
    compare: (l, r) => {
      const [a, b] = [lefts[l], rights[r]];
      if (a === undefined || b === undefined) return unknown;
      const key = l * rights.length + r;
      const before = known.get(key);
      if (before !== undefined) return before;
      const made = link(a, b);
      known.set(key, made);
      return made;
    },
    groupOfLeft: (l) => (l < 0 ? -1 : (groups[l] ?? -1)),
    groupOfRight: (r) => (r < 0 ? -1 : (groups[lefts.length + r] ?? -1)),
  };
}

/** Neither said to be another company. */
export const maySame = (found: PartyLink): boolean => found.kind !== 'different';
export const isSame = (found: PartyLink): boolean => found.kind === 'id' || found.kind === 'name';
