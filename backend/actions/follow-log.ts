import { applyOverrides, changeCell, overridesState } from '../../db/repositories/books-originals.ts';
import type { CellOverride } from '../../db/repositories/books-originals.ts';
import { listImports } from '../../db/repositories/imports.ts';
import type { ImportHeader } from '../../db/repositories/imports.ts';
import { listOverrides } from '../../db/repositories/overrides.ts';
import type { OverrideRecord } from '../../db/repositories/overrides.ts';
import type { ReadDb, Store } from '../../db/store.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import { overridesHead } from '../../domain/caselog/work-hash.ts';
import type { TableName } from '../../domain/model/books.ts';
import { parseRowName } from '../../domain/model/ids.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import { cellsOf } from '../importers/override-cells.ts';
import type { Following, LoggedOverrides } from '../importers/override-cells.ts';
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

/** @param assay inside one `Store.read` or `write` */
export function loggedOverrides(assay: ReadDb, caseId: CaseId): LoggedOverrides {
  return stateOf(listOverrides(assay, caseId), listImports(assay, caseId));
}

function stateOf(all: readonly OverrideRecord[], imports: readonly ImportHeader[]): LoggedOverrides {
  const overrides = inForce(all, imports).map(({ id, row, column, value }) => ({ id, row, column, value }));
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

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** As the log lists them: of several for one cell the last one is in force. */
const byCell = (a: OverrideRecord, b: OverrideRecord): number => byText(a.row, b.row) || byText(a.column, b.column) || byText(a.id, b.id);

/** What a change that is not in the log yet does to the overrides of a case. */
export type Upcoming = {
  readonly without: readonly string[];
  readonly returning: readonly ImportHeader[];
  readonly changes: readonly Change[];
};

/**
 * What the log will say of the overrides once a change is in it: so that another process brings the rows there beforehand, and nobody waits
 * or sees them as they were.
 */
export function upcomingOverrides(session: Session, caseId: CaseId, { without, returning, changes }: Upcoming): Following {
  const gone = new Set(without);
  const moved = new Map(
    changes.flatMap(({ ent, kind, id, set }) =>
      ent === 'override' && kind === 'set' && typeof set['row'] === 'string' ? [[id, set['row']] as const] : [],
    ),
  );
  const { imports, overrides } = session.vault().assay.read((db) => ({
    imports: [...listImports(db, caseId).filter((one) => !gone.has(one.importId)), ...returning],
    overrides: listOverrides(db, caseId),
  }));
  const renamed = overrides.map((one) => ({ ...one, row: moved.get(one.id) ?? one.row })).toSorted(byCell);
  return { logged: stateOf(renamed, imports), reading: readingOf(casePack(session, caseId).pack) };
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
