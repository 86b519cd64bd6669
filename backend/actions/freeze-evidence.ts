import { listLinks } from '../../db/repositories/links.ts';
import { listRegions } from '../../db/repositories/regions.ts';
import { isForAct } from '../../domain/evidence/classes.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { FrozenCase, FrozenSupport } from '../../domain/report/frozen.ts';
import { itemsIn } from './evidence-items.ts';
import type { CaseItem } from './evidence-items.ts';
import type { Session } from './session.ts';

const isShown = (item: CaseItem): boolean => !item.removed && isForAct(item.fields);

/** Hashes of what an act may neither name nor count; removed items too, as withdrawn imports are named. */
export function restrictedEvidence(session: Session, caseId: CaseId): ReadonlySet<string> {
  const items = session.vault().assay.read((db) => itemsIn(db, caseId));
  return new Set(items.filter((item) => !isForAct(item.fields)).map((item) => item.sha256));
}

/** How many items stand in the case that an act may only count. */
export const restrictedItems = (session: Session, caseId: CaseId): number =>
  session.vault().assay.read((db) => itemsIn(db, caseId).filter((item) => !item.removed && !isForAct(item.fields)).length);

/** The items that a report may name, each once, in the order in which they came. */
export function frozenEvidence(session: Session, caseId: CaseId): FrozenCase['evidence'] {
  const items = session.vault().assay.read((db) => itemsIn(db, caseId));
  return items.filter(isShown).map(({ name, sha256, bytes }) => ({ name, sha256, bytes }));
}

/** What supports each finding, by file and part of the page, in the order of the findings. */
export function frozenSupports(session: Session, caseId: CaseId, findingIds: readonly string[]): readonly FrozenSupport[] {
  return session.vault().assay.read((db) => {
    const items = new Map(
      itemsIn(db, caseId)
        .filter(isShown)
        .map((item) => [item.sha256, item]),
    );
    const regions = new Map(listRegions(db, caseId).map((one) => [one.regionId, one]));
    return findingIds.flatMap((findingId) =>
      listLinks(db, caseId, { target: `finding:${findingId}` }).flatMap(({ evidence, regionId, note }): FrozenSupport[] => {
        const item = items.get(evidence);
        const region = regionId === null ? undefined : regions.get(regionId);
        if (item === undefined) return [];
        return [{ findingId, name: item.name, sha256: evidence, page: region?.page ?? null, part: region?.title ?? '', note }];
      }),
    );
  });
}
