import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { makeFolder } from '../../backend/evidence/durable.ts';
import { countAttempt, readAttempts } from '../../backend/vault/attempts.ts';
import { backupVault, createVault, openVault } from '../../backend/vault/index.ts';
import type { VaultSession } from '../../backend/vault/index.ts';
import { assayFile, booksFile } from '../../backend/vault/session.ts';
import { newCase, passphrase, refusal, temporaryFolder } from './helpers.ts';

const open = (dir: string) => openVault({ dir, passphrase });
const cases = (session: VaultSession): number => session.assay.read((db) => db.prepare('SELECT 1 FROM case_key').all().length);
const code = async (fn: () => unknown): Promise<string> => (await refusal(fn)).code;

describe('a vault file with bytes behind its end', () => {
  const dir = path.join(temporaryFolder(), 'vault');
  let books = '';

  beforeAll(async () => {
    const session = await createVault({ dir, name: 'N', passphrase });
    const caseId = newCase(session);
    session.books(caseId);
    books = booksFile(dir, caseId);
    session.close();
  });

  it.each([1, 8191, 8192, 100_000])('is damaged: assay.db and %i more bytes', async (n) => {
    const file = assayFile(dir);
    const { size } = fs.statSync(file);
    fs.appendFileSync(file, Buffer.alloc(n, 7));
    expect(await refusal(() => open(dir))).toMatchObject({ code: 'vault_damaged', at: 'assay.db' });
    fs.truncateSync(file, size);
    (await open(dir)).close();
  });

  it('is damaged: the books, when a case is opened', async () => {
    const { size } = fs.statSync(books);
    fs.appendFileSync(books, 'x');
    const session = await open(dir);
    const caseId = path.basename(books, '.db') as Parameters<typeof session.books>[0];
    expect(await refusal(() => session.books(caseId))).toMatchObject({ code: 'vault_damaged', at: `${caseId}.db` });
    expect(await refusal(() => session.booksReader(caseId))).toMatchObject({ code: 'vault_damaged' });
    fs.truncateSync(books, size);
    session.books(caseId);
    session.close();
  });

  it.each([-1, -8192])('and one that lacks %i bytes is damaged too', async (n) => {
    const bytes = fs.readFileSync(assayFile(dir));
    fs.truncateSync(assayFile(dir), bytes.length + n);
    expect(await code(() => open(dir))).toBe('vault_damaged');
    fs.writeFileSync(assayFile(dir), bytes);
  });

  it('a database that grows while another connection reads it is whole', async () => {
    const session = await open(dir);
    for (let i = 0; i < 40; i += 1) newCase(session, `Т ${i}`);
    session.assay.checkpoint();
    session.close();
    (await open(dir)).close();
  });

  it('the lock file is nobody’s to write into', async () => {
    fs.writeFileSync(path.join(dir, 'vault.lock'), 'x'.repeat(600));
    expect(await refusal(() => open(dir))).toMatchObject({ code: 'vault_damaged', at: 'vault.lock' });
    fs.writeFileSync(path.join(dir, 'vault.lock'), '');
    (await open(dir)).close();
  });
});

describe('a place where no folder can be made', () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'file');
  fs.writeFileSync(file, '');

  test.skipIf(process.platform !== 'linux')('/proc says so at once, and is not asked for ever', async () => {
    const begun = performance.now();
    for (const dir of ['/proc/assay', '/proc/self/a/b', '/sys/assay']) expect(await code(() => makeFolder(dir))).toBe('file_unwritable');
    expect(await code(() => createVault({ dir: '/proc/assay', name: 'N', passphrase }))).toBe('file_unwritable');
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it.each([
    ['a file', file, 'file_exists'],
    ['below a file', path.join(file, 'a', 'b'), 'file_exists'],
    ['a name of 300 letters', path.join(folder, 'x'.repeat(300)), 'file_unwritable'],
  ])('%s', async (_what, dir, refused) => {
    expect(await code(() => makeFolder(dir))).toBe(refused);
  });

  it('makes what is missing, for this user alone, and is content with what is there', () => {
    const deep = path.join(folder, 'a', 'b c', 'ж');
    makeFolder(deep);
    makeFolder(deep);
    makeFolder(`${deep}/`);
    expect(fs.statSync(deep).isDirectory()).toBe(true);
    if (process.platform !== 'win32') expect(fs.statSync(path.join(folder, 'a')).mode & 0o777).toBe(0o700);
  });
});

/** A small file system of our own; only root can make one. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mounts();

function mounts(): boolean {
  const at = fs.mkdtempSync(path.join(temporaryFolder(), 'try-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at], { stdio: 'ignore' });
    execFileSync('umount', [at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!canMount)('a full disk (skipped where no file system can be mounted)', () => {
  const disk = path.join(temporaryFolder(), 'disk');
  const dir = path.join(disk, 'vault');

  function fill(): void {
    const handle = fs.openSync(path.join(disk, 'fill'), 'w');
    try {
      for (;;) fs.writeSync(handle, Buffer.alloc(4096));
    } catch {
      fs.closeSync(handle);
    }
  }

  beforeAll(async () => {
    fs.mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]);
    const session = await createVault({ dir, name: 'N', passphrase });
    session.books(newCase(session));
    session.close();
    fill();
  });

  afterAll(() => {
    execFileSync('umount', ['-l', disk]);
  });

  it('keeps nobody from reading, nor from a backup to elsewhere', async () => {
    for (let i = 0; i < 2; i += 1) {
      const session = await open(dir);
      const caseId = session.assay.read((db) => db.prepare<{ id: string }>('SELECT case_id AS id FROM case_key').get())?.id;
      session.books(caseId as Parameters<typeof session.books>[0]);
      if (i === 1) expect((await backupVault(session, path.join(temporaryFolder(), 'copy'))).files).toBeGreaterThan(2);
      session.close();
    }
  });

  it('says disk_full to a write, and the vault is whole after it', async () => {
    const session = await open(dir);
    const before = cases(session);
    const grow = (): void => {
      for (let i = 0; i < 3000; i += 1) newCase(session, 'ж'.repeat(200));
    };
    expect(await code(grow)).toBe('disk_full');
    expect(cases(session)).toBeGreaterThan(before);
    session.close();
  });

  it('without space for the count the try itself waits', async () => {
    fs.rmSync(path.join(dir, 'attempts.json'), { force: true });
    fill();
    const begun = performance.now();
    expect(await countAttempt(dir, { failed: 0, at: 0 }, 1000)).toEqual({ failed: 1, at: 1000 });
    expect(performance.now() - begun).toBeGreaterThan(1900);
  });

  it('an old count is written over in its place', async () => {
    fs.rmSync(path.join(disk, 'fill'));
    await countAttempt(dir, { failed: 3, at: 0 }, 1_700_000_000_000);
    fill();
    await countAttempt(dir, { failed: 9, at: 0 }, 1_700_000_000_001);
    expect(readAttempts(dir, 0)).toEqual({ failed: 10, at: 1_700_000_000_001 });
  });
});

describe('the reserve', () => {
  it('is made with the vault, once, and anew when it was lost', async () => {
    const dir = path.join(temporaryFolder(), 'vault');
    (await createVault({ dir, name: 'N', passphrase })).close();
    const file = path.join(dir, 'vault.reserve');
    const before = fs.readFileSync(file);
    (await open(dir)).close();
    expect(fs.readFileSync(file).equals(before)).toBe(true);
    fs.rmSync(file);
    (await open(dir)).close();
    expect(fs.statSync(file).size).toBe(before.length);
  });
});
