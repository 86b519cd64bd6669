import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { Differences } from '../../db/repositories/books-differences.ts';
import type { BookImport } from '../../db/repositories/books-imports.ts';
import { importedRows } from '../../db/repositories/books-imported-rows.ts';
import type { ImportedRow } from '../../db/repositories/books-imported-rows.ts';
import { importRecord, importRecords } from '../../db/repositories/imports.ts';
import type { ImportRecord } from '../../db/repositories/imports.ts';
import { tables } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Decimal } from '../../domain/model/scalars.ts';
import { compareChildren } from './children.ts';
import { visibleImports } from './declared-lines.ts';
import type { Session } from './session.ts';

type Compared = Output<AssayCalls['import.compare']>['difference'];
type Page = Output<AssayCalls['import.differences']>;
type Kind = 'added' | 'changed' | 'vanished';
export type Pair = { readonly older: string; readonly newer: string };

/** Both imports of a comparison, in the log and in the books. */
export type Both = {
  readonly older: ImportRecord;
  readonly newer: ImportRecord;
  readonly olderRows: BookImport;
  readonly newerRows: BookImport;
};

/** How many comparisons are kept: ids of a million rows take 4 MB. */
const keptComparisons = 4;

const kept = new WeakMap<Session, Map<string, Differences>>();

function comparisons(session: Session): Map<string, Differences> {
  const found = kept.get(session);
  if (found !== undefined) return found;
  const made = new Map<string, Differences>();
  session.onLock(() => made.clear());
  kept.set(session, made);
  return made;
}

/** @throws Refused entity_missing, input_invalid for imports of two tables or the same one twice */
export function bothOf(session: Session, caseId: CaseId, { older, newer }: Pair): Both {
  const records = session.vault().assay.read((db) => ({ older: importRecord(db, caseId, older), newer: importRecord(db, caseId, newer) }));
  if (records.older.table !== records.newer.table || older === newer) throw new Refused({ code: 'imports_not_comparable', at: newer });
  const visible = visibleImports(session, caseId);
  const rowsOf = (importId: string): BookImport => {
    const found = visible.find((one) => one.importId === importId);
    if (found === undefined) throw new Refused({ code: 'entity_missing', at: `import:${importId}` });
    return found;
  };
  return { ...records, olderRows: rowsOf(older), newerRows: rowsOf(newer) };
}

const keyOf = ({ olderRows, newerRows }: Both): string =>
  [olderRows, newerRows].map((one) => `${one.importId}:${one.importNo}:${one.firstId}`).join(' ');

/** The differences of two imports, made in a child process and kept: imported rows never change. */
export async function differencesOf(session: Session, caseId: CaseId, both: Both, context: HandlerContext): Promise<Differences> {
  const made = comparisons(session);
  const key = keyOf(both);
  const known = made.get(key);
  if (known !== undefined) return known;
  const place = session.vault().booksAccess(caseId);
  const of = { table: both.older.table, older: both.olderRows, newer: both.newerRows };
  const asked = { signal: context.signal, onProgress: context.progress };
  const found = await compareChildren(session).ask(caseId, 'compare.differences', { place, of }, asked);
  made.set(key, found);
  const [oldest] = made.keys();
  if (made.size > keptComparisons && oldest !== undefined) made.delete(oldest);
  return found;
}

/** Sums as the import operations pinned them: of what the trader's files say, whatever was corrected since. */
function sumsOf({ older, newer }: Both): Compared['sums'] {
  const sums = (one: ImportRecord): Readonly<Record<string, Decimal>> => (one.sums ?? {}) as Readonly<Record<string, Decimal>>;
  const [before, after] = [sums(older), sums(newer)];
  return tables[older.table].flatMap(({ name, type }) => {
    if (type !== 'money' || (before[name] === undefined && after[name] === undefined)) return [];
    return [{ column: name, older: before[name] ?? '0', newer: after[name] ?? '0' }];
  });
}

/** @throws Refused entity_missing, imports_not_comparable, cancelled */
export async function compareImports(
  session: Session,
  caseId: CaseId,
  pair: Pair,
  context: HandlerContext,
): Promise<{ difference: Compared }> {
  const both = bothOf(session, caseId, pair);
  const found = await differencesOf(session, caseId, both, context);
  return {
    difference: {
      table: both.older.table,
      ...pair,
      key: [...found.key],
      same: found.same,
      added: found.added.length,
      changed: found.changed.length / 2,
      vanished: found.vanished.length,
      sums: sumsOf(both),
      repeatedKeys: found.repeatedKeys,
    },
  };
}

/** Earlier imports of the same table from other files that hold records with the same keys, the one with most of them first. */
export async function olderImports(
  session: Session,
  caseId: CaseId,
  importId: string,
  context: HandlerContext,
): Promise<Output<AssayCalls['import.olderOf']>> {
  const { all, newer } = session
    .vault()
    .assay.read((db) => ({ all: importRecords(db, caseId), newer: importRecord(db, caseId, importId) }));
  const before = all.slice(
    0,
    all.findIndex((one) => one.importId === importId),
  );
  const candidates = before.filter((one) => one.table === newer.table && one.evidence !== newer.evidence && one.rows > 0);
  if (candidates.length === 0 || newer.rows === 0) return { imports: [] };
  const visible = visibleImports(session, caseId);
  const rowsOf = (id: string): BookImport | undefined => visible.find((one) => one.importId === id);
  const newerRows = rowsOf(importId);
  const pairs = candidates.flatMap((record) => {
    const olderRows = rowsOf(record.importId);
    return olderRows === undefined || newerRows === undefined
      ? []
      : [{ record, of: { table: newer.table, older: olderRows, newer: newerRows } }];
  });
  const asked = { place: session.vault().booksAccess(caseId), pairs: pairs.map((pair) => pair.of) };
  const options = { signal: context.signal, onProgress: context.progress };
  const counts = await compareChildren(session).ask(caseId, 'compare.shared', asked, options);
  const found = pairs.map(({ record }, i) => {
    const { importId: id, table, fileName, rows, at } = record;
    return { importId: id, table, fileName, rows, sharedKeys: counts[i] ?? 0, at };
  });
  return { imports: found.filter((one) => one.sharedKeys > 0).toSorted((a, b) => b.sharedKeys - a.sharedKeys) };
}

/** Ids of one page: older and newer, where there is one. */
function idsOf(
  found: Differences,
  kind: Kind,
  range: { readonly at: number; readonly limit: number },
): readonly (readonly [number | null, number | null])[] {
  const { at, limit } = range;
  if (kind === 'added') return [...found.added.subarray(at, at + limit)].map((id) => [null, id]);
  if (kind === 'vanished') return [...found.vanished.subarray(at, at + limit)].map((id) => [id, null]);
  const pairs = found.changed.subarray(at * 2, (at + limit) * 2);
  return Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[i * 2] ?? 0, pairs[i * 2 + 1] ?? 0]);
}

/** Rows of a comparison, page by page, cell by cell: the values that were imported. */
export async function differencePage(
  session: Session,
  caseId: CaseId,
  asked: Pair & { readonly kind: Kind; readonly at: number; readonly limit: number },
  context: HandlerContext,
): Promise<Page> {
  const both = bothOf(session, caseId, asked);
  const { table } = both.older;
  const found = await differencesOf(session, caseId, both, context);
  const ids = idsOf(found, asked.kind, asked);
  const rows = session
    .vault()
    .books(caseId)
    .read((db) => ({
      older: importedRows(db, { table, evidence: both.older.evidence, ids: ids.flatMap(([id]) => (id === null ? [] : [id])) }),
      newer: importedRows(db, { table, evidence: both.newer.evidence, ids: ids.flatMap(([, id]) => (id === null ? [] : [id])) }),
    }));
  const columns = tables[table];
  const cellsOf = (before: ImportedRow | undefined, after: ImportedRow | undefined) =>
    columns.flatMap(({ name }, i) => {
      const [was, is] = [before?.cells[i] ?? null, after?.cells[i] ?? null];
      return was === is ? [] : [{ column: name, was, is }];
    });
  const total = asked.kind === 'changed' ? found.changed.length / 2 : found[asked.kind].length;
  return {
    total,
    rows: ids.map(([olderId, newerId]) => {
      const before = olderId === null ? undefined : rows.older.get(olderId);
      const after = newerId === null ? undefined : rows.newer.get(newerId);
      const named = after ?? before;
      const key = found.key.map((name) => named?.cells[columns.findIndex((column) => column.name === name)] ?? null);
      return { key, older: before?.name ?? null, newer: after?.name ?? null, cells: cellsOf(before, after) };
    }),
  };
}
