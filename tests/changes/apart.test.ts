import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { append } from '../../backend/actions/record.ts';
import { followLog } from '../../backend/actions/follow-log.ts';
import { newId } from '../../backend/vault/new-id.ts';
import { originalCells } from '../../db/repositories/books-originals.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { lightVault } from '../faults/light-vault.ts';
import { declarations } from './books.ts';
import { changeDesk } from './change-desk.ts';
import type { ChangeDesk } from './change-desk.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-apart-'));
const values = 1_000;
let desk: ChangeDesk;
let caseId = '';
let [older, newer] = [
  { importId: '', evidence: '' },
  { importId: '', evidence: '' },
];

async function take(name: string, lines: number): Promise<typeof older> {
  const file = path.join(folder, name);
  const line = (i: number) => ({ reg: `55301/050124/${String(i).padStart(7, '0')}`, item: 1, text: `товар ${i}` });
  fs.writeFileSync(file, declarations(Array.from({ length: lines }, (_, i) => line(i))));
  const { importId, evidence } = await desk.call('import.commit', { caseId, path: file, table: 'declarations' });
  return { importId, evidence: evidence.sha256 };
}

const books = () => desk.session.vault().books(caseId as CaseId);

/** Rows that this process has written into the books since they were opened: while it writes, it answers nobody. */
const written = (): number => Number(books().read((db) => db.prepare('SELECT total_changes()').pluck().get()));

const seen = async (evidence: string, at: number) =>
  (await desk.call('rows.get', { caseId, name: `${evidence}:declarations:${at}` })).cells['description'];
const kept = (): number => books().read(originalCells).length;

beforeAll(async () => {
  process.env['ASSAY_CONFIG_DIR'] = path.join(folder, 'config');
  await lightVault(path.join(folder, 'vault'));
  desk = await changeDesk(path.join(folder, 'vault'));
  const period = { from: '2024-01-01', to: '2024-12-31' };
  ({ caseId } = await desk.call('case.create', { kind: 'onsite', trader: 'ТОО «Проба»', taxid: '980140001231', ...period, pack: 'kz' }));
  older = await take('a.csv', values);
  const { session } = desk;
  session.vault().assay.write((db) => {
    const puts = Array.from({ length: values }, (_, i) => {
      const set = { row: `${older.evidence}:declarations:${i + 1}`, column: 'description', value: `палас ${i}`, reason: 'по счёту' };
      return { kind: 'put', ent: 'override', id: newId(), set } as const;
    });
    append(session, db, caseId as CaseId, puts);
  });
  const before = written();
  expect(followLog(session, caseId as CaseId, books())).toBe(true);
  // what is counted below is counted where it is done here
  expect(written() - before).toBeGreaterThan(values);
}, 120_000);
afterAll(() => {
  desk.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('a thousand values over rows', () => {
  test('leave and come back with their file, written by another process, and are seen with the first look', async () => {
    const before = written();
    await desk.call('import.withdraw', { caseId, importId: older.importId, reason: 'проверка' });
    expect(kept()).toBe(0);
    await desk.call('import.restore', { caseId, importId: older.importId });
    expect([kept(), await seen(older.evidence, 1), await seen(older.evidence, values)]).toEqual([values, 'палас 0', `палас ${values - 1}`]);
    expect(written()).toBe(before);
  });

  test('move to a newer export in the same way', async () => {
    newer = await take('b.csv', values + 1);
    const before = written();
    const { moved } = await desk.call('import.replace', { caseId, older: older.importId, newer: newer.importId });
    expect([moved, kept(), await seen(newer.evidence, values)]).toEqual([values, values, `палас ${values - 1}`]);
    expect(written()).toBe(before);
  });
});
