import { fork } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openVault } from '../../backend/vault/index.ts';
import { beginImport } from '../../db/repositories/imports.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { childrenOf, filesIn, ledger, newCase, onLinux, opened, passphrase, temporaryFolder } from './opened.ts';
import type { Opened } from './opened.ts';
import { lives } from './sample-jobs.ts';

const folders: string[] = [];
let dir = '';
let desk: Opened;
let caseId = '';
beforeEach(async () => {
  dir = temporaryFolder();
  folders.push(dir);
  desk = opened(path.join(dir, 'vault'));
  caseId = await newCase(desk);
  return () => desk.close();
});
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, text: string): string => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, text);
  return file;
};
const rows = async (): Promise<number> =>
  (await desk.call('rows.open', { caseId, table: 'ledger', sort: [], filters: [], search: '' })).total;
const evidence = (): string[] => filesIn(path.join(desk.vaultDir, 'evidence'));
const walBytes = (): number => fs.statSync(path.join(desk.vaultDir, 'books', `${caseId}.db-wal`), { throwIfNoEntry: false })?.size ?? 0;
const interrupted = () => desk.events.filter((event) => event.kind === 'import.interrupted');

describe('an import in a child process', () => {
  test('other calls are answered while it runs', { timeout: 60_000 }, async () => {
    let ended = false;
    let answered = 0;
    const importing = desk.call('import.commit', { caseId, path: write('l.csv', ledger(40_000)), table: 'ledger' }).finally(() => {
      ended = true;
    });
    while (!ended) {
      expect((await desk.call('case.get', { caseId })).header.caseId).toBe(caseId);
      answered += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect((await importing).rows).toBe(40_000);
    expect(answered).toBeGreaterThan(20);
    expect(await rows()).toBe(40_000);
  });

  test.each([
    ['read', (done: number) => done > 500_000],
    ['index', () => true],
  ] as const)('cancelled while it is in stage %s leaves no row, no evidence and no large log', { timeout: 60_000 }, async (at, far) => {
    await desk.call('import.commit', { caseId, path: write('a.csv', ledger(10)), table: 'ledger' });
    const [before, file, stop] = [evidence(), write('b.csv', ledger(60_000, 100)), new AbortController()];
    const progress = ({ stage, done }: { stage: string; done: number }): void => {
      if (stage === at && far(done)) stop.abort();
    };
    const importing = desk.call('import.commit', { caseId, path: file, table: 'ledger' }, { signal: stop.signal, progress });
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    expect([await rows(), evidence(), walBytes()]).toEqual([10, before, 0]);
    expect((await desk.call('import.commit', { caseId, path: file, table: 'ledger' })).rows).toBe(60_000);
    expect(await rows()).toBe(60_010);
    expect(interrupted()).toEqual([]);
  });

  test.runIf(onLinux)('whose process is killed is refused and leaves nothing', { timeout: 60_000 }, async () => {
    const others = new Set(childrenOf(process.pid));
    const progress = ({ stage, done }: { stage: string; done: number }): void => {
      if (stage !== 'read' || done < 500_000) return;
      for (const pid of childrenOf(process.pid)) if (!others.has(pid)) process.kill(pid, 'SIGKILL');
    };
    const importing = desk.call('import.commit', { caseId, path: write('l.csv', ledger(60_000)), table: 'ledger' }, { progress });
    await expect(importing).rejects.toMatchObject({ code: 'backend_gone' });
    expect([await rows(), evidence(), walBytes()]).toEqual([0, [], 0]);
    expect((await desk.call('case.verify', { caseId })).ok).toBe(true);
  });

  test.each(['read', 'index'])(
    'kill -9 of the backend while it is in stage %s ends the child, and the next start removes all of it and names the file',
    { timeout: 120_000 },
    async (at) => {
      await desk.close();
      const file = write('большой.csv', ledger(60_000));
      const args = [desk.vaultDir, caseId, file];
      const parent = fork(path.join(import.meta.dirname, 'import-parent.ts'), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      const children = await new Promise<number[]>((resolve) => {
        parent.on('message', ({ stage, done }: { stage: string; done: number }) => {
          if (stage !== at || (stage === 'read' && done < 500_000) || parent.killed) return;
          const found = onLinux ? childrenOf(parent.pid ?? 0) : [];
          parent.kill('SIGKILL');
          resolve(found);
        });
      });
      if (onLinux) expect(children.length).toBeGreaterThan(0);
      await vi.waitFor(() => expect(children.filter(lives)).toEqual([]), 10_000);
      desk = opened(desk.vaultDir);
      await desk.call('vault.unlock', { passphrase });
      expect(interrupted()).toEqual([{ kind: 'import.interrupted', caseId, fileName: 'большой.csv' }]);
      expect([await rows(), evidence(), walBytes()]).toEqual([0, [], 0]);
    },
  );

  test('evidence that was named, but not recorded when the power went, is removed at the next start', async () => {
    const { call, vaultDir } = desk;
    await call('import.commit', { caseId, path: write('a.csv', ledger(10)), table: 'ledger' });
    const kept = evidence();
    await desk.close();
    const vault = await openVault({ dir: vaultDir, passphrase });
    async function* bytes() {
      yield Buffer.from('left behind');
    }
    await vault.blobs(caseId as CaseId).put(bytes());
    vault.assay.write((db) =>
      beginImport(db, { importId: 'x', caseId: caseId as CaseId, table: 'ledger', fileName: 'b.csv', begunAt: '2026-11-22T00:00:00Z' }),
    );
    vault.close();
    expect(evidence()).toHaveLength(kept.length + 1);
    desk = opened(vaultDir);
    await desk.call('vault.unlock', { passphrase });
    expect([evidence(), interrupted().length]).toEqual([kept, 1]);
  });

  test.runIf(onLinux)('locking ends it, and unlocking removes what it left', { timeout: 60_000 }, async () => {
    const others = new Set(childrenOf(process.pid));
    let locked: Promise<unknown> | null = null;
    const progress = ({ stage, done }: { stage: string; done: number }): void => {
      if (stage === 'read' && done > 500_000) locked ??= desk.call('vault.lock', {});
    };
    const importing = desk.call('import.commit', { caseId, path: write('l.csv', ledger(60_000)), table: 'ledger' }, { progress });
    await expect(importing).rejects.toMatchObject({ code: 'cancelled' });
    await locked;
    await vi.waitFor(() => expect(childrenOf(process.pid).filter((pid) => !others.has(pid))).toEqual([]), 10_000);
    await desk.call('vault.unlock', { passphrase });
    expect([await rows(), evidence(), interrupted().length]).toEqual([0, [], 1]);
  });
});
