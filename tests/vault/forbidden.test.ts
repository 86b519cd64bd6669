import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { backupVault, createVault, openVault } from '../../backend/vault/index.ts';
import { passphrase, refusal, temporaryFolder } from './helpers.ts';

const root = path.resolve(import.meta.dirname, '../..');
const nobody = 65_534;

/** Root may read everything: then a user who may not is asked, by a process of his own. */
const asNobody = process.platform === 'linux' && process.getuid?.() === 0 && hasSetpriv();

function hasSetpriv(): boolean {
  try {
    execFileSync('setpriv', ['--version'], { stdio: 'ignore' });
    fs.accessSync(root, fs.constants.R_OK);
    return (fs.statSync(root).mode & 0o005) === 0o005;
  } catch {
    return false;
  }
}

describe.skipIf(!asNobody)('what this user may not read or write (skipped where no other user can be taken)', () => {
  const folder = temporaryFolder();
  const dir = path.join(folder, 'vault');
  const config = path.join(folder, 'config');

  function assay(...args: string[]): { exit: number | null; code: string; at: string } {
    const command = [process.execPath, 'backend/host/cli.ts', ...args, '--json'];
    const env = { PATH: process.env['PATH'], HOME: folder, ASSAY_CONFIG_DIR: config, ASSAY_PASSPHRASE: passphrase };
    const who = [`--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
    const done = spawnSync('setpriv', [...who, ...command], { cwd: root, env, encoding: 'utf8' });
    return { exit: done.status, code: '', at: '', ...(JSON.parse(done.stdout) as object) };
  }

  /** Takes the rights away, asks, and gives them back. */
  function without(entry: string, mode: number): { exit: number | null; code: string; at: string } {
    const file = path.join(dir, entry);
    const before = fs.statSync(file).mode;
    fs.chmodSync(file, mode);
    const told = assay('case', 'list', '--vault', dir);
    fs.chmodSync(file, before);
    return told;
  }

  beforeAll(() => {
    fs.chmodSync(folder, 0o777);
    expect(assay('vault', 'create', '--vault', dir, '--name', 'N').exit).toBe(0);
  });

  it.each([
    ['.', 0o000, 'file_unreadable', 'vault'],
    ['.', 0o500, 'file_unwritable', 'attempts.json'],
    ['vault.json', 0o000, 'file_unreadable', 'vault.json'],
    ['assay.db', 0o000, 'file_unreadable', 'assay.db'],
    ['vault.lock', 0o000, 'file_unwritable', 'vault.lock'],
  ])('%s with the rights %o is named', (entry, mode, code, at) => {
    expect(without(entry, mode)).toMatchObject({ exit: 1, code, at });
  });

  it('a place that is somebody else’s is named, and the vault is whole after all that', () => {
    expect(assay('vault', 'create', '--vault', '/root/assay', '--name', 'N')).toMatchObject({ exit: 1, code: 'file_unreadable' });
    expect(assay('vault', 'create', '--vault', '/usr/assay', '--name', 'N')).toMatchObject({ exit: 1, code: 'file_unwritable' });
    expect(assay('case', 'list', '--vault', dir).exit).toBe(0);
  });
});

describe('the name of a vault', () => {
  it.each([
    ['', 'field_missing'],
    ['  ', 'field_missing'],
    ['a\u0001b', 'value_not_canonical'],
    ['two\nlines', 'value_not_canonical'],
    ['half \ud800', 'value_not_canonical'],
    ['x'.repeat(201), 'field_invalid'],
  ])('cannot be %j', async (name, code) => {
    const dir = path.join(temporaryFolder(), 'vault');
    expect((await refusal(() => createVault({ dir, name, passphrase }))).code).toBe(code);
    expect(fs.existsSync(dir)).toBe(false);
  });

  it.each(['Ж', 'О\'Нил & "Ко" <b>', '🦔', 'x'.repeat(200), 'a\u0301'])('can be %j, and is kept composed', async (name) => {
    const dir = path.join(temporaryFolder(), 'vault');
    (await createVault({ dir, name, passphrase })).close();
    const session = await openVault({ dir, passphrase });
    expect(session.name).toBe(name.normalize('NFC'));
    session.close();
  });
});

describe('a backup to a place where none can be', () => {
  it.skipIf(process.platform !== 'linux')('is refused by the name that was given, at once', async () => {
    const session = await createVault({ dir: path.join(temporaryFolder(), 'vault'), name: 'N', passphrase });
    expect(await refusal(() => backupVault(session, '/proc/copy'))).toMatchObject({ code: 'file_unwritable', at: 'copy' });
    session.close();
  });
});
