import type { CaseId, EntityId } from '../../domain/model/ids.ts';
import type { ReadDb } from '../store.ts';

/** Beginning of the names of an import's rows: `<evidence>:<table>:`. */
export type RowPrefix = string;

const startsWithAny = (expression: string): string =>
  `EXISTS (SELECT 1 FROM json_each(?) AS prefix WHERE substr(${expression}, 1, length(prefix.value)) = prefix.value)`;

/** A finding that names rows: in its corrections, or by the hits that it grew out of. */
export type NamingFinding = {
  readonly findingId: EntityId;
  readonly title: string;
  readonly hits: readonly { run: string; key: string }[];
};

type FindingRow = { id: EntityId; title: string; source: string | null; corrections: string | null };

/** A signed document that was made while the finding stood says what it said, whatever became of the finding. */
const inSigned = `EXISTS (SELECT 1 FROM document d JOIN op written ON written.case_id = d.case_id AND written.op_id = d.created_op
  JOIN op opened ON opened.case_id = f.case_id AND opened.op_id = f.created_op
  JOIN op gone ON gone.case_id = f.case_id AND gone.op_id = f.deleted_op
  WHERE d.case_id = f.case_id AND d.signed = 1 AND written.position BETWEEN opened.position AND gone.position)`;

/**
 * Findings that stand, and withdrawn ones that a signed document holds, with what could name a row.
 * @returns each with the rows of its corrections and the hits of its source
 */
export function findingsWithRows(
  db: ReadDb,
  caseId: CaseId,
): readonly {
  readonly findingId: EntityId;
  readonly title: string;
  readonly rows: readonly string[];
  readonly hits: NamingFinding['hits'];
}[] {
  const covered = "EXISTS (SELECT 1 FROM signature_cover c WHERE c.case_id = f.case_id AND c.target = 'finding:' || f.id)";
  const sql = `SELECT id, title, source, corrections FROM finding f
    WHERE case_id = ? AND (deleted_op IS NULL OR ${covered} OR ${inSigned}) ORDER BY id`;
  return db
    .prepare<FindingRow>(sql)
    .all(caseId)
    .map(({ id, title, source, corrections }) => ({
      findingId: id,
      title,
      rows: objectsIn(corrections).flatMap((one) => (typeof one['row'] === 'string' ? [one['row']] : [])),
      hits: objectsIn(source).flatMap((one) =>
        typeof one['runId'] === 'string' && typeof one['key'] === 'string' ? [{ run: one['runId'], key: one['key'] }] : [],
      ),
    }));
}

function objectsIn(json: string | null): readonly Readonly<Record<string, unknown>>[] {
  const list: unknown = json === null ? [] : JSON.parse(json);
  return Array.isArray(list) ? list.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null) : [];
}

/** Names of the rows behind hits; a hit that is not in the books gives none. @param books of the case */
export function rowsOfHits(books: ReadDb, hits: readonly { readonly run: string; readonly key: string }[]): readonly string[] {
  const select = books.prepare<string>('SELECT keys FROM hit WHERE run_id = ? AND key = ?').pluck();
  return hits.flatMap(({ run, key }) => {
    const found = select.get(run, key);
    return found === undefined ? [] : (JSON.parse(found) as string[]);
  });
}

export type RestCounts = {
  readonly matches: number;
  readonly overrides: number;
  readonly marks: number;
  readonly notes: number;
  readonly links: number;
  readonly runs: number;
};

/** How much of the case hangs on rows with these names: links that stand, overrides, marks, notes, pieces of evidence. */
export function countRests(db: ReadDb, caseId: CaseId, prefixes: readonly RowPrefix[]): Omit<RestCounts, 'runs'> {
  const given = JSON.stringify(prefixes);
  const count = (sql: string, times = 1): number =>
    db
      .prepare<number>(sql)
      .pluck()
      .get(caseId, ...Array.from({ length: times }, () => given)) ?? 0;
  const link = `EXISTS (SELECT 1 FROM json_each(match_set.links) AS link WHERE
    ${startsWithAny("coalesce(link.value ->> '$.left', '')")} OR ${startsWithAny("coalesce(link.value ->> '$.right', '')")})`;
  return {
    matches: count(`SELECT count(*) FROM match_set WHERE case_id = ? AND deleted_op IS NULL AND ${link}`, 2),
    overrides: count(`SELECT count(*) FROM row_override WHERE case_id = ? AND deleted_op IS NULL AND ${startsWithAny('row_name')}`),
    marks: count(`SELECT count(*) FROM row_mark WHERE case_id = ? AND deleted_op IS NULL AND ${startsWithAny('row_name')}`),
    notes: count(`SELECT count(*) FROM note WHERE case_id = ? AND deleted_op IS NULL AND ${startsWithAny('target')}`),
    links: count(
      `SELECT count(*) FROM evidence_link WHERE case_id = ? AND deleted_op IS NULL AND target LIKE 'row:%' AND ${startsWithAny('substr(target, 5)')}`,
    ),
  };
}

/** The text of the note that was written last on any of these; '' where there is none. */
export function lastNoteOn(db: ReadDb, caseId: CaseId, targets: readonly string[]): string {
  const sql = `SELECT n.text FROM note n JOIN op ON op.case_id = n.case_id AND op.op_id = n.changed_op
    WHERE n.case_id = ? AND n.deleted_op IS NULL AND n.target IN (SELECT value FROM json_each(?)) ORDER BY op.position DESC LIMIT 1`;
  return db.prepare<string>(sql).pluck().get(caseId, JSON.stringify(targets)) ?? '';
}
