import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encode } from '../importers/encode.ts';
import { dbase3Memo, dbfOf, foxProMemo } from '../importers/workbook/dbf-writer.ts';
import type { MemoFile } from '../importers/workbook/dbf-writer.ts';
import { bench, newCase } from './command-line.ts';

const at = bench();
const texts = ['Оплата по договору №5', 'Возврат аванса, акт от 03.02.2026'];
const letters = texts.map((text) => encode(text, 'ibm866'));
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A book of postings whose descriptions stand in a memo file; the third has none. @param day makes files that are not alike */
function bookOf(version: number, { blocks }: MemoFile, day: string): Buffer {
  const columns = [
    { name: 'DATE', type: 'D', length: 8 },
    { name: 'ACCOUNT', type: 'C', length: 6 },
    { name: 'DEBIT', type: 'N', length: 12, decimals: 2 },
    { name: 'CREDIT', type: 'N', length: 12, decimals: 2 },
    { name: 'NOTE', type: 'M', length: 10 },
  ];
  const rows = [0, 1, 2].map((i) => [`202602${day}`, '3310', `${i + 1}00.50`, '0.00', String(blocks[i] ?? '').padStart(10)]);
  return dbfOf({ version, codePage: 0x26, columns, rows });
}

const profile = {
  v: 1,
  name: 'postings of a DBF',
  table: 'ledger',
  columns: {
    posting_date: { header: 'DATE' },
    account: { header: 'ACCOUNT' },
    debit_minor: { header: 'DEBIT' },
    credit_minor: { header: 'CREDIT' },
    description: { header: 'NOTE' },
  },
  repairs: [],
};

describe('a DBF whose texts stand in a memo file', () => {
  let inCase: readonly string[] = [];
  let mapping = '';
  const take = (file: string) => at.assay('import', ...inCase, '--as', 'ledger', '--profile', mapping, file);
  const descriptions = async (evidence: string): Promise<unknown[]> => {
    const { rows } = (await at.assay('rows', ...inCase, '--table', 'ledger')).json;
    const own = (rows as { name: string; description: string }[]).filter(({ name }) => name.startsWith(evidence));
    return own.map((row) => row.description);
  };
  const certificateOf = async (importId: string) => {
    return (await at.assay('import', 'certificate', ...inCase, '--import', importId)).json.certificates[0];
  };
  beforeAll(async () => {
    await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Field');
    inCase = ['--vault', at.vault, '--case', await newCase(at)];
    mapping = at.file('postings.json', JSON.stringify(profile));
  }, 60_000);
  afterAll(at.leave);

  test.each([
    ['dBASE III', 0x83, 'KNIGA.DBF', 'KNIGA.DBT', '01', dbase3Memo],
    ['FoxPro', 0xf5, 'journal.dbf', 'journal.FPT', '02', foxProMemo],
  ] as const)(
    '%s: it is read with the book, kept and pinned, and the rows come back out of both',
    async (...[, version, bookName, memoName, day, of]) => {
      const memo = of(letters);
      const book = at.file(bookName, bookOf(version, memo, day));
      at.file(memoName, memo.bytes);
      const { json: result } = await take(book);
      expect(result).toMatchObject({ rows: 3, rejectedCount: 0, sums: { debit_minor: '601.50' } });
      expect(result.checks).toContainEqual({ key: 'dbf_memo', at: memoName, declared: '2', counted: '2', agrees: true });
      expect(await descriptions(result.evidence.sha256)).toEqual([...texts, null]);

      const kept = sha256(memo.bytes);
      const { items } = (await at.assay('evidence', 'list', ...inCase)).json;
      expect(items).toContainEqual(expect.objectContaining({ name: memoName, sha256: kept, bytes: memo.bytes.length }));
      expect((await certificateOf(result.importId)).facts).toContainEqual({ name: 'memo', value: `${memoName}, SHA-256 ${kept}` });
      const log = path.join(at.dir, `${day}.ndjson`);
      await at.assay('case', 'log', ...inCase, '--out', log);
      const pinned = fs
        .readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line.includes(`"beside":{"name":"${memoName}","sha256":"${kept}"}`));
      expect(pinned).toHaveLength(1);

      // neither file is needed any more
      fs.rmSync(book);
      fs.rmSync(path.join(at.dir, memoName));
      expect((await at.assay('case', 'verify', ...inCase)).json).toMatchObject({ ok: true });
      const which = [...inCase, '--import', result.importId];
      expect((await at.assay('import', 'withdraw', ...which, '--reason', 'tried')).exit).toBe(0);
      expect((await at.assay('import', 'restore', ...which)).json).toMatchObject({ rows: 3 });
      expect(await descriptions(result.evidence.sha256)).toEqual([...texts, null]);
      expect((await at.assay('case', 'verify', ...inCase)).json).toMatchObject({ ok: true });
    },
    120_000,
  );

  test('that is not there is named, its rows are in the books; brought along, it comes in after the first import is withdrawn', async () => {
    const memo = dbase3Memo(letters);
    const book = at.file('LEDGER.DBF', bookOf(0x83, memo, '03'));
    const inspected = (await at.assay('import', 'inspect', book)).json;
    const missing = { key: 'dbf_memo_missing', at: 'LEDGER.DBT', declared: '2', counted: '0', agrees: false };
    expect(inspected.checks).toContainEqual(missing);
    const spoken = await at.plain('import', 'inspect', book, '--lang', 'ru');
    expect(spoken.out.join('\n')).toContain('LEDGER.DBT');

    const { json: first } = await take(book);
    expect(first).toMatchObject({ rows: 3, rejectedCount: 0, sums: { debit_minor: '601.50' } });
    expect(first.checks).toContainEqual(missing);
    expect(await descriptions(first.evidence.sha256)).toEqual([null, null, null]);
    expect((await certificateOf(first.importId)).checks).toContainEqual(missing);

    at.file('LEDGER.DBT', memo.bytes);
    expect((await take(book)).json).toMatchObject({ code: 'file_already_imported' });
    expect((await at.assay('import', 'withdraw', ...inCase, '--import', first.importId, '--reason', 'memo')).exit).toBe(0);
    const { json: second } = await take(book);
    expect(await descriptions(second.evidence.sha256)).toEqual([...texts, null]);
    // the first one cannot come back beside it
    expect((await at.assay('import', 'restore', ...inCase, '--import', first.importId)).json).toMatchObject({
      code: 'file_already_imported',
    });
    expect((await at.assay('case', 'verify', ...inCase)).json).toMatchObject({ ok: true });
  }, 120_000);

  test('the import without it comes back without it, though it lies beside the file by then', async () => {
    const memo = dbase3Memo(letters);
    const book = at.file('EMPTY.DBF', bookOf(0x83, memo, '04'));
    const { json: first } = await take(book);
    at.file('EMPTY.DBT', memo.bytes);
    const which = [...inCase, '--import', first.importId];
    await at.assay('import', 'withdraw', ...which, '--reason', 'tried');
    expect((await at.assay('import', 'restore', ...which)).json).toMatchObject({ rows: 3 });
    expect(await descriptions(first.evidence.sha256)).toEqual([null, null, null]);
  }, 120_000);

  test.skipIf(process.platform === 'win32')('a link in its place is not followed', async () => {
    const memo = dbase3Memo(letters);
    const book = at.file('LINK.DBF', bookOf(0x83, memo, '05'));
    fs.symlinkSync(at.file('secret.bin', memo.bytes), path.join(at.dir, 'LINK.DBT'));
    const { checks } = (await at.assay('import', 'inspect', book)).json;
    expect(checks).toContainEqual(expect.objectContaining({ key: 'dbf_memo_missing', at: 'LINK.DBT' }));
  });

  test('that was cut off on its way is named with what is left of it', async () => {
    const memo = dbase3Memo(letters);
    const book = at.file('CUT.DBF', bookOf(0x83, memo, '06'));
    at.file('CUT.DBT', memo.bytes.subarray(0, 1024));
    const { json } = await take(book);
    expect(json).toMatchObject({ rows: 3, rejectedCount: 0 });
    expect(json.checks).toContainEqual({ key: 'dbf_memo', at: 'CUT.DBT', declared: '2', counted: '1', agrees: false });
    expect(await descriptions(json.evidence.sha256)).toEqual([texts[0], null, null]);
  }, 60_000);

  test('damaged in the vault, it is found by the check of the case', async () => {
    const memo = dbase3Memo([encode('одно примечание на весь файл', 'ibm866'), ...letters]);
    const before = new Set(evidenceFiles());
    const book = at.file('LAST.DBF', bookOf(0x83, memo, '07'));
    at.file('LAST.DBT', memo.bytes);
    expect((await take(book)).json).toMatchObject({ rows: 3 });
    const added = evidenceFiles().filter((file) => !before.has(file));
    expect(added).toHaveLength(2);
    const sizes = added.map((file) => fs.statSync(file).size);
    const ofMemo = added[sizes[0] === Math.max(...sizes) ? 0 : 1] ?? '';
    const bytes = fs.readFileSync(ofMemo);
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    fs.writeFileSync(ofMemo, bytes);
    expect((await at.assay('case', 'verify', ...inCase)).json).toMatchObject({ code: 'vault_damaged' });
  }, 60_000);
});

function evidenceFiles(): string[] {
  const folder = path.join(at.vault, 'evidence');
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => fs.statSync(file).isFile());
}
