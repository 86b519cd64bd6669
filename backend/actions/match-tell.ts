import { decidedMatch, decidedMatches, matchAs, matchesTouched } from '../../db/repositories/matches.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { CancelSignal } from '../../contract/rpc/call.ts';
import type { MatchRequest, StoredDecision } from '../analysis/matching.ts';
import { matchChildren } from './children.ts';
import { breathe, matchLog } from './match-log.ts';
import { kindKey, requestOf, workOf } from './match-work.ts';
import type { OfKind } from './match-work.ts';
import type { Session } from './session.ts';

const pageLength = 1_000;

const stateOf = (state: string): 'confirmed' | 'refused' => (state === 'refused' ? 'refused' : 'confirmed');

/** Pages of all decisions of a kind. */
async function* everything(session: Session, of: OfKind): AsyncGenerator<readonly StoredDecision[]> {
  for (const state of ['confirmed', 'refused']) {
    for (let after = ''; ; ) {
      const page = session.vault().assay.read((db) => decidedMatches(db, { ...of, state, after }, pageLength));
      yield page.map(({ id, links }) => ({ id, state: stateOf(state), links }));
      after = page.at(-1)?.id ?? after;
      if (page.length < pageLength) break;
      await breathe();
    }
  }
}

/** Pages of the decisions of a kind that were made, changed or taken back in a part of the log. */
async function* since(session: Session, of: OfKind, part: { after: number; upto: number }): AsyncGenerator<readonly StoredDecision[]> {
  const { assay } = session.vault();
  const { caseId, kind } = of;
  const ids = assay.read((db) => matchesTouched(db, caseId, part));
  for (let at = 0; at < ids.length; at += pageLength) {
    yield assay.read((db) =>
      ids.slice(at, at + pageLength).flatMap((id): StoredDecision[] => {
        if (matchAs(db, caseId, id)?.kind !== kind) return [];
        const found = decidedMatch(db, { caseId, kind, id });
        return [found === null ? { id, state: 'gone', links: [] } : { id, state: stateOf(found.state), links: found.links }];
      }),
    );
    await breathe();
  }
}

/** What a question about a kind says: which records, and up to which place in the log decisions count. */
export type AboutKind = { readonly request: MatchRequest; readonly upto: number };

/** Tells the process of a case what people have decided since it was last told. */
async function tell(session: Session, of: OfKind): Promise<AboutKind> {
  const log = await matchLog(session, of.caseId);
  const upto = log.touched.get(of.kind) ?? 0;
  const request = requestOf(session, of);
  const { told } = workOf(session);
  const key = kindKey(of);
  const before = told.get(key);
  if (before?.books === request.books && before.upto === upto) return { request, upto };
  const goesOn = before !== undefined && before.books === request.books && before.upto > 0;
  let from = goesOn ? before.upto : 0;
  const pages = goesOn ? since(session, of, { after: from, upto }) : everything(session, of);
  const send = (decisions: readonly StoredDecision[]): Promise<boolean> =>
    matchChildren(session).ask(of.caseId, 'match.tell', { request, from, upto, decisions });
  let sent = false;
  for await (const decisions of pages) {
    if (!(await send(decisions))) {
      told.delete(key);
      return tell(session, of);
    }
    [from, sent] = [upto, true];
  }
  if (!sent && !(await send([]))) {
    told.delete(key);
    return tell(session, of);
  }
  told.set(key, { books: request.books, upto });
  return { request, upto };
}

const lines = new WeakMap<Session, Map<string, Promise<unknown>>>();

/** One after the other for each kind: two that tell at once would tell in turns. */
export function inLine<T>(session: Session, of: OfKind, work: () => Promise<T>): Promise<T> {
  const known = lines.get(session) ?? new Map<string, Promise<unknown>>();
  lines.set(session, known);
  const key = kindKey(of);
  const mine = (known.get(key) ?? Promise.resolve()).then(work, work);
  known.set(key, mine);
  const leave = (): void => void (known.get(key) === mine && known.delete(key));
  mine.then(leave, leave);
  return mine;
}

/** How often a process may be ended between being told and being asked. */
const attempts = 4;

/** Asks the process of a case about a kind, after it was told what people have decided; tells it anew where it was ended meanwhile. */
export async function asking<T>(session: Session, of: OfKind, question: (about: AboutKind) => Promise<T | null>): Promise<T> {
  for (let n = 0; n < attempts; n += 1) {
    const about = await inLine(session, of, () => tell(session, of));
    const answer = await question(about);
    if (answer !== null) return answer;
    workOf(session).told.delete(kindKey(of));
  }
  throw new RangeError('a process forgets what it is told');
}

/**
 * Waits for work that goes on by itself: who cancels stops waiting, and what is read meanwhile serves the next question. A question about
 * records must not end the process that holds them.
 * @throws Refused cancelled
 */
export function waitFor<T>(work: Promise<T>, signal: CancelSignal, at: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => reject(new Refused({ code: 'cancelled', at }));
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel, { once: true });
    const leave = (): void => signal.removeEventListener('abort', cancel);
    work.then(resolve, reject).finally(leave);
  });
}
