import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixed, fixedReader } from '../../../backend/importers/reading/text/fixed.ts';
import { printed } from '../../../backend/importers/reading/text/printed.ts';
import { encode } from '../encode.ts';
import { readAll } from '../reading-helpers.ts';
import type { Collected } from '../reading-helpers.ts';

const cells = (found: Collected, table = 0): readonly (readonly string[])[] => found.tables[table]?.records.map((r) => r.cells) ?? [];
const asPrinted = (text: string, block?: number): Promise<Collected> => readAll(printed, 'r.txt', encode(text, 'ibm866'), block);

const head = [
  '┌─────┬──────────────┬──────────┐',
  '│  №  │ Наименование │  Сумма   │',
  '│     │ товара       │  тенге   │',
  '├─────┼──────────────┼──────────┤',
];
const foot = '└─────┴──────────────┴──────────┘';
const page = (no: number, rows: readonly string[]): string[] => [
  'ТОО «Проба»'.replaceAll(/[«»]/g, '"'),
  `Оборотная ведомость                 Лист ${no}`,
  '',
  ...head,
  ...rows,
  foot,
  '',
  'Исполнитель: ______ /Ахметова/',
  '\f',
];
const pages = [
  ...page(1, ['│ 1   │ Чайник       │   100,50 │', '│ 2   │ Печь настоль-│ 1 200,00 │', '│     │ ная, 45 л    │          │']),
  ...page(2, ['│ 3   │ Утюг         │    50,00 │', '├─────┼──────────────┼──────────┤', '│     │ Итого        │ 1 350,50 │']),
];

describe('a printed report', () => {
  test('gives its records once, without what each page repeats', async () => {
    const found = await asPrinted(pages.join('\r\n'));
    expect(found.tables).toHaveLength(1);
    expect(found.tables[0]?.headers).toEqual(['№', 'Наименование товара', 'Сумма тенге']);
    expect(cells(found)).toEqual([
      ['1', 'Чайник', '100,50'],
      ['2', 'Печь настоль- ная, 45 л', '1 200,00'],
      ['3', 'Утюг', '50,00'],
    ]);
    expect(found.facts).toMatchObject({ page_lines: '6', page_headers: '2' });
    expect(found.problems).toEqual([]);
  });

  test('holds its total against the records, and does not count it as one', async () => {
    const found = await asPrinted(pages.join('\r\n'));
    expect(found.checks).toEqual([
      { key: 'text_total', at: expect.stringContaining('Сумма'), declared: '1350.50', counted: '1350.50', agrees: true },
    ]);
    const wrong = await asPrinted(pages.join('\r\n').replace('1 350,50', '1 350,51'));
    expect(wrong.checks[0]).toMatchObject({ agrees: false, declared: '1350.51' });
  });

  test('names each record by its line and bytes', async () => {
    const bytes = encode(pages.join('\r\n'), 'ibm866');
    const found = await readAll(printed, 'r.txt', bytes);
    const second = found.tables[0]?.records[1];
    const text = new TextDecoder('ibm866').decode(bytes.subarray(second?.offset, (second?.offset ?? 0) + (second?.length ?? 0)));
    expect(text).toBe('│ 2   │ Печь настоль-│ 1 200,00 │\r\n│     │ ная, 45 л    │          │');
    expect(second?.line).toBe(9);
  });

  test('joins the lines of a record where every record is ruled off', async () => {
    const inner = '├─────┼──────────────┼──────────┤';
    const rows = [
      '│ 1   │ Договор      │   100,00 │',
      '│     │ 7 от         │     5,00 │',
      inner,
      '│ 2   │ Второй       │    10,00 │',
      '│     │ 2026 год     │          │',
    ];
    const found = await asPrinted([...head, ...rows, foot].join('\n'));
    expect(cells(found)).toEqual([
      ['1', 'Договор 7 от', '100,00 5,00'],
      ['2', 'Второй 2026 год', '10,00'],
    ]);
  });

  test('drops the line that numbers the columns', async () => {
    const found = await asPrinted(
      [...head, '│  1  │      2       │    3     │', head[3], '│ 7   │ Утюг         │    50,00 │', foot].join('\n'),
    );
    expect(cells(found)).toEqual([['7', 'Утюг', '50,00']]);
  });

  test('keeps tables with other headers apart', async () => {
    const other = ['╔════╦════╗', '║ А  ║ Б  ║', '╠════╬════╣', '║ 1  ║ 2  ║', '║ 5  ║ 6  ║', '║ 1  ║ 2  ║', '╚════╩════╝'];
    const found = await asPrinted([...head, '│ 7   │ Утюг         │    50,00 │', foot, '', 'Приложение', ...other].join('\n'));
    expect(found.tables.map((t) => [t.scope, t.headers.length])).toEqual([
      ['', 3],
      ['2', 2],
    ]);
    expect(cells(found, 1)).toEqual([
      ['5', '6'],
      ['1', '2'],
    ]);
  });

  test('in ASCII and in UTF-8 is read too', async () => {
    const ascii = ['+----+-------+', '| No | Name  |', '+----+-------+', '| 1  | Kettle|', '| 2  | Iron  |', '+----+-------+'].join('\n');
    expect(cells(await readAll(printed, 'r.prn', Buffer.from(ascii)))).toEqual([
      ['1', 'Kettle'],
      ['2', 'Iron'],
    ]);
    expect(cells(await readAll(printed, 'r.txt', Buffer.from(pages.join('\n'))))).toHaveLength(3);
  });

  test('gives the same whatever the size of the blocks', async () => {
    const text = pages.join('\r\n');
    const whole = await asPrinted(text);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 500 }), async (block) => {
        expect(await asPrinted(text, block)).toMatchObject({ tables: whole.tables, checks: whole.checks, facts: whole.facts });
      }),
      { numRuns: 40 },
    );
  });

  test('is known by its lines', () => {
    expect(printed.recognise('r.txt', encode(pages.join('\n'), 'ibm866'))).toBe(2);
    expect(printed.recognise('r.txt', Buffer.from('Обычный текст; без линий\n'))).toBe(0);
    expect(printed.recognise('r.txt', encode('Договор поставки. Нет таблиц. ДДД', 'windows-1251'))).toBe(0);
  });
});

const columns = [
  'Код    Наименование          Количество     Сумма',
  '------------------------------------------------',
  'A-100  Чайник электрический          12    100.50',
  'A-200  Печь 45 л                      3   1200.00',
  'B-7    Утюг                          40     50.00',
];

describe('a text of fixed width', () => {
  test('is parted by the blanks that all its lines share', async () => {
    const found = await readAll(fixed, 'a.txt', encode(columns.join('\r\n'), 'windows-1251'));
    expect(found.tables[0]?.headers).toEqual(['Код', 'Наименование', 'Количество', 'Сумма']);
    expect(cells(found)).toEqual([
      ['A-100', 'Чайник электрический', '12', '100.50'],
      ['A-200', 'Печь 45 л', '3', '1200.00'],
      ['B-7', 'Утюг', '40', '50.00'],
    ]);
  });

  test('drops headers, rules and titles of further pages and counts them', async () => {
    const more = [...columns, '\fСтраница 2', ...columns.slice(0, 2), 'C-1    Лампа                          7     10.00'];
    const found = await readAll(fixed, 'a.txt', encode(more.join('\n'), 'windows-1251'));
    expect(cells(found).map((c) => c[0])).toEqual(['A-100', 'A-200', 'B-7', 'C-1']);
    expect(found.facts).toEqual({ page_lines: '5' });
  });

  test('is read by a plan that is given', async () => {
    const plan = {
      columns: [
        { from: 0, to: 3 },
        { from: 3, to: 8 },
      ],
      header: false,
    };
    const found = await readAll(fixedReader(plan), 'a.txt', Buffer.from('00112345\n00267890\n'));
    expect(cells(found)).toEqual([
      ['001', '12345'],
      ['002', '67890'],
    ]);
    expect(found.problems).toEqual([]);
  });

  test('names records by line and bytes in any block size', async () => {
    const bytes = encode(columns.join('\r\n'), 'windows-1251');
    const whole = await readAll(fixed, 'a.txt', bytes);
    const third = whole.tables[0]?.records[1];
    expect(bytes.subarray(third?.offset, (third?.offset ?? 0) + (third?.length ?? 0)).toString('latin1')).toMatch(/^A-200 .*1200\.00$/);
    for (const block of [1, 2, 3, 7, 64]) expect((await readAll(fixed, 'a.txt', bytes, block)).tables).toEqual(whole.tables);
  });
});

const hostile: readonly (readonly [string, Buffer, string])[] = [
  ['an empty file', Buffer.alloc(0), 'file_empty'],
  ['one line', Buffer.from('Only words here'), 'file_no_table'],
  ['two lines', Buffer.from('a   1\nb   2\n'), 'file_no_table'],
  [
    'a letter',
    Buffer.from('Уважаемые коллеги, направляем вам\nведомость за март без таблицы и\nбез приложений, с уважением всем.\n'),
    'file_no_table',
  ],
  ['lines that only draw', encode('─────\n─────\n─────\n', 'ibm866'), 'file_no_table'],
  ['a workbook', Buffer.from('\xd0\xcf\x11\xe0aaaa', 'latin1'), 'file_not_text'],
  ['a picture', Buffer.from('\x89PNG\r\n', 'latin1'), 'file_not_text'],
  ['NUL bytes', Buffer.from('a   1\nb\0  2\nc   3\n'), 'file_nul_bytes'],
  ['a line without end', Buffer.alloc(3 * 2 ** 20, 97), 'file_record_too_long'],
  ['noise', Buffer.from(Array.from({ length: 4000 }, (_, i) => ((i * 7919) % 251) + 1)), 'file_not_text'],
];
describe.each([
  ['printed', printed],
  ['fixed', fixed],
] as const)('the %s reader', (_name, reader) => {
  test.each(hostile)('refuses %s by name', async (_what, bytes, code) => {
    await expect(readAll(reader, 'x.txt', bytes)).rejects.toMatchObject({ code });
  });

  test('ends any bytes with a reading or a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 400 }), async (bytes) => {
        const end = await readAll(reader, 'x.txt', bytes).catch((error: unknown) => error as { code?: string });
        expect('tables' in end || typeof end.code === 'string').toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

test('rows of another width than the header are problems', async () => {
  const found = await asPrinted([...head, '│ 1   │ Чайник │ лишнее │   100,50 │', '│ 2   │ Утюг         │    50,00 │', foot].join('\n'));
  expect(found.problems.map((p) => p.problem.key)).toEqual(['problem.row_width']);
  expect(cells(found)).toHaveLength(1);
});
