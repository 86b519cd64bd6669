import { listFindings } from '../../db/repositories/findings.ts';
import { assessCase } from '../../domain/assessment/assess-case.ts';
import type { CaseAssessment } from '../../domain/assessment/assess-case.ts';
import type { Correction } from '../../domain/assessment/components.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { LoadedPack } from '../packs/load-pack.ts';
import { correctionKey, whatIf } from '../../domain/assessment/what-if.ts';
import { Refused } from '../../domain/model/refused.ts';
import { casePack } from './case-pack.ts';
import { declaredLines, declaredRates } from './declared-lines.ts';
import type { Session } from './session.ts';
import { correction as correctionShape } from '../../contract/rpc/audit.ts';

export type CorrectionRecord = Output<AssayCalls['finding.list']>['findings'][number]['corrections'][number];

/** Corrections as a finding's operation holds them; what is not one (of a newer version) is left out of the computation and shown as a problem. */
export const correctionsIn = (stored: unknown): CorrectionRecord[] =>
  Array.isArray(stored) ? stored.flatMap((one) => correctionShape.safeParse(one).data ?? []) : [];

type Findings = ReturnType<typeof listFindings>;
const correctionsOf = (findings: Findings): readonly Correction[] =>
  findings.flatMap((finding) => correctionsIn(finding.corrections).map((c) => ({ ...c, finding: finding.findingId })));

/** The assessment of everything that stands in the case now. */
export function assessCaseNow(session: Session, caseId: CaseId): { assessment: CaseAssessment; loaded: LoadedPack } {
  const loaded = casePack(session, caseId);
  const corrections = correctionsOf(session.vault().assay.read((db) => listFindings(db, caseId)));
  const lines = declaredLines(session, caseId, [...new Set(corrections.map((c) => c.row))]);
  const law = { pack: loaded.pack, rates: declaredRates(session, caseId) };
  return { assessment: assessCase(lines, corrections, law), loaded };
}

/** @throws Refused entity_missing for what names no finding and no correction of the case */
export function whatIfNow(session: Session, caseId: CaseId, without: readonly string[]): Output<AssayCalls['assess.whatIf']> {
  const { pack } = casePack(session, caseId);
  const findings = session.vault().assay.read((db) => listFindings(db, caseId));
  const titles = new Map(findings.map((finding) => [finding.findingId as string, finding.title]));
  const corrections = correctionsOf(findings);
  const known = new Set([...titles.keys(), ...corrections.map(correctionKey)]);
  const unknown = without.find((one) => !known.has(one));
  if (unknown !== undefined) throw new Refused({ code: 'entity_missing', at: unknown });
  const lines = declaredLines(session, caseId, [...new Set(corrections.map((c) => c.row))]);
  const law = { pack, rates: declaredRates(session, caseId) };
  const found = whatIf(lines, corrections, { dropped: new Set(without), law });
  const plain = ({ totals, ...sums }: (typeof found)['now']) => ({ ...sums, totals: [...totals] });
  return {
    currency: pack.nationalCurrency,
    now: plain(found.now),
    then: plain(found.then),
    change: found.change,
    corrections: found.corrections.map((one) => ({
      ...one,
      title: titles.get(one.finding) ?? '',
      declaration: lines.get(one.row)?.declaration ?? '',
      item: lines.get(one.row)?.item ?? 0,
    })),
  };
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
