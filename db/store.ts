import type Database from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { asRefused } from './failures.ts';

/** What goes into a statement. A number must be a safe integer or a real; an amount from outside goes in as bigint. */
export type SqlValue = string | number | bigint | null | Uint8Array;

export type Statement<Row> = Database.Statement<SqlValue[], Row>;

/** For the small tables of assay.db: drizzle, reading only. */
export type ReadOrm = Pick<BetterSQLite3Database, 'select' | 'selectDistinct'>;
/** The same, writing too. */
export type WriteOrm = Pick<BetterSQLite3Database, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'>;

declare const writing: unique symbol;

/** The reading side. One object per connection, so statements may be cached by it in a WeakMap. */
export type ReadDb = {
  /** A reading statement; throws on one that writes. Amount sums need `.safeIntegers()`. */
  readonly prepare: <Row>(sql: string) => Statement<Row>;
  readonly orm: ReadOrm;
};

/** The writing side, only inside `Store.write`: every reading function takes it too. */
export type WriteDb = Omit<ReadDb, 'orm'> & {
  readonly [writing]: true;
  readonly prepareWrite: <Row>(sql: string) => Statement<Row>;
  /** Several statements without parameters (schema, indexes, triggers, pragmas that hold in a transaction). */
  readonly exec: (sql: string) => void;
  readonly orm: WriteOrm;
};

export type Store = {
  readonly file: string;
  /** Runs `fn` on one snapshot. Synchronous; nothing of the connection may leave it. @throws Refused vault_damaged */
  readonly read: <T>(fn: (db: ReadDb) => T) => T;
  /** Runs `fn` in BEGIN IMMEDIATE; all or nothing. Synchronous: files and network come before or after. @throws Refused disk_full, vault_damaged */
  readonly write: <T>(fn: (db: WriteDb) => T) => T;
  /** A pragma of the connection (cache_size, wal_autocheckpoint …): not possible inside a transaction. @returns its rows */
  readonly pragma: (text: string) => unknown;
  /** Folds the write-ahead log into the file. */
  readonly checkpoint: () => void;
  readonly close: () => void;
};

/** @param raw an open connection; the store owns it from now on @param name shown when it is damaged */
export function storeOf(raw: Database.Database, file: string, name: string): Store {
  const db = handle(raw);
  const guarded = <T>(fn: () => T): T => {
    try {
      return fn();
    } catch (error) {
      throw asRefused(error, name);
    }
  };
  return {
    file,
    read: (fn) => guarded(() => (raw.inTransaction ? fn(db) : raw.transaction(fn).deferred(db))),
    write: (fn) => {
      if (raw.readonly) throw new TypeError('a write on a readonly connection');
      return guarded(() => raw.transaction(fn).immediate(db));
    },
    pragma: (text) => guarded(() => raw.pragma(text)),
    checkpoint: () => {
      guarded(() => raw.pragma('wal_checkpoint(TRUNCATE)'));
    },
    close: () => {
      raw.close();
    },
  };
}

function handle(raw: Database.Database): WriteDb {
  return {
    prepare: <Row>(sql: string) => {
      const statement = raw.prepare<SqlValue[], Row>(sql);
      if (!statement.readonly) throw new TypeError('a writing statement on the reading side');
      return statement;
    },
    prepareWrite: <Row>(sql: string) => raw.prepare<SqlValue[], Row>(sql),
    exec: (sql: string) => {
      raw.exec(sql);
    },
    orm: drizzle({ client: raw }),
  } as unknown as WriteDb;
}
