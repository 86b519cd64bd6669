import type { bookCalls } from '../../../contract/rpc/books.ts';
import type { CaseId } from '../../../domain/model/ids.ts';
import { inspectFile } from '../../importers/inspect-file.ts';
import { importCertificates } from '../import-certificates.ts';
import { importFile, keepProfile, preview, savedProfiles } from '../import-file.ts';
import { rowDetail, rowsOf } from '../rows.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

export function bookHandlers(session: Session): Part<typeof bookCalls> {
  const rows = rowsOf(session);
  return {
    'import.preview': (_, input) => preview(session, { ...input, caseId: input.caseId as CaseId }),
    'import.commit': (_, input, context) => importFile(session, { ...input, caseId: input.caseId as CaseId }, context),
    'import.inspect': (_, input, context) => inspectFile({ ...input, ...context, saved: session.unlocked() ? savedProfiles(session) : [] }),
    'import.certificates': (_, { caseId, importId }) => ({ certificates: importCertificates(session, caseId as CaseId, importId) }),
    'profile.list': () => ({ profiles: savedProfiles(session) }),
    'profile.save': (_, profile) => keepProfile(session, profile),
    'rows.open': (_, input, context) => rows.open({ ...input, caseId: input.caseId as CaseId }, context),
    'rows.find': (_, input, context) => rows.find({ ...input, caseId: input.caseId as CaseId }, context),
    'rows.window': (_, input) => rows.window(input),
    'rows.sum': (_, input, context) => rows.sum(input, context),
    'rows.get': (_, { caseId, name }) => rowDetail(session, caseId as CaseId, name),
  };
}
