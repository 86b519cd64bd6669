import { xlsx } from '../../../backend/importers/reading/workbook/xlsx/xlsx.ts';
import { readAll } from '../reading-helpers.ts';
import type { Collected } from '../reading-helpers.ts';
import { sheetData, workbookOf } from './xlsx-writer.ts';

export type Value = string | number | null;

/** A sheet of values: numbers as numbers, texts inline; `merges` in A1 form. */
export function sheet(rows: readonly (readonly Value[])[], merges: readonly string[] = []): string {
  const xml = rows.map((row, i) => {
    const cells = row.map((value, c) => {
      const place = `${String.fromCharCode(65 + c)}${i + 1}`;
      if (value === null) return '';
      return typeof value === 'number'
        ? `<c r="${place}"><v>${value}</v></c>`
        : `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${value.replaceAll('&', '&amp;')}</t></is></c>`;
    });
    return `<row r="${i + 1}">${cells.join('')}</row>`;
  });
  return `${sheetData(...xml)}<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
}

/** A workbook of one sheet called `Лист`. */
export const read = (rows: readonly (readonly Value[])[], merges: readonly string[] = []): Promise<Collected> =>
  readAll(xlsx, 'report.xlsx', workbookOf({ sheets: [sheet(rows, merges)], names: ['Лист'] }));
export const cellsOf = (found: Collected): readonly (readonly string[])[] => (found.tables[0]?.records ?? []).map((r) => r.cells);
