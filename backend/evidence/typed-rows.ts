import type { Profile } from '../../contract/rpc/books.ts';
import type { CancelSignal, Progress } from '../../contract/rpc/call.ts';
import { openBooks } from '../../db/open.ts';
import { noteImport, settleImport } from '../../db/repositories/books-imports.ts';
import { beginLoad } from '../../db/repositories/books-load.ts';
import type { BooksPlace } from '../../db/repositories/books-load.ts';
import { columnOf, tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { RowReader } from '../../domain/model/readers/row-reader.ts';
import { Refused } from '../../domain/model/refused.ts';
import { importOutcome } from '../importers/imported-file.ts';
import type { ImportOutcome } from '../importers/imported-file.ts';
import { readPlan, withDigits } from '../importers/plan.ts';
import { readerParams } from '../importers/reader-params.ts';
import type { Reading } from '../importers/reader-params.ts';
import { rowTyping } from '../importers/row-sink.ts';
import { finishLoad } from '../importers/run-import.ts';
import { rowDigest, totalsOf } from '../importers/totals.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';

/** As certificates name it. */
export const typedFormat = 'transcript';
/** Grows when the same typed cells would give other rows. @source docs/decisions/hashes-of-work.md */
export const typedVersion = 'transcript-1';

/** A profile that says which typed rows an import took, and how each is named: another laptop makes the same rows of the same log. */
export type TypedProfile = Profile & { readonly transcripts: readonly { readonly id: string; readonly locator: string }[] };

/** Columns of a table that typed rows fill, in the table's order: those that some row has, and those that every row must have. */
export const typedColumns = (table: TableName, rows: readonly Readonly<Record<string, string>>[]): readonly string[] =>
  tables[table].filter(({ name, required }) => required === true || rows.some((cells) => Object.hasOwn(cells, name))).map((c) => c.name);

/** Numbers with a point, days as YYYY-MM-DD, amounts in their currency: how typed cells are kept. */
export function typedProfile(
  table: TableName,
  columns: readonly string[],
  given: { readonly reading: Reading; readonly digits?: Readonly<Record<string, number>> },
): Profile {
  const hs = columnOf(table, 'hs_code') === undefined ? {} : { hsLength: given.reading.hsLength };
  const digits = given.digits === undefined || Object.keys(given.digits).length === 0 ? {} : { digits: { ...given.digits } };
  const mapped = Object.fromEntries(columns.map((name) => [name, { header: name }]));
  return { v: 1, name: typedFormat, table, decimal: '.', date: 'YYYY-MM-DD', ...hs, columns: mapped, ...digits, repairs: [] };
}

/** Types cells in the order of the profile's columns, by the table's own readers. */
export const typedReader = (profile: Profile, reading: Reading): RowReader =>
  rowReader(readPlan(profile, Object.keys(profile.columns), profile.name), withDigits(readerParams(reading), profile));

/** Texts of a typed row, in the order of the profile's columns. */
export const typedCells = (profile: Profile, cells: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(profile.columns).map((name) => cells[name] ?? '');

export type TypedRequest = {
  readonly importId: string;
  readonly scope: string;
  readonly profile: TypedProfile;
  /** beside `profile.transcripts`, in their order */
  readonly rows: readonly (readonly string[])[];
  readonly evidence: { readonly sha256: Sha256; readonly bytes: number };
  readonly fileName: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly reading: Reading;
  readonly place: BooksPlace;
};

export type TypedJobs = { 'typed.load': { readonly input: TypedRequest; readonly output: ImportOutcome } };

type Context = { readonly signal: CancelSignal; readonly progress: (progress: Progress) => void };

/**
 * Writes typed rows into the books as an import of their own, each named by the page it was typed from. The caller appends the operation;
 * without it the rows are purged at the next start. @throws Refused field_invalid for a row that is none any more, disk_full, cancelled
 */
async function loadTyped(task: TypedRequest, context: Context): Promise<ImportOutcome> {
  const { profile, scope, importId, evidence } = task;
  const { table } = profile;
  const reader = typedReader(profile, task.reading);
  const columns = [...reader.columns, { name: 'locator', type: 'text' } as const];
  const load = beginLoad(task.place);
  try {
    const into = load.table({ importId, scope, table, columns: columns.map((c) => c.name), expectedRows: task.rows.length });
    const totals = totalsOf(reader.columns, withDigits(readerParams(task.reading), profile));
    const typing = rowTyping(into, reader, { totals, digest: rowDigest(table, columns), located: true });
    task.rows.forEach((cells, i) => {
      const locator = profile.transcripts[i]?.locator ?? null;
      typing.add({ cells, ordinal: i + 1, line: 0, offset: 0, length: 0, odd: true, locator });
    });
    const imported = typing.end();
    if (imported.rejectedCount > 0) throw new Refused({ code: 'field_invalid', at: profile.transcripts[0]?.id ?? table });
    await finishLoad(context, load);
    load.commit(evidence.sha256);
    const file = { evidence, fileName: task.fileName, importer: typedVersion, encoding: '' };
    const told = { format: typedFormat, checks: [], facts: task.facts.map((fact) => ({ ...fact })), unread: [] };
    return importOutcome(file, [{ importId, table, scope, profile, imported }], told);
  } finally {
    load.close();
  }
}

/** For the small questions beside the load. */
const cacheMiB = 4;

/** Takes typed rows into the books, in a process that has the key of one case's books and of nothing else. */
export const typedJobs = (): JobHandlers<TypedJobs> => ({
  'typed.load': async (task, context) => {
    const books = openBooks(task.place.file, task.place.key, { cacheMiB });
    try {
      books.write((db) => noteImport(db, { importId: task.importId, table: task.profile.table, fileName: task.fileName }));
      try {
        return await loadTyped(task, context);
      } catch (error) {
        books.write((db) => settleImport(db, task.importId));
        throw error;
      }
    } finally {
      books.close();
      task.place.key.fill(0);
    }
  },
});
