import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Encoding } from '../../contract/rpc/books.ts';

/** What a reader found in a table. Sums in minor units; the digest is over the cells, U+001F between them and U+001E behind a record. */
export type Found = {
  readonly rows: number;
  readonly sums: readonly string[];
  readonly first: string;
  readonly last: string;
  readonly sha256: string;
};

/** @property amounts, day places of columns */
export type Table = { readonly path: string; readonly delimiter: string; readonly amounts: readonly number[]; readonly day: number };

const script = path.join(import.meta.dirname, 'read_csv.py');
const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', 'import csv']).status === 0);
export const hasPython = python !== undefined;

const pythonNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'utf-8-sig',
  'utf-16le': 'utf-16-le',
  'utf-16be': 'utf-16-be',
  'windows-1251': 'cp1251',
  ibm866: 'cp866',
  'koi8-r': 'koi8_r',
  'kz-1048': 'kz1048',
};

function ask(args: readonly string[], input: unknown): unknown {
  const { status, stdout, stderr } = spawnSync(python ?? '', [script, ...args], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  if (status !== 0) throw new Error(`Python's csv failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** Python's csv and Python's own tables of letters, all files in one process. UTF-16 with its mark goes by the mark. */
export function byPython(tables: readonly (Table & { readonly encoding: Encoding; readonly mark: boolean })[]): readonly Found[] {
  const nameOf = (encoding: Encoding, mark: boolean): string => (mark && encoding.startsWith('utf-16') ? 'utf-16' : pythonNames[encoding]);
  return ask(
    [],
    tables.map(({ encoding, mark, ...table }) => ({ ...table, encoding: nameOf(encoding, mark) })),
  ) as readonly Found[];
}

/** What Python takes each byte of an 8-bit set for; U+FFFD where there is no letter. */
export function lettersByPython(): ReadonlyMap<Encoding, readonly string[]> {
  const tables = ask(['letters'], []) as Readonly<Record<string, readonly string[]>>;
  const eightBit = (['windows-1251', 'ibm866', 'koi8-r', 'kz-1048'] as const).map((one) => [one, tables[pythonNames[one]] ?? []] as const);
  return new Map(eightBit);
}

export type Duck = {
  /** A table in UTF-8 whose lines end in one way. */
  readonly read: (table: Table & { readonly columns: readonly string[] }) => Promise<Found>;
  readonly close: () => void;
};

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** DuckDB's CSV reader, told the dialect; it finds out by itself how lines end only. */
export async function duck(): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection: DuckDBConnection = await instance.connect();
  return {
    read: async ({ path: file, delimiter, amounts, day, columns }) => {
      const types = columns.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
      const how = `auto_detect=false, header=true, strict_mode=true, max_line_size=2000000, quote='"', escape='"'`;
      const from = `read_csv(${literal(file)}, ${how}, delim=${literal(delimiter)}, columns={${types}})`;
      const minor = (at: number): string => `CAST(CAST(replace(nullif(${columns[at]}, ''), ',', '.') AS DECIMAL(38, 2)) * 100 AS HUGEINT)`;
      const sums = amounts.map((at) => `CAST(coalesce(sum(${minor(at)}), 0) AS VARCHAR)`).join(', ');
      const cells = columns.map((name) => `coalesce(${name}, '')`).join(` || chr(31) || `);
      const sql = `SELECT count(*), min(${columns[day]}), max(${columns[day]}), sha256(${literal(`${columns.join('\u001f')}\u001e`)} || coalesce(string_agg(${cells} || chr(30), ''), '')), ${sums} FROM ${from}`;
      const [row = []] = (await connection.runAndReadAll(sql)).getRows();
      const [rows, first, last, sha256, ...sumTexts] = row.map(String);
      return { rows: Number(rows), first: first ?? '', last: last ?? '', sha256: sha256 ?? '', sums: sumTexts };
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
