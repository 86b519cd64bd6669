import path from 'node:path';
import type { caseCalls } from '../../../contract/rpc/cases.ts';
import type { CaseId } from '../../../domain/model/ids.ts';
import { caseOverview, cases, history } from '../cases.ts';
import { createCase } from '../create-case.ts';
import { exportLog } from '../export-log.ts';
import { verifyCase, verifyExportedLog } from '../verify-case.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

export const caseHandlers = (session: Session): Part<typeof caseCalls> => ({
  'case.list': () => cases(session),
  'case.create': (_, input) => createCase(session, input),
  'case.get': (_, { caseId }) => caseOverview(session, caseId as CaseId),
  'case.history': (_, { caseId, ...page }) => history(session, caseId as CaseId, page),
  'case.verify': (_, { caseId, log }, context) => verifyCase(session, caseId as CaseId, log, context),
  'log.verify': (_, input) => verifyExportedLog(input.path),
  'case.exportLog': (_, { caseId, to }) => exportLog(session, caseId as CaseId, path.resolve(to)),
});
