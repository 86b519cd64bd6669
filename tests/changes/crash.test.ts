import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openVault } from '../../backend/vault/index.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { originalCells } from '../../db/repositories/books-originals.ts';
import { beginImport } from '../../db/repositories/imports.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Desk } from '../actions/backend.ts';
import { passphrase } from '../actions/backend.ts';
import { caseDesk, declarations } from './books.ts';

let at: Desk;
let caseId = '';
let importId = '';
let row = '';

const files = (): readonly string[] => [path.join(at.vaultDir, 'assay.db'), path.join(at.vaultDir, 'books', `${caseId}.db`)];
const [log, books] = [0, 1];

/** Closes the vault, so that each file holds all that was committed to it, and keeps a copy of one of the two. */
async function keptCopy(which: number): Promise<() => Promise<void>> {
  await at.restart();
  const file = files()[which] ?? '';
  fs.copyFileSync(file, `${file}.kept`);
  await at.call('vault.unlock', { passphrase });
  return async () => {
    await at.restart();
    for (const ending of ['-wal', '-shm']) fs.rmSync(`${file}${ending}`, { force: true });
    fs.copyFileSync(`${file}.kept`, file);
  };
}

const cell = async (column: string) => (await at.call('rows.get', { caseId, name: row })).cells[column];
const unlock = () => at.call('vault.unlock', { passphrase });
const put = (value: string) => at.call('row.override', { caseId, row, column: 'description', value, reason: 'по счёту' });

beforeAll(async () => {
  ({ at, caseId } = await caseDesk());
  const file = at.file('a.csv', declarations([{ reg: '55301/050124/0000001', item: 1, text: 'ковёр' }]));
  ({ importId } = await at.call('import.commit', { caseId, path: file, table: 'declarations' }));
  const view = await at.call('rows.open', { caseId, table: 'declarations', sort: [], filters: [], search: '' });
  row = (await at.call('rows.window', { viewId: view.viewId, at: 0, limit: 1 })).names[0] ?? '';
});

afterAll(() => at.leave());

describe('a crash between the log and the books', () => {
  test('that kept an override in the log only: the next opening puts it over the row', async () => {
    const back = await keptCopy(books);
    await put('палас');
    await back();
    await unlock();
    expect(await cell('description')).toBe('палас');
    const found = await at.call('rows.open', { caseId, table: 'declarations', sort: [], filters: [], search: 'палас' });
    expect(found.total).toBe(1);
  });

  test('that kept an override in the books only: the next opening takes it off the row', async () => {
    const back = await keptCopy(log);
    await put('дорожка');
    await back();
    await unlock();
    expect(await cell('description')).toBe('палас');
  });

  test('after a withdrawal was recorded: the next start finishes it, and the file can be brought back', async () => {
    const back = await keptCopy(books);
    await at.call('import.withdraw', { caseId, importId, reason: 'проверка' });
    await back();
    const vault = await openVault({ dir: at.vaultDir, passphrase });
    expect(vault.books(caseId as CaseId).read(listBookImports)).toHaveLength(1);
    const journal = {
      importId,
      caseId: caseId as CaseId,
      table: 'declarations',
      fileName: 'a.csv',
      begunAt: '2026-11-22T00:00:00Z',
    } as const;
    vault.assay.write((db) => beginImport(db, journal));
    vault.close();
    at.events.length = 0;
    await unlock();
    expect(at.events.filter((event) => event.kind === 'import.interrupted')).toEqual([]);
    await at.restart();
    const after = await openVault({ dir: at.vaultDir, passphrase });
    expect(after.books(caseId as CaseId).read(listBookImports)).toEqual([]);
    expect(after.books(caseId as CaseId).read(originalCells)).toEqual([]);
    after.close();
    await unlock();
    expect(await at.call('import.restore', { caseId, importId })).toEqual({ rows: 1 });
    expect(await cell('description')).toBe('палас');
  });

  test('that left rows of a withdrawn file where nobody sees them does not keep it from coming back', async () => {
    const back = await keptCopy(books);
    await at.call('import.withdraw', { caseId, importId, reason: 'проверка' });
    await back();
    await unlock();
    await expect(at.call('rows.get', { caseId, name: row })).rejects.toMatchObject({ code: 'row_missing' });
    expect(await at.call('import.restore', { caseId, importId })).toEqual({ rows: 1 });
    expect(await cell('description')).toBe('палас');
  });

  test('a damaged piece of evidence brings nothing back', async () => {
    await at.call('import.withdraw', { caseId, importId, reason: 'проверка' });
    const folder = path.join(at.vaultDir, 'evidence');
    const [blob = ''] = fs
      .readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.length > 60);
    const file = path.join(folder, blob);
    const whole = fs.readFileSync(file);
    const bad = Buffer.from(whole);
    bad[100] = (bad[100] ?? 0) ^ 1;
    fs.writeFileSync(file, bad);
    await expect(at.call('import.restore', { caseId, importId })).rejects.toMatchObject({ code: 'vault_damaged' });
    expect((await at.call('case.get', { caseId })).imports).toEqual([]);
    fs.writeFileSync(file, whole);
    expect(await at.call('import.restore', { caseId, importId })).toEqual({ rows: 1 });
  });

  test('a cancelled withdrawal leaves everything as it was', async () => {
    // the signal is up before the work begins: nothing of it may be recorded
    await expect(at.call('import.withdraw', { caseId, importId, reason: 'проверка' }, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(await cell('description')).toBe('палас');
    expect((await at.call('import.withdrawn', { caseId })).imports).toEqual([]);
  });
});
