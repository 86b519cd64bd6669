import { listImports } from '../../db/repositories/imports.ts';
import { decidedMatches } from '../../db/repositories/matches.ts';
import type { DecidedEntry } from '../../db/repositories/matches.ts';
import { listOverrides } from '../../db/repositories/overrides.ts';
import type { MatchKindName } from '../../domain/matching/kinds.ts';
import type { MatchParams } from '../../domain/matching/record.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { MatchMoney } from '../analysis/match-rows.ts';
import type { MatchRequest } from '../analysis/matching.ts';
import type { KindSums } from '../analysis/match-jobs.ts';
import { newId } from '../vault/new-id.ts';
import { casePack } from './case-pack.ts';
import type { Session } from './session.ts';

/** What was asked for last of a kind, and whether its answer still holds. */
export type Asked = {
  readonly params: MatchParams;
  /** names the answer in the process that made it */
  readonly stamp: string;
  readonly books: string;
  /** proposals that are still open */
  proposed: number;
};

type Work = {
  readonly asked: Map<string, Asked>;
  /** what the sides add up to, by case, kind, books and decisions */
  readonly sums: Map<string, KindSums>;
  /** of which proposal a match was made, by its id */
  readonly madeOf: Map<string, MadeOf>;
};

export type MadeOf = { readonly stamp: string; readonly key: string };

const works = new WeakMap<Session, Work>();

/** What is remembered of matching while the vault is open. */
export function workOf(session: Session): Work {
  const known = works.get(session);
  if (known !== undefined) return known;
  const made: Work = { asked: new Map(), sums: new Map(), madeOf: new Map() };
  session.onLock(() => {
    made.asked.clear();
    made.sums.clear();
    made.madeOf.clear();
  });
  works.set(session, made);
  return made;
}

export type OfKind = { readonly caseId: CaseId; readonly kind: MatchKindName };

const askedKey = ({ caseId, kind }: OfKind): string => `${caseId} ${kind}`;

export const importsNow = (session: Session, caseId: CaseId): readonly string[] =>
  session.vault().assay.read((db) => listImports(db, caseId).map((one) => String(one.importId)));

/** Which books an answer was made of: the imports that stand and the values that were put over theirs. */
export function booksNow(session: Session, caseId: CaseId): string {
  const over = session.vault().assay.read((db) => listOverrides(db, caseId).map(({ id, at }) => `${id} ${at}`));
  return [...importsNow(session, caseId), ...over.toSorted()].join();
}

/** The last answer of a kind, null when there is none or the books are others by now. */
export function askedNow(session: Session, of: OfKind): Asked | null {
  const known = workOf(session).asked.get(askedKey(of));
  return known !== undefined && known.books === booksNow(session, of.caseId) ? known : null;
}

/** Notes what is about to be asked for. */
export function ask(session: Session, of: OfKind, params: MatchParams): Asked {
  const one: Asked = { params, stamp: newId(), books: booksNow(session, of.caseId), proposed: 0 };
  workOf(session).asked.set(askedKey(of), one);
  return one;
}

/** A decision was made: what the sides of its kind add up to is counted anew. */
export function decided(session: Session, { caseId, kind }: OfKind): void {
  const { sums } = workOf(session);
  for (const key of sums.keys()) if (key.startsWith(`${caseId} ${kind} `)) sums.delete(key);
}

/** A decision was made that the proposals do not know of: the next page makes them anew, with the parameters of the last time. */
export function outdate(session: Session, of: OfKind): void {
  decided(session, of);
  const known = workOf(session).asked.get(askedKey(of));
  if (known !== undefined) workOf(session).asked.set(askedKey(of), { ...known, stamp: newId(), books: 'outdated' });
}

export const usualParams: MatchParams = { days: 60, toleranceBp: 50, minScore: 0.6 };

export const paramsOf = (session: Session, of: OfKind): MatchParams => workOf(session).asked.get(askedKey(of))?.params ?? usualParams;

const pageLength = 2_000;
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** All decisions of a kind, read in pages so that nobody waits behind them. */
export async function decisionsOf(session: Session, { caseId, kind }: OfKind): Promise<readonly DecidedEntry[]> {
  const all: DecidedEntry[] = [];
  for (let after = ''; ; ) {
    const page = session.vault().assay.read((db) => decidedMatches(db, { caseId, kind, after }, pageLength));
    for (const { state, links } of page) all.push({ state, links });
    after = page.at(-1)?.id ?? after;
    if (page.length < pageLength) return all;
    await breathe();
  }
}

export function moneyOf(session: Session, caseId: CaseId): MatchMoney {
  const { pack } = casePack(session, caseId);
  return { national: pack.nationalCurrency, digits: Object.fromEntries(pack.currencies.map((c) => [c.code, c.digits])) };
}

/** Everything that a process needs to match a kind. */
export async function requestOf(session: Session, of: OfKind, params: MatchParams): Promise<MatchRequest> {
  const decided = await decisionsOf(session, of);
  return { kind: of.kind, params, money: moneyOf(session, of.caseId), imports: importsNow(session, of.caseId), decided };
}

export { breathe };
