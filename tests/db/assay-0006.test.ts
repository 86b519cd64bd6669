import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { assayMigrations } from '../../db/migrations/assay/index.ts';
import { temporaryFolder } from '../vault/helpers.ts';

it('a vault of step 5 keeps its successions at step 6 and takes samples, custom tests and risk scores', () => {
  const db = connect(path.join(temporaryFolder(), 'a.db'), randomBytes(32), { create: true });
  migrate(db, assayMigrations.slice(0, 5), 'a.db');
  db.exec("INSERT INTO succession (case_id, id, created_op, changed_op, older, newer) VALUES ('c', 's', 'o', 'o', 'a', 'b')");
  migrate(db, assayMigrations.slice(0, 6), 'a.db');
  expect(db.prepare('SELECT older, newer FROM succession').all()).toEqual([{ older: 'a', newer: 'b' }]);
  const made = db
    .prepare(
      "SELECT name FROM sqlite_master WHERE name IN ('sample', 'sample_draw', 'sample_result', 'sample_evaluation', 'custom_test', 'risk_indicator', 'risk_score')",
    )
    .all();
  expect(made).toHaveLength(7);
  const draw = (upto: number): unknown =>
    db.exec(
      `INSERT INTO sample_draw (case_id, id, created_op, changed_op, sample, upto, items, list_hash) VALUES ('c', 'd${upto}', 'o', 'o', 's', ${upto}, '[]', '${'0'.repeat(64)}')`,
    );
  draw(0);
  expect(() => draw(-1)).toThrow(/CHECK/);
  db.close();
});
