import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { profile as profileShape } from '../../contract/rpc/books.ts';
import type { ImportPreview, Profile } from '../../contract/rpc/books.ts';
import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import { importRecords } from '../../db/repositories/imports.ts';
import { removeProfile, saveProfile } from '../../db/repositories/profiles.ts';
import { canonicalBytes } from '../../domain/caselog/canonical.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import { profileHash } from '../../domain/caselog/work-hash.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { taxIdProblem } from '../../domain/packs/tax-id.ts';
import { previewFound } from '../importers/preview-found.ts';
import { previewImport } from '../importers/preview.ts';
import type { ImportSource } from '../importers/preview.ts';
import { readerParams, readingOf } from '../importers/reader-params.ts';
import { blocksOf } from '../importers/read-file.ts';
import { checkProfile } from '../importers/repairs-check.ts';
import { openFile } from '../importers/sample.ts';
import { casePack } from './case-pack.ts';
import { savedProfiles } from './import-file.ts';
import type { Source } from './import-file.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

type PreviewSource = Source & { readonly format?: string | undefined; readonly scope?: string | undefined };

function sourceOf(session: Session, source: Source): ImportSource {
  const { pack, digits } = casePack(session, source.caseId);
  const params = readerParams(readingOf(pack));
  const { taxid } = session.vault().assay.read((db) => caseRecord(db, source.caseId));
  return {
    path: source.path,
    table: source.table,
    profile: source.profile,
    encoding: source.encoding,
    saved: savedProfiles(session),
    params,
    digits,
    taxid,
    codes: {
      isCurrency: (code) => params.currencyDigits(code) !== null,
      isTaxId: (text) => taxIdProblem(pack, text) === null,
      hsLength: params.hsLength,
    },
  };
}

/** The start of a file as it would be imported; without a format it is a CSV. @throws Refused file_*, profile_invalid, format_unknown */
export function previewFile(session: Session, source: PreviewSource, context: Pick<HandlerContext, 'signal'>): Promise<ImportPreview> {
  const asked = sourceOf(session, source);
  const { format = 'csv', scope } = source;
  return format === 'csv' ? previewImport(asked) : previewFound({ ...asked, format, scope, signal: context.signal });
}

async function hashOfFile(file: string): Promise<string> {
  const handle = await openFile(file);
  const hash = createHash('sha256');
  try {
    for await (const block of blocksOf(handle)) hash.update(block);
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

/** Imports that these same bytes gave: the file is hashed only where one of its length stands in the case. @throws Refused file_unreadable */
export async function importsThere(session: Session, caseId: CaseId, file: string): Promise<Output<AssayCalls['import.there']>> {
  const bytes = fs.statSync(file, { throwIfNoEntry: false })?.size;
  const records = session.vault().assay.read((db) => importRecords(db, caseId));
  const same = records.filter((one) => one.bytes === bytes && one.rows > 0);
  if (same.length === 0) return { imports: [] };
  const hash = await hashOfFile(file);
  const there = same.filter((one) => one.evidence === hash);
  return { imports: there.map(({ importId, table, scope, fileName, at }) => ({ importId, table, scope, fileName, at })) };
}

const json = (profile: Profile): Canonical => JSON.parse(JSON.stringify(profile)) as Canonical;

export function profileList(session: Session): Output<AssayCalls['profile.list']> {
  const profiles = savedProfiles(session);
  return { profiles, hashes: profiles.map((profile) => profileHash(json(profile), sha256)) };
}

function savedProfile(session: Session, name: string): Profile {
  const found = savedProfiles(session).find((one) => one.name === name);
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `profile:${name}` });
  return found;
}

/** Imports that were made by it keep the name that they pinned. @throws Refused entity_missing, profile_name_taken */
export function renameProfile(session: Session, name: string, title: string): Record<string, never> {
  const profile = savedProfile(session, name);
  if (title === name) return {};
  if (savedProfiles(session).some((one) => one.name === title)) throw new Refused({ code: 'profile_name_taken', at: title });
  session.vault().assay.write((db) => {
    saveProfile(db, { name: title, table: profile.table, body: JSON.stringify({ ...profile, name: title }) });
    removeProfile(db, name);
  });
  return {};
}

/** @throws Refused entity_missing */
export function removeSaved(session: Session, name: string): Record<string, never> {
  const removed = session.vault().assay.write((db) => removeProfile(db, name));
  if (!removed) throw new Refused({ code: 'entity_missing', at: `profile:${name}` });
  return {};
}

/** @throws Refused entity_missing, file_unwritable */
export function writeProfile(session: Session, name: string, file: string): { sha256: string } {
  const profile = json(savedProfile(session, name));
  try {
    fs.writeFileSync(file, Buffer.concat([canonicalBytes(profile), Buffer.from('\n')]));
  } catch {
    throw new Refused({ code: 'file_unwritable', at: path.basename(file) });
  }
  return { sha256: profileHash(profile, sha256) };
}

/** No profile is as large: a file of another kind is not read into memory. */
const mostBytes = 4 * 1024 * 1024;

/** @throws Refused file_unreadable, profile_invalid */
export function readProfile(file: string): { profile: Profile; sha256: string } {
  const at = path.basename(file);
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) throw new Refused({ code: 'file_unreadable', at });
  const invalid = (problem: string): never => {
    throw new Refused({ code: 'profile_invalid', at, args: { problem } });
  };
  if (stat.size > mostBytes) return invalid(`${stat.size}`);
  let read: unknown;
  try {
    read = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return invalid('JSON');
  }
  const shaped = profileShape.safeParse(read);
  if (!shaped.success) return invalid(shaped.error.issues[0]?.path.join('.') ?? 'JSON');
  checkProfile(shaped.data, shaped.data.table);
  return { profile: shaped.data, sha256: profileHash(json(shaped.data), sha256) };
}
