import { listFindings } from '../../db/repositories/findings.ts';
import { importRecords } from '../../db/repositories/imports.ts';
import { listLinks } from '../../db/repositories/links.ts';
import type { LinkRecord } from '../../db/repositories/links.ts';
import { listRequestItems } from '../../db/repositories/requests.ts';
import { listTranscripts } from '../../db/repositories/transcripts.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { CaseItem } from './evidence-items.ts';

/** What of the case rests on an item or a mark: how many, and by which names people know them. */
export type Rests = {
  readonly by: 'import' | 'transcript' | 'finding' | 'requestItem' | 'row';
  readonly n: number;
  readonly names: readonly string[];
};

const shownNames = 3;

/** The first of them stands in the way, by name. @throws Refused evidence_in_use */
export function refuseInUse(at: string, rests: readonly Rests[]): void {
  const found = rests.find((one) => one.n > 0);
  if (found === undefined) return;
  const { by, n, names } = found;
  const shown = names.filter((name) => name !== '').slice(0, shownNames);
  const list = shown.length < names.length ? [...shown, '…'] : shown;
  throw new Refused({ code: 'evidence_in_use', at, args: { by, n, names: list.join('; '), named: shown.length === 0 ? 'no' : 'yes' } });
}

/** Rows typed from an item, or from one mark of it. */
export function typedFrom(db: ReadDb, caseId: CaseId, of: { readonly evidence: string; readonly regionId?: string }): Rests {
  const rows = listTranscripts(db, caseId, { evidence: of.evidence });
  const mine = of.regionId === undefined ? rows : rows.filter((row) => row.regionId === of.regionId);
  return { by: 'transcript', n: mine.length, names: [] };
}

const idsOf = (links: readonly LinkRecord[], kind: string): ReadonlySet<string> =>
  new Set(links.filter(({ target }) => target.startsWith(`${kind}:`)).map(({ target }) => target.slice(kind.length + 1)));

/** Findings that these links lead to and that stand. */
export function findingsBy(db: ReadDb, caseId: CaseId, links: readonly LinkRecord[]): Rests {
  const ids = idsOf(links, 'finding');
  const found = ids.size === 0 ? [] : listFindings(db, caseId).filter((one) => ids.has(one.findingId));
  return { by: 'finding', n: found.length, names: found.map(({ title }) => title) };
}

function requestedBy(db: ReadDb, caseId: CaseId, links: readonly LinkRecord[]): Rests {
  const ids = idsOf(links, 'requestItem');
  const found = ids.size === 0 ? [] : listRequestItems(db, caseId).filter((one) => ids.has(one.itemId));
  return { by: 'requestItem', n: found.length, names: found.map(({ what }) => what) };
}

/** The file beside the imported one that rows were read from as well (the memo of a DBF), as the operation pins it. */
function besideIn(profile: Canonical): unknown {
  const { beside } = Object(profile) as { readonly beside?: { readonly sha256?: unknown } };
  return beside?.sha256;
}

/** Everything that stands in the way of taking an item out of the lists; its marks go with it. @throws Refused evidence_in_use */
export function refuseWhileInUse(db: ReadDb, caseId: CaseId, { sha256, name }: CaseItem): void {
  const links = listLinks(db, caseId, { evidence: sha256 });
  const imports = importRecords(db, caseId).filter((one) => one.evidence === sha256 || besideIn(one.profile) === sha256);
  refuseInUse(name, [
    { by: 'import', n: imports.length, names: [] },
    typedFrom(db, caseId, { evidence: sha256 }),
    findingsBy(db, caseId, links),
    requestedBy(db, caseId, links),
    { by: 'row', n: idsOf(links, 'row').size, names: [] },
  ]);
}
