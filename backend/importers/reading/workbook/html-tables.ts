import { Refused } from '../../../../domain/model/refused.ts';
import { detectEncoding } from '../../csv/detect-encoding.ts';
import { decoderOf } from '../../csv/encodings.ts';
import type { FormatReader, Found, SourceFile } from '../format-reader.ts';
import { decimalText } from './decimal-text.ts';
import { htmlTags, htmlText } from './html-tags.ts';
import { isDayLike, isNumberLike } from './header-block.ts';
import { limits } from './limits.ts';
import { sheetQueue } from './sheet-queue.ts';
import type { SheetQueue } from './sheet-queue.ts';
import type { SheetWriter } from './sheet-table.ts';
import { cellKind, rowBuilder } from './sheet-rows.ts';
import type { Merge } from './sheet-rows.ts';

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

type Cell = { readonly column: number; text: string; readonly exact: string | null };
type Table = { readonly writer: SheetWriter; readonly merges: Merge[]; row: number; column: number; readonly below: Map<number, number> };

const span = (attributes: ReadonlyMap<string, string>, name: string, most: number): number => {
  const count = Number.parseInt(attributes.get(name) ?? '1', 10);
  return count >= 1 && count <= most ? count : 1;
};

/** Takes the tags of a page and fills tables; a table inside a cell is part of that cell's text. */
function tableTaker(queue: SheetQueue): {
  readonly open: (tag: string, attributes: ReadonlyMap<string, string>) => void;
  readonly close: (tag: string) => void;
  readonly text: (text: string) => void;
} {
  const builder = rowBuilder();
  let table: Table | null = null;
  let cell: Cell | null = null;
  let [tables, inner] = [0, 0];

  const closeCell = (): void => {
    if (cell === null) return;
    const text = cell.text
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ *\n */g, '\n')
      .trim();
    // the stored value is exact, but of a day or a share it is a bare number
    if (cell.exact !== null && isNumberLike(text) && !isDayLike(text) && !text.endsWith('%'))
      builder.add(cell.column, cell.exact, cellKind.number);
    else builder.add(cell.column, text, cellKind.text);
    cell = null;
  };
  const closeRow = (): void => {
    closeCell();
    if (table === null || table.row === 0) return;
    const row = builder.take(table.row);
    if (row !== null) table.writer.row(row);
  };
  const openRow = (): void => {
    closeRow();
    if (table === null) return;
    table.row += 1;
    table.column = 0;
  };
  const openCell = (attributes: ReadonlyMap<string, string>): void => {
    closeCell();
    if (table === null) return;
    if (table.row === 0) openRow();
    while ((table.below.get(table.column) ?? 0) >= table.row) table.column += 1;
    const [wide, high] = [span(attributes, 'colspan', 1000), span(attributes, 'rowspan', 10_000)];
    const [row, column] = [table.row, table.column];
    if (column + wide > limits.columns) return;
    if (high > 1) for (let c = column; c < column + wide; c += 1) table.below.set(c, row + high - 1);
    if ((wide > 1 || high > 1) && row <= limits.headRows * 4 && table.merges.length < 10_000) {
      table.merges.push({ top: row, left: column, bottom: row + high - 1, right: column + wide - 1 });
    }
    const stored = attributes.get('x:num') ?? attributes.get('sdval');
    const exact = stored === undefined || stored === '' ? null : decimalText(stored);
    cell = { column, text: '', exact };
    table.column += wide;
  };
  const openTable = (): void => {
    if (cell !== null) {
      inner += 1;
      return;
    }
    if (table !== null) closeTable();
    const merges: Merge[] = [];
    tables += 1;
    table = { writer: queue.open(String(tables), merges), merges, row: 0, column: 0, below: new Map() };
  };
  const closeTable = (): void => {
    if (inner > 0) return void (inner -= 1);
    closeRow();
    if (table !== null) queue.close();
    table = null;
  };
  return {
    open: (tag, attributes) => {
      if (tag === 'table') openTable();
      else if (tag === 'br' || (tag === 'p' && cell !== null && cell.text !== ''))
        cell = cell === null ? null : { ...cell, text: `${cell.text}\n` };
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

async function read(file: SourceFile, found: Found): Promise<void> {
  if (file.bytes > limits.wholeFile)
    throw new Refused({ code: 'file_too_large', at: file.name, args: { part: 'HTML', limit: limits.wholeFile } });
  const text = decoded(await file.read(0, file.bytes), file.name);
  const queue = sheetQueue(file.name, found);
  const taker = tableTaker(queue);
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
export const htmlTables: FormatReader = { format: 'html', version: '1', recognise, read };
