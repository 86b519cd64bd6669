import type { bookCalls } from '../../../contract/rpc/books.ts';
import type { CaseId } from '../../../domain/model/ids.ts';
import { inspectFile } from '../../importers/inspect-file.ts';
import { importCertificates } from '../import-certificates.ts';
import { importFile, keepProfile, savedProfiles } from '../import-file.ts';
import { fixedLayout } from '../../importers/fixed-layout.ts';
import { importsThere, previewFile, profileList, readProfile, renameProfile, removeSaved, writeProfile } from '../mapping.ts';
import { rowDetail, rowsOf } from '../rows.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

export function bookHandlers(session: Session): Part<typeof bookCalls> {
  const rows = rowsOf(session);
  return {
    'import.preview': (_, input, context) => previewFile(session, { ...input, caseId: input.caseId as CaseId }, context),
    'import.there': (_, { caseId, path }) => importsThere(session, caseId as CaseId, path),
    'fixed.layout': async (_, { path }) => {
      const { encoding, lines, proposal } = await fixedLayout(path);
      return { encoding, lines: [...lines], proposal };
    },
    'import.commit': (_, input, context) => importFile(session, { ...input, caseId: input.caseId as CaseId }, context),
    'import.inspect': (_, input, context) => inspectFile({ ...input, ...context, saved: session.unlocked() ? savedProfiles(session) : [] }),
    'import.certificates': (_, { caseId, importId }) => ({ certificates: importCertificates(session, caseId as CaseId, importId) }),
    'profile.list': () => profileList(session),
    'profile.save': (_, profile) => keepProfile(session, profile),
    'profile.rename': (_, { name, title }) => renameProfile(session, name, title),
    'profile.remove': (_, { name }) => removeSaved(session, name),
    'profile.write': (_, { name, path }) => writeProfile(session, name, path),
    'profile.read': (_, { path }) => readProfile(path),
    'rows.open': (_, input, context) => rows.open({ ...input, caseId: input.caseId as CaseId }, context),
    'rows.find': (_, input, context) => rows.find({ ...input, caseId: input.caseId as CaseId }, context),
    'rows.window': (_, input) => rows.window(input),
    'rows.sum': (_, input, context) => rows.sum(input, context),
    'rows.get': (_, { caseId, name }) => rowDetail(session, caseId as CaseId, name),
  };
}
