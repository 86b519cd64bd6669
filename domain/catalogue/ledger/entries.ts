import { exactSums, places } from '../exact-sums.ts';
import type { ExactSums, Places } from '../exact-sums.ts';
import type { Population } from '../audit-test.ts';
import { numberCells, textCells } from '../row-reading.ts';

/** Entries of a ledger: the place of each line's entry (-1 without a number), and debit less credit of each, minor units. */
export type Entries = { readonly places: Places; readonly of: Int32Array; readonly off: ExactSums };

/** Neighbours mostly belong to one entry, whose number is then not looked up again. */
export function entriesOf(rows: Population): Entries {
  const txn = textCells(rows, 'txn_id');
  const [debit, credit] = [numberCells(rows, 'debit_minor'), numberCells(rows, 'credit_minor')];
  const known = places();
  const of = new Int32Array(rows.n).fill(-1);
  let [last, at] = ['', -1];
  for (let i = 0; i < rows.n; i += 1) {
    const number = txn(i);
    if (number === null) continue;
    if (at < 0 || number !== last) [last, at] = [number, known.of(number)];
    of[i] = at;
  }
  const off = exactSums(known.all.length);
  for (let i = 0; i < rows.n; i += 1) {
    const place = of[i] ?? -1;
    if (place < 0) continue;
    off.add(place, debit(i) ?? 0);
    off.add(place, -(credit(i) ?? 0));
  }
  return { places: known, of, off };
}

/** Lines of the entries that are asked for. @param wanted places of entries */
export function linesOf(entries: Entries, wanted: ReadonlySet<number>): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  if (wanted.size === 0) return found;
  for (let i = 0; i < entries.of.length; i += 1) {
    const place = entries.of[i] ?? -1;
    if (!wanted.has(place)) continue;
    const lines = found.get(place);
    if (lines === undefined) found.set(place, [i]);
    else lines.push(i);
  }
  return found;
}
