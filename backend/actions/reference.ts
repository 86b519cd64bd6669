import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { HandlerContext, Input, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { rememberedArticles } from '../../db/repositories/article-links.ts';
import { addReferenceList, findReference, referenceEntries, referenceLists, removeReferenceList } from '../../db/repositories/reference.ts';
import type { ReferenceEntry, ReferenceList } from '../../db/repositories/reference.ts';
import { advise, advisorOf } from '../../domain/classification/advise.ts';
import type { Advisor } from '../../domain/classification/advise.ts';
import { versionsOn } from '../../domain/classification/versions.ts';
import { foldGoods } from '../../domain/classification/goods-words.ts';
import { askedOf } from '../../domain/classification/asked.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { cellsOfFile } from '../reference/file-cells.ts';
import { tariffLines } from '../reference/tariff-lines.ts';
import { tariffCsv } from '../reference/tariff-csv.ts';
import { importFile, savedProfiles } from './import-file.ts';
import type { Session } from './session.ts';

const told = ({ addedAt: _when, ...list }: ReferenceList) => list;

export const hsLists = (session: Session): Output<AssayCalls['hs.lists']> => ({
  lists: session.vault().assay.read(referenceLists).map(told),
});

/**
 * Takes a nomenclature or tariff into the vault. It belongs to no case; the same bytes are a version of a list once.
 * @throws Refused file_*, file_already_imported, field_missing
 */
export async function hsImport(
  session: Session,
  { path: file, name, day }: Input<AssayCalls['hs.import']>,
  { signal }: Pick<HandlerContext, 'signal'>,
): Promise<Output<AssayCalls['hs.import']>> {
  const { assay } = session.vault();
  const cells = await cellsOfFile(file, savedProfiles(session), signal);
  const { entries, rejected, rejectedCount, ...list } = tariffLines(cells, day as Day | null);
  const isThis = (one: ReferenceList): boolean => one.name === name && one.sha256 === cells.sha256;
  assay.write((db) => {
    if (referenceLists(db).some(isThis)) throw new Refused({ code: 'file_already_imported', at: cells.name });
    addReferenceList(db, { ...list, name, sha256: cells.sha256, addedAt: session.now() }, entries);
  });
  const added = assay.read(referenceLists).find(isThis);
  if (added === undefined) throw new Refused({ code: 'internal', at: 'hs.import' });
  return { list: told(added), rejected: [...rejected], rejectedCount };
}

/** @throws Refused entity_missing */
export function hsRemove(session: Session, no: number): Output<AssayCalls['hs.remove']> {
  const gone = session.vault().assay.write((db) => removeReferenceList(db, no));
  if (!gone) throw new Refused({ code: 'entity_missing', at: `list:${no}` });
  return {};
}

/** By the beginning of a code, by beginnings of words in any order, or by both. */
export function hsSearch(session: Session, { find, day, limit }: Input<AssayCalls['hs.search']>): Output<AssayCalls['hs.search']> {
  return session.vault().assay.read((db) => {
    const lists = versionsOn(referenceLists(db), day as Day | null);
    const { code, words } = askedOf(foldGoods(find));
    const nothing = { found: [], more: false, lists: lists.map(told) };
    if (lists.length === 0 || (code === '' && words.length === 0)) return nothing;
    const names = new Map(lists.map(({ no, name }) => [no, name]));
    const query = { lists: [...names.keys()], code, words, on: day as Day | null, limit: limit + 1 };
    const found = findReference(db, query).map(({ list, ...entry }) => ({ ...entry, list: names.get(list) ?? '' }));
    return { ...nothing, found: found.slice(0, limit), more: found.length > limit };
  });
}

type Prepared = { readonly key: string; readonly advisor: Advisor; readonly lists: readonly ReferenceList[] };
const prepared = new WeakMap<object, Prepared>();

/** Rebuilt when the lists or what is remembered have changed; it takes a fifth of a second. */
function advisorFor(session: Session): Prepared {
  const vault = session.vault();
  const [lists, memory] = vault.assay.read((db) => [versionsOn(referenceLists(db), null), rememberedArticles(db)] as const);
  const known = memory.filter((one) => one.state === 'confirmed' && one.hs !== '');
  const key = JSON.stringify([lists.map((one) => one.no), known]);
  const there = prepared.get(vault);
  if (there?.key === key) return there;
  const entries = vault.assay.read((db) => lists.flatMap(({ no }) => referenceEntries(db, no)));
  const earlier = known.map((one) => ({ code: one.hs, text: `${one.product} ${one.article}`.trim(), times: one.times }));
  const made = { key, advisor: advisorOf(withNames(entries), earlier), lists };
  prepared.set(vault, made);
  return made;
}

/** A code has a line for each of its periods: its words are taken once. */
function withNames(entries: readonly ReferenceEntry[]): readonly ReferenceEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ code, description }) => {
    const key = `${code} ${description}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

export function hsAdvise(session: Session, { text, limit }: Input<AssayCalls['hs.advise']>): Output<AssayCalls['hs.advise']> {
  const { advisor, lists } = advisorFor(session);
  const given = advise(advisor, text, limit);
  return {
    words: [...given.words],
    unknown: [...given.unknown],
    nomenclature: given.nomenclature.map((one) => ({
      code: one.code,
      description: one.description,
      score: one.score,
      fit: one.fit,
      matched: [...one.matched],
    })),
    earlier: given.earlier.map((one) => ({ ...one, matched: [...one.matched] })),
    lists: lists.map(told),
  };
}

/**
 * Takes a version of the vault's tariff over into a case: its lines as a CSV that names list, version and hash, kept as evidence and read into
 * the case's tariff like any other file. So the case pins what its tests read.
 * @throws Refused entity_missing, field_missing for a list whose lines have no day, file_already_imported
 */
export async function hsTake(
  session: Session,
  { caseId, no }: Input<AssayCalls['hs.take']>,
  context: HandlerContext,
): Promise<Output<AssayCalls['hs.take']>> {
  const [list, entries] = session
    .vault()
    .assay.read((db) => [referenceLists(db).find((one) => one.no === no), referenceEntries(db, no)] as const);
  if (list === undefined) throw new Refused({ code: 'entity_missing', at: `list:${no}` });
  if (entries.some((one) => one.validFrom === null)) throw new Refused({ code: 'field_missing', at: 'valid_from' });
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-tariff-'));
  try {
    const file = path.join(dir, `tariff-${list.validFrom ?? ''}-${list.sha256.slice(0, 12)}.csv`);
    fs.writeFileSync(file, tariffCsv(list, entries));
    return await importFile(session, { caseId: caseId as CaseId, path: file, table: 'tariff', obtainedFrom: 'third-party' }, context);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
