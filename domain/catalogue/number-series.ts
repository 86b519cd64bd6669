import type { Population } from './audit-test.ts';
import { documentNumbers } from './document-number.ts';
import type { DocumentNumber } from './document-number.ts';
import type { Exclusions } from './result.ts';

/** Numbers of one series and year with the first row of each. */
export type Series = {
  readonly name: string;
  readonly slot: number;
  readonly year: string;
  readonly rowOf: Map<number, number>;
  padded: number;
};

/** Notes numbers under their series; neighbours mostly belong to the same one. */
function seriesNotes(rows: Population): {
  readonly note: (i: number, number: DocumentNumber, year: string) => void;
  readonly all: () => readonly Series[];
} {
  const known = new Map<string, Series>();
  let last: Series | null = null;
  const find = ({ series: name, slot }: DocumentNumber, year: string): Series => {
    if (last !== null && last.name === name && last.slot === slot && last.year === year) return last;
    const key = `${name}\u001f${slot}\u001f${year}`;
    const found: Series = known.get(key) ?? { name, slot, year, rowOf: new Map(), padded: 0 };
    known.set(key, found);
    last = found;
    return found;
  };
  return {
    note: (i, number, year) => {
      const series = find(number, year);
      const { rowOf } = series;
      if (number.padded > series.padded) series.padded = number.padded;
      const before = rowOf.get(number.number);
      if (before === undefined || (rows.rank[i] ?? 0) < (rows.rank[before] ?? 0)) rowOf.set(number.number, i);
    },
    all: () => [...known.values()],
  };
}

/**
 * The series of a column of numbers; a number that does not carry its year is given the year of the row's day.
 * @param of names of the columns @param out counts what has no number (`noNumber`) or none that counts up (`noSequence`)
 */
export function seriesOf(rows: Population, of: { readonly number: string; readonly day: string }, out: Exclusions): readonly Series[] {
  const texts = rows.text(of.number);
  const days = rows.text(of.day);
  const read = documentNumbers();
  const notes = seriesNotes(rows);
  for (let i = 0; i < rows.n; i += 1) {
    const text = texts[i] ?? null;
    const number = text === null ? null : read(text);
    if (number !== null) notes.note(i, number, number.hasYear ? '' : (days[i] ?? '').slice(0, 4));
    else out.add(text === null ? 'noNumber' : 'noSequence');
  }
  return notes.all();
}

/** Missing numbers from..to of a series, with the numbers that stand before and after. */
export type Gap = { readonly series: Series; readonly before: number; readonly after: number };
export type Sequence = { readonly gaps: readonly Gap[]; readonly breaks: number; readonly continuity: number; readonly span: number };

/** @property continuity share of steps that are exactly one, in percent: own numbering counts up, foreign numbers jump */
export function sequenceOf(series: Series, maxGap: number): Sequence {
  const numbers = Float64Array.from(series.rowOf.keys()).sort();
  const gaps: Gap[] = [];
  let [breaks, ones, span] = [0, 0, numbers.length];
  for (let i = 1; i < numbers.length; i += 1) {
    const [before, after] = [numbers[i - 1] ?? 0, numbers[i] ?? 0];
    const missing = after - before - 1;
    if (missing === 0) ones += 1;
    else if (missing > maxGap) breaks += 1;
    else {
      gaps.push({ series, before, after });
      span += missing;
    }
  }
  return { gaps, breaks, continuity: numbers.length < 2 ? 0 : (100 * ones) / (numbers.length - 1), span };
}

/** A number of a series as it would be written. */
export const shownNumber = ({ name, slot, padded }: Series, x: number): string =>
  name.slice(0, slot) + String(x).padStart(padded, '0') + name.slice(slot + 1);

/** A series with its year, where the numbers do not carry it. */
export const seriesName = ({ name, year }: Series): string => (year === '' ? name : `${name} (${year})`);
