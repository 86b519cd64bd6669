import * as sheetjs from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { dbf } from '../../../backend/importers/reading/dbf/dbf.ts';
import { encode } from '../encode.ts';
import { readAll, readBeside, sourceOf } from '../reading-helpers.ts';
import type { Collected } from '../reading-helpers.ts';
import type { Encoding } from '../../../contract/rpc/books.ts';
import { dbase3Memo, dbase4Memo, dbfOf, foxProMemo } from './dbf-writer.ts';
import type { DbfFile } from './dbf-writer.ts';

const cellsOf = async (file: DbfFile): Promise<readonly (readonly string[])[]> =>
  ((await readAll(dbf, 'goods.dbf', dbfOf(file))).tables[0]?.records ?? []).map((r) => r.cells);
const int64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(value);
  return bytes;
};
const int32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => bytes.writeInt32LE(value, i * 4));
  return bytes;
};
const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};
const goods = 'Сырьё для производства, поставка по договору';

describe('DBF', () => {
  test('every type of dBASE and FoxPro in canonical text', async () => {
    const columns = [
      { name: 'TEXT', type: 'C', length: 20 },
      { name: 'NUM', type: 'N', length: 12, decimals: 2 },
      { name: 'FLOAT', type: 'F', length: 10 },
      { name: 'DAY', type: 'D', length: 8 },
      { name: 'YES', type: 'L', length: 1 },
      { name: 'INT', type: 'I', length: 4 },
      { name: 'MONEY', type: 'Y', length: 8 },
      { name: 'MOMENT', type: 'T', length: 8 },
      { name: 'DOUBLE', type: 'B', length: 8 },
    ];
    const rows = [
      ['a  b', '1234.50', '-.5', '20240105', 'T', int32(-7), int64(12_345_600n), int32(2_460_315, 37_800_000), double(0.1 + 0.2)],
      ['', '', '', '', '?', int32(0), int64(-1n), int32(0, 0), double(-1e21)],
      ['x', '****', '7.', '20240230', 'n', int32(1), int64(0n), int32(2_460_315, 0), double(1.5)],
    ];
    expect(await cellsOf({ version: 0x30, columns, rows })).toEqual([
      ['a  b', '1234.50', '-0.5', '2024-01-05', 'TRUE', '-7', '1234.56', '2024-01-05 10:30:00', '0.3'],
      ['', '', '', '', '', '0', '-0.0001', '', '-1000000000000000000000'],
      ['x', '****', '7', '2024-02-30', 'FALSE', '1', '0', '2024-01-05', '1.5'],
    ]);
  });

  test.each<[Encoding, number]>([
    ['ibm866', 0x26],
    ['ibm866', 0],
    ['windows-1251', 0xc9],
    ['windows-1251', 0],
    ['windows-1251', 0x26],
    ['ibm866', 0xc9],
    ['ibm866', 0x03],
  ])('letters in %s with the code page byte %i', async (encoding, codePage) => {
    const rows = Array.from({ length: 5 }, () => [goods, '1']);
    const columns = [
      { name: 'ТОВАР', type: 'C', length: 60 },
      { name: 'N', type: 'N', length: 3 },
    ];
    const found = await readAll(dbf, 'g.dbf', dbfOf({ codePage, columns, rows, encode: (text) => encode(text, encoding) }));
    expect(found.tables[0]?.headers).toEqual(['ТОВАР', 'N']);
    expect(found.tables[0]?.records[4]?.cells).toEqual([goods, '1']);
  });

  test('records keep their place in the file; deleted ones are counted and not read', async () => {
    const columns = [{ name: 'A', type: 'C', length: 5 }];
    const found = await readAll(dbf, 'a.dbf', dbfOf({ columns, rows: [['one'], ['two'], ['three']], deleted: new Set([1]) }));
    expect(found.tables[0]?.records).toMatchObject([
      { cells: ['one'], ordinal: 1, locator: null, line: 1, offset: 65, length: 6 },
      { cells: ['three'], ordinal: 2, line: 3, offset: 77, length: 6 },
    ]);
    expect(found.facts['deleted_records']).toBe('1');
    expect(found.checks).toEqual([{ key: 'dbf_records', at: '', declared: '3', counted: '3', agrees: true }]);
  });

  test('more records than the header says are read and told', async () => {
    const columns = [{ name: 'A', type: 'C', length: 5 }];
    const found = await readAll(dbf, 'a.dbf', dbfOf({ columns, rows: [['one'], ['two']], declared: 1 }));
    expect(found.tables[0]?.records).toHaveLength(2);
    expect(found.checks[0]).toMatchObject({ declared: '1', counted: '2', agrees: false });
  });

  test('texts longer than 255 letters (Clipper, FoxPro)', async () => {
    const long = 'x'.repeat(300);
    expect(await cellsOf({ columns: [{ name: 'A', type: 'C', length: 300 }], rows: [[long]] })).toEqual([[long]]);
  });

  describe.each([
    ['dBASE III', 0x83, 'BOOK.DBT', dbase3Memo],
    ['dBASE IV', 0x8b, 'BOOK.DBT', dbase4Memo],
    ['FoxPro 2', 0xf5, 'BOOK.FPT', foxProMemo],
    ['Visual FoxPro', 0x30, 'BOOK.FPT', foxProMemo],
  ] as const)('memo file of %s', (_kind, version, name, memoOf) => {
    const texts = ['Примечание к договору поставки', `Акт сверки\r\n${'строка '.repeat(900)}конец`, 'Накладная'];
    const memo = memoOf(texts.map((text) => encode(text, 'ibm866')));
    const pointer = (block: number | undefined): string | Buffer =>
      version === 0x30 ? int32(block ?? 0) : block === undefined ? '' : String(block).padStart(10);
    const columns = [
      { name: 'A', type: 'C', length: 3 },
      { name: 'NOTE', type: 'M', length: version === 0x30 ? 4 : 10 },
    ];
    const rows = [...memo.blocks, undefined].map((block, i) => [`r${i}`, pointer(block)]);
    const book = sourceOf('BOOK.DBF', dbfOf({ version, codePage: 0x26, columns, rows }));
    const cells = (found: Collected): readonly (string | undefined)[] => found.tables[0]?.records.map((r) => r.cells[1]) ?? [];
    const of = (found: Collected) => found.checks.filter(({ key }) => key.startsWith('dbf_memo'));

    test('gives every text in cp866, and says how many', async () => {
      const found = await readBeside(dbf, book, sourceOf(name, memo.bytes));
      expect(cells(found)).toEqual([...texts, '']);
      expect(of(found)).toEqual([{ key: 'dbf_memo', at: name, declared: '3', counted: '3', agrees: true }]);
    });

    test('is read in cp866 when neither the header nor another column says so', async () => {
      const bare = sourceOf('BOOK.DBF', dbfOf({ version, codePage: 0, columns, rows }));
      expect(cells(await readBeside(dbf, bare, sourceOf(name, memo.bytes)))).toEqual([...texts, '']);
    });

    test('that is not there is named, and every row stays', async () => {
      const found = await readBeside(dbf, book);
      expect(cells(found)).toEqual(['', '', '', '']);
      expect(found.tables[0]?.records.map((r) => r.cells[0])).toEqual(['r0', 'r1', 'r2', 'r3']);
      expect(of(found)).toEqual([{ key: 'dbf_memo_missing', at: name, declared: '3', counted: '0', agrees: false }]);
    });

    test('that is cut off loses the texts behind the cut, and says how many; none is cut short', async () => {
      for (const left of [memo.bytes.indexOf(encode('конец', 'ibm866')), 300, 0]) {
        const found = await readBeside(dbf, book, sourceOf(name, memo.bytes.subarray(0, left)));
        const whole = left < 600 ? [] : [texts[0]];
        expect(cells(found)).toEqual([...whole, ...Array.from({ length: 4 - whole.length }, () => '')]);
        expect(of(found)).toEqual([{ key: 'dbf_memo', at: name, declared: '3', counted: String(whole.length), agrees: false }]);
      }
    });

    test('of another day points nowhere: what is not there is counted, not made up', async () => {
      const other = memoOf([encode('Накладная', 'ibm866')]);
      const found = await readBeside(dbf, book, sourceOf(name, other.bytes));
      expect(cells(found).slice(1)).toEqual(['', '', '']);
      expect(of(found)).toMatchObject([{ declared: '3', counted: '1', agrees: false }]);
    });
  });

  test('a line that Clipper broke goes on; a Н at the end of a line is a letter', async () => {
    const columns = [{ name: 'M', type: 'M', length: 10 }];
    const soft = Buffer.concat([encode('по договору ', 'ibm866'), Buffer.from([0x8d, 0x0a]), encode('поставки\r\nот 5 мая', 'ibm866')]);
    const letter = encode('ТОВАР РАЗН\nОСТАТОК\n', 'ibm866');
    const memo = dbase3Memo([soft, letter]);
    const file = dbfOf({ version: 0x83, codePage: 0x26, columns, rows: memo.blocks.map((block) => [String(block)]) });
    const found = await readBeside(dbf, sourceOf('a.dbf', file), sourceOf('a.dbt', memo.bytes));
    expect(found.tables[0]?.records.map((r) => r.cells[0])).toEqual(['по договору поставки\r\nот 5 мая', 'ТОВАР РАЗН\nОСТАТОК']);
  });

  test('a memo number that points nowhere is told, not followed', async () => {
    const columns = [{ name: 'M', type: 'M', length: 10 }];
    const file = dbfOf({ version: 0x83, columns, rows: [['4000000000'], ['99']] });
    const read = await readBeside(dbf, sourceOf('a.dbf', file), sourceOf('a.dbt', Buffer.alloc(600)));
    expect(read.checks).toContainEqual({ key: 'dbf_memo', at: 'a.dbt', declared: '2', counted: '0', agrees: false });
  });

  test('what SheetJS writes is read back', async () => {
    const sheet = sheetjs.utils.aoa_to_sheet([
      ['NAME', 'SUM'],
      ['alpha', 12.5],
      ['beta', -3],
    ]);
    const book = sheetjs.utils.book_new();
    sheetjs.utils.book_append_sheet(book, sheet, 'S');
    const found = await readAll(dbf, 's.dbf', sheetjs.write(book, { type: 'buffer', bookType: 'dbf' }) as Buffer);
    expect(found.tables[0]).toMatchObject({ headers: ['NAME', 'SUM'] });
    expect(found.tables[0]?.records.map((r) => [r.cells[0], Number(r.cells[1])])).toEqual([
      ['alpha', 12.5],
      ['beta', -3],
    ]);
  });

  test.each<[string, string, Partial<DbfFile>]>([
    ['a header that ends before its columns', 'file_damaged', { headerBytes: 40 }],
    ['a header longer than the file', 'file_damaged', { headerBytes: 60_000 }],
    ['records shorter than their columns', 'file_damaged', { recordBytes: 3 }],
    ['records longer than their columns', 'file_damaged', { recordBytes: 30 }],
    ['more records than bytes', 'file_damaged', { declared: 4_000_000_000 }],
    ['dBASE 7', 'file_kind_unsupported', { version: 4 }],
    ['no records', 'file_header_only', { rows: [] }],
    ['an unknown type', 'file_damaged', { columns: [{ name: 'A', type: 'X', length: 5 }] }],
    ['a column without length', 'file_damaged', { columns: [{ name: 'A', type: 'N', length: 0 }] }],
    ['a date of seven letters', 'file_damaged', { columns: [{ name: 'A', type: 'D', length: 7 }] }],
    ['an integer of nine bytes', 'file_damaged', { columns: [{ name: 'A', type: 'I', length: 9 }] }],
    ['no columns', 'file_damaged', { columns: [] }],
  ])('%s: %s', async (_what, code, lie) => {
    const columns = [{ name: 'A', type: 'C', length: 5 }];
    await expect(readAll(dbf, 'a.dbf', dbfOf({ columns, rows: [['one']], ...lie }))).rejects.toMatchObject({ code });
  });

  test('is known by its content whatever its name says', () => {
    const bytes = dbfOf({ columns: [{ name: 'A', type: 'C', length: 5 }], rows: [['one']] });
    expect([dbf.recognise('a.dbf', bytes), dbf.recognise('a.txt', bytes), dbf.recognise('a.dbf', Buffer.from('x'.repeat(100)))]).toEqual([
      2, 2, 0,
    ]);
    expect(dbf.recognise('a.csv', Buffer.from('date,amount\n2024-01-05,1\n2024-01-06,2\n'))).toBe(0);
  });
});
