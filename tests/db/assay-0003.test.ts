import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { assayMigrations } from '../../db/migrations/assay/index.ts';
import { temporaryFolder } from '../vault/helpers.ts';

it('a vault of step 2 keeps its evidence, imports and runs at step 3; what was not asked then is null', () => {
  const db = connect(path.join(temporaryFolder(), 'a.db'), randomBytes(32), { create: true });
  migrate(db, assayMigrations.slice(0, 2), 'a.db');
  const hash = 'b'.repeat(64);
  db.exec(`INSERT INTO evidence_item (case_id, id, created_op, changed_op, sha256, bytes, name, tags)
      VALUES ('c', 'e', 'o1', 'o1', '${hash}', 12, 'фото.jpg', '["склад"]');
    INSERT INTO import (case_id, id, created_op, changed_op, table_name, evidence, file_name, bytes, importer, profile_hash, profile,
      row_digest, rows, rejected, sums, repaired, encoding, problems, format)
      VALUES ('c', 'i', 'o1', 'o1', 'ledger', '${hash}', 'l.csv', 12, 'csv-2', '${hash}', '{}', '${hash}', 3, 0, '{}', '{}', 'utf-8', '[]', 'csv');
    INSERT INTO test_run (case_id, id, created_op, changed_op, test, version, params, population_n, excluded, hits_n, stats, dataset_hash, result_hash)
      VALUES ('c', 'r', 'o1', 'o1', 'D01', '1', '{}', 5, '[]', 0, '{}', '${hash}', '${hash}')`);
  migrate(db, assayMigrations.slice(0, 3), 'a.db');
  expect(db.prepare('SELECT name, tags, policy FROM evidence_item').get()).toEqual({ name: 'фото.jpg', tags: '["склад"]', policy: null });
  expect(db.prepare('SELECT rows, format, obtained_from FROM import').get()).toEqual({ rows: 3, format: 'csv', obtained_from: null });
  expect(db.prepare('SELECT test, population_n, coverage FROM test_run').get()).toEqual({ test: 'D01', population_n: 5, coverage: null });
  expect(
    db
      .prepare("SELECT count(*) FROM sqlite_master WHERE name IN ('export', 'custody_step', 'expectation', 'succession', 'article_memory')")
      .pluck()
      .get(),
  ).toBe(5);
  db.close();
});
