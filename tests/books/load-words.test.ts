import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { openBooks } from '../../db/open.ts';
import { batchRows, beginLoad } from '../../db/repositories/books-load.ts';
import { createFullText } from '../../db/search/full-text.ts';
import type { Sha256 } from '../../domain/model/ids.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-load-words-'));
const place = { file: path.join(dir, 'books.db'), key: randomBytes(32) };
const columns = ['txn_id', 'posting_date', 'account', 'description'] as const;
/** Three slices of words. */
const rows = 3 * 32_768;

/** Pieces as small as a laptop with a large case would have them many. */
function withSmallPieces(): void {
  openBooks(place.file, place.key).close();
  const db = connect(place.file, place.key);
  db.exec(createFullText('ledger'));
  db.exec("INSERT INTO ledger_words (ledger_words, rank) VALUES ('hashsize', 16384)");
  db.close();
}

function load(): void {
  const books = beginLoad(place);
  const into = books.table({ importId: 'one', scope: '', table: 'ledger', columns, expectedRows: rows });
  for (let at = 0; at < rows; at += batchRows) {
    const batch = Array.from({ length: batchRows }, (_, i) => {
      const no = at + i + 1;
      return [no, no + 1, no * 10, 10, `ПР-${no}`, '2024-05-01', '3310', `Оплата по счёту ${no % 9_973} через банк ${no % 31}`];
    });
    into.insert(batch.flat(), batchRows);
  }
  while (books.finishStep() > 0);
  books.commit('0'.repeat(64) as Sha256);
  books.close();
}

describe('words of a large load', () => {
  withSmallPieces();
  load();
  const db = connect(place.file, place.key, { readonly: true });
  afterAll(() => {
    db.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  it('are joined while the file is read: fewer than sixteen pieces of one size are left', () => {
    const pieces = db.prepare('SELECT count(DISTINCT segid) FROM ledger_words_idx').pluck().get();
    expect(pieces).toBeGreaterThan(1);
    expect(pieces).toBeLessThan(3 * 16);
  });

  it('leave an index that joins its pieces by itself again', () => {
    expect(db.prepare("SELECT v FROM ledger_words_config WHERE k = 'crisismerge'").pluck().get()).toBe(16);
  });

  it('are found in every slice', () => {
    const found = db.prepare<[string], number>('SELECT count(*) FROM ledger_words WHERE ledger_words MATCH ?').pluck();
    expect(found.get('счёту')).toBe(rows);
    expect(found.get('9972')).toBe(Math.floor((rows + 1) / 9_973));
  });
});
