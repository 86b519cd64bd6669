import type { Words } from '../../../../domain/model/words.ts';
import type { Found } from '../format-reader.ts';
import { accountCard } from './account-card.ts';
import { bankSheet } from './bank-sheet.ts';
import type { Edition } from './edition.ts';
import { findHeader } from './header-block.ts';
import type { HeaderBlock } from './header-block.ts';
import { limits } from './limits.ts';
import { nextTable } from './next-table.ts';
import { plainTable } from './plain-table.ts';
import type { OpenedSheet, OpenedTable } from './plain-table.ts';
import { postingJournal } from './posting-journal.ts';
import { cellKind } from './sheet-rows.ts';
import type { Merge, RowTaker, SheetRow } from './sheet-rows.ts';
import { stockSheet } from './stock-sheet.ts';
import { withoutUnits } from './units-line.ts';
import { trialBalance } from './trial-balance.ts';

/** A sheet on its way to records. `name` is the scope of its table and stands before the `!` of its rows' names. */
export type SheetTask = {
  readonly name: string;
  readonly found: Found;
  readonly edition: Edition;
  /** merged ranges of the first rows; asked for once, when the header is looked for */
  readonly merges: () => Promise<readonly Merge[]> | readonly Merge[];
};

export type SheetWriter = {
  readonly row: (row: SheetRow) => void;
  /** A cell or a row that cannot be read. Said when the table is known. */
  readonly problem: (line: number, problem: Words) => void;
  /** Awaited between blocks: decides the header as soon as enough rows were seen. */
  readonly settle: () => Promise<void>;
  /** @returns true when the sheet gave a table */
  readonly end: () => Promise<boolean>;
};

/**
 * A header in the very first row with a name in every column, and numbers or days below it: merged ranges can change nothing about it,
 * and to look for them would unpack the whole sheet a second time.
 */
const isPlain = (block: HeaderBlock, rows: readonly SheetRow[]): boolean =>
  block.line !== null &&
  block.line === rows[0] &&
  block.columns.length === block.line.columns.length &&
  rows[1]?.kinds.some((kind) => kind === cellKind.number || kind === cellKind.day) === true;

/** A report that is known by its columns. */
function reportOf(opened: OpenedSheet, edition: Edition): OpenedTable | null {
  const known = trialBalance(opened) ?? accountCard(opened) ?? bankSheet(opened);
  return known ?? (edition < 4 ? null : (postingJournal(opened) ?? stockSheet(opened)));
}

/** The rows of a sample that belong to its first table. */
function ownRows(block: HeaderBlock, sample: readonly SheetRow[]): readonly SheetRow[] {
  let cut = -1;
  const watch = nextTable(block, sample, { give: () => undefined, next: ([row]) => (cut = row === undefined ? -1 : sample.indexOf(row)) });
  for (const row of sample) watch.row(row);
  return cut < 0 ? sample : sample.slice(0, cut);
}

type Begun = { readonly opened: OpenedSheet; readonly read: OpenedTable; readonly rows: readonly SheetRow[] };

/** A table by its header and first rows. @param split whether what stands below it may be another table @returns null when it is none */
function begin(sheet: OpenedSheet, split: boolean): Begun | null {
  const { block, rows } = sheet.edition < 4 ? { block: sheet.block, rows: sheet.sample } : withoutUnits(sheet.block, sheet.sample);
  const opened = { ...sheet, block, sample: split ? ownRows(block, rows) : rows };
  const read = reportOf(opened, sheet.edition) ?? plainTable(opened);
  return read === null ? null : { opened, read, rows };
}

/** Ranges that were merged further down a sheet are not known. */
async function headerOf(task: SheetTask, rows: readonly SheetRow[], isFirst: boolean): Promise<HeaderBlock | null> {
  const first = rows.slice(0, limits.headRows);
  const plain = findHeader(first, []);
  return !isFirst || (plain !== null && isPlain(plain, first)) ? plain : findHeader(first, await task.merges());
}

/** The taker of a table until another one begins below it. */
function watched({ opened, read }: Begun, next: (rows: readonly SheetRow[]) => void): RowTaker {
  const watch = nextTable(opened.block, opened.sample, { give: read.taker.row, next });
  const end = (): void => {
    watch.end();
    read.taker.end();
  };
  return { row: watch.row, end };
}

/** A sheet with more tables under one another is read as one from then on. */
const mostTables = 50;

/** Rows of a sheet become tables: header found, 1C reports known by their columns, everything else as it stands. */
export function sheetWriter(task: SheetTask): SheetWriter {
  let head: SheetRow[] | null = [];
  let taker: RowTaker | null = null;
  const late: { readonly line: number; readonly problem: Words }[] = [];
  let [table, tables] = [-1, 0];

  const isSplit = (): boolean => task.edition > 3 && tables < mostTables;
  /** A further table begins: the one before it is over. */
  const next = (rows: readonly SheetRow[]): void => {
    taker?.end();
    taker = null;
    head = [...rows];
  };
  const start = async (): Promise<void> => {
    const rows = head ?? [];
    const block = await headerOf(task, rows, tables === 0);
    head = null;
    const scope = tables === 0 ? task.name : `${task.name} (${rows[0]?.row ?? 0})`;
    const begun = block === null ? null : begin({ ...task, scope, block, sample: rows.slice(block.dataFrom) }, isSplit());
    if (begun === null) {
      if (tables > 0) task.found.fact('sheet_without_table', scope);
      return;
    }
    tables += 1;
    taker = isSplit() ? watched(begun, next) : begun.read.taker;
    table = begun.read.table;
    for (const one of late.splice(0)) task.found.problem(table, one.line, one.problem);
    for (const row of begun.rows) put(row);
  };
  const put = (row: SheetRow): void => {
    if (head !== null) head.push(row);
    else taker?.row(row);
  };

  return {
    row: put,
    problem: (line, problem) => {
      if (table >= 0) task.found.problem(table, line, problem);
      else if (late.length < limits.listed) late.push({ line, problem });
    },
    settle: async () => {
      while (head !== null && head.length >= limits.headRows) await start();
    },
    end: async () => {
      // the last rows of a table may be the first of another
      while (head !== null) await start();
      taker?.end();
      return tables > 0;
    },
  };
}
