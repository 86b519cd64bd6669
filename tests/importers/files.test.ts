import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { previewImport } from '../../backend/importers/preview.ts';
import type { Profile } from '../../contract/rpc/books.ts';
import { readWindow } from '../../db/repositories/books-view.ts';
import { openView } from '../../db/repositories/books-view.ts';
import { cellsByName, rowByName } from '../../db/repositories/books-rows.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { rowSource } from '../../backend/importers/row-source.ts';
import { caseFiles, params } from './case-files.ts';
import { encode } from './encode.ts';

const files = caseFiles();
afterAll(() => files.close());
let n = 0;
const put = (content: string | Uint8Array): string => files.file(`f${(n += 1)}.csv`, content);
const head = 'reg_no,reg_date,item_no,hs_code,customs_value\n';
const row = (no: number): string => `R${no},2025-01-0${(no % 9) + 1},1,8518309500,${no}.50\n`;

describe('a file is refused by name', () => {
  test.each([
    ['file_empty', ''],
    ['file_empty', '\ufeff'],
    ['file_empty', '\n\n\n'],
    ['file_header_only', head],
    ['file_not_text', '%PDF-1.7\n%\u00e2\u00e3'],
    ['file_nul_bytes', `${head}R1,2025\0,1,1,1\n`],
    ['file_unclosed_quote', `${head}"R1,2025-01-01,1,8518309500,1\n${row(2)}`],
    ['file_record_too_long', `${head}${row(1)}R2,2025-01-01,1,8518309500,"${'x'.repeat(1_100_000)}"\n`],
    ['file_duplicate_headers', `reg_no,reg_date,item_no,hs_code,Reg_No\n${row(1)}`],
    ['file_headers_unknown', 'a,b\n1,2\n'],
    ['file_headers_unknown', 'reg_no,reg_date,hs_code\nR1,2025-01-01,8518309500\n'],
  ])('%s: %j', async (code, content) => {
    const before = files.books.read(listBookImports).length;
    await expect(files.import(put(content))).rejects.toMatchObject({ code });
    expect(files.books.read(listBookImports)).toHaveLength(before);
  });

  test.skipIf(process.platform === 'win32')('a pipe is no file and is not waited for', async () => {
    const pipe = path.join(files.dir, 'pipe.csv');
    execFileSync('mkfifo', [pipe]);
    await expect(files.import(pipe)).rejects.toMatchObject({ code: 'file_unreadable', at: 'pipe.csv' });
  });

  test('ZIP bytes, bytes that no encoding has, two encodings in one file, a missing file, a folder', async () => {
    await expect(files.import(put(Buffer.from('PK\x03\x04xxxx', 'latin1')))).rejects.toMatchObject({
      code: 'file_not_text',
      args: { kind: 'ZIP' },
    });
    const bad = Buffer.concat([
      Buffer.from(head),
      encode('Дк', 'windows-1251'),
      Buffer.from([0x98]),
      Buffer.from(`,2025-01-01,1,8518309500,1\n`),
    ]);
    await expect(files.import(put(bad), { encoding: 'windows-1251' })).rejects.toMatchObject({
      code: 'file_undecodable',
      args: { line: 2 },
    });
    await expect(
      files.import(put(encode(`${head}Договор,2025-01-01,1,8518309500,1\n`, 'windows-1251')), { encoding: 'utf-8' }),
    ).rejects.toMatchObject({
      code: 'file_undecodable',
    });
    const mixed = Buffer.concat([
      Buffer.from(`${head}Договор,2025-01-01,1,8518309500,1\n`),
      encode('Договор,2025-01-01,1,8518309500,1\n', 'windows-1251'),
    ]);
    await expect(files.import(put(mixed))).rejects.toMatchObject({ code: 'file_mixed_encoding', args: { line: 3 } });
    await expect(files.import(`${files.dir}/none.csv`)).rejects.toMatchObject({ code: 'file_unreadable' });
    await expect(files.import(files.dir)).rejects.toMatchObject({ code: 'file_unreadable' });
  });

  test('a fault far behind the preview still leaves nothing in the books', async () => {
    const long = head + Array.from({ length: 6000 }, (_, i) => row(i)).join('') + '"open,2025-01-01,1,8518309500,1\n';
    const file = put(long);
    expect((await previewImport({ path: file, table: 'declarations', saved: [], params })).checked).toMatchObject({
      rows: 2000,
      whole: false,
    });
    await expect(files.import(file)).rejects.toMatchObject({ code: 'file_unclosed_quote', args: { line: 6002 } });
    expect(files.books.read((db) => db.prepare('SELECT count(*) FROM declarations').pluck().get())).toBe(0);
    expect(files.books.read((db) => db.prepare('SELECT count(*) FROM book_pending').pluck().get())).toBe(0);
  });

  test('a profile with a column the table does not have is invalid', async () => {
    const profile: Profile = { v: 1, name: 'x', table: 'declarations', columns: { nonsense: { value: '1' } }, repairs: [] };
    await expect(files.import(put(head + row(1)), { profile })).rejects.toMatchObject({ code: 'profile_invalid', at: 'nonsense' });
  });
});

describe('a row is rejected with its line', () => {
  const problemsOf = async (body: string, options: Parameters<typeof files.import>[1] = {}, header = head): Promise<[number, string][]> => {
    const { result } = await files.import(put(header + body), options);
    expect(result.rejectedCount).toBe(result.rejected.length);
    return result.rejected.map(({ line, problem }) => [line, problem.key]);
  };
  const good = 'R1,2025-01-01,1,8518309500,10.00\n';

  test.each([
    ['problem.row_width', 'R2,2025-01-01,1,8518309500\n'],
    ['problem.row_width', 'R2,2025-01-01,1,8518309500,1.00,\n'],
    ['problem.required_empty', ',2025-01-01,1,8518309500,1.00\n'],
    ['problem.day_impossible', 'R2,2025-02-31,1,8518309500,1.00\n'],
    ['problem.day_other_form', 'R2,31.01.2025,1,8518309500,1.00\n'],
    ['problem.day_unreadable', 'R2,soon,1,8518309500,1.00\n'],
    ['problem.number_unreadable', 'R2,2025-01-01,1,8518309500,ten\n'],
    ['problem.number_unreadable', 'R2,2025-01-01,1,8518309500,"1,50"\n'],
    ['problem.number_scientific', 'R2,2025-01-01,1,8518309500,1E+05\n'],
    ['problem.number_decimals', 'R2,2025-01-01,1,8518309500,1.005\n'],
    ['problem.number_too_large', 'R2,2025-01-01,1,8518309500,99999999999999.00\n'],
    ['problem.number_decimals', 'R2,2025-01-01,1.5,8518309500,1.00\n'],
    ['problem.hs_lost_zeros', 'R2,2025-01-01,1,101210000,1.00\n'],
    ['problem.hs_unreadable', 'R2,2025-01-01,1,85A8309500,1.00\n'],
    ['problem.control_characters', 'R\u00012,2025-01-01,1,8518309500,1.00\n'],
  ])('%s: %j', async (problem, bad) => {
    expect(await problemsOf(`${good}\n${bad}R3,2025-01-03,1,8518309500,3.00\n`)).toEqual([[4, problem]]);
  });

  test('decimals that the currency of the row does not have', async () => {
    const header = 'reg_no,reg_date,item_no,hs_code,currency,item_price\n';
    const body =
      'R1,2025-01-01,1,8518309500,KRW,100.5\nR2,2025-01-01,1,8518309500,KWD,1.125\nR3,2025-01-01,1,8518309500,USD,1.5\nR4,2025-01-01,1,8518309500,XTS,1\n';
    expect(await problemsOf(body, {}, header)).toEqual([
      [2, 'problem.number_decimals'],
      [5, 'problem.currency_unknown'],
    ]);
  });

  test('a column under its stored name holds whole minor units; a decimal among them is a problem, and the other way round', async () => {
    const header = head.replace('customs_value', 'customs_value_minor');
    const of = (...values: string[]): string => values.map((v, i) => `R${i},2025-01-01,1,8518309500,${v}\n`).join('');
    const whole = await files.import(put(header + of('1000', '250', '0')));
    expect(whole.result.sums).toEqual({ customs_value_minor: '12.50' });
    expect(whole.profile.columns['customs_value_minor']).toEqual({ header: 'customs_value_minor', unit: 'minor' });
    const decimal = await files.import(put(header + of('1000.00', '250.50', '77', '0')));
    expect(decimal.profile.columns['customs_value_minor']).toEqual({ header: 'customs_value_minor', unit: 'decimal' });
    expect(decimal.result).toMatchObject({
      rows: 3,
      sums: { customs_value_minor: '1250.50' },
      rejected: [{ line: 4, problem: { key: 'problem.number_decimal_expected' } }],
    });
    const stray = await files.import(put(header + of('1000', '250', '7', '100.5', '1e5')));
    expect(stray.result).toMatchObject({
      rows: 3,
      sums: { customs_value_minor: '12.57' },
      rejected: [
        { line: 5, problem: { key: 'problem.number_whole_expected' } },
        { line: 6, problem: { key: 'problem.number_scientific' } },
      ],
    });
    const late = await files.import(put(header + of(...Array.from({ length: 2100 }, () => '100'), '1.50')));
    expect(late.result.rejected).toMatchObject([{ line: 2102, problem: { key: 'problem.number_whole_expected' } }]);
  });

  test('quantities and rates beside decimals are decimals too, with or without a mark', async () => {
    const body = 'R1,2025-01-01,1,8518309500,1,2000.5\nR2,2025-01-01,1,8518309500,495.3012,1000\n';
    const { result, profile } = await files.import(put(`reg_no,reg_date,item_no,hs_code,fx_rate_e8,supp_qty_e6\n${body}`));
    expect(result).toMatchObject({ rows: 2, rejectedCount: 0 });
    expect(profile.columns['supp_qty_e6']).toEqual({ header: 'supp_qty_e6', unit: 'decimal' });
    const rows = files.books.read((db) =>
      db.prepare('SELECT fx_rate_e8, supp_qty_e6 FROM declarations WHERE fx_rate_e8 IS NOT NULL').raw().all(),
    );
    expect(rows).toEqual([
      [100_000_000, 2_000_500_000],
      [49_530_120_000, 1_000_000_000],
    ]);
  });

  test('a stated repair pads the code, rounds the amount, is counted, and its absence makes problems', async () => {
    const body = 'R1,2025-01-01,1,8518309500,10.005\nR2,2025-01-01,1,101210000,1.00\n';
    const columns = Object.fromEntries(['reg_no', 'reg_date', 'item_no', 'hs_code'].map((c) => [c, { header: c }]));
    const profile: Profile = {
      v: 1,
      name: 'mended',
      table: 'declarations',
      columns: { ...columns, customs_value_minor: { header: 'customs_value' } },
      repairs: [
        { repair: 'left-pad-hs', column: 'hs_code' },
        { repair: 'round-decimals', column: 'customs_value_minor' },
      ],
    };
    const { result } = await files.import(put(head + body), { profile });
    expect(result).toMatchObject({
      rows: 2,
      rejectedCount: 0,
      sums: { customs_value_minor: '11.01' },
      repaired: { 'left-pad-hs:hs_code': 1, 'round-decimals:customs_value_minor': 1 },
    });
    expect(await problemsOf(`${body}\n`, { profile: { ...profile, repairs: [] } })).toHaveLength(2);
  });

  test('only the first hundred problems are kept, all are counted', async () => {
    const { result } = await files.import(put(head + good + 'x\n'.repeat(250)));
    expect(result).toMatchObject({ rows: 1, rejectedCount: 250 });
    expect(result.rejected).toHaveLength(100);
  });
});

describe('what accountants export', () => {
  const ledger =
    'Дата;№ проводки;Счет;Корр. счет;Дебет;Кредит;Контрагент;Содержание\n01.02.2025;ПР-1;1310;3310;1\u00a0234,56;;"ООО ""Ромашка""";Оплата, роялти\n28.02.2025;ПР-2;3310;1310;;12,00-;ТОО «Құжат»;Қызмет\n';
  test.each(['utf-8', 'utf-16le', 'utf-16be', 'kz-1048'] as const)(
    'Russian headers, commas and no-break spaces in %s',
    async (encoding) => {
      const file = put(encode(encoding.startsWith('utf-16') ? `\ufeff${ledger}` : ledger, encoding));
      const { result, profile } = await files.import(file, { table: 'ledger', ...(encoding === 'kz-1048' ? { encoding } : {}) });
      expect(result).toMatchObject({ rows: 2, rejectedCount: 0, sums: { debit_minor: '1234.56', credit_minor: '-12.00' } });
      expect(profile).toMatchObject({ encoding, delimiter: ';', decimal: ',', date: 'DD.MM.YYYY' });
      const db = files.books;
      const name = `${result.evidence.sha256}:ledger:2`;
      const place = db.read((read) => rowByName(read, name, files.importIds()));
      expect(cellsByName('ledger', place.cells)).toMatchObject({
        posting_date: '2025-02-28',
        account: '3310',
        credit_minor: -1200n,
        counterparty: 'ТОО «Құжат»',
      });
      const source = await rowSource(files.blobs, { ...place, evidence: place.import.evidence }, profile);
      expect(source.raw).toBe('28.02.2025;ПР-2;3310;1310;;12,00-;ТОО «Құжат»;Қызмет');
      const textOf = (column: string): string => source.raw.slice(...(source.spans[column] ?? [0, 0]));
      expect([textOf('credit_minor'), textOf('counterparty'), place.line]).toEqual(['12,00-', 'ТОО «Құжат»', 3]);
    },
  );

  test('the source of a quoted cell leaves the quotes out', async () => {
    const { result, profile } = await files.import(put(ledger.replace('ПР-1', 'ПР-9')), { table: 'ledger' });
    const place = files.books.read((db) => rowByName(db, `${result.evidence.sha256}:ledger:1`, files.importIds()));
    const source = await rowSource(files.blobs, { ...place, evidence: place.import.evidence }, profile);
    expect(source.raw.slice(...(source.spans['counterparty'] ?? [0, 0]))).toBe('ООО ""Ромашка""');
  });

  test('a Cyrillic letter that first stands behind a long plain head decides the encoding', async () => {
    const plain = Array.from({ length: 9000 }, (_, i) => `R${i},2025-01-01,1,8518309500,1.00,plain text of some length\n`).join('');
    const text = `${head.trim()},description\n${plain}R,2025-01-01,1,8518309500,1.00,Наушники беспроводные\n`;
    const { result, encoding } = await files.import(put(encode(text, 'windows-1251')));
    expect([encoding, result.rows, result.rejectedCount]).toEqual(['windows-1251', 9001, 0]);
  });

  test('saved profiles fit by their headers; parts are joined, ordinals and fixed values are filled in', async () => {
    const saved: Profile = {
      v: 1,
      name: 'broker',
      table: 'declarations',
      columns: {
        reg_no: { headers: ['Пост', 'Номер'], join: '/' },
        reg_date: { header: 'Оформлено' },
        item_no: { ordinal: true },
        hs_code: { value: '8518309500' },
        net_g: { header: 'Тонн', scale: 3 },
      },
      repairs: [],
    };
    const { result, profile } = await files.import(put('Пост;Номер;Оформлено;Тонн\n55301;7;01.02.2025;1,5\n'), { saved: [saved] });
    expect([result.rows, profile.name]).toEqual([1, 'broker']);
    const view = files.books.read((db) =>
      openView(db, {
        table: 'declarations',
        sort: [],
        filters: [],
        search: '',
        money: { national: 'KZT', digits: {} },
        known: new Set([result.importId]),
      }),
    );
    const [only] = files.books.read((db) => readWindow(db, view, 0, 10)).rows;
    expect(cellsByName('declarations', only?.cells ?? [])).toMatchObject({
      reg_no: '55301/7',
      item_no: 1,
      hs_code: '8518309500',
      net_g: 1_500_000,
    });
  });

  test('a preview maps, counts, sums and writes nothing', async () => {
    const before = files.importIds().size;
    const preview = await previewImport({
      path: put(`${head.trim()},colour\n${row(1).trim()},red\nbad\n`),
      table: 'declarations',
      saved: [],
      params,
    });
    expect(preview).toMatchObject({
      known: true,
      unmapped: ['colour'],
      missing: [],
      checked: { rows: 1, rejected: 1, whole: true, sums: { customs_value_minor: '1.50' } },
      problems: [{ line: 3, problem: { key: 'problem.row_width', args: { expected: 6, found: 1 } } }],
    });
    expect(files.importIds().size).toBe(before);
    const unknown = await previewImport({ path: put('a,b\n1,2\n'), table: 'declarations', saved: [], params });
    expect(unknown).toMatchObject({ known: false, missing: ['reg_no', 'reg_date', 'item_no', 'hs_code'] });
  });
});
