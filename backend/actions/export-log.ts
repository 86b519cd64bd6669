import { listImports } from '../../db/repositories/imports.ts';
import { operationCount, readOperations } from '../../db/repositories/log.ts';
import type { ReadDb } from '../../db/store.ts';
import { logLines } from '../../domain/caselog/log-file.ts';
import { stricter } from '../../domain/evidence/classes.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { letLeave, once } from './copies-leaving.ts';
import { itemsIn } from './evidence-items.ts';
import { classOf } from './export-rows.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

/** A log holds runs and leads, which no trader sees, and names what it is about: it is as secret as the most secret thing in the case. */
function classOfLog(db: ReadDb, caseId: CaseId): string {
  const items = itemsIn(db, caseId).map((item) => item.fields.class);
  const books = listImports(db, caseId).map((one) => classOf(one.table));
  return [...items, ...books].reduce(stricter, 'risk') ?? 'risk';
}

/**
 * Writes the case's log as NDJSON; the file is there whole or not at all. That it left is the next operation of the log, which the file
 * itself does not hold. @returns how many operations it holds @throws Refused disk_full, file_unwritable, target_in_vault
 */
export async function exportLog(session: Session, caseId: CaseId, to: string): Promise<{ operations: number }> {
  const { text, operations, secrecy } = session.vault().assay.read((db) => ({
    text: `${[...logLines(caseId, () => readOperations(db, caseId), sha256)].join('\n')}\n`,
    operations: operationCount(db, caseId),
    secrecy: classOfLog(db, caseId),
  }));
  const about = { kind: 'log', format: 'ndjson', rows: operations, class: secrecy };
  await letLeave(session, { caseId, to, bytes: once(Buffer.from(text, 'utf8')), about });
  return { operations };
}
