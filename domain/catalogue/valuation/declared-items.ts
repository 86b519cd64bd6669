import type { Population } from '../audit-test.ts';
import { inRank, rowsBy } from '../row-groups.ts';
import { numberCells, textCells } from '../row-reading.ts';

/** Rows of each declaration, in the order of the dataset. */
export function declarationsOf(rows: Population): ReadonlyMap<string, readonly number[]> {
  const groups = rowsBy(rows, textCells(rows, 'reg_no'));
  return new Map([...groups].map(([reg, at]) => [reg, inRank(rows, at)]));
}

/** The row of each goods item, by declaration and item; of one that stands twice the first. */
export function itemRows(rows: Population | undefined): (reg: string, item: number) => number | undefined {
  const at = new Map<string, number>();
  if (rows === undefined) return () => undefined;
  const [reg, item] = [textCells(rows, 'reg_no'), numberCells(rows, 'item_no')];
  for (let i = 0; i < rows.n; i += 1) {
    const key = `${reg(i)} ${item(i) ?? 1}`;
    const before = at.get(key);
    if (before === undefined || (rows.rank[i] ?? 0) < (rows.rank[before] ?? 0)) at.set(key, i);
  }
  return (of, no) => at.get(`${of} ${no}`);
}
