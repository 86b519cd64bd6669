import fs from 'node:fs';
import path from 'node:path';

/** A row of a written file with its ordinal; read here by other code than the product's own. */
export type Row = { readonly '#': number; readonly [column: string]: string | number };
export type Plant = {
  readonly kind: string;
  readonly tests: readonly string[];
  readonly rows: readonly { readonly table: string; readonly file: string; readonly ordinal: number; readonly key: string }[];
  readonly effect: { readonly amount: string; readonly currency: string } | null;
  readonly explanation: { readonly key: string; readonly args: Readonly<Record<string, string>> };
};

function cellsOf(line: string): string[] {
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (let i = 0; i < line.length; i += 1) {
    const c = line[i] ?? '';
    if (quoted) {
      if (c !== '"') cell += c;
      else if (line[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      cells.push(cell);
      cell = '';
    } else cell += c;
  }
  return [...cells, cell];
}

export class Books {
  private readonly known = new Map<string, readonly Row[]>();
  readonly dir: string;
  readonly plants: readonly Plant[];

  constructor(dir: string) {
    this.dir = dir;
    this.plants = (JSON.parse(fs.readFileSync(path.join(dir, 'answer-key.json'), 'utf8')) as { plants: Plant[] }).plants;
  }

  rows(table: string): readonly Row[] {
    const known = this.known.get(table);
    if (known !== undefined) return known;
    const lines = fs.readFileSync(path.join(this.dir, `${table}.csv`), 'utf8').split('\r\n');
    const header = cellsOf(lines[0] ?? '');
    const rows = lines.slice(1, -1).map((line, i) => {
      const cells = cellsOf(line);
      if (cells.length !== header.length) throw new RangeError(`${table} line ${i + 2}: ${cells.length} cells`);
      return { '#': i + 1, ...Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])) } as Row;
    });
    this.known.set(table, rows);
    return rows;
  }

  /** Keys `table:ordinal` of the rows that plants of these kinds stand on; of all kinds when none is named. */
  planted(...kinds: readonly string[]): ReadonlySet<string> {
    const of = this.plants.filter((p) => kinds.length === 0 || kinds.includes(p.kind));
    return new Set(of.flatMap((p) => p.rows.map((row) => `${row.table}:${row.ordinal}`)));
  }

  /** Values of a column in the rows of those plants. */
  valuesOf(column: string, ...kinds: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>();
    for (const plant of this.plants.filter((p) => kinds.includes(p.kind))) {
      for (const row of plant.rows) {
        const value = this.rows(row.table)[row.ordinal - 1]?.[column];
        if (value !== undefined && value !== '') found.add(String(value));
      }
    }
    return found;
  }
}

/** Decimal text as an integer scaled by 10^digits; more digits than that are an error. */
export function scaled(text: string | number | undefined, digits: number): bigint {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text ?? ''));
  if (parts === null || (parts[3] ?? '').length > digits) throw new RangeError(`not a decimal: ${text}`);
  const value = BigInt((parts[2] ?? '0') + (parts[3] ?? '').padEnd(digits, '0'));
  return parts[1] === '-' ? -value : value;
}

export const tiyn = (text: string | number | undefined): bigint => (text === '' || text === undefined ? 0n : scaled(text, 2));

/** n/d half away from zero, for n and d above zero. */
export const half = (n: bigint, d: bigint): bigint => (2n * n + d) / (2n * d);

export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

export const text = (row: Row | undefined, column: string): string => String(row?.[column] ?? '');
