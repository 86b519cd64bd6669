import type { sampleCalls } from '../../../contract/rpc/samples.ts';
import type { CaseId } from '../../../domain/model/ids.ts';
import { drawItems, sampleRows } from '../sample-draws.ts';
import { decide, evaluate, recordResults, replay, sampleOf } from '../sample-results.ts';
import { designSample, sampleList, sealSample } from '../samples.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

const of = <T extends { readonly caseId: string }>(input: T): Omit<T, 'caseId'> & { readonly caseId: CaseId } => ({
  ...input,
  caseId: input.caseId as CaseId,
});

export const sampleHandlers = (session: Session): Part<typeof sampleCalls> => ({
  'sample.design': (_, input, context) => designSample(session, of(input), context),
  'sample.seal': (_, input, context) => sealSample(session, of(input), context),
  'sample.list': (_, { caseId }) => sampleList(session, caseId as CaseId),
  'sample.get': (_, { caseId, sampleId }) => sampleOf(session, caseId as CaseId, sampleId),
  'sample.draw': (_, input, context) => drawItems(session, of(input), context),
  'sample.rows': (_, { caseId, sampleId }) => sampleRows(session, caseId as CaseId, sampleId),
  'sample.record': (_, input) => recordResults(session, of(input)),
  'sample.evaluate': (_, { caseId, sampleId }) => evaluate(session, caseId as CaseId, sampleId),
  'sample.decide': (_, input) => decide(session, of(input)),
  'sample.replay': (_, input, context) => replay(session, of(input), context),
});
