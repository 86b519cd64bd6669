import type Database from 'better-sqlite3';
import type { TableName } from '../../domain/model/books.ts';

type Row = readonly (string | number | null)[];
type Groups = { readonly table: TableName; readonly columns: readonly string[]; readonly originals: boolean };

/**
 * Rows whose key stands for several of them, held against each other by their whole content: as many equal ones on both sides are the
 * same, what is left over was added or vanished. Reads the work tables of a comparison, group after group.
 */
export function matchRepeated(
  db: Database.Database,
  groups: Groups,
): { readonly added: readonly number[]; readonly vanished: readonly number[] } {
  const keys = db.prepare<[], string>('SELECT key FROM temp.repeated').pluck();
  const ids = (side: 'older' | 'newer') => db.prepare<[string], number>(`SELECT id FROM temp.${side}_key WHERE key = ?`).pluck();
  const [older, newer] = [ids('older'), ids('newer')];
  const contentOf = contentReader(db, groups);
  const [added, vanished]: [number[], number[]] = [[], []];
  for (const key of keys.iterate()) {
    const before = new Map<string, number[]>();
    for (const id of older.all(key)) {
      const content = contentOf(id);
      const same = before.get(content);
      if (same === undefined) before.set(content, [id]);
      else same.push(id);
    }
    for (const id of newer.all(key)) if (before.get(contentOf(id))?.shift() === undefined) added.push(id);
    for (const left of before.values()) vanished.push(...left);
  }
  return { added, vanished };
}

function contentReader(db: Database.Database, { table, columns, originals }: Groups): (id: number) => string {
  const row = db.prepare<[number], Row>(`SELECT ${columns.join(', ')} FROM ${table} WHERE id = ?`).raw();
  const over = originals ? db.prepare<[number], Row>(`SELECT ${columns.join(', ')} FROM temp.original WHERE id = ?`).raw() : null;
  return (id) => JSON.stringify(over?.get(id) ?? row.get(id) ?? null);
}
