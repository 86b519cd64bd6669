import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { assayMigrations } from '../../db/migrations/assay/index.ts';
import { temporaryFolder } from '../vault/helpers.ts';

it('a vault of step 1 keeps its evidence and imports at step 2; what is not known of them is null', () => {
  const db = connect(path.join(temporaryFolder(), 'a.db'), randomBytes(32), { create: true });
  migrate(db, assayMigrations.slice(0, 1), 'a.db');
  const hash = 'a'.repeat(64);
  db.exec(`INSERT INTO evidence_item (case_id, id, created_op, changed_op, sha256, bytes, name)
      VALUES ('c', 'e', 'o1', 'o1', '${hash}', 12, 'декларации.csv');
    INSERT INTO import (case_id, id, created_op, changed_op, table_name, evidence, file_name, bytes, importer, profile_hash, profile,
      row_digest, rows, rejected, sums, repaired, encoding, problems)
      VALUES ('c', 'i', 'o1', 'o1', 'ledger', '${hash}', 'ledger.csv', 12, 'csv-1', '${hash}', '{}', '${hash}', 3, 0, '{}', '{}', 'utf-8', '[]')`);
  migrate(db, assayMigrations.slice(0, 2), 'a.db');
  expect(db.prepare('SELECT name, bytes, legal_basis, tags, secrecy FROM evidence_item').get()).toEqual({
    name: 'декларации.csv',
    bytes: 12,
    legal_basis: null,
    tags: null,
    secrecy: null,
  });
  expect(db.prepare('SELECT table_name, rows, scope, format, checks, facts FROM import').get()).toEqual({
    table_name: 'ledger',
    rows: 3,
    scope: null,
    format: null,
    checks: null,
    facts: null,
  });
  expect(
    db
      .prepare("SELECT count(*) FROM sqlite_master WHERE name IN ('evidence_region', 'data_request', 'match_set', 'saved_view')")
      .pluck()
      .get(),
  ).toBe(4);
  db.close();
});
