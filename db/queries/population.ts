import type { Population, PopulationSpec } from '../../domain/catalogue/audit-test.ts';
import { rowName } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { BookImport } from '../repositories/books-imports.ts';
import type { ReadDb } from '../store.ts';
import { visibleOf } from './columns.ts';
import type { LoadedColumn, Visible } from './columns.ts';
import { keepColumns } from './kept-columns.ts';
import type { KeptColumns } from './kept-columns.ts';

/** Room for the records of one file in a row's rank: more than a file can have. */
const ranksPerImport = 2 ** 32;

/** Places among the visible rows whose column begins as the spec says; null = all. */
function wantedPlaces(spec: PopulationSpec, columns: ReadonlyMap<string, LoadedColumn>): Uint32Array | null {
  if (spec.prefix === undefined) return null;
  const { column, value } = spec.prefix;
  const texts = columns.get(column)?.text;
  if (texts === null || texts === undefined) throw new Refused({ code: 'column_unknown', at: `${spec.table}.${column}` });
  const places = new Uint32Array(texts.length);
  let n = 0;
  for (const [i, text] of texts.entries()) {
    if (text?.startsWith(value) !== true) continue;
    places[n] = i;
    n += 1;
  }
  return places.slice(0, n);
}

function narrowed(column: LoadedColumn, places: Uint32Array): LoadedColumn {
  const { text, number } = column;
  if (number === null) return { ...column, text: Array.from(places, (place) => text?.[place] ?? null) };
  const values = Float64Array.from(places, (place) => number.values[place] ?? 0);
  return { ...column, number: { values, present: Uint8Array.from(places, (place) => number.present[place] ?? 0) } };
}

/** Rank of every visible row: which file, then which row of it. */
function allRanks({ imports, rows }: Visible): Float64Array {
  const ranks = new Float64Array(rows);
  let place = 0;
  imports.forEach((one, at) => {
    for (let row = 0; row < one.rows; row += 1, place += 1) ranks[place] = at * ranksPerImport + row;
  });
  return ranks;
}

function namer(db: ReadDb, { table, imports }: Visible, rank: Float64Array): Population['nameOf'] {
  const placeOf = db.prepare<{ ordinal: number; locator: string | null }>(`SELECT ordinal, locator FROM ${table} WHERE id = ?`);
  return (i) => {
    const at = rank[i] ?? -1;
    const owner = imports[Math.floor(at / ranksPerImport)];
    const id = (owner?.firstId ?? 0) + (at % ranksPerImport);
    const found = placeOf.get(BigInt(id));
    if (owner === undefined || found === undefined) throw new Refused({ code: 'row_missing', at: `${table}:${id}` });
    return rowName(owner.evidence, table, found.locator ?? found.ordinal);
  };
}

/**
 * The rows that a test looks at, as columns. To be used inside one `Store.read`: names of rows are looked up when a hit asks for them.
 * A judge must not write into the columns: they may serve the next run.
 * @param imports the imports that are visible: those of which the case log has an operation that stands
 * @param kept where columns may be found that an earlier run has read
 * @throws Refused column_unknown
 */
export function loadPopulation(
  db: ReadDb,
  spec: PopulationSpec,
  imports: readonly BookImport[],
  kept: KeptColumns = keepColumns(0),
): Population {
  const visible = visibleOf(spec.table, imports);
  const columns = kept.of(db, visible, [...spec.columns, ...(spec.prefix === undefined ? [] : [spec.prefix.column])]);
  const places = wantedPlaces(spec, columns);
  const every = allRanks(visible);
  const rank = places === null ? every : Float64Array.from(places, (place) => every[place] ?? 0);
  const mine = new Map(
    spec.columns.flatMap((name) => {
      const column = columns.get(name);
      return column === undefined ? [] : [[name, places === null ? column : narrowed(column, places)] as const];
    }),
  );
  const missing = (column: string): never => {
    throw new RangeError(`column ${column} is not in the population`);
  };
  return {
    n: rank.length,
    rank,
    nameOf: namer(db, visible, rank),
    number: (column) => mine.get(column)?.number ?? missing(column),
    text: (column) => mine.get(column)?.text ?? missing(column),
  };
}
