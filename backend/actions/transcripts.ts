import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { regionRecord } from '../../db/repositories/regions.ts';
import { listTranscripts, transcriptRecord } from '../../db/repositories/transcripts.ts';
import type { TranscriptRecord } from '../../db/repositories/transcripts.ts';
import { isName, samePerson } from '../../domain/evidence/people.ts';
import { columnOf, tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Value } from '../../domain/model/readers/row-reader.ts';
import { Refused } from '../../domain/model/refused.ts';
import { typedCells, typedColumns, typedProfile, typedReader } from '../evidence/typed-rows.ts';
import { readingOf } from '../importers/reader-params.ts';
import { newId } from '../vault/new-id.ts';
import { casePack } from './case-pack.ts';
import { itemOfHash, personOf } from './evidence-items.ts';
import { clean } from './evidence-text.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';
import { importOfTyped } from './transcript-rows.ts';

type Nothing = Record<string, never>;
type Cells = Readonly<Record<string, string>>;
type Shown = Output<AssayCalls['transcript.list']>['rows'][number];

/** Cells as they are kept: in the table's order, trimmed, empty ones left out. @throws Refused column_unknown */
function tidy(table: TableName, cells: Cells): Cells {
  const unknown = Object.keys(cells).find((name) => columnOf(table, name) === undefined);
  if (unknown !== undefined) throw new Refused({ code: 'column_unknown', at: unknown });
  const said = tables[table].flatMap(({ name }) => {
    const text = clean(cells[name] ?? '').trim();
    return text === '' ? [] : [[name, text] as const];
  });
  return Object.fromEntries(said);
}

/** The table's own readers read what was typed. @throws Refused value_invalid at the column, with the problem of the cell; column_unknown */
function checkedCells(session: Session, caseId: CaseId, of: { table: TableName; cells: Cells }): Cells {
  const cells = tidy(of.table, of.cells);
  const { pack, digits } = casePack(session, caseId);
  const reading = readingOf(pack);
  const profile = typedProfile(of.table, typedColumns(of.table, [cells]), { reading, digits });
  const out: Value[] = [];
  const problem = typedReader(profile, reading).read({ cells: [...typedCells(profile, cells)], ordinal: 1, odd: true }, out, 0);
  if (problem === null) return cells;
  const { code, column, text, expected = '' } = problem;
  throw new Refused({ code: 'value_invalid', at: column, args: { problem: code, text, expected } });
}

/** Keeps a row that was typed from a region of a scan. @throws Refused entity_missing, field_invalid, column_unknown, value_invalid */
export function addTranscript(
  session: Session,
  caseId: CaseId,
  of: { evidence: string; regionId: string; table: TableName; cells: Cells },
): { transcriptId: string } {
  const { sha256 } = session.vault().assay.read((db) => {
    const item = itemOfHash(db, caseId, of.evidence);
    if (regionRecord(db, caseId, of.regionId).evidence !== item.sha256) throw new Refused({ code: 'field_invalid', at: 'regionId' });
    return item;
  });
  const cells = checkedCells(session, caseId, of);
  const transcriptId = newId();
  const set = { evidence: sha256, region: of.regionId, table: of.table, cells };
  record(session, caseId, [{ kind: 'put', ent: 'transcript', id: transcriptId, set }]);
  return { transcriptId };
}

/** A typed row that is not in the books. @throws Refused entity_missing, transcript_in_books */
function openRow(session: Session, caseId: CaseId, transcriptId: string): TranscriptRecord {
  return session.vault().assay.read((db) => {
    const row = transcriptRecord(db, caseId, transcriptId);
    if (importOfTyped(db, caseId, row.evidence).has(transcriptId)) throw new Refused({ code: 'transcript_in_books', at: transcriptId });
    return row;
  });
}

/** Types a row anew: whoever checked it checks it again. @throws Refused entity_missing, transcript_in_books, column_unknown, value_invalid */
export function changeTranscript(session: Session, caseId: CaseId, of: { transcriptId: string; cells: Cells }): Nothing {
  const row = openRow(session, caseId, of.transcriptId);
  const cells = checkedCells(session, caseId, { table: row.table, cells: of.cells });
  if (JSON.stringify(cells) === JSON.stringify(tidy(row.table, row.cells))) return {};
  const set = { cells, checkedBy: null, checkedAt: null };
  record(session, caseId, [{ kind: 'set', ent: 'transcript', id: of.transcriptId, set }]);
  return {};
}

/** @throws Refused entity_missing, transcript_in_books */
export function removeTranscript(session: Session, caseId: CaseId, transcriptId: string): Nothing {
  openRow(session, caseId, transcriptId);
  record(session, caseId, [{ kind: 'del', ent: 'transcript', id: transcriptId, set: {} }]);
  return {};
}

/**
 * A second person held the row against the page: somebody else than who typed it, by name.
 * @throws Refused entity_missing, transcript_in_books, field_invalid for a name that is none, second_person_needed
 */
export function checkTranscript(session: Session, caseId: CaseId, of: { transcriptId: string; checkedBy: string }): Nothing {
  const row = openRow(session, caseId, of.transcriptId);
  const checkedBy = clean(of.checkedBy).trim();
  if (!isName(checkedBy)) throw new Refused({ code: 'field_invalid', at: 'checkedBy' });
  const typist = personOf(session, row.typedBy);
  if (samePerson(checkedBy, typist)) throw new Refused({ code: 'second_person_needed', at: typist });
  record(session, caseId, [{ kind: 'set', ent: 'transcript', id: of.transcriptId, set: { checkedBy, checkedAt: session.now() } }]);
  return {};
}

/** Typed rows of a scan, or of the whole case, with who typed and who checked them. */
export function transcripts(session: Session, caseId: CaseId, evidence: string | null): { rows: Shown[] } {
  return session.vault().assay.read((db) => {
    const taken = importOfTyped(db, caseId);
    const rows = listTranscripts(db, caseId, evidence === null ? {} : { evidence });
    return {
      rows: rows.map((row) => ({
        ...row,
        cells: { ...row.cells },
        typedBy: personOf(session, row.typedBy),
        importId: taken.get(row.transcriptId) ?? null,
      })),
    };
  });
}
