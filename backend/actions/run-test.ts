import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { purgeHits, writeHits } from '../../db/repositories/hits.ts';
import type { HitRecord } from '../../db/repositories/hits.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import { importRecords } from '../../db/repositories/imports.ts';
import { listRuns, runRecord } from '../../db/repositories/runs.ts';
import type { RunRecord } from '../../db/repositories/runs.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import { catalogue, describeTest, runParams, testOf } from '../../domain/catalogue/index.ts';
import type { Books } from '../../domain/catalogue/index.ts';
import { verdictWith } from '../../domain/coverage/run-coverage.ts';
import type { RunCoverage } from '../../domain/coverage/run-coverage.ts';
import type { TableName } from '../../domain/model/books.ts';
import { linkKindsOf, tablesOf } from '../../domain/catalogue/audit-test.ts';
import type { Params } from '../../domain/catalogue/audit-test.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Words } from '../../domain/model/words.ts';
import { booksOf, runDataset } from '../analysis/dataset.ts';
import type { RunOutcome } from '../analysis/run-test.ts';
import { loadPack } from '../packs/load-pack.ts';
import { newId } from '../vault/new-id.ts';
import { inTurn } from './books-turn.ts';
import { casePack } from './case-pack.ts';
import { testChildren } from './children.ts';
import { confirmedLinksOf, linksHeadOf } from './confirmed-links.ts';
import { coverageNow } from './coverage.ts';
import { visibleImports } from './declared-lines.ts';
import { overridesHeadOf } from './follow-log.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';
import { legalToday } from './today.ts';

export type RunHeader = Output<AssayCalls['tests.run']>['run'];

const booksHave = (session: Session, caseId: CaseId): Books => booksOf(session.vault().assay.read((db) => importRecords(db, caseId)));

/** The catalogue; with a case, what each test still needs of its books. Without one the parameters are those of the general pack. */
export function listTests(session: Session, caseId: CaseId | null): Output<AssayCalls['tests.list']> {
  const { pack } = caseId === null ? loadPack('wco-generic') : casePack(session, caseId);
  const books = caseId === null ? null : booksHave(session, caseId);
  const described = catalogue.map((test) => describeTest(test, pack, books));
  return {
    tests: described.map((t) => ({
      ...t,
      needs: t.needs.map((n) => ({ table: n.table, columns: [...n.columns] })),
      params: t.params.map((p) => ({ ...p, choices: [...p.choices] })),
      missing: [...t.missing],
    })),
  };
}

/** What a run kept of the coverage; null in runs of before. */
export const coverageOfRun = (run: Pick<RunRecord, 'coverage'>): RunCoverage | null => run.coverage as unknown as RunCoverage | null;

/** What a run says in the end, the coverage that it had included. */
export const verdictOfRun = (run: Pick<RunRecord, 'coverage' | 'verdict'>): Words | null =>
  verdictWith(run.verdict as unknown as Words | null, coverageOfRun(run));

/**
 * Whether the books of a run's tables are others now than when it ran.
 * @param assay inside one `Store.read`
 */
export function changedSince(assay: ReadDb, caseId: CaseId): (run: RunRecord) => boolean {
  const imports = importRecords(assay, caseId);
  const heads = new Map<string, string | null>();
  const headOf = (tables: readonly TableName[]): string | null => {
    const key = tables.join(' ');
    const head = heads.has(key) ? (heads.get(key) ?? null) : overridesHeadOf(assay, caseId, tables);
    heads.set(key, head);
    return head;
  };
  return (run) => {
    // a newer version of the test is no change of the books
    const test = { ...testOf(run.test), version: run.version };
    const params = run.params as Params;
    const linksHead = linksHeadOf(assay, caseId, linkKindsOf(test, params));
    return runDataset(test, params, { imports, overridesHead: headOf(tablesOf(test, params)), linksHead }) !== run.datasetHash;
  };
}

export function headerOfRun(run: RunRecord, changed: (run: RunRecord) => boolean): RunHeader {
  return {
    ...run,
    booksChanged: changed(run),
    params: run.params as RunHeader['params'],
    excluded: run.excluded as unknown as RunHeader['excluded'],
    verdict: verdictOfRun(run),
    coverage: run.coverage as unknown as RunHeader['coverage'],
    stats: run.stats as RunHeader['stats'],
  };
}

export const runs = (session: Session, caseId: CaseId): RunHeader[] =>
  session.vault().assay.read((db) => {
    const changed = changedSince(db, caseId);
    return listRuns(db, caseId).map((run) => headerOfRun(run, changed));
  });

type Heads = { readonly overridesHead: string | null; readonly linksHead: string | null };

type Request = { readonly caseId: CaseId; readonly test: string; readonly params: Readonly<Record<string, string>> };

/**
 * Runs a test in a process of its own and records the run; its hits lie in the books under the run's id.
 * @throws Refused test_unknown, test_parameter_invalid, test_needs_data, cancelled
 */
export async function runTest(session: Session, request: Request, context: HandlerContext): Promise<{ run: RunHeader }> {
  const { caseId } = request;
  const vault = session.vault();
  const test = testOf(request.test);
  const loaded = casePack(session, caseId);
  const pinned = vault.assay.read((db) => importRecords(db, caseId));
  const periodEnd = vault.assay.read((db) => caseRecord(db, caseId).to);
  const today = legalToday(session, loaded.pack);
  const params = runParams(test, request.params, { pack: loaded.pack, books: booksOf(pinned), today, periodEnd });
  context.progress({ stage: 'test', done: 0, total: 1 });
  const imports = visibleImports(session, caseId).map((one) => one.importId);
  const kinds = linkKindsOf(test, params);
  const tables = tablesOf(test, params);
  const asked = { tables: [...tables], signal: context.signal as AbortSignal };
  const examine = () => {
    const links = vault.assay.read((db) => confirmedLinksOf(db, caseId, kinds));
    const books = vault.booksAccess(caseId);
    const child = { books, test: test.id, params, pack: loaded.bytes, imports, digits: loaded.digits, links };
    const ran = testChildren(session).ask(caseId, 'test.run', child, { signal: context.signal });
    return Promise.all([ran, coverageNow(session, caseId, asked)]);
  };
  const headNow = (): Heads =>
    vault.assay.read((db) => ({ overridesHead: overridesHeadOf(db, caseId, tables), linksHead: linksHeadOf(db, caseId, kinds) }));
  let heads = headNow();
  let [outcome, coverage] = await examine();
  // a value was corrected or a link confirmed while the test ran: nobody could say which of the two it saw
  for (let now = headNow(); now.overridesHead !== heads.overridesHead || now.linksHead !== heads.linksHead; now = headNow()) {
    heads = now;
    [outcome, coverage] = await examine();
  }
  const datasetHash = runDataset(test, params, { imports: pinned, ...heads });
  const runId = await inTurn(session, caseId, () => keep(session, caseId, { outcome, datasetHash, coverage }));
  context.progress({ stage: 'test', done: 1, total: 1 });
  return { run: vault.assay.read((db) => headerOfRun(runRecord(db, caseId, runId), changedSince(db, caseId))) };
}

const hitRecords = (outcome: RunOutcome): HitRecord[] =>
  outcome.hits.map((hit, i) => ({
    ...hit,
    position: i + 1,
    measures: hit.measures,
    explanation: hit.explanation as unknown as Canonical,
  }));

/** Hits first, into the books; the operation makes them visible. Hits of a run that was never recorded are removed before. */
function keep(session: Session, caseId: CaseId, run: { outcome: RunOutcome; datasetHash: string; coverage: RunCoverage }): string {
  const runId = newId();
  const { outcome, datasetHash, coverage } = run;
  const vault = session.vault();
  const known = vault.assay.read((db) => listRuns(db, caseId)).map((one) => one.runId);
  vault.books(caseId).write((books) => {
    purgeHits(books, known);
    writeHits(books, runId, hitRecords(outcome));
  });
  const set = {
    test: outcome.test,
    version: outcome.version,
    params: outcome.params,
    populationN: outcome.populationN,
    excluded: outcome.excluded as unknown as Canonical,
    hitsN: outcome.hits.length,
    verdict: outcome.verdict as unknown as Canonical,
    stats: outcome.stats,
    datasetHash,
    resultHash: outcome.resultHash,
    coverage: coverage as unknown as Canonical,
  };
  record(session, caseId, [{ kind: 'put', ent: 'run', id: runId, set }]);
  return runId;
}
