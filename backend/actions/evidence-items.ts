import { z } from 'zod';
import type { EvidenceMeta } from '../../contract/rpc/evidence.ts';
import { evidenceKind as evidenceKindShape, evidenceMeta, evidenceOrigin } from '../../contract/rpc/evidence.ts';
import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { evidenceCounts, pagesAtHand, storedEvidence } from '../../db/repositories/evidence.ts';
import type { EvidenceFields } from '../../db/repositories/evidence.ts';
import { listImports } from '../../db/repositories/imports.ts';
import { saveView, viewValue } from '../../db/repositories/settings.ts';
import type { ReadDb } from '../../db/store.ts';
import { evidenceItems } from '../../domain/evidence/items.ts';
import type { Item } from '../../domain/evidence/items.ts';
import { evidenceKind } from '../../domain/evidence/kind.ts';
import type { EvidenceKind } from '../../domain/evidence/kind.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Session } from './session.ts';

export type EvidenceHeader = Output<AssayCalls['evidence.list']>['items'][number];
export type CaseItem = Item<EvidenceFields>;

/** Every item of the case once, removed ones too, in the order in which they came. */
export const itemsIn = (db: ReadDb, caseId: CaseId): readonly CaseItem[] => evidenceItems(storedEvidence(db, caseId));

/** The item that an id stands for; several ids may, where the same bytes came twice. @throws Refused entity_missing */
export function itemById(db: ReadDb, caseId: CaseId, evidenceId: string): CaseItem {
  const found = itemsIn(db, caseId).find((item) => item.ids.includes(evidenceId));
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `evidence:${evidenceId}` });
  return found;
}

/** The item of these bytes, not removed. @throws Refused entity_missing */
export function itemOfHash(db: ReadDb, caseId: CaseId, sha256: string): CaseItem {
  const found = itemsIn(db, caseId).find((item) => item.sha256 === sha256 && !item.removed);
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `evidence:${sha256}` });
  return found;
}

/** The vault's own user by name; others by their id, until headquarters tells their names. */
export function personOf(session: Session, userId: string): string {
  const { userId: own, userName } = session.vault();
  return userId === own ? userName : userId;
}

/** Enough to tell what a file is. */
const headBytes = 4096;
type Kinds = Map<string, EvidenceKind>;
const kinds = new WeakMap<Session, Map<CaseId, Kinds>>();

const keptKinds = (caseId: CaseId): string => `evidence.kinds.${caseId}`;
const kindsShape = z.object({ app: z.string(), kinds: z.record(z.string(), evidenceKindShape) });

/**
 * What was told of the bytes before: the kind is theirs, and looking into ten thousand files takes seconds. Kept in
 * the vault over a restart; another version of the program looks again.
 */
function kindsOf(session: Session, caseId: CaseId): Kinds {
  const cases = kinds.get(session) ?? new Map<CaseId, Kinds>();
  kinds.set(session, cases);
  const known = cases.get(caseId);
  if (known !== undefined) return known;
  const text = session.vault().assay.read((db) => viewValue(db, keptKinds(caseId)));
  const kept = kindsShape.safeParse(text === null ? null : JSON.parse(text)).data;
  const read: Kinds = new Map(kept?.app === session.app ? Object.entries(kept.kinds) : []);
  cases.set(caseId, read);
  return read;
}

/** Keeps what a list had to look into the bytes for. Who only reads, and a full disk, keep nothing: the next list looks again. */
export function keepKinds(session: Session, caseId: CaseId, before: number): void {
  const known = kindsOf(session, caseId);
  if (known.size === before || session.reading === true) return;
  try {
    const told = JSON.stringify({ app: session.app, kinds: Object.fromEntries(known) });
    session.vault().assay.write((db) => saveView(db, keptKinds(caseId), told));
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'disk_full') throw error;
  }
}

/** How many kinds are known. */
export const kindsKnown = (session: Session, caseId: CaseId): number => kindsOf(session, caseId).size;

/** Looked up in the bytes once: the kind is theirs, not the name's. */
export async function kindOf(
  session: Session,
  caseId: CaseId,
  item: { readonly sha256: Sha256; readonly name: string },
): Promise<EvidenceKind> {
  const known = kindsOf(session, caseId);
  const found = known.get(item.sha256);
  if (found !== undefined) return found;
  const head = await headOf(session, caseId, item.sha256);
  const kind = evidenceKind(item.name, head ?? new Uint8Array());
  if (head !== null) known.set(item.sha256, kind);
  return kind;
}

/** A damaged item still stands in the list, where it can be seen to be damaged when it is opened. */
async function headOf(session: Session, caseId: CaseId, sha256: Sha256): Promise<Uint8Array | null> {
  try {
    return await session.vault().blobs(caseId).read(sha256, 0, headBytes);
  } catch (error) {
    if (error instanceof Refused && error.code === 'vault_damaged') return null;
    throw error;
  }
}

/** What the log keeps of an item, as the call tells it; what a newer version wrote and this one cannot read is passed over. */
export function metaOf(fields: EvidenceFields): EvidenceMeta {
  const said = Object.entries(fields).filter(([name, value]) => value !== null && Object.hasOwn(evidenceMeta.shape, name));
  // nearly every item is readable as it stands: it is looked at once, not field by field
  const whole = evidenceMeta.safeParse(Object.fromEntries(said));
  if (whole.success) return whole.data;
  return evidenceMeta.parse(Object.fromEntries(said.filter(([name, value]) => evidenceMeta.safeParse({ [name]: value }).success)));
}

type Beside = {
  readonly tables: ReadonlyMap<string, readonly TableName[]>;
  readonly regions: ReadonlyMap<string, number>;
  readonly links: ReadonlyMap<string, number>;
  readonly pages: ReadonlyMap<string, number>;
};

/** What stands beside the items of a case: tables read from them, regions, links, recognised pages. */
export function besideItems(session: Session, caseId: CaseId): Beside {
  const vault = session.vault();
  const tables = new Map<string, TableName[]>();
  const counts = vault.assay.read((db) => {
    for (const { evidence, table } of listImports(db, caseId)) {
      const there = tables.get(evidence) ?? [];
      if (!there.includes(table)) there.push(table);
      tables.set(evidence, there);
    }
    return evidenceCounts(db, caseId);
  });
  return { ...counts, tables, pages: vault.books(caseId).read(pagesAtHand) };
}

export async function headerOf(session: Session, caseId: CaseId, of: { item: CaseItem; beside: Beside }): Promise<EvidenceHeader> {
  const { item, beside } = of;
  const tables = [...(beside.tables.get(item.sha256) ?? [])];
  const kind = await kindOf(session, caseId, item);
  return {
    ...metaOf(item.fields),
    evidenceId: item.evidenceId,
    sha256: item.sha256,
    bytes: item.bytes,
    name: item.name,
    // what was read into the books is a book, whatever its bytes look like; a scan that rows were typed from stays one
    kind: tables.length > 0 && (kind === 'text' || kind === 'other') ? 'book' : kind,
    origin: evidenceOrigin.safeParse(item.fields.origin).data ?? (tables.length > 0 ? 'import' : 'file'),
    addedAt: item.addedAt,
    addedBy: personOf(session, item.addedBy),
    tables,
    links: beside.links.get(item.sha256) ?? 0,
    regions: beside.regions.get(item.sha256) ?? 0,
    recognised: beside.pages.get(item.sha256) ?? 0,
    removed: item.removed,
  };
}
