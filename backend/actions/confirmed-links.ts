import { createHash } from 'node:crypto';
import { confirmedMatches, lastMatchPosition } from '../../db/repositories/matches.ts';
import type { StoredLink } from '../../db/repositories/matches.ts';
import type { ReadDb } from '../../db/store.ts';
import { canonicalText } from '../../domain/caselog/canonical.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { NamedLink } from '../analysis/confirmed-links.ts';

const parsed = (links: string): readonly StoredLink[] => JSON.parse(links) as readonly StoredLink[];

/** The confirmed links of some kinds. @param assay inside one `Store.read` */
export function confirmedLinksOf(assay: ReadDb, caseId: CaseId, kinds: readonly MatchKindName[]): readonly NamedLink[] {
  if (kinds.length === 0) return [];
  return [...confirmedMatches(assay, caseId, kinds)].flatMap(({ kind, links }) =>
    parsed(links).map(({ left, right, amount, currency }) => ({ kind: kind as MatchKindName, left, right, amount, currency })),
  );
}

/** Heads by case and kinds, as long as nobody touches a match of the case. */
const known = new Map<string, { readonly upto: number; readonly head: string | null }>();

/** SHA-256 over the confirmed decisions of some kinds (docs/decisions/hashes-of-work.md); null without any. @param assay inside one `Store.read` */
export function linksHeadOf(assay: ReadDb, caseId: CaseId, kinds: readonly MatchKindName[]): string | null {
  if (kinds.length === 0) return null;
  const name = `${caseId} ${kinds.toSorted().join(' ')}`;
  const upto = lastMatchPosition(assay, caseId);
  const kept = known.get(name);
  if (kept?.upto === upto) return kept.head;
  const hash = createHash('sha256');
  let n = 0;
  for (const { kind, id, links } of confirmedMatches(assay, caseId, kinds)) {
    hash.update(`${kind}\u001f${id}\u001f${canonicalText(parsed(links) as unknown as Canonical)}\u001f`);
    n += 1;
  }
  const head = n === 0 ? null : hash.digest('hex');
  known.set(name, { upto, head });
  return head;
}
