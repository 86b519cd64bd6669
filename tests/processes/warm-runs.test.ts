import fs from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { testJobs } from '../../backend/analysis/test-jobs.ts';
import type { TestRequest } from '../../backend/analysis/test-jobs.ts';
import type { RunOutcome } from '../../backend/analysis/run-test.ts';
import { loadPack } from '../../backend/packs/load-pack.ts';
import { keepColumns } from '../../db/queries/kept-columns.ts';
import { loadPopulation } from '../../db/queries/population.ts';
import { listBookImports, purgeImport } from '../../db/repositories/books-imports.ts';
import { createIndex, indexesOf } from '../../db/repositories/books-indexes.ts';
import { catalogue, testOf } from '../../domain/catalogue/index.ts';
import { readParams } from '../../domain/catalogue/params.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { caseBooks } from '../helpers/case-books.ts';
import type { TestBooks, TestImport } from '../helpers/case-books.ts';
import { kz } from '../helpers/lines.ts';
import type { TestRow } from '../helpers/population.ts';
import { childrenOf, ledger, newCase, onLinux, opened, passphrase, temporaryFolder } from './opened.ts';
import type { Opened } from './opened.ts';

const posting = (no: number, more: TestRow = {}): TestRow => ({
  posting_date: '2026-02-01',
  account: no % 2 === 0 ? '6010' : '3310',
  debit_minor: no % 3 === 0 ? null : 100 * no,
  credit_minor: 0,
  source_doc_ref: `СФ-2026-${String(no).padStart(6, '0')}`,
  supplier_id: `S${no % 7}`,
  ...more,
});
const postings = (from: number, n: number, more?: TestRow): TestRow[] => Array.from({ length: n }, (_, i) => posting(from + i, more));
const imported = (letter: string, rows: Iterable<TestRow>, importId = `import-${letter}`): TestImport => ({
  table: 'ledger',
  evidence: letter.repeat(64) as Sha256,
  rows,
  importId,
});

let dir = '';
const opens: TestBooks[] = [];
beforeAll(() => {
  dir = temporaryFolder();
});
afterAll(() => {
  for (const books of opens) books.store.close();
  fs.rmSync(dir, { recursive: true, force: true });
});
const booksWith = (...imports: readonly TestImport[]): TestBooks => {
  const books = caseBooks(dir, imports);
  opens.push(books);
  return books;
};

type Ask = { readonly imports?: readonly string[]; readonly params?: Readonly<Record<string, string>> };
const requestOf = (books: TestBooks, test: string, { imports, params = {} }: Ask = {}): TestRequest => ({
  books: { file: books.file, key: Buffer.from(books.key) },
  test,
  params: readParams(testOf(test), params, kz),
  pack: loadPack('kz').bytes,
  imports: imports ?? books.imports.map((i) => i.importId),
  links: [],
});
const context = { signal: new AbortController().signal, progress: () => undefined };
/** One process's worth of kept connection, pages and columns. */
const analyst = () => {
  const jobs = testJobs();
  return (request: TestRequest): RunOutcome => jobs['test.run'](request, context) as RunOutcome;
};

describe('a warm run', () => {
  const overLedger = catalogue.filter((t) => t.population(readParams(t, {}, kz)).table === 'ledger');
  test.each(overLedger.map((t) => [t.id, t.params.some(({ name }) => name === 'account')] as const))(
    '%s over the ledger gives what a fresh process gives, whatever ran before it',
    (id, byAccount) => {
      const books = booksWith(imported('a', postings(1, 400)), imported('b', postings(390, 300)));
      const warm = analyst();
      for (const given of byAccount ? [{}, { account: '60' }, {}, { account: '33' }] : [{}, {}]) {
        const request = (): TestRequest => requestOf(books, id, { params: given });
        expect(warm(request())).toEqual(analyst()(request()));
      }
    },
  );

  test('with other parameters reads nothing again', () => {
    const books = booksWith(imported('a', postings(1, 50)));
    const kept = keepColumns(2 ** 24);
    const spec = { table: 'ledger', columns: ['account', 'debit_minor'] } as const;
    books.store.read((db) => {
      const first = loadPopulation(db, spec, books.imports, kept);
      const again = loadPopulation(db, { ...spec, columns: ['debit_minor'] }, books.imports, kept);
      expect(again.number('debit_minor')).toBe(first.number('debit_minor'));
    });
  });

  test('keeps no more than it may, the columns asked for last first', () => {
    const books = booksWith(imported('a', postings(1, 1000)));
    const kept = keepColumns(20_000);
    books.store.read((db) => {
      for (const column of ['debit_minor', 'credit_minor', 'currency_minor'])
        loadPopulation(db, { table: 'ledger', columns: [column] }, books.imports, kept);
      expect(kept.bytes()).toBe(18_000);
      const [last] = [loadPopulation(db, { table: 'ledger', columns: ['currency_minor'] }, books.imports, kept)];
      loadPopulation(db, { table: 'ledger', columns: ['account'] }, books.imports, kept);
      expect(kept.bytes()).toBeLessThanOrEqual(20_000);
      expect(last.n).toBe(1000);
    });
  });

  test('sees an import that came after it, and not one that is hidden', () => {
    const books = booksWith(imported('a', postings(1, 40)), imported('b', postings(41, 60)));
    const warm = analyst();
    const n = (...imports: readonly string[]): number => warm(requestOf(books, 'D03', { imports })).populationN;
    expect([n('import-a'), n('import-a', 'import-b'), n('import-b'), n('import-a'), n()]).toEqual([40, 100, 60, 40, 0]);
  });

  test('rows that were purged and imported anew under the same numbers are read anew', () => {
    const books = booksWith(imported('a', postings(1, 40)));
    const warm = analyst();
    expect(warm(requestOf(books, 'D03')).hits).toEqual([]);
    books.store.write((db) => {
      purgeImport(db, 'import-a');
      const header = 'INSERT INTO book_import (import_no, import_id, table_name, evidence, first_id, rows)';
      db.prepareWrite(`${header} VALUES (1, 'import-new', 'ledger', ?, 1, 40)`).run('a'.repeat(64));
      const insert = 'INSERT INTO ledger (id, import_no, ordinal, line, "offset", length, posting_date, account, source_doc_ref)';
      const row = db.prepareWrite(`${insert} VALUES (?, 1, ?, 1, 0, 0, '2026-02-01', '6010', ?)`);
      for (let i = 1; i <= 40; i += 1) row.run(BigInt(i), BigInt(i), `СФ-2026-${i + (i > 20 ? 5 : 0)}`);
    });
    const [header] = books.store.read(listBookImports);
    expect(header).toMatchObject({ importNo: 1, firstId: 1, rows: 40 });
    expect(warm(requestOf(books, 'D03', { imports: ['import-new'] })).hits[0]?.measures).toMatchObject({ from: '21', to: '25' });
  });

  test('a column comes out of an index as it comes out of the table', () => {
    const rows = [...postings(1, 300), posting(301, { account: '' }), posting(302, { debit_minor: -5, source_doc_ref: null })];
    const [plain, indexed] = [
      booksWith(imported('b', rows), imported('a', postings(500, 70))),
      booksWith(imported('b', rows), imported('a', postings(500, 70))),
    ];
    indexed.store.write((db) => {
      for (const index of indexesOf('ledger')) db.exec(createIndex('ledger', index));
    });
    for (const column of ['debit_minor', 'account', 'posting_date']) {
      const [one, other] = [plain, indexed].map((books) =>
        books.store.read((db) => {
          const population = loadPopulation(db, { table: 'ledger', columns: [column] }, books.imports);
          return [column === 'debit_minor' ? population.number(column) : population.text(column), population.rank, population.nameOf(0)];
        }),
      );
      expect(other).toEqual(one);
    }
  });

  test('the largest amounts come out of the books to the last unit', () => {
    const largest = [2 ** 53 - 1, 2 ** 53 - 2, 2 ** 53 - 3, -(2 ** 53) + 1, 9_007_199_254_740_899];
    const books = booksWith(
      imported(
        'a',
        largest.map((debit_minor, i) => posting(i + 1, { debit_minor })),
      ),
    );
    const read = books.store.read((db) => loadPopulation(db, { table: 'ledger', columns: ['debit_minor'] }, books.imports));
    expect([...read.number('debit_minor').values]).toEqual(largest);
  });

  test('another key than that of the open books is refused as by a fresh process', () => {
    const books = booksWith(imported('a', postings(1, 5)));
    const warm = analyst();
    warm(requestOf(books, 'D03'));
    const wrong = { ...requestOf(books, 'D03'), books: { file: books.file, key: Buffer.alloc(32) } };
    expect(() => warm(wrong)).toThrow(expect.objectContaining({ code: 'vault_damaged' }));
    expect(warm(requestOf(books, 'D03')).populationN).toBe(5);
  });
});

describe('the child of a case', () => {
  const folders: string[] = [];
  const desks: Opened[] = [];
  const caseWithLedger = async (): Promise<{ desk: Opened; caseId: string }> => {
    const folder = temporaryFolder();
    folders.push(folder);
    const desk = opened(path.join(folder, 'vault'));
    desks.push(desk);
    const caseId = await newCase(desk);
    const file = path.join(folder, 'l.csv');
    fs.writeFileSync(file, ledger(2000));
    await desk.call('import.commit', { caseId, path: file, table: 'ledger' });
    return { desk, caseId };
  };
  afterEach(async () => {
    for (const desk of desks.splice(0)) await desk.close();
    for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
  });

  const hashes = ({ run }: { run: { resultHash: string; datasetHash: string } }): readonly string[] => [run.resultHash, run.datasetHash];

  test('gives the same hashes warm, and again after lock and unlock', { timeout: 60_000 }, async () => {
    const { desk, caseId } = await caseWithLedger();
    const run = async () => hashes(await desk.call('tests.run', { caseId, test: 'D03', params: {} }));
    const first = await run();
    expect(await run()).toEqual(first);
    await desk.call('vault.lock', {});
    await desk.call('vault.unlock', { passphrase });
    expect(await run()).toEqual(first);
  });

  test.runIf(onLinux)('is one process for all runs, and ends with the lock', { timeout: 60_000 }, async () => {
    const before = new Set(childrenOf(process.pid));
    const mine = (): number[] => childrenOf(process.pid).filter((pid) => !before.has(pid));
    const { desk, caseId } = await caseWithLedger();
    await vi.waitFor(() => expect(mine()).toEqual([]), 10_000);
    await desk.call('tests.run', { caseId, test: 'D03', params: {} });
    const one = mine();
    await desk.call('tests.run', { caseId, test: 'D01', params: { keySet: 'ledger' } });
    expect([one.length, mine()]).toEqual([1, one]);
    await desk.call('vault.lock', {});
    await vi.waitFor(() => expect(mine()).toEqual([]), 5_000);
  });

  test('an import after a run is in the next run', { timeout: 60_000 }, async () => {
    const { desk, caseId } = await caseWithLedger();
    const n = async (): Promise<number> => (await desk.call('tests.run', { caseId, test: 'D03', params: {} })).run.populationN;
    expect(await n()).toBe(2000);
    const file = path.join(path.dirname(desk.vaultDir), 'm.csv');
    fs.writeFileSync(file, ledger(500, 5000));
    await desk.call('import.commit', { caseId, path: file, table: 'ledger' });
    expect(await n()).toBe(2500);
  });
});
