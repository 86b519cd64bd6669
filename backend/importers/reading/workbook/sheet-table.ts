import type { Words } from '../../../../domain/model/words.ts';
import type { Found } from '../format-reader.ts';
import { accountCard } from './account-card.ts';
import { bankSheet } from './bank-sheet.ts';
import type { Edition } from './edition.ts';
import { findHeader } from './header-block.ts';
import type { HeaderBlock } from './header-block.ts';
import { limits } from './limits.ts';
import { plainTable } from './plain-table.ts';
import type { OpenedSheet, OpenedTable } from './plain-table.ts';
import { postingJournal } from './posting-journal.ts';
import { cellKind } from './sheet-rows.ts';
import type { Merge, RowTaker, SheetRow } from './sheet-rows.ts';
import { stockSheet } from './stock-sheet.ts';
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

/** Rows of a sheet become a table: header found, 1C reports known by their columns, everything else as it stands. */
export function sheetWriter(task: SheetTask): SheetWriter {
  let head: SheetRow[] | null = [];
  let taker: RowTaker | null = null;
  const late: { readonly line: number; readonly problem: Words }[] = [];
  let table = -1;

  const start = async (): Promise<void> => {
    const rows = head ?? [];
    const first = rows.slice(0, limits.headRows);
    const plain = findHeader(first, []);
    const block = plain !== null && isPlain(plain, first) ? plain : findHeader(first, await task.merges());
    head = null;
    if (block === null) return;
    const opened = { ...task, block, sample: rows.slice(block.dataFrom) };
    const found = reportOf(opened, task.edition) ?? plainTable(opened);
    if (found === null) return;
    taker = found.taker;
    table = found.table;
    for (const one of late) task.found.problem(table, one.line, one.problem);
    for (const row of opened.sample) taker.row(row);
  };

  return {
    row: (row) => {
      if (head !== null) head.push(row);
      else taker?.row(row);
    },
    problem: (line, problem) => {
      if (table >= 0) task.found.problem(table, line, problem);
      else if (late.length < limits.listed) late.push({ line, problem });
    },
    settle: async () => {
      if (head !== null && head.length >= limits.headRows) await start();
    },
    end: async () => {
      if (head !== null) await start();
      taker?.end();
      return taker !== null;
    },
  };
}
