import { aliasedTable, and, asc, eq, isNull } from 'drizzle-orm';
import type { CaseId, EntityId } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { operation } from '../schema/log.ts';
import { note, rowMark, savedView } from '../schema/projections.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { ReadDb } from '../store.ts';

export type MarkRecord = { readonly markId: EntityId; readonly row: string; readonly label: string };

/** Marks that stand, in the order in which they were made. @param table of their rows; null: every one */
export function listMarks(db: ReadDb, caseId: CaseId, table: TableName | null): readonly MarkRecord[] {
  const marks = db.orm
    .select({ markId: rowMark.id, row: rowMark.row, label: rowMark.label })
    .from(rowMark)
    .where(and(eq(rowMark.caseId, caseId), isNull(rowMark.deletedOp)))
    .orderBy(asc(rowMark.createdOp), asc(rowMark.id))
    .all() as MarkRecord[];
  return table === null ? marks : marks.filter((mark) => isOfTable(mark.row, table));
}

/** `<evidence>:<table>:<locator>` */
const isOfTable = (row: string, table: TableName): boolean => row.startsWith(`${table}:`, 65);

export type NoteRecord = {
  readonly noteId: EntityId;
  /** a row's name, `evidence:<sha256>`, `finding:<id>`, `import:<id>` */
  readonly target: string;
  readonly text: string;
  readonly at: Instant;
  readonly by: string;
  readonly changedAt: Instant;
};

/** Notes that stand, the oldest first. @param target what they are on; null: every one */
export function listNotes(db: ReadDb, caseId: CaseId, target: string | null): readonly NoteRecord[] {
  const made = aliasedTable(operation, 'made');
  const changed = aliasedTable(operation, 'changed');
  const on = target === null ? undefined : eq(note.target, target);
  return db.orm
    .select({ noteId: note.id, target: note.target, text: note.text, at: made.at, by: made.by, changedAt: changed.at })
    .from(note)
    .innerJoin(made, and(eq(made.caseId, note.caseId), eq(made.opId, note.createdOp)))
    .innerJoin(changed, and(eq(changed.caseId, note.caseId), eq(changed.opId, note.changedOp)))
    .where(and(eq(note.caseId, caseId), isNull(note.deletedOp), on))
    .orderBy(asc(made.position))
    .all() as NoteRecord[];
}

export type ViewRecord = {
  readonly viewId: EntityId;
  readonly table: TableName;
  readonly name: string;
  readonly query: Canonical;
  readonly at: Instant;
  readonly by: string;
};

/** Saved lists that stand, by the time of their last change. @param table null: of every table */
export function listSavedViews(db: ReadDb, caseId: CaseId, table: TableName | null): readonly ViewRecord[] {
  return db.orm
    .select({
      viewId: savedView.id,
      table: savedView.table,
      name: savedView.name,
      query: savedView.query,
      at: operation.at,
      by: operation.by,
    })
    .from(savedView)
    .innerJoin(operation, and(eq(operation.caseId, savedView.caseId), eq(operation.opId, savedView.changedOp)))
    .where(and(eq(savedView.caseId, caseId), isNull(savedView.deletedOp), table === null ? undefined : eq(savedView.table, table)))
    .orderBy(asc(operation.position))
    .all() as ViewRecord[];
}
