import type { RowTaker, SheetRow } from './sheet-rows.ts';

/** Where rows go once it is known whether they are groups. */
export type Leaves = {
  readonly give: (row: SheetRow) => void;
  /** Whether a row above deeper ones is their sum. @param under the rows below it that are no groups themselves */
  readonly isGroup: (row: SheetRow, under: readonly SheetRow[]) => boolean;
};

/** Rows that are held until their group is over; a sheet that is one group of more gives them all as they stand. */
const mostHeld = 50_000;

/** A row with those below it that stand deeper, as far as they came. */
type Open = { readonly row: SheetRow; readonly level: number; readonly at: number };

/**
 * Takes out the rows of a grouped sheet that only sum up the rows they stand above (1C: warehouse, group of goods, goods). Whether a row is
 * one is said by its figures, not by its place: people also group rows that are nobody's sum. Sheets without an outline pass straight through.
 */
export function withoutGroups({ give, isGroup }: Leaves): RowTaker {
  let before: SheetRow | null = null;
  let held: (SheetRow | null)[] = [];
  const open: Open[] = [];

  const closeTo = (level: number): void => {
    for (let last = open.at(-1); last !== undefined && last.level >= level; last = open.at(-1)) {
      open.pop();
      const under = held.slice(last.at + 1).filter((row) => row !== null);
      if (isGroup(last.row, under)) held[last.at] = null;
    }
    if (open.length > 0) return;
    for (const row of held) if (row !== null) give(row);
    held = [];
  };
  const release = (): void => {
    open.length = 0;
    closeTo(0);
  };
  /** The row before, now that it is known what stands below it. */
  const settle = (row: SheetRow, next: number): void => {
    const level = row.level ?? 0;
    if (open.length > 0) closeTo(level);
    if (next > level) open.push({ row, level, at: held.length });
    if (open.length === 0) return give(row);
    held.push(row);
    if (held.length > mostHeld) release();
  };

  return {
    row: (row) => {
      if (before !== null) settle(before, row.level ?? 0);
      before = row;
    },
    end: () => {
      if (before !== null) settle(before, 0);
      before = null;
      closeTo(0);
    },
  };
}
