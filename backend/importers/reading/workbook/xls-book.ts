import { read, set_cptable } from '@e965/xlsx';
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs';
import { rankCyrillic } from '../../csv/cyrillic.ts';
import { Refused } from '../../../../domain/model/refused.ts';
import { limits } from './limits.ts';

set_cptable(codepages);

export type XlsCell = { readonly t?: string; readonly v?: unknown; readonly z?: string; readonly w?: string };

type Place = { readonly r: number; readonly c: number };

export type XlsSheet = {
  readonly name: string;
  readonly hidden: boolean;
  readonly hiddenRows: number;
  readonly hiddenColumns: number;
  /** how deep a row, counted from 0, stands in the outline */
  readonly levelOf: (row: number) => number;
  readonly merges: readonly { readonly s: Place; readonly e: Place }[];
  /** rows and cells that exist, with their places from 0 */
  readonly rows: Iterable<readonly [number, readonly (readonly [number, XlsCell])[]]>;
};

export type XlsBook = { readonly from1904: boolean; readonly sheets: readonly XlsSheet[] };

type Line = { readonly hidden?: boolean; readonly level?: number } | undefined;
type RawSheet = {
  readonly '!data'?: readonly (readonly (XlsCell | undefined)[] | undefined)[];
  readonly '!merges'?: XlsSheet['merges'];
  readonly '!rows'?: readonly Line[];
  readonly '!cols'?: readonly Line[];
  readonly '!type'?: string;
};

const hiddenOf = (lines: readonly Line[] | undefined): number => (lines ?? []).reduce((n, line) => (line?.hidden === true ? n + 1 : n), 0);

function* rowsOf(data: RawSheet['!data']): Generator<readonly [number, readonly (readonly [number, XlsCell])[]]> {
  for (const key of Object.keys(data ?? [])) {
    const row = data?.[Number(key)];
    if (row === undefined) continue;
    const cells = Object.keys(row).flatMap((c) => {
      const cell = row[Number(c)];
      return cell === undefined ? [] : [[Number(c), cell] as const];
    });
    if (cells.length > 0) yield [Number(key), cells];
  }
}

const encrypted = /password-protected|Encryption scheme/;

/** The record that names the letters of an old XLS: type 0042, two bytes, the code page. */
const codePage = (page: number): Buffer => Buffer.from([0x42, 0x00, 0x02, 0x00, page & 0xff, page >> 8]);

function withCodePage(bytes: Buffer, page: number): Buffer {
  const copy = Buffer.from(bytes);
  const at = copy.indexOf(codePage(1252));
  if (at >= 0) codePage(page).copy(copy, at);
  return copy;
}

/** Before 1997 letters were bytes; many programs said "Western" over Russian ones. What reads as Russian when taken so, is. */
function isMisread(book: ReturnType<typeof read>, bytes: Buffer): boolean {
  if (bytes.includes(Buffer.from('Workbook', 'utf16le')) || !bytes.includes(codePage(1252))) return false;
  const letters: string[] = [];
  for (const name of book.SheetNames.slice(0, 10)) {
    const sheet = Object.hasOwn(book.Sheets, name) ? (book.Sheets[name] as RawSheet | undefined) : undefined;
    for (const row of (sheet?.['!data'] ?? []).slice(0, 500)) {
      for (const cell of row ?? []) if (typeof cell?.v === 'string' && /[\u00c0-\u00ff]{2}/.test(cell.v)) letters.push(cell.v);
    }
  }
  const [first] = rankCyrillic(Buffer.from(letters.join(' '), 'latin1'));
  return first?.encoding === 'windows-1251' && first.certain;
}

/**
 * An XLS file in memory. Formulas, macros, links and styles are not looked at.
 * @throws Refused file_encrypted, file_damaged, file_kind_unsupported, file_too_large
 */
export function openXls(bytes: Buffer, file: string): XlsBook {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) throw new Refused({ code: 'file_encrypted', at: file });
  if (bytes.includes(Buffer.from('WordDocument', 'utf16le')))
    throw new Refused({ code: 'file_kind_unsupported', at: file, args: { kind: 'DOC' } });
  const first = parsed(bytes, file);
  const book = isMisread(first, bytes) ? parsed(withCodePage(bytes, 1251), file) : first;
  if (book.SheetNames.length > limits.sheets) {
    throw new Refused({ code: 'file_too_large', at: file, args: { part: 'XLS', limit: limits.sheets } });
  }
  const sheets = book.SheetNames.flatMap((name, i) => {
    const sheet = Object.hasOwn(book.Sheets, name) ? (book.Sheets[name] as RawSheet | undefined) : undefined;
    if (sheet === undefined || (sheet['!type'] ?? 'sheet') !== 'sheet') return [];
    const hidden = (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) !== 0;
    const lines = {
      hiddenRows: hiddenOf(sheet['!rows']),
      hiddenColumns: hiddenOf(sheet['!cols']),
      levelOf: (row: number) => sheet['!rows']?.[row]?.level ?? 0,
    };
    return [{ name, hidden, ...lines, merges: sheet['!merges'] ?? [], rows: rowsOf(sheet['!data']) }];
  });
  return { from1904: book.Workbook?.WBProps?.date1904 === true, sheets };
}

function parsed(bytes: Buffer, file: string): ReturnType<typeof read> {
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      codepage: 1251,
      cellNF: true,
      cellDates: false,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellStyles: true,
      bookVBA: false,
    });
  } catch (error) {
    const code = encrypted.test(error instanceof Error ? error.message : '') ? 'file_encrypted' : 'file_damaged';
    throw new Refused({ code, at: file, args: { part: 'XLS' } });
  }
}
