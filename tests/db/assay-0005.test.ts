import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { assayMigrations } from '../../db/migrations/assay/index.ts';
import { temporaryFolder } from '../vault/helpers.ts';

const put = (id: string, state: string, deleted: string | null): string =>
  `INSERT INTO match_set (case_id, id, created_op, changed_op, deleted_op, kind, method, rule, links, state)
    VALUES ('c', '${id}', 'o${id}', 'o${id}', ${deleted === null ? 'NULL' : `'${deleted}'`}, 'invoice-payment', 'hand', 'hand', '[]', '${state}')`;

it('matches of step 4 stand in the index of lists at step 5, those that were taken back do not; what is taken back later leaves it', () => {
  const db = connect(path.join(temporaryFolder(), 'a.db'), randomBytes(32), { create: true });
  migrate(db, assayMigrations.slice(0, 4), 'a.db');
  db.exec(put('m1', 'confirmed', null));
  db.exec(put('m2', 'refused', 'o9'));
  migrate(db, assayMigrations.slice(0, 5), 'a.db');
  const sql =
    "SELECT kind || ' ' || state || ' ' || id FROM match_set INDEXED BY match_live WHERE case_id = 'c' AND deleted_op IS NULL ORDER BY kind, state, id";
  const listed = (): unknown => db.prepare(sql).pluck().all();
  expect(listed()).toEqual(['invoice-payment confirmed m1']);
  db.exec(put('m3', 'refused', null));
  expect(listed()).toEqual(['invoice-payment confirmed m1', 'invoice-payment refused m3']);
  db.exec("UPDATE match_set SET deleted_op = 'o10' WHERE id = 'm1'");
  expect(listed()).toEqual(['invoice-payment refused m3']);
  expect(JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all())).toContain('COVERING INDEX match_live');
  db.close();
});
