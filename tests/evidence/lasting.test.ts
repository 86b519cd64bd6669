import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBackend } from '../../backend/actions/index.ts';
import { openVault } from '../../backend/vault/index.ts';
import { beginImport } from '../../db/repositories/imports.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { passphrase } from '../actions/backend.ts';
import { evidenceDesk, refused } from './evidence-desk.ts';
import type { EvidenceDesk } from './evidence-desk.ts';

let at: EvidenceDesk;
beforeAll(async () => {
  at = await evidenceDesk();
});
afterAll(() => at.leave());

const add = (paths: string[]) => at.call('evidence.add', { caseId: at.caseId, paths, origin: 'file', meta: {} });
const list = async () => (await at.call('evidence.list', { caseId: at.caseId, find: '', removed: false })).items;

/** A file with a hole: takes no disk, reads as noughts. */
function sparse(name: string, bytes: number): string {
  const file = path.join(at.dir, name);
  fs.writeFileSync(file, '');
  fs.truncateSync(file, bytes);
  return file;
}

async function hashOf(evidenceId: string, total: number): Promise<string> {
  const hash = createHash('sha256');
  for (let from = 0; from < total; from += 8_388_608)
    hash.update((await at.call('evidence.bytes', { caseId: at.caseId, evidenceId, from, length: 8_388_608 })).bytes);
  return hash.digest('hex');
}

describe('a large file', () => {
  it('streams: memory stays small, and it is read back in parts', async () => {
    const bytes = 320 * 2 ** 20 + 7;
    const file = sparse('large.bin', bytes);
    // what the first file of a process costs is not the question
    await add([sparse('warm.bin', 64 * 2 ** 20)]);
    const before = process.memoryUsage.rss();
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
    const { added } = await add([file]);
    clearInterval(watch);
    expect(added[0]).toMatchObject({ bytes, duplicate: false });
    expect((most - before) / 2 ** 20).toBeLessThan(96);
    expect(await hashOf(added[0]?.evidenceId ?? '', bytes)).toBe(added[0]?.sha256);
  });

  it('is cancelled between two blocks, and nothing of it stays', async () => {
    const stop = new AbortController();
    const backend = createBackend({
      vaultDir: at.vaultDir,
      now: () => new Date().toISOString() as Instant,
      emit: () => undefined,
      app: 'test',
    });
    // the other backend holds the vault: this one works through its handlers only after it is closed
    await at.call('vault.lock', {});
    await backend.handlers['vault.unlock'](undefined, { passphrase }, { signal: stop.signal, progress: () => undefined });
    const [before, file] = [at.stored(), sparse('cancelled.bin', 64 * 2 ** 20)];
    const context = { signal: stop.signal, progress: ({ done }: { done: number }) => (done > 2 ** 20 ? stop.abort() : undefined) };
    const asked = { caseId: at.caseId, paths: [file], origin: 'file' as const, meta: {} };
    expect(await refused(() => backend.handlers['evidence.add'](undefined, asked, context))).toMatchObject({ code: 'cancelled' });
    expect(at.stored()).toEqual(before);
    await backend.close();
    await at.call('vault.unlock', { passphrase });
  });
});

describe('a power cut', () => {
  it('while bytes are being kept leaves nothing, and the next start says which file it was', async () => {
    const before = await list();
    const file = sparse('interrupted.bin', 512 * 2 ** 20);
    await at.call('vault.lock', {});
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'keeping-child.ts'), at.vaultDir, at.caseId, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: process.env,
    });
    await new Promise<void>((resolve) => {
      child.stdout.on('data', () => child.kill('SIGKILL'));
      child.on('close', () => resolve());
    });
    expect(at.stored().parts.length).toBe(1);
    await at.call('vault.unlock', { passphrase });
    expect(at.stored().parts).toEqual([]);
    expect(at.events).toContainEqual({ kind: 'import.interrupted', caseId: at.caseId, fileName: 'interrupted.bin' });
    expect(await list()).toEqual(before);
    expect(await at.call('case.verify', { caseId: at.caseId })).toMatchObject({ ok: true });
  });

  it('between the bytes and their operation leaves no bytes that nobody names', async () => {
    const { blobs } = at.stored();
    // what such a cut leaves: the blob under its name and the line of the journal
    await at.call('vault.lock', {});
    const session = await openVault({ dir: at.vaultDir, passphrase });
    const caseId = at.caseId as Parameters<typeof session.blobs>[0];
    await session.blobs(caseId).put(
      (async function* () {
        yield randomBytes(1000);
      })(),
    );
    const importId = '019aa000-0000-7000-8000-00000000000f';
    session.assay.write((db) =>
      beginImport(db, { importId, caseId, table: 'declarations', fileName: 'x', begunAt: '2026-01-01T00:00:00Z' as Instant }),
    );
    session.close();
    expect(at.stored().blobs).toBe(blobs + 1);
    await at.call('vault.unlock', { passphrase });
    expect(at.stored().blobs).toBe(blobs);
  });
});

describe('evidence goes where the vault goes', () => {
  it('a new key, a backup and a return keep every item, removed ones too', async () => {
    const [one] = (await add([at.bytes('kept.txt', Buffer.from('kept')), at.bytes('gone.txt', Buffer.from('gone'))])).added;
    const gone = (await list()).find((item) => item.name === 'gone.txt')?.evidenceId ?? '';
    await at.call('evidence.remove', { caseId: at.caseId, evidenceId: gone });
    await at.call('vault.rotate', { passphrase });
    const bytesOf = async (evidenceId: string) =>
      Buffer.from((await at.call('evidence.bytes', { caseId: at.caseId, evidenceId, from: 0, length: 10 })).bytes).toString('utf8');
    expect([await bytesOf(one?.evidenceId ?? ''), await bytesOf(gone)]).toEqual(['kept', 'gone']);
    const before = await list();
    const backup = path.join(at.dir, 'backup');
    await at.call('vault.backup', { to: backup });
    await at.call('vault.lock', {});
    fs.rmSync(at.vaultDir, { recursive: true });
    await at.call('vault.restore', { from: backup, passphrase });
    await at.call('vault.unlock', { passphrase });
    expect(await list()).toEqual(before);
    expect([await bytesOf(one?.evidenceId ?? ''), await bytesOf(gone)]).toEqual(['kept', 'gone']);
  });

  it('a damaged item stands in the list, and reading it is refused by name', async () => {
    const { added } = await add([at.bytes('d.txt', Buffer.from('damaged'))]);
    await at.restart();
    await at.call('vault.unlock', { passphrase });
    const folder = path.join(at.vaultDir, 'evidence');
    const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name));
    const sizes = files.filter((file) => fs.statSync(file).isFile() && fs.statSync(file).size === 56 + 16 + 'damaged'.length);
    for (const file of sizes) {
      const bytes = fs.readFileSync(file);
      bytes[60] = (bytes[60] ?? 0) ^ 1;
      fs.writeFileSync(file, bytes);
    }
    const evidenceId = added[0]?.evidenceId ?? '';
    expect((await list()).find((item) => item.evidenceId === evidenceId)).toMatchObject({ name: 'd.txt' });
    const read = () => at.call('evidence.bytes', { caseId: at.caseId, evidenceId, from: 0, length: 10 });
    expect(await refused(read)).toMatchObject({ code: 'vault_damaged' });
    const to = path.join(at.dir, 'd2.txt');
    expect(await refused(() => at.call('evidence.save', { caseId: at.caseId, evidenceId, to, original: true }))).toMatchObject({
      code: 'vault_damaged',
    });
    expect(fs.existsSync(to)).toBe(false);
  });
});
