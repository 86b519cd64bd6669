import type { Found } from '../format-reader.ts';
import type { Edition } from '../workbook/edition.ts';
import { chunked, hasFigure } from './chunks.ts';
import type { ChunkedLine } from './chunks.ts';
import { coreLines, crosses, cutsOf, findColumns } from './find-columns.ts';
import type { ColumnRun } from './find-columns.ts';
import { withoutFurniture } from './furniture.ts';
import { lineText, linesOf } from './lines.ts';
import { blocksOf } from './page-blocks.ts';
import type { PageWords } from './page-words.ts';
import { rowPlaces } from './row-places.ts';
import { tableRows } from './table-rows.ts';
import { tableWriter } from './table-writer.ts';
import type { TableWriter } from './table-writer.ts';

/** A page in lines, and its number. */
type Page = { readonly no: number; readonly lines: readonly ChunkedLine[] };

export type TableFinder = {
  /** Pages come in their order, each with the next one beside it: what both have at one place belongs to the paper. */
  readonly page: (page: Page, next: Page | null) => Promise<void>;
  /** @returns how many tables there were */
  readonly end: () => Promise<number>;
};

export const chunkedPage = (no: number, { words }: PageWords): Page => ({ no, lines: linesOf(words).map(chunked) });

/** Columns of a table that goes on over pages: texts that were not seen before may widen them. */
type Table = { readonly writer: TableWriter; columns: readonly ColumnRun[]; readonly head: ReadonlySet<string> };

const letter = 3;

/** Lines of several texts and no figures that stand above the first row: the names of columns. */
function headOf(block: readonly ChunkedLine[]): readonly ChunkedLine[] {
  const first = block.findIndex((line) => line.chunks.length > 1 && hasFigure(line));
  return block.slice(0, Math.max(0, first)).filter((line) => line.chunks.length > 1);
}

/** Three lines make a table, or two of which the first names the columns. */
const isTable = (block: readonly ChunkedLine[]): boolean => coreLines(block).length >= (headOf(block).length > 0 ? 2 : leastRows);

/** A block that names its columns otherwise than the table above is another table, whose columns may lie in the same places. */
function namesOther(table: Table, block: readonly ChunkedLine[]): boolean {
  const head = headOf(block);
  const columns = findColumns(block);
  const widest = Math.max(0, ...head.map((line) => line.chunks.length));
  return (
    coreLines(block).length >= leastRows &&
    widest >= Math.max(2, columns.length * 0.6) &&
    !head.some((line) => table.head.has(lineText(line)))
  );
}

/** A block goes on with a table whose columns part its texts, too. */
function goesOn(table: Table, block: readonly ChunkedLine[]): boolean {
  const core = coreLines(block);
  const cuts = cutsOf(table.columns);
  const chunks = core.flatMap((line) => line.chunks);
  if (chunks.length === 0) return false;
  const crossing = chunks.filter((chunk) => crosses(chunk, cuts, letter)).length;
  const width = Math.max(...core.map((line) => line.chunks.length));
  return crossing <= chunks.length * 0.05 && width >= table.columns.length * 0.5;
}

/** The columns of a table as far as a page shows them: a longer text of a later page belongs to the column that it begins in. */
function widened(columns: readonly ColumnRun[], block: readonly ChunkedLine[]): readonly ColumnRun[] {
  const own = findColumns(block);
  if (own.length !== columns.length) return columns;
  const next = columns.map((column, i) => ({
    left: Math.min(column.left, own[i]?.left ?? column.left),
    right: Math.max(column.right, own[i]?.right ?? column.right),
  }));
  return next.every((column, i) => i === 0 || (next[i - 1]?.right ?? 0) < column.left) ? next : columns;
}

/** Rows that two lines do not make a table. */
const leastRows = 3;

/** Finds the tables of a report that no template is known for: texts that stand below each other over several lines. */
export function tableFinder(found: Found, edition: Edition): TableFinder {
  const places = rowPlaces(found);
  let [table, before, tables, given]: [Table | null, Page | null, number, number] = [null, null, 0, 0];
  const count = { pageLines: 0, outside: 0 };
  const close = async (): Promise<void> => {
    if (table !== null && (await table.writer.end())) given += 1;
    table = null;
  };
  const openTable = async (page: Page, block: readonly ChunkedLine[]): Promise<boolean> => {
    const columns = findColumns(block);
    if (columns.length < 2 || !isTable(block)) return false;
    await close();
    tables += 1;
    table = {
      writer: tableWriter(tables === 1 ? '' : String(tables), places, edition),
      columns,
      head: new Set(headOf(block).map(lineText)),
    };
    await table.writer.rows(page.no, tableRows(block, columns, true));
    return true;
  };
  const takeBlock = async (page: Page, block: readonly ChunkedLine[]): Promise<void> => {
    if (table !== null && goesOn(table, block) && !namesOther(table, block)) {
      table.columns = widened(table.columns, block);
      await table.writer.rows(page.no, tableRows(block, table.columns, false));
    } else if (!(await openTable(page, block))) count.outside += block.length;
  };
  return {
    page: async (page, after) => {
      const opens = table === null;
      const kept = withoutFurniture(page, { before, after }, opens);
      count.pageLines += page.lines.length - kept.length;
      for (const block of blocksOf(kept)) await takeBlock(page, block);
      before = page;
    },
    end: async () => {
      await close();
      if (count.pageLines > 0) found.fact('pdf_page_lines', String(count.pageLines));
      if (count.outside > 0) found.fact('pdf_outside', String(count.outside));
      return given;
    },
  };
}
