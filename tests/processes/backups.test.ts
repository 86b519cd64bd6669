import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { childrenOf, filesIn, ledger, newCase, onLinux, opened, passphrase, temporaryFolder } from './opened.ts';
import type { Opened } from './opened.ts';

let dir = '';
let desk: Opened;
let caseId = '';
beforeAll(async () => {
  dir = temporaryFolder();
  desk = opened(path.join(dir, 'vault'));
  caseId = await newCase(desk);
  const file = path.join(dir, 'l.csv');
  fs.writeFileSync(file, `${ledger(30_000)}T0,2025-01-01,1310,1.00,,,${randomBytes(200_000).toString('hex')}\n`);
  await desk.call('import.commit', { caseId, path: file, table: 'ledger' });
}, 60_000);
afterAll(async () => {
  await desk.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

describe('a backup in a child process', () => {
  test('tells how far it is, holds up no call, and restores to the same log', { timeout: 60_000 }, async () => {
    const stages = new Set<string>();
    let ended = false;
    let answered = 0;
    const to = path.join(dir, 'backup');
    const saving = desk.call('vault.backup', { to }, { progress: ({ stage }) => void stages.add(stage) }).finally(() => {
      ended = true;
    });
    while (!ended) {
      await desk.call('case.get', { caseId });
      answered += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const { files, bytes } = await saving;
    expect([files, filesIn(to).length, stages.size]).toEqual([4, 4, 2]);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(answered).toBeGreaterThan(5);
    const other = opened(path.join(dir, 'other'));
    await other.call('vault.restore', { from: to, passphrase });
    expect((await other.call('case.verify', { caseId })).ok).toBe(true);
    expect((await other.call('rows.open', { caseId, table: 'ledger', sort: [], filters: [], search: '' })).total).toBe(30_001);
    await other.close();
  });

  test.each(['backup', 'restore'])('a cancelled %s leaves nothing of the copy', { timeout: 60_000 }, async (what) => {
    const stop = new AbortController();
    const to = path.join(dir, `cancelled-${what}`);
    if (what === 'restore' && !fs.existsSync(path.join(dir, 'source'))) await desk.call('vault.backup', { to: path.join(dir, 'source') });
    const before = fs.readdirSync(dir).toSorted();
    const given = { signal: stop.signal, progress: () => stop.abort() };
    const copying =
      what === 'backup'
        ? desk.call('vault.backup', { to }, given)
        : opened(to).call('vault.restore', { from: path.join(dir, 'source'), passphrase }, given);
    await expect(copying).rejects.toMatchObject({ code: 'cancelled' });
    expect(fs.readdirSync(dir).filter((name) => name.startsWith('cancelled') && !name.endsWith('-config'))).toEqual([]);
    expect(before.filter((name) => !fs.existsSync(path.join(dir, name)))).toEqual([]);
  });

  test.runIf(onLinux)('locking in the middle ends the process and leaves nothing of the copy', { timeout: 60_000 }, async () => {
    const before = new Set(childrenOf(process.pid));
    const to = path.join(dir, 'locked');
    let locked: Promise<unknown> | null = null;
    const copying = desk.call('vault.backup', { to }, { progress: () => void (locked ??= desk.call('vault.lock', {})) });
    await expect(copying).rejects.toMatchObject({ code: 'cancelled' });
    await locked;
    await vi.waitFor(() => expect(childrenOf(process.pid).filter((pid) => !before.has(pid))).toEqual([]), 10_000);
    expect(fs.readdirSync(dir).filter((name) => name.startsWith('locked'))).toEqual([]);
    await desk.call('vault.unlock', { passphrase });
    expect((await desk.call('case.verify', { caseId })).ok).toBe(true);
  });
});
