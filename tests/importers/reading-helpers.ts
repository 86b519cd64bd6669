import type { FileCheck, FormatReader, Found, FoundRecord, FoundTable, SourceFile } from '../../backend/importers/reading/format-reader.ts';
import type { Words } from '../../domain/model/words.ts';

/** Bytes as a reader sees a file, in blocks of the given size. */
export function sourceOf(name: string, bytes: Uint8Array, block = 256 * 1024): SourceFile {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    name,
    bytes: buffer.length,
    read: async (offset, length) => buffer.subarray(offset, offset + length),
    blocks: async function* () {
      for (let at = 0; at < buffer.length; at += block) yield buffer.subarray(at, at + block);
    },
  };
}

export type CollectedTable = FoundTable & { readonly records: FoundRecord[] };

export type Collected = {
  readonly tables: CollectedTable[];
  readonly checks: FileCheck[];
  readonly facts: Record<string, string>;
  readonly problems: { readonly table: number; readonly line: number; readonly problem: Words }[];
};

/** A `Found` that keeps everything. */
export function collecting(): Found & Collected {
  const tables: CollectedTable[] = [];
  const checks: FileCheck[] = [];
  const problems: Collected['problems'] = [];
  const facts: Record<string, string> = {};
  return {
    tables,
    checks,
    facts,
    problems,
    table: (table) => tables.push({ ...table, records: [] }) - 1,
    record: (table, record) => void tables[table]?.records.push(record),
    problem: (table, line, problem) => void problems.push({ table, line, problem }),
    check: (check) => void checks.push(check),
    fact: (name, value) => void (facts[name] = value),
    breathe: async () => {},
  };
}

/** @throws Refused as the reader does */
export const readAll = (reader: FormatReader, name: string, bytes: Uint8Array, block?: number): Promise<Collected> =>
  readBeside(reader, sourceOf(name, bytes, block));

/** @param beside the file that the first one points into @throws Refused as the reader does */
export async function readBeside(reader: FormatReader, file: SourceFile, beside?: SourceFile): Promise<Collected> {
  const found = collecting();
  await reader.read(file, found, '', beside);
  return found;
}

/** Rows as objects by column, empty cells left out. @param scope '' for every table of that name */
export function rowsOf(found: Collected, table: string, scope = ''): Record<string, string>[] {
  return found.tables
    .filter((one) => one.table === table && (scope === '' || one.scope === scope))
    .flatMap((one) =>
      one.records.map((record) =>
        Object.fromEntries(one.headers.map((h, i) => [h, record.cells[i] ?? '']).filter(([, cell]) => cell !== '')),
      ),
    );
}
