import { profile as profileShape } from '../../contract/rpc/books.ts';
import type { Encoding, ImportPreview, ImportResult, Profile } from '../../contract/rpc/books.ts';
import type { HandlerContext } from '../../contract/rpc/call.ts';
import { settleImport } from '../../db/repositories/books-imports.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import { beginImport, endImport, listImports } from '../../db/repositories/imports.ts';
import { listProfiles, saveProfile } from '../../db/repositories/profiles.ts';
import { profileHash } from '../../domain/caselog/work-hash.ts';
import type { Canonical, Change } from '../../domain/caselog/operation.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { previewImport } from '../importers/preview.ts';
import type { ImportSource } from '../importers/preview.ts';
import { readerParams, readingOf } from '../importers/reader-params.ts';
import type { ImportOutcome } from '../importers/run-import.ts';
import type { ImportRequest } from '../importers/import-jobs.ts';
import { keyIdOf } from '../vault/keys.ts';
import { newId } from '../vault/new-id.ts';
import { evidenceFolder } from '../vault/session.ts';
import { inTurn } from './books-turn.ts';
import { casePack } from './case-pack.ts';
import { importChildren } from './children.ts';
import { removeImport } from './purge-interrupted.ts';
import { append } from './record.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

export type Source = {
  readonly caseId: CaseId;
  readonly path: string;
  readonly table: TableName;
  readonly profile?: Profile | undefined;
  readonly encoding?: Encoding | undefined;
};

/** Profiles saved in this vault; one that a newer version wrote and this one cannot read is passed over. */
export const savedProfiles = (session: Session): Profile[] =>
  session
    .vault()
    .assay.read(listProfiles)
    .flatMap(({ body }) => profileShape.safeParse(JSON.parse(body)).data ?? []);

export function keepProfile(session: Session, profile: Profile): Record<string, never> {
  const record = { name: profile.name, table: profile.table, body: JSON.stringify(profile) };
  session.vault().assay.write((db) => saveProfile(db, record));
  return {};
}

function sourceOf(session: Session, source: Source): Source & Pick<ImportSource, 'saved' | 'params' | 'digits'> {
  const pack = casePack(session, source.caseId);
  return { ...source, saved: savedProfiles(session), params: readerParams(readingOf(pack.pack)), digits: pack.digits };
}

export const preview = (session: Session, source: Source): Promise<ImportPreview> => previewImport(sourceOf(session, source));

const json = (value: unknown): Canonical => JSON.parse(JSON.stringify(value)) as Canonical;

function changesOf(outcome: ImportOutcome): Change[] {
  const { result, profile } = outcome;
  const { sha256: evidence, bytes } = result.evidence;
  const pinned = json(profile);
  return [
    { kind: 'put', ent: 'evidence', id: newId(), set: { sha256: evidence, bytes, name: outcome.fileName } },
    {
      kind: 'put',
      ent: 'import',
      id: result.importId,
      set: {
        table: outcome.table,
        evidence,
        fileName: outcome.fileName,
        bytes,
        importer: outcome.importer,
        profileHash: profileHash(pinned, sha256),
        profile: pinned,
        rowDigest: outcome.rowDigest,
        rows: result.rows,
        rejected: result.rejectedCount,
        sums: json(result.sums),
        repaired: json(result.repaired),
        encoding: outcome.encoding,
        problems: json(result.rejected),
      },
    },
  ];
}

/**
 * Imports a file: the books are committed first, under an import that nobody sees; the operation in the log makes it visible. Reading and
 * loading are done by a child process, so that a file of hours holds up no other call.
 * @throws Refused file_*, profile_invalid, disk_full, cancelled; nothing of the import stays then
 */
export const importFile = (session: Session, source: Source, context: HandlerContext): Promise<ImportResult> =>
  inTurn(session, source.caseId, () => importInTurn(session, source, context));

/** After it an import that does not end by itself is killed: a step of the indexes takes seconds and cannot be interrupted. */
const graceMs = 300;

async function importInTurn(session: Session, source: Source, context: HandlerContext): Promise<ImportResult> {
  const vault = session.vault();
  const { caseId } = source;
  vault.assay.read((db) => caseRecord(db, caseId));
  const importId = newId();
  const fileName = source.path.split(/[\\/]/).at(-1) ?? source.path;
  // opened, migrated and compared with the log here, before another process writes to them
  vault.books(caseId);
  const request = requestOf(session, source, importId);
  vault.assay.write((db) => beginImport(db, { importId, caseId, table: source.table, fileName, begunAt: session.now() }));
  try {
    const asked = { signal: context.signal, onProgress: context.progress, graceMs };
    const outcome = await importChildren(session).ask(caseId, 'import.run', request, asked);
    await commit(session, { caseId, importId, outcome });
    return outcome.result;
  } catch (error) {
    // a locked vault keeps the journal's line, as a crash does, and the next start purges what it names
    if (session.unlocked() && session.vault() === vault) removeImport(vault, { caseId, importId });
    throw error;
  }
}

function requestOf(session: Session, source: Source, importId: string): ImportRequest {
  const vault = session.vault();
  const { caseId } = source;
  const pack = casePack(session, caseId);
  const { evidence } = vault.caseKeys(caseId);
  // a file that gave no row has named none: it may be read anew by a mended profile
  const there = vault.assay.read((db) => listImports(db, caseId)).filter((one) => one.table === source.table && one.rows > 0);
  return {
    path: source.path,
    table: source.table,
    profile: source.profile,
    encoding: source.encoding,
    saved: savedProfiles(session),
    digits: pack.digits,
    reading: readingOf(pack.pack),
    importId,
    place: vault.booksAccess(caseId),
    evidence: { folder: evidenceFolder(vault.dir), evidenceKey: evidence, keyId: keyIdOf(evidence) },
    there: there.map((one) => ({ sha256: one.evidence, bytes: one.bytes })),
  };
}

async function commit(session: Session, done: { caseId: CaseId; importId: string; outcome: ImportOutcome }): Promise<void> {
  const { caseId, importId, outcome } = done;
  const vault = session.vault();
  const takeBack = await vault.blobs(caseId).keep(importId, outcome.result.evidence.sha256 as Sha256);
  try {
    vault.assay.write((db) => {
      append(session, db, caseId, changesOf(outcome));
      endImport(db, importId);
    });
  } catch (error) {
    takeBack();
    throw error;
  }
  vault.books(caseId).write((db) => settleImport(db, importId));
  session.changed(caseId, 'evidence', 'import');
}
