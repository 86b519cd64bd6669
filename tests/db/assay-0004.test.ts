import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { migrate } from '../../db/migrate.ts';
import { assayMigrations } from '../../db/migrations/assay/index.ts';
import { temporaryFolder } from '../vault/helpers.ts';

const put = (id: string, links: readonly (readonly [string, string])[]): string =>
  `INSERT INTO match_set (case_id, id, created_op, changed_op, kind, method, rule, links, state) VALUES ('c', '${id}', 'o${id}', 'o${id}', 'invoice-payment', 'hand', 'hand',
    '${JSON.stringify(links.map(([left, right]) => ({ left, right, amount: '1.00', currency: 'KZT' })))}', 'confirmed')
    ON CONFLICT (case_id, id) DO UPDATE SET links = excluded.links`;

it('matches of step 3 are found by their rows at step 4; what is put, changed and removed later follows', () => {
  const db = connect(path.join(temporaryFolder(), 'a.db'), randomBytes(32), { create: true });
  migrate(db, assayMigrations.slice(0, 3), 'a.db');
  db.exec(
    put('m1', [
      ['A', 'P'],
      ['B', 'P'],
    ]),
  );
  migrate(db, assayMigrations.slice(0, 4), 'a.db');
  const rows = (): unknown => db.prepare("SELECT row_name || ' ' || match_id FROM match_row ORDER BY 1").pluck().all();
  expect(rows()).toEqual(['A m1', 'B m1', 'P m1']);
  db.exec(put('m2', [['A', 'Q']]));
  expect(rows()).toEqual(['A m1', 'A m2', 'B m1', 'P m1', 'Q m2']);
  db.exec(put('m1', [['C', 'P']]));
  expect(rows()).toEqual(['A m2', 'C m1', 'P m1', 'Q m2']);
  db.exec("UPDATE match_set SET deleted_op = 'o9' WHERE id = 'm2'");
  expect(rows()).toEqual(['A m2', 'C m1', 'P m1', 'Q m2']);
  db.exec("DELETE FROM match_set WHERE id = 'm1'");
  expect(rows()).toEqual(['A m2', 'Q m2']);
  const plan = db.prepare("EXPLAIN QUERY PLAN SELECT match_id FROM match_row WHERE case_id = 'c' AND row_name = 'A'").all();
  expect(JSON.stringify(plan)).toContain('USING PRIMARY KEY');
  db.close();
});
