import { profile as profileShape } from '../../contract/rpc/books.ts';
import type { HandlerContext } from '../../contract/rpc/call.ts';
import { beginImport, endImport, importRecords, partsOfFile, withdrawnImports } from '../../db/repositories/imports.ts';
import type { ImportRecord, WithdrawnImport } from '../../db/repositories/imports.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { locateBlob } from '../evidence/blob-store.ts';
import { typedFormat } from '../evidence/typed-rows.ts';
import type { AgainRequest } from '../importers/import-again.ts';
import { readingOf } from '../importers/reader-params.ts';
import { keyIdOf } from '../vault/keys.ts';
import { evidenceFolder, sessionParts } from '../vault/session.ts';
import { inTurn } from './books-turn.ts';
import { casePack } from './case-pack.ts';
import { importChildren } from './children.ts';
import { followLog, upcomingOverrides } from './follow-log.ts';
import { removeImport } from './purge-interrupted.ts';
import { append } from './record.ts';
import { forgetViews } from './rows.ts';
import { successionsOf } from '../../db/repositories/successions.ts';
import type { Session } from './session.ts';
import { loadTypedAgain } from './transcript-commit.ts';

const graceMs = 300;

/** The withdrawn file that an import belongs to. @throws Refused entity_missing */
function withdrawnFile(all: readonly WithdrawnImport[], importId: string): readonly WithdrawnImport[] {
  const one = all.find((other) => other.importId === importId);
  if (one === undefined) throw new Refused({ code: 'entity_missing', at: `import:${importId}` });
  return partsOfFile(all, one);
}

/** The same rows have one name each: a file that was imported anew meanwhile stands in the way of its own return. */
function refuseTwice(parts: readonly WithdrawnImport[], standing: readonly ImportRecord[]): void {
  const same = (one: ImportRecord, other: ImportRecord): boolean =>
    one.evidence === other.evidence && one.table === other.table && one.scope === other.scope && other.rows > 0;
  const twice = parts.find((one) => standing.some((other) => same(one, other)));
  if (twice !== undefined) throw new Refused({ code: 'file_already_imported', at: twice.fileName });
}

/** The file beside it that its parts pin, where it lies in the evidence. */
function besideOf(parts: readonly WithdrawnImport[], fileOf: (sha256: Sha256) => string): AgainRequest['beside'] {
  const pinned = parts.flatMap((one) => profileShape.safeParse(one.profile).data?.beside ?? []);
  const [beside] = pinned;
  return beside === undefined ? undefined : { ...beside, file: fileOf(beside.sha256 as Sha256) };
}

function requestOf(session: Session, caseId: CaseId, parts: readonly [WithdrawnImport, ...WithdrawnImport[]]): AgainRequest {
  const vault = session.vault();
  const [first] = parts;
  const { evidence: evidenceKey } = vault.caseKeys(caseId);
  const { blobNames: nameKey } = sessionParts(vault).keys;
  const place = { folder: evidenceFolder(vault.dir), nameKey, evidenceKey, keyId: keyIdOf(evidenceKey) };
  return {
    place: vault.booksAccess(caseId),
    blob: { file: locateBlob(place, first.evidence).file, key: evidenceKey },
    evidence: first.evidence,
    fileName: first.fileName,
    format: first.format,
    importer: first.importer,
    beside: besideOf(parts, (sha256) => locateBlob(place, sha256).file),
    following: upcomingOverrides(session, caseId, { without: [], returning: parts, changes: [] }),
    reading: readingOf(casePack(session, caseId).pack),
    parts: parts.map(({ importId, table, scope, profile, rowDigest, rows }) => ({ importId, table, scope, profile, rowDigest, rows })),
  };
}

/**
 * Brings a withdrawn file back by reading its evidence once more; its rows must be the ones that were pinned. What stood over them stands
 * over them again. @throws Refused entity_missing, import_differs, file_already_imported, cancelled, disk_full, vault_damaged
 */
export const restoreImport = (session: Session, caseId: CaseId, importId: string, context: HandlerContext): Promise<{ rows: number }> =>
  inTurn(session, caseId, async () => {
    const vault = session.vault();
    const { parts, standing } = vault.assay.read((db) => ({
      parts: withdrawnFile(withdrawnImports(db, caseId), importId),
      standing: importRecords(db, caseId),
    }));
    const [first, ...others] = parts;
    if (first === undefined) throw new Refused({ code: 'entity_missing', at: `import:${importId}` });
    refuseTwice(parts, standing);
    vault.books(caseId);
    // every part by itself: a crash leaves rows of each, and the next start takes them out by their ids
    const begunAt = session.now();
    vault.assay.write((db) => {
      for (const { importId: id, table, fileName } of parts) beginImport(db, { importId: id, caseId, table, fileName, begunAt });
    });
    try {
      const asked = { signal: context.signal, onProgress: context.progress, graceMs };
      const { rows } =
        first.format === typedFormat
          ? await loadTypedAgain(session, caseId, first, asked)
          : await importChildren(session).ask(caseId, 'import.again', requestOf(session, caseId, [first, ...others]), asked);
      vault.assay.write((db) => {
        const undo = parts.map((one): Change => ({ kind: 'undel', ent: 'import', id: one.importId, set: {} }));
        const ended = successionsOf(
          db,
          caseId,
          parts.map((one) => one.importId),
        ).map((id): Change => ({ kind: 'del', ent: 'succession', id, set: {} }));
        append(session, db, caseId, [...undo, ...ended]);
        for (const one of parts) endImport(db, one.importId);
      });
      forgetViews(session, caseId);
      followLog(session, caseId, vault.books(caseId));
      session.changed(caseId, 'import');
      return { rows };
    } catch (error) {
      if (session.unlocked() && session.vault() === vault) for (const one of parts) removeImport(vault, { caseId, importId: one.importId });
      throw error;
    }
  });
