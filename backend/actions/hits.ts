import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { dispositionOfHit, dispositionsOfRun } from '../../db/repositories/dispositions.ts';
import { findingsOfRun } from '../../db/repositories/findings.ts';
import { hitRecord, hitsPage } from '../../db/repositories/hits.ts';
import type { HitRecord } from '../../db/repositories/hits.ts';
import { runRecord } from '../../db/repositories/runs.ts';
import type { RunRecord } from '../../db/repositories/runs.ts';
import { criteriaFor, draftFinding, suggestCorrections } from '../../domain/catalogue/suggest.ts';
import type { Hit } from '../../domain/catalogue/audit-test.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { words } from '../../domain/model/words.ts';
import type { Lang, Words } from '../../domain/model/words.ts';
import { newId } from '../vault/new-id.ts';
import { sayIn } from '../words/locales.ts';
import { casePack } from './case-pack.ts';
import { addFinding } from './findings.ts';
import { record } from './record.ts';
import { changedSince, headerOfRun } from './run-test.ts';
import type { Session } from './session.ts';

type Page = Output<AssayCalls['runs.hits']>;
type Disposition = Page['hits'][number]['disposition'];

const states = ['lead', 'finding', 'explained', 'outOfScope', 'needsData'] as const;

const hitOf = (stored: HitRecord): Hit => ({
  key: stored.key,
  keys: stored.keys,
  score: stored.score,
  measures: stored.measures as Hit['measures'],
  explanation: stored.explanation as unknown as Words,
});

/** A page of a run's hits with what was decided about each. @throws Refused run_missing */
export function hitPage(session: Session, caseId: CaseId, of: { runId: string; after: number; limit: number }): Page {
  const vault = session.vault();
  const stored = vault.books(caseId).read((db) => hitsPage(db, of.runId, of));
  return vault.assay.read((db) => {
    const run = headerOfRun(runRecord(db, caseId, of.runId), changedSince(db, caseId));
    const decided = dispositionsOfRun(db, caseId, of.runId);
    const found = findingsOfRun(db, caseId, of.runId);
    const hits = stored.map((one) => {
      const { state, reason } = decided.get(one.key) ?? { state: 'lead', reason: '' };
      const disposition: Disposition = { state: states.find((s) => s === state) ?? 'lead', reason };
      const { measures, explanation, ...hit } = hitOf(one);
      return {
        ...hit,
        keys: [...hit.keys],
        measures: { ...measures },
        explanation,
        position: one.position,
        disposition,
        findingId: found.get(one.key) ?? null,
      };
    });
    return { run, hits };
  });
}

type OfHit = { readonly runId: string; readonly key: string };

function disposeChange(session: Session, caseId: CaseId, of: OfHit & { disposition: Disposition }): Change {
  const { runId: run, key, disposition } = of;
  const known = session.vault().assay.read((db) => dispositionOfHit(db, caseId, { run, key }));
  const set = { state: disposition.state, reason: disposition.reason.normalize('NFC') };
  if (known === null) return { kind: 'put', ent: 'disposition', id: newId(), set: { run, key, ...set } };
  return { kind: 'set', ent: 'disposition', id: known.id, set };
}

/** Records what a person decided about a hit. @throws Refused run_missing, hit_missing */
export function disposeHit(session: Session, caseId: CaseId, of: OfHit & { disposition: Disposition }): Record<string, never> {
  const vault = session.vault();
  vault.assay.read((db) => runRecord(db, caseId, of.runId));
  vault.books(caseId).read((db) => hitRecord(db, of.runId, of.key));
  record(session, caseId, [disposeChange(session, caseId, of)]);
  return {};
}

type OfHits = { readonly runId: string; readonly keys: readonly string[] };

/** Records one decision about several hits, all or none. @throws Refused run_missing, hit_missing */
export function disposeHits(session: Session, caseId: CaseId, of: OfHits & { disposition: Disposition }): Record<string, never> {
  const { runId, disposition } = of;
  const keys = [...new Set(of.keys)];
  const vault = session.vault();
  vault.assay.read((db) => runRecord(db, caseId, runId));
  vault.books(caseId).read((db) => keys.forEach((key) => hitRecord(db, runId, key)));
  record(
    session,
    caseId,
    keys.map((key) => disposeChange(session, caseId, { runId, key, disposition })),
  );
  return {};
}

/**
 * Opens a draft finding out of a hit: its texts in the asked language, the suggested correction, the pack's fitting provisions.
 * A hit that has a finding already gives that one. @throws Refused run_missing, hit_missing
 */
export function openFinding(session: Session, caseId: CaseId, of: OfHit & { lang: Lang }): { findingId: string } {
  const vault = session.vault();
  const { runId, key } = of;
  const { run, before } = vault.assay.read((db) => ({
    run: runRecord(db, caseId, runId),
    before: findingsOfRun(db, caseId, runId).get(key),
  }));
  if (before !== undefined) return { findingId: before };
  return recordHits(session, caseId, { run, keys: [key], lang: of.lang });
}

/**
 * Opens one draft finding out of several hits: the facts of each, their corrections, the provisions once.
 * Hits that have a finding already are left out; when all have one, the first one's finding is given.
 * @throws Refused run_missing, hit_missing
 */
export function gatherFinding(session: Session, caseId: CaseId, of: OfHits & { lang: Lang }): { findingId: string } {
  const { run, known } = session.vault().assay.read((db) => ({
    run: runRecord(db, caseId, of.runId),
    known: findingsOfRun(db, caseId, of.runId),
  }));
  const keys = [...new Set(of.keys)].filter((key) => !known.has(key));
  const before = known.get(of.keys[0] ?? '');
  if (keys.length === 0 && before !== undefined) return { findingId: before };
  return recordHits(session, caseId, { run, keys, lang: of.lang });
}

type Recorded = { readonly run: RunRecord; readonly keys: readonly string[]; readonly lang: Lang };

/** The draft of these hits, recorded with what it came from. */
function recordHits(session: Session, caseId: CaseId, { run, keys, lang }: Recorded): { findingId: string } {
  const { runId, test } = run;
  const hits = session
    .vault()
    .books(caseId)
    .read((db) => keys.map((key) => hitOf(hitRecord(db, runId, key))));
  const { pack } = casePack(session, caseId);
  const say = sayIn(lang);
  const texts = hits.map((hit) => draftFinding(test, hit));
  const suggested = hits.flatMap((hit) => suggestCorrections(test, hit, pack));
  const corrections = [...new Map(suggested.toReversed().map((c) => [`${c.row} ${c.component}`, c])).values()].toReversed();
  const areas = [test, ...new Set(corrections.map((c) => c.component))];
  const criteria = [...new Set(areas.flatMap((area) => criteriaFor(pack, area)).map((reference) => reference.text[lang]))];
  const [first] = texts;
  if (first === undefined) throw new Refused({ code: 'hit_missing', at: runId });
  const gathered = words('finding.gathered', { test: { words: words(`test.${test}.name`, {}) }, n: hits.length });
  const draft = {
    title: say(hits.length === 1 ? first.title : gathered),
    condition: texts.map((one) => say(one.condition)).join('\n'),
    cause: say(first.cause),
    criteria,
    corrections,
    response: '',
  };
  const made = addFinding(
    session,
    caseId,
    draft,
    keys.map((key) => ({ runId, key, test })),
  );
  const disposition: Disposition = { state: 'finding', reason: '' };
  record(
    session,
    caseId,
    keys.map((key) => disposeChange(session, caseId, { runId, key, disposition })),
  );
  return made;
}
