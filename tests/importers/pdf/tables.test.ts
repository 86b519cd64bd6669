import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pdf } from '../../../backend/importers/reading/pdf/pdf.ts';
import { readAll } from '../reading-helpers.ts';
import type { Collected } from '../reading-helpers.ts';
import { amount, ledgerTable, makePdf } from './make-pdf.ts';

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-pdf-'));
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

const cellsOf = (found: Collected, table = 0): readonly (readonly string[])[] =>
  (found.tables[table]?.records ?? []).map((record) => record.cells);

/** The rows that were printed, as they should come out. */
const expectedRows = (rows: number): readonly (readonly string[])[] =>
  ledgerTable(rows).rows.map(([day = '', ...cells]) => {
    const [d, m, y] = day.split('.');
    return [`${y}-${m}-${d}`, ...cells.slice(0, -1), (cells.at(-1) ?? '').replaceAll(/\s/g, '').replace(',', '.')];
  });

const [hasOffice, hasQpdf] = ['soffice', 'qpdf'].map((program) => spawnSync(program, ['--version']).error === undefined);

/** A table of text as LibreOffice prints it. */
function officePdf(csv: string): Buffer {
  const file = path.join(dir, 'book.csv');
  fs.writeFileSync(file, csv);
  const profile = `-env:UserInstallation=file://${path.join(dir, 'office')}`;
  spawnSync('soffice', [profile, '--headless', '--infilter=CSV:59,34,76,1', '--convert-to', 'pdf', '--outdir', dir, file], {
    timeout: 120_000,
  });
  return fs.readFileSync(path.join(dir, 'book.pdf'));
}

describe('the tables of a report', () => {
  it.each([1, 60, 3000])(
    'of %d rows: every row and every cell, wrapped cells joined',
    async (rows) => {
      const found = await readAll(pdf, 'ledger.pdf', await makePdf([ledgerTable(rows)]));
      expect(found.tables[0]?.headers).toEqual(['Дата', 'Документ', 'Счёт', 'Контрагент', 'Содержание операции', 'Дебет, тенге']);
      expect(cellsOf(found)).toEqual(expectedRows(rows));
      expect(found.checks.find((check) => check.key === 'pdf_pages')).toMatchObject({ agrees: true });
    },
    60_000,
  );

  it('names each row by its page and line, the same every time', async () => {
    const bytes = await makePdf([ledgerTable(60)]);
    const names = async (): Promise<readonly (string | null)[]> =>
      (await readAll(pdf, 'ledger.pdf', bytes)).tables[0]?.records.map((record) => record.locator) ?? [];
    const first = await names();
    expect(new Set(first).size).toBe(60);
    expect(first.every((name) => /^[123]\/\d+$/.test(name ?? ''))).toBe(true);
    expect(await names()).toEqual(first);
    const records = (await readAll(pdf, 'ledger.pdf', bytes)).tables[0]?.records ?? [];
    expect(records.map((record) => record.line)).toEqual(first.map((name) => Number((name ?? '').split('/')[0])));
  });

  it('leaves page numbers and repeated headers out, and says how many', async () => {
    const found = await readAll(pdf, 'ledger.pdf', await makePdf([ledgerTable(60)]));
    expect(cellsOf(found).flat().join(' ')).not.toMatch(/Стр\.|Дата/);
    expect(Number(found.facts['pdf_page_lines'])).toBeGreaterThan(2);
  });

  it('holds printed totals against the rows above them', async () => {
    const table = ledgerTable(10);
    const sum = expectedRows(10).reduce((total, row) => total + Math.round(Number(row[5]) * 100), 0);
    const withTotal = (amount: string) => makePdf([{ ...table, rows: [...table.rows, ['Итого', '', '', '', '', amount]] }]);
    const right = await readAll(pdf, 'a.pdf', await withTotal(amount(sum)));
    expect(right.checks.find((check) => check.key === 'sheet_total')).toMatchObject({
      agrees: true,
      at: expect.stringMatching(/^1\/\d+ Дебет/),
    });
    const wrong = await readAll(pdf, 'a.pdf', await withTotal('1 000,00'));
    expect(wrong.checks.find((check) => check.key === 'sheet_total')).toMatchObject({ agrees: false });
    expect(cellsOf(wrong)).toHaveLength(10);
  });

  it('goes on over pages whose header is not repeated', async () => {
    const found = await readAll(pdf, 'ledger.pdf', await makePdf([{ ...ledgerTable(60), headerOnce: true }]));
    expect(cellsOf(found)).toEqual(expectedRows(60));
  });

  it.skipIf(hasQpdf !== true)('reads pages that lie on their side or head down', async () => {
    const [plain, turned] = [path.join(dir, 'plain.pdf'), path.join(dir, 'turned.pdf')];
    fs.writeFileSync(plain, await makePdf([ledgerTable(60)]));
    spawnSync('qpdf', [plain, '--rotate=+90:1', '--rotate=+180:2', '--rotate=+270:3', '--', turned]);
    expect(cellsOf(await readAll(pdf, 'turned.pdf', fs.readFileSync(turned)))).toEqual(expectedRows(60));
  });

  it('parts two tables of different columns', async () => {
    const other = {
      title: ['Справка об остатках'],
      headers: ['Артикул', 'Количество', 'Цена'],
      columns: [
        [60, 120],
        [260, 60, 'right'],
        [420, 80, 'right'],
      ] as const,
      rows: Array.from({ length: 8 }, (_, i) => [`A-${i}00`, `${i + 1},000`, `${i * 3 + 1},50`]),
    };
    const found = await readAll(pdf, 'two.pdf', await makePdf([ledgerTable(20), other]));
    expect(found.tables.map((table) => [table.scope, table.headers.length, table.records.length])).toEqual([
      ['', 6, 20],
      ['2', 3, 8],
    ]);
  });

  it.skipIf(hasOffice !== true)(
    'reads what LibreOffice prints of a workbook',
    async () => {
      const rows = Array.from(
        { length: 120 },
        (_, i) => `${String((i % 28) + 1).padStart(2, '0')}.02.2025;СФ-${i + 1};ТОО «Жұлдыз ${i % 5}»;${i * 7},25`,
      );
      const found = await readAll(pdf, 'book.pdf', officePdf(['Дата;Документ;Контрагент;Сумма', ...rows].join('\n')));
      expect(found.tables[0]?.headers).toEqual(['Дата', 'Документ', 'Контрагент', 'Сумма']);
      expect(cellsOf(found)).toHaveLength(120);
      expect(cellsOf(found)[119]).toEqual(['2025-02-08', 'СФ-120', 'ТОО «Жұлдыз 4»', '833.25']);
    },
    120_000,
  );
});
