import type { Input, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { listLinks } from '../../db/repositories/links.ts';
import { regionRecord } from '../../db/repositories/regions.ts';
import type { RegionRecord } from '../../db/repositories/regions.ts';
import { listTranscripts } from '../../db/repositories/transcripts.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Change } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { newId } from '../vault/new-id.ts';
import { itemOfHash } from './evidence-items.ts';
import { findingsBy, refuseInUse, typedFrom } from './evidence-rests.ts';
import { clean } from './evidence-text.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';
import { importOfTyped } from './transcript-rows.ts';

type Shape = Input<AssayCalls['region.add']>['shape'];
type Nothing = Record<string, never>;

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

/**
 * Rows typed from a mark that was moved were checked against another place: their checks are taken back.
 * @throws Refused evidence_in_use while one of them is in the books
 */
function checksTakenBack(db: ReadDb, caseId: CaseId, region: RegionRecord): readonly Change[] {
  const rows = listTranscripts(db, caseId, { evidence: region.evidence }).filter((row) => row.regionId === region.regionId);
  const taken = importOfTyped(db, caseId, region.evidence);
  refuseInUse(named(region), [{ by: 'import', n: rows.filter((row) => taken.has(row.transcriptId)).length, names: [] }]);
  const set = { checkedBy: null, checkedAt: null };
  return rows.filter((row) => row.checkedBy !== null).map(({ transcriptId: id }) => ({ kind: 'set', ent: 'transcript', id, set }));
}

const named = ({ title, regionId }: RegionRecord): string => (title === '' ? regionId : title);

/**
 * Changes what is given and differs. A mark that is moved takes the checks of the rows typed from it back, in the same act.
 * @returns how many rows have to be checked again @throws Refused entity_missing, field_invalid, evidence_in_use
 */
export function changeRegion(
  session: Session,
  caseId: CaseId,
  of: { regionId: string; shape?: Shape | undefined; title?: string | undefined; text?: string | undefined },
): Output<AssayCalls['region.change']> {
  if (of.shape !== undefined) checkShape(of.shape);
  const texts = Object.entries({ title: of.title, text: of.text }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, clean(text)] as const],
  );
  const said = { ...of.shape, ...Object.fromEntries(texts) };
  const { set, checks } = session.vault().assay.read((db) => {
    const known = regionRecord(db, caseId, of.regionId);
    const before = known as Readonly<Record<string, unknown>>;
    const differing = Object.fromEntries(Object.entries(said).filter(([name, value]) => before[name] !== value));
    const isMoved = Object.keys(of.shape ?? {}).some((edge) => Object.hasOwn(differing, edge));
    return { set: differing, checks: isMoved ? checksTakenBack(db, caseId, known) : [] };
  });
  if (Object.keys(set).length > 0) record(session, caseId, [{ kind: 'set', ent: 'region', id: of.regionId, set }, ...checks]);
  return { unchecked: checks.length };
}

/**
 * Takes a mark away, with the links that go by it.
 * @throws Refused entity_missing; evidence_in_use while a row typed from it or a finding rests on it
 */
export function removeRegion(session: Session, caseId: CaseId, regionId: string): Nothing {
  const { links } = session.vault().assay.read((db) => {
    const region = regionRecord(db, caseId, regionId);
    const own = listLinks(db, caseId, { evidence: region.evidence }).filter((link) => link.regionId === regionId);
    refuseInUse(named(region), [typedFrom(db, caseId, region), findingsBy(db, caseId, own)]);
    return { links: own };
  });
  const gone = links.map(({ linkId }): Change => ({ kind: 'del', ent: 'evidenceLink', id: linkId, set: {} }));
  record(session, caseId, [...gone, { kind: 'del', ent: 'region', id: regionId, set: {} }]);
  return {};
}
