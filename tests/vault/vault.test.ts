import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { changePassphrase, configFolder, createVault, installId, newId, openVault, vaultStatus } from '../../backend/vault/index.ts';
import { delayMs, readAttempts } from '../../backend/vault/attempts.ts';
import { checkPassphrase, passphraseBits } from '../../backend/vault/passphrase.ts';
import { unlock } from '../../backend/vault/open-vault.ts';
import { readVaultFile, writeVaultFile } from '../../backend/vault/vault-file.ts';
import { newKey, vaultKeys } from '../../backend/vault/keys.ts';
import { openAssay } from '../../db/open.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { append, chunked, flip, newCase, passphrase, refusal, temporaryFolder } from './helpers.ts';

const newVault = (dir = path.join(temporaryFolder(), 'vault')) => createVault({ dir, name: 'Полевая', passphrase });

describe('a vault', () => {
  it('is made, closed and opened again with what was put into it', async () => {
    const made = await newVault();
    const caseId = newCase(made, 'ТОО «Степь»');
    const stored = await made.blobs(caseId).put(chunked(Buffer.from('накладная'), 4));
    made
      .books(caseId)
      .write((db) =>
        db.exec(
          `INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (1, 'i', 'ledger', '${'a'.repeat(64)}', 1, 0)`,
        ),
      );
    made.close();
    expect(vaultStatus(made.dir)).toEqual({ state: 'locked', name: 'Полевая', vaultId: made.vaultId, waitMs: 0 });
    const opened = await openVault({ dir: made.dir, passphrase });
    expect([opened.vaultId, opened.userId, opened.name, opened.userName]).toEqual([made.vaultId, made.userId, 'Полевая', 'Полевая']);
    expect(opened.assay.read((db) => caseRecord(db, caseId).trader)).toBe('ТОО «Степь»');
    await opened.blobs(caseId).verify(stored.sha256);
    const reader = opened.booksReader(caseId);
    expect(reader.read((db) => db.prepare('SELECT import_id AS i FROM book_import').get())).toEqual({ i: 'i' });
    reader.close();
    opened.close();
    opened.close();
  });

  it('is the folders and files of the design, and vault.json holds no key and no text of a case', async () => {
    const session = await newVault();
    const caseId = newCase(session);
    await session.blobs(caseId).put([Buffer.from('x')] as never);
    session.books(caseId);
    const { dataKey, books } = session.caseKeys(caseId);
    const json = fs.readFileSync(path.join(session.dir, 'vault.json'), 'utf8');
    for (const key of [dataKey, books]) expect(json).not.toContain(key.toString('hex'));
    session.close();
    expect(fs.readdirSync(session.dir).toSorted()).toEqual(['assay.db', 'books', 'evidence', 'vault.json', 'vault.lock', 'vault.reserve']);
    expect(JSON.parse(json)).toMatchObject({ format: 1, wraps: [{ kind: 'passphrase', kdf: { name: 'scrypt', n: 131072, r: 8, p: 1 } }] });
  });

  it('is not made over another one, nor over what is left of one', async () => {
    const session = await newVault();
    session.close();
    expect((await refusal(() => newVault(session.dir))).code).toBe('vault_exists');
    fs.rmSync(path.join(session.dir, 'vault.json'));
    const before = fs.readFileSync(path.join(session.dir, 'assay.db'));
    expect((await refusal(() => newVault(session.dir))).code).toBe('vault_damaged');
    expect(fs.readFileSync(path.join(session.dir, 'assay.db')).equals(before)).toBe(true);
  });

  it('is missing where there is none', async () => {
    const dir = temporaryFolder();
    expect(vaultStatus(dir)).toEqual({ state: 'none', name: '', vaultId: '', waitMs: 0 });
    expect((await refusal(() => openVault({ dir, passphrase }))).code).toBe('vault_missing');
    expect(fs.readdirSync(dir)).toEqual([]);
  });

  it('gives every case its own keys, once', async () => {
    const session = await newVault();
    const [one, two] = [newCase(session), newCase(session)];
    expect(session.caseKeys(one).books.equals(session.caseKeys(two).books)).toBe(false);
    expect(() => session.newCaseKeys(one)).toThrow(/UNIQUE/);
    expect((await refusal(() => session.caseKeys(newId() as CaseId))).code).toBe('case_missing');
    session.close();
  });

  it('forgets the key of a case whose creation was undone', async () => {
    const session = await newVault();
    const caseId = newId() as CaseId;
    expect(() =>
      session.assay.write(() => {
        session.newCaseKeys(caseId);
        throw new Error('undone');
      }),
    ).toThrow('undone');
    expect((await refusal(() => session.caseKeys(caseId))).code).toBe('case_missing');
    session.close();
  });

  it('drops its keys when it closes', async () => {
    const session = await newVault();
    const { dataKey } = session.caseKeys(newCase(session));
    session.close();
    expect(dataKey.every((byte) => byte === 0)).toBe(true);
    expect(() => session.assay.read(() => 1)).toThrow();
    expect((await refusal(() => changePassphrase(session, { from: passphrase, to: 'another long passphrase' }))).code).toBe('vault_locked');
  });

  it('keeps secrets under their context', async () => {
    const session = await newVault();
    const envelope = session.wrapSecret(Buffer.from('PKCS#8'), 'report-signing');
    expect(session.unwrapSecret(envelope, 'report-signing').toString()).toBe('PKCS#8');
    expect((await refusal(() => session.unwrapSecret(envelope, 'checkpoint'))).code).toBe('vault_damaged');
    session.close();
  });
});

describe('the passphrase', () => {
  it('when wrong is told apart from damage, and counted', async () => {
    const session = await newVault();
    session.close();
    for (const tries of [1, 2]) {
      const wrong = await refusal(() => openVault({ dir: session.dir, passphrase: 'not this one at all' }));
      expect([wrong.code, wrong.args]).toEqual(['passphrase_wrong', { tries, seconds: 0 }]);
    }
    const third = await refusal(() => openVault({ dir: session.dir, passphrase: 'not this one at all' }));
    expect([third.code, third.args]).toEqual(['passphrase_wrong', { tries: 3, seconds: 2 }]);
    const waiting = await refusal(() => openVault({ dir: session.dir, passphrase }));
    expect(waiting.code).toBe('passphrase_wait');
    expect(waiting.args['seconds']).toBeGreaterThan(0);
    expect(vaultStatus(session.dir).waitMs).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, vaultStatus(session.dir).waitMs + 5));
    (await openVault({ dir: session.dir, passphrase })).close();
    expect(readAttempts(session.dir, Date.now()).failed).toBe(0);
  });

  it('is asked for again more and more slowly, up to 15 minutes', () => {
    expect([0, 1, 2, 3, 4, 5, 10, 50].map(delayMs)).toEqual([0, 0, 0, 2000, 4000, 8000, 256_000, 900_000]);
  });

  it('a clock set back does not shorten the wait; a spoilt count waits too', () => {
    const dir = temporaryFolder();
    fs.writeFileSync(path.join(dir, 'attempts.json'), '{"failed":5,"at":2000000000000}\n');
    fs.writeFileSync(path.join(dir, 'vault.json'), '');
    expect(readAttempts(dir, 1_900_000_000_000)).toEqual({ failed: 5, at: 2_000_000_000_000 });
    fs.writeFileSync(path.join(dir, 'attempts.json'), '{}');
    expect(readAttempts(dir, 5)).toEqual({ failed: 3, at: 5 });
  });

  it('is counted before it is tried, so that ending the process wins nothing', async () => {
    const session = await newVault();
    session.close();
    const pending = unlock(session.dir, readVaultFile(session.dir), 'not this one at all');
    expect(readAttempts(session.dir, Date.now()).failed).toBe(1);
    expect((await refusal(() => pending)).code).toBe('passphrase_wrong');
  });

  it('may be typed in either Unicode form', async () => {
    const dir = path.join(temporaryFolder(), 'v');
    (await createVault({ dir, name: 'n', passphrase: 'йод и ёлка зимой'.normalize('NFC') })).close();
    (await openVault({ dir, passphrase: 'йод и ёлка зимой'.normalize('NFD') })).close();
  });

  it.each([
    '',
    'short',
    'aaaaaaaaaaaaaaaa',
    '123456789012',
    'abcdefghijklmnop',
    'qwertyqwerty',
    'passwordpassword',
    'пароль123456',
    'ёёёёёёёёёёёёё',
    'abab abab abab abab',
  ])('too weak: %j', async (weak) => {
    expect((await refusal(() => checkPassphrase(weak))).code).toBe('passphrase_weak');
  });

  it.each([
    'correct horse battery',
    passphrase,
    'ертең таң атады',
    'Zx9!kQ2#vB',
    'двенадцать символов',
    'mycatlikesfish',
    '493817260593847',
  ])('strong enough: %j', (fine) => {
    expect(() => checkPassphrase(fine)).not.toThrow();
    expect(passphraseBits(fine)).toBeGreaterThan(40);
  });

  it('when weak makes no vault', async () => {
    const dir = path.join(temporaryFolder(), 'v');
    expect((await refusal(() => createVault({ dir, name: 'n', passphrase: 'short' }))).code).toBe('passphrase_weak');
    expect(fs.existsSync(dir)).toBe(false);
  });

  it('is changed: the old one opens no more, the new one does', async () => {
    const session = await newVault();
    const caseId = newCase(session);
    const to = 'другая длинная фраза';
    expect((await refusal(() => changePassphrase(session, { from: 'not this one at all', to }))).code).toBe('passphrase_wrong');
    expect((await refusal(() => changePassphrase(session, { from: passphrase, to: 'short' }))).code).toBe('passphrase_weak');
    await changePassphrase(session, { from: passphrase, to });
    append(session, caseId, [{ kind: 'state', ent: 'case', id: caseId, set: { state: 'REPORT' } }]);
    session.close();
    expect((await refusal(() => openVault({ dir: session.dir, passphrase }))).code).toBe('passphrase_wrong');
    const again = await openVault({ dir: session.dir, passphrase: to });
    expect(again.assay.read((db) => caseRecord(db, caseId).state)).toBe('REPORT');
    again.close();
  });
});

describe('vault.json', () => {
  it('any flipped byte is vault_damaged before a passphrase is tried, and the file is left as it is', async () => {
    const session = await newVault();
    session.close();
    const file = path.join(session.dir, 'vault.json');
    const size = fs.statSync(file).size;
    for (let offset = 0; offset < size; offset += 1) {
      flip(file, offset, offset % 8);
      const damaged = fs.readFileSync(file);
      expect((await refusal(() => openVault({ dir: session.dir, passphrase }))).code, `offset ${offset}`).toBe('vault_damaged');
      expect(fs.readFileSync(file).equals(damaged)).toBe(true);
      flip(file, offset, offset % 8);
    }
    expect(fs.existsSync(path.join(session.dir, 'attempts.json'))).toBe(false);
    (await openVault({ dir: session.dir, passphrase })).close();
  });

  it('changed on purpose, with a fresh checksum, is vault_damaged after the passphrase', async () => {
    const session = await newVault();
    session.close();
    writeVaultFile(session.dir, { ...readVaultFile(session.dir).file, name: 'Чужая' }, vaultKeys(newKey()));
    expect(vaultStatus(session.dir).name).toBe('Чужая');
    expect((await refusal(() => openVault({ dir: session.dir, passphrase }))).code).toBe('vault_damaged');
  });

  it('of a newer version is vault_newer', async () => {
    const session = await newVault();
    session.close();
    writeVaultFile(session.dir, { ...readVaultFile(session.dir).file, format: 2 }, vaultKeys(newKey()));
    expect((await refusal(() => openVault({ dir: session.dir, passphrase }))).code).toBe('vault_newer');
  });

  it('of a newer version whose proofs this program does not know is vault_newer too', async () => {
    const session = await newVault();
    session.close();
    const file = path.join(session.dir, 'vault.json');
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('"format": 1', '"format": 7'));
    const refused = await refusal(() => openVault({ dir: session.dir, passphrase }));
    expect([refused.code, refused.args]).toEqual(['vault_newer', { found: 7, known: 1 }]);
  });

  it('of another vault beside this assay.db is vault_damaged', async () => {
    const [one, two] = [await newVault(), await newVault()];
    one.close();
    two.close();
    fs.copyFileSync(path.join(two.dir, 'assay.db'), path.join(one.dir, 'assay.db'));
    expect((await refusal(() => openVault({ dir: one.dir, passphrase }))).code).toBe('vault_damaged');
  });
});

describe('damage', () => {
  it('in assay.db is vault_damaged at opening, is not written over, and the lock is free again', async () => {
    const session = await newVault();
    newCase(session);
    session.close();
    const file = path.join(session.dir, 'assay.db');
    for (let i = 0; i < 5; i += 1) {
      const offset = Math.floor(Math.random() * fs.statSync(file).size);
      flip(file, offset);
      const damaged = fs.readFileSync(file);
      const refused = await refusal(() => openVault({ dir: session.dir, passphrase }));
      expect([refused.code, refused.at], `offset ${offset}`).toEqual(['vault_damaged', 'assay.db']);
      expect(fs.readFileSync(file).equals(damaged)).toBe(true);
      flip(file, offset);
    }
    (await openVault({ dir: session.dir, passphrase })).close();
  });

  it('an assay.db that became empty is vault_damaged and stays empty', async () => {
    const session = await newVault();
    session.close();
    const file = path.join(session.dir, 'assay.db');
    fs.truncateSync(file, 0);
    expect((await refusal(() => openVault({ dir: session.dir, passphrase }))).code).toBe('vault_damaged');
    expect(fs.statSync(file).size).toBe(0);
  });

  it('an older program finds vault_newer in assay.db', async () => {
    const session = await newVault();
    session.assay.write((db) => db.exec("INSERT INTO migration VALUES (99, 'future', 'x')"));
    session.close();
    expect((await refusal(() => openVault({ dir: session.dir, passphrase }))).code).toBe('vault_newer');
  });

  it('an interrupted creation leaves nothing that counts', async () => {
    const dir = path.join(temporaryFolder(), 'v');
    fs.mkdirSync(dir);
    openAssay(path.join(dir, 'assay.db.next'), newKey(), { create: true }).close();
    expect(vaultStatus(dir).state).toBe('none');
    const session = await newVault(dir);
    session.close();
    expect(fs.readdirSync(dir).toSorted()).toEqual(['assay.db', 'vault.json', 'vault.lock', 'vault.reserve']);
  });
});

describe('the install id', () => {
  it('is made once, in the folder for configuration, and is the same for every vault', () => {
    const folder = path.join(temporaryFolder(), 'config');
    const id = installId(folder);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(installId(folder)).toBe(id);
    fs.writeFileSync(path.join(folder, 'install-id'), 'spoilt');
    const anew = installId(folder);
    expect(anew).not.toBe(id);
    expect(installId(folder)).toBe(anew);
  });

  it('lies where the system keeps configuration, unless told otherwise', () => {
    expect(configFolder({ ASSAY_CONFIG_DIR: '/somewhere' })).toBe('/somewhere');
    if (process.platform === 'linux') expect(configFolder({ XDG_CONFIG_HOME: '/xdg' })).toBe('/xdg/Assay');
  });
});
