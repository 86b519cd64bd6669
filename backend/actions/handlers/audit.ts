import type { auditCalls } from '../../../contract/rpc/audit.ts';
import type { CaseId } from '../../../domain/model/ids.ts';
import { assessment, whatIfNow } from '../assess-case.ts';
import { createReport } from '../create-report.ts';
import { checkDocument, documentBytes, documents, exportTrust, saveDocument, verifyDocument } from '../documents.ts';
import { addFinding, changeFinding, findings, markFinding } from '../findings.ts';
import { disposeHit, disposeHits, gatherFinding, hitPage, openFinding } from '../hits.ts';
import { hitPeers } from '../hit-peers.ts';
import { listTests, runTest, runs } from '../run-test.ts';
import { runTests } from '../run-tests.ts';
import { loadPack } from '../../packs/load-pack.ts';
import { legalToday } from '../today.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

const id = (text: string): CaseId => text as CaseId;

export const auditHandlers = (session: Session): Part<typeof auditCalls> => ({
  'tests.list': (_, { caseId }) => listTests(session, caseId === null ? null : id(caseId)),
  'tests.run': (_, input, context) => runTest(session, { ...input, caseId: id(input.caseId) }, context),
  'tests.runMany': (_, input, context) => runTests(session, { ...input, caseId: id(input.caseId) }, context),
  'runs.list': (_, { caseId }) => ({ runs: runs(session, id(caseId)) }),
  'runs.hits': (_, { caseId, ...of }) => hitPage(session, id(caseId), of),
  'hit.dispose': (_, { caseId, ...of }) => disposeHit(session, id(caseId), of),
  'hits.dispose': (_, { caseId, ...of }) => disposeHits(session, id(caseId), of),
  'hit.peers': (_, { caseId, ...of }, context) => hitPeers(session, id(caseId), of, context),
  'finding.open': (_, { caseId, ...of }) => openFinding(session, id(caseId), of),
  'finding.gather': (_, { caseId, ...of }) => gatherFinding(session, id(caseId), of),
  'finding.add': (_, { caseId, finding }) => addFinding(session, id(caseId), finding),
  'finding.change': (_, { caseId, ...change }) => changeFinding(session, id(caseId), change),
  'finding.withdraw': (_, { caseId, findingId }) => markFinding(session, id(caseId), findingId, 'del'),
  'finding.restore': (_, { caseId, findingId }) => markFinding(session, id(caseId), findingId, 'undel'),
  'finding.list': (_, { caseId }) => ({ findings: findings(session, id(caseId)) }),
  'assess.get': (_, { caseId }) => assessment(session, id(caseId)),
  'assess.whatIf': (_, { caseId, without }) => whatIfNow(session, id(caseId), without),
  'report.create': (_, input, context) => createReport(session, { ...input, caseId: id(input.caseId) }, context),
  'report.bytes': async (_, { caseId, documentId }) => ({ bytes: new Uint8Array(await documentBytes(session, id(caseId), documentId)) }),
  'documents.list': (_, { caseId }) => ({ documents: documents(session, id(caseId)) }),
  'document.save': (_, { caseId, ...of }) => saveDocument(session, id(caseId), of),
  'document.check': (_, { caseId, documentId }) => checkDocument(session, id(caseId), documentId),
  'document.verify': (_, input) => verifyDocument(session, input),
  'trust.export': (_, { to }) => exportTrust(session, to),
  'today.get': () => ({ today: legalToday(session, loadPack('wco-generic').pack) }),
});
