import { profile as profileShape } from '../../contract/rpc/books.ts';
import type { Encoding, ImportPreview, ImportResult, Profile } from '../../contract/rpc/books.ts';
import type { HandlerContext } from '../../contract/rpc/call.ts';
import { settleImport } from '../../db/repositories/books-imports.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import { beginImport, endImport } from '../../db/repositories/imports.ts';
import { listProfiles, saveProfile } from '../../db/repositories/profiles.ts';
import { profileHash } from '../../domain/caselog/work-hash.ts';
import type { Canonical, Change } from '../../domain/caselog/operation.ts';
import { digitsOf } from '../../domain/packs/currency.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import { previewImport } from '../importers/preview.ts';
import type { ImportSource } from '../importers/preview.ts';
import { abandonImport, runImport } from '../importers/run-import.ts';
import type { ImportOutcome } from '../importers/run-import.ts';
import { newId } from '../vault/new-id.ts';
import { inTurn } from './books-turn.ts';
import { casePack } from './case-pack.ts';
import type { CasePack } from './case-pack.ts';
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

const readerParams = ({ pack }: CasePack): ReaderParams => ({
  nationalCurrency: pack.nationalCurrency,
  currencyDigits: (code) => digitsOf(pack, code),
  hsLength: pack.hsLength.value,
});

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
  return { ...source, saved: savedProfiles(session), params: readerParams(pack), digits: pack.digits };
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
 * Imports a file: the books are committed first, under an import that nobody sees; the operation in the log makes it visible.
 * @throws Refused file_*, profile_invalid, disk_full, cancelled; nothing of the import stays then
 */
export const importFile = (session: Session, source: Source, context: HandlerContext): Promise<ImportResult> =>
  inTurn(session, source.caseId, () => importInTurn(session, source, context));

async function importInTurn(session: Session, source: Source, context: HandlerContext): Promise<ImportResult> {
  const vault = session.vault();
  const { caseId } = source;
  vault.assay.read((db) => caseRecord(db, caseId));
  const importId = newId();
  const fileName = source.path.split(/[\\/]/).at(-1) ?? source.path;
  const books = vault.books(caseId);
  vault.assay.write((db) => beginImport(db, { importId, caseId, table: source.table, fileName, begunAt: session.now() }));
  try {
    const place = vault.booksAccess(caseId);
    const task = { ...sourceOf(session, source), importId, books, place, blobs: vault.blobs(caseId), ...context };
    const outcome = await runImport(task);
    commit(session, { caseId, importId, outcome });
    return outcome.result;
  } finally {
    // a crash leaves the journal's line, and the next start purges what it names
    if (session.unlocked()) vault.assay.write((db) => endImport(db, importId));
  }
}

function commit(session: Session, done: { caseId: CaseId; importId: string; outcome: ImportOutcome }): void {
  const { caseId, importId, outcome } = done;
  const vault = session.vault();
  const books = vault.books(caseId);
  try {
    vault.assay.write((db) => {
      append(session, db, caseId, changesOf(outcome));
      endImport(db, importId);
    });
  } catch (error) {
    abandonImport(books, importId);
    throw error;
  }
  books.write((db) => settleImport(db, importId));
  session.changed(caseId, 'evidence', 'import');
}
