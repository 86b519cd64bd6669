import fs from 'node:fs';
import path from 'node:path';
import { beginLoad } from '../../db/repositories/books-load.ts';
import type { BookLoad } from '../../db/repositories/books-load.ts';
import { noteImport, settleImport } from '../../db/repositories/books-imports.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import type { TableName } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { ImportResult } from '../../contract/rpc/books.ts';
import { beginPart, partFile } from '../evidence/blob-writer.ts';
import type { StoredBlob } from '../evidence/blob-writer.ts';
import { newId } from '../vault/new-id.ts';
import { requireDisk } from './free-disk.ts';
import { importOutcome } from './imported-file.ts';
import type { ImportedTable, ImportOutcome } from './imported-file.ts';
import { planOf } from './found-plan.ts';
import type { FoundPlan } from './found-plan.ts';
import { readPlan, withDigits } from './plan.ts';
import { blocksOf } from './read-file.ts';
import { readerParams } from './reader-params.ts';
import type { FileCheck, FormatReader, FoundRecord, FoundTable } from './reading/format-reader.ts';
import { readerSettings } from './reading/pdf/settings.ts';
import { readApart } from './reading/read-apart.ts';
import { rowTyping } from './row-sink.ts';
import type { RowTyping } from './row-sink.ts';
import { finishLoad } from './run-import.ts';
import type { ImportTask } from './run-import.ts';
import { openFile } from './sample.ts';
import { rowDigest, totalsOf } from './totals.ts';

/** What the auditor said it is: null where each table is told by the format or its headers. */
export type FoundTask = Omit<ImportTask, 'table' | 'there'> & {
  readonly table: TableName | null;
  /** imports that stand: the same bytes go into a table once */
  readonly there: readonly { readonly sha256: Sha256; readonly table: TableName; readonly scope: string }[];
};

type Open = { readonly importId: string; readonly plan: FoundPlan; readonly typing: RowTyping };
type Unread = { readonly scope: string; readonly headers: readonly string[]; records: number };

/** About what a row of a structured file takes: decides whether indexes are taken down for the load. */
const bytesPerRow = 400;
/** A hostile file may fail ten thousand checks; the certificate names the first of them and says how many there were. */
const keptChecks = 1000;
const keptFacts = 1000;

/**
 * Imports what a reader finds in a file: one import per table and part of the file, all in one transaction, one item of evidence. The
 * reader runs in a process without keys; here its records are typed and written. The caller takes over the evidence and appends the
 * operations; without them the rows are purged at the next start.
 * @throws Refused file_*, format_unknown, file_already_imported, file_no_table, disk_full, cancelled; nothing stays in the books then
 */
export async function importFound(task: FoundTask, reader: FormatReader): Promise<ImportOutcome> {
  const fileName = path.basename(task.path);
  const before = fs.statSync(task.path, { throwIfNoEntry: false });
  if (before?.isFile() !== true) throw new Refused({ code: 'file_unreadable', at: fileName });
  await requireDisk(path.dirname(task.place.file), before.size);
  task.books.write((db) => noteImport(db, { importId: task.importId, table: task.table ?? 'declarations', fileName }));
  try {
    return await loadFound(task, reader, before);
  } catch (error) {
    fs.rmSync(partFile(task.evidence.folder, task.importId), { force: true });
    task.books.write((db) => settleImport(db, task.importId));
    throw error;
  }
}

async function loadFound(task: FoundTask, reader: FormatReader, before: fs.Stats): Promise<ImportOutcome> {
  const fileName = path.basename(task.path);
  const load = beginLoad(task.place);
  try {
    const evidence = await keepBytes(task, before.size);
    const { imports, ...told } = await readInto(task, { reader, load, evidence, fileName });
    const after = fs.statSync(task.path);
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw new Refused({ code: 'file_changed', at: fileName });
    await finishLoad(task, load);
    load.commit(evidence.sha256);
    const encoding = told.facts.find((fact) => fact.name === 'encoding')?.value ?? '';
    return importOutcome({ evidence, fileName, importer: reader.version, encoding }, imports, told);
  } finally {
    load.close();
  }
}

/** The bytes go into the evidence first: whatever becomes of the reading, it is of these bytes. */
async function keepBytes(task: FoundTask, total: number): Promise<StoredBlob> {
  const blob = await beginPart(task.evidence, task.importId);
  const handle = await openFile(task.path);
  try {
    let done = 0;
    for await (const block of blocksOf(handle)) {
      if (task.signal.aborted) throw new Refused({ code: 'cancelled' });
      await blob.write(block);
      done += block.length;
      task.progress({ stage: 'keep', done, total: Math.max(total, done) });
    }
    return await blob.leave();
  } catch (error) {
    await blob.abort();
    throw error;
  } finally {
    await handle.close();
  }
}

type Into = { readonly reader: FormatReader; readonly load: BookLoad; readonly evidence: StoredBlob; readonly fileName: string };

type Told = Pick<ImportResult, 'format' | 'checks' | 'facts' | 'unread'> & { readonly imports: readonly ImportedTable[] };

async function readInto(task: FoundTask, into: Into): Promise<Told> {
  const parts: (Open | Unread)[] = [];
  const checks: FileCheck[] = [];
  const facts: { name: string; value: string }[] = [];
  const typingOf = (table: number): RowTyping | null => {
    const part = parts[table];
    return part !== undefined && 'typing' in part ? part.typing : null;
  };
  // rows of one table follow each other import by import: what is left of one goes in before the next begins
  const current = new Map<TableName, Open>();
  const add = (part: Open, record: FoundRecord): void => {
    const before = current.get(part.plan.table);
    if (before !== part) before?.typing.flush();
    if (before !== part) current.set(part.plan.table, part);
    part.typing.add(record);
  };
  const settings = readerSettings(into.reader.format, task.saved, task.profile);
  const sha256 = await readApart(
    { format: into.reader.format, path: task.path, name: into.fileName, settings, signal: task.signal as AbortSignal },
    {
      table: (found) => void parts.push(openPart(withLayout(task, facts), into, found)),
      record: (table, record) => {
        const part = parts[table];
        if (part !== undefined && 'typing' in part) add(part, record);
        else if (part !== undefined) part.records += 1;
      },
      problem: (table, line, problem) => typingOf(table)?.reject(line, problem),
      check: (check) => void (checks.length < keptChecks && checks.push(check)),
      fact: (name, value) => void (facts.length < keptFacts && facts.push({ name, value })),
      bytes: (done) => task.progress({ stage: 'read', done, total: Math.max(into.evidence.bytes, done) }),
    },
  );
  if (sha256 !== into.evidence.sha256) throw new Refused({ code: 'file_changed', at: into.fileName });
  const unread = parts.filter((part): part is Unread => !('typing' in part)).map((part) => ({ ...part, headers: [...part.headers] }));
  return {
    imports: closeParts(parts, into.fileName),
    format: into.reader.format,
    unread,
    checks,
    facts: [...facts, ...otherCurrency(facts, task.reading.nationalCurrency)],
  };
}

/** Books kept in another currency than the case's are not converted: it is said beside their sums. */
function otherCurrency(
  facts: readonly { readonly name: string; readonly value: string }[],
  national: string,
): { name: string; value: string }[] {
  const kept = facts.find((fact) => fact.name === 'currency')?.value ?? national;
  return kept === national ? [] : [{ name: 'other_currency', value: `${kept}, ${national}` }];
}

/** A file that was cut by the layout of a saved profile is mapped by that profile too, and pins it. */
function withLayout(task: FoundTask, facts: readonly { readonly name: string; readonly value: string }[]): FoundTask {
  const name = facts.find((fact) => fact.name === 'pdf_template')?.value;
  const profile = task.saved.find((one) => one.pdf !== undefined && one.name === name);
  const fits = profile !== undefined && task.profile === undefined && (task.table ?? profile.table) === profile.table;
  return fits ? { ...task, profile } : task;
}

/** Rows of a part that fits a table go there; the records of any other are counted and said to be unread. */
function openPart(task: FoundTask, into: Into, found: FoundTable): Open | Unread {
  const plan = planOf(found, task, into.reader.format);
  if (plan === null) return { scope: found.scope, headers: found.headers, records: 0 };
  const { table, profile } = plan;
  const twice = (one: FoundTask['there'][number]): boolean =>
    one.sha256 === into.evidence.sha256 && one.table === table && one.scope === found.scope;
  if (task.there.some(twice)) throw new Refused({ code: 'file_already_imported', at: into.fileName });
  const params = withDigits(readerParams(task.reading), profile);
  const reader = rowReader(readPlan(profile, found.headers, into.fileName), params);
  const columns = [...reader.columns, { name: 'locator', type: 'text' } as const];
  const importId = newId();
  const load = into.load.table({
    importId,
    scope: found.scope,
    table,
    columns: columns.map((c) => c.name),
    expectedRows: into.evidence.bytes / bytesPerRow,
  });
  const sums = { totals: totalsOf(reader.columns, params), digest: rowDigest(table, columns), located: true };
  return { importId, plan, typing: rowTyping(load, reader, sums) };
}

/** @throws Refused file_no_table when nothing of the file went anywhere */
function closeParts(parts: readonly (Open | Unread)[], fileName: string): readonly ImportedTable[] {
  const open = parts.filter((part): part is Open => 'typing' in part);
  if (open.length === 0) throw new Refused({ code: 'file_no_table', at: fileName });
  return open.map(({ importId, plan, typing }) => ({ importId, ...plan, imported: typing.end() }));
}
