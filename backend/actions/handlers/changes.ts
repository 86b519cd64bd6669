import type { changeCalls } from '../../../contract/rpc/changes.ts';
import type { CaseId } from '../../../domain/model/ids.ts';
import { compareImports, differencePage, olderImports } from '../compare-imports.ts';
import { importRests } from '../import-rests.ts';
import { overrideCell, overrides, restoreCell } from '../overrides.ts';
import { replaceImport } from '../replace-import.ts';
import { replacing } from '../replace-plan.ts';
import { restoreImport } from '../restore-import.ts';
import { withdrawImport, withdrawn } from '../withdraw-import.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

const id = (text: string): CaseId => text as CaseId;

export const changeHandlers = (session: Session): Part<typeof changeCalls> => ({
  'row.override': (_, { caseId, ...asked }) => overrideCell(session, id(caseId), asked),
  'row.restore': (_, { caseId, overrideId }) => restoreCell(session, id(caseId), overrideId),
  'row.overrides': (_, { caseId, row }) => ({ overrides: overrides(session, id(caseId), row) }),
  'import.rests': (_, { caseId, importId }) => importRests(session, id(caseId), importId),
  'import.withdraw': (_, { caseId, ...asked }, context) => withdrawImport(session, id(caseId), asked, context),
  'import.restore': (_, { caseId, importId }, context) => restoreImport(session, id(caseId), importId, context),
  'import.withdrawn': (_, { caseId }) => ({ imports: withdrawn(session, id(caseId)) }),
  'import.olderOf': (_, { caseId, importId }, context) => olderImports(session, id(caseId), importId, context),
  'import.compare': (_, { caseId, ...pair }, context) => compareImports(session, id(caseId), pair, context),
  'import.differences': (_, { caseId, ...asked }, context) => differencePage(session, id(caseId), asked, context),
  'import.replacing': (_, { caseId, ...pair }, context) => replacing(session, id(caseId), pair, context),
  'import.replace': (_, { caseId, ...pair }, context) => replaceImport(session, id(caseId), pair, context),
});
