import { describe, expect, test } from 'vitest';
import { Refused, refusalCodes } from '../../../domain/model/refused.ts';
import type { FormatReader } from '../../../backend/importers/reading/format-reader.ts';
import { htmlTables } from '../../../backend/importers/reading/workbook/html-tables.ts';
import { xlsx } from '../../../backend/importers/reading/workbook/xlsx/xlsx.ts';
import { book, containers, good, honest, otherWorkbooks, workbooks } from '../malformed/workbook-files.ts';
import { readAll } from '../reading-helpers.ts';
import { sheetData, texts, workbookOf } from './xlsx-writer.ts';

/** Refused by that name within a second, and without the memory that the file asks for. */
async function expectRefusal(reader: FormatReader, code: string, bytes: Buffer): Promise<void> {
  const started = performance.now();
  const before = process.memoryUsage().arrayBuffers;
  const error = await readAll(reader, 'hostile', bytes).then(
    () => null,
    (e: unknown) => e,
  );
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  expect(error).toBeInstanceOf(Refused);
  expect(error).toMatchObject({ code, at: 'hostile' });
}

describe('hostile containers', () => {
  test.each(containers)('%s: %s', (_what, code, bytes) => expectRefusal(xlsx, code, bytes()));
});

describe('hostile workbooks', () => {
  test.each(workbooks)('%s: %s', (_what, code, bytes) => expectRefusal(xlsx, code, bytes()));
});

describe('hostile files of other formats', () => {
  for (const [reader, what, code, bytes] of otherWorkbooks)
    test(`${reader.format}: ${what}: ${code}`, () => expectRefusal(reader, code, bytes()));
});

describe('strange but readable', () => {
  test.each<[string, Buffer]>([
    [
      'a formula that calls out stays text',
      book({ sheets: [sheetData(texts(1, 'A', 'B'), texts(2, '=HYPERLINK("http://127.0.0.1")', "+cmd|' /C calc'!A0"))] }),
    ],
    [
      'styles out of range',
      book({ sheets: [sheetData(texts(1, 'A', 'B'), '<row r="2"><c r="A2" s="99999"><v>1</v></c><c r="B2" s="-5"><v>2</v></c></row>')] }),
    ],
    ['a million merged ranges', book({ sheets: [`${good}<mergeCells>${'<mergeCell ref="A1:A2"/>'.repeat(100_000)}</mergeCells>`] })],
    [
      'merged ranges that are none',
      book({
        sheets: [
          `${good}<mergeCells><mergeCell ref="B2:A1"/><mergeCell ref="x"/><mergeCell/><mergeCell ref="A1:XFD1048576"/></mergeCells>`,
        ],
      }),
    ],
    ['an end comment', workbookOf(honest)],
  ])('%s', async (_what, bytes) => {
    const started = performance.now();
    const found = await readAll(xlsx, 'strange.xlsx', bytes);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(found.tables).toHaveLength(1);
    expect(found.tables[0]?.records.length).toBeGreaterThan(0);
  });

  test('pages of a million open tags, quotes without a partner and broken entities end', async () => {
    for (const inner of [
      '<'.repeat(1_000_000),
      '<a "'.repeat(250_000),
      '&#99999999;&#xD800;&bad'.repeat(50_000),
      '<td>'.repeat(300_000),
      '<!--'.repeat(200_000),
      "<b a='".repeat(200_000),
    ]) {
      const started = performance.now();
      await readAll(htmlTables, 'a.html', Buffer.from(`<table><tr><td>A<td>B<tr><td>1<td>2</table>${inner}`)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(Refused);
      });
      expect(performance.now() - started).toBeLessThan(3_000);
    }
  });

  test('every bit that falls over in a workbook ends in a refusal or in rows, never in another failure', async () => {
    const bytes = workbookOf({ ...honest, strings: '<si><t>A</t></si>', styles: '<cellXfs><xf numFmtId="14"/></cellXfs>' });
    for (let at = 0; at < bytes.length; at += 3) {
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ (1 << (at % 8));
      const error = await readAll(xlsx, 'a.xlsx', broken).then(
        () => null,
        (e: unknown) => e,
      );
      if (error !== null) expect(error, `byte ${at}`).toBeInstanceOf(Refused);
      if (error instanceof Refused) expect(refusalCodes).toContain(error.code);
    }
  });
});
