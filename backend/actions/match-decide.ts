import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { lastPosition, matchEntry, matchKindOf } from '../../db/repositories/matches.ts';
import type { StoredLink } from '../../db/repositories/matches.ts';
import type { Canonical, Change } from '../../domain/caselog/operation.ts';
import { matchKinds } from '../../domain/matching/kind-names.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Choice, Picked } from '../analysis/match-pages.ts';
import { newId } from '../vault/new-id.ts';
import { matchChildren } from './children.ts';
import { fromMade } from './matching.ts';
import { breathe, matchLog } from './match-log.ts';
import { inLine } from './match-tell.ts';
import { askedNow, kindKey, outdate, requestOf, workOf } from './match-work.ts';
import type { Asked, OfKind } from './match-work.ts';
import { pieces } from './pieces.ts';
import type { Pieces } from './pieces.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';

type State = 'confirmed' | 'refused';

/** The change that writes a decision down. */
export const putMatch = (of: {
  kind: string;
  method: string;
  rule: string;
  links: readonly StoredLink[];
  state: State;
  note: string;
}): Change => ({
  kind: 'put',
  ent: 'match',
  id: newId(),
  set: { ...of, note: of.note.normalize('NFC'), links: of.links as unknown as Canonical },
});

type Written = {
  readonly asked: Asked;
  readonly made: readonly { readonly id: string; readonly key: string }[];
  readonly state: State;
  /** the part of the log in which nothing else of the kind stands */
  readonly from: number;
  readonly upto: number;
};

/** Tells the process that made the proposals what became of them; where it knows all that came before, nothing has to be told again. */
async function tellWritten(session: Session, of: OfKind, { asked, made, state, from, upto }: Written): Promise<void> {
  const { told, madeOf } = workOf(session);
  for (const { id, key } of made) madeOf.set(id, { stamp: asked.stamp, key });
  asked.proposed = Math.max(0, asked.proposed - made.length);
  await inLine(session, of, async () => {
    const request = requestOf(session, of);
    const before = told.get(kindKey(of));
    const knows = before?.books === request.books && before.upto === from;
    const span = { request, from: knows ? from : -1, upto };
    const counted = await matchChildren(session).ask(of.caseId, 'match.written', { ...span, stamp: asked.stamp, made, state });
    if (counted && told.get(kindKey(of)) === before) told.set(kindKey(of), { books: request.books, upto });
  });
}

/** Writes one piece. @returns the part of the log in which it stands, with nothing else of the kind before it */
async function recordPiece(
  session: Session,
  { caseId, kind }: OfKind,
  given: { readonly changes: readonly Change[]; readonly sized: Pieces },
): Promise<{ from: number; upto: number }> {
  const { changes, sized } = given;
  const now = (): number => session.vault().assay.read((db) => lastPosition(db, caseId));
  for (;;) {
    const log = await matchLog(session, caseId);
    // following the log and writing into it are two turns: others may come between, and then it is followed once more
    await breathe();
    if (log.upto !== now()) continue;
    sized.hold(changes.length, () => record(session, caseId, changes));
    return { from: log.touched.get(kind) ?? 0, upto: now() };
  }
}

/** Open proposals by their keys, as they are written down. */
async function picked(session: Session, of: OfKind, keys: readonly string[], context: HandlerContext): Promise<readonly Picked[]> {
  const found = await fromMade(session, of, {
    context,
    asking: ({ stamp }) =>
      matchChildren(session).ask(of.caseId, 'match.pick', { books: session.vault().booksAccess(of.caseId), stamp, keys }),
  });
  return found.picked;
}

/**
 * Writes decisions in pieces, each a whole one: what was written when a person cancels stands, and the answer says how many.
 * @throws Refused cancelled when not one was written
 */
async function writeDown(
  session: Session,
  of: OfKind & { state: State; note: string },
  given: { keys: readonly string[]; context: HandlerContext },
): Promise<Output<AssayCalls['match.decide']>> {
  const { kind, state, note } = of;
  const { keys, context } = given;
  const matches: { key: string; matchId: string }[] = [];
  const sized = pieces();
  for (let done = 0; done < keys.length && !context.signal.aborted; ) {
    const asking = keys.slice(done, done + sized.size());
    const part = await picked(session, of, asking, context);
    done += asking.length;
    const asked = askedNow(session, of);
    const changes = part.map(({ method, rule, links }) => putMatch({ kind, method, rule, links, state, note }));
    if (changes.length > 0) {
      const span = await recordPiece(session, of, { changes, sized });
      const made = part.map(({ key }, i) => ({ key, id: changes[i]?.id ?? '' }));
      matches.push(...made.map(({ key, id }) => ({ key, matchId: id })));
      if (asked !== null) await tellWritten(session, of, { asked, made, state, ...span });
    }
    context.progress({ stage: 'decide', done, total: keys.length });
    await breathe();
  }
  if (matches.length === 0 && context.signal.aborted) throw new Refused({ code: 'cancelled', at: 'match.decide' });
  return { decided: matches.length, matches };
}

/** @throws Refused entity_missing when none of the keys names an open proposal */
export async function decide(
  session: Session,
  of: OfKind & { keys: readonly string[]; state: State; note: string },
  context: HandlerContext,
): Promise<Output<AssayCalls['match.decide']>> {
  const done = await writeDown(session, of, { keys: [...new Set(of.keys)], context });
  if (done.decided === 0) throw new Refused({ code: 'entity_missing', at: `match:${of.keys[0] ?? ''}` });
  return done;
}

/** Confirms every open proposal of a method from a score on. */
export async function decideAll(
  session: Session,
  of: OfKind & Choice,
  context: HandlerContext,
): Promise<Output<AssayCalls['match.decideAll']>> {
  const { method, minScore } = of;
  const keys = await fromMade(session, of, {
    context,
    asking: ({ stamp }) =>
      matchChildren(session).ask(of.caseId, 'match.keys', {
        books: session.vault().booksAccess(of.caseId),
        stamp,
        choice: { method, minScore },
      }),
  });
  return writeDown(session, { ...of, state: 'confirmed', note: '' }, { keys, context });
}

/** The kinds of matches that there are, by id; those that were taken back already are left out. */
function kindsById(session: Session, caseId: CaseId, ids: readonly string[]): ReadonlyMap<string, string> {
  return session.vault().assay.read((db) => {
    const kinds = new Map<string, string>();
    for (const id of ids) {
      const kind = matchKindOf(db, caseId, id);
      if (kind !== null) kinds.set(id, kind);
    }
    return kinds;
  });
}

/** Records of taken back matches are open again: their proposals where they are known, all of the kind made anew where not. */
async function reopen(session: Session, caseId: CaseId, taken: ReadonlyMap<string, string>): Promise<void> {
  const { madeOf } = workOf(session);
  for (const kind of matchKinds) {
    const of = { caseId, kind };
    const ids = [...taken].flatMap(([id, one]) => (one === kind ? [id] : []));
    if (ids.length === 0) continue;
    const asked = askedNow(session, of);
    const keys = ids.flatMap((id) => {
      const made = madeOf.get(id);
      return made !== undefined && made.stamp === asked?.stamp ? [made.key] : [];
    });
    for (const id of ids) madeOf.delete(id);
    if (asked === null || keys.length < ids.length) {
      outdate(session, of);
      continue;
    }
    asked.proposed += keys.length;
    await matchChildren(session).ask(caseId, 'match.decided', { stamp: asked.stamp, keys, state: 'proposed' });
  }
}

/** Takes a decision back: its records are open again. @throws Refused entity_missing */
export async function undo(session: Session, caseId: CaseId, matchId: string): Promise<Record<string, never>> {
  const { kind } = session.vault().assay.read((db) => matchEntry(db, caseId, matchId));
  record(session, caseId, [{ kind: 'del', ent: 'match', id: matchId, set: {} }]);
  await reopen(session, caseId, new Map([[matchId, kind]]));
  return {};
}

/** Takes several decisions back, in pieces, each a whole one; the answer says how many. */
export async function undoAll(
  session: Session,
  of: { caseId: CaseId; matchIds: readonly string[] },
  context: HandlerContext,
): Promise<Output<AssayCalls['match.undoAll']>> {
  const { caseId } = of;
  const matchIds = [...new Set(of.matchIds)];
  const sized = pieces();
  let undone = 0;
  for (let at = 0; at < matchIds.length && !context.signal.aborted; ) {
    const asked = matchIds.slice(at, at + sized.size());
    const kinds = kindsById(session, caseId, asked);
    const changes = [...kinds.keys()].map((id): Change => ({ kind: 'del', ent: 'match', id, set: {} }));
    if (changes.length > 0) sized.hold(changes.length, () => record(session, caseId, changes));
    await reopen(session, caseId, kinds);
    undone += kinds.size;
    at += asked.length;
    context.progress({ stage: 'undecide', done: at, total: matchIds.length });
    await breathe();
  }
  return { undone };
}
