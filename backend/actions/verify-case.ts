import fs from 'node:fs';
import { caseRecord } from '../../db/repositories/cases.ts';
import { caseStreams, readOperations, storedOperations } from '../../db/repositories/log.ts';
import { Refused } from '../../domain/model/refused.ts';
import { verifyLog, verifyStored } from '../../domain/caselog/verify-log.ts';
import type { LogCheck } from '../../domain/caselog/verify-log.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { checkCaseFiles } from '../vault/index.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

function* linesOf(file: string): Generator<string> {
  let text: string | null = null;
  try {
    if (fs.statSync(file).isFile()) text = fs.readFileSync(file, 'utf8');
  } catch {
    // told below
  }
  if (text === null) throw new Refused({ code: 'file_unreadable', at: file });
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  yield* lines;
}

/** An exported log by itself. @throws Refused file_unreadable */
export const verifyExportedLog = (file: string): LogCheck => verifyLog(linesOf(file), sha256);

/**
 * The vault's log of a case, then every page of its books and every piece of its evidence; with a file, that file held against the log.
 * @throws Refused file_unreadable, vault_damaged naming the damaged file
 */
export async function verifyCase(session: Session, caseId: CaseId, file?: string): Promise<LogCheck> {
  const vault = session.vault();
  const found = vault.assay.read((db) => {
    caseRecord(db, caseId);
    const own = verifyStored(caseId, storedOperations(db, caseId), sha256, { streams: caseStreams(db, caseId) });
    if (file === undefined || !own.ok) return own;
    return verifyLog(linesOf(file), sha256, { vault: readOperations(db, caseId) });
  });
  if (found.ok) await checkCaseFiles(vault, caseId);
  return found;
}
