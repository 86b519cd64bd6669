import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createBackend } from '../../backend/actions/index.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { passphrase } from '../actions/backend.ts';
import { declarations } from '../changes/books.ts';
import { evidenceDesk, refused } from './evidence-desk.ts';

const at = await evidenceDesk();
afterAll(() => at.leave());
const { caseId } = at;
const folder = path.join(at.dir, 'stick');
fs.mkdirSync(folder);

const { added } = await at.call('evidence.add', {
  caseId,
  paths: [at.bytes('книга.bin', Buffer.alloc(3 * 2 ** 20, 'книга'))],
  origin: 'file',
  meta: {},
});
const evidenceId = added[0]?.evidenceId ?? '';
const custody = async () => (await at.call('evidence.get', { caseId, evidenceId })).custody.map((step) => step.key);

type Backend = ReturnType<typeof createBackend>;
/** Works through handlers of its own, so that something can happen between two steps of progress. */
async function apart<T>(work: (handlers: Backend['handlers']) => Promise<T>): Promise<T> {
  await at.call('vault.lock', {});
  const backend = createBackend({
    vaultDir: at.vaultDir,
    now: () => new Date().toISOString() as Instant,
    emit: () => undefined,
    app: 'test',
  });
  const quiet = { signal: new AbortController().signal, progress: () => undefined };
  await backend.handlers['vault.unlock'](undefined, { passphrase }, quiet);
  try {
    return await work(backend.handlers);
  } finally {
    await backend.close();
    await at.call('vault.unlock', { passphrase });
  }
}

/** Whoever is told of progress puts a folder where the copy is to have its name. */
const inTheWay = (to: string) => ({ signal: new AbortController().signal, progress: () => void fs.mkdirSync(to, { recursive: true }) });

it('evidence that cannot have its name at the end is refused, leaves nothing, and the log says that it did not leave', async () => {
  const to = path.join(folder, 'copy.bin');
  const asked = { caseId, evidenceId, to, original: true };
  const said = await apart((handlers) => refused(() => handlers['evidence.save'](undefined, asked, inTheWay(to))));
  expect(said).toMatchObject({ code: 'file_unwritable', at: 'copy.bin' });
  expect(fs.readdirSync(folder)).toEqual(['copy.bin']);
  expect(await custody()).toEqual(['added', 'saved', 'notSaved']);
  fs.rmdirSync(to);
  await at.call('evidence.save', { ...asked });
  expect(fs.statSync(to).size).toBe(3 * 2 ** 20);
  expect((await custody()).at(-1)).toBe('saved');
  expect(await at.call('case.verify', { caseId })).toMatchObject({ ok: true });
});

it('rows of a book that cannot have their name at the end: the same', async () => {
  await at.call('import.commit', { caseId, path: at.file('a.csv', declarations([{ reg: '1', item: 1 }])), table: 'declarations' });
  const to = path.join(folder, 'rows.csv');
  const asked = { caseId, table: 'declarations', search: '', filters: [], sort: [], columns: ['reg_no'] };
  const list = { ...asked, groups: [], aggregates: [], lang: 'en', format: 'csv', to } as never;
  const before = await at.operations();
  const said = await apart((handlers) => refused(() => handlers['rows.export'](undefined, list, inTheWay(to))));
  expect(said).toMatchObject({ code: 'file_unwritable' });
  expect(fs.readdirSync(folder).sort()).toEqual(['copy.bin', 'rows.csv']);
  // the copy, that it did not leave, and the checkpoint of the lock
  expect(await at.operations()).toBe(before + 3);
});

it('a copy that was recorded and killed before it had its name did not leave: the next opening says so', async () => {
  const to = path.join(folder, 'killed.bin');
  await at.call('vault.lock', {});
  const script = path.join(import.meta.dirname, 'saving-child.ts');
  const killed = spawnSync(process.execPath, [script, at.vaultDir, caseId, evidenceId, to, 'named'], { env: process.env });
  expect(killed.signal).toBe('SIGKILL');
  expect(fs.readdirSync(folder).filter((name) => name.endsWith('.part'))).toHaveLength(1);
  await at.call('vault.unlock', { passphrase });
  expect(fs.readdirSync(folder).sort()).toEqual(['copy.bin', 'rows.csv']);
  expect((await custody()).slice(-2)).toEqual(['saved', 'notSaved']);
  const before = await at.operations();
  await at.restart();
  await at.call('vault.unlock', { passphrase });
  expect(await at.operations()).toBe(before);
});
