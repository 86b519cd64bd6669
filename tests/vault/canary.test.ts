import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupVault, createVault, openVault, rotateVault } from '../../backend/vault/index.ts';
import { saveView } from '../../db/repositories/settings.ts';
import { append, chunked, newCase, passphrase, temporaryFolder } from './helpers.ts';

const canary = 'КАНАРЕЙКА ТОО';
const latin = 'CANARY-TRADER-7731';

/** The letters of windows-1251 that the canary has: А..я lie in one run. */
function windows1251(text: string): Buffer {
  return Buffer.from(
    Array.from(text, (letter) => (letter >= 'А' && letter <= 'я' ? letter.charCodeAt(0) - 0x410 + 0xc0 : letter.charCodeAt(0))),
  );
}

const forms = [canary, latin].flatMap((text) => {
  const utf16 = Buffer.from(text, 'utf16le');
  return [Buffer.from(text, 'utf8'), utf16, Buffer.from(utf16).swap16(), windows1251(text)];
});

function filesWithCanary(folder: string): string[] {
  return fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = path.join(folder, name);
    if (forms.some((form) => Buffer.from(name).includes(form))) return true;
    if (!fs.statSync(file).isFile()) return false;
    const bytes = fs.readFileSync(file);
    return forms.some((form) => bytes.includes(form));
  });
}

describe('a known text of a case', () => {
  it('stands in no file of the vault while it is written, sorted, deleted, saved, rotated and closed', async () => {
    const folder = temporaryFolder();
    const session = await createVault({ dir: path.join(folder, 'v'), name: 'n', passphrase });
    const caseId = newCase(session, `${canary} ${latin}`);
    await session.blobs(caseId).put(chunked(Buffer.concat(forms), 100));
    append(session, caseId, [{ kind: 'put', ent: 'finding', id: 'f1', set: { title: canary, status: 'draft', cause: latin } }]);
    session.assay.write((db) => saveView(db, 'search', canary));
    const books = session.books(caseId);
    books.write((db) => {
      db.exec(
        `INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (1, 'i1', 'ledger', '${'a'.repeat(64)}', 1, 2)`,
      );
      const insert = db.prepareWrite(
        "INSERT INTO ledger (import_no, ordinal, line, offset, length, posting_date, account, description) VALUES (1, ?, 1, 0, 1, '2024-01-01', '1010', ?)",
      );
      for (let i = 0; i < 30_000; i += 1) insert.run(BigInt(i), `${canary} ${latin} ${(i * 7919) % 30_000}`);
    });
    books.read((db) => db.prepare('SELECT id FROM ledger ORDER BY description DESC').all());
    expect(filesWithCanary(folder), 'with the write-ahead logs').toEqual([]);
    books.write((db) => db.exec('DELETE FROM ledger WHERE ordinal % 2 = 0'));
    books.write((db) => db.exec('CREATE INDEX ledger_text ON ledger (description)'));
    append(session, caseId, [{ kind: 'del', ent: 'finding', id: 'f1', set: {} }]);
    expect(filesWithCanary(folder), 'after deleting and indexing').toEqual([]);
    await backupVault(session, path.join(folder, 'backup'));
    await rotateVault(session, passphrase);
    expect(filesWithCanary(folder), 'after backup and rotation').toEqual([]);
    session.close();
    expect(filesWithCanary(folder), 'closed').toEqual([]);
    (await openVault({ dir: session.dir, passphrase })).close();
  });

  it('would be found in each of its forms (so the test above can fail)', () => {
    for (const form of forms) {
      const folder = temporaryFolder();
      fs.writeFileSync(path.join(folder, 'x'), Buffer.concat([Buffer.alloc(1001, 1), form]));
      expect(filesWithCanary(folder)).toEqual(['x']);
    }
  });
});
