import { afterAll, describe, expect, test } from 'vitest';
import { csvTokenizer } from '../../backend/importers/csv/tokenizer.ts';
import { againJobs } from '../../backend/importers/import-again.ts';
import { importFound } from '../../backend/importers/import-found.ts';
import type { ImportOutcome } from '../../backend/importers/imported-file.ts';
import { readPlan } from '../../backend/importers/plan.ts';
import { readerParams } from '../../backend/importers/reader-params.ts';
import { readerOf } from '../../backend/importers/reading/readers.ts';
import { rowTyping } from '../../backend/importers/row-sink.ts';
import { rowDigest, totalsOf } from '../../backend/importers/totals.ts';
import { locateBlob } from '../../backend/evidence/blob-store.ts';
import { newId } from '../../backend/vault/new-id.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { caseFiles, reading } from './case-files.ts';
import { sheet } from './workbook/report-sheet.ts';
import { workbookOf } from './workbook/xlsx-writer.ts';

const files = caseFiles();
afterAll(() => files.close());

const journal = workbookOf({
  names: ['Лист'],
  sheets: [
    sheet([
      ['Дата', 'Документ', 'Счет Дт', 'Счет Кт', 'Сумма', 'Содержание'],
      ['05.01.2025', 'Поступление 1', '1330', '3310', '50 250,50', 'Товар'],
      ['06.01.2025', 'Реализация 7', '7010', '1330', '20 000,00', 'Себестоимость'],
    ]),
  ],
});

const never = { signal: new AbortController().signal, progress: () => undefined };

async function importedBy(version: string): Promise<ImportOutcome> {
  const file = files.file(`журнал-${version}.xlsx`, journal);
  const common = { path: file, saved: [], reading, books: files.books, place: files.place, evidence: files.evidence };
  const part = newId();
  const outcome = await importFound({ ...common, importId: part, table: null, there: [], ...never }, readerOf(version));
  await files.blobs.keep(part, outcome.result.evidence.sha256 as Sha256);
  return outcome;
}

/** The same file once more out of the evidence, as an import that was withdrawn comes back. */
function again({ result, pins, fileName }: ImportOutcome, importer: string, format = 'xlsx'): Promise<{ rows: number }> {
  const [part] = result.parts;
  const [pin] = pins;
  if (part === undefined || pin === undefined) throw new Error('nothing was imported');
  const evidence = result.evidence.sha256 as Sha256;
  const { file } = locateBlob({ ...files.evidence, nameKey: files.evidence.evidenceKey }, evidence);
  const request = {
    place: { ...files.place, key: Buffer.from(files.place.key) },
    blob: { file, key: Buffer.from(files.evidence.evidenceKey) },
    evidence,
    fileName,
    format,
    importer,
    reading,
    parts: [{ importId: newId(), table: part.table, scope: part.scope, rows: part.rows, ...pin }],
    following: { logged: { overrides: [], known: new Set<string>(), head: '' }, reading },
  };
  return againJobs()['import.again'](request as never, never as never) as Promise<{ rows: number }>;
}

describe('a file that an earlier version of a reader imported', () => {
  test('has the rows of that version: one for each line of a journal, and now two', async () => {
    const [before, now] = [await importedBy('xlsx-3'), await importedBy('xlsx')];
    expect([before.importer, before.result.rows, before.result.sums['debit_minor']]).toEqual(['xlsx-3', 2, '70250.50']);
    expect([now.importer, now.result.rows, now.result.sums]).toEqual([
      'xlsx-4',
      4,
      { debit_minor: '70250.50', credit_minor: '70250.50', currency_minor: '0.00' },
    ]);
  });

  test('comes back by that version, and by no other', async () => {
    const before = await importedBy('xlsx-3');
    expect(await again(before, 'xlsx-3')).toEqual({ rows: 2 });
    await expect(again(before, 'xlsx-4')).rejects.toMatchObject({ code: 'import_differs' });
  });
});

describe('a CSV that an earlier version imported', () => {
  const text = 'Счет;Наименование;Обороты дебет\n1310;Сырьё;100,50\nИтого;;100,50\n';

  /** What `csv-3` pinned of it: the line of sums was a row like any other. */
  async function importedBefore(): Promise<ImportOutcome> {
    const now = await files.import(files.file('chart.csv', text), { table: 'accounts' });
    const [part] = now.result.parts;
    const [pin] = now.pins;
    if (part === undefined || pin === undefined) throw new Error('nothing was imported');
    const params = readerParams(reading);
    const reader = rowReader(readPlan(pin.profile, ['Счет', 'Наименование', 'Обороты дебет'], 'chart.csv'), params);
    const sums = { totals: totalsOf(reader.columns, params), digest: rowDigest('accounts', reader.columns), located: false };
    const typing = rowTyping({ insert: () => undefined }, reader, sums);
    let at = 0;
    csvTokenizer({ delimiter: ';', encoding: 'utf-8', skip: 0, file: '' }).feed(Buffer.from(text), (record, odd) => {
      if (at > 0) typing.add({ ...record, ordinal: at, odd });
      at += 1;
    });
    const { digest, rows } = typing.end();
    return { ...now, result: { ...now.result, parts: [{ ...part, rows }] }, pins: [{ ...pin, rowDigest: digest }] };
  }

  test('comes back with its line of sums, and by the version of today without it', async () => {
    const before = await importedBefore();
    expect(await again(before, 'csv-3', 'csv')).toEqual({ rows: 2 });
    await expect(again(before, 'csv-4', 'csv')).rejects.toMatchObject({ code: 'import_differs' });
  });
});
