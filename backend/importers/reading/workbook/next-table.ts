import { isDayLike, isHeaderAgain, isNumberLike, isWords } from './header-block.ts';
import type { HeaderBlock } from './header-block.ts';
import { cellKind } from './sheet-rows.ts';
import type { SheetRow } from './sheet-rows.ts';

/** Takes the rows of a table one after the other; `next` is called with the first rows of another table below it, once. */
export type NextTable = { readonly row: (row: SheetRow) => void; readonly end: () => void };

type To = { readonly give: (row: SheetRow) => void; readonly next: (rows: readonly SheetRow[]) => void };

const isValue = (row: SheetRow, i: number): boolean =>
  row.kinds[i] === cellKind.number || row.kinds[i] === cellKind.day || isNumberLike(row.texts[i] ?? '') || isDayLike(row.texts[i] ?? '');

/** Columns of the sheet in which nearly all of the first rows hold numbers and days. */
function valueColumns(rows: readonly SheetRow[]): ReadonlySet<number> {
  const seen = new Map<number, { values: number; all: number }>();
  for (const row of rows) {
    row.columns.forEach((column, i) => {
      const found = seen.get(column) ?? { values: 0, all: 0 };
      seen.set(column, { values: found.values + (isValue(row, i) ? 1 : 0), all: found.all + 1 });
    });
  }
  return new Set([...seen].filter(([, { values, all }]) => values >= all * 0.9).map(([column]) => column));
}

/** The rows up to the first line that is left empty. */
function firstBlock(rows: readonly SheetRow[]): readonly SheetRow[] {
  const end = rows.findIndex((row, i) => i > 0 && row.row > (rows[i - 1]?.row ?? 0) + 1);
  return end < 0 ? rows : rows.slice(0, end);
}

const ofPage = /страниц|(?:^|\s)лист\s*№?\s*\d|(?:^|\s)(?:стр|page|бет)\.?\s*\d/iu;
const [mostHeld, leastColumns] = [6, 3];

/**
 * Another table on the same sheet: behind a line that is left empty come words only, the last of them at least three and one of them over
 * a column that held numbers or days so far, and then values. The same headers again begin another table only under a title of its own.
 * @param sample the first rows of this table
 */
export function nextTable(block: HeaderBlock, sample: readonly SheetRow[], { give, next }: To): NextTable {
  const values = valueColumns(firstBlock(sample));
  const titles = new Set(block.title.map((row) => row.texts.join(' ').trim()));
  let held: SheetRow[] = [];
  let [before, over] = [sample[0]?.row ?? 0, false];

  const release = (): void => {
    for (const row of held) give(row);
    held = [];
  };
  const isTitle = (row: SheetRow): boolean => {
    const text = row.texts.join(' ').trim();
    return row.columns.length < leastColumns && !titles.has(text) && !ofPage.test(text);
  };
  const isHeader = (row: SheetRow): boolean => {
    if (row.columns.length < leastColumns) return false;
    if (isHeaderAgain(row, block.line)) return held.slice(0, -1).some(isTitle);
    return row.columns.some((column) => values.has(column));
  };
  const take = (row: SheetRow): void => {
    const isGap = row.row > before + 1;
    before = row.row;
    // nearly every row of a sheet
    if (!isGap && held.length === 0) return give(row);
    const last = held.at(-1);
    if (last !== undefined && !isGap) {
      if (isWords(row) && held.length < mostHeld) return void held.push(row);
      if (!isWords(row) && row.columns.length > 1 && isHeader(last)) {
        const rows = [...held, row];
        [held, over] = [[], true];
        return next(rows);
      }
    }
    release();
    if (isGap && isWords(row)) held = [row];
    else give(row);
  };
  return { row: (row) => (over ? undefined : take(row)), end: release };
}
