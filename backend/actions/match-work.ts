import { createHash } from 'node:crypto';
import { listImports } from '../../db/repositories/imports.ts';
import { lastPosition } from '../../db/repositories/matches.ts';
import { listOverrides } from '../../db/repositories/overrides.ts';
import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import { usualParams } from '../../domain/matching/record.ts';
import type { MatchParams } from '../../domain/matching/record.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { MatchMoney } from '../analysis/match-rows.ts';
import type { MatchRequest } from '../analysis/matching.ts';
import type { KindSums } from '../analysis/match-pages.ts';
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

/** What the process of a case was told of a kind. @property upto place in the log */
export type Told = { readonly books: string; readonly upto: number };

type Work = {
  readonly asked: Map<string, Asked>;
  /** what the sides add up to, by case, kind, books and decisions */
  readonly sums: Map<string, { readonly key: string; readonly sums: KindSums }>;
  /** of which proposal a match was made, by its id */
  readonly madeOf: Map<string, MadeOf>;
  readonly told: Map<string, Told>;
  /** imports and books of a case at a place of its log */
  readonly books: Map<CaseId, { readonly upto: number; readonly imports: readonly string[]; readonly books: string }>;
};

export type MadeOf = { readonly stamp: string; readonly key: string };

const works = new WeakMap<Session, Work>();

/** What is remembered of matching while the vault is open. */
export function workOf(session: Session): Work {
  const known = works.get(session);
  if (known !== undefined) return known;
  const made: Work = { asked: new Map(), sums: new Map(), madeOf: new Map(), told: new Map(), books: new Map() };
  session.onLock(() => {
    for (const map of Object.values(made)) map.clear();
  });
  works.set(session, made);
  return made;
}

export type OfKind = { readonly caseId: CaseId; readonly kind: MatchKindName };

export const kindKey = ({ caseId, kind }: OfKind): string => `${caseId} ${kind}`;

/** The imports of a case, and a name for its books as they are: the imports that stand and the values that were put over theirs. */
function booksOf(session: Session, caseId: CaseId): { readonly imports: readonly string[]; readonly books: string } {
  const { assay } = session.vault();
  const { books: known } = workOf(session);
  const upto = assay.read((db) => lastPosition(db, caseId));
  const found = known.get(caseId);
  if (found?.upto === upto) return found;
  const [imports, over] = assay.read((db) => [
    listImports(db, caseId).map((one) => String(one.importId)),
    listOverrides(db, caseId).map(({ id, at }) => `${id} ${at}`),
  ]);
  const books = createHash('sha256')
    .update([...imports, ...over.toSorted()].join())
    .digest('hex');
  const made = { upto, imports, books };
  known.set(caseId, made);
  return made;
}

export const importsNow = (session: Session, caseId: CaseId): readonly string[] => booksOf(session, caseId).imports;

/** Which books an answer was made of. */
export const booksNow = (session: Session, caseId: CaseId): string => booksOf(session, caseId).books;

/** The last answer of a kind, null when there is none or the books are others by now. */
export function askedNow(session: Session, of: OfKind): Asked | null {
  const known = workOf(session).asked.get(kindKey(of));
  return known !== undefined && known.books === booksNow(session, of.caseId) ? known : null;
}

/** Notes what is about to be asked for. */
export function ask(session: Session, of: OfKind, params: MatchParams): Asked {
  const one: Asked = { params, stamp: newId(), books: booksNow(session, of.caseId), proposed: 0 };
  workOf(session).asked.set(kindKey(of), one);
  return one;
}

/** A decision was made that the proposals do not know of: the next page makes them anew, with the parameters of the last time. */
export function outdate(session: Session, of: OfKind): void {
  const known = workOf(session).asked.get(kindKey(of));
  if (known !== undefined) workOf(session).asked.set(kindKey(of), { ...known, stamp: newId(), books: 'outdated' });
}

export const paramsOf = (session: Session, of: OfKind): MatchParams => workOf(session).asked.get(kindKey(of))?.params ?? usualParams;

export function moneyOf(session: Session, caseId: CaseId): MatchMoney {
  const { pack } = casePack(session, caseId);
  return { national: pack.nationalCurrency, digits: Object.fromEntries(pack.currencies.map((c) => [c.code, c.digits])) };
}

/** Everything that a process needs to read a kind. */
export function requestOf(session: Session, { caseId, kind }: OfKind): MatchRequest {
  const { imports, books } = booksOf(session, caseId);
  return { kind, money: moneyOf(session, caseId), imports, books };
}
