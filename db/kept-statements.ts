import type { ReadDb, Statement } from './store.ts';

const kept = new WeakMap<ReadDb, Map<string, Statement<unknown>>>();

/**
 * A reading statement that is prepared once for each connection: for what is asked thousands of times in one step. Everybody who asks with
 * the same text gets the same statement, so its form of answer (`pluck`, `raw`) must not be changed.
 */
export function keptStatement<Row>(db: ReadDb, sql: string): Statement<Row> {
  const known = kept.get(db) ?? new Map<string, Statement<unknown>>();
  kept.set(db, known);
  const statement = known.get(sql) ?? db.prepare<unknown>(sql);
  known.set(sql, statement);
  return statement as Statement<Row>;
}
