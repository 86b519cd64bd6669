import type { ImportCertificate } from '../../contract/rpc/books.ts';
import { importRecords } from '../../db/repositories/imports.ts';
import type { ImportRecord } from '../../db/repositories/imports.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Session } from './session.ts';

/** What operations pinned, as the call tells it: it was written by this program, through the same schema. */
const told = <T>(value: Canonical, otherwise: T): T => (value === null ? otherwise : (value as unknown as T));

function profileName(profile: Canonical): string {
  const name = typeof profile === 'object' && profile !== null ? (profile as { readonly name?: unknown }).name : undefined;
  return typeof name === 'string' ? name : '';
}

const partOf = (one: ImportRecord): ImportCertificate['parts'][number] => ({
  importId: one.importId,
  table: one.table,
  scope: one.scope,
  rows: one.rows,
  rejected: told(one.problems, []),
  rejectedCount: one.rejected,
  sums: told(one.sums, {}),
  repaired: told(one.repaired, {}),
  profile: profileName(one.profile),
  rowDigest: one.rowDigest,
});

/** What of a file came into the books by one step. */
type FileParts = readonly [ImportRecord, ...ImportRecord[]];

/** One file was imported by one transaction: its parts stand together, in the order of the log. */
export function filesOf(records: readonly ImportRecord[]): readonly FileParts[] {
  const files = new Map<string, [ImportRecord, ...ImportRecord[]]>();
  for (const one of records) {
    const key = `${one.evidence} ${one.at}`;
    const parts = files.get(key);
    if (parts === undefined) files.set(key, [one]);
    else parts.push(one);
  }
  return [...files.values()];
}

export function certificateOf(parts: FileParts): ImportCertificate {
  const [first] = parts;
  return {
    fileName: first.fileName,
    evidence: { sha256: first.evidence, bytes: first.bytes },
    importedAt: first.at,
    obtainedFrom: first.obtainedFrom,
    format: first.format,
    importer: first.importer,
    encoding: first.encoding,
    parts: parts.map(partOf),
    checks: told(parts.find((part) => part.checks !== null)?.checks ?? null, []),
    facts: told(parts.find((part) => part.facts !== null)?.facts ?? null, []),
  };
}

/**
 * The import certificates of a case: what was read, accepted and rejected, sums per amount column, and what the file declares of itself
 * held against what was counted. @throws Refused entity_missing for an import that is not there
 */
export function importCertificates(session: Session, caseId: CaseId, importId?: string): ImportCertificate[] {
  const records = session.vault().assay.read((db) => importRecords(db, caseId));
  const asked = filesOf(records).filter((parts) => importId === undefined || parts.some((one) => one.importId === importId));
  if (importId !== undefined && asked.length === 0) throw new Refused({ code: 'entity_missing', at: `import:${importId}` });
  return asked.map(certificateOf);
}
