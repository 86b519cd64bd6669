import type { Canonical } from '../../domain/caselog/operation.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { ReadDb, WriteDb } from '../store.ts';

/** A hit as it lies in the books of its case. `position` counts from 1 in the order of the run's result. */
export type HitRecord = {
  readonly position: number;
  readonly key: string;
  readonly score: number;
  /** names of the source rows */
  readonly keys: readonly string[];
  readonly measures: Canonical;
  /** key and arguments of a sentence */
  readonly explanation: Canonical;
};

type Row = { position: number; key: string; score: number; keys: string; measures: string; explanation: string };

const columns = 'position, key, score, keys, measures, explanation';

/** Writes a run's hits into the books, before the run's operation is appended: hits of a run without one are invisible. */
export function writeHits(books: WriteDb, runId: string, hits: Iterable<HitRecord>): void {
  const insert = books.prepareWrite(
    'INSERT INTO hit (run_id, position, key, score, keys, measures, explanation) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const hit of hits) {
    const json = [hit.keys, hit.measures, hit.explanation].map((value) => JSON.stringify(value));
    insert.run(runId, BigInt(hit.position), hit.key, hit.score, ...json);
  }
}

function read(row: Row): HitRecord {
  const keys = JSON.parse(row.keys) as readonly string[];
  return { ...row, keys, measures: JSON.parse(row.measures) as Canonical, explanation: JSON.parse(row.explanation) as Canonical };
}

/** @param page.after position of the last hit seen, 0 from the beginning */
export function hitsPage(books: ReadDb, runId: string, page: { readonly after: number; readonly limit: number }): readonly HitRecord[] {
  const sql = `SELECT ${columns} FROM hit WHERE run_id = ? AND position > ? ORDER BY position LIMIT ?`;
  return books.prepare<Row>(sql).all(runId, BigInt(page.after), BigInt(page.limit)).map(read);
}

/** @throws Refused hit_missing */
export function hitRecord(books: ReadDb, runId: string, key: string): HitRecord {
  const row = books.prepare<Row>(`SELECT ${columns} FROM hit WHERE run_id = ? AND key = ?`).get(runId, key);
  if (row === undefined) throw new Refused({ code: 'hit_missing', at: key });
  return read(row);
}

/** Removes the hits of runs that were never committed to the log. @param known ids of the runs that exist */
export function purgeHits(books: WriteDb, known: readonly string[]): number {
  const sql = 'DELETE FROM hit WHERE run_id NOT IN (SELECT value FROM json_each(?))';
  return books.prepareWrite(sql).run(JSON.stringify(known)).changes;
}
