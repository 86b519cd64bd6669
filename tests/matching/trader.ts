import { simulate } from '../../backend/simulate/simulate.ts';
import { loadPack } from '../../backend/packs/load-pack.ts';
import type { PlantedCase } from '../../backend/simulate/plants.ts';
import { kindSpecs } from '../../domain/matching/kinds.ts';
import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import { partyBook } from '../../domain/matching/parties.ts';
import { converter } from '../../domain/matching/rates.ts';
import type { MatchInput } from '../../domain/matching/record.ts';
import { undecided } from '../../domain/matching/record.ts';
import { cellsOf } from '../../domain/matching/sides.ts';
import type { Cells } from '../../domain/matching/sides.ts';
import { tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { params } from './records.ts';

export type BookRow = Record<string, string>;
/** The written books of a simulated trader, row by row. */
export type Trader = { readonly rows: (table: TableName) => readonly BookRow[]; readonly plants: readonly PlantedCase[] };

/** Reads what the simulation wrote; by other code than the product's own readers. */
function rowsOf(text: string): BookRow[] {
  const records: string[][] = [];
  let [record, cell, quoted]: [string[], string, boolean] = [[], '', false];
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (quoted && c === '"' && text[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ',') {
      record.push(cell);
      cell = '';
    } else if (!quoted && c === '\n') {
      records.push([...record, cell.replace(/\r$/, '')]);
      [record, cell] = [[], ''];
    } else cell += c;
  }
  const [header = [], ...rows] = records;
  return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

export function trader(seed: number, lines: number): Trader {
  const files = new Map<string, string[]>();
  const done = simulate({ seed, lines, pack: loadPack('kz').pack }, (file, text) => {
    files.set(file, [...(files.get(file) ?? []), text]);
  });
  const known = new Map<TableName, BookRow[]>();
  const rows = (table: TableName): BookRow[] => {
    const found = known.get(table) ?? rowsOf((files.get(`${table}.csv`) ?? []).join(''));
    known.set(table, found);
    return found;
  };
  return { rows, plants: done.answers };
}

const headers: Readonly<Record<string, string>> = {
  fx_e8: 'fx',
  gross_g: 'gross_weight_kg',
  net_g: 'net_weight_kg',
  currency_minor: 'currency_amount',
};
const scales: Readonly<Record<string, number>> = { money: 100, quantity: 1e6, rate: 1e8, weight: 1000, count: 1 };

function cells(table: TableName, rows: readonly BookRow[]): Cells {
  const columns = new Map<string, readonly string[]>();
  const column = (name: string): readonly string[] => {
    const header = headers[name] ?? name.replace(/_(?:minor|e6|e8)$/, '');
    const found = columns.get(name) ?? rows.map((row) => row[header] ?? '');
    columns.set(name, found);
    return found;
  };
  const numbers = new Map<string, { values: Float64Array; present: Uint8Array }>();
  return cellsOf({
    n: rows.length,
    rank: Float64Array.from(rows, (_, i) => i),
    text: (name) => column(name).map((text) => (text === '' ? null : text)),
    number: (name) => {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      const scale = scales[tables[table].find((one) => one.name === name)?.type ?? ''] ?? 1;
      const texts = column(name);
      const made = {
        values: Float64Array.from(texts, (text) => Math.round(Number(text) * scale)),
        present: Uint8Array.from(texts, (text) => Number(text !== '')),
      };
      numbers.set(name, made);
      return made;
    },
  });
}

const lists = new WeakMap<readonly BookRow[], Cells>();
function cellsIn(table: TableName, rows: readonly BookRow[]): Cells {
  const known = lists.get(rows) ?? cells(table, rows);
  lists.set(rows, known);
  return known;
}

/** What `suggestMatches` is given for a kind of these books. */
export function inputFor(kind: MatchKindName, rows: (table: TableName) => readonly BookRow[]): MatchInput {
  const spec = kindSpecs[kind];
  const [a, b] = [cellsIn(spec.left.table, rows(spec.left.table)), cellsIn(spec.right.table, rows(spec.right.table))];
  const left = spec.leftSide(a, 'KZT');
  const right = spec.rightSide(b, { left, national: 'KZT', accounts: spec.accounts?.(b, left, 'KZT') ?? new Set() });
  const sides = { left, right };
  return {
    left: sides.left.records,
    right: sides.right.records,
    parties: partyBook(sides.left.parties, sides.right.parties),
    traits: spec.traits,
    params,
    decided: undecided,
    convert: converter(cellsIn('rates', rows('rates')), 'KZT', () => 2),
  };
}
