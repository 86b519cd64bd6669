import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { importedRows } from '../../db/repositories/books-imported-rows.ts';
import type { ImportedRow } from '../../db/repositories/books-imported-rows.ts';
import { thingsOnRows } from '../../db/repositories/things-on-rows.ts';
import type { ThingOnRow } from '../../db/repositories/things-on-rows.ts';
import type { ImportRecord } from '../../db/repositories/imports.ts';
import { importRecords, partsOfFile } from '../../db/repositories/imports.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import { tables } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { placed } from '../importers/override-cells.ts';
import { compareChildren } from './children.ts';
import { bothOf } from './compare-imports.ts';
import type { Both, Pair } from './compare-imports.ts';
import { importRests, rowPrefixes } from './import-rests.ts';
import type { Session } from './session.ts';

type Replacing = Output<AssayCalls['import.replacing']>;

/** A row of the older export with the one that took its place. */
type Partner = { readonly before: ImportedRow; readonly after: ImportedRow; readonly both: Both };

/** Parts of the older file with the parts of the newer one that take their place: the same table, the same scope where there are several. */
function pairsOfParts(
  session: Session,
  caseId: CaseId,
  pair: Pair,
): { readonly parts: readonly ImportRecord[]; readonly both: readonly Both[] } {
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

/** What a row has one of: a value for each cell, a mark, a link with the same piece of evidence. */
function placeOfThing(thing: ThingOnRow, row: string): string | null {
  switch (thing.ent) {
    case 'override':
      return `${row} ${thing.column}`;
    case 'mark':
      return row;
    case 'evidenceLink':
      return `${row} ${thing.piece}`;
    case 'note':
    case 'match':
      return null;
    default:
      return thing satisfies never;
  }
}

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

/** What becomes of one thing on an older row: what puts it on the newer one, or why it stays. */
export type Outcome = { readonly thing: ThingOnRow } & ({ readonly change: Change } | { readonly why: string });

/** @property parts of the older file, which leave together @property both parts that have a newer one */
export type ReplacePlan = {
  readonly parts: readonly ImportRecord[];
  readonly both: readonly Both[];
  readonly partners: ReadonlyMap<string, Partner>;
  readonly outcomes: readonly Outcome[];
};

/** What replacing would do. @throws Refused entity_missing, imports_not_comparable, cancelled */
export async function planReplace(session: Session, caseId: CaseId, pair: Pair, context: HandlerContext): Promise<ReplacePlan> {
  const { parts, both } = pairsOfParts(session, caseId, pair);
  // parts of one file are withdrawn together: none takes the place of another
  if (parts.some((one) => one.importId === pair.newer)) throw new Refused({ code: 'imports_not_comparable', at: pair.newer });
  const { things, taken } = session.vault().assay.read((db) => ({
    things: thingsOnRows(db, caseId, rowPrefixes(parts)),
    taken: placesOf(thingsOnRows(db, caseId, rowPrefixes(both.map((one) => one.newer)))),
  }));
  const rows = [...new Set(things.flatMap((thing) => thing.rows))];
  const partners = await partnersOf(session, caseId, { both, rows, context });
  return { parts, both, partners, outcomes: things.map((thing) => ({ thing, ...moved(thing, partners, taken) })) };
}

/** What stays with the older file, row by row. */
export const leftOf = ({ outcomes }: ReplacePlan): Replacing['left'] =>
  outcomes.flatMap((one) => ('why' in one ? one.thing.rows.map((row) => ({ row, why: one.why })) : []));

/** Columns in which a newer row says something else than the older one. */
function otherColumns({ before, after, both }: Partner): string[] {
  return tables[both.older.table].flatMap(({ name }, at) => (before.cells[at] === after.cells[at] ? [] : [name]));
}

const changedOf = ({ outcomes, partners }: ReplacePlan): Replacing['changed'] =>
  outcomes.flatMap((one) => {
    if (!('change' in one)) return [];
    return one.thing.rows.flatMap((row) => {
      const partner = partners.get(row);
      const columns = partner === undefined ? [] : otherColumns(partner);
      return partner === undefined || columns.length === 0 ? [] : [{ row, newer: partner.after.name, ent: one.thing.ent, columns }];
    });
  });

/**
 * What letting the newer export take the older one's place would do, before anybody decides; nothing is done.
 * @throws Refused entity_missing, imports_not_comparable, cancelled
 */
export async function replacing(session: Session, caseId: CaseId, pair: Pair, context: HandlerContext): Promise<Replacing> {
  const plan = await planReplace(session, caseId, pair, context);
  const { findings } = importRests(session, caseId, pair.older);
  const count = (ent: ThingOnRow['ent']): number => plan.outcomes.filter((one) => 'change' in one && one.thing.ent === ent).length;
  const replaced = new Set(plan.both.map((one) => one.older.importId));
  const alone = plan.parts.filter((one) => one.rows > 0 && !replaced.has(one.importId));
  return {
    findings,
    moves: {
      override: count('override'),
      mark: count('mark'),
      note: count('note'),
      evidenceLink: count('evidenceLink'),
      match: count('match'),
    },
    changed: changedOf(plan),
    left: leftOf(plan),
    alone: alone.map(({ table, scope, rows }) => ({ table, scope, rows })),
  };
}
