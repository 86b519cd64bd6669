import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beginLoad } from '../../db/repositories/books-load.ts';
import type { BookLoad, BooksPlace, TableLoad } from '../../db/repositories/books-load.ts';
import { noteImport, settleImport, usesCurrency } from '../../db/repositories/books-imports.ts';
import type { Store } from '../../db/store.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Profile } from '../../contract/rpc/books.ts';
import type { CancelSignal, Progress } from '../../contract/rpc/call.ts';
import { partFile } from '../evidence/blob-writer.ts';
import type { PartPlace } from '../evidence/blob-writer.ts';
import { requireDisk } from './free-disk.ts';
import { importOutcome, profileFacts } from './imported-file.ts';
import type { ImportOutcome } from './imported-file.ts';
import { readyFile, refuseAmbiguous } from './preview.ts';
import type { ImportSource, ReadyFile } from './preview.ts';
import { missingColumns } from './profiles.ts';
import { blocksOf, readFile, readerOf } from './read-file.ts';
import type { FileRead, FileTask } from './read-file.ts';
import { readerParams } from './reader-params.ts';
import type { Reading } from './reader-params.ts';
import { readInThread } from './reading-thread.ts';
import { openFile } from './sample.ts';

/** Version of the reading: grows when the same file under the same profile would give other rows. @source docs/decisions/hashes-of-work.md */
export const importerVersion = 'csv-4';

export type ImportTask = Omit<ImportSource, 'params'> & {
  readonly reading: Reading;
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

/**
 * Imports a CSV file: reads it once, hashes and encrypts the bytes as evidence, types every row or lists it with its problem, writes the
 * rows in one transaction, then builds words and indexes. The caller takes over the evidence (`BlobStore.keep`), appends the import
 * operation and then calls `settleImport`; without that operation the rows are purged at the next start.
 * @throws Refused file_* , profile_invalid, disk_full, file_changed, file_already_imported, cancelled; nothing stays in the books then
 */
export async function runImport(task: ImportTask): Promise<ImportOutcome> {
  const ready = await readyFile({ ...task, params: readerParams(task.reading) });
  refuseAmbiguous(ready);
  const missing = missingColumns(ready.profile);
  if (missing.length > 0)
    throw new Refused({ code: 'file_headers_unknown', at: ready.sample.fileName, args: { missing: missing.join(', ') } });
  refuseOtherDigits(task, ready.profile);
  await requireDisk(path.dirname(task.place.file), ready.sample.bytes);
  await refuseSecondTime(task, ready);
  task.books.write((db) => noteImport(db, { importId: task.importId, table: task.table, fileName: ready.sample.fileName }));
  try {
    return await loadFile(task, ready);
  } catch (error) {
    task.books.write((db) => settleImport(db, task.importId));
    throw error;
  }
}

/** Smaller files are read before a thread would have started. */
const worthAThread = 4 * 1024 * 1024;

async function loadFile(task: ImportTask, ready: ReadyFile): Promise<ImportOutcome> {
  const file = fileTask(task, ready);
  const columns = readerOf(file).columns.map((c) => c.name);
  const load = beginLoad(task.place);
  try {
    const into = load.table({ importId: task.importId, scope: '', table: task.table, columns, expectedRows: expectedRows(ready) });
    const read = await readRows(task, file, into);
    await finishLoad(task, load);
    load.commit(read.evidence.sha256);
    return outcome(task, ready, read);
  } catch (error) {
    fs.rmSync(partFile(task.evidence.folder, task.importId), { force: true });
    throw error;
  } finally {
    load.close();
  }
}

const fileTask = (task: ImportTask, { sample, profile }: ReadyFile): FileTask => ({
  path: task.path,
  table: task.table,
  file: { name: sample.fileName, bytes: sample.bytes, modified: sample.modified, headers: sample.headers },
  profile,
  reading: task.reading,
  evidence: task.evidence,
  part: task.importId,
});

function readRows(task: ImportTask, file: FileTask, load: TableLoad): Promise<FileRead> {
  const step = (done: number): void => {
    stopIf(task.signal);
    task.progress({ stage: 'read', done, total: Math.max(file.file.bytes, done) });
  };
  if (file.file.bytes >= worthAThread) return readInThread(file, { insert: load.insert, afterBlock: step });
  const afterBlock = async (done: number): Promise<void> => {
    step(done);
    await nextTurn();
  };
  return readFile(file, { insert: load.insert, afterBlock });
}

/** The books of a case keep a currency with one number of digits: a profile cannot state another one after amounts were imported. */
function refuseOtherDigits(task: ImportTask, profile: Profile): void {
  for (const [currency, digits] of Object.entries(profile.digits ?? {})) {
    const inForce = task.digits?.[currency] ?? readerParams(task.reading).currencyDigits(currency);
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

/** Indexes and statistics, step by step. @throws Refused cancelled */
export async function finishLoad(task: Pick<ImportTask, 'signal' | 'progress'>, load: BookLoad): Promise<void> {
  let total = 0;
  for (let left = 1; left > 0; ) {
    stopIf(task.signal);
    left = load.finishStep();
    total = Math.max(total, left + 1);
    task.progress({ stage: 'index', done: total - left, total });
    await nextTurn();
  }
}

/** Two accounts and one amount: the turnover of the other account is not in the rows. A journal that is read as what it is has both. */
const isOneSided = ({ table, columns }: Profile): boolean =>
  table === 'ledger' &&
  columns['contra_account'] !== undefined &&
  (columns['debit_minor'] === undefined) !== (columns['credit_minor'] === undefined);

function outcome(task: ImportTask, { sample, profile, origin }: ReadyFile, { imported, evidence }: FileRead): ImportOutcome {
  const file = { evidence, fileName: sample.fileName, importer: importerVersion, encoding: sample.encoding };
  const only = { importId: task.importId, table: task.table, scope: '', profile, imported };
  const { count = 0, lines = [], checks = [] } = imported.totalLines ?? {};
  const where = count > lines.length ? `${lines.join(', ')}, …` : lines.join(', ');
  const facts = [...profileFacts([{ profile, origin }]), ...(count === 0 ? [] : [{ name: 'total_lines', value: `${count} (${where})` }])];
  const told = isOneSided(profile) ? [...facts, { name: 'journal_one_side', value: sample.fileName }] : facts;
  return importOutcome(file, [only], { format: 'csv', checks: [...checks], facts: told, unread: [] });
}
