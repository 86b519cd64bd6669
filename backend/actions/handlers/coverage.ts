import type { coverageCalls } from '../../../contract/rpc/coverage.ts';
import type { CaseId } from '../../../domain/model/ids.ts';
import { coverage, expectRecords, registerList } from '../coverage.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

export const coverageHandlers = (session: Session): Part<typeof coverageCalls> => ({
  'coverage.get': (_, { caseId }, context) => coverage(session, caseId as CaseId, context),
  'coverage.expect': (_, { caseId, ...stated }) => expectRecords(session, caseId as CaseId, stated),
  'coverage.register': (_, { caseId, ...page }, context) => registerList(session, caseId as CaseId, page, context),
});
