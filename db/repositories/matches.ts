import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { CaseId, EntityId } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { Refused } from '../../domain/model/refused.ts';
import { operation } from '../schema/log.ts';
import { matchSet } from '../schema/projections.ts';
import { articleMemory, matchRow } from '../schema/vault.ts';
import type { ReadDb, WriteDb } from '../store.ts';

/** A link as the log keeps it: names of rows, decimal text. */
export type StoredLink = { readonly left: string; readonly right: string; readonly amount: string | null; readonly currency: string };

export type MatchEntry = {
  readonly matchId: EntityId;
  readonly kind: string;
  readonly method: string;
  readonly rule: string;
  readonly links: readonly StoredLink[];
  readonly state: string;
  readonly note: string | null;
  readonly at: Instant;
  readonly by: string;
};

export type MatchFilter = { readonly kind: string | null; readonly state: string | null };

const conditions = (caseId: CaseId, { kind, state }: MatchFilter): SQL | undefined =>
  and(
    eq(matchSet.caseId, caseId),
    isNull(matchSet.deletedOp),
    kind === null ? undefined : eq(matchSet.kind, kind),
    state === null ? undefined : eq(matchSet.state, state),
  );

const entries = (db: ReadDb) =>
  db.orm
    .select({
      matchId: matchSet.id,
      kind: matchSet.kind,
      method: matchSet.method,
      rule: matchSet.rule,
      links: matchSet.links,
      state: matchSet.state,
      note: matchSet.note,
      at: operation.at,
      by: operation.by,
    })
    .from(matchSet)
    .innerJoin(operation, and(eq(operation.caseId, matchSet.caseId), eq(operation.opId, matchSet.createdOp)));

type Row = ReturnType<ReturnType<typeof entries>['all']>[number];

const entryOf = (row: Row): MatchEntry => ({
  ...row,
  matchId: row.matchId as EntityId,
  at: row.at as Instant,
  links: row.links as unknown as readonly StoredLink[],
});

export const countMatches = (db: ReadDb, caseId: CaseId, filter: MatchFilter): number =>
  db.orm.select({ n: sql<number>`count(*)` }).from(matchSet).where(conditions(caseId, filter)).get()?.n ?? 0;

/** The newest first. @param page.at how many to leave out */
export function matchPage(db: ReadDb, caseId: CaseId, filter: MatchFilter, page: { at: number; limit: number }): readonly MatchEntry[] {
  return entries(db)
    .where(conditions(caseId, filter))
    .orderBy(desc(operation.position))
    .limit(page.limit)
    .offset(page.at)
    .all()
    .map(entryOf);
}

/** Those that name the row on either side, the oldest first. */
export function matchesOfRow(db: ReadDb, caseId: CaseId, row: string): readonly MatchEntry[] {
  const named = inArray(
    matchSet.id,
    db.orm
      .select({ id: matchRow.matchId })
      .from(matchRow)
      .where(and(eq(matchRow.caseId, caseId), eq(matchRow.row, row))),
  );
  return entries(db)
    .where(and(conditions(caseId, { kind: null, state: null }), named))
    .orderBy(asc(operation.position))
    .all()
    .map(entryOf);
}

/** @throws Refused entity_missing when there is none, or it was undone */
export function matchEntry(db: ReadDb, caseId: CaseId, matchId: string): MatchEntry {
  const row = entries(db)
    .where(and(conditions(caseId, { kind: null, state: null }), eq(matchSet.id, matchId)))
    .get();
  if (row === undefined) throw new Refused({ code: 'entity_missing', at: `match:${matchId}` });
  return entryOf(row);
}

/** The kind of a match, as a list of one; of none when it was taken back already. */
export const matchKindOf = (db: ReadDb, caseId: CaseId, matchId: string): readonly string[] =>
  db.orm
    .select({ kind: matchSet.kind })
    .from(matchSet)
    .where(and(conditions(caseId, { kind: null, state: null }), eq(matchSet.id, matchId)))
    .all()
    .map(({ kind }) => kind);

export type DecidedEntry = { readonly state: string; readonly links: readonly StoredLink[] };

/** Decisions of one kind after a place in the list, in the order of their ids. @param after id of the last one seen, '' from the start */
export function decidedMatches(
  db: ReadDb,
  of: { caseId: CaseId; kind: string; after: string },
  limit: number,
): readonly (DecidedEntry & { id: string })[] {
  return db.orm
    .select({ id: matchSet.id, state: matchSet.state, links: matchSet.links })
    .from(matchSet)
    .where(and(conditions(of.caseId, { kind: of.kind, state: null }), sql`${matchSet.id} > ${of.after}`))
    .orderBy(asc(matchSet.id))
    .limit(limit)
    .all()
    .map((row) => ({ ...row, links: row.links as unknown as readonly StoredLink[] }));
}

export type MemoryEntry = {
  readonly product: string;
  readonly article: string;
  readonly hs: string;
  readonly state: 'confirmed' | 'refused';
  readonly times: number;
};

/** All links of products and articles that this vault remembers: goods text and code, never a case or a trader. */
export function rememberedArticles(db: ReadDb): readonly MemoryEntry[] {
  return db.orm
    .select({
      product: articleMemory.product,
      article: articleMemory.article,
      hs: articleMemory.hs,
      state: articleMemory.state,
      times: articleMemory.times,
    })
    .from(articleMemory)
    .orderBy(asc(articleMemory.product), asc(articleMemory.article), asc(articleMemory.hs))
    .all()
    .map((row) => ({ ...row, state: row.state === 'refused' ? 'refused' : 'confirmed' }));
}

/** The last decision stands; how often it was made the same way is counted. @param at when, as operations say it */
export function rememberArticle(db: WriteDb, entry: Omit<MemoryEntry, 'times'>, at: Instant): void {
  const sqlText = `INSERT INTO article_memory (product, article, hs, state, times, last_at) VALUES (?, ?, ?, ?, 1, ?)
    ON CONFLICT (product, article, hs) DO UPDATE SET
      times = CASE WHEN state = excluded.state THEN times + 1 ELSE 1 END, state = excluded.state, last_at = excluded.last_at`;
  db.prepareWrite(sqlText).run(entry.product, entry.article, entry.hs, entry.state, at);
}
