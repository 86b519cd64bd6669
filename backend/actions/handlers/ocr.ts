import type { ocrCalls } from '../../../contract/rpc/ocr.ts';
import type { CaseId } from '../../../domain/model/ids.ts';
import { addOcrModel, ocrModels, recognisedPages, runOcr, searchPages } from '../ocr.ts';
import type { Session } from '../session.ts';
import type { Part } from './part.ts';

export function ocrHandlers(session: Session): Part<typeof ocrCalls> {
  return {
    'ocr.models': () => ocrModels(session),
    'ocr.addModel': (_, { path }) => addOcrModel(session, path),
    'ocr.run': (_, input, context) => runOcr(session, { ...input, caseId: input.caseId as CaseId }, context),
    'ocr.pages': (_, { caseId, evidenceId }) => recognisedPages(session, caseId as CaseId, evidenceId),
    'ocr.search': (_, { caseId, find, limit }) => searchPages(session, caseId as CaseId, find, limit),
  };
}
