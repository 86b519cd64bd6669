import { caseRecord } from '../../db/repositories/cases.ts';
import { listImports, withdrawnImports } from '../../db/repositories/imports.ts';
import { currentHead } from '../../db/repositories/log.ts';
import { listRuns } from '../../db/repositories/runs.ts';
import type { RunRecord } from '../../db/repositories/runs.ts';
import { legalDay } from '../../domain/calendar/legal-day.ts';
import { testOf } from '../../domain/catalogue/index.ts';
import { tablesOf } from '../../domain/catalogue/audit-test.ts';
import type { Params } from '../../domain/catalogue/audit-test.ts';
import { parseRowName } from '../../domain/model/ids.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Decimal, Instant } from '../../domain/model/scalars.ts';
import { nationalDigits } from '../../domain/packs/currency.ts';
import { unverifiedInReport } from '../../domain/packs/unverified.ts';
import type { FrozenCase, FrozenCoverage, FrozenFinding, FrozenRun } from '../../domain/report/frozen.ts';
import { assessment } from './assess-case.ts';
import { casePack } from './case-pack.ts';
import { declaredLines } from './declared-lines.ts';
import { declaredText } from './declared-text.ts';
import { findings } from './findings.ts';
import { frozenImports, frozenOverrides } from './freeze-books.ts';
import { frozenEvidence, frozenSupports, restrictedEvidence, restrictedItems } from './freeze-evidence.ts';
import { coverageOfRun, verdictOfRun } from './run-test.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

type Shown = ReturnType<typeof findings>[number];

function frozenFindings(session: Session, caseId: CaseId, digits: number): FrozenFinding[] {
  const all = findings(session, caseId);
  const lines = declaredLines(session, caseId, [...new Set(all.flatMap((f) => f.corrections.map((c) => c.row)))]);
  const corrections = (finding: Shown): FrozenFinding['corrections'] =>
    finding.corrections.flatMap(({ row, component, audited }) => {
      const line = lines.get(row);
      if (line === undefined) return [];
      return [{ row, declaration: line.declaration, item: line.item, component, declared: declaredText(line, component, digits), audited }];
    });
  return all.map((finding) => ({
    ...finding,
    leads: leadsOf(finding),
    corrections: corrections(finding),
    effect: finding.effect.map(({ tax, difference }) => ({ tax, difference: difference as Decimal })),
    total: finding.total as Decimal,
  }));
}

/** The tests that a finding came from, when none of them is more than a lead. */
function leadsOf(finding: Shown): readonly string[] {
  const tests = [...new Set(finding.from.map((source) => source.test))];
  return tests.every((test) => testOf(test).leadOnly) ? tests : [];
}

/** The last run of each test: an earlier one with the same result says nothing new, one with another is in the history. */
const lastRuns = (runs: readonly RunRecord[]): readonly RunRecord[] => [
  ...new Map(runs.map((run) => [`${run.test} ${JSON.stringify(run.params)}`, run])).values(),
];

const frozenRuns = (runs: readonly RunRecord[]): FrozenRun[] =>
  runs.map((run) => ({
    test: run.test,
    version: run.version,
    params: run.params as Readonly<Record<string, string>>,
    populationN: run.populationN,
    excluded: run.excluded as unknown as FrozenRun['excluded'],
    hitsN: run.hitsN,
    verdict: verdictOfRun(run),
    coverage: coverageOfRun(run),
    datasetHash: run.datasetHash,
    resultHash: run.resultHash,
  }));

/** Tables that have, or had, rows of files of which an act may hold no figure. */
function restrictedTables(session: Session, caseId: CaseId, restricted: ReadonlySet<string>): ReadonlySet<string> {
  const imports = session.vault().assay.read((db) => [...listImports(db, caseId), ...withdrawnImports(db, caseId)]);
  return new Set(imports.filter((one) => restricted.has(one.evidence)).map((one) => one.table));
}

/** A figure that comes out of a row of another class cannot stand in an act. @throws Refused report_restricted_row */
function checkRows(found: readonly FrozenFinding[], restricted: ReadonlySet<string>): void {
  const wrong = found.find((one) => one.corrections.some(({ row }) => restricted.has(parseRowName(row)?.evidence ?? '')));
  if (wrong !== undefined) throw new Refused({ code: 'report_restricted_row', at: wrong.title });
}

/** When a report is issued, and what was counted for it. */
type Now = { readonly issuedAt: Instant; readonly coverage: FrozenCoverage };

/** Everything that a report of this moment says. @throws Refused case_missing, report_restricted_row */
export function freezeCase(session: Session, caseId: CaseId, { issuedAt, coverage }: Now): FrozenCase {
  const { assay } = session.vault();
  const loaded = casePack(session, caseId);
  const record = assay.read((db) => caseRecord(db, caseId));
  const restricted = restrictedEvidence(session, caseId);
  const imports = frozenImports(session, caseId, restricted);
  const found = frozenFindings(session, caseId, nationalDigits(loaded.pack));
  checkRows(found, restricted);
  const hidden = restrictedTables(session, caseId, restricted);
  const runs = lastRuns(assay.read((db) => listRuns(db, caseId)));
  const shownRuns = runs.filter((run) => !tablesOf(testOf(run.test), run.params as Params).some((table) => hidden.has(table)));
  const left = { items: restrictedItems(session, caseId), runs: runs.length - shownRuns.length };
  const supports = frozenSupports(
    session,
    caseId,
    found.map((finding) => finding.findingId),
  );
  const cited = new Set(found.flatMap((finding) => finding.criteria));
  const unverified = unverifiedInReport(loaded.pack, cited).map(({ path, value, source }) => ({ name: path, value, source }));
  const { lines, totals, ...sums } = assessment(session, caseId);
  return {
    header: { ...record, kind: record.kind === 'desk' ? 'desk' : 'onsite' },
    pack: { id: loaded.pack.id, version: loaded.pack.version, sha256: loaded.sha256, unverified },
    findings: found,
    assessment: { ...sums, lines, totals } as unknown as FrozenCase['assessment'],
    imports,
    overrides: frozenOverrides(session, caseId, restricted),
    coverage,
    runs: frozenRuns(shownRuns),
    evidence: frozenEvidence(session, caseId),
    ...(supports.length === 0 ? {} : { supports }),
    ...(left.items + left.runs === 0 ? {} : { restricted: left }),
    caseHead: assay.read((db) => currentHead(db, caseId, sha256)),
    issuedAt,
    issuedOn: session.today ?? legalDay(loaded.pack, Date.parse(issuedAt)),
    app: session.app,
    test: true,
  };
}
