import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { booksOf, digitsOfImports, runDataset } from '../../backend/analysis/dataset.ts';
import { runTest } from '../../backend/analysis/run-test.ts';
import type { RunOutcome } from '../../backend/analysis/run-test.ts';
import type { TestJobs, TestRequest } from '../../backend/analysis/test-jobs.ts';
import { childEntry, startChild } from '../../backend/processes/start-child.ts';
import type { AskOptions } from '../../backend/processes/start-child.ts';
import { loadPack } from '../../backend/packs/load-pack.ts';
import { loadPopulation } from '../../db/queries/population.ts';
import type { BookImport } from '../../db/repositories/books-imports.ts';
import { describeTest, runParams, testOf } from '../../domain/catalogue/index.ts';
import { readParams } from '../../domain/catalogue/params.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { caseBooks } from '../helpers/case-books.ts';
import type { TestBooks, TestImport } from '../helpers/case-books.ts';
import { kz } from '../helpers/lines.ts';
import { population } from '../helpers/population.ts';
import type { TestRow } from '../helpers/population.ts';

const sha = (letter: string): Sha256 => letter.repeat(64) as Sha256;

const ledgerRows = (from: number, n: number): readonly TestRow[] =>
  Array.from({ length: n }, (_, i) => {
    const no = from + i + (i > n / 2 ? 3 : 0);
    return {
      posting_date: '2026-02-01',
      account: i % 2 === 0 ? '6010' : '3310',
      debit_minor: Math.round(1000 * 1.011 ** (i % 900)) + 1,
      credit_minor: 0,
      source_doc_ref: `СФ-2026-${String(no).padStart(6, '0')}`,
      supplier_id: `S${i % 7}`,
    };
  });

const declared = (reg: string, item: number, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: item,
  reg_date: '2026-01-05',
  hs_code: '8518309500',
  origin_country: 'CN',
  currency: 'USD',
  fx_rate_e8: 49_530_000_000,
  fx_unit: 1,
  invoice_no: `I-${reg}`,
  seller: 'Seller',
  item_price_minor: 100_000 + item,
  supp_unit: '796',
  supp_qty_e6: 10_000_000,
  customs_value_minor: 495_300_000,
  duty_rate: '10%',
  duty_base_minor: 495_300_000,
  duty_amount_minor: 49_530_000,
  vat_rate: '16%',
  vat_base_minor: 544_830_000,
  vat_amount_minor: 87_172_800,
  ...more,
});

const declarationRows: readonly TestRow[] = [
  ...Array.from({ length: 12 }, (_, i) => declared(`R${i}`, 1)),
  declared('R50', 1, { customs_value_minor: 300_000_000, invoice_no: 'I-R0', item_price_minor: 100_001 }),
  declared('R51', 1, { vat_amount_minor: 1, fx_rate_e8: 49_610_000_000 }),
];

const imported = (table: TestImport['table'], letter: string, rows: readonly TestRow[]): TestImport => ({
  table,
  evidence: sha(letter),
  rows,
  importId: `import-${letter}`,
});

const a = imported('ledger', 'a', ledgerRows(1, 600));
const b = imported('ledger', 'b', ledgerRows(2000, 600));
const d = imported('declarations', 'd', declarationRows);
const e = imported('rates', 'e', [{ rate_date: '2026-01-05', currency: 'USD', fx_unit: 1, rate_e8: 49_530_000_000 }]);
const hidden = imported('ledger', 'c', ledgerRows(9000, 50));

let dir = '';
let books: TestBooks;
let reordered: TestBooks;
beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'analysis-'));
  books = caseBooks(dir, [a, hidden, d, b, e]);
  reordered = caseBooks(dir, [e, b, d, a]);
});
afterAll(() => {
  books.store.close();
  reordered.store.close();
  fs.rmSync(dir, { recursive: true });
});

const visible = (one: TestBooks): readonly BookImport[] => one.imports.filter((i) => i.importId !== hidden.importId);

function run(one: TestBooks, id: string, given: Readonly<Record<string, string>> = {}): RunOutcome {
  const params = readParams(testOf(id), given, kz);
  return one.store.read((db) => runTest({ books: db, test: testOf(id), params, pack: kz, imports: visible(one), links: [] }));
}

const ids = ['V14', 'D01', 'D03', 'D04', 'D10', 'D16'];

describe('a run over real books', () => {
  test.each(ids)('%s finds what is planted and nothing of an import without an operation', (id) => {
    const found = run(books, id, id === 'D04' ? { critical: '0.1' } : {});
    expect(found.hits.length).toBeGreaterThan(0);
    expect(JSON.stringify(found.hits)).not.toContain(sha('c'));
    expect(found.populationN).toBe(found.hits[0]?.keys[0]?.includes(':ledger:') ? 1200 : 14);
  });

  test.each(ids)('%s gives the same hash again and in whatever order the files were imported', (id) => {
    const first = run(books, id);
    expect(run(books, id).resultHash).toBe(first.resultHash);
    expect(run(reordered, id).resultHash).toBe(first.resultHash);
  });

  test.each([
    ['D03', {}],
    ['D03', { account: '60' }],
    ['D04', {}],
    ['D04', { account: '3' }],
    ['D01', { keySet: 'ledger' }],
    ['V14', {}],
    ['D16', {}],
  ] as const)('%s %o judges exactly the rows that a reading of all rows gives', (id, given) => {
    const one = testOf(id);
    const params = readParams(one, given, kz);
    const spec = one.population(params);
    const rows = [a, b, d].filter((i) => i.table === spec.table).flatMap((i) => [...i.rows]);
    const brute = one.judge({ rows: population(spec, rows), also: {}, links: {}, params, pack: kz });
    const found = run(books, id, given);
    expect([found.populationN, found.excluded, found.stats, found.verdict]).toEqual([
      brute.populationN,
      brute.excluded,
      brute.stats,
      brute.verdict,
    ]);
    expect(found.hits.map((h) => [h.score, h.measures])).toEqual(brute.hits.map((h) => [h.score, h.measures]));
  });

  test('another pack, parameter or row gives another hash', () => {
    const first = run(books, 'D16').resultHash;
    expect(run(books, 'D16', { tolerance: '2' }).resultHash).not.toBe(first);
    const other = caseBooks(dir, [
      imported(
        'declarations',
        'd',
        declarationRows.map((r, i) => (i === 13 ? { ...r, vat_amount_minor: 2 } : r)),
      ),
    ]);
    expect(run(other, 'D16').resultHash).not.toBe(first);
    other.store.close();
  });

  test('rows are named by evidence and record', () => {
    expect(run(books, 'D16').hits.map((h) => h.key)).toContain(`${sha('d')}:declarations:14`);
  });

  test('an unknown column is refused before a query is made of it', () => {
    const spec = { table: 'ledger', columns: ['debit_minor; DROP TABLE ledger'] } as const;
    expect(() => books.store.read((db) => loadPopulation(db, spec, books.imports))).toThrow(Refused);
  });
});

describe('a run in a child process', () => {
  const runInChild = async (request: TestRequest, options: AskOptions & { file?: string } = {}): Promise<RunOutcome> => {
    const child = startChild<TestJobs>({ file: options.file ?? childEntry() });
    try {
      return await child.ask('test.run', request, options);
    } finally {
      await child.end();
    }
  };
  const request = (id: string, params = readParams(testOf(id), {}, kz)) => ({
    books: { file: books.file, key: Buffer.from(books.key) },
    test: id,
    params,
    pack: loadPack('kz').bytes,
    imports: visible(books).map((i) => i.importId),
    links: [],
  });

  test('gives the outcome that this process gives', async () => {
    expect(await runInChild(request('D03'))).toEqual(run(books, 'D03'));
  });

  test('amounts are said in the digits that the profile of the file states', async () => {
    const params = readParams(testOf('D01'), {}, kz);
    const amountIn = async (digits: Readonly<Record<string, number>>) =>
      (await runInChild({ ...request('D01', params), digits })).hits[0]?.measures['amount'];
    expect(await amountIn({})).toBe('1000.01');
    expect(await amountIn(digitsOfImports([{ profile: { digits: { USD: 0 } } }, { profile: null }]))).toBe('100001');
  });

  test('is killed when it is cancelled', async () => {
    const stop = new AbortController();
    const running = runInChild(request('D16'), { signal: stop.signal });
    setTimeout(() => stop.abort(), 30);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(runInChild(request('D16'), { signal: stop.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('says what is wrong by its code', async () => {
    await expect(runInChild({ ...request('D03'), test: 'X99' })).rejects.toMatchObject({ code: 'test_unknown' });
    await expect(runInChild({ ...request('D03'), books: { file: books.file, key: Buffer.alloc(32) } })).rejects.toMatchObject({
      code: 'vault_damaged',
    });
    await expect(runInChild(request('D03'), { file: path.join(dir, 'none.js') })).rejects.toMatchObject({ code: 'backend_gone' });
  });
});

describe('what a case can run', () => {
  const profile = (...columns: readonly string[]) => ({ columns: Object.fromEntries(columns.map((c) => [c, { header: c }])) });
  const ledgerOnly = booksOf([
    { table: 'ledger', rows: 5, profile: profile('posting_date', 'account', 'debit_minor', 'source_doc_ref', 'nonsense') },
  ]);

  test('days that were not given, or were left empty as a form leaves them, are today and the end of the audited period', () => {
    const books = booksOf([
      { table: 'payments', rows: 5, profile: profile('direction', 'amount_minor', 'counterparty') },
      { table: 'declarations', rows: 5, profile: profile('invoice_no', 'item_price_minor') },
    ]);
    const at = { pack: kz, books, today: '2026-10-09' as Day, periodEnd: '2026-09-30' as Day };
    const filled = { asOf: '2026-10-09', declaredUntil: '2026-09-30' };
    expect(runParams(testOf('P03'), {}, at)).toMatchObject(filled);
    expect(runParams(testOf('P03'), { asOf: '', declaredUntil: '' }, at)).toMatchObject(filled);
    expect(runParams(testOf('P03'), { asOf: '2026-08-01' }, at)).toMatchObject({ ...filled, asOf: '2026-08-01' });
  });

  test('missing columns are named, and a choice that the books can serve is taken', () => {
    expect(describeTest(testOf('V14'), kz, ledgerOnly)).toMatchObject({
      runnable: false,
      missing: expect.arrayContaining(['declarations.hs_code']),
    });
    const d01 = describeTest(testOf('D01'), kz, ledgerOnly);
    expect(d01).toMatchObject({ runnable: true, missing: [] });
    expect(d01.params[0]).toMatchObject({ name: 'keySet', value: 'ledger' });
    expect(runParams(testOf('D01'), {}, { pack: kz, books: ledgerOnly, today: '2026-03-05' as Day })).toEqual({ keySet: 'ledger' });
    const declared = booksOf([{ table: 'declarations', rows: 5, profile: profile('customs_value_minor') }]);
    expect(runParams(testOf('D04'), { digits: 'second' }, { pack: kz, books: declared, today: '2026-03-05' as Day })).toMatchObject({
      digits: 'second',
      column: 'declarations.customs_value_minor',
    });
    expect(() =>
      runParams(testOf('D04'), { column: 'ledger.debit_minor' }, { pack: kz, books: declared, today: '2026-03-05' as Day }),
    ).toThrow(expect.objectContaining({ code: 'test_needs_data' }));
    expect(describeTest(testOf('D03'), kz, null)).toMatchObject({ runnable: false, missing: [] });
    expect(describeTest(testOf('D04'), kz, booksOf([])).missing).toEqual(['ledger.debit_minor']);
  });

  test('a run without its columns, or with a parameter that is none, is refused', () => {
    expect(() => runParams(testOf('D16'), {}, { pack: kz, books: ledgerOnly, today: '2026-03-05' as Day })).toThrow(
      expect.objectContaining({ code: 'test_needs_data' }),
    );
    for (const given of [{ column: 'ledger.user' }, { nonsense: '1' }, { maxGap: '0' }, { maxGap: '1.5' }, { maxGap: 'ten' }]) {
      expect(() => runParams(testOf('D03'), given, { pack: kz, books: ledgerOnly, today: '2026-03-05' as Day })).toThrow(
        expect.objectContaining({ code: 'test_parameter_invalid' }),
      );
    }
    expect(() => testOf('V99')).toThrow(expect.objectContaining({ code: 'test_unknown' }));
  });

  test('the dataset is that of the test’s own table', () => {
    const pin = (table: 'ledger' | 'declarations', letter: string) => ({
      table,
      evidence: sha(letter),
      importer: '1',
      profileHash: sha('1'),
      rowDigest: sha('2'),
    });
    const params = readParams(testOf('D03'), {}, kz);
    const of = (imports: readonly ReturnType<typeof pin>[]) =>
      runDataset(testOf('D03'), params, { imports, overridesHead: null, linksHead: null });
    const ledger = of([pin('ledger', 'a'), pin('ledger', 'b')]);
    expect(of([pin('ledger', 'b'), pin('ledger', 'a'), pin('declarations', 'd')])).toBe(ledger);
    expect(of([pin('ledger', 'a')])).not.toBe(ledger);
  });
});
