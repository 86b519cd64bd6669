import type { HandlerContext } from '../../contract/rpc/call.ts';
import type { ImportResult } from '../../contract/rpc/books.ts';
import { settleImport } from '../../db/repositories/books-imports.ts';
import { beginImport, endImport } from '../../db/repositories/imports.ts';
import { listRegions } from '../../db/repositories/regions.ts';
import { listTranscripts, typedImports } from '../../db/repositories/transcripts.ts';
import type { TranscriptRecord } from '../../db/repositories/transcripts.ts';
import type { ReadDb } from '../../db/store.ts';
import { nameTyped } from '../../domain/evidence/typed-names.ts';
import type { Named } from '../../domain/evidence/typed-names.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { typedCells, typedColumns, typedProfile } from '../evidence/typed-rows.ts';
import type { TypedProfile, TypedRequest } from '../evidence/typed-rows.ts';
import type { ImportOutcome } from '../importers/imported-file.ts';
import { readingOf } from '../importers/reader-params.ts';
import type { AskOptions } from '../processes/start-child.ts';
import { newId } from '../vault/new-id.ts';
import { inTurn } from './books-turn.ts';
import { casePack } from './case-pack.ts';
import { typedChildren } from './children.ts';
import { itemOfHash, personOf } from './evidence-items.ts';
import type { CaseItem } from './evidence-items.ts';
import { followLog } from './follow-log.ts';
import { importChanges } from './import-changes.ts';
import { removeImport } from './purge-interrupted.ts';
import { append } from './record.ts';
import type { Session } from './session.ts';
import { importOfTyped } from './transcript-rows.ts';

type Of = { readonly caseId: CaseId; readonly evidence: string; readonly table: TableName };

type Ready = {
  readonly item: CaseItem;
  readonly rows: readonly TranscriptRecord[];
  readonly names: readonly Named[];
  readonly scope: string;
};

/** Rows that are checked and not in the books. @throws Refused transcripts_none; transcripts_unchecked while one of them is not checked */
function readyRows(db: ReadDb, { caseId, evidence, table }: Of): Ready {
  const item = itemOfHash(db, caseId, evidence);
  const before = typedImports(db, caseId, item.sha256).filter((one) => one.table === table);
  const taken = new Set(before.filter((one) => one.standing).flatMap((one) => one.rows.map((row) => row.id)));
  const rows = listTranscripts(db, caseId, { evidence: item.sha256, table }).filter((row) => !taken.has(row.transcriptId));
  if (rows.length === 0) throw new Refused({ code: 'transcripts_none', at: item.name });
  const open = rows.filter((row) => row.checkedBy === null).length;
  if (open > 0) throw new Refused({ code: 'transcripts_unchecked', at: item.name, args: { n: open } });
  const regions = new Map(listRegions(db, caseId, item.sha256).map((one) => [one.regionId, one]));
  const placed = rows.map(({ transcriptId, regionId }) => {
    const { page = 1, top = 0, left = 0 } = regions.get(regionId) ?? {};
    return { id: transcriptId, page, top, left };
  });
  const names = nameTyped(
    before.flatMap((one) => one.rows),
    placed,
  );
  // a part of the file of its own for each time that rows were taken
  return { item, rows, names, scope: `t${before.length + 1}` };
}

const people = (names: readonly string[]): string => [...new Set(names)].sort().join(', ');

function requestOf(session: Session, of: Of, { item, rows, names, scope }: Ready): TypedRequest {
  const { pack, digits } = casePack(session, of.caseId);
  const reading = readingOf(pack);
  const byId = new Map(rows.map((row) => [row.transcriptId, row]));
  const ordered = names.flatMap(({ id }) => byId.get(id) ?? []);
  const columns = typedColumns(
    of.table,
    ordered.map((row) => row.cells),
  );
  const profile = { ...typedProfile(of.table, columns, { reading, digits }), transcripts: names };
  return {
    importId: newId(),
    scope,
    profile,
    rows: ordered.map((row) => typedCells(profile, row.cells)),
    evidence: { sha256: item.sha256, bytes: item.bytes },
    fileName: item.name,
    facts: [
      { name: 'typed_by', value: people(ordered.map((row) => personOf(session, row.typedBy))) },
      { name: 'checked_by', value: people(ordered.flatMap((row) => row.checkedBy ?? [])) },
    ],
    reading,
    place: session.vault().booksAccess(of.caseId),
  };
}

/** After it a load that does not end by itself is killed. */
const graceMs = 300;

/**
 * Takes the checked rows of one scan and table into the books, as an import whose evidence is the scan: all of them, each named by its page.
 * @throws Refused entity_missing, transcripts_none, transcripts_unchecked, disk_full, cancelled; nothing of it stays then
 */
export const commitTranscripts = (session: Session, of: Of, context: HandlerContext): Promise<ImportResult> =>
  inTurn(session, of.caseId, async () => {
    const vault = session.vault();
    const { caseId } = of;
    const request = requestOf(
      session,
      of,
      vault.assay.read((db) => readyRows(db, of)),
    );
    const { importId, fileName } = request;
    vault.books(caseId);
    vault.assay.write((db) => beginImport(db, { importId, caseId, table: of.table, fileName, begunAt: session.now() }));
    try {
      const asked = { signal: context.signal, onProgress: context.progress, graceMs };
      const outcome = await typedChildren(session).ask(caseId, 'typed.load', request, asked);
      vault.assay.write((db) => {
        append(session, db, caseId, typedChanges(outcome));
        endImport(db, importId);
      });
      vault.books(caseId).write((db) => settleImport(db, importId));
      // rows may come back under values that were put over them before
      followLog(session, caseId, vault.books(caseId));
      session.changed(caseId, 'evidence', 'import', 'transcript');
      return outcome.result;
    } catch (error) {
      if (session.unlocked() && session.vault() === vault) removeImport(vault, { caseId, importId });
      throw error;
    }
  });

/** The import alone: the scan is evidence of the case already. */
const typedChanges = (outcome: ImportOutcome): ReturnType<typeof importChanges> =>
  importChanges(outcome, null).filter((change) => change.ent === 'import');

/** An import of typed rows as its operation pinned it. */
export type PinnedTyped = {
  readonly importId: string;
  readonly evidence: Sha256;
  readonly bytes: number;
  readonly fileName: string;
  readonly scope: string;
  readonly profile: unknown;
  readonly rowDigest: string;
};

/**
 * Makes the rows of a withdrawn import of typed rows once more, out of the log. They lie in the books when this returns; the caller makes
 * them visible, or removes them.
 * @throws Refused file_already_imported when another import took one of them meanwhile; transcripts_unchecked when a check was taken back
 * meanwhile; import_differs when they are not the rows that were pinned; disk_full, cancelled
 */
export async function loadTypedAgain(session: Session, caseId: CaseId, one: PinnedTyped, asked: AskOptions): Promise<{ rows: number }> {
  const vault = session.vault();
  const profile = one.profile as TypedProfile;
  const known = vault.assay.read((db) => listTranscripts(db, caseId, { evidence: one.evidence, table: profile.table }));
  const taken = vault.assay.read((db) => importOfTyped(db, caseId, one.evidence));
  if (profile.transcripts.some(({ id }) => taken.has(id))) throw new Refused({ code: 'file_already_imported', at: one.fileName });
  const byId = new Map(known.map((row) => [row.transcriptId, row]));
  const open = profile.transcripts.filter(({ id }) => byId.get(id)?.checkedBy === null).length;
  const request: TypedRequest = {
    importId: one.importId,
    scope: one.scope,
    profile,
    rows: profile.transcripts.flatMap(({ id }) => {
      const row = byId.get(id);
      return row === undefined ? [] : [typedCells(profile, row.cells)];
    }),
    evidence: { sha256: one.evidence, bytes: one.bytes },
    fileName: one.fileName,
    facts: [],
    reading: readingOf(casePack(session, caseId).pack),
    place: vault.booksAccess(caseId),
  };
  const { result, pins } = await typedChildren(session).ask(caseId, 'typed.load', request, asked);
  if (pins[0]?.rowDigest !== one.rowDigest) throw new Refused({ code: 'import_differs', at: one.fileName });
  if (open > 0) throw new Refused({ code: 'transcripts_unchecked', at: one.fileName, args: { n: open } });
  return { rows: result.rows };
}
