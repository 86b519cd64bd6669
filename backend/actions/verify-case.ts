import fs from 'node:fs';
import type { HandlerContext } from '../../contract/rpc/call.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import { checkpointIds } from '../../db/repositories/checkpoints.ts';
import { isRecordedCopy } from '../../db/repositories/copies.ts';
import { importRecords } from '../../db/repositories/imports.ts';
import { caseStreams, readOperations, storedOperations } from '../../db/repositories/log.ts';
import { Refused } from '../../domain/model/refused.ts';
import { verifyCheckpoints } from '../../domain/caselog/checkpoints.ts';
import { readHeader } from '../../domain/caselog/log-file.ts';
import type { Logged } from '../../domain/caselog/log-file.ts';
import { readOperation } from '../../domain/caselog/read-operation.ts';
import { verifyLog, verifyStored } from '../../domain/caselog/verify-log.ts';
import type { LogCheck } from '../../domain/caselog/verify-log.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { ReadDb } from '../../db/store.ts';
import { columnsOfProfile } from '../analysis/dataset.ts';
import { checkCaseFiles } from '../vault/index.ts';
import { compareChildren } from './children.ts';
import { deviceSigned } from './device-key.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

/** More than this is no log that anybody exported: a case has thousands of operations, a million take 1 GiB. */
const mostBytes = 2 ** 30;

/** What a check found, with the number of checkpoints that hold. */
export type CaseCheck = LogCheck & { readonly checkpoints?: number };

function linesOf(file: string): string[] {
  let text: string | null = null;
  try {
    const stat = fs.statSync(file);
    if (stat.isFile() && stat.size <= mostBytes) text = fs.readFileSync(file, 'utf8');
  } catch {
    // told below
  }
  if (text === null) throw new Refused({ code: 'file_unreadable', at: file });
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** The operations of lines that were found whole. */
const loggedIn = (lines: readonly string[]): Logged[] =>
  lines.slice(1).map((line) => {
    const { op, hash } = JSON.parse(line) as { op: unknown; hash: string };
    return { op: readOperation(op), hash };
  });

/** An exported log by itself; the signatures of its checkpoints need the vault's key and are not looked at. @throws Refused file_unreadable */
export function verifyExportedLog(file: string): CaseCheck {
  const lines = linesOf(file);
  const found = verifyLog(lines, sha256);
  const header = readHeader(JSON.parse(found.ok ? (lines[0] ?? 'null') : 'null'));
  if (header === null) return found;
  const { checkpoints, broken } = verifyCheckpoints(loggedIn(lines), { case: header.case, sha256 });
  // the header is the first line of the file
  return broken === null ? { ...found, checkpoints } : { ...found, ok: false, broken: { ...broken, line: broken.line + 1 } };
}

/** The log in the vault: its chain, then every checkpoint against it and under the key of the device that signed. */
function verifyOwn(session: Session, db: ReadDb, caseId: CaseId): CaseCheck {
  const own = verifyStored(caseId, storedOperations(db, caseId), sha256, { streams: caseStreams(db, caseId) });
  if (!own.ok) return own;
  const given = { case: caseId, sha256, known: checkpointIds(db, caseId) };
  const signed = (what: { bytes: Uint8Array; signature: string; device: string }): boolean => deviceSigned(session, what);
  const { checkpoints, broken } = verifyCheckpoints([...readOperations(db, caseId)], { ...given, signed });
  return broken === null ? { ...own, checkpoints } : { ...own, ok: false, broken };
}

/**
 * A file that is a true beginning of the log and left as it is: the log itself says so, under the file's hash, as its next operation.
 * What came after that does not make it wrong.
 */
function grown(db: ReadDb, caseId: CaseId, lines: readonly string[], found: LogCheck): LogCheck {
  const { behind, ...rest } = found;
  const hash = (): string => sha256(Buffer.from(`${lines.join('\n')}\n`, 'utf8'));
  if (behind === undefined || !isRecordedCopy(db, caseId, { kind: 'log', sha256: hash() })) return found;
  const since = behind - 1;
  return { ...rest, ok: true, broken: null, ...(since === 0 ? {} : { behind: since }) };
}

/**
 * The vault's log of a case, then every page of its books and every piece of its evidence; with a file, that file held against the log.
 * @throws Refused file_unreadable, vault_damaged naming the damaged file, books_differ naming a file whose rows are not the pinned ones
 */
export async function verifyCase(session: Session, caseId: CaseId, file: string | undefined, context: HandlerContext): Promise<CaseCheck> {
  const vault = session.vault();
  const found = vault.assay.read((db) => {
    caseRecord(db, caseId);
    const own = verifyOwn(session, db, caseId);
    if (file === undefined || !own.ok) return own;
    const lines = linesOf(file);
    return grown(db, caseId, lines, verifyLog(lines, sha256, { vault: readOperations(db, caseId) }));
  });
  if (found.ok) await checkCaseFiles(vault, caseId);
  if (found.ok) await requireImportedRows(session, caseId, context);
  return found;
}

/** The rows in the books, without what was put over them, are the ones that the import operations pinned. */
async function requireImportedRows(session: Session, caseId: CaseId, context: HandlerContext): Promise<void> {
  const vault = session.vault();
  const records = vault.assay.read((db) => importRecords(db, caseId)).filter((one) => one.rows > 0);
  if (records.length === 0) return;
  vault.books(caseId);
  const imports = records.map(({ importId, table, format, profile, rowDigest }) => {
    return { importId, table, format, rowDigest, columns: columnsOfProfile(profile) };
  });
  const options = { signal: context.signal, onProgress: context.progress };
  const [first] = await compareChildren(session).ask(caseId, 'books.digest', { place: vault.booksAccess(caseId), imports }, options);
  const differing = records.find((one) => one.importId === first);
  if (differing !== undefined) throw new Refused({ code: 'books_differ', at: differing.fileName });
}
