import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { drawsOf, evaluationsOf, resultsOf, sampleRecord } from '../../db/repositories/samples.ts';
import type { EvaluationRecord, ResultRecord, SampleRecord } from '../../db/repositories/samples.ts';
import { canonicalBytes, canonicalText } from '../../domain/caselog/canonical.ts';
import type { Canonical, Change } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Decimal } from '../../domain/model/scalars.ts';
import { decimalToScaled } from '../../domain/money/decimal.ts';
import { evaluateSample } from '../../domain/sampling/evaluate.ts';
import type { Decision, Evaluation, ItemResult } from '../../domain/sampling/evaluate.ts';
import { newId } from '../vault/new-id.ts';
import { record } from './record.ts';
import { cleanText } from './row-notes.ts';
import { drawnItems, itemsOfSample, kept, listHashOf, shownItems } from './sample-draws.ts';
import { answered, frameDataset, headerOf, planOf, requestOf, sampleEngine, sealedOf } from './samples.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

type ToldEvaluation = Output<AssayCalls['sample.evaluate']>['evaluation'];
type Given = {
  readonly key: string;
  readonly state: 'examined' | 'unexaminable' | null;
  readonly audited: string | null;
  readonly deviation: boolean;
  readonly note: string;
};

function checkedResult(one: Given, of: { readonly keys: ReadonlySet<string>; readonly digits: number; readonly method: string }): void {
  if (!of.keys.has(one.key)) throw new Refused({ code: 'sample_invalid', at: one.key });
  if (one.state !== 'examined') return;
  if (one.audited !== null && decimalToScaled(one.audited as Decimal, of.digits) === null)
    throw new Refused({ code: 'sample_invalid', at: `${one.key}: ${one.audited}` });
  // whoever measures amounts says one for each item; that it is right is said by the same amount
  if (of.method !== 'attribute' && one.audited === null) throw new Refused({ code: 'field_missing', at: 'audited' });
}

/** Results, all of them or none. @throws Refused sample_invalid (an item that was not drawn, a closed sample), field_missing */
export function recordResults(
  session: Session,
  { caseId, sampleId, results }: { readonly caseId: CaseId; readonly sampleId: string; readonly results: readonly Given[] },
): { readonly recorded: number } {
  const one = session.vault().assay.read((db) => sampleRecord(db, caseId, sampleId));
  if (one.decision !== null) throw new Refused({ code: 'sample_invalid', at: 'decision' });
  const keys = new Set(itemsOfSample(session, caseId, sampleId).map(({ key }) => key));
  const of = { keys, digits: sealedOf(one).frame.digits, method: planOf(one).method };
  for (const result of results) checkedResult(result, of);
  const before = new Map(
    session
      .vault()
      .assay.read((db) => resultsOf(db, caseId, sampleId))
      .map((result) => [result.item, result]),
  );
  const changes = [...new Map(results.map((result) => [result.key, result])).values()].flatMap((result): Change[] => {
    const known = before.get(result.key);
    if (result.state === null) return known === undefined ? [] : [{ kind: 'del', ent: 'sampleResult', id: known.resultId, set: {} }];
    const note = cleanText(result.note);
    const set = {
      state: result.state,
      audited: result.state === 'examined' ? result.audited : null,
      deviation: result.deviation,
      note: note === '' ? null : note,
    };
    return known === undefined
      ? [{ kind: 'put', ent: 'sampleResult', id: newId(), set: { sample: sampleId, item: result.key, ...set } }]
      : [{ kind: 'set', ent: 'sampleResult', id: known.resultId, set }];
  });
  if (changes.length > 0) record(session, caseId, changes);
  return { recorded: changes.length };
}

const itemResult = ({ item, state, audited, deviation }: ResultRecord, digits: number): ItemResult => ({
  key: item,
  state: state === 'unexaminable' ? 'unexaminable' : 'examined',
  audited: audited === null ? null : decimalToScaled(audited as Decimal, digits),
  deviation: deviation === true,
});

/** SHA-256 over the results by item: what an evaluation was made of. */
const resultsHashOf = (results: readonly ResultRecord[]): string =>
  sha256(canonicalBytes(results.map(({ item, state, audited, deviation }) => [item, state, audited, deviation])));

function evaluated(one: SampleRecord, items: ReturnType<typeof drawnItems>, results: readonly ResultRecord[]): Evaluation {
  const { frame, design } = sealedOf(one);
  const total = frame.drawableTotal === null ? 0n : (decimalToScaled(frame.drawableTotal as Decimal, frame.digits) ?? 0n);
  const { method, cl, tolerable, expected, distribution, direction, n, above } = planOf(one);
  return evaluateSample({
    params: { method, cl, tolerable, expected, distribution, direction, n, above },
    design,
    scale: { digits: frame.digits },
    items,
    results: results.map((result) => itemResult(result, frame.digits)),
    population: frame.drawable,
    total,
  });
}

const evaluationHash = (evaluation: Evaluation, resultsHash: string): string =>
  sha256(canonicalBytes({ v: 1, engine: sampleEngine, resultsHash, ...evaluation } as unknown as Canonical));

const toldEvaluation = (evaluation: Evaluation, resultsHash: string): ToldEvaluation => ({
  figures: { ...evaluation.figures },
  warnings: [...evaluation.warnings],
  suggested: evaluation.suggested,
  resultsHash,
  resultHash: evaluationHash(evaluation, resultsHash),
});

/** Says what the results up to now say of the frame, and keeps it. @throws Refused sample_invalid (`draw`: nothing was drawn yet) */
export function evaluate(session: Session, caseId: CaseId, sampleId: string): { readonly evaluation: ToldEvaluation } {
  const { assay } = session.vault();
  const one = assay.read((db) => sampleRecord(db, caseId, sampleId));
  const last = assay.read((db) => drawsOf(db, caseId, sampleId).at(-1));
  if (last === undefined) throw new Refused({ code: 'sample_invalid', at: 'draw' });
  const results = assay.read((db) => resultsOf(db, caseId, sampleId));
  const evaluation = toldEvaluation(evaluated(one, drawnItems(last.items), results), resultsHashOf(results));
  const [before] = assay.read((db) => evaluationsOf(db, caseId, sampleId));
  if (before?.resultHash !== evaluation.resultHash) {
    const { figures, suggested, warnings, resultsHash, resultHash } = evaluation;
    const set = {
      sample: sampleId,
      upto: last.upto,
      resultsHash,
      figures: { ...figures, suggested } as unknown as Canonical,
      warnings: warnings as unknown as Canonical,
      resultHash,
      engine: sampleEngine,
    };
    record(session, caseId, [{ kind: 'put', ent: 'evaluation', id: newId(), set }]);
  }
  return { evaluation };
}

/** Closes a sample, or changes what it was closed with. @throws Refused field_missing: a decision other than the suggested one, or before every item is examined, says why */
export function decide(
  session: Session,
  {
    caseId,
    sampleId,
    decision,
    reason,
  }: { readonly caseId: CaseId; readonly sampleId: string; readonly decision: Decision; readonly reason: string },
): Record<string, never> {
  const { evaluation } = evaluate(session, caseId, sampleId);
  const open = evaluation.warnings.includes('not_all_examined');
  if ((decision !== evaluation.suggested || open) && reason === '') throw new Refused({ code: 'field_missing', at: 'reason' });
  const set = { decision, decisionReason: reason === '' ? null : cleanText(reason) };
  record(session, caseId, [{ kind: 'set', ent: 'sample', id: sampleId, set }]);
  return {};
}

function lastEvaluation(record: EvaluationRecord | undefined): ToldEvaluation | null {
  if (record === undefined) return null;
  const { suggested, ...figures } = record.figures as Record<string, string | number | null>;
  return {
    figures,
    warnings: [...(record.warnings as readonly string[])],
    suggested: suggested as ToldEvaluation['suggested'],
    resultsHash: record.resultsHash,
    resultHash: record.resultHash,
  };
}

/** @throws Refused entity_missing */
export function sampleOf(session: Session, caseId: CaseId, sampleId: string): Output<AssayCalls['sample.get']> {
  return session.vault().assay.read((db) => {
    const one = sampleRecord(db, caseId, sampleId);
    const last = drawsOf(db, caseId, sampleId).at(-1);
    const { frame } = sealedOf(one);
    const plan = planOf(one);
    return {
      sample: headerOf(db, caseId, one),
      items: last === undefined ? [] : shownItems(drawnItems(last.items), plan.measure !== null, frame.digits),
      results: resultsOf(db, caseId, sampleId).map(({ item, state, audited, deviation, note }) => ({
        key: item,
        state: state === 'unexaminable' ? ('unexaminable' as const) : ('examined' as const),
        audited,
        deviation: deviation === true,
        note: note ?? '',
      })),
      evaluation: lastEvaluation(evaluationsOf(db, caseId, sampleId)[0]),
      booksChanged: frameDataset(db, caseId, plan.table) !== one.datasetHash,
    };
  });
}

/** Makes frame, design, every draw and the last evaluation again, from the books as they are. @throws Refused entity_missing, cancelled */
export async function replay(
  session: Session,
  { caseId, sampleId }: { readonly caseId: CaseId; readonly sampleId: string },
  context: HandlerContext,
): Promise<Output<AssayCalls['sample.replay']>> {
  const { assay } = session.vault();
  const one = assay.read((db) => sampleRecord(db, caseId, sampleId));
  const plan = planOf(one);
  const sealed = sealedOf(one);
  const first = await answered(session, caseId, requestOf(session, caseId, { plan, seed: null, n: null }), context);
  const frame = { sealed: one.frameHash, now: first.frame.hash, same: one.frameHash === first.frame.hash };
  const design = { same: canonicalText(first.design as unknown as Canonical) === canonicalText(sealed.design as unknown as Canonical) };
  const draws = [];
  for (const draw of assay.read((db) => drawsOf(db, caseId, sampleId))) {
    const again = await answered(session, caseId, requestOf(session, caseId, { plan, seed: one.seed, n: draw.upto }), context);
    const now = listHashOf((again.items ?? []).map(kept));
    draws.push({ upto: draw.upto, sealed: draw.listHash, now, same: now === draw.listHash });
  }
  const [last] = assay.read((db) => evaluationsOf(db, caseId, sampleId));
  const results = assay.read((db) => resultsOf(db, caseId, sampleId));
  const resultsHash = resultsHashOf(results);
  const upto = assay.read((db) => drawsOf(db, caseId, sampleId)).find((draw) => draw.upto === last?.upto);
  const again =
    last === undefined || upto === undefined ? null : evaluationHash(evaluated(one, drawnItems(upto.items), results), resultsHash);
  const evaluation =
    last === undefined
      ? null
      : { results: resultsHash === last.resultsHash, same: resultsHash !== last.resultsHash || again === last.resultHash };
  const identical = frame.same && design.same && draws.every(({ same }) => same) && (evaluation?.same ?? true);
  return { identical, frame, design, draws, evaluation };
}
