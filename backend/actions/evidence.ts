import type { EvidenceMeta } from '../../contract/rpc/evidence.ts';
import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { evidenceOperations } from '../../db/repositories/custody.ts';
import { listLinks } from '../../db/repositories/links.ts';
import { listRegions } from '../../db/repositories/regions.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import { chainOfCustody } from '../../domain/evidence/custody.ts';
import { isFound } from '../../domain/evidence/items.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { besideItems, headerOf, itemById, itemOfHash, itemsIn, keepKinds, kindsKnown, personOf } from './evidence-items.ts';
import type { CaseItem, EvidenceHeader } from './evidence-items.ts';
import { changedFields } from './evidence-meta.ts';
import { refuseWhileInUse } from './evidence-rests.ts';
import { clean } from './evidence-text.ts';
import { newId } from '../vault/new-id.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';

type Nothing = Record<string, never>;
type Event = 'received' | 'handedOver' | 'returned' | 'sealed' | 'opened' | 'shown';

const searched = (item: CaseItem): readonly (string | null)[] => {
  const { tags, description, requestNo, medium, mediumSerial, device, legalBasis, program } = item.fields;
  return [item.name, item.sha256, JSON.stringify(tags ?? ''), description, requestNo, medium, mediumSerial, device, legalBasis, program];
};

/** Items of the case, each once, whether added or imported. @param of.find words that must all stand in what is known of an item */
export async function listEvidence(
  session: Session,
  caseId: CaseId,
  of: { readonly find: string; readonly removed: boolean },
): Promise<{ items: EvidenceHeader[] }> {
  const items = session.vault().assay.read((db) => itemsIn(db, caseId));
  const found = items.filter((item) => item.removed === of.removed && (of.find.trim() === '' || isFound(searched(item), of.find)));
  const beside = besideItems(session, caseId);
  const shown: EvidenceHeader[] = [];
  const before = kindsKnown(session, caseId);
  for (const item of found) shown.push(await headerOf(session, caseId, { item, beside }));
  keepKinds(session, caseId, before);
  return { items: shown };
}

/** One item with its regions, links and chain of custody. @throws Refused entity_missing */
export async function evidenceOf(session: Session, caseId: CaseId, evidenceId: string): Promise<Output<AssayCalls['evidence.get']>> {
  const { assay } = session.vault();
  const found = assay.read((db) => {
    const item = itemById(db, caseId, evidenceId);
    const { sha256 } = item;
    return {
      item,
      regions: listRegions(db, caseId, sha256),
      links: listLinks(db, caseId, { evidence: sha256 }),
      touches: evidenceOperations(db, caseId, sha256),
    };
  });
  const item = await headerOf(session, caseId, { item: found.item, beside: besideItems(session, caseId) });
  return {
    item,
    regions: found.regions.map((one) => ({ ...one, by: personOf(session, one.by) })),
    links: found.links.map((one) => ({ ...one })),
    custody: chainOfCustody(found.touches, item.sha256).map((step) => ({ ...step, by: personOf(session, step.by) })),
  };
}

/** A part of the original. @throws Refused entity_missing, vault_damaged */
export async function evidenceBytes(
  session: Session,
  caseId: CaseId,
  of: { readonly evidenceId: string; readonly from: number; readonly length: number },
): Promise<{ bytes: Uint8Array<ArrayBuffer>; total: number }> {
  const vault = session.vault();
  const { sha256 } = vault.assay.read((db) => itemById(db, caseId, of.evidenceId));
  const blobs = vault.blobs(caseId);
  return { bytes: new Uint8Array(await blobs.read(sha256, of.from, of.length)), total: blobs.size(sha256) };
}

/** Says more of an item, or something else; its bytes and their hash never change. @throws Refused entity_missing, field_invalid */
export function changeEvidence(session: Session, caseId: CaseId, of: { evidenceId: string; set: EvidenceMeta }): Nothing {
  const item = session.vault().assay.read((db) => itemById(db, caseId, of.evidenceId));
  const set = changedFields(item.fields, of.set);
  if (Object.keys(set).length === 0) return {};
  // the class is that of the bytes: whatever stands for them in the log says the same
  const { class: secrecy } = set;
  const others = secrecy === undefined ? [] : item.ids.filter((id) => id !== item.evidenceId);
  const also = others.map((id): Change => ({ kind: 'set', ent: 'evidence', id, set: { class: secrecy ?? null } }));
  record(session, caseId, [{ kind: 'set', ent: 'evidence', id: item.evidenceId, set }, ...also]);
  return {};
}

/** Takes an item out of the lists, and its marks with it; its bytes, its history and what was said of it stay. @throws Refused entity_missing, evidence_in_use */
export function removeEvidence(session: Session, caseId: CaseId, evidenceId: string): Nothing {
  const item = session.vault().assay.read((db) => {
    const found = itemById(db, caseId, evidenceId);
    refuseWhileInUse(db, caseId, found);
    return found;
  });
  const changes = item.standing.map((id) => ({ kind: 'del', ent: 'evidence', id, set: {} }) as const);
  if (changes.length > 0) record(session, caseId, changes);
  return {};
}

/** Puts a removed item back into the lists. @throws Refused entity_missing */
export function restoreEvidence(session: Session, caseId: CaseId, evidenceId: string): Nothing {
  const item = session.vault().assay.read((db) => itemById(db, caseId, evidenceId));
  if (item.removed) record(session, caseId, [{ kind: 'undel', ent: 'evidence', id: item.evidenceId, set: {} }]);
  return {};
}

/** A step of custody outside the program, as a person tells it. @throws Refused entity_missing, field_invalid */
export function addCustody(
  session: Session,
  caseId: CaseId,
  of: { evidence: string; event: Event; day: string; person: string; place: string; note: string },
): Nothing {
  const { sha256 } = session.vault().assay.read((db) => itemOfHash(db, caseId, of.evidence));
  const told = Object.entries({ person: of.person, place: of.place, note: of.note }).filter(([, text]) => text.trim() !== '');
  const set = { evidence: sha256, event: of.event, day: of.day, ...Object.fromEntries(told.map(([name, text]) => [name, clean(text)])) };
  record(session, caseId, [{ kind: 'put', ent: 'custody', id: newId(), set }]);
  return {};
}
