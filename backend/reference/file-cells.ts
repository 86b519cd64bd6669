import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { CancelSignal } from '../../contract/rpc/call.ts';
import type { Profile } from '../../contract/rpc/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import { csvTokenizer } from '../importers/csv/tokenizer.ts';
import { markLength } from '../importers/csv/encodings.ts';
import { formatOf } from '../importers/format-of.ts';
import { blocksOf } from '../importers/read-file.ts';
import { readerSettings } from '../importers/reader-settings.ts';
import { readApart } from '../importers/reading/read-apart.ts';
import { openFile, sampleFile } from '../importers/sample.ts';

export type CellLine = { readonly cells: readonly string[]; readonly ordinal: number; readonly line: number; readonly odd: boolean };
/** @property canonical the reader has written numbers and days in one form */
export type CellTable = { readonly headers: readonly string[]; readonly lines: CellLine[]; readonly canonical: boolean };
export type CellFile = {
  readonly name: string;
  readonly sha256: string;
  readonly delimiter: string;
  readonly tables: readonly CellTable[];
};

/** A national tariff has some 15,000 lines; beyond this a file is none. */
const mostLines = 300_000;

function refuseLong(count: number, name: string): void {
  if (count > mostLines) throw new Refused({ code: 'file_too_large', at: name });
}

async function csvCells(file: string): Promise<CellFile> {
  const sample = await sampleFile(file);
  const { encoding, delimiter, fileName } = sample;
  const lines: CellLine[] = [];
  const hash = createHash('sha256');
  const handle = await openFile(file);
  let ordinal = sample.headless ? 0 : -1;
  const take = ({ cells, line }: { readonly cells: readonly string[]; readonly line: number }): void => {
    ordinal += 1;
    if (ordinal > 0) lines.push({ cells: [...cells], ordinal, line, odd: true });
  };
  try {
    let tokenizer: ReturnType<typeof csvTokenizer> | undefined;
    for await (const block of blocksOf(handle)) {
      const skip = tokenizer === undefined ? markLength(block, encoding) : 0;
      tokenizer ??= csvTokenizer({ delimiter, encoding, skip, file: fileName });
      hash.update(block);
      tokenizer.feed(block.subarray(skip), take);
      refuseLong(lines.length, fileName);
    }
    tokenizer?.end(take);
  } finally {
    await handle.close();
  }
  return { name: fileName, sha256: hash.digest('hex'), delimiter, tables: [{ headers: sample.headers, lines, canonical: false }] };
}

/**
 * All records of a table file as text. A CSV is read here, everything else by the readers in a process of its own without keys.
 * @throws Refused file_*, format_unknown, cancelled
 */
export async function cellsOfFile(file: string, saved: readonly Profile[], signal: CancelSignal): Promise<CellFile> {
  const name = path.basename(file);
  if (fs.statSync(file, { throwIfNoEntry: false })?.isFile() !== true) throw new Refused({ code: 'file_unreadable', at: name });
  const format = await formatOf(file);
  if (format === null) return csvCells(file);
  const tables: CellTable[] = [];
  let count = 0;
  const asked = { format, path: file, name, settings: readerSettings(format, saved), beside: undefined, signal };
  const sha256 = await readApart(asked, {
    table: ({ headers, canonical }) => void tables.push({ headers: [...headers], lines: [], canonical }),
    record: (table, { cells, ordinal, line, odd }) => {
      count += 1;
      refuseLong(count, name);
      tables[table]?.lines.push({ cells: [...cells], ordinal, line, odd });
    },
    problem: () => undefined,
    check: () => undefined,
    fact: () => undefined,
    bytes: () => undefined,
  });
  return { name, sha256, delimiter: ',', tables };
}
