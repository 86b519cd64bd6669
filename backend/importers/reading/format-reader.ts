import type { TableName } from '../../../domain/model/books.ts';
import type { Words } from '../../../domain/model/words.ts';

/** The trader's file as a reader sees it: bytes by place, never by a path that it could follow elsewhere. */
export type SourceFile = {
  /** the name only, for recognising by ending and for refusals */
  readonly name: string;
  readonly bytes: number;
  /** Fewer bytes than asked for at the end of the file. */
  readonly read: (offset: number, length: number) => Promise<Buffer>;
  /** The whole file in order, in blocks of at most 256 KiB. */
  readonly blocks: () => AsyncIterable<Buffer>;
};

/** One list of like records in a file: all of a CSV, a sheet of a workbook, a kind of record of an XML file. */
export type FoundTable = {
  /** '' for the only one; the sheet's name; the kind of record (`GeneralLedgerEntries`). With `table` it names the import. */
  readonly scope: string;
  /** what the format itself says it is; null where a person or a profile must say it (a sheet) */
  readonly table: TableName | null;
  /** Column names of the table where the format says it, else the headers as they stand. */
  readonly headers: readonly string[];
  /** the reader writes canonical text: decimal point, no grouping, YYYY-MM-DD, natural units (currency, kg, units) */
  readonly canonical: boolean;
  /** its amounts of the national currency are in thousands, as the file says: a stated repair multiplies them out and counts them */
  readonly thousands?: boolean;
};

export type FoundRecord = {
  readonly cells: readonly string[];
  /** 1, 2, 3 … within its table, in the order of the file */
  readonly ordinal: number;
  /** how the row is named when not by its ordinal: `sheet!row`, ordinals of elements `1.5.2`, message and tag `3.61` */
  readonly locator: string | null;
  /** what is shown to people: the line of a text file, the row of a sheet, the page of a PDF; 0 where there is none */
  readonly line: number;
  /** bytes of the record in the file; 0 and 0 where it has no place of its own (inside a zip) */
  readonly offset: number;
  readonly length: number;
  /** control characters or letters that are not composed (NFC) stand in it */
  readonly odd: boolean;
};

/** Something the file says of itself, held against what was counted: `key` is `check.<key>` in the locale files. */
export type FileCheck = {
  readonly key: string;
  /** what it is about, when there are several: an account, a journal, a document; '' otherwise */
  readonly at: string;
  readonly declared: string;
  readonly counted: string;
  readonly agrees: boolean;
};

/** Where a reader puts what it finds. Calls come in the order of the file; a table before its records. */
export type Found = {
  /** @returns the number by which its records are given */
  readonly table: (table: FoundTable) => number;
  readonly record: (table: number, record: FoundRecord) => void;
  /** A record that cannot even be read as cells: listed with its line, and the file goes on. */
  readonly problem: (table: number, line: number, problem: Words) => void;
  readonly check: (check: FileCheck) => void;
  /** what the file says of itself: `software`, `version`, `created`, `period_from`, `period_to`, `company`, `tax_id`, `currency` */
  readonly fact: (name: string, value: string) => void;
  /** Awaited between blocks: holds the reader while the other side is busy, reports how far it is, ends it when cancelled. */
  readonly breathe: (bytesRead: number) => Promise<void>;
};

/**
 * Reads one format. Pure reading: it gets bytes and gives records; it has no key, opens no other file and no connection.
 * A hostile file ends in a refusal by name (`file_*`) within bounded time and memory, never in a crash or a half reading taken as whole.
 */
export type FormatReader = {
  /** as `import --as` and the certificate name it: saft, ubl, asycuda, eaeu, mt940, camt, xlsx … */
  readonly format: string;
  /** format and number, as `saft-1`: grows when the same bytes would give other records; pinned by the import operation */
  readonly version: string;
  /** how sure, from the name and the first 64 KiB: 0 no, 1 by the ending only, 2 by the content. Of several the surest wins. */
  readonly recognise: (name: string, head: Buffer) => 0 | 1 | 2;
  /**
   * @param settings what the format is told beside the file, as text: layouts that were learned; '' for nothing
   * @param beside a second file that the first one points into (DBF memo); absent where there is none @throws Refused file_*
   */
  readonly read: (file: SourceFile, found: Found, settings?: string, beside?: SourceFile) => Promise<void>;
};
