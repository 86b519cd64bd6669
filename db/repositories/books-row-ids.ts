import { parseRowName } from '../../domain/model/ids.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { ReadDb } from '../store.ts';
import type { BookImport } from './books-imports.ts';

/** Looks up the rows of one import by their locators, with statements that are prepared once. */
type Finder = (locator: string) => number | null;

/** Ordinals grow with ids; where no record was rejected before a row its id is told by the ordinal alone. */
function byOrdinal(db: ReadDb, { table, firstId, rows }: BookImport): Finder {
  const ordinalAt = db.prepare<number>(`SELECT ordinal FROM ${table} WHERE id = ?`).pluck();
  return (locator) => {
    if (!/^[1-9]\d{0,9}$/.test(locator)) return null;
    const ordinal = Number(locator);
    let low = firstId;
    let high = Math.min(firstId + ordinal - 1, firstId + rows - 1);
    if (ordinalAt.get(high) === ordinal) return high;
    while (low <= high) {
      const middle = Math.floor((low + high) / 2);
      const there = Number(ordinalAt.get(middle));
      if (there === ordinal) return middle;
      if (there < ordinal) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  };
}

function byLocator(db: ReadDb, { table, importNo }: BookImport): Finder {
  const idAt = db.prepare<number>(`SELECT id FROM ${table} WHERE import_no = ? AND locator = ?`).pluck();
  return (locator) => idAt.get(importNo, locator) ?? null;
}

/** All rows of an import are named in one way: by their ordinal, or each by the locator beside it. */
function finderOf(db: ReadDb, owner: BookImport): Finder {
  const sql = `SELECT locator FROM ${owner.table} WHERE id = ?`;
  const first = db.prepare<{ locator: string | null }>(sql).get(owner.firstId);
  if (first === undefined) return () => null;
  return first.locator === null ? byOrdinal(db, owner) : byLocator(db, owner);
}

/**
 * The ids of rows by their names, thousands at once.
 * @param visible imports of the case whose operation stands
 * @returns by name; names of other tables, or of rows that are not there, are left out
 */
export function idsOfRows(
  db: ReadDb,
  table: TableName,
  names: Iterable<string>,
  visible: readonly BookImport[],
): ReadonlyMap<string, number> {
  const finders = new Map<string, readonly Finder[]>();
  const findersOf = (evidence: string): readonly Finder[] => {
    const known = finders.get(evidence);
    if (known !== undefined) return known;
    const owners = visible.filter((one) => one.rows > 0 && one.table === table && one.evidence === evidence);
    const made = owners.map((owner) => finderOf(db, owner));
    finders.set(evidence, made);
    return made;
  };
  const found = new Map<string, number>();
  for (const name of names) {
    const parts = parseRowName(name);
    if (parts === null || parts.table !== table) continue;
    for (const find of findersOf(parts.evidence)) {
      const id = find(parts.locator);
      if (id === null) continue;
      found.set(name, id);
      break;
    }
  }
  return found;
}
