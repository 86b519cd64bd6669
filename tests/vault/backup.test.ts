import fs from 'node:fs';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  backupVault,
  checkCaseFiles,
  createVault,
  openVault,
  restoreVault,
  rotateVault,
  type VaultSession,
} from '../../backend/vault/index.ts';
import { asDiskRefusal, replaceFile } from '../../backend/evidence/durable.ts';
import { needSpace } from '../../backend/vault/copy-files.ts';
import { caseStreams, currentHead, storedOperations } from '../../db/repositories/log.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { verifyStored } from '../../domain/caselog/verify-log.ts';
import { append, chunked, flip, newCase, passphrase, refusal, sha256, temporaryFolder } from './helpers.ts';

type Filled = { readonly session: VaultSession; readonly caseId: CaseId; readonly hash: Sha256; readonly folder: string };

async function filled(): Promise<Filled> {
  const folder = temporaryFolder();
  const session = await createVault({ dir: path.join(folder, 'v'), name: 'Полевая', passphrase });
  const caseId = newCase(session);
  const { sha256: hash, bytes } = await session.blobs(caseId).put(chunked(randomBytes(150_000), 10_000));
  session.books(caseId).write((db) => {
    db.exec(
      `INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (1, 'i1', 'ledger', '${hash}', 1, 2)`,
    );
    const insert = db.prepareWrite(
      "INSERT INTO ledger (import_no, ordinal, line, offset, length, posting_date, account) VALUES (1, ?, 1, 0, 1, '2024-01-01', '1010')",
    );
    for (const ordinal of [1n, 2n]) insert.run(ordinal);
  });
  append(session, caseId, [
    { kind: 'put', ent: 'evidence', id: 'e1', set: { sha256: hash, bytes, name: 'журнал.csv' } },
    {
      kind: 'put',
      ent: 'import',
      id: 'i1',
      set: {
        table: 'ledger',
        evidence: hash,
        fileName: 'журнал.csv',
        bytes,
        importer: 'csv/1',
        profileHash: hash,
        profile: {},
        rowDigest: hash,
        rows: 2,
        rejected: 0,
        sums: {},
        repaired: {},
        encoding: 'utf-8',
        problems: [],
      },
    },
  ]);
  return { session, caseId, hash, folder };
}

const logOf = (session: VaultSession, caseId: CaseId): unknown => session.assay.read((db) => [...storedOperations(db, caseId)]);
const rowsOf = (session: VaultSession, caseId: CaseId): unknown =>
  session.books(caseId).read((db) => db.prepare('SELECT id, ordinal, account FROM ledger ORDER BY id').all());
const blobOf = (dir: string): string => {
  const folder = path.join(dir, 'evidence');
  const name = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((entry) => entry.length > 60) ?? '';
  return path.join(folder, name);
};

describe('a backup', () => {
  it('restored elsewhere holds the same log, rows and evidence, and the log goes on in a new stream', async () => {
    const { session, caseId, hash, folder } = await filled();
    const steps: string[] = [];
    const size = await backupVault(session, path.join(folder, 'backup'), (step) => steps.push(step.stage));
    expect(size.files).toBe(4);
    expect(size.bytes).toBeGreaterThan(150_000);
    expect([...new Set(steps)]).toEqual(['copy', 'check']);
    const log = logOf(session, caseId);
    const rows = rowsOf(session, caseId);
    const head = session.assay.read((db) => currentHead(db, caseId, sha256));
    session.close();
    const restored = await restoreVault({ from: path.join(folder, 'backup'), dir: path.join(folder, 'restored'), passphrase });
    expect(restored.vaultId).toBe(session.vaultId);
    expect(logOf(restored, caseId)).toEqual(log);
    expect(rowsOf(restored, caseId)).toEqual(rows);
    expect(restored.assay.read((db) => currentHead(db, caseId, sha256))).toBe(head);
    await restored.blobs(caseId).verify(hash);
    append(restored, caseId, [{ kind: 'state', ent: 'case', id: caseId, set: { state: 'REPORT' } }]);
    expect(restored.assay.read((db) => caseStreams(db, caseId))).toHaveLength(2);
    expect(restored.assay.read((db) => verifyStored(caseId, storedOperations(db, caseId), sha256)).ok).toBe(true);
    restored.close();
    (await openVault({ dir: session.dir, passphrase })).close();
  });

  it('holds what was committed a moment ago and still lies in the write-ahead log', async () => {
    const { session, caseId, folder } = await filled();
    append(session, caseId, [{ kind: 'state', ent: 'case', id: caseId, set: { state: 'REPORT' } }]);
    expect(fs.statSync(path.join(session.dir, 'assay.db-wal')).size).toBeGreaterThan(0);
    await backupVault(session, path.join(folder, 'backup'));
    const log = logOf(session, caseId);
    session.close();
    const restored = await restoreVault({ from: path.join(folder, 'backup'), dir: path.join(folder, 'restored'), passphrase });
    expect(logOf(restored, caseId)).toEqual(log);
    restored.close();
  });

  it('is encrypted like the vault', async () => {
    const { session, caseId, folder } = await filled();
    await backupVault(session, path.join(folder, 'backup'));
    session.close();
    for (const name of ['assay.db', path.join('books', `${caseId}.db`)]) {
      const bytes = fs.readFileSync(path.join(folder, 'backup', name));
      expect(bytes.includes(Buffer.from('Ромашка')) || bytes.includes(Buffer.from('CREATE TABLE'))).toBe(false);
    }
  });

  it('is refused into a folder with something in it, and into the vault itself', async () => {
    const { session, folder } = await filled();
    fs.mkdirSync(path.join(folder, 'full'));
    fs.writeFileSync(path.join(folder, 'full', 'letter.txt'), 'x');
    expect((await refusal(() => backupVault(session, path.join(folder, 'full')))).code).toBe('file_exists');
    expect((await refusal(() => backupVault(session, path.join(session.dir, 'inside')))).code).toBe('target_in_vault');
    fs.mkdirSync(path.join(folder, 'empty'));
    await backupVault(session, path.join(folder, 'empty'));
    expect(fs.existsSync(path.join(folder, 'empty', 'vault.json'))).toBe(true);
    session.close();
  });

  it('of a damaged vault says which file is damaged, and leaves no half backup', async () => {
    const { session, caseId, folder } = await filled();
    flip(blobOf(session.dir), 70_000);
    const refused = await refusal(() => backupVault(session, path.join(folder, 'backup')));
    expect([refused.code, refused.at]).toEqual(['vault_damaged', path.basename(blobOf(session.dir))]);
    expect((await refusal(() => checkCaseFiles(session, caseId))).code).toBe('vault_damaged');
    session.close();
    expect(fs.readdirSync(folder)).toEqual(['v']);
  });
});

describe('restoring', () => {
  it('refuses what is no backup, a place that is taken, and a wrong passphrase', async () => {
    const { session, folder } = await filled();
    await backupVault(session, path.join(folder, 'backup'));
    session.close();
    const from = path.join(folder, 'backup');
    expect((await refusal(() => restoreVault({ from: folder, dir: path.join(folder, 'r'), passphrase }))).code).toBe('backup_not_a_vault');
    expect((await refusal(() => restoreVault({ from, dir: session.dir, passphrase }))).code).toBe('vault_exists');
    expect((await refusal(() => restoreVault({ from, dir: folder, passphrase }))).code).toBe('file_exists');
    expect((await refusal(() => restoreVault({ from, dir: path.join(folder, 'r'), passphrase: 'not this one at all' }))).code).toBe(
      'passphrase_wrong',
    );
    expect(fs.existsSync(path.join(folder, 'r'))).toBe(false);
  });

  it('finds damage in any kind of file of the backup, and makes no vault', async () => {
    const { session, caseId, folder } = await filled();
    const from = path.join(folder, 'backup');
    await backupVault(session, from);
    session.close();
    for (const file of [path.join(from, 'assay.db'), path.join(from, 'books', `${caseId}.db`), blobOf(from)]) {
      flip(file, 30_000);
      const refused = await refusal(() => restoreVault({ from, dir: path.join(folder, 'r'), passphrase }));
      expect([refused.code, refused.at]).toEqual(['backup_failed', path.basename(file)]);
      flip(file, 30_000);
    }
    fs.renameSync(blobOf(from), path.join(folder, 'blob'));
    expect((await refusal(() => restoreVault({ from, dir: path.join(folder, 'r'), passphrase }))).code).toBe('backup_failed');
    expect(fs.readdirSync(folder).toSorted()).toEqual(['backup', 'blob', 'v']);
  });
});

describe('restoring over a damaged vault', () => {
  it('sets the damaged one aside, whichever file it is, and leaves it as it was', async () => {
    const { session, caseId, folder } = await filled();
    const { dir } = session;
    await backupVault(session, path.join(folder, 'backup'));
    session.close();
    const damaged = [path.join(dir, 'vault.json'), path.join(dir, 'assay.db'), path.join(dir, 'books', `${caseId}.db`), blobOf(dir)];
    for (const [index, file] of damaged.entries()) {
      flip(file, 300);
      const bytes = fs.readFileSync(file);
      const restored = await restoreVault({ from: path.join(folder, 'backup'), dir, passphrase });
      expect(restored.vaultId).toBe(session.vaultId);
      restored.close();
      const aside = path.join(`${dir}.damaged-${index + 1}`, path.relative(dir, file));
      expect(fs.readFileSync(aside).equals(bytes)).toBe(true);
    }
  });

  it('refuses a sound vault, one in use, and one whose damage nobody can see', async () => {
    const { session, folder } = await filled();
    const { dir } = session;
    const from = path.join(folder, 'backup');
    await backupVault(session, from);
    expect((await refusal(() => restoreVault({ from, dir, passphrase }))).code).toBe('vault_in_use');
    await rotateVault(session, passphrase);
    session.close();
    flip(path.join(dir, 'assay.db'), 300);
    expect((await refusal(() => restoreVault({ from, dir, passphrase }))).code).toBe('vault_exists');
    expect(fs.readdirSync(folder).toSorted()).toEqual(['backup', 'v']);
  });
});

describe('the disk', () => {
  it('is measured first: what cannot fit is disk_full', async () => {
    const refused = await refusal(() => needSpace(temporaryFolder(), 2 ** 60));
    expect([refused.code, refused.args['needed']]).toEqual(['disk_full', 2 ** 60]);
  });

  it('full or write-protected is told by name', () => {
    const error = (code: string): Error => Object.assign(new Error(code), { code });
    expect(asDiskRefusal(error('ENOSPC'), 'x')).toMatchObject({ code: 'disk_full', at: 'x' });
    expect(asDiskRefusal(error('EROFS'), 'x')).toMatchObject({ code: 'file_unwritable' });
    expect(asDiskRefusal(error('EIO'), 'x')).toMatchObject({ message: 'EIO' });
  });

  it('a small file is replaced whole or not at all', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'a.json');
    replaceFile(file, 'one');
    fs.mkdirSync(`${file}.new`);
    expect(() => replaceFile(file, 'two')).toThrow();
    expect(fs.readFileSync(file, 'utf8')).toBe('one');
  });
});

describe('the books of a case', () => {
  it.each([
    ['lost', (file: string) => fs.rmSync(file)],
    ['empty', (file: string) => fs.truncateSync(file, 0)],
    ['an older copy', (file: string) => fs.copyFileSync(`${file}.old`, file)],
  ])('%s: vault_damaged, never a case without rows', async (_what, damage) => {
    const { session, caseId, hash } = await filled();
    const file = path.join(session.dir, 'books', `${caseId}.db`);
    session.close();
    const set = { table: 'ledger', evidence: hash, fileName: 'x.csv', bytes: 1, importer: 'csv/1', profileHash: hash, profile: {} };
    const more = { rowDigest: hash, rows: 0, rejected: 1, sums: {}, repaired: {}, encoding: 'utf-8', problems: [] };
    fs.copyFileSync(file, `${file}.old`);
    let again = await openVault({ dir: session.dir, passphrase });
    again
      .books(caseId)
      .write((db) =>
        db.exec(
          `INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (2, 'i2', 'ledger', '${hash}', 3, 0)`,
        ),
      );
    append(again, caseId, [{ kind: 'put', ent: 'import', id: 'i2', set: { ...set, ...more } }]);
    again.close();
    damage(file);
    const size = fs.statSync(file, { throwIfNoEntry: false })?.size;
    again = await openVault({ dir: session.dir, passphrase });
    expect(await refusal(() => again.books(caseId))).toMatchObject({ code: 'vault_damaged', at: `${caseId}.db` });
    expect(await refusal(() => checkCaseFiles(again, caseId))).toMatchObject({ code: 'vault_damaged', at: `${caseId}.db` });
    expect(fs.statSync(file, { throwIfNoEntry: false })?.size).toBe(size);
    again.close();
  });
});
