import type { evidenceCalls } from '../../../contract/rpc/evidence.ts';
import type { CaseId } from '../../../domain/model/ids.ts';
import { addEvidence, takeEvidence } from '../evidence-add.ts';
import { addLink, linksOf, removeLink } from '../evidence-links.ts';
import { photoPolicy } from '../evidence-meta.ts';
import * as back from '../evidence-restore.ts';
import { saveEvidence } from '../evidence-save.ts';
import * as evidence from '../evidence.ts';
import { addRegion, changeRegion, removeRegion } from '../regions.ts';
import { saveRequest } from '../requests-save.ts';
import * as requests from '../requests.ts';
import { commitTranscripts } from '../transcript-commit.ts';
import * as transcripts from '../transcripts.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

const id = (text: string): CaseId => text as CaseId;

export const evidenceHandlers = (session: Session): Part<typeof evidenceCalls> => ({
  'evidence.policy': (_, { caseId }) => photoPolicy(session, id(caseId)),
  'evidence.add': (_, input, context) => addEvidence(session, { ...input, caseId: id(input.caseId) }, context),
  'evidence.take': (_, input) => takeEvidence(session, { ...input, caseId: id(input.caseId) }),
  'evidence.list': (_, { caseId, ...of }) => evidence.listEvidence(session, id(caseId), of),
  'evidence.get': (_, { caseId, evidenceId }) => evidence.evidenceOf(session, id(caseId), evidenceId),
  'evidence.bytes': (_, { caseId, ...of }) => evidence.evidenceBytes(session, id(caseId), of),
  'evidence.change': (_, { caseId, ...of }) => evidence.changeEvidence(session, id(caseId), of),
  'evidence.remove': (_, { caseId, evidenceId }) => evidence.removeEvidence(session, id(caseId), evidenceId),
  'evidence.restore': (_, { caseId, evidenceId }) => evidence.restoreEvidence(session, id(caseId), evidenceId),
  'evidence.save': (_, input, context) => saveEvidence(session, { ...input, caseId: id(input.caseId) }, context),
  'custody.add': (_, { caseId, ...of }) => evidence.addCustody(session, id(caseId), of),
  'region.add': (_, { caseId, ...of }) => addRegion(session, id(caseId), of),
  'region.change': (_, { caseId, ...of }) => changeRegion(session, id(caseId), of),
  'region.remove': (_, { caseId, regionId }) => removeRegion(session, id(caseId), regionId),
  'region.restore': (_, { caseId, regionId }) => back.restoreRegion(session, id(caseId), regionId),
  'link.add': (_, { caseId, ...of }) => addLink(session, id(caseId), of),
  'link.remove': (_, { caseId, linkId }) => removeLink(session, id(caseId), linkId),
  'link.of': (_, { caseId, target }) => linksOf(session, id(caseId), target),
  'transcript.add': (_, { caseId, ...of }) => transcripts.addTranscript(session, id(caseId), of),
  'transcript.change': (_, { caseId, ...of }) => transcripts.changeTranscript(session, id(caseId), of),
  'transcript.remove': (_, { caseId, transcriptId }) => transcripts.removeTranscript(session, id(caseId), transcriptId),
  'transcript.restore': (_, { caseId, transcriptId }) => back.restoreTranscript(session, id(caseId), transcriptId),
  'transcript.check': (_, { caseId, ...of }) => transcripts.checkTranscript(session, id(caseId), of),
  'transcript.list': (_, input) => transcripts.transcripts(session, id(input.caseId), input.evidence),
  'transcript.commit': (_, input, context) => commitTranscripts(session, { ...input, caseId: id(input.caseId) }, context),
  'request.list': (_, { caseId }) => requests.requests(session, id(caseId)),
  'request.add': (_, { caseId, ...of }) => requests.addRequest(session, id(caseId), of),
  'request.change': (_, { caseId, ...of }) => requests.changeRequest(session, id(caseId), of),
  'request.remove': (_, { caseId, requestId }) => requests.removeRequest(session, id(caseId), requestId),
  'request.restore': (_, { caseId, requestId }) => back.restoreRequest(session, id(caseId), requestId),
  'request.save': (_, { caseId, ...of }) => saveRequest(session, id(caseId), of),
  'requestItem.add': (_, { caseId, ...of }) => requests.addRequestItem(session, id(caseId), of),
  'requestItem.change': (_, { caseId, ...of }) => requests.changeRequestItem(session, id(caseId), of),
  'requestItem.remove': (_, { caseId, itemId }) => requests.removeRequestItem(session, id(caseId), itemId),
  'requestItem.restore': (_, { caseId, itemId }) => back.restoreRequestItem(session, id(caseId), itemId),
});
