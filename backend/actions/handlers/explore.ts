import type { exploreCalls } from '../../../contract/rpc/explore.ts';
import type { CaseId } from '../../../domain/model/ids.ts';
import { columnOfList, everywhere, groups, seriesOfList } from '../explore.ts';
import { exportRows } from '../export-rows.ts';
import { recordCopy } from '../record-copy.ts';
import { addNote, changeNote, markRows, marks, notes, removeNote } from '../row-notes.ts';
import { removeView, savedViews, saveView } from '../saved-views.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

const of = <T extends { readonly caseId: string }>(input: T): Omit<T, 'caseId'> & { readonly caseId: CaseId } => ({
  ...input,
  caseId: input.caseId as CaseId,
});

export const exploreHandlers = (session: Session): Part<typeof exploreCalls> => ({
  'rows.group': (_, input, context) => groups(session, of(input), context),
  'rows.column': (_, input, context) => columnOfList(session, of(input), context),
  'rows.series': (_, input, context) => seriesOfList(session, of(input), context),
  'rows.everywhere': (_, input, context) => everywhere(session, of(input), context),
  'rows.export': (_, input, context) => exportRows(session, of(input), context),
  'rows.copied': (_, input) => recordCopy(session, of(input)),
  'view.list': (_, { caseId, table }) => savedViews(session, caseId as CaseId, table),
  'view.save': (_, { caseId, ...given }) => saveView(session, caseId as CaseId, given),
  'view.remove': (_, { caseId, viewId }) => removeView(session, caseId as CaseId, viewId),
  'mark.list': (_, { caseId, table }) => marks(session, caseId as CaseId, table),
  'mark.set': (_, { caseId, ...given }) => markRows(session, caseId as CaseId, given),
  'note.list': (_, { caseId, target }) => notes(session, caseId as CaseId, target),
  'note.add': (_, { caseId, ...given }) => addNote(session, caseId as CaseId, given),
  'note.change': (_, { caseId, ...change }) => changeNote(session, caseId as CaseId, change),
  'note.remove': (_, { caseId, noteId }) => removeNote(session, caseId as CaseId, noteId),
});
