import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { assayMigrations } from '../../db/migrations/assay/index.ts';
import { temporaryFolder } from '../vault/helpers.ts';

it('a vault of step 6 keeps its samples at step 7 and takes reference lists', () => {
  const db = connect(path.join(temporaryFolder(), 'a.db'), randomBytes(32), { create: true });
  const hash = 'e'.repeat(64);
  migrate(db, assayMigrations.slice(0, 6), 'a.db');
  db.exec(
    "INSERT INTO sample_result (case_id, id, created_op, changed_op, sample, item, state) VALUES ('c', 'r', 'o', 'o', 's', 'i', 'checked')",
  );
  migrate(db, assayMigrations.slice(0, 7), 'a.db');
  expect(db.prepare('SELECT item, state FROM sample_result').all()).toEqual([{ item: 'i', state: 'checked' }]);
  db.exec(`INSERT INTO reference_list (list_no, name, sha256, lang, rated, entries, added_at) VALUES (1, 'hs', '${hash}', 'en', 0, 1, 'x');
    INSERT INTO reference_entry (id, list_no, code, description, folded) VALUES (1, 1, '010121', 'Horses', 'horses');
    INSERT INTO reference_words (rowid, code, folded) SELECT id, code, folded FROM reference_entry`);
  expect(db.prepare("SELECT rowid FROM reference_words WHERE reference_words MATCH 'hor*'").all()).toHaveLength(1);
  const twice = `INSERT INTO reference_list (name, sha256, lang, rated, entries, added_at) VALUES ('hs', '${hash}', 'en', 0, 1, 'x')`;
  expect(() => db.exec(twice)).toThrow(/UNIQUE/);
  db.close();
});
