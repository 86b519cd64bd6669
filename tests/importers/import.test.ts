import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { requireDisk } from '../../backend/importers/free-disk.ts';
import { runImport } from '../../backend/importers/run-import.ts';
import { digitsOfImports } from '../../backend/analysis/dataset.ts';
import { newId } from '../../backend/vault/new-id.ts';
import { listBookImports, noteImport, purgeImport, purgeOrphans } from '../../db/repositories/books-imports.ts';
import { rowByName } from '../../db/repositories/books-rows.ts';
import { openView, readWindow } from '../../db/repositories/books-view.ts';
import { sumOfView } from '../../db/repositories/books-sum.ts';
import { hasShared, sharedDir } from '../helpers/shared.ts';
import { caseFiles, reading } from './case-files.ts';

const made: ReturnType<typeof caseFiles>[] = [];
const newCase = (...at: Parameters<typeof caseFiles>): ReturnType<typeof caseFiles> => {
  const files = caseFiles(...at);
  made.push(files);
  return files;
};
afterAll(() => {
  for (const files of made) files.close();
});

const header = 'txn_id,posting_date,account,debit,credit,counterparty,description\n';
const line = (i: number): string =>
  `T${i},2025-0${(i % 9) + 1}-1${i % 9},${1310 + (i % 5) * 10},${i % 2 === 0 ? `${i}.25` : ''},${i % 2 === 1 ? `${i}.50` : ''},"ТОО «${i % 7}»","Оплата № ${i}, құжат"\n`;
const ledger = (n: number, from = 1): string => header + Array.from({ length: n }, (_, i) => line(from + i)).join('');
const money = { national: 'KZT', digits: { KZT: 2 } };
const all = (files: ReturnType<typeof caseFiles>, table: 'ledger' | 'declarations' = 'ledger') =>
  files.books.read((db) => openView(db, { table, sort: [], filters: [], search: '', money, known: files.importIds() }));
const count = (files: ReturnType<typeof caseFiles>, table: string): number =>
  files.books.read((db) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()));

describe('an import', () => {
  test('keeps the bytes as evidence and gives every row its place in them', async () => {
    const files = newCase();
    const text = ledger(500).replace(line(100), `bad\n${line(100)}`);
    const file = files.file('l.csv', text);
    const { result } = await files.import(file, { table: 'ledger' });
    expect(result.evidence).toEqual({ sha256: createHash('sha256').update(text).digest('hex'), bytes: Buffer.byteLength(text) });
    expect(result).toMatchObject({ rows: 500, rejectedCount: 1, rejected: [{ line: 101 }] });
    const lines = text.split('\n');
    for (const row of files.books.read((db) => readWindow(db, all(files), 0, 500)).rows) {
      const place = files.books.read((db) => rowByName(db, row.name, files.importIds()));
      const raw = (await files.blobs.read(result.evidence.sha256 as never, place.offset, place.length)).toString();
      expect(raw).toBe(lines[row.line - 1]);
      expect(place.cells).toEqual(row.cells);
    }
  });

  test('gives the same digest in another case, another one when a cell or the order differs', async () => {
    const digests: string[] = [];
    for (const text of [ledger(50), ledger(50), ledger(50).replace('T7,', 'T77,'), header + line(2) + line(1)]) {
      const files = newCase();
      digests.push((await files.import(files.file('l.csv', text), { table: 'ledger' })).rowDigest);
    }
    expect(digests[0]).toBe(digests[1]);
    expect(new Set(digests).size).toBe(3);
  });

  test('the same bytes go into a table once', async () => {
    const files = newCase();
    const file = files.file('l.csv', ledger(10));
    await files.import(file, { table: 'ledger' });
    await expect(files.import(file, { table: 'ledger' })).rejects.toMatchObject({ code: 'file_already_imported' });
    expect(count(files, 'ledger')).toBe(10);
  });

  test('a second file stands behind the first, with its words and its order', async () => {
    const files = newCase();
    await files.import(files.file('a.csv', ledger(300)), { table: 'ledger' });
    await files.import(files.file('b.csv', ledger(40, 301)), { table: 'ledger' });
    expect(all(files).total).toBe(340);
    const [last] = files.books.read((db) => readWindow(db, all(files), 339, 10)).rows;
    expect(last?.cells[0]).toBe('T340');
    const found = files.books.read((db) =>
      openView(db, { table: 'ledger', sort: [], filters: [], search: '№ 340', money, known: files.importIds() }),
    );
    expect(found.total).toBe(1);
    expect(files.books.read((db) => sumOfView(db, all(files), 'debit_minor'))).toEqual({ sum: sumOfDebits(340), count: 170, mixed: false });
  });

  test('rows of an import without an operation are in no view and are purged at the start, with their words', async () => {
    const files = newCase();
    const first = await files.import(files.file('a.csv', ledger(300)), { table: 'ledger' });
    const task = { path: files.file('b.csv', ledger(40, 301)), table: 'ledger', saved: [], reading, importId: newId() } as const;
    const orphan = await runImport({
      ...task,
      books: files.books,
      place: files.place,
      evidence: files.evidence,
      there: [],
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    const known = new Set([first.result.importId]);
    const open = (search: string) =>
      files.books.read((db) => openView(db, { table: 'ledger', sort: [], filters: [], search, money, known }));
    expect([open('').total, open('№ 320').total]).toEqual([300, 0]);
    expect(() => files.books.read((db) => rowByName(db, `${orphan.result.evidence.sha256}:ledger:1`, known))).toThrow(
      expect.objectContaining({ code: 'row_missing' }),
    );
    expect(files.books.write((db) => purgeOrphans(db, known))).toEqual(['b.csv']);
    expect([count(files, 'ledger'), count(files, 'book_import'), count(files, 'book_pending')]).toEqual([300, 1, 0]);
    expect(files.books.write((db) => purgeOrphans(db, known))).toEqual([]);
    await files.import(files.file('c.csv', ledger(5, 900)), { table: 'ledger' });
    const words = files.books.read((db) =>
      openView(db, { table: 'ledger', sort: [], filters: [], search: '320', money, known: files.importIds() }),
    );
    expect([words.total, all(files).total]).toEqual([0, 305]);
  });

  test('an import can be taken back whose operation was refused', async () => {
    const files = newCase();
    const { result } = await files.import(files.file('a.csv', ledger(20)), { table: 'ledger' });
    files.books.write((db) => purgeImport(db, result.importId));
    expect([count(files, 'ledger'), count(files, 'book_import')]).toEqual([0, 0]);
  });

  test('a cancelled one leaves no row, no note and no evidence', async () => {
    const files = newCase();
    const abort = new AbortController();
    const file = files.file('l.csv', ledger(30_000));
    let stopped = 0;
    const run = files.import(file, {
      table: 'ledger',
      signal: abort.signal,
      progress: ({ done }) => {
        if (done > 600_000 && !abort.signal.aborted) {
          stopped = performance.now();
          abort.abort();
        }
      },
    });
    await expect(run).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - stopped).toBeLessThan(1000);
    expect([count(files, 'ledger'), count(files, 'book_import'), count(files, 'book_pending')]).toEqual([0, 0, 0]);
    expect(fs.existsSync(path.join(files.dir, 'evidence')) ? fs.readdirSync(path.join(files.dir, 'evidence')) : []).toEqual([]);
    expect((await files.import(file, { table: 'ledger' })).result.rows).toBe(30_000);
  });

  test('a file that changes while it is read is refused', async () => {
    const files = newCase();
    const file = files.file('l.csv', ledger(20_000));
    let grown = false;
    const progress = (): void => {
      if (!grown) fs.appendFileSync(file, line(1));
      grown = true;
    };
    await expect(files.import(file, { table: 'ledger', progress })).rejects.toMatchObject({ code: 'file_changed' });
    expect(count(files, 'ledger')).toBe(0);
  });

  test('free disk is checked first', async () => {
    await expect(requireDisk(os.tmpdir(), 1_000_000, 50_000_000)).rejects.toMatchObject({ code: 'disk_full' });
    await expect(requireDisk(os.tmpdir(), 1_000_000, 100_000_000)).resolves.toBeUndefined();
  });
});

const sumOfDebits = (n: number): string => {
  const sum = Array.from({ length: n }, (_, i) => i + 1)
    .filter((i) => i % 2 === 0)
    .reduce((all, i) => all + i * 100 + 25, 0);
  return `${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, '0')}`;
};

describe('kill -9 in the middle', () => {
  test.each(['read', 'index'])(
    'while it is in stage %s leaves nothing, and the next start names the file',
    { timeout: 120_000 },
    async (stage) => {
      const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-kill-'));
      const key = randomBytes(32);
      const file = path.join(dir, 'big.csv');
      fs.writeFileSync(file, ledger(40_000));
      const child = fork(path.join(import.meta.dirname, 'import-child.ts'), [dir, key.toString('hex'), file], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      const said = await new Promise<string>((resolve) => {
        child.on('message', (message: { stage: string; done: number }) => {
          if (message.stage === stage && (stage === 'index' || message.done > 1_000_000)) {
            child.kill('SIGKILL');
            resolve(stage);
          }
          if (message.stage === 'imported') resolve('imported');
        });
      });
      await new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once('exit', resolve) : resolve(0)));
      expect([said, child.signalCode]).toEqual([stage, 'SIGKILL']);
      const files = newCase(dir, key);
      expect(files.books.write((db) => purgeOrphans(db, new Set()))).toEqual(['big.csv']);
      expect([count(files, 'ledger'), count(files, 'book_import'), count(files, 'book_pending'), all(files).total]).toEqual([0, 0, 0, 0]);
      expect(files.books.read((db) => db.prepare('PRAGMA integrity_check').pluck().get())).toBe('ok');
      expect((await files.import(file, { table: 'ledger' })).result.rows).toBe(40_000);
    },
  );

  test('a note without an interrupted import says nothing', () => {
    const files = newCase();
    files.books.write((db) => noteImport(db, { importId: 'x', table: 'ledger', fileName: 'done.csv' }));
    expect(files.books.write((db) => purgeOrphans(db, new Set(['x'])))).toEqual([]);
    expect(files.books.read(listBookImports)).toEqual([]);
  });
});

describe.skipIf(!hasShared)('the Korean declarations (../shared)', () => {
  const train = path.join(sharedDir, 'data', 'korea-declarations', 'train.csv');

  test('import whole under the committed profile, prices rounded to two digits and counted', async () => {
    const files = newCase();
    const { result, profile } = await files.import(train);
    expect([profile.name, result.rows, result.rejectedCount, digitsOfImports([{ profile }])]).toEqual([
      'korea-declarations',
      37_385,
      0,
      { KRW: 2 },
    ]);
    expect(result.repaired).toEqual({ 'round-decimals:item_price_minor': pricesOver2(train).length });
    expect(result.sums['item_price_minor']).toBe(roundedSum(train));
    const view = files.books.read((db) =>
      openView(db, {
        table: 'declarations',
        sort: [],
        filters: [],
        search: '',
        money: { national: 'KZT', digits: { KRW: 2 } },
        known: files.importIds(),
      }),
    );
    expect(files.books.read((db) => sumOfView(db, view, 'item_price_minor'))).toEqual({
      sum: roundedSum(train),
      count: 37_385,
      mixed: false,
    });
  });

  test('without the repair the prices with more digits are row problems', async () => {
    const files = newCase();
    const committed = (await files.import(train)).profile;
    const other = newCase();
    const { result } = await other.import(train, { profile: { ...committed, repairs: [] } });
    expect(result.rejectedCount).toBe(pricesOver2(train).length);
    expect(result.rejected[0]?.problem.key).toBe('problem.number_decimals');
  });

  test('a case keeps the digits of a currency that its first import stated', async () => {
    const files = newCase();
    const { profile } = await files.import(train);
    const digits = digitsOfImports([{ profile }]);
    const more = files.file('m.csv', 'reg_no,reg_date,item_no,hs_code,currency,item_price\nR1,2025-01-01,1,8518309500,KRW,100.5\n');
    expect((await files.import(more, { digits })).result).toMatchObject({ rows: 1, sums: { item_price_minor: '100.50' } });
    await expect(
      files.import(files.file('n.csv', `${fs.readFileSync(train, 'utf8')}\n`), { digits: {}, profile: { ...profile, digits: { KRW: 3 } } }),
    ).rejects.toMatchObject({
      code: 'profile_invalid',
    });
  });
});

const pricesOf = (file: string): string[] =>
  fs
    .readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((record) => record.split(',')[19] ?? '');
const pricesOver2 = (file: string): string[] => pricesOf(file).filter((price) => (price.split('.')[1] ?? '').length > 2);

/** By hand: half up on the decimal text, all prices being positive. */
function roundedSum(file: string): string {
  let sum = 0n;
  for (const price of pricesOf(file)) {
    const [whole = '0', decimals = ''] = price.split('.');
    const cents = BigInt(whole + decimals.slice(0, 2).padEnd(2, '0'));
    sum += cents + ((decimals[2] ?? '0') >= '5' ? 1n : 0n);
  }
  const text = sum.toString();
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
