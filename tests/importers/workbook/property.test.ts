import * as sheetjs from '@e965/xlsx';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalText } from '../../../backend/importers/reading/workbook/decimal-text.ts';
import { ods } from '../../../backend/importers/reading/workbook/ods.ts';
import { spreadsheetml } from '../../../backend/importers/reading/workbook/spreadsheetml.ts';
import { xls } from '../../../backend/importers/reading/workbook/xls.ts';
import { xlsx } from '../../../backend/importers/reading/workbook/xlsx/xlsx.ts';
import type { FormatReader } from '../../../backend/importers/reading/format-reader.ts';
import { readAll } from '../reading-helpers.ts';

/** A row: a name, a whole number of thousandths, a day, a code with zeros. */
const row = fc.record({
  name: fc
    .stringMatching(/^[а-яА-Яa-zA-Z«» &<>"'№-]{1,30}$/)
    .filter((s) => s.trim() === s && s !== '' && !/^(?:итого|всего|total)/i.test(s)),
  value: fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
  day: fc.integer({ min: 36_526, max: 73_050 }),
  code: fc.stringMatching(/^0\d{9}$/),
});

const dayText = (serial: number): string => new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10);
const decimal = (thousandths: number): string => decimalText(String(thousandths / 1000)) ?? '';

function written(rows: readonly { name: string; value: number; day: number; code: string }[], bookType: sheetjs.BookType): Buffer {
  const cells = rows.map((r) => [
    { t: 's', v: r.name },
    { t: 'n', v: r.value / 1000 },
    bookType === 'ods' ? { t: 'd', v: new Date(Date.UTC(1899, 11, 30) + r.day * 86_400_000) } : { t: 'n', v: r.day, z: 'yyyy-mm-dd' },
    { t: 's', v: r.code },
  ]);
  const sheet = sheetjs.utils.aoa_to_sheet(
    [['Имя', 'Значение', 'День', 'Код'], ...cells] as unknown[][],
    { UTC: true } as sheetjs.AOA2SheetOpts,
  );
  const book = sheetjs.utils.book_new();
  sheetjs.utils.book_append_sheet(book, sheet, 'Л');
  return sheetjs.write(book, { type: 'buffer', bookType, bookSST: rows.length % 2 === 0, compression: rows.length % 3 === 0 }) as Buffer;
}

test.each<[sheetjs.BookType, FormatReader]>([
  ['xlsx', xlsx],
  ['biff8', xls],
  ['ods', ods],
  ['xlml', spreadsheetml],
])('random tables written by another program as %s come back equal, in any blocks', async (bookType, reader) => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 5_000 }), async (rows, block) => {
      const found = await readAll(reader, 'a', written(rows, bookType), block);
      const expected = rows.map((r) => [r.name, decimal(r.value), dayText(r.day), r.code]);
      expect(found.tables[0]?.records.map((r) => r.cells)).toEqual(expected);
      expect(found.tables[0]?.records.map((r) => r.line)).toEqual(rows.map((_, i) => i + 2));
    }),
    { numRuns: 60 },
  );
});

test('every double leaves as the decimal of its fifteen digits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
      const text = decimalText(String(value));
      expect(text).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
      expect(Number(text)).toBe(Number(value.toPrecision(15)) + 0);
    }),
    { numRuns: 5_000 },
  );
});

test('a decimal of a person comes back letter by letter, though binary cannot hold it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), fc.integer({ min: 0, max: 99 }), (whole, cents) => {
      const text = `${whole}.${String(cents).padStart(2, '0')}`;
      const noisy = Number(text).toPrecision(17);
      expect(decimalText(noisy)).toBe(text.replace(/\.?0+$/, '') === '' ? '0' : cents === 0 ? String(whole) : text.replace(/0$/, ''));
    }),
    { numRuns: 5_000 },
  );
});
