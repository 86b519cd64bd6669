import { createHash } from 'node:crypto';
import { z } from 'zod';
import { matchKind, matchSide } from '../../contract/rpc/matching.ts';
import { saveView, viewValue } from '../../db/repositories/settings.ts';
import type { KindSums } from '../analysis/match-pages.ts';
import { matchChildren } from './children.ts';
import { decidedIn, matchLog } from './match-log.ts';
import type { MatchLog } from './match-log.ts';
import { asking } from './match-tell.ts';
import { booksNow, kindKey, moneyOf, workOf } from './match-work.ts';
import type { OfKind } from './match-work.ts';
import type { Session } from './session.ts';
import { appVersion } from './version.ts';

/** Grows when the same books and decisions would add up to something else. */
const countingVersion = 1;

const stored = z.object({
  of: z.string(),
  sums: z.object({ kind: matchKind, left: matchSide, right: matchSide, currency: z.string() }),
});

const placeOf = (of: OfKind): string => `match.sums ${kindKey(of)}`;

/** Everything that the sums of a kind are made of: the books, the decisions, the digits of the currencies, the program. */
function nameOf(session: Session, of: OfKind, log: MatchLog): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([appVersion(), countingVersion, booksNow(session, of.caseId), moneyOf(session, of.caseId)]));
  for (const state of ['confirmed', 'refused'] as const) hash.update(`${state} `).update(decidedIn(log, of.kind, state));
  return hash.digest('hex');
}

/** What an earlier day counted, while it still holds: a million rows are not read to say the same once more. */
function storedSums(session: Session, of: OfKind, name: string): KindSums | null {
  const text = session.vault().assay.read((db) => viewValue(db, placeOf(of)));
  const known = text === null ? null : stored.safeParse(JSON.parse(text));
  return known?.success === true && known.data.of === name ? known.data.sums : null;
}

async function count(session: Session, of: OfKind): Promise<KindSums> {
  const name = nameOf(session, of, await matchLog(session, of.caseId));
  const known = storedSums(session, of, name);
  if (known !== null) return known;
  const vault = session.vault();
  const sums = await asking(session, of, (about) =>
    matchChildren(session).ask(of.caseId, 'match.sums', { ...about, books: vault.booksAccess(of.caseId) }),
  );
  // what was decided meanwhile is in the sums, or is not: they are kept only where nothing was
  if (!session.unlocked() || session.vault() !== vault) return sums;
  const now = nameOf(session, of, await matchLog(session, of.caseId));
  if (now === name) vault.assay.write((db) => saveView(db, placeOf(of), JSON.stringify({ of: name, sums })));
  return sums;
}

/** What a kind has on its two sides and what of it is matched: as it was counted last, while books and decisions are the same. */
export async function sumsOf(session: Session, of: OfKind): Promise<KindSums> {
  const log = await matchLog(session, of.caseId);
  const key = `${log.touched.get(of.kind) ?? 0} ${booksNow(session, of.caseId)}`;
  const { sums } = workOf(session);
  const known = sums.get(kindKey(of));
  if (known?.key === key) return known.sums;
  const made = await count(session, of);
  sums.set(kindKey(of), { key, sums: made });
  return made;
}
