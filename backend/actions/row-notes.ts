import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { visibleImports } from '../../db/repositories/books-rows.ts';
import { idsOfRows } from '../../db/repositories/books-row-ids.ts';
import { listMarks, listNotes } from '../../db/repositories/row-notes.ts';
import type { NoteRecord } from '../../db/repositories/row-notes.ts';
import { isTableName } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import { parseRowName } from '../../domain/model/ids.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { newId } from '../vault/new-id.ts';
import { record } from './record.ts';
import { visible } from './rows.ts';
import type { Session } from './session.ts';

/** As it is kept in the log: composed letters, one kind of line ends. */
export const cleanText = (text: string): string => text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim();

/** @throws Refused row_missing, naming the first row that is not in the books */
function requireRows(session: Session, caseId: CaseId, names: readonly string[]): void {
  const byTable = new Map<TableName, string[]>();
  for (const name of names) {
    const table = parseRowName(name)?.table ?? '';
    if (!isTableName(table)) throw new Refused({ code: 'row_missing', at: name });
    byTable.set(table, [...(byTable.get(table) ?? []), name]);
  }
  const { known } = visible(session, caseId);
  const books = session.vault().books(caseId);
  for (const [table, rows] of byTable) {
    const ids = books.read((db) => idsOfRows(db, table, rows, visibleImports(db, table, known)));
    const missing = rows.find((name) => !ids.has(name));
    if (missing !== undefined) throw new Refused({ code: 'row_missing', at: missing });
  }
}

export function marks(session: Session, caseId: CaseId, table: TableName | null): Output<AssayCalls['mark.list']> {
  const found = session.vault().assay.read((db) => listMarks(db, caseId, table));
  const counts = new Map<string, number>();
  for (const { label } of found) counts.set(label, (counts.get(label) ?? 0) + 1);
  const labels = [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => (a.label < b.label ? -1 : 1));
  return { marks: [...found], labels };
}

/** Marks rows, all in one transaction of the log or none; a row has one mark. An empty label takes it away. @throws Refused row_missing */
export function markRows(session: Session, caseId: CaseId, given: { rows: readonly string[]; label: string }): Record<string, never> {
  const label = cleanText(given.label);
  const rows = [...new Set(given.rows)];
  const before = new Map(
    session
      .vault()
      .assay.read((db) => listMarks(db, caseId, null))
      .map((mark) => [mark.row, mark]),
  );
  // a mark on a row whose file was withdrawn can still be taken away
  if (label !== '') requireRows(session, caseId, rows);
  const changes = rows.flatMap((row): Change[] => {
    const mark = before.get(row);
    if (mark === undefined) return label === '' ? [] : [{ kind: 'put', ent: 'mark', id: newId(), set: { row, label } }];
    if (label === '') return [{ kind: 'del', ent: 'mark', id: mark.markId, set: {} }];
    return mark.label === label ? [] : [{ kind: 'set', ent: 'mark', id: mark.markId, set: { label } }];
  });
  if (changes.length > 0) record(session, caseId, changes);
  return {};
}

export const notes = (session: Session, caseId: CaseId, target: string | null): Output<AssayCalls['note.list']> => ({
  notes: session.vault().assay.read((db) => listNotes(db, caseId, target).map((note) => ({ ...note }))),
});

/** @throws Refused row_missing when the target is the name of a row that is not there; field_missing for a text of blanks */
export function addNote(session: Session, caseId: CaseId, given: { target: string; text: string }): { noteId: string } {
  const target = given.target.normalize('NFC');
  if (target.trim() === '') throw new Refused({ code: 'field_missing', at: 'target' });
  if (parseRowName(target) !== null) requireRows(session, caseId, [target]);
  const text = requireText(given.text);
  const noteId = newId();
  record(session, caseId, [{ kind: 'put', ent: 'note', id: noteId, set: { target, text } }]);
  return { noteId };
}

function requireText(given: string): string {
  const text = cleanText(given);
  if (text === '') throw new Refused({ code: 'field_missing', at: 'text' });
  return text;
}

/** @throws Refused entity_missing */
function noteOf(session: Session, caseId: CaseId, noteId: string): NoteRecord {
  const found = session.vault().assay.read((db) => listNotes(db, caseId, null).find((note) => note.noteId === noteId));
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: noteId });
  return found;
}

/** @throws Refused entity_missing, field_missing */
export function changeNote(session: Session, caseId: CaseId, change: { noteId: string; text: string }): Record<string, never> {
  const before = noteOf(session, caseId, change.noteId);
  const text = requireText(change.text);
  if (text !== before.text) record(session, caseId, [{ kind: 'set', ent: 'note', id: change.noteId, set: { text } }]);
  return {};
}

/** @throws Refused entity_missing */
export function removeNote(session: Session, caseId: CaseId, noteId: string): Record<string, never> {
  noteOf(session, caseId, noteId);
  record(session, caseId, [{ kind: 'del', ent: 'note', id: noteId, set: {} }]);
  return {};
}
