import { profile as profileShape } from '../../contract/rpc/books.ts';
import type { Encoding, ImportResult, ImportSource as ObtainedFrom, Profile, ProfileOrigin } from '../../contract/rpc/books.ts';
import type { HandlerContext } from '../../contract/rpc/call.ts';
import { settleImport } from '../../db/repositories/books-imports.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import { beginImport, endImport, importRecords } from '../../db/repositories/imports.ts';
import { listProfiles, saveProfile } from '../../db/repositories/profiles.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { readingOf } from '../importers/reader-params.ts';
import { formatOf } from '../importers/format-of.ts';
import { besidePart } from '../importers/import-found.ts';
import type { ImportOutcome } from '../importers/imported-file.ts';
import { tableOfCsv } from '../importers/table-of-csv.ts';
import type { AskOptions } from '../processes/start-child.ts';
import { importChanges } from './import-changes.ts';
import { keyIdOf } from '../vault/keys.ts';
import { newId } from '../vault/new-id.ts';
import { evidenceFolder } from '../vault/session.ts';
import { inTurn } from './books-turn.ts';
import { casePack } from './case-pack.ts';
import { followLog } from './follow-log.ts';
import { importChildren } from './children.ts';
import { removeImport } from './purge-interrupted.ts';
import { append } from './record.ts';
import type { Session } from './session.ts';

export type Source = {
  readonly caseId: CaseId;
  readonly path: string;
  readonly table: TableName;
  readonly profile?: Profile | undefined;
  readonly encoding?: Encoding | undefined;
};

/** Without a table the format or the headers say where each part goes; without a format the content says what it is. */
export type AnySource = Omit<Source, 'table'> & {
  readonly table: TableName | null;
  readonly format?: string | undefined;
  /** whom the file was obtained from */
  readonly obtainedFrom?: ObtainedFrom | undefined;
  /** how a preview came to the profile; without it a given one was chosen */
  readonly origin?: ProfileOrigin | undefined;
};

/** Profiles saved in this vault; one that a newer version wrote and this one cannot read is passed over. */
export const savedProfiles = (session: Session): Profile[] =>
  session
    .vault()
    .assay.read(listProfiles)
    .flatMap(({ body }) => profileShape.safeParse(JSON.parse(body)).data ?? []);

/** A mapping is kept for files to come: what lay beside the one that it was made with is none of theirs. */
export function keepProfile(session: Session, { beside: _one, ...profile }: Profile): Record<string, never> {
  const record = { name: profile.name, table: profile.table, body: JSON.stringify(profile) };
  session.vault().assay.write((db) => saveProfile(db, record));
  return {};
}

/**
 * Imports a file: the books are committed first, under an import that nobody sees; the operation in the log makes it visible. Reading and
 * loading are done by a child process, so that a file of hours holds up no other call.
 * @throws Refused file_*, profile_invalid, disk_full, cancelled; nothing of the import stays then
 */
export function importFile(session: Session, source: AnySource, context: HandlerContext): Promise<ImportResult> {
  const { signal, progress } = context;
  return new Promise((resolve, reject) => {
    const story = setTimeout(() => progress({ stage: 'wait', done: 0, total: 0 }), storyAfterMs);
    // whoever still waits for another import leaves at once
    const leave = (): void => {
      clearTimeout(story);
      reject(new Refused({ code: 'cancelled', at: 'import.commit' }));
    };
    signal.addEventListener('abort', leave, { once: true });
    const begin = (): Promise<ImportResult> => {
      clearTimeout(story);
      signal.removeEventListener('abort', leave);
      if (signal.aborted) throw new Refused({ code: 'cancelled', at: 'import.commit' });
      return importInTurn(session, source, context);
    };
    inTurn(session, source.caseId, begin).then(resolve, reject);
  });
}

/** Who waits no longer than this for another import is told nothing of it. */
const storyAfterMs = 300;

/** After it an import that does not end by itself is killed: a step of the indexes takes seconds and cannot be interrupted. */
const graceMs = 300;

async function importInTurn(session: Session, source: AnySource, context: HandlerContext): Promise<ImportResult> {
  const vault = session.vault();
  const { caseId } = source;
  vault.assay.read((db) => caseRecord(db, caseId));
  const importId = newId();
  const fileName = source.path.split(/[\\/]/).at(-1) ?? source.path;
  const format = await formatOf(source.path, source.format);
  // opened, migrated and compared with the log here, before another process writes to them
  vault.books(caseId);
  const table = source.table ?? (format === null ? await tableOfCsv(source, savedProfiles(session)) : null);
  const journal = { importId, caseId, table: table ?? 'declarations', fileName, begunAt: session.now() } as const;
  vault.assay.write((db) => beginImport(db, journal));
  try {
    const asked = { signal: context.signal, onProgress: context.progress, graceMs };
    const request = requestOf(session, source, importId);
    const outcome = await run(session, { request, table, format, asked });
    await commit(session, { caseId, importId, outcome, from: source.obtainedFrom ?? null });
    return outcome.result;
  } catch (error) {
    // a locked vault keeps the journal's line, as a crash does, and the next start purges what it names
    if (session.unlocked() && session.vault() === vault) removeImport(vault, { caseId, importId });
    throw error;
  }
}

type Run = {
  readonly request: ReturnType<typeof requestOf>;
  readonly table: TableName | null;
  /** null: a CSV, which has a table */
  readonly format: string | null;
  readonly asked: AskOptions;
};

function run(session: Session, { request, table, format, asked }: Run): Promise<ImportOutcome> {
  const children = importChildren(session);
  const { there, encoding, ...common } = request;
  if (format !== null) return children.ask(request.caseId, 'import.found', { ...common, table, there, format }, asked);
  const inTable = table ?? 'declarations';
  const ofTable = there.filter((one) => one.table === inTable);
  return children.ask(request.caseId, 'import.run', { ...common, encoding, table: inTable, there: ofTable }, asked);
}

function requestOf(session: Session, source: AnySource, importId: string) {
  const vault = session.vault();
  const { caseId } = source;
  const pack = casePack(session, caseId);
  const period = vault.assay.read((db) => caseRecord(db, caseId));
  const { evidence } = vault.caseKeys(caseId);
  return {
    caseId,
    path: source.path,
    profile: source.profile,
    origin: source.origin,
    taxid: period.taxid,
    encoding: source.encoding,
    saved: savedProfiles(session),
    digits: pack.digits,
    reading: readingOf(pack.pack),
    importId,
    period: { from: period.from, to: period.to },
    place: vault.booksAccess(caseId),
    evidence: { folder: evidenceFolder(vault.dir), evidenceKey: evidence, keyId: keyIdOf(evidence) },
    there: vault.assay
      .read((db) => importRecords(db, caseId))
      // a file that gave no row has named none: it may be read anew by a mended profile
      .filter((one) => one.rows > 0)
      .map((one) => ({ sha256: one.evidence, bytes: one.bytes, table: one.table, scope: one.scope })),
  };
}

type Done = { readonly caseId: CaseId; readonly importId: string; readonly outcome: ImportOutcome; readonly from: ObtainedFrom | null };

/** The bytes of the file, and of the one beside it, take their names. @returns takes them back, for when they could not be recorded */
async function keepEvidence(session: Session, { caseId, importId, outcome }: Done): Promise<() => void> {
  const blobs = session.vault().blobs(caseId);
  const file = await blobs.keep(importId, outcome.result.evidence.sha256 as Sha256);
  if (outcome.beside === null) return file;
  const beside = await blobs.keep(besidePart(importId), outcome.beside.evidence.sha256);
  return () => {
    beside();
    file();
  };
}

async function commit(session: Session, done: Done): Promise<void> {
  const { caseId, importId, outcome, from } = done;
  const vault = session.vault();
  const takeBack = await keepEvidence(session, done);
  try {
    vault.assay.write((db) => {
      append(session, db, caseId, importChanges(outcome, from));
      endImport(db, importId);
    });
  } catch (error) {
    takeBack();
    throw error;
  }
  vault.books(caseId).write((db) => settleImport(db, importId));
  // rows may come back under values that were put over them before
  followLog(session, caseId, vault.books(caseId));
  session.changed(caseId, 'evidence', 'import');
}
