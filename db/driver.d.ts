/** The part of the driver that is used. Its own types are hidden by its `exports` map and hold `any`. */
declare module 'better-sqlite3' {
  class Driver {
    constructor(file: string, options?: Driver.Options);
    readonly name: string;
    readonly open: boolean;
    readonly inTransaction: boolean;
    readonly readonly: boolean;
    prepare<P extends unknown[] = Driver.Value[], Row = unknown>(sql: string): Driver.Statement<P, Row>;
    transaction<F extends (...params: never[]) => unknown>(fn: F): Driver.Transaction<F>;
    exec(sql: string): this;
    pragma(sql: string, options?: { readonly simple?: boolean }): unknown;
    function(name: string, options: Driver.FunctionOptions, fn: (...params: never[]) => unknown): this;
    close(): this;
  }

  namespace Driver {
    type Value = string | number | bigint | null | Uint8Array;

    interface RunResult {
      readonly changes: number;
      readonly lastInsertRowid: number | bigint;
    }

    interface Statement<Parameters extends unknown[] = unknown[], Row = unknown> {
      readonly reader: boolean;
      readonly readonly: boolean;
      run(...params: Parameters): RunResult;
      get(...params: Parameters): Row | undefined;
      all(...params: Parameters): Row[];
      iterate(...params: Parameters): IterableIterator<Row>;
      /** the first column instead of an object */
      pluck(on?: boolean): this;
      /** an array instead of an object */
      raw(on?: boolean): this;
      /** integers come as bigint: for amounts that are summed */
      safeIntegers(on?: boolean): this;
      columns(): { readonly name: string; readonly column: string | null; readonly table: string | null; readonly type: string | null }[];
    }

    interface Transaction<F extends (...params: never[]) => unknown> {
      (...params: Parameters<F>): ReturnType<F>;
      deferred(...params: Parameters<F>): ReturnType<F>;
      immediate(...params: Parameters<F>): ReturnType<F>;
      exclusive(...params: Parameters<F>): ReturnType<F>;
    }

    interface Options {
      readonly readonly?: boolean;
      readonly fileMustExist?: boolean;
      /** milliseconds to wait for a lock */
      readonly timeout?: number;
    }

    interface FunctionOptions {
      readonly deterministic?: boolean;
      readonly directOnly?: boolean;
      readonly safeIntegers?: boolean;
      readonly varargs?: boolean;
    }

    type Database = Driver;

    class SqliteError extends Error {
      readonly code: string;
    }
  }

  export = Driver;
}
