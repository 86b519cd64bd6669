import { aliasedTable, and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Canonical } from '../../domain/caselog/operation.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId, EntityId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { operation } from '../schema/log.ts';
import { imported } from '../schema/projections.ts';
import { importJournal } from '../schema/vault.ts';
import type { ReadDb, WriteDb } from '../store.ts';

/** What lists show of an import. Only imports with an operation exist: rows in the books without one are invisible. */
export type ImportHeader = {
  readonly importId: EntityId;
  readonly table: TableName;
  readonly evidence: Sha256;
  readonly fileName: string;
  readonly bytes: number;
  readonly rows: number;
  readonly rejected: number;
  readonly at: Instant;
};

/** Everything that the operation pinned, to build the same rows again and to prove it. */
export type ImportRecord = ImportHeader & {
  readonly importer: string;
  readonly profileHash: Sha256;
  readonly profile: Canonical;
  readonly rowDigest: Sha256;
  readonly sums: Canonical;
  readonly repaired: Canonical;
  readonly encoding: string;
  readonly problems: Canonical;
  /** part of the file; '' the whole */
  readonly scope: string;
  readonly format: string;
  /** of the first import of a file */
  readonly checks: Canonical;
  readonly facts: Canonical;
  /** whom the file was obtained from; null where nobody said */
  readonly obtainedFrom: string | null;
};

const header = {
  importId: imported.id,
  table: imported.table,
  evidence: imported.evidence,
  fileName: imported.fileName,
  bytes: imported.bytes,
  rows: imported.rows,
  rejected: imported.rejected,
  at: operation.at,
};
const record = {
  ...header,
  importer: imported.importer,
  profileHash: imported.profileHash,
  profile: imported.profile,
  rowDigest: imported.rowDigest,
  sums: imported.sums,
  repaired: imported.repaired,
  encoding: imported.encoding,
  problems: imported.problems,
  scope: sql<string>`coalesce(${imported.scope}, '')`,
  format: sql<string>`coalesce(${imported.format}, 'csv')`,
  checks: imported.checks,
  facts: imported.facts,
  obtainedFrom: imported.obtainedFrom,
};
const made = and(eq(operation.caseId, imported.caseId), eq(operation.opId, imported.createdOp));
const standing = (caseId: CaseId) => and(eq(imported.caseId, caseId), isNull(imported.deletedOp));

/** In the order of import. */
export function listImports(db: ReadDb, caseId: CaseId): readonly ImportHeader[] {
  return db.orm
    .select(header)
    .from(imported)
    .innerJoin(operation, made)
    .where(standing(caseId))
    .orderBy(asc(operation.position))
    .all() as ImportHeader[];
}

/** The same, with all that is pinned. */
export function importRecords(db: ReadDb, caseId: CaseId): readonly ImportRecord[] {
  return db.orm
    .select(record)
    .from(imported)
    .innerJoin(operation, made)
    .where(standing(caseId))
    .orderBy(asc(operation.position))
    .all() as ImportRecord[];
}

/** An import that was taken out of the books, with the instant when it was. */
export type WithdrawnImport = ImportRecord & { readonly withdrawnAt: Instant };

/** Imports that were withdrawn, in the order of import. */
export function withdrawnImports(db: ReadDb, caseId: CaseId): readonly WithdrawnImport[] {
  const removal = aliasedTable(operation, 'removal');
  return db.orm
    .select({ ...record, withdrawnAt: removal.at })
    .from(imported)
    .innerJoin(operation, made)
    .innerJoin(removal, and(eq(removal.caseId, imported.caseId), eq(removal.opId, imported.deletedOp)))
    .where(eq(imported.caseId, caseId))
    .orderBy(asc(operation.position))
    .all() as WithdrawnImport[];
}

/** Imports that came from one file by one step: they stand and fall together. */
export const partsOfFile = <T extends Pick<ImportHeader, 'evidence' | 'at'>>(imports: readonly T[], one: T): readonly T[] =>
  imports.filter((other) => other.evidence === one.evidence && other.at === one.at);

/** @throws Refused entity_missing */
export function importRecord(db: ReadDb, caseId: CaseId, importId: string): ImportRecord {
  const found = importRecords(db, caseId).find((one) => one.importId === importId);
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `import:${importId}` });
  return found;
}

/** Rows by table, of the imports that stand. */
export function tableRows(db: ReadDb, caseId: CaseId): readonly { readonly table: TableName; readonly rows: number }[] {
  return db.orm
    .select({ table: imported.table, rows: sql<number>`sum(${imported.rows})` })
    .from(imported)
    .where(standing(caseId))
    .groupBy(imported.table)
    .orderBy(asc(imported.table))
    .all() as { table: TableName; rows: number }[];
}

/** An import that has begun to write books. Ended in the transaction of its operation; what stays here after a restart was interrupted. */
export type BegunImport = {
  readonly importId: string;
  readonly caseId: CaseId;
  readonly table: TableName;
  readonly fileName: string;
  readonly begunAt: string;
};

export function beginImport(db: WriteDb, begun: BegunImport): void {
  db.orm.insert(importJournal).values(begun).run();
}

export function endImport(db: WriteDb, importId: string): void {
  db.orm.delete(importJournal).where(eq(importJournal.importId, importId)).run();
}

/** Imports that began and never ended. */
export function begunImports(db: ReadDb): readonly BegunImport[] {
  return db.orm
    .select({
      importId: importJournal.importId,
      caseId: importJournal.caseId,
      table: importJournal.table,
      fileName: importJournal.fileName,
      begunAt: importJournal.begunAt,
    })
    .from(importJournal)
    .orderBy(asc(importJournal.begunAt))
    .all() as BegunImport[];
}
