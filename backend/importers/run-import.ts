import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beginLoad } from '../../db/repositories/books-load.ts';
import type { BookLoad, BooksPlace } from '../../db/repositories/books-load.ts';
import { noteImport, settleImport, usesCurrency } from '../../db/repositories/books-imports.ts';
import type { Store } from '../../db/store.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { RowReader } from '../../domain/model/readers/row-reader.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { ImportResult, Profile } from '../../contract/rpc/books.ts';
import type { CancelSignal, Progress } from '../../contract/rpc/call.ts';
import { beginPart } from '../evidence/blob-writer.ts';
import type { PartPlace, PartWriter, StoredBlob } from '../evidence/blob-writer.ts';
import { markLength } from './csv/encodings.ts';
import { csvTokenizer } from './csv/tokenizer.ts';
import type { Tokenizer } from './csv/tokenizer.ts';
import { requireDisk } from './free-disk.ts';
import { readPlan, withDigits } from './plan.ts';
import { readyFile } from './preview.ts';
import type { ImportSource, ReadyFile } from './preview.ts';
import { missingColumns } from './profiles.ts';
import { blockBytes, openFile } from './sample.ts';
import { rowSink } from './row-sink.ts';
import type { Imported, RowSink } from './row-sink.ts';
import { rowDigest, totalsOf } from './totals.ts';

/** Version of the reading: grows when the same file under the same profile would give other rows. */
export const importerVersion = 'csv-1';

export type ImportTask = ImportSource & {
  /** names the import; UUIDv7 */
  readonly importId: string;
  /** the case's books as the session holds them */
  readonly books: Store;
  /** the same file for the import's own connection */
  readonly place: BooksPlace;
  /** where the bytes of the file go, into a part named by the import */
  readonly evidence: PartPlace;
  /** files that stand in this table already */
  readonly there: readonly { readonly sha256: Sha256; readonly bytes: number }[];
  readonly signal: CancelSignal;
  readonly progress: (progress: Progress) => void;
};

/** What the import operation pins. Rows are in the books, and visible as soon as that operation stands. */
export type ImportOutcome = {
  readonly result: ImportResult;
  readonly fileName: string;
  readonly table: ImportSource['table'];
  readonly importer: string;
  readonly profile: Profile;
  readonly encoding: string;
  readonly rowDigest: string;
};

/**
 * Imports a CSV file: reads it once, hashes and encrypts the bytes as evidence, types every row or lists it with its problem, writes the
 * rows in one transaction, then builds words and indexes. The caller takes over the evidence (`BlobStore.keep`), appends the import
 * operation and then calls `settleImport`; without that operation the rows are purged at the next start.
 * @throws Refused file_* , profile_invalid, disk_full, file_changed, file_already_imported, cancelled; nothing stays in the books then
 */
export async function runImport(task: ImportTask): Promise<ImportOutcome> {
  const ready = await readyFile(task);
  const missing = missingColumns(ready.profile);
  if (missing.length > 0)
    throw new Refused({ code: 'file_headers_unknown', at: ready.sample.fileName, args: { missing: missing.join(', ') } });
  refuseOtherDigits(task, ready.profile);
  const params = withDigits(task.params, ready.profile);
  const reader = rowReader(readPlan(ready.profile, ready.sample.headers, ready.sample.fileName), params);
  await requireDisk(path.dirname(task.place.file), ready.sample.bytes);
  await refuseSecondTime(task, ready);
  task.books.write((db) => noteImport(db, { importId: task.importId, table: task.table, fileName: ready.sample.fileName }));
  try {
    return await loadFile(task, ready, { reader, params });
  } catch (error) {
    task.books.write((db) => settleImport(db, task.importId));
    throw error;
  }
}

async function loadFile(
  task: ImportTask,
  ready: ReadyFile,
  { reader, params }: { reader: RowReader; params: ReaderParams },
): Promise<ImportOutcome> {
  const load = beginLoad(task.place, { table: task.table, columns: reader.columns.map((c) => c.name), expectedRows: expectedRows(ready) });
  const blob = await beginPart(task.evidence, task.importId);
  try {
    const rows = rowSink(load, reader, { totals: totalsOf(reader.columns, params), digest: rowDigest(task.table, reader.columns) });
    await readAll(task, ready, { rows, blob });
    const imported = rows.end();
    await finish(task, load);
    const evidence = await blob.leave();
    load.commit(evidence.sha256, task.importId);
    return outcome(task, ready, { imported, evidence });
  } catch (error) {
    await blob.abort();
    throw error;
  } finally {
    load.close();
  }
}

/** The books of a case keep a currency with one number of digits: a profile cannot state another one after amounts were imported. */
function refuseOtherDigits(task: ImportTask, profile: Profile): void {
  for (const [currency, digits] of Object.entries(profile.digits ?? {})) {
    const inForce = task.digits?.[currency] ?? task.params.currencyDigits(currency);
    const wanted = task.profile?.digits?.[currency] ?? digits;
    const conflict = digits !== wanted || (inForce !== digits && task.books.read((db) => usesCurrency(db, currency)));
    if (conflict) throw new Refused({ code: 'profile_invalid', at: profile.name, args: { problem: `digits ${currency}` } });
  }
}

const expectedRows = ({ sample }: ReadyFile): number => {
  const seen = sample.records.reduce((bytes, { record }) => bytes + record.length, 1);
  return sample.whole ? sample.records.length : Math.round((sample.bytes / seen) * sample.records.length);
};

const stopIf = (signal: CancelSignal): void => {
  if (signal.aborted) throw new Refused({ code: 'cancelled' });
};

/** One pass over the file: evidence and rows are the same bytes. @throws Refused file_changed, cancelled, file_* */
async function readAll(
  task: ImportTask,
  { sample, profile }: ReadyFile,
  to: { readonly rows: RowSink; readonly blob: PartWriter },
): Promise<void> {
  const handle = await openFile(task.path);
  const encoding = profile.encoding ?? 'utf-8';
  try {
    let tokenizer: Tokenizer | undefined;
    let done = 0;
    for await (const block of blocksOf(handle)) {
      stopIf(task.signal);
      const skip = done === 0 ? markLength(block, encoding) : 0;
      tokenizer ??= csvTokenizer({ delimiter: profile.delimiter ?? ',', encoding, skip, file: sample.fileName });
      const stored = to.blob.write(block);
      try {
        tokenizer.feed(block.subarray(skip), to.rows.take);
      } finally {
        await stored;
      }
      done += block.length;
      task.progress({ stage: 'read', done, total: Math.max(sample.bytes, done) });
      await nextTurn();
    }
    tokenizer?.end(to.rows.take);
    const stat = await handle.stat();
    if (stat.size !== sample.bytes || stat.mtimeMs !== sample.modified || done !== sample.bytes) {
      throw new Refused({ code: 'file_changed', at: sample.fileName });
    }
  } finally {
    await handle.close();
  }
}

async function* blocksOf(handle: FileHandle): AsyncGenerator<Buffer> {
  for (let from = 0; ; ) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(blockBytes), 0, blockBytes, from);
    if (bytesRead === 0) return;
    from += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The rows of a file have one name each, so the same bytes go into a table once. Hashes only a file as long as one that is there. */
async function refuseSecondTime(task: ImportTask, { sample }: ReadyFile): Promise<void> {
  const there = task.there.filter((file) => file.bytes === sample.bytes);
  if (there.length === 0) return;
  const hash = createHash('sha256');
  const handle = await openFile(task.path);
  try {
    for await (const block of blocksOf(handle)) hash.update(block);
  } finally {
    await handle.close();
  }
  const sha256 = hash.digest('hex');
  if (there.some((file) => file.sha256 === sha256)) throw new Refused({ code: 'file_already_imported', at: sample.fileName });
}

async function finish(task: ImportTask, load: BookLoad): Promise<void> {
  let total = 0;
  for (let left = 1; left > 0; ) {
    stopIf(task.signal);
    left = load.finishStep();
    total = Math.max(total, left + 1);
    task.progress({ stage: 'index', done: total - left, total });
    await nextTurn();
  }
}

function outcome(
  task: ImportTask,
  { sample, profile }: ReadyFile,
  { imported, evidence }: { imported: Imported; evidence: StoredBlob },
): ImportOutcome {
  const { rows, rejected, rejectedCount, sums, repaired } = imported;
  return {
    result: { importId: task.importId, evidence, rows, rejected: [...rejected], rejectedCount, sums, repaired },
    fileName: sample.fileName,
    table: task.table,
    importer: importerVersion,
    profile,
    encoding: sample.encoding,
    rowDigest: imported.digest,
  };
}
