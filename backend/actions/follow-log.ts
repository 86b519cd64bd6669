import { requireColumn } from '../../db/repositories/books-filter.ts';
import { applyOverrides, changeCell, overridesState, storedCell } from '../../db/repositories/books-originals.ts';
import type { CellOverride } from '../../db/repositories/books-originals.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import type { BookImport } from '../../db/repositories/books-imports.ts';
import { placeOf } from '../../db/repositories/books-rows.ts';
import { listImports } from '../../db/repositories/imports.ts';
import type { ImportHeader } from '../../db/repositories/imports.ts';
import { listOverrides } from '../../db/repositories/overrides.ts';
import type { OverrideRecord } from '../../db/repositories/overrides.ts';
import type { ReadDb, Store } from '../../db/store.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import { overridesHead } from '../../domain/caselog/work-hash.ts';
import { isTableName } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { parseRowName } from '../../domain/model/ids.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { readCell } from '../../domain/model/readers/one-cell.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import { readerParams, readingOf } from '../importers/reader-params.ts';
import { casePack } from './case-pack.ts';
import { append } from './record.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

/** Overrides of the log whose rows are in the books now: those of a withdrawn import wait for it to come back. */
function inForce(overrides: readonly OverrideRecord[], imports: readonly Pick<ImportHeader, 'evidence' | 'table'>[]): OverrideRecord[] {
  const there = new Set(imports.map((one) => `${one.evidence}:${one.table}:`));
  return overrides.filter(({ row }) => {
    const parts = parseRowName(row);
    return parts !== null && there.has(`${parts.evidence}:${parts.table}:`);
  });
}

/** What the log says now of the overrides of a case, and the name of that state. */
export type LoggedOverrides = { readonly overrides: readonly OverrideRecord[]; readonly known: ReadonlySet<string>; readonly head: string };

/** @param assay inside one `Store.read` or `write` */
export function loggedOverrides(assay: ReadDb, caseId: CaseId): LoggedOverrides {
  const imports = listImports(assay, caseId);
  const overrides = inForce(listOverrides(assay, caseId), imports);
  return { overrides, known: new Set<string>(imports.map((one) => one.importId)), head: overridesHead(overrides, sha256) ?? '' };
}

/** The head of the overrides that stand over rows of these tables; null without any: what a run over them depends on. */
export function overridesHeadOf(assay: ReadDb, caseId: CaseId, tables: readonly TableName[]): string | null {
  const { overrides } = loggedOverrides(assay, caseId);
  return overridesHead(
    overrides.filter(({ row }) => tables.some((table) => table === parseRowName(row)?.table)),
    sha256,
  );
}

/** Where a row lies in the books. */
export type Placed = { readonly table: TableName; readonly rowId: number };

/** The row of that name in one of these imports, or null. */
export function placed(books: ReadDb, row: string, imports: readonly BookImport[]): Placed | null {
  const parts = parseRowName(row);
  if (parts === null || !isTableName(parts.table)) return null;
  const owners = imports.filter((one) => one.rows > 0 && one.evidence === parts.evidence && one.table === parts.table);
  const place = placeOf(books, owners, parts.locator);
  return place === null ? null : { table: parts.table, rowId: place.id };
}

/** The cells as they are to be seen. A row or value that these books do not have is passed over: it stays in the log. */
function cellsOf(books: ReadDb, { overrides, known }: LoggedOverrides, params: ReaderParams): CellOverride[] {
  const imports = listBookImports(books).filter((one) => known.has(one.importId));
  const currencies = new Map(overrides.filter((one) => one.column === 'currency').map((one) => [one.row, one.value]));
  return overrides.flatMap(({ id, row, column: name, value }) => {
    const place = placed(books, row, imports);
    if (place === null) return [];
    const column = requireColumn(place.table, name);
    const byRow = column.type === 'money' && column.currency === 'currency';
    const stated = byRow ? (currencies.get(row) ?? storedCell(books, { ...place, column: 'currency' })) : null;
    const currency = typeof stated === 'string' ? stated : null;
    const read = readCell({ table: place.table, column, currency, hsLength: 0 }, value ?? '', params);
    return 'problem' in read ? [] : [{ ...place, column: name, value: read.value, overrideId: id }];
  });
}

/** How cells of a case are read: digits of its currencies, length of its codes. */
export const cellParams = (session: Session, caseId: CaseId): ReaderParams => readerParams(readingOf(casePack(session, caseId).pack));

/**
 * Brings the rows of the books to what the log says of overrides; nothing is written where they are there already. After a crash between
 * the two files, after an import that brings back rows under overrides, and at each opening of the books.
 * @param books of that case
 * @returns whether anything was behind @throws Refused disk_full, vault_damaged
 */
export function followLog(session: Session, caseId: CaseId, books: Store): boolean {
  const logged = session.vault().assay.read((db) => loggedOverrides(db, caseId));
  if (books.read(overridesState) === logged.head) return false;
  const params = cellParams(session, caseId);
  books.write((db) => applyOverrides(db, cellsOf(db, logged, params), logged.head));
  return true;
}

/**
 * Changes the log and the rows together: both are written or neither. A crash between the two commits leaves the rows behind the log, and
 * the next opening takes them along.
 * @param cell null when a value is taken back: another one may stand for the same cell, which two laptops may have made, and then that one is seen
 */
export function changeBoth(session: Session, caseId: CaseId, change: { readonly log: Change; readonly cell: CellOverride | null }): void {
  const vault = session.vault();
  const store = vault.books(caseId);
  followLog(session, caseId, store);
  const params = cellParams(session, caseId);
  store.write((books) =>
    vault.assay.write((assay) => {
      append(session, assay, caseId, [change.log]);
      const logged = loggedOverrides(assay, caseId);
      if (change.cell === null) applyOverrides(books, cellsOf(books, logged, params), logged.head);
      else changeCell(books, change.cell, logged.head);
    }),
  );
  session.changed(caseId, change.log.ent);
}
