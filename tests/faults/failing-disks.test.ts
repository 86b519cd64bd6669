import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { booksFile } from '../../backend/vault/session.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { desk, passphrase } from '../actions/backend.ts';
import { declarations } from '../changes/books.ts';
import { sheetData, texts, workbookOf } from '../importers/workbook/xlsx-writer.ts';
import { lightVault } from './light-vault.ts';
import { stateOf } from './state.ts';
import type { Step } from './steps.ts';
import { refusedAs } from './steps.ts';
import { failing, whyNoTrace } from './trace.ts';
import type { Failure } from './trace.ts';

const why = whyNoTrace();
if (why !== null) process.stderr.write(`failing disks are not tried: ${why}\n`);

const at = desk({ today: '2026-11-22' });
const root = fs.realpathSync(at.dir);
const vaultDir = path.join(root, 'vault');
const kept = path.join(root, 'kept');
const nothing = { imports: [], evidence: [] };
let [caseId, csv, large, book, scan] = ['', '', '', '', ''];

/** Enough lines for a file of so many megabytes. */
const lines = (megabytes: number): string =>
  declarations(
    Array.from({ length: megabytes * 11_000 }, (_, i) => ({
      reg: `55301/050124/${String(i).padStart(7, '0')}`,
      item: 1,
      text: `ковёр № ${i}`,
    })),
  );

/** Does what a person asks for, in a process whose system fails it. @returns what it says */
function tried(failure: Failure, step: Step): string {
  const child = path.join(import.meta.dirname, 'working-child.ts');
  const { code, stdout } = failing(failure, [process.execPath, child, vaultDir, caseId, JSON.stringify([step])]);
  expect(code, stdout).toBe(0);
  return stdout;
}

describe.skipIf(why !== null)(`a disk or a stick that fails${why === null ? '' : ` (skipped: ${why})`}`, () => {
  beforeAll(async () => {
    await lightVault(at.vaultDir);
    await at.call('vault.unlock', { passphrase });
    const trader = { kind: 'onsite', trader: 'ТОО «Проба»', taxid: '980140001231', from: '2024-01-01', to: '2024-12-31' } as const;
    ({ caseId } = await at.call('case.create', { ...trader, pack: 'kz' }));
    await at.restart();
    fs.cpSync(vaultDir, kept, { recursive: true });
    csv = path.join(root, 'a.csv');
    fs.writeFileSync(csv, lines(1));
    large = path.join(root, 'large.csv');
    fs.writeFileSync(large, lines(5));
    book = path.join(root, 'b.xlsx');
    const head = texts(1, 'reg_no', 'reg_date', 'item_no', 'hs_code', 'description');
    const body = Array.from({ length: 40 }, (_, i) => texts(i + 2, `B${i}`, '2024-05-06', '1', '9401310000', 'стул'));
    fs.writeFileSync(book, workbookOf({ sheets: [sheetData(head, ...body)] }));
    scan = path.join(root, 'scan.bin');
    fs.writeFileSync(scan, Buffer.alloc(5 * 2 ** 20, 'скан'));
  });
  afterAll(() => at.leave());
  afterEach(() => {
    // what one failure let in is not the next one's
    fs.rmSync(vaultDir, { recursive: true });
    fs.cpSync(kept, vaultDir, { recursive: true });
  });

  const read =
    (file: () => string, from: number): (() => Failure) =>
    () => ({ files: [file()], calls: 'pread64', error: 'EIO', from });
  const unplugged: readonly (readonly [what: string, failure: () => Failure, step: () => Step])[] = [
    ['in the middle of a CSV', read(() => csv, 2), () => ({ does: 'import', file: csv, table: 'declarations' })],
    ['in the middle of a CSV that a thread reads', read(() => large, 3), () => ({ does: 'import', file: large, table: 'declarations' })],
    ['while a workbook goes into the evidence', read(() => book, 2), () => ({ does: 'import', file: book, table: null })],
    ['at the second of two files', read(() => scan, 2), () => ({ does: 'add', files: [csv, scan] })],
  ];
  test.each(unplugged)('a stick that is pulled out %s: the file cannot be read, and nothing of it stays', async (_what, failure, step) => {
    const said = tried(failure(), step());
    // the reader of workbooks tells a part that cannot be read from a part that is damaged by nothing
    const names = step().does === 'import' && failure().files[0] === book ? ['file_unreadable', 'file_damaged'] : ['file_unreadable'];
    expect(names.map(refusedAs)).toContain(said);
    expect(await stateOf(vaultDir, caseId)).toEqual(nothing);
  });

  const full =
    (file: () => string, from: number): (() => Failure) =>
    () => ({ files: [file()], calls: 'pwrite64', error: 'ENOSPC', from });
  const books = (): string => `${booksFile(vaultDir, caseId as CaseId)}-wal`;
  test.each([12])('a disk that is full at write %i into the books: nothing stays', async (from) => {
    expect(tried(full(books, from)(), { does: 'import', file: csv, table: 'declarations' })).toBe(refusedAs('disk_full'));
    expect(await stateOf(vaultDir, caseId)).toEqual(nothing);
  });

  test('a disk that is full at any write into the log: all of it stands, or nothing', async () => {
    const log = path.join(vaultDir, 'assay.db-wal');
    const said = new Set<string>();
    for (const from of [1, 5]) {
      said.add(tried(full(() => log, from)(), { does: 'add', files: [scan] }));
      expect(await stateOf(vaultDir, caseId)).toEqual(nothing);
    }
    expect([...said]).toEqual([refusedAs('disk_full')]);
  });
});
