import { Refused } from '../../../../domain/model/refused.ts';
import { words } from '../../../../domain/model/words.ts';
import type { FormatReader, Found } from '../format-reader.ts';
import { amountText, scaled } from '../xml/sum.ts';
import { cellsOf, isNumbering, lineKind, printedNumber, totalOf } from './drawn-lines.ts';
import { linesOf, looksDrawn } from './lines.ts';
import type { SourceLine } from './lines.ts';
import { isOdd } from './odd.ts';

type Row = { readonly cells: readonly string[]; readonly at: SourceLine; readonly end: number };

/** One table of the report: its header is printed anew on every page. */
type Printed = {
  readonly no: number;
  readonly headers: readonly string[];
  ordinal: number;
  /** sums of each column over the whole table and since the last page total, scaled by 10^8 */
  readonly sums: bigint[];
  readonly page: bigint[];
};

type Reading = {
  readonly file: string;
  readonly found: Found;
  readonly tables: Map<string, Printed>;
  table: Printed | null;
  /** rows since the last rule: a header, or a record on several lines */
  block: Row[];
  /** outside any table, in its header, among its records */
  mode: 'outside' | 'header' | 'body';
  /** nothing has been read below the header yet */
  fresh: boolean;
  dropped: number;
  headersDropped: number;
  marks: boolean;
};

const joinedCells = (rows: readonly Row[]): readonly string[] => {
  const width = Math.max(...rows.map((row) => row.cells.length));
  return Array.from({ length: width }, (_, i) =>
    rows
      .map((row) => row.cells[i] ?? '')
      .filter((cell) => cell !== '')
      .join(' '),
  );
};

function joined(rows: readonly Row[]): Row | null {
  const [first] = rows;
  const last = rows.at(-1);
  return first === undefined || last === undefined ? null : { cells: joinedCells(rows), at: first.at, end: last.end };
}

/** Headers as they stand; empty ones are numbered, so that none is there twice. */
function headersOf(cells: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, i) => {
    const name = cell === '' ? String(i + 1) : cell.replace(/(?<=\p{L})-\s+(?=\p{Ll})/gu, '');
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} ${times}`;
  });
}

function openTable(to: Reading, rows: readonly Row[]): void {
  const header = joined(rows.filter((row) => !isNumbering(row.cells)));
  if (header === null) return;
  const headers = headersOf(header.cells);
  const key = headers.join('\u001f');
  to.fresh = true;
  const known = to.tables.get(key);
  if (known !== undefined) {
    to.headersDropped += rows.length;
    to.table = known;
    return;
  }
  const no = to.found.table({ scope: to.tables.size === 0 ? '' : String(to.tables.size + 1), table: null, headers, canonical: false });
  to.table = { no, headers, ordinal: 0, sums: headers.map(() => 0n), page: headers.map(() => 0n) };
  to.tables.set(key, to.table);
}

/** A total row is held against the sums of the records above it; it is no record. */
function checkTotal(to: Reading, table: Printed, row: Row): boolean {
  const total = totalOf(row.cells);
  if (total === null) return false;
  const sums = total.page ? table.page : table.sums;
  row.cells.forEach((cell, i) => {
    const declared = scaled(printedNumber(cell) ?? 'none');
    if (declared === null || printedNumber(cell) === null) return;
    const counted = sums[i] ?? 0n;
    const at = `${table.headers[i] ?? ''} (${row.at.line})`;
    to.found.check({ key: 'text_total', at, declared: amountText(declared), counted: amountText(counted), agrees: declared === counted });
  });
  if (total.page) table.page.fill(0n);
  return true;
}

function emit(to: Reading, row: Row | null): void {
  const { table } = to;
  if (row === null || table === null) return;
  const { fresh } = to;
  to.fresh = false;
  if (fresh && isNumbering(row.cells)) {
    to.headersDropped += 1;
    return;
  }
  if (checkTotal(to, table, row)) return;
  if (row.cells.length !== table.headers.length) {
    const args = { expected: table.headers.length, found: row.cells.length };
    return to.found.problem(table.no, row.at.line, words('problem.row_width', args));
  }
  row.cells.forEach((cell, i) => {
    const amount = scaled(printedNumber(cell) ?? 'none');
    if (amount === null || printedNumber(cell) === null) return;
    table.sums[i] = (table.sums[i] ?? 0n) + amount;
    table.page[i] = (table.page[i] ?? 0n) + amount;
  });
  table.ordinal += 1;
  const place = { ordinal: table.ordinal, locator: null, line: row.at.line, offset: row.at.offset, length: row.end - row.at.offset };
  to.found.record(table.no, { cells: row.cells, ...place, odd: row.cells.some(isOdd) });
}

/** A line that only goes on with words of the one above: nothing in the first column and no number anywhere. */
const goesOn = (row: Row): boolean =>
  (row.cells[0] ?? '') === '' && row.cells.every((cell) => cell === '' || printedNumber(cell) === null) && totalOf(row.cells) === null;

/** @param ruled every record is ruled off: what stands between two rules is one; else each line is one, with its further lines */
function emitBlock(to: Reading, ruled: boolean): void {
  const rows = to.block;
  to.block = [];
  if (rows.length === 0) return;
  const firsts = rows.filter((row) => (row.cells[0] ?? '') !== '').length;
  if (ruled && firsts <= 1) return emit(to, joined(rows));
  let open: Row[] = [];
  for (const row of rows) {
    if (open.length > 0 && goesOn(row) && row.cells.length === open[0]?.cells.length) {
      open.push(row);
      continue;
    }
    emit(to, joined(open));
    open = [row];
  }
  emit(to, joined(open));
}

/** A rule between two rows of cells, not the one at the foot of a table. */
const crossing = /[├┼┤╞╪╡╟╫╢╠╬╣]/u;
const foot = /[└┴┘╘╧╛╙╨╜╚╩╝]/u;

/** A rule opens a table's header, ends it, parts records or closes the table. */
function takeRule(to: Reading, text: string): void {
  const closes = foot.test(text) && !crossing.test(text);
  if (to.mode === 'header' && to.block.length > 0) {
    const width = to.block[0]?.cells.length;
    // rows between a head and a foot go on with the table of the page before
    if (closes && to.table?.headers.length === width) emitBlock(to, false);
    else openTable(to, to.block);
    to.block = [];
    to.mode = closes ? 'outside' : 'body';
    return;
  }
  const wasEmpty = to.block.length === 0;
  if (to.mode === 'body') emitBlock(to, crossing.test(text));
  if (closes) to.mode = 'outside';
  else if (to.mode === 'outside' || wasEmpty) to.mode = 'header';
}

/** Text between tables ends the page's table: the next rule opens a header again. */
function takeText(to: Reading): void {
  leave(to);
  to.dropped += 1;
}

function leave(to: Reading): void {
  if (to.mode === 'header' && to.block.length > 0 && to.table === null) to.dropped += to.block.length;
  else if (to.mode !== 'header') emitBlock(to, false);
  to.block = [];
  to.mode = 'outside';
}

function takeRow(to: Reading, line: SourceLine, text: string): void {
  const row: Row = { cells: cellsOf(text, to.marks), at: line, end: line.offset + line.length };
  if (to.mode === 'outside') to.mode = to.table?.headers.length === row.cells.length ? 'body' : 'header';
  if (to.block.length >= mostBlock) flushLong(to);
  to.block.push(row);
}

function takeLine(to: Reading, line: SourceLine): void {
  const text = line.text.replaceAll('\f', ' ');
  if (line.text.includes('\f')) leave(to);
  const kind = lineKind(text, to.marks);
  switch (kind) {
    case 'rule':
      return takeRule(to, text);
    case 'row':
      return takeRow(to, line, text);
    case 'text':
      return takeText(to);
    case 'blank':
      return;
    default:
      return kind satisfies never;
  }
}

/** Most lines kept before they are given on. */
const mostBlock = 2000;

/** A long table without rules between its records is given on piece by piece. */
function flushLong(to: Reading): void {
  if (to.mode === 'header') throw new Refused({ code: 'file_no_table', at: to.file });
  emitBlock(to, false);
}

/** Reports as DOS programs and 1C print them: tables drawn with lines, headers and footers on every page. */
export const printed: FormatReader = {
  format: 'printed',
  version: 'printed-3',
  recognise: (name, head) => {
    const utf8 = head.toString('utf8');
    const drawn = looksDrawn(head) || /[─━═]{5}/u.test(utf8);
    const ascii = /^\s*\+?-{3,}[-+]*\+-{3,}[-+]*\s*$/m.test(utf8) && /^\s*\|.*\|.*\|/m.test(utf8);
    if (drawn || ascii) return 2;
    return /\.(?:prn|lst)$/i.test(name) ? 1 : 0;
  },
  read: async (file, found) => {
    const to: Reading = {
      file: file.name,
      found,
      tables: new Map(),
      table: null,
      block: [],
      mode: 'outside',
      fresh: false,
      dropped: 0,
      headersDropped: 0,
      marks: await usesMarks(file.read),
    };
    for await (const line of linesOf(file, found.breathe)) takeLine(to, line);
    leave(to);
    if (to.table === null) throw new Refused({ code: 'file_no_table', at: file.name });
    found.fact('page_lines', String(to.dropped));
    found.fact('page_headers', String(to.headersDropped));
  },
};

/** Line printers that have no bar draw columns with exclamation marks: several on most lines of the file's beginning. */
async function usesMarks(read: (offset: number, length: number) => Promise<Buffer>): Promise<boolean> {
  const lines = (await read(0, 64 * 1024)).toString('latin1').split('\n');
  const marked = lines.filter((line) => (line.match(/!/g)?.length ?? 0) >= 3).length;
  return marked >= 3 && !lines.some((line) => /[|\xb3\xba]/.test(line));
}
