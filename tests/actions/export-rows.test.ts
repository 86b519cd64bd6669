import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import xlsx from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Input } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { desk, passphrase } from './backend.ts';

const at = desk({ today: '2026-11-22' });
const { call } = at;
let caseId = '';

const ledger = `txn_id,line_no,posting_date,account,debit,currency,currency_amount,counterparty,description
T1,1,2025-03-01,1310,1234.50,USD,12.34,"ТОО «Қазтұрмыс»; опт","=HYPERLINK(""http://x"",""y"")"
T2,2,2025-03-02,0013,-5.00,KRW,1500,+7 701 000,"a ""quoted"", part"
T3,,2025-03-03,1310,,KWD,1.234,-минус,@SUM(A1)
T4,4,2025-03-04,1320,90071992547409.91,,,Ёлка _x0041_ <&>,"two
lines"
`;
const payments = `bank_ref,booking_date,direction,amount,currency,counterparty,purpose
P1,2025-03-01,out,10.00,USD,Bank,rent
`;

beforeAll(async () => {
  await call('vault.create', { name: 'Проба', passphrase });
  const made = { kind: 'desk', trader: 'ТОО «Проба»', taxid: '980140001231', from: '2025-01-01', to: '2025-12-31', pack: 'kz' } as const;
  caseId = (await call('case.create', made)).caseId;
  await call('import.commit', { caseId, path: at.file('ledger.csv', ledger), table: 'ledger' });
  await call('import.commit', { caseId, path: at.file('payments.csv', payments), table: 'payments' });
});
afterAll(() => at.leave());

type Asked = Partial<Input<AssayCalls['rows.export']>>;
const columns = [
  'txn_id',
  'line_no',
  'posting_date',
  'account',
  'debit_minor',
  'currency',
  'currency_minor',
  'counterparty',
  'description',
];
const write = async (file: string, asked: Asked = {}) => {
  const to = path.join(at.dir, file);
  const format = file.endsWith('.xlsx') ? 'xlsx' : 'csv';
  const what = {
    caseId,
    table: 'ledger',
    filters: [],
    search: '',
    sort: [],
    columns,
    groups: [],
    aggregates: [],
    format,
    lang: 'en',
    to,
  } as const;
  return { to, ...(await call('rows.export', { ...what, ...asked } as Input<AssayCalls['rows.export']>)) };
};
const lastExport = async () => {
  const { entries } = await call('case.history', { caseId, limit: 1 });
  return entries[0];
};

describe('a CSV copy', () => {
  test('is UTF-8 with a byte order mark, decimals with a point, ISO days, the name of each row first', async () => {
    const { to, rows, bytes, sha256, class: secrecy } = await write('a.csv');
    const text = fs.readFileSync(to, 'utf8');
    expect([rows, secrecy]).toEqual([4, null]);
    expect(bytes).toBe(fs.statSync(to).size);
    expect(sha256).toBe(createHash('sha256').update(fs.readFileSync(to)).digest('hex'));
    expect(text.startsWith('\ufeffRow of the evidence,')).toBe(true);
    const lines = text.split('\r\n');
    expect(lines[0]).toContain('Debit, KZT');
    expect(lines[1]).toMatch(/^[0-9a-f]{64}:ledger:1,T1,1,2025-03-01,1310,1234\.50,USD,12\.34,/);
    expect(lines[2]).toContain(',0013,-5.00,KRW,1500,');
    expect(lines[3]).toContain(':3,T3,,2025-03-03,1310,,KWD,1.234,');
  });

  test('runs nothing in a spreadsheet, and a negative amount is no formula', async () => {
    const text = fs.readFileSync((await write('b.csv')).to, 'utf8');
    expect(text).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(text).toContain("'+7 701 000");
    expect(text).toContain("'-минус");
    expect(text).toContain("'@SUM(A1)");
    expect(text).toContain(',-5.00,');
    expect(text).toContain('"a ""quoted"", part"');
  });

  test('parts cells by semicolons and writes decimal commas where the language does', async () => {
    const text = fs.readFileSync((await write('c.csv', { lang: 'ru' })).to, 'utf8');
    expect(text.split('\r\n')[0]).toMatch(/^\ufeffСтрока доказательства;/);
    expect(text).toContain('"ТОО «Қазтұрмыс»; опт"');
    expect(text).toContain(';2025-03-01;1310;1234,50;USD;12,34;');
    expect(text).toContain(';0013;-5,00;KRW;1500;');
  });

  test('holds the rows of the list in its order, and the columns that were chosen', async () => {
    const asked: Asked = {
      filters: [{ column: 'posting_date', op: 'between', value: '', values: ['2025-03-02', '2025-03-04'] }],
      sort: [{ column: 'txn_id', descending: true }],
      columns: ['account', 'txn_id'],
    };
    const { to, rows } = await write('d.csv', asked);
    expect(rows).toBe(3);
    const lines = fs.readFileSync(to, 'utf8').trimEnd().split('\r\n').slice(1);
    expect(lines.map((line) => line.split(',').slice(1).join())).toEqual(['1320,T4', '1310,T3', '0013,T2']);
  });

  test('of groups holds the groups with their figures and their currencies', async () => {
    const asked: Asked = {
      groups: [{ column: 'account', by: 'value' }],
      aggregates: [
        { of: 'sum', column: 'debit_minor' },
        { of: 'sum', column: 'currency_minor' },
        { of: 'distinct', column: 'txn_id' },
      ],
    };
    const { to, rows } = await write('e.csv', asked);
    expect(rows).toBe(3);
    const lines = fs.readFileSync(to, 'utf8').trimEnd().split('\r\n');
    expect(lines.slice(1)).toEqual(['0013,1,-5.00,KZT,1500,KRW,1', '1310,2,1234.50,KZT,,,2', '1320,1,90071992547409.91,KZT,,,1']);
  });
});

describe('a copy that leaves', () => {
  test('stands in the log with its query, its rows and its hash; payments are bank secrecy', async () => {
    const { sha256 } = await write('f.csv', { search: 'quoted' });
    expect(await lastExport()).toMatchObject({ ent: 'export', kind: 'put' });
    const paid = await write('g.csv', { table: 'payments', columns: [] });
    expect(paid.class).toBe('bank-secret');
    const out = path.join(at.dir, 'log.ndjson');
    await call('case.exportLog', { caseId, to: out });
    const operations = fs
      .readFileSync(out, 'utf8')
      .split('\n')
      .filter((line) => line.includes('"ent":"export"'));
    const sets = operations.map(
      (line) => (JSON.parse(line) as { op?: unknown; set?: unknown }).set ?? (JSON.parse(line) as { op: { set: unknown } }).op.set,
    );
    expect(sets).toContainEqual(
      expect.objectContaining({
        kind: 'rows',
        fileName: 'f.csv',
        table: 'ledger',
        rows: 1,
        sha256,
        query: expect.objectContaining({ search: 'quoted' }),
      }),
    );
    expect(sets).toContainEqual(expect.objectContaining({ table: 'payments', class: 'bank-secret' }));
  });

  test('replaces a file whole; where none can be written nothing is left and nothing recorded', async () => {
    const file = at.file('old.csv', 'what was there');
    await write('old.csv');
    expect(fs.readFileSync(file, 'utf8')).toContain('T1');
    const { operations } = await call('case.get', { caseId });
    await expect(write(path.join('no', 'such', 'folder.csv'))).rejects.toMatchObject({ code: 'file_unwritable' });
    await expect(write('x.csv', { columns: ['nonsense'] })).rejects.toMatchObject({ code: 'column_unknown' });
    fs.mkdirSync(path.join(at.dir, 'folder.csv'));
    await expect(write('folder.csv')).rejects.toMatchObject({ code: 'file_unwritable' });
    expect((await call('case.get', { caseId })).operations).toBe(operations);
    expect(fs.readdirSync(at.dir).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

const office = spawnSync('soffice', ['--version']).status === 0;

describe('a workbook', () => {
  test('has typed cells: amounts and counts as numbers, days as days, codes and numbers too long as text', async () => {
    const { to } = await write('a.xlsx', { lang: 'ru' });
    const book = xlsx.read(fs.readFileSync(to), { cellNF: true });
    expect(book.SheetNames).toEqual([expect.stringMatching(/./), 'О копии']);
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
    const cell = (name: string) => sheet[name] as { t: string; v: unknown; f?: string; z?: string } | undefined;
    expect(cell('A2')?.v).toMatch(/:ledger:1$/);
    expect(cell('C2')).toMatchObject({ t: 'n', v: 1 });
    expect(cell('D2')).toMatchObject({ t: 'n', v: 45717, z: 'yyyy\\-mm\\-dd' });
    expect(cell('E3')).toMatchObject({ t: 's', v: '0013' });
    expect(cell('F2')).toMatchObject({ t: 'n', v: 1234.5, z: '#,##0.00' });
    expect(cell('F3')).toMatchObject({ t: 'n', v: -5 });
    expect(cell('F4')).toBeUndefined();
    expect(cell('F5')).toMatchObject({ t: 's', v: '90071992547409.91' });
    expect(cell('H3')).toMatchObject({ t: 'n', v: 1500, z: '#,##0' });
    expect(cell('H4')).toMatchObject({ t: 'n', v: 1.234, z: '#,##0.000' });
    expect(cell('J2')).toMatchObject({ t: 's', v: '=HYPERLINK("http://x","y")' });
    expect(cell('J2')?.f).toBeUndefined();
    expect(cell('I5')).toMatchObject({ v: 'Ёлка _x0041_ <&>' });
    expect(sheet['!autofilter']).toEqual({ ref: 'A1:J5' });
    const about = xlsx.utils.sheet_to_json<string[]>(book.Sheets['О копии'] ?? {}, { header: 1 });
    expect(about.find(([label]) => label === 'Загруженный файл')?.[1]).toMatch(/^ledger\.csv: 4 строки, SHA-256 [0-9a-f]{64}$/);
  });

  test.skipIf(!office)(
    'is opened by LibreOffice, which reads the same cells and runs none of them',
    async () => {
      const { to } = await write('b.xlsx');
      const profile = `-env:UserInstallation=file://${path.join(at.dir, 'office')}`;
      execFileSync(
        'soffice',
        [profile, '--headless', '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76', '--outdir', path.join(at.dir, 'read'), to],
        { stdio: 'ignore' },
      );
      const text = fs.readFileSync(path.join(at.dir, 'read', 'b.csv'), 'utf8');
      expect(text).toContain('2025-03-01,1310,"1,234.50",USD,12.34,');
      expect(text).toContain('0013,-5.00,KRW,"1,500",');
      expect(text).toContain('"=HYPERLINK(""http://x"",""y"")"');
      expect(text).toContain('90071992547409.91');
      expect(text).toContain('Ёлка _x0041_ <&>');
      expect(text).toContain('"two\nlines"');
    },
    120_000,
  );
});
