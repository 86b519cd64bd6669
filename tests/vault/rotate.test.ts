import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { moveBlobs } from '../../backend/evidence/move-blobs.ts';
import { createVault, openVault, rotateVault, type VaultSession } from '../../backend/vault/index.ts';
import { assayFile } from '../../backend/vault/session.ts';
import { readVaultFile } from '../../backend/vault/vault-file.ts';
import { canOpen } from '../../db/open.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { append, chunked, newCase, passphrase, refusal, temporaryFolder } from './helpers.ts';

const child = path.join(import.meta.dirname, 'rotate-child.ts');

type Filled = {
  readonly dir: string;
  readonly caseId: CaseId;
  readonly known: Sha256;
  readonly orphan: Sha256;
  readonly names: readonly string[];
};

/** A vault with a case, evidence that its log knows, evidence of an interrupted import, and books. */
async function filled(): Promise<Filled> {
  const session = await createVault({ dir: path.join(temporaryFolder(), 'v'), name: 'n', passphrase });
  const caseId = newCase(session);
  const known = (await session.blobs(caseId).put(chunked(Buffer.from('известный файл'), 5))).sha256;
  const orphan = (await session.blobs(caseId).put(chunked(Buffer.alloc(100_000, 3), 9_000))).sha256;
  append(session, caseId, [{ kind: 'put', ent: 'evidence', id: 'e1', set: { sha256: known, bytes: 27, name: 'a.csv' } }]);
  session
    .books(caseId)
    .write((db) =>
      db.exec(
        `INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (1, 'i', 'ledger', '${'a'.repeat(64)}', 1, 0)`,
      ),
    );
  session.close();
  return { dir: session.dir, caseId, known, orphan, names: blobNames(session.dir) };
}

const blobNames = (dir: string): string[] =>
  fs
    .readdirSync(path.join(dir, 'evidence'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.length > 2)
    .toSorted();

async function expectWhole(session: VaultSession, vault: Filled): Promise<void> {
  expect(session.assay.read((db) => caseRecord(db, vault.caseId).trader)).toBe('ТОО «Ромашка»');
  await session.blobs(vault.caseId).verify(vault.known);
  await session.blobs(vault.caseId).verify(vault.orphan);
  expect(session.books(vault.caseId).read((db) => db.prepare<{ n: number }>('SELECT count(*) AS n FROM book_import').get()?.n)).toBe(1);
  append(session, vault.caseId, [{ kind: 'set', ent: 'case', id: vault.caseId, set: { state: 'FIELDWORK' } }]);
}

describe('rotation', () => {
  it('gives the vault another key; the session goes on, and the old key opens nothing', async () => {
    const vault = await filled();
    const session = await openVault({ dir: vault.dir, passphrase });
    const before = readVaultFile(vault.dir).file.keyId;
    const secret = session.wrapSecret(Buffer.from('key'), 'signing');
    expect(secret.length).toBeGreaterThan(3);
    await rotateVault(session, passphrase);
    expect(readVaultFile(vault.dir).file.keyId).not.toBe(before);
    expect(blobNames(vault.dir)).toHaveLength(2);
    expect(blobNames(vault.dir).some((name) => vault.names.includes(name))).toBe(false);
    await expectWhole(session, vault);
    session.close();
    const again = await openVault({ dir: vault.dir, passphrase });
    await expectWhole(again, vault);
    again.close();
    expect(fs.readdirSync(vault.dir).toSorted()).toEqual(['assay.db', 'books', 'evidence', 'vault.json', 'vault.lock', 'vault.reserve']);
  });

  it('wants the passphrase', async () => {
    const vault = await filled();
    const session = await openVault({ dir: vault.dir, passphrase });
    expect((await refusal(() => rotateVault(session, 'not this one at all'))).code).toBe('passphrase_wrong');
    await expectWhole(session, vault);
    session.close();
  });

  it('with neither database under the key of vault.json touches nothing', async () => {
    const vault = await filled();
    const now = assayFile(vault.dir);
    fs.writeFileSync(`${now}.next`, 'not a database');
    const bytes = fs.readFileSync(now);
    fs.writeFileSync(now, Buffer.concat([Buffer.from('x'), bytes.subarray(1)]));
    expect((await refusal(() => openVault({ dir: vault.dir, passphrase }))).code).toBe('vault_damaged');
    expect(fs.existsSync(`${now}.next`)).toBe(true);
    fs.writeFileSync(now, bytes);
    const session = await openVault({ dir: vault.dir, passphrase });
    await expectWhole(session, vault);
    session.close();
    expect(fs.existsSync(`${now}.next`)).toBe(false);
    expect(canOpen(now, Buffer.alloc(32))).toBe(false);
  });

  it('killed before or after any change of the file system, opens with the same passphrase and everything in it', async () => {
    const vault = await filled();
    const changes = Number(execFileSync(process.execPath, [child, vault.dir, passphrase, '0'], { encoding: 'utf8' }));
    expect(changes).toBeGreaterThan(7);
    const moments = Array.from({ length: changes }, (_, index) => [index + 1, 'before'] as const);
    for (const [nth, when] of [...moments, [changes, 'after'] as const]) {
      const ended = spawnSync(process.execPath, [child, vault.dir, passphrase, String(nth), when], { encoding: 'utf8' });
      expect(ended.signal, `${when} change ${nth}: ${ended.stderr}`).toBe('SIGKILL');
      const session = await openVault({ dir: vault.dir, passphrase });
      await expectWhole(session, vault);
      session.close();
      expect(fs.readdirSync(vault.dir).toSorted(), `${when} change ${nth}`).toEqual([
        'assay.db',
        'books',
        'evidence',
        'vault.json',
        'vault.lock',
        'vault.reserve',
      ]);
      expect(blobNames(vault.dir)).toHaveLength(2);
    }
  }, 300_000);
});

it('a blob whose case key is gone keeps its name when others move', async () => {
  const vault = await filled();
  const names = { from: Buffer.alloc(32, 1), to: Buffer.alloc(32, 2) };
  expect(await moveBlobs(path.join(vault.dir, 'evidence'), names, [])).toBe(0);
  expect(blobNames(vault.dir)).toEqual(vault.names);
});
