import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { rowByName } from '../../db/repositories/books-rows.ts';
import { findingRecord } from '../../db/repositories/findings.ts';
import { listLinks } from '../../db/repositories/links.ts';
import { listRegions, regionRecord } from '../../db/repositories/regions.ts';
import { requestItemRecord } from '../../db/repositories/requests.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { newId } from '../vault/new-id.ts';
import { itemOfHash, itemsIn, kindOf, personOf } from './evidence-items.ts';
import { clean } from './evidence-text.ts';
import { record } from './record.ts';
import { visible } from './rows.ts';
import type { Session } from './session.ts';
import { typedRowLink } from './transcript-rows.ts';

type Linked = Output<AssayCalls['link.of']>['links'];
type Given = { readonly evidence: string; readonly regionId: string | null; readonly target: string; readonly note: string };

/** @throws Refused finding_missing, row_missing, entity_missing, field_invalid for a target of another kind */
function checkTarget(session: Session, caseId: CaseId, target: string): void {
  const vault = session.vault();
  const colon = target.indexOf(':');
  const id = target.slice(colon + 1);
  switch (target.slice(0, Math.max(0, colon))) {
    case 'finding': {
      const known = vault.assay.read((db) => findingRecord(db, caseId, id));
      if (known.deleted) throw new Refused({ code: 'finding_missing', at: id });
      return;
    }
    case 'row': {
      const { known } = visible(session, caseId);
      vault.books(caseId).read((db) => rowByName(db, id, known));
      return;
    }
    case 'requestItem':
      vault.assay.read((db) => requestItemRecord(db, caseId, id));
      return;
    default:
      throw new Refused({ code: 'field_invalid', at: 'target' });
  }
}

/** Says what an item, or a part of it, supports; the same link is made once. @throws Refused entity_missing, finding_missing, row_missing, field_invalid */
export function addLink(session: Session, caseId: CaseId, given: Given): { linkId: string } {
  const { item, there } = session.vault().assay.read((db) => {
    const found = itemOfHash(db, caseId, given.evidence);
    if (given.regionId !== null && regionRecord(db, caseId, given.regionId).evidence !== found.sha256)
      throw new Refused({ code: 'field_invalid', at: 'regionId' });
    return { item: found, there: listLinks(db, caseId, { evidence: found.sha256, target: given.target }) };
  });
  checkTarget(session, caseId, given.target);
  const same = there.find(({ regionId }) => regionId === given.regionId);
  if (same !== undefined) return { linkId: same.linkId };
  const linkId = newId();
  const region = given.regionId === null ? {} : { region: given.regionId };
  const note = given.note.trim() === '' ? {} : { note: clean(given.note) };
  const set = { evidence: item.sha256, target: given.target, ...region, ...note };
  record(session, caseId, [{ kind: 'put', ent: 'evidenceLink', id: linkId, set }]);
  return { linkId };
}

/** @throws Refused entity_missing */
export function removeLink(session: Session, caseId: CaseId, linkId: string): Record<string, never> {
  const [found] = session.vault().assay.read((db) => listLinks(db, caseId, { linkId }));
  if (found === undefined) throw new Refused({ code: 'entity_missing', at: `evidenceLink:${linkId}` });
  record(session, caseId, [{ kind: 'del', ent: 'evidenceLink', id: linkId, set: {} }]);
  return {};
}

/** What supports a finding, a row or a requested item; a row that was typed from a scan is supported by its region. */
export async function linksOf(session: Session, caseId: CaseId, target: string): Promise<{ links: Linked }> {
  const found = session.vault().assay.read((db) => {
    const items = new Map(itemsIn(db, caseId).map((item) => [item.sha256, item]));
    const typed = typedRowLink(db, caseId, target);
    const links = [...listLinks(db, caseId, { target }), ...(typed === null ? [] : [typed])];
    const regions = new Map(links.flatMap(({ evidence }) => listRegions(db, caseId, evidence)).map((one) => [one.regionId, one]));
    return { items, links, regions };
  });
  const shown: Linked = [];
  for (const link of found.links) {
    const item = found.items.get(link.evidence);
    if (item === undefined) continue;
    const region = link.regionId === null ? undefined : found.regions.get(link.regionId);
    shown.push({
      ...link,
      evidenceId: item.evidenceId,
      name: item.name,
      kind: await kindOf(session, caseId, item),
      region: region === undefined ? null : { ...region, by: personOf(session, region.by) },
      removed: item.removed,
    });
  }
  return { links: shown };
}
