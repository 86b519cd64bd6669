import { Refused } from '../../../../domain/model/refused.ts';
import { detectEncoding } from '../../csv/detect-encoding.ts';
import { decoderOf } from '../../csv/encodings.ts';
import type { Found, SourceFile } from '../format-reader.ts';
import { decimalText } from './decimal-text.ts';
import { htmlTags, htmlText } from './html-tags.ts';
import { gridWriter } from './grid-writer.ts';
import type { GridWriter } from './grid-writer.ts';
import { isDayLike, isNumberLike } from './header-block.ts';
import { limits } from './limits.ts';
import { sheetReader } from './edition.ts';
import type { Edition } from './edition.ts';
import { sheetQueue } from './sheet-queue.ts';
import type { SheetQueue } from './sheet-queue.ts';
import { cellKind } from './sheet-rows.ts';

function recognise(name: string, head: Buffer): 0 | 1 | 2 {
  const wide = head[0] === 0xff && head[1] === 0xfe;
  const text = (wide ? head.toString('utf16le') : head.toString('latin1')).replace(/^(?:\u00ef\u00bb\u00bf|\ufeff)?\s*/, '').toLowerCase();
  const page =
    /^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)?(?:<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<table[\s>]|<meta[\s>]|<style[\s>])/.test(
      text,
    );
  if (!page) return 0;
  return /<table[\s>]/.test(text) || /\.(?:xls|html?)$/i.test(name) ? 2 : 1;
}

/** Encoding that the page names itself; null when it does not or when Node does not know it. */
function namedEncoding(head: Buffer): string | null {
  const label = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head.toString('latin1', 0, 8192))?.[1];
  if (label === undefined) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

function decoded(bytes: Buffer, file: string): string {
  const label = bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0xef ? null : namedEncoding(bytes);
  try {
    if (label !== null) return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // the page lies about its letters: they are found out below
  }
  const [guess] = detectEncoding(bytes.subarray(0, 65_536), bytes.subarray(0, 4_194_304), file);
  return decoderOf(guess.encoding, file)
    .decode(bytes, 1)
    .replace(/^\ufeff/, '');
}

type Attributes = ReadonlyMap<string, string>;

const span = (attributes: Attributes, name: string, most: number): number => {
  const count = Number.parseInt(attributes.get(name) ?? '1', 10);
  return count >= 1 && count <= most ? count : 1;
};

/** Columns of a row that cells of earlier rows reach down into. */
type Spans = {
  readonly restart: () => void;
  readonly place: (row: number, wide: number, high: number) => number;
  readonly line: () => void;
};

/** Steps over covered columns that a page may ask for: no printed table comes near. */
const mostSteps = 20_000_000;

function spans(file: string): Spans {
  let [column, steps] = [0, 0];
  const below = new Map<number, number>();
  const step = (count: number): void => {
    steps += count;
    if (steps > mostSteps) throw new Refused({ code: 'file_expands', at: file, args: { part: 'HTML' } });
  };
  return {
    restart: () => below.clear(),
    line: () => {
      column = 0;
    },
    place: (row, wide, high) => {
      const from = column;
      while ((below.get(column) ?? 0) >= row) column += 1;
      step(column - from);
      const found = column;
      column += wide;
      if (high > 1 && column <= limits.columns) {
        step(wide);
        for (let c = found; c < column; c += 1) below.set(c, row + high - 1);
      }
      return found;
    },
  };
}

/** One cell's text and the exact number that some programs write beside it. */
type Cell = { readonly column: number; text: string; readonly stored: string | null };

function put(cell: Cell, grid: GridWriter): void {
  const text = cell.text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .trim();
  // the stored value is exact, but of a day or a share it is a bare number
  const isExact = cell.stored !== null && isNumberLike(text) && !isDayLike(text) && !text.endsWith('%');
  if (isExact) grid.cell(cell.column, cell.stored ?? '', cellKind.number);
  else grid.cell(cell.column, text, cellKind.text);
}

type TagTaker = {
  readonly open: (tag: string, attributes: Attributes) => void;
  readonly close: (tag: string) => void;
  readonly text: (text: string) => void;
};

/** Takes the tags of a page and fills tables; a table inside a cell is part of that cell's text. */
function tableTaker(file: string, queue: SheetQueue, found: Found): TagTaker {
  const grid = gridWriter(queue, found);
  const spanned = spans(file);
  let cell: Cell | null = null;
  let [tables, inner] = [0, 0];

  const closeCell = (): void => {
    if (cell !== null) put(cell, grid);
    cell = null;
  };
  const closeRow = (): void => {
    closeCell();
    grid.closeRow(1);
  };
  const openRow = (): void => {
    closeRow();
    grid.openRow(grid.row() + 1);
    spanned.line();
  };
  const openCell = (attributes: Attributes): void => {
    closeCell();
    if (!grid.isOpen()) return;
    if (grid.row() === 0) openRow();
    const [wide, high] = [span(attributes, 'colspan', 1000), span(attributes, 'rowspan', 10_000)];
    const column = spanned.place(grid.row(), wide, high);
    if (column + wide > limits.columns) return;
    grid.merge(column, wide, high);
    cell = { column, text: '', stored: decimalText(attributes.get('x:num') ?? attributes.get('sdval') ?? '') };
  };
  const closeTable = (): void => {
    if (inner > 0) return void (inner -= 1);
    closeRow();
    grid.close();
  };
  const openTable = (): void => {
    if (cell !== null) return void (inner += 1);
    closeTable();
    tables += 1;
    spanned.restart();
    grid.open(String(tables));
  };
  return {
    open: (tag, attributes) => {
      if (tag === 'table') openTable();
      else if (cell !== null && (tag === 'br' || (tag === 'p' && cell.text !== ''))) cell.text += '\n';
      else if (inner > 0) return;
      else if (tag === 'tr') openRow();
      else if (tag === 'td' || tag === 'th') openCell(attributes);
    },
    close: (tag) => {
      if (tag === 'table') closeTable();
      else if (inner > 0) return;
      else if (tag === 'tr') closeRow();
      else if (tag === 'td' || tag === 'th') closeCell();
    },
    text: (text) => {
      if (cell !== null) cell.text += htmlText(text);
    },
  };
}

async function read(file: SourceFile, found: Found, edition: Edition): Promise<void> {
  if (file.bytes > limits.wholeFile)
    throw new Refused({ code: 'file_too_large', at: file.name, args: { part: 'HTML', limit: limits.wholeFile } });
  const text = decoded(await file.read(0, file.bytes), file.name);
  const queue = sheetQueue(file.name, found, edition);
  const taker = tableTaker(file.name, queue, found);
  let tags = 0;
  for (const piece of htmlTags(text, file.name)) {
    if (piece.kind === 'text') taker.text(piece.text);
    else if (piece.kind === 'open') taker.open(piece.tag, piece.attributes);
    else taker.close(piece.tag);
    tags += 1;
    if (tags % 20_000 === 0) await queue.pause(Math.round((file.bytes * piece.at) / text.length));
  }
  taker.close('table');
  await queue.end();
}

/** Tables of an HTML page, which many programs write under the name `.xls`. Nothing in the page is run or fetched. */
export const htmlTables = sheetReader({ format: 'html', recognise, read });
