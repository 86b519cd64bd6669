import { randomBytes } from 'node:crypto';
import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { samplePlan } from '../../contract/rpc/samples.ts';
import { importRecords } from '../../db/repositories/imports.ts';
import { drawsOf, listSamples, resultsOf, sampleRecord } from '../../db/repositories/samples.ts';
import type { SampleRecord } from '../../db/repositories/samples.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import { datasetHash } from '../../domain/caselog/work-hash.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { SampleAnswer, SampleRequest } from '../analysis/samples.ts';
import { newId } from '../vault/new-id.ts';
import { viewsOf } from './children.ts';
import { overridesHeadOf } from './follow-log.ts';
import { record } from './record.ts';
import { listQuery, viewBooks, visible } from './rows.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

export type Plan = Output<AssayCalls['sample.get']>['sample']['plan'];
export type SampleHeader = Output<AssayCalls['sample.get']>['sample'];

/** Version of everything that makes a sample: frame, design, draw, evaluation. It grows when one of them would give something else. */
export const sampleEngine = 'sample-1';

/** @throws Refused filter_invalid for a frame that marks or notes would change */
export function requestOf(
  session: Session,
  caseId: CaseId,
  { plan, seed, n }: { readonly plan: Plan; readonly seed: string | null; readonly n: number | null },
): SampleRequest {
  const { table, filters, search, unit, measure, stratum, bounds } = plan;
  const moving = filters.find(({ column }) => column.startsWith('_'));
  if (moving !== undefined) throw new Refused({ code: 'filter_invalid', at: moving.column });
  const { method, cl, tolerable, expected, distribution, direction, above } = plan;
  return {
    query: listQuery(session, caseId, { table, filters, search, sort: [] }),
    source: { table, unit, measure, stratum, bounds },
    params: { method, cl, tolerable, expected, distribution, direction, n: plan.n, above },
    seed,
    n,
  };
}

/** Works it out in the process that looks through all rows. */
export async function answered(session: Session, caseId: CaseId, request: SampleRequest, context: HandlerContext): Promise<SampleAnswer> {
  context.progress({ stage: 'frame', done: 0, total: 1 });
  const { rows } = visible(session, caseId);
  const answer = await viewsOf(session).sample(viewBooks(session, caseId), request, { rows, signal: context.signal });
  context.progress({ stage: 'frame', done: 1, total: 1 });
  return answer;
}

/** What the books of a frame's table are now. @param assay inside one `Store.read` */
export function frameDataset(assay: ReadDb, caseId: CaseId, table: TableName): string {
  const imports = importRecords(assay, caseId)
    .filter((one) => one.table === table)
    .map((one) => ({
      sha256: one.evidence,
      kind: one.table,
      profileHash: one.profileHash,
      importer: one.importer,
      rowDigest: one.rowDigest,
    }));
  const population = { id: `sample:${table}`, version: sampleEngine };
  return datasetHash({ imports, overridesHead: overridesHeadOf(assay, caseId, [table]), population }, sha256);
}

const told = ({ frame, design, warnings }: SampleAnswer): Pick<SampleHeader, 'frame' | 'design' | 'warnings'> => ({
  frame,
  design: { ...design, strata: design.strata.map((one) => ({ ...one })) },
  warnings: [...warnings],
});

/** @throws Refused sample_invalid, sample_impossible, column_unknown, filter_invalid, cancelled */
export async function designSample(
  session: Session,
  { caseId, plan }: { readonly caseId: CaseId; readonly plan: Plan },
  context: HandlerContext,
): Promise<Output<AssayCalls['sample.design']>> {
  return told(await answered(session, caseId, requestOf(session, caseId, { plan, seed: null, n: null }), context));
}

/** What is sealed beside the plan. */
type Sealed = { readonly frame: SampleHeader['frame']; readonly design: SampleHeader['design']; readonly warnings: readonly string[] };

export const sealedOf = ({ design }: SampleRecord): Sealed => design as unknown as Sealed;
export const planOf = ({ query }: SampleRecord): Plan => samplePlan.parse(query);

/** A sample as screens see it. @param assay inside one `Store.read` */
export function headerOf(assay: ReadDb, caseId: CaseId, one: SampleRecord): SampleHeader {
  const { frame, design, warnings } = sealedOf(one);
  const last = drawsOf(assay, caseId, one.sampleId).at(-1);
  return {
    sampleId: one.sampleId,
    plan: planOf(one),
    frame,
    design,
    warnings: [...warnings],
    seed: one.seed,
    seedSource: one.seedSource as SampleHeader['seedSource'],
    datasetHash: one.datasetHash,
    replaces: one.replaces,
    reason: one.reason,
    decision: one.decision as SampleHeader['decision'],
    decisionReason: one.decisionReason,
    at: one.at,
    by: one.by,
    drawn: Array.isArray(last?.items) ? last.items.length : 0,
    results: resultsOf(assay, caseId, one.sampleId).length,
  };
}

export const sampleList = (session: Session, caseId: CaseId): Output<AssayCalls['sample.list']> =>
  session.vault().assay.read((db) => ({ samples: listSamples(db, caseId).map((one) => headerOf(db, caseId, one)) }));

type Sealing = {
  readonly caseId: CaseId;
  readonly plan: Plan;
  readonly seed: string | null;
  readonly seedSource: SampleHeader['seedSource'];
  readonly replaces: string | null;
  readonly reason: string;
};

/**
 * Seals a sample: from here on plan, frame and seed cannot be changed, and nobody has seen the list yet. A sample that takes the place of
 * another says why: whoever dislikes a list cannot draw until one pleases.
 * @throws Refused field_missing (`reason` beside `replaces`), sample_invalid, sample_impossible, entity_missing, cancelled
 */
export async function sealSample(session: Session, given: Sealing, context: HandlerContext): Promise<{ readonly sample: SampleHeader }> {
  const { caseId, plan } = given;
  const { assay } = session.vault();
  const { replaces } = given;
  if (replaces !== null) assay.read((db) => sampleRecord(db, caseId, replaces));
  if (replaces !== null && given.reason === '') throw new Refused({ code: 'field_missing', at: 'reason' });
  // a seed that a person was told to use and did not give is not one that the program makes up
  if (given.seed === null && given.seedSource !== 'program') throw new Refused({ code: 'field_missing', at: 'seed' });
  if (given.seed !== null && given.seedSource === 'program') throw new Refused({ code: 'field_invalid', at: 'seedSource' });
  const dataset = assay.read((db) => frameDataset(db, caseId, plan.table));
  const answer = await answered(session, caseId, requestOf(session, caseId, { plan, seed: null, n: null }), context);
  if (assay.read((db) => frameDataset(db, caseId, plan.table)) !== dataset) throw new Refused({ code: 'sample_invalid', at: 'frame' });
  const sampleId = newId();
  const { frame } = answer;
  const set = {
    title: plan.title,
    objective: plan.objective,
    method: plan.method,
    table: plan.table,
    query: plan as unknown as Canonical,
    params: requestOf(session, caseId, { plan, seed: null, n: null }).params as unknown as Canonical,
    design: told(answer) as unknown as Canonical,
    seed: given.seed ?? randomBytes(16).toString('hex'),
    seedSource: given.seedSource,
    frameHash: frame.hash,
    frameN: frame.n,
    frameTotal: frame.total,
    datasetHash: dataset,
    engine: sampleEngine,
    replaces,
    reason: given.reason === '' ? null : given.reason,
  };
  record(session, caseId, [{ kind: 'put', ent: 'sample', id: sampleId, set }]);
  return { sample: assay.read((db) => headerOf(db, caseId, sampleRecord(db, caseId, sampleId))) };
}
