import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { beginImport, endImport, partsOfFile, withdrawnImports } from '../../db/repositories/imports.ts';
import type { ImportHeader } from '../../db/repositories/imports.ts';
import { lastNoteOn } from '../../db/repositories/import-rests.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { newId } from '../vault/new-id.ts';
import { inTurn } from './books-turn.ts';
import { importChildren } from './children.ts';
import { followLog, upcomingOverrides } from './follow-log.ts';
import { fileOf, importRests } from './import-rests.ts';
import { append } from './record.ts';
import { forgetViews } from './rows.ts';
import type { Session } from './session.ts';

type Asked = { readonly importId: string; readonly reason: string };

const noteTarget = (importId: string): string => `import:${importId}`;

/** A prepared removal that nobody records is given up after this by itself: its process ends when it is idle. */
const graceMs = 300;

/**
 * Takes every part of an imported file out of the books; the operations, the evidence and the runs stay.
 * @throws Refused entity_missing, import_in_use naming the first finding in the way, cancelled, disk_full
 */
export const withdrawImport = (session: Session, caseId: CaseId, asked: Asked, context: HandlerContext): Promise<{ rows: number }> =>
  inTurn(session, caseId, () => {
    const { findings } = importRests(session, caseId, asked.importId);
    const [first] = findings;
    if (first !== undefined)
      throw new Refused({ code: 'import_in_use', at: asked.importId, args: { finding: first.title, n: findings.length } });
    const parts = session.vault().assay.read((db) => fileOf(db, caseId, asked.importId));
    return takeOut(session, { caseId, parts, changes: [reasonNote(parts, asked.reason)] }, context);
  });

const reasonNote = ([first]: readonly ImportHeader[], reason: string): Change => ({
  kind: 'put',
  ent: 'note',
  id: newId(),
  set: { target: noteTarget(first?.importId ?? ''), text: reason.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim() },
});

/** @property changes go into the log in the same step, after the removal */
export type TakeOut = { readonly caseId: CaseId; readonly parts: readonly ImportHeader[]; readonly changes: readonly Change[] };

/**
 * Prepares the removal in a child process, records it, and has it done. Until it is recorded nothing has happened; a crash after that
 * leaves rows that nobody sees, and the next start removes them. Belongs into the books' turn.
 */
export async function takeOut(session: Session, { caseId, parts, changes }: TakeOut, context: HandlerContext): Promise<{ rows: number }> {
  const vault = session.vault();
  const ids = parts.map((one) => one.importId);
  const children = importChildren(session);
  vault.books(caseId);
  const asked = { signal: context.signal, onProgress: context.progress, graceMs };
  const following = upcomingOverrides(session, caseId, { without: ids, returning: [], changes });
  const request = () => ({ place: vault.booksAccess(caseId), imports: ids, following });
  const { rows } = await children.ask(caseId, 'books.purge', request(), asked);
  const dels = ids.map((id): Change => ({ kind: 'del', ent: 'import', id, set: {} }));
  try {
    vault.assay.write((db) => {
      append(session, db, caseId, [...dels, ...changes]);
      for (const one of parts) beginImport(db, journalOf(session, caseId, one));
    });
  } catch (error) {
    await children.ask(caseId, 'books.purge.not', {});
    throw error;
  }
  forgetViews(session, caseId);
  await children.ask(caseId, 'books.purged', request());
  vault.assay.write((db) => {
    for (const id of ids) endImport(db, id);
  });
  followLog(session, caseId, vault.books(caseId));
  session.changed(caseId, 'import', ...new Set(changes.map((change) => change.ent)));
  return { rows };
}

const journalOf = (session: Session, caseId: CaseId, { importId, table, fileName }: ImportHeader) => ({
  importId,
  caseId,
  table,
  fileName,
  begunAt: session.now(),
});

/** The imported files that were withdrawn, by their parts, each with the reason. */
export function withdrawn(session: Session, caseId: CaseId): Output<AssayCalls['import.withdrawn']>['imports'] {
  return session.vault().assay.read((db) => {
    const all = withdrawnImports(db, caseId);
    return all.map((one) => ({
      importId: one.importId,
      table: one.table,
      fileName: one.fileName,
      rows: one.rows,
      at: one.withdrawnAt,
      reason: lastNoteOn(
        db,
        caseId,
        partsOfFile(all, one).map((part) => noteTarget(part.importId)),
      ),
    }));
  });
}
