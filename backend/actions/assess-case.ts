import { listFindings } from '../../db/repositories/findings.ts';
import { assessCase } from '../../domain/assessment/assess-case.ts';
import type { CaseAssessment } from '../../domain/assessment/assess-case.ts';
import type { Correction } from '../../domain/assessment/components.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { LoadedPack } from '../packs/load-pack.ts';
import { casePack } from './case-pack.ts';
import { declaredLines, declaredRates } from './declared-lines.ts';
import type { Session } from './session.ts';
import { correction as correctionShape } from '../../contract/rpc/audit.ts';

export type CorrectionRecord = Output<AssayCalls['finding.list']>['findings'][number]['corrections'][number];

/** Corrections as a finding's operation holds them; what is not one (of a newer version) is left out of the computation and shown as a problem. */
export const correctionsIn = (stored: unknown): CorrectionRecord[] =>
  Array.isArray(stored) ? stored.flatMap((one) => correctionShape.safeParse(one).data ?? []) : [];

/** The assessment of everything that stands in the case now. */
export function assessCaseNow(session: Session, caseId: CaseId): { assessment: CaseAssessment; loaded: LoadedPack } {
  const loaded = casePack(session, caseId);
  const corrections: Correction[] = session
    .vault()
    .assay.read((db) => listFindings(db, caseId))
    .flatMap((finding) => correctionsIn(finding.corrections).map((c) => ({ ...c, finding: finding.findingId })));
  const lines = declaredLines(session, caseId, [...new Set(corrections.map((c) => c.row))]);
  const law = { pack: loaded.pack, rates: declaredRates(session, caseId) };
  return { assessment: assessCase(lines, corrections, law), loaded };
}

export function assessment(session: Session, caseId: CaseId): Output<AssayCalls['assess.get']> {
  const { assessment: found, loaded } = assessCaseNow(session, caseId);
  return {
    currency: found.currency,
    lines: found.lines.map((line) => ({ ...line, findings: [...line.findings] })),
    totals: [...found.totals],
    underpaid: found.underpaid,
    overpaid: found.overpaid,
    problems: [...found.problems],
    pack: { id: loaded.pack.id, version: loaded.pack.version, sha256: loaded.sha256 },
  };
}
