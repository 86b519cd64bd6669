import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { CaseId, EntityId } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { Refused } from '../../domain/model/refused.ts';
import { operation } from '../schema/log.ts';
import { matchSet } from '../schema/projections.ts';
import { matchRow } from '../schema/vault.ts';
import { keptStatement } from '../kept-statements.ts';
import type { ReadDb } from '../store.ts';

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

/** A decision in the lists of its case. @property position place of the operation that made it: the order of the lists */
export type MatchPlace = { readonly id: string; readonly kind: string; readonly state: string; readonly position: number };

/** Decisions that stand, after one of them in the order of kind, state and id. @param after the last one seen; null from the start */
export function matchPlaces(db: ReadDb, caseId: CaseId, after: MatchPlace | null, limit: number): readonly MatchPlace[] {
  const sqlText = `SELECT m.id, m.kind, m.state, o.position FROM match_set m INDEXED BY match_live
    JOIN op o ON o.case_id = m.case_id AND o.op_id = m.created_op
    WHERE m.case_id = ? AND m.deleted_op IS NULL AND (m.kind, m.state, m.id) > (?, ?, ?)
    ORDER BY m.kind, m.state, m.id LIMIT ?`;
  const { kind, state, id } = after ?? { kind: '', state: '', id: '' };
  return db.prepare<MatchPlace>(sqlText).all(caseId, kind, state, id, BigInt(limit));
}

/** The last operation of a case, by its place in the log; 0 for none. */
export const lastPosition = (db: ReadDb, caseId: CaseId): number =>
  db.prepare<number | null>('SELECT max(position) FROM op WHERE case_id = ?').pluck().get(caseId) ?? 0;

/** Ids of decisions that operations touched, in a part of the log of a case. @param of both in places of the log; `after` is not in it */
export const matchesTouched = (db: ReadDb, caseId: CaseId, of: { after: number; upto: number }): readonly string[] =>
  db
    .prepare<string>("SELECT DISTINCT id FROM op WHERE case_id = ? AND position > ? AND position <= ? AND ent = 'match'")
    .pluck()
    .all(caseId, BigInt(of.after), BigInt(of.upto));

/** One decision as it stands now, or as it stood when it was taken back; null where there never was one. */
export function matchAs(db: ReadDb, caseId: CaseId, id: string): (MatchPlace & { readonly stands: boolean }) | null {
  const sqlText = `SELECT m.id, m.kind, m.state, o.position, m.deleted_op IS NULL AS stands FROM match_set m
    JOIN op o ON o.case_id = m.case_id AND o.op_id = m.created_op WHERE m.case_id = ? AND m.id = ?`;
  const found = keptStatement<MatchPlace & { stands: number }>(db, sqlText).get(caseId, id);
  return found === undefined ? null : { ...found, stands: found.stands === 1 };
}

type EntryText = Omit<MatchEntry, 'links'> & { readonly links: string };

/** Decisions by their places in the log, in the order of the places. One that was taken back meanwhile is left out. */
export function matchesAt(db: ReadDb, caseId: CaseId, positions: readonly number[]): readonly MatchEntry[] {
  // from the operation to the match: the other way round every match of the case would be looked at
  const sqlText = `SELECT m.id AS matchId, m.kind, m.method, m.rule, m.links, m.state, m.note, o.at, o.by FROM op o
    CROSS JOIN match_set m ON m.case_id = o.case_id AND m.id = o.id WHERE o.position = ? AND o.case_id = ? AND m.deleted_op IS NULL`;
  const at = db.prepare<EntryText>(sqlText);
  return positions.flatMap((position) => {
    const found = at.get(BigInt(position), caseId);
    return found === undefined ? [] : [{ ...found, links: JSON.parse(found.links) as readonly StoredLink[] }];
  });
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

/** The kind of a match; null when it was taken back already. */
export const matchKindOf = (db: ReadDb, caseId: CaseId, matchId: string): string | null =>
  keptStatement<{ kind: string }>(db, 'SELECT kind FROM match_set WHERE case_id = ? AND id = ? AND deleted_op IS NULL').get(caseId, matchId)
    ?.kind ?? null;

export type DecidedEntry = { readonly state: string; readonly links: readonly StoredLink[] };

/** One decision of a kind; null when it was taken back or is of another kind. */
export function decidedMatch(db: ReadDb, of: { caseId: CaseId; kind: string; id: string }): DecidedEntry | null {
  const sqlText = 'SELECT state, links FROM match_set WHERE case_id = ? AND id = ? AND kind = ? AND deleted_op IS NULL';
  const row = keptStatement<{ state: string; links: string }>(db, sqlText).get(of.caseId, of.id, of.kind);
  return row === undefined ? null : { state: row.state, links: JSON.parse(row.links) as readonly StoredLink[] };
}

/** Decisions of one kind and state after a place in the list, in the order of their ids. @param after id of the last one seen, '' from the start */
export function decidedMatches(
  db: ReadDb,
  of: { caseId: CaseId; kind: string; state: string; after: string },
  limit: number,
): readonly (DecidedEntry & { id: string })[] {
  return db.orm
    .select({ id: matchSet.id, state: matchSet.state, links: matchSet.links })
    .from(matchSet)
    .where(and(conditions(of.caseId, of), sql`${matchSet.id} > ${of.after}`))
    .orderBy(asc(matchSet.id))
    .limit(limit)
    .all()
    .map((row) => ({ ...row, links: row.links as unknown as readonly StoredLink[] }));
}

/** The confirmed decisions of some kinds as the log keeps them, by kind and id. */
export const confirmedMatches = (
  db: ReadDb,
  caseId: CaseId,
  kinds: readonly string[],
): Iterable<{ readonly id: string; readonly kind: string; readonly links: string }> =>
  db
    .prepare<{ id: string; kind: string; links: string }>(
      `SELECT m.id, m.kind, m.links FROM match_set m INDEXED BY match_live
        WHERE m.case_id = ? AND m.deleted_op IS NULL AND m.state = 'confirmed' AND m.kind IN (${kinds.map(() => '?').join(', ')})
        ORDER BY m.kind, m.id`,
    )
    .iterate(caseId, ...kinds);

/** Place in the log of the last operation on a match; 0 for none. */
export const lastMatchPosition = (db: ReadDb, caseId: CaseId): number =>
  db.prepare<number | null>("SELECT max(position) FROM op WHERE case_id = ? AND ent = 'match'").pluck().get(caseId) ?? 0;
