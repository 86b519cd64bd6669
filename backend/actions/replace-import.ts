import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { importedRows } from '../../db/repositories/books-imported-rows.ts';
import type { ImportedRow } from '../../db/repositories/books-imported-rows.ts';
import { thingsOnRows } from '../../db/repositories/things-on-rows.ts';
import type { ThingOnRow } from '../../db/repositories/things-on-rows.ts';
import type { ImportHeader } from '../../db/repositories/imports.ts';
import { importRecords, partsOfFile } from '../../db/repositories/imports.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import { tables } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { newId } from '../vault/new-id.ts';
import { inTurn } from './books-turn.ts';
import { compareChildren } from './children.ts';
import { bothOf } from './compare-imports.ts';
import type { Both, Pair } from './compare-imports.ts';
import { placed } from './follow-log.ts';
import { importRests, rowPrefixes } from './import-rests.ts';
import { takeOut } from './withdraw-import.ts';
import type { Session } from './session.ts';

type Replaced = Output<AssayCalls['import.replace']>;

/** A row of the older export with the one that took its place. */
type Partner = { readonly before: ImportedRow; readonly after: ImportedRow; readonly both: Both };

/** Parts of the older file with the parts of the newer one that take their place: the same table, the same scope where there are several. */
function pairsOfParts(
  session: Session,
  caseId: CaseId,
  pair: Pair,
): { readonly parts: readonly ImportHeader[]; readonly both: readonly Both[] } {
  const all = session.vault().assay.read((db) => importRecords(db, caseId));
  const asked = bothOf(session, caseId, pair);
  const [older, newer] = [partsOfFile(all, asked.older), partsOfFile(all, asked.newer)];
  const both = older.flatMap((one) => {
    if (one.importId === pair.older) return [asked];
    const same = newer.filter((other) => other.table === one.table && other.rows > 0 && other.importId !== pair.newer);
    const found = same.find((other) => other.scope === one.scope) ?? (same.length === 1 ? same[0] : undefined);
    return found === undefined || one.rows === 0 ? [] : [bothOf(session, caseId, { older: one.importId, newer: found.importId })];
  });
  return { parts: older, both };
}

/** For each of the named rows of the older file its partner; rows without one are absent. */
async function partnersOf(
  session: Session,
  caseId: CaseId,
  given: { readonly both: readonly Both[]; readonly rows: readonly string[]; readonly context: HandlerContext },
): Promise<ReadonlyMap<string, Partner>> {
  const found = new Map<string, Partner>();
  const vault = session.vault();
  for (const one of given.both) {
    const { table, evidence } = one.older;
    const ids = vault.books(caseId).read((db) => {
      const imports = listBookImports(db).filter((own) => own.importId === one.older.importId);
      return given.rows.flatMap((name) => placed(db, name, imports)?.rowId ?? []);
    });
    if (ids.length === 0) continue;
    const of = { table, older: one.olderRows, newer: one.newerRows };
    const options = { signal: given.context.signal };
    const pairs = await compareChildren(session).ask(caseId, 'compare.partners', { place: vault.booksAccess(caseId), of, ids }, options);
    const rows = vault.books(caseId).read((db) => ({
      before: importedRows(db, { table, evidence, ids: pairs.map(([id]) => id) }),
      after: importedRows(db, { table, evidence: one.newer.evidence, ids: pairs.map(([, id]) => id) }),
    }));
    for (const [olderId, newerId] of pairs) {
      const [before, after] = [rows.before.get(olderId), rows.after.get(newerId)];
      if (before !== undefined && after !== undefined) found.set(before.name, { before, after, both: one });
    }
  }
  return found;
}

/** Which cells a thing is about: an override one, a match the amounts, a mark or a note the row as such. */
function touched(thing: ThingOnRow, { both }: Partner): readonly string[] {
  if (thing.ent === 'override') return [thing.column];
  if (thing.ent !== 'match') return [];
  return tables[both.older.table].filter((column) => column.type === 'money').map((column) => column.name);
}

const sameCells = (columns: readonly string[], { before, after, both }: Partner): boolean =>
  columns.every((name) => {
    const at = tables[both.older.table].findIndex((column) => column.name === name);
    return before.cells[at] === after.cells[at];
  });

/** What a row has one of: a value for each cell, a mark. */
const placeOfThing = (thing: ThingOnRow, row: string): string | null =>
  thing.ent === 'override' ? `${row} ${thing.column}` : thing.ent === 'mark' ? row : null;

const placesOf = (things: readonly ThingOnRow[]): ReadonlySet<string> =>
  new Set(things.flatMap((thing) => thing.rows.flatMap((row) => placeOfThing(thing, row) ?? [])));

/** The thing on the newer row, or why it stays where it is. @param taken places on the newer rows that have such a thing already */
function moved(
  thing: ThingOnRow,
  partners: ReadonlyMap<string, Partner>,
  taken: ReadonlySet<string>,
): { readonly change: Change } | { readonly why: string } {
  for (const row of thing.rows) {
    const partner = partners.get(row);
    if (partner === undefined) return { why: `${thing.ent}.vanished` };
    if (!sameCells(touched(thing, partner), partner)) return { why: `${thing.ent}.changed` };
    if (taken.has(placeOfThing(thing, partner.after.name) ?? '')) return { why: `${thing.ent}.taken` };
  }
  const rename = (row: string): string => partners.get(row)?.after.name ?? row;
  return { change: { kind: 'set', ent: thing.ent, id: thing.id, set: thing.renamed(rename) } };
}

/**
 * The newer export takes the older one's place: the older file is withdrawn, what people put on its rows moves to the rows of the same key
 * where the cells that it is about are equal, and everything else is listed and stays with the older one.
 * @throws Refused entity_missing, imports_not_comparable, import_in_use, cancelled, disk_full
 */
export const replaceImport = (session: Session, caseId: CaseId, pair: Pair, context: HandlerContext): Promise<Replaced> =>
  inTurn(session, caseId, async () => {
    const { findings } = importRests(session, caseId, pair.older);
    const [first] = findings;
    if (first !== undefined)
      throw new Refused({ code: 'import_in_use', at: pair.older, args: { finding: first.title, n: findings.length } });
    const { parts, both } = pairsOfParts(session, caseId, pair);
    // parts of one file are withdrawn together: none takes the place of another
    if (parts.some((one) => one.importId === pair.newer)) throw new Refused({ code: 'imports_not_comparable', at: pair.newer });
    const { things, taken } = session.vault().assay.read((db) => ({
      things: thingsOnRows(db, caseId, rowPrefixes(parts)),
      taken: placesOf(thingsOnRows(db, caseId, rowPrefixes(both.map((one) => one.newer)))),
    }));
    const rows = [...new Set(things.flatMap((thing) => thing.rows))];
    const partners = await partnersOf(session, caseId, { both, rows, context });
    const outcomes = things.map((thing) => ({ thing, ...moved(thing, partners, taken) }));
    const changes = outcomes.flatMap((one) => ('change' in one ? [one.change] : []));
    const successions = both.map(
      ({ older, newer }): Change => ({
        kind: 'put',
        ent: 'succession',
        id: newId(),
        set: { older: older.importId, newer: newer.importId },
      }),
    );
    await takeOut(session, { caseId, parts, changes: [...successions, ...changes] }, context);
    const left = outcomes.flatMap((one) => ('why' in one ? one.thing.rows.map((row) => ({ row, why: one.why })) : []));
    return { moved: changes.length, left };
  });
