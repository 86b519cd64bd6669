import fs from 'node:fs';
import path from 'node:path';
import { beginLoad } from '../../db/repositories/books-load.ts';
import type { BookLoad } from '../../db/repositories/books-load.ts';
import { noteImport, settleImport } from '../../db/repositories/books-imports.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import type { TableName } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Words } from '../../domain/model/words.ts';
import type { ImportResult } from '../../contract/rpc/books.ts';
import { beginPart, partFile } from '../evidence/blob-writer.ts';
import type { StoredBlob } from '../evidence/blob-writer.ts';
import { newId } from '../vault/new-id.ts';
import { memoBeside } from './dbf-beside.ts';
import { requireDisk } from './free-disk.ts';
import { importOutcome } from './imported-file.ts';
import { profileFacts } from './imported-file.ts';
import type { BesideFile, ImportedTable, ImportOutcome } from './imported-file.ts';
import { planOf } from './found-plan.ts';
import type { FoundPlan } from './found-plan.ts';
import { completeForms, readPlan, withDigits } from './plan.ts';
import { blocksOf } from './read-file.ts';
import type { FileOwner } from './profiles.ts';
import { readerParams } from './reader-params.ts';
import type { FileCheck, FormatReader, FoundRecord, FoundTable } from './reading/format-reader.ts';
import { readerSettings } from './reader-settings.ts';
import { readApart } from './reading/read-apart.ts';
import type { ApartBeside } from './reading/read-apart.ts';
import { rowTyping } from './row-sink.ts';
import type { RowTyping } from './row-sink.ts';
import { finishLoad } from './run-import.ts';
import type { ImportTask } from './run-import.ts';
import { openFile, sampleRecords } from './sample.ts';
import { rowDigest, totalsOfTable } from './totals.ts';

/** What the auditor said it is: null where each table is told by the format or its headers. */
export type FoundTask = Omit<ImportTask, 'table' | 'there'> & {
  readonly table: TableName | null;
  /** imports that stand: the same bytes go into a table once */
  readonly there: readonly { readonly sha256: Sha256; readonly table: TableName; readonly scope: string }[];
};

type Open = { readonly importId: string; readonly plan: FoundPlan; readonly typing: RowTyping };
/** The first records of a part whose numbers and days have a form yet to be seen. */
type Waiting = {
  readonly found: FoundTable;
  readonly plan: FoundPlan;
  readonly first: FoundRecord[];
  readonly problems: { readonly line: number; readonly problem: Words }[];
};
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
    for (const part of [task.importId, besidePart(task.importId)]) fs.rmSync(partFile(task.evidence.folder, part), { force: true });
    task.books.write((db) => settleImport(db, task.importId));
    throw error;
  }
}

/** The part of the evidence that takes the file beside the imported one. */
export const besidePart = (importId: string): string => `${importId}-beside`;

async function loadFound(task: FoundTask, reader: FormatReader, before: fs.Stats): Promise<ImportOutcome> {
  const fileName = path.basename(task.path);
  const memo = await memoBeside(task.path, reader.format);
  const load = beginLoad(task.place);
  try {
    const evidence = await keepBytes(task, { path: task.path, part: task.importId, total: before.size });
    const kept = memo === null ? null : await keepBytes(task, { path: memo.path, part: besidePart(task.importId), total: before.size });
    const beside = memo === null || kept === null ? null : { path: memo.path, name: memo.name, evidence: kept };
    const { imports, ...told } = await readInto(task, { reader, load, evidence, fileName, beside });
    const after = fs.statSync(task.path);
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw new Refused({ code: 'file_changed', at: fileName });
    await finishLoad(task, load);
    load.commit(evidence.sha256);
    const encoding = told.facts.find((fact) => fact.name === 'encoding')?.value ?? '';
    return importOutcome({ evidence, fileName, importer: reader.version, encoding, beside }, imports, told);
  } finally {
    load.close();
  }
}

type Kept = { readonly path: string; readonly part: string; readonly total: number };

/** The bytes go into the evidence first: whatever becomes of the reading, it is of these bytes. */
async function keepBytes(task: FoundTask, { path: file, part, total }: Kept): Promise<StoredBlob> {
  const blob = await beginPart(task.evidence, part);
  const handle = await openFile(file);
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

type Into = {
  readonly reader: FormatReader;
  readonly load: BookLoad;
  readonly evidence: StoredBlob;
  readonly fileName: string;
  readonly beside: (BesideFile & { readonly path: string }) | null;
};

type Told = Pick<ImportResult, 'format' | 'checks' | 'facts' | 'unread'> & { readonly imports: readonly ImportedTable[] };

type FoundParts = {
  readonly open: (found: FoundTable, owner: FileOwner, task: FoundTask) => void;
  readonly record: (table: number, record: FoundRecord) => void;
  readonly problem: (table: number, line: number, problem: Words) => void;
  /** Begins what still waits, and gives all parts. */
  readonly end: () => readonly (Open | Unread)[];
};

/** Where the records of a file go, part by part. */
function foundParts(task: FoundTask, into: Into): FoundParts {
  const parts: (Open | Unread | Waiting)[] = [];
  // rows of one table follow each other import by import: what is left of one goes in before the next begins
  const current = new Map<TableName, Open>();
  const add = (part: Open, record: FoundRecord): void => {
    const before = current.get(part.plan.table);
    if (before !== part) before?.typing.flush();
    if (before !== part) current.set(part.plan.table, part);
    part.typing.add(record);
  };
  /** The form of the file is decided once, by its first records; from then on they are read as they come. */
  const begin = (at: number, part: Waiting): Open => {
    const records = part.first.map((record) => ({ record }));
    const profile = completeForms(part.plan.profile, { headers: part.found.headers, delimiter: '', records });
    const open = openTable(task, into, { found: part.found, plan: { ...part.plan, profile } });
    parts[at] = open;
    for (const { line, problem } of part.problems) open.typing.reject(line, problem);
    for (const record of part.first) add(open, record);
    return open;
  };
  return {
    open: (found, owner, asked) => void parts.push(openPart(asked, into, { found, owner })),
    record: (table, record) => {
      const part = parts[table];
      if (part === undefined) return;
      if ('typing' in part) return add(part, record);
      if ('records' in part) return void (part.records += 1);
      part.first.push(record);
      if (part.first.length >= sampleRecords) begin(table, part);
    },
    problem: (table, line, problem) => {
      const part = parts[table];
      if (part === undefined || 'records' in part) return;
      if ('typing' in part) return part.typing.reject(line, problem);
      part.problems.push({ line, problem });
      if (part.problems.length >= sampleRecords) begin(table, part);
    },
    end: () => parts.map((part, at) => ('first' in part ? begin(at, part) : part)),
  };
}

async function readInto(task: FoundTask, into: Into): Promise<Told> {
  const parts = foundParts(task, into);
  const checks: FileCheck[] = [];
  const facts: { name: string; value: string }[] = [];
  const settings = readerSettings(into.reader.format, task.saved, task.profile);
  const beside = besideOf(into.beside);
  const sha256 = await readApart(
    // the version, not the format alone: the operation pins it
    { format: into.reader.version, path: task.path, name: into.fileName, settings, beside, signal: task.signal as AbortSignal },
    {
      table: (found) => parts.open(found, ownerOf(task, facts), withLayout(task, facts)),
      record: parts.record,
      problem: parts.problem,
      check: (check) => void (checks.length < keptChecks && checks.push(check)),
      fact: (name, value) => void (facts.length < keptFacts && facts.push({ name, value })),
      bytes: (done) => task.progress({ stage: 'read', done, total: Math.max(into.evidence.bytes, done) }),
    },
  );
  if (sha256 !== into.evidence.sha256) throw new Refused({ code: 'file_changed', at: into.fileName });
  const all = parts.end();
  const used = profileFacts(all.flatMap((part) => ('plan' in part ? [part.plan] : [])));
  return {
    imports: closeParts(all, into.fileName),
    format: into.reader.format,
    unread: all.filter((part): part is Unread => 'records' in part).map((part) => ({ ...part, headers: [...part.headers] })),
    checks,
    facts: [...facts, ...besideFacts(into.beside), ...used, ...otherCurrency(facts, task.reading.nationalCurrency)],
  };
}

const besideOf = (beside: Into['beside']): ApartBeside | undefined =>
  beside === null ? undefined : { path: beside.path, name: beside.name, sha256: beside.evidence.sha256 };

/** The certificate names the file that the rows were read with, by its hash too. */
const besideFacts = (beside: Into['beside']): { name: string; value: string }[] =>
  beside === null ? [] : [{ name: 'memo', value: `${beside.name}, SHA-256 ${beside.evidence.sha256}` }];

/** Books kept in another currency than the case's are not converted: it is said beside their sums. */
function otherCurrency(
  facts: readonly { readonly name: string; readonly value: string }[],
  national: string,
): { name: string; value: string }[] {
  const kept = facts.find((fact) => fact.name === 'currency')?.value ?? national;
  return kept === national ? [] : [{ name: 'other_currency', value: `${kept}, ${national}` }];
}

type Facts = readonly { readonly name: string; readonly value: string }[];

/** A file that was cut by the layout of a saved profile is mapped by that profile too, and pins it. */
function withLayout(task: FoundTask, facts: Facts): FoundTask {
  const named = facts.find((fact) => fact.name === 'pdf_template' || fact.name === 'fixed_template')?.value;
  const profile = task.saved.find((one) => (one.pdf !== undefined || one.fixed !== undefined) && one.name === named);
  const fits = profile !== undefined && task.profile === undefined && (task.table ?? profile.table) === profile.table;
  return fits ? { ...task, profile, origin: 'saved' } : task;
}

const ownerOf = ({ taxid }: FoundTask, facts: Facts): FileOwner => ({
  taxid: taxid ?? '',
  software: facts.find((fact) => fact.name === 'software')?.value ?? '',
});

type Part = { readonly found: FoundTable; readonly owner: FileOwner };

/** Rows of a part that fits a table go there; the records of any other are counted and said to be unread. */
function openPart(task: FoundTask, into: Into, { found, owner }: Part): Open | Unread | Waiting {
  const plan = planOf(found, { ...task, owner }, into.reader.format);
  if (plan === null) return { scope: found.scope, headers: found.headers, records: 0 };
  return plan.open ? { found, plan, first: [], problems: [] } : openTable(task, into, { found, plan });
}

/** @throws Refused file_already_imported */
function openTable(task: FoundTask, into: Into, { found, plan }: { readonly found: FoundTable; readonly plan: FoundPlan }): Open {
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
  const sums = { totals: totalsOfTable(table, reader.columns, params), digest: rowDigest(table, columns), located: true };
  return { importId, plan, typing: rowTyping(load, reader, sums) };
}

/** @throws Refused file_no_table when nothing of the file went anywhere */
function closeParts(parts: readonly (Open | Unread)[], fileName: string): readonly ImportedTable[] {
  const open = parts.filter((part): part is Open => 'typing' in part);
  if (open.length === 0) throw new Refused({ code: 'file_no_table', at: fileName });
  return open.map(({ importId, plan, typing }) => ({ importId, ...plan, imported: typing.end() }));
}
