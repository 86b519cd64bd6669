import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import type { Decimal } from '../model/scalars.ts';
import type { Excluded, Hit } from './audit-test.ts';

/** A hit with the place of its first row, by which equals are ordered. */
export type RankedHit = { readonly rank: number; readonly hit: Hit };

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Highest score first, then as the rows stand in the dataset: a total order, whatever order the rows were read in. */
export const ordered = (hits: readonly RankedHit[]): readonly Hit[] =>
  hits.toSorted((a, b) => b.hit.score - a.hit.score || a.rank - b.rank || byText(a.hit.key, b.hit.key)).map((h) => h.hit);

/** Counts rows that were left out, by reason. */
export type Exclusions = { readonly add: (key: string, n?: number) => void; readonly list: () => readonly Excluded[] };

/** @param reasons keys under `test.excluded.` with the arguments of their texts, in the order in which they are listed */
export function exclusions(reasons: Readonly<Record<string, Words['args']>>): Exclusions {
  const counts = new Map<string, number>();
  return {
    add: (key, n = 1) => void counts.set(key, (counts.get(key) ?? 0) + n),
    list: () =>
      Object.entries(reasons).flatMap(([key, args]) => {
        const n = counts.get(key) ?? 0;
        return n === 0 ? [] : [{ reason: words(`test.excluded.${key}`, args), n }];
      }),
  };
}

export const countText = (n: number): Decimal => String(n) as Decimal;

/** @param share any number @returns a whole score 0..100 */
export const scoreOf = (share: number): number => Math.max(0, Math.min(100, Math.floor(share)));

/** A verdict with what the reader must bear in mind. */
export const withNotes = (verdict: Words, notes: readonly Words[]): Words =>
  notes.reduce((all, note) => words('test.verdict.with', { verdict: { words: all }, note: { words: note } }), verdict);
