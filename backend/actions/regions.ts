import type { Input, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { listLinks } from '../../db/repositories/links.ts';
import { regionRecord } from '../../db/repositories/regions.ts';
import { listTranscripts } from '../../db/repositories/transcripts.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { newId } from '../vault/new-id.ts';
import { itemOfHash } from './evidence-items.ts';
import { clean } from './evidence-text.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';

type Shape = Input<AssayCalls['region.add']>['shape'];
type Nothing = Output<AssayCalls['region.change']>;

const whole = 10_000;

/** A part of the page lies on the page. @throws Refused field_invalid */
function checkShape({ left, top, width, height }: Shape): void {
  if (left + width > whole) throw new Refused({ code: 'field_invalid', at: 'width' });
  if (top + height > whole) throw new Refused({ code: 'field_invalid', at: 'height' });
}

/** Marks a part of a page as evidence. @throws Refused entity_missing, field_invalid */
export function addRegion(
  session: Session,
  caseId: CaseId,
  of: { evidence: string; shape: Shape; title: string; text: string },
): { regionId: string } {
  const { sha256 } = session.vault().assay.read((db) => itemOfHash(db, caseId, of.evidence));
  checkShape(of.shape);
  const regionId = newId();
  const set = { evidence: sha256, ...of.shape, title: clean(of.title), text: clean(of.text) };
  record(session, caseId, [{ kind: 'put', ent: 'region', id: regionId, set }]);
  return { regionId };
}

/** Changes what is given and differs. @throws Refused entity_missing, field_invalid */
export function changeRegion(
  session: Session,
  caseId: CaseId,
  of: { regionId: string; shape?: Shape | undefined; title?: string | undefined; text?: string | undefined },
): Nothing {
  const known = session.vault().assay.read((db) => regionRecord(db, caseId, of.regionId));
  if (of.shape !== undefined) checkShape(of.shape);
  const texts = Object.entries({ title: of.title, text: of.text }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, clean(text)] as const],
  );
  const said = { ...of.shape, ...Object.fromEntries(texts) };
  const before = known as Readonly<Record<string, unknown>>;
  const set = Object.fromEntries(Object.entries(said).filter(([name, value]) => before[name] !== value));
  if (Object.keys(set).length > 0) record(session, caseId, [{ kind: 'set', ent: 'region', id: of.regionId, set }]);
  return {};
}

/**
 * Takes a mark away, with the links that go by it.
 * @throws Refused entity_missing; evidence_in_use while a row typed from it or a finding rests on it
 */
export function removeRegion(session: Session, caseId: CaseId, regionId: string): Nothing {
  const { region, typed, links } = session.vault().assay.read((db) => {
    const found = regionRecord(db, caseId, regionId);
    return {
      region: found,
      typed: listTranscripts(db, caseId, { evidence: found.evidence }).some((row) => row.regionId === regionId),
      links: listLinks(db, caseId, { evidence: found.evidence }).filter((link) => link.regionId === regionId),
    };
  });
  const at = region.title === '' ? regionId : region.title;
  if (typed) throw new Refused({ code: 'evidence_in_use', at, args: { by: 'transcript' } });
  if (links.some(({ target }) => target.startsWith('finding:')))
    throw new Refused({ code: 'evidence_in_use', at, args: { by: 'finding' } });
  const gone = links.map(({ linkId }): Change => ({ kind: 'del', ent: 'evidenceLink', id: linkId, set: {} }));
  record(session, caseId, [...gone, { kind: 'del', ent: 'region', id: regionId, set: {} }]);
  return {};
}
