import { and, asc, eq, isNull } from 'drizzle-orm';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { operation } from '../schema/log.ts';
import { transcript } from '../schema/projections.ts';
import type { ReadDb } from '../store.ts';

/** A row typed from a scan. `typedBy` and `typedAt` are those of the operation that gave it its cells. */
export type TranscriptRecord = {
  readonly transcriptId: string;
  readonly evidence: Sha256;
  readonly regionId: string;
  readonly table: TableName;
  /** column -> text in canonical form */
  readonly cells: Readonly<Record<string, string>>;
  readonly typedBy: string;
  readonly typedAt: string;
  readonly checkedBy: string | null;
  readonly checkedAt: string | null;
};

/** Who gave the cells what they are now. */
const typed = `SELECT o.by AS typedBy, o.at AS typedAt FROM field_head h JOIN op o ON o.case_id = h.case_id AND o.op_id = h.op_id
  WHERE h.case_id = ? AND h.ent = 'transcript' AND h.id = ? AND h.field = 'cells'`;

/** Rows that stand, in the order in which they were typed. */
export function listTranscripts(
  db: ReadDb,
  caseId: CaseId,
  of: { readonly evidence?: string; readonly table?: TableName; readonly transcriptId?: string } = {},
): readonly TranscriptRecord[] {
  const wanted = [
    eq(transcript.caseId, caseId),
    isNull(transcript.deletedOp),
    ...(of.evidence === undefined ? [] : [eq(transcript.evidence, of.evidence)]),
    ...(of.table === undefined ? [] : [eq(transcript.table, of.table)]),
    ...(of.transcriptId === undefined ? [] : [eq(transcript.id, of.transcriptId)]),
  ];
  const author = db.prepare<{ typedBy: string; typedAt: string }>(typed);
  return db.orm
    .select({
      transcriptId: transcript.id,
      evidence: transcript.evidence,
      regionId: transcript.region,
      table: transcript.table,
      cells: transcript.cells,
      checkedBy: transcript.checkedBy,
      checkedAt: transcript.checkedAt,
      typedBy: operation.by,
      typedAt: operation.at,
    })
    .from(transcript)
    .innerJoin(operation, and(eq(operation.caseId, transcript.caseId), eq(operation.opId, transcript.createdOp)))
    .where(and(...wanted))
    .orderBy(asc(operation.position))
    .all()
    .map((row) => ({
      ...row,
      ...author.get(caseId, row.transcriptId),
      evidence: row.evidence as Sha256,
      table: row.table as TableName,
      cells: row.cells as Readonly<Record<string, string>>,
    }));
}

/** @throws Refused entity_missing */
export function transcriptRecord(db: ReadDb, caseId: CaseId, transcriptId: string): TranscriptRecord {
  const [found] = listTranscripts(db, caseId, { transcriptId });
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `transcript:${transcriptId}` });
  return found;
}

/** An import of typed rows as its operation pinned it, withdrawn ones too. */
export type TypedImport = {
  readonly importId: string;
  readonly evidence: Sha256;
  readonly table: TableName;
  readonly standing: boolean;
  /** the rows that it took: id of the typed row, and how it is named in the books */
  readonly rows: readonly { readonly id: string; readonly locator: string }[];
};

type Pinned = {
  readonly importId: string;
  readonly evidence: Sha256;
  readonly table: TableName;
  readonly deleted: number;
  readonly rows: string;
};

/** Imports of typed rows, in the order of the log. @param evidence of one scan; without it of the whole case */
export function typedImports(db: ReadDb, caseId: CaseId, evidence?: string): readonly TypedImport[] {
  const sql = `SELECT i.id AS importId, i.evidence, i.table_name AS "table", i.deleted_op IS NOT NULL AS deleted,
      coalesce(i.profile -> '$.transcripts', '[]') AS rows
    FROM import i JOIN op o ON o.case_id = i.case_id AND o.op_id = i.created_op
    WHERE i.case_id = ? AND i.format = 'transcript' ORDER BY o.position`;
  return db
    .prepare<Pinned>(sql)
    .all(caseId)
    .filter((one) => evidence === undefined || one.evidence === evidence)
    .map(({ deleted, rows, ...one }) => ({ ...one, standing: deleted === 0, rows: JSON.parse(rows) as TypedImport['rows'] }));
}
