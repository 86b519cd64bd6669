import { caseCounts, caseRecord, casePacks, listCases } from '../../db/repositories/cases.ts';
import { listImports, tableRows } from '../../db/repositories/imports.ts';
import { currentHead, historyPage, operationCount } from '../../db/repositories/log.ts';
import { decidedHits, listRuns } from '../../db/repositories/runs.ts';
import type { CaseRecord } from '../../db/repositories/cases.ts';
import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { unverifiedNumbers } from '../../domain/packs/unverified.ts';
import { assessCaseNow } from './assess-case.ts';
import { casePack } from './case-pack.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

type Header = Output<AssayCalls['case.list']>['cases'][number];

function headerOf(session: Session, record: CaseRecord): Header {
  const { pack } = casePack(session, record.caseId);
  const version =
    session
      .vault()
      .assay.read((db) => casePacks(db, record.caseId))
      .at(-1)?.version ?? '';
  const kind = record.kind === 'desk' ? 'desk' : 'onsite';
  const currency = { currency: pack.nationalCurrency, digits: Object.fromEntries(pack.currencies.map((c) => [c.code, c.digits])) };
  return { ...record, kind, packVersion: version, unverified: unverifiedNumbers(pack).length, ...currency };
}

export const cases = (session: Session): Output<AssayCalls['case.list']> => ({
  cases: session
    .vault()
    .assay.read(listCases)
    .map((record) => headerOf(session, record)),
});

/** What the left pane and the overview show. @throws Refused case_missing */
export function caseOverview(session: Session, caseId: CaseId): Output<AssayCalls['case.get']> {
  const { assay } = session.vault();
  const header = headerOf(
    session,
    assay.read((db) => caseRecord(db, caseId)),
  );
  const assessed = assessCaseNow(session, caseId).assessment.underpaid;
  return assay.read((db) => {
    const decided = decidedHits(db, caseId);
    const runs = listRuns(db, caseId).map(({ runId, test, version, hitsN, at }) => {
      return { runId, test, version, hits: hitsN, open: Math.max(0, hitsN - (decided.get(runId) ?? 0)), at };
    });
    return {
      header,
      imports: [...listImports(db, caseId)],
      tables: [...tableRows(db, caseId)],
      runs,
      ...caseCounts(db, caseId),
      assessed,
      operations: operationCount(db, caseId),
      caseHead: currentHead(db, caseId, sha256),
    };
  });
}

export function history(
  session: Session,
  caseId: CaseId,
  page: { readonly before?: number | undefined; readonly limit: number },
): Output<AssayCalls['case.history']> {
  const { assay, userId, userName } = session.vault();
  return assay.read((db) => {
    caseRecord(db, caseId);
    const before = page.before === undefined ? {} : { before: page.before };
    const entries = historyPage(db, caseId, { ...before, limit: page.limit });
    return {
      entries: entries.map((entry) => ({ ...entry, byName: entry.by === userId ? userName : null })),
      operations: operationCount(db, caseId),
    };
  });
}
