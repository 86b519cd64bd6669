import { setImmediate as nextTurn } from 'node:timers/promises';
import { profile as profileShape } from '../../contract/rpc/books.ts';
import type { Profile } from '../../contract/rpc/books.ts';
import type { CancelSignal, Progress } from '../../contract/rpc/call.ts';
import { beginLoad } from '../../db/repositories/books-load.ts';
import type { BookLoad, BooksPlace } from '../../db/repositories/books-load.ts';
import { beginPurge } from '../../db/repositories/books-purge.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import { Refused } from '../../domain/model/refused.ts';
import { openBlob, readRange, streamBlob } from '../evidence/blob-reader.ts';
import type { OpenBlob } from '../evidence/blob-reader.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import { markLength } from './csv/encodings.ts';
import { csvTokenizer } from './csv/tokenizer.ts';
import type { CsvRecord } from './csv/tokenizer.ts';
import { headerNames, numberedHeaders } from './header-names.ts';
import { followIn } from './override-cells.ts';
import type { Following } from './override-cells.ts';
import { readPlan, withDigits } from './plan.ts';
import { headersOf } from './profiles.ts';
import { readerParams } from './reader-params.ts';
import type { Reading } from './reader-params.ts';
import type { FoundTable } from './reading/format-reader.ts';
import { readerSettings } from './reader-settings.ts';
import { readApart } from './reading/read-apart.ts';
import { isReadable } from './reading/readers.ts';
import type { ServedBytes } from './reading/served-file.ts';
import { rowTyping } from './row-sink.ts';
import type { RowTyping } from './row-sink.ts';
import { finishLoad } from './run-import.ts';
import { isTotalRecord } from './total-records.ts';
import { rowDigest, totalsOf } from './totals.ts';

/** One import as its operation pinned it. */
export type PinnedPart = {
  readonly importId: string;
  readonly table: TableName;
  readonly scope: string;
  readonly profile: unknown;
  readonly rowDigest: string;
  readonly rows: number;
};

/** A file that is read once more, out of the evidence, by what its operations pin. */
export type AgainRequest = {
  readonly place: BooksPlace;
  /** the encrypted file and its key */
  readonly blob: { readonly file: string; readonly key: Uint8Array };
  readonly evidence: Sha256;
  readonly fileName: string;
  readonly format: string;
  /** the version that read it: where it is still there to read by, it reads again */
  readonly importer: string;
  /** the file beside it, as the operation pins it (DBF memo) */
  readonly beside?: { readonly name: string; readonly sha256: string; readonly file: string } | undefined;
  readonly reading: Reading;
  readonly parts: readonly PinnedPart[];
  /** the values that stand over the rows once they are seen again */
  readonly following: Following;
};

export type AgainJobs = { 'import.again': { readonly input: AgainRequest; readonly output: { readonly rows: number } } };

type Task = AgainRequest & { readonly signal: CancelSignal; readonly progress: (progress: Progress) => void; readonly bytes: number };
type Open = { readonly part: PinnedPart; readonly typing: RowTyping };

const stopIf = (signal: CancelSignal): void => {
  if (signal.aborted) throw new Refused({ code: 'cancelled', at: 'import.restore' });
};

/** The table that the part's rows go into, and what types them. @throws Refused import_differs */
function openPart(task: Task, load: BookLoad, given: { readonly part: PinnedPart; readonly headers: readonly string[] }): Open {
  const { part, headers } = given;
  const profile: Profile = profileShape.parse(part.profile);
  // another version of a reader may name its columns in another way
  if (headersOf(profile).some((header) => !headers.includes(header))) throw new Refused({ code: 'import_differs', at: task.fileName });
  const params = withDigits(readerParams(task.reading), profile);
  const reader = rowReader(readPlan(profile, headers, task.fileName), params);
  const located = task.format !== 'csv';
  const columns = located ? [...reader.columns, { name: 'locator', type: 'text' } as const] : reader.columns;
  const names = columns.map((column) => column.name);
  const { importId, scope, table } = part;
  const into = load.table({ importId, scope, table, columns: names, expectedRows: part.rows });
  const typing = rowTyping(into, reader, { totals: totalsOf(reader.columns, params), digest: rowDigest(table, columns), located });
  return { part, typing };
}

/** Versions for which a line of sums was a record like any other. */
const rowsOfTotals: readonly string[] = ['csv-1', 'csv-2', 'csv-3'];

/** A CSV has one part, and its first record names the columns. */
async function readCsv(task: Task, load: BookLoad): Promise<readonly Open[]> {
  const [part] = task.parts;
  if (part === undefined) return [];
  const profile: Profile = profileShape.parse(part.profile);
  const encoding = profile.encoding ?? 'utf-8';
  let open: Open | null = null;
  let [done, ordinal] = [0, 0];
  const take = ({ cells, line, offset, length }: CsvRecord, odd: boolean): void => {
    const headless = profile.header === false;
    if (open === null) {
      const headers = headless ? numberedHeaders(cells.length) : headerNames(cells).headers;
      open = openPart(task, load, { part, headers });
      if (!headless) return;
    }
    ordinal += 1;
    if (!rowsOfTotals.includes(task.importer) && isTotalRecord(cells)) return;
    open.typing.add({ cells, ordinal, line, offset, length, odd });
  };
  let tokenizer: ReturnType<typeof csvTokenizer> | undefined;
  for await (const block of streamBlob(task.blob.file, task.blob.key)) {
    stopIf(task.signal);
    const skip = done === 0 ? markLength(block, encoding) : 0;
    tokenizer ??= csvTokenizer({ delimiter: profile.delimiter ?? ',', encoding, skip, file: task.fileName });
    tokenizer.feed(block.subarray(skip), take);
    done += block.length;
    task.progress({ stage: 'read', done, total: task.bytes });
    await nextTurn();
  }
  tokenizer?.end(take);
  return open === null ? [] : [open];
}

/** A layout that was learned after the import must not cut its file now: only the pinned one does. */
const settingsOf = ({ format, parts }: Task): string =>
  readerSettings(
    format,
    [],
    parts.map((part) => profileShape.parse(part.profile)).find((profile) => profile.pdf !== undefined || profile.fixed !== undefined),
  );

const servedOf = (blob: OpenBlob): ServedBytes => ({ bytes: blob.bytes, read: (offset, length) => readRange(blob, offset, length) });

/** A version that nothing reads by any more is held against the one of today by its rows. */
const readAs = ({ format, importer }: Task): string => (isReadable(importer) ? importer : format);

/** Other formats are read by a process without keys, which is handed the bytes. */
async function readFound(task: Task, load: BookLoad): Promise<readonly Open[]> {
  const blob = await openBlob(task.blob.file, task.blob.key);
  const memo = task.beside === undefined ? null : await openBlob(task.beside.file, task.blob.key);
  const parts: (Open | null)[] = [];
  const current = new Map<TableName, Open>();
  const typingOf = (table: number): RowTyping | undefined => parts[table]?.typing;
  const openFound = (found: FoundTable): void => {
    const fits = (one: PinnedPart): boolean => one.scope === found.scope && (found.table === null || found.table === one.table);
    const part = task.parts.find((one) => fits(one) && !parts.some((open) => open?.part === one));
    parts.push(part === undefined ? null : openPart(task, load, { part, headers: found.headers }));
  };
  try {
    const beside = memo === null || task.beside === undefined ? undefined : { ...task.beside, path: servedOf(memo) };
    const sha256 = await readApart(
      { format: readAs(task), path: servedOf(blob), name: task.fileName, settings: settingsOf(task), beside, signal: task.signal },
      {
        table: openFound,
        record: (table, record) => {
          const open = parts[table];
          if (open === undefined || open === null) return;
          const before = current.get(open.part.table);
          if (before !== open) {
            before?.typing.flush();
            current.set(open.part.table, open);
          }
          open.typing.add(record);
        },
        problem: (table, line, problem) => typingOf(table)?.reject(line, problem),
        check: () => undefined,
        fact: () => undefined,
        bytes: (done) => task.progress({ stage: 'read', done, total: task.bytes }),
      },
    );
    if (sha256 !== task.evidence) throw new Refused({ code: 'vault_damaged', at: task.fileName });
    return parts.filter((part) => part !== null);
  } finally {
    await memo?.handle.close();
    await blob.handle.close();
  }
}

/** @throws Refused import_differs when the rows are not the ones that the operation pinned */
function requireSame(task: Task, opened: readonly Open[]): number {
  let rows = 0;
  const differs = (): never => {
    throw new Refused({ code: 'import_differs', at: task.fileName });
  };
  if (opened.length !== task.parts.length) differs();
  for (const { part, typing } of opened) {
    const { digest, rows: read } = typing.end();
    if (digest !== part.rowDigest || read !== part.rows) differs();
    rows += read;
  }
  return rows;
}

/** Rows that a crash left of these imports stand where nobody sees them. */
function clearAway({ place, parts }: Task): void {
  const left = beginPurge(
    place,
    parts.map((part) => part.importId),
  );
  try {
    left.commit();
  } finally {
    left.close();
  }
}

/**
 * Reads an imported file once more, under the same imports, and holds its rows against the digests that were pinned. They are in the
 * books when this returns; the caller makes them visible. @throws Refused import_differs, format_unknown, cancelled, disk_full, vault_damaged
 */
async function importAgain(task: Task): Promise<{ rows: number }> {
  clearAway(task);
  const load = beginLoad(task.place);
  try {
    const opened = task.format === 'csv' ? await readCsv(task, load) : await readFound(task, load);
    const rows = requireSame(task, opened);
    await finishLoad(task, load);
    load.commit(task.evidence);
    // nobody sees the rows yet
    followIn(task.place, task.following);
    return { rows };
  } finally {
    load.close();
  }
}

export const againJobs = (): JobHandlers<AgainJobs> => ({
  'import.again': async (request, context) => {
    try {
      const blob = await openBlob(request.blob.file, request.blob.key);
      const { bytes } = blob;
      await blob.handle.close();
      return await importAgain({ ...request, ...context, bytes });
    } finally {
      request.place.key.fill(0);
      request.blob.key.fill(0);
    }
  },
});
