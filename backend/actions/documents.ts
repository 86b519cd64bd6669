import fs from 'node:fs';
import path from 'node:path';
import { documentRecord, listDocuments } from '../../db/repositories/documents.ts';
import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { Refused } from '../../domain/model/refused.ts';
import { langs } from '../../domain/model/words.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { outsideVault } from '../files/outside-vault.ts';
import { writeWhole } from '../files/write-whole.ts';
import { readPem } from '../signing/certificates.ts';
import { verifyPdf } from '../signing/verify/verify-pdf.ts';
import { letLeave, once } from './copies-leaving.ts';
import { rootPem } from './signing-key.ts';
import type { Session } from './session.ts';

type Verdict = Output<AssayCalls['document.verify']>;
type Header = Output<AssayCalls['documents.list']>['documents'][number];

export const documents = (session: Session, caseId: CaseId): Header[] =>
  session
    .vault()
    .assay.read((db) => listDocuments(db, caseId))
    .map(({ lang, ...rest }) => ({ ...rest, lang: langs.find((l) => l === lang) ?? 'en' }));

/** The bytes of a document as they were kept. @throws Refused entity_missing, vault_damaged */
export async function documentBytes(session: Session, caseId: CaseId, documentId: string): Promise<Uint8Array> {
  const vault = session.vault();
  const { sha256 } = vault.assay.read((db) => documentRecord(db, caseId, documentId));
  const blobs = vault.blobs(caseId);
  return blobs.read(sha256, 0, blobs.size(sha256));
}

/** What a report holds may be shown to the trader: what may not is refused before one is made. */
export const reportCopy = { kind: 'document', format: 'pdf', class: 'trader' } as const;

/**
 * Writes a copy of a document, recorded as every copy that leaves.
 * @throws Refused entity_missing, vault_damaged, target_in_vault, disk_full, file_unwritable
 */
export async function saveDocument(
  session: Session,
  caseId: CaseId,
  of: { documentId: string; to: string },
): Promise<Record<string, never>> {
  const to = outsideVault(session.vaultDir, of.to);
  const bytes = await documentBytes(session, caseId, of.documentId);
  await letLeave(session, { caseId, to, bytes: once(bytes), about: reportCopy });
  return {};
}

/** No report and no certificate is larger: reading on would only take memory. */
const mostBytes = { report: 512 * 2 ** 20, certificate: 2 ** 20 };

/**
 * A pipe would be waited for until somebody writes into it.
 * @throws Refused file_unreadable; `tooLarge` for a file that cannot be what it is taken for
 */
function readFile(file: string, most: number, tooLarge: 'pdf_unreadable' | 'trust_unreadable'): Buffer {
  let bytes: Buffer | null = null;
  try {
    const stat = fs.statSync(file);
    if (stat.isFile() && stat.size > most) throw new Refused({ code: tooLarge, at: path.basename(file) });
    if (stat.isFile()) bytes = fs.readFileSync(file);
  } catch (error) {
    if (error instanceof Refused) throw error;
  }
  if (bytes === null) throw new Refused({ code: 'file_unreadable', at: file });
  return bytes;
}

/**
 * Verifies a report. Roots: the given file; else, with an open vault, this vault's own test root.
 * @throws Refused file_unreadable, pdf_unreadable, trust_unreadable
 */
export async function verifyDocument(session: Session, of: { path: string; trust: string | null }): Promise<Verdict> {
  const bytes = readFile(of.path, mostBytes.report, 'pdf_unreadable');
  const trust = await rootsFor(session, of.trust);
  return structuredClone(verifyPdf(bytes, { name: path.basename(of.path), ...(trust === null ? {} : { trust: [trust] }) })) as Verdict;
}

/** Verifies a document of the case as it is kept, against this vault's own root. @throws Refused entity_missing, vault_damaged */
export async function checkDocument(session: Session, caseId: CaseId, documentId: string): Promise<Verdict> {
  const bytes = Buffer.from(await documentBytes(session, caseId, documentId));
  return structuredClone(verifyPdf(bytes, { name: documentId, trust: [await rootPem(session)] })) as Verdict;
}

async function rootsFor(session: Session, file: string | null): Promise<string | null> {
  if (file !== null) {
    const pem = readFile(file, mostBytes.certificate, 'trust_unreadable').toString('utf8');
    readPem(pem, path.basename(file));
    return pem;
  }
  return session.unlocked() ? rootPem(session) : null;
}

/** The one name under which the root certificate may lie in the vault itself, as the demonstration leaves it: it is no secret. */
const rootName = 'test-root.pem';

/** Writes the root certificate that this vault's signatures lead to. @throws Refused target_in_vault, disk_full, file_unwritable */
export async function exportTrust(session: Session, to: string): Promise<{ pem: string }> {
  const pem = await rootPem(session);
  const own = path.resolve(session.vaultDir, rootName);
  writeWhole(path.resolve(to) === own ? own : outsideVault(session.vaultDir, to), Buffer.from(pem, 'utf8'));
  return { pem };
}
