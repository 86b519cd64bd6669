import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { connect } from '../../db/connect.ts';
import { checkFile, openAssay, openBooks } from '../../db/open.ts';
import { saveSetting, readSettings } from '../../db/repositories/settings.ts';
import type { Store } from '../../db/store.ts';
import { flip, refusal, temporaryFolder } from '../vault/helpers.ts';

const key = randomBytes(32);

function books(folder = temporaryFolder()): Store {
  return openBooks(path.join(folder, 'case.db'), key);
}

function fill(store: Store, rows: number): void {
  store.write((db) => {
    db.prepareWrite(
      "INSERT OR IGNORE INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (1, 'i', 'ledger', ?, 1, 0)",
    ).run('a'.repeat(64));
    const insert = db.prepareWrite(
      'INSERT INTO ledger (import_no, ordinal, line, offset, length, posting_date, account, debit_minor, description) VALUES (1, ?, 1, 0, 1, ?, ?, ?, ?)',
    );
    for (let i = 0; i < rows; i += 1)
      insert.run(BigInt(i), '2024-01-01', '1010', BigInt(i), `Поступление товара по накладной ${i} ${'х'.repeat(60)}`);
  });
}

describe('amounts', () => {
  it('an amount beyond 2^53-1 is refused by the table, as bigint and as number', () => {
    const store = books();
    const insert = (debit: bigint | number): void =>
      store.write((db) => {
        db.prepareWrite(
          "INSERT OR IGNORE INTO book_import (import_no, import_id, table_name, evidence, first_id, rows) VALUES (1, 'i', 'ledger', ?, 1, 0)",
        ).run('a'.repeat(64));
        db.prepareWrite(
          "INSERT INTO ledger (import_no, ordinal, line, offset, length, posting_date, account, debit_minor) VALUES (1, 1, 1, 0, 1, '2024-01-01', '1010', ?)",
        ).run(debit);
      });
    for (const bad of [9007199254740993n, 9007199254740992n, -9007199254740992n, 2 ** 53, 2 ** 53 + 2])
      expect(() => insert(bad), `${bad}`).toThrow(/CHECK/);
    expect(() => insert(1.5)).toThrow(/REAL value in INTEGER column/);
    insert(9007199254740991n);
    insert(9007199254740991);
    insert(-9007199254740991n);
    const kinds = store.read((db) =>
      db
        .prepare<{ t: string; v: bigint }>('SELECT typeof(debit_minor) AS t, debit_minor AS v FROM ledger ORDER BY id')
        .safeIntegers()
        .all(),
    );
    expect(kinds.map((row) => row.t)).toEqual(['integer', 'integer', 'integer']);
    expect(kinds.map((row) => row.v)).toEqual([9007199254740991n, 9007199254740991n, -9007199254740991n]);
    store.close();
  });

  it('the driver reads a sum beyond 2^53 wrongly without safe integers: sums need them', () => {
    const store = books();
    const sql = 'SELECT 9007199254740991 + 2 AS v';
    store.read((db) => {
      expect(db.prepare<{ v: number }>(sql).get()?.v).not.toBe(9007199254740993n);
      expect(db.prepare<{ v: bigint }>(sql).safeIntegers().get()?.v).toBe(9007199254740993n);
    });
    store.close();
  });

  it('a number is bound as REAL and a bigint as INTEGER', () => {
    const store = books();
    const types = store.read((db) => db.prepare<{ n: string; b: string }>('SELECT typeof(?) AS n, typeof(?) AS b').get(1, 1n));
    expect(types).toEqual({ n: 'real', b: 'integer' });
    store.close();
  });
});

describe('reading and writing', () => {
  it('the reading side refuses a writing statement', () => {
    const store = books();
    expect(() => store.read((db) => db.prepare('DELETE FROM hit'))).toThrow(TypeError);
    store.close();
  });

  it('a write is all or nothing', () => {
    const store = openAssay(path.join(temporaryFolder(), 'assay.db'), key, { create: true });
    expect(() =>
      store.write((db) => {
        saveSetting(db, 'theme', 'dark');
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(store.read(readSettings).size).toBe(0);
    store.close();
  });

  it('a write inside a write joins it, and falls alone', () => {
    const store = openAssay(path.join(temporaryFolder(), 'assay.db'), key, { create: true });
    store.write((db) => {
      saveSetting(db, 'outer', '1');
      try {
        store.write((inner) => {
          saveSetting(inner, 'inner', '1');
          throw new Error('inner');
        });
      } catch {
        // the outer one goes on
      }
    });
    expect([...store.read(readSettings).keys()]).toEqual(['outer']);
    store.close();
  });

  it('an asynchronous function is refused', () => {
    const store = books();
    expect(() => store.write(() => Promise.resolve(1))).toThrow(/promise/);
    store.close();
  });

  it('a reader sees what was committed before it began, while another connection writes', () => {
    const folder = temporaryFolder();
    const writer = books(folder);
    fill(writer, 10);
    const reader = openBooks(path.join(folder, 'case.db'), key, { readonly: true });
    const count = (): number => reader.read((db) => db.prepare<{ n: number }>('SELECT count(*) AS n FROM ledger').get()?.n ?? -1);
    reader.read((db) => {
      const rows = db.prepare<{ n: number }>('SELECT count(*) AS n FROM ledger');
      expect(rows.get()?.n).toBe(10);
      fill(writer, 5);
      expect(rows.get()?.n).toBe(10);
    });
    expect(count()).toBe(15);
    expect(() => reader.write((db) => db.exec('DELETE FROM ledger'))).toThrow(/readonly/);
    reader.close();
    writer.close();
  });

  it('a full disk is disk_full, and the file stays whole', async () => {
    const folder = temporaryFolder();
    const store = books(folder);
    fill(store, 10);
    store.pragma('max_page_count=40');
    expect((await refusal(() => fill(store, 20_000))).code).toBe('disk_full');
    expect(store.read((db) => db.prepare<{ n: number }>('SELECT count(*) AS n FROM ledger').get()?.n)).toBe(10);
    store.close();
    checkFile(path.join(folder, 'case.db'), key);
  });
});

describe('the cipher', () => {
  it('a new file is encrypted from its first byte, with pages of 8 KiB', () => {
    const folder = temporaryFolder();
    const store = books(folder);
    fill(store, 100);
    store.close();
    const bytes = fs.readFileSync(path.join(folder, 'case.db'));
    expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    expect(bytes.length % 8192).toBe(0);
    expect(bytes.includes(Buffer.from('накладной'))).toBe(false);
    expect(bytes.includes(Buffer.from('ledger'))).toBe(false);
  });

  it('a key of another length is a mistake of ours, not of the file', () => {
    expect(() => connect(path.join(temporaryFolder(), 'x.db'), randomBytes(16), { create: true })).toThrow(RangeError);
  });

  it('another key, an empty folder and a file of something else are vault_damaged, and the file is left as it was', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'case.db');
    books(folder).close();
    const before = fs.readFileSync(file);
    expect((await refusal(() => openBooks(file, randomBytes(32)))).code).toBe('vault_damaged');
    expect(fs.readFileSync(file).equals(before)).toBe(true);
    expect((await refusal(() => openAssay(path.join(folder, 'none.db'), key))).code).toBe('vault_damaged');
    expect((await refusal(() => openBooks(path.join(folder, 'no', 'folder.db'), key))).code).toBe('vault_damaged');
    fs.writeFileSync(file, 'a letter, not a database. '.repeat(1000));
    expect((await refusal(() => openBooks(file, key))).code).toBe('vault_damaged');
  });

  it.each(['assay', 'books'] as const)('any flipped bit of %s is vault_damaged, and the file is not written over', async (kind) => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'x.db');
    const open = (): Store => (kind === 'assay' ? openAssay(file, key, { create: true }) : openBooks(file, key));
    const store = open();
    if (kind === 'books') fill(store, 3000);
    else store.write((db) => Array.from({ length: 500 }, (_, i) => saveSetting(db, `k${i}`, 'ключ '.repeat(50))));
    store.close();
    const size = fs.statSync(file).size;
    expect(size).toBeGreaterThan(200_000);
    const offsets = [
      ...Array.from({ length: 40 }, (_, i) => i),
      8191,
      8192,
      size - 1,
      ...Array.from({ length: 60 }, () => Math.floor(Math.random() * size)),
    ];
    for (const offset of offsets) {
      flip(file, offset, offset % 8);
      const damaged = fs.readFileSync(file);
      const refused = await refusal(() => {
        if (kind === 'books') return checkFile(file, key);
        return openAssay(file, key).close();
      });
      expect(refused.code, `offset ${offset}`).toBe('vault_damaged');
      expect(refused.at).toBe('x.db');
      expect(fs.readFileSync(file).equals(damaged)).toBe(true);
      flip(file, offset, offset % 8);
    }
    open().close();
  });

  it('a question that meets a damaged page is vault_damaged', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'case.db');
    const store = books(folder);
    fill(store, 3000);
    store.close();
    flip(file, Math.floor(fs.statSync(file).size * 0.7));
    const again = openBooks(file, key);
    expect((await refusal(() => again.read((db) => db.prepare('SELECT sum(length(description)) FROM ledger').get()))).code).toBe(
      'vault_damaged',
    );
    again.close();
  });
});

const onLinux = process.platform === 'linux';

describe.skipIf(!onLinux)('a sort larger than the cache', () => {
  const sort =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) SELECT i, 'КАНАРЕЙКА-' || (i * 7919 % 60000) || hex(zeroblob(300)) AS t FROM n ORDER BY t";

  /** Text found in the files that this process holds open though they were removed, while the rows come. */
  function spilled(db: Database.Database): boolean {
    let found = false;
    for (const row of db.prepare<[], { i: number }>(sort).iterate())
      if (row.i % 20_000 === 0) found ||= openTemporaries().some((bytes) => bytes.includes('КАНАРЕЙКА'));
    return found;
  }

  function openTemporaries(): Buffer[] {
    return fs
      .readdirSync('/proc/self/fd')
      .map((fd) => `/proc/self/fd/${fd}`)
      .filter((link) => {
        try {
          return /etilqs|\(deleted\)/.test(fs.readlinkSync(link));
        } catch {
          return false;
        }
      })
      .map((link) => fs.readFileSync(link));
  }

  it('leaves no plain text in a temporary file', () => {
    const db = connect(path.join(temporaryFolder(), 'x.db'), key, { create: true, cacheMiB: 2 });
    expect(spilled(db)).toBe(false);
    db.close();
  });

  it('would leave it without temp_store=MEMORY (so the test above can fail)', () => {
    const db = new Database(path.join(temporaryFolder(), 'x.db'));
    db.pragma("cipher='chacha20'");
    db.pragma(`key="x'${key.toString('hex')}'"`);
    db.pragma('cache_size=-2048');
    expect(spilled(db)).toBe(true);
    db.close();
  });
});
