import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { hitRecord } from '../../db/repositories/hits.ts';
import { runRecord } from '../../db/repositories/runs.ts';
import type { Params } from '../../domain/catalogue/audit-test.ts';
import { peerPrice } from '../../domain/catalogue/valuation/v14-peer-price.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { casePack } from './case-pack.ts';
import { viewsOf } from './children.ts';
import { viewBooks, visible } from './rows.ts';
import type { Session } from './session.ts';

type Answer = Output<AssayCalls['hit.peers']>;
type Of = { readonly runId: string; readonly key: string };

/**
 * The prices among which a lead stands. In a large book they are looked up by the process that makes lists.
 * @throws Refused run_missing, hit_missing, cancelled
 */
export async function hitPeers(session: Session, caseId: CaseId, of: Of, { signal }: HandlerContext): Promise<Answer> {
  const vault = session.vault();
  const run = vault.assay.read((db) => runRecord(db, caseId, of.runId));
  if (run.test !== peerPrice.id) return { picture: null };
  const hit = vault.books(caseId).read((db) => hitRecord(db, of.runId, of.key));
  const { unit, currency } = hit.measures as Readonly<Record<string, string>>;
  const { hs, origin } = (hit.explanation as { readonly args: Readonly<Record<string, unknown>> }).args;
  if (typeof hs !== 'string' || typeof origin !== 'string' || unit === undefined || currency === undefined) return { picture: null };
  const { known, rows } = visible(session, caseId);
  const { bytes: pack, digits } = casePack(session, caseId);
  const goods = { hs, origin, unit, currency };
  const request = { test: run.test, params: run.params as Params, goods, pack, digits, imports: [...known] };
  const picture = await viewsOf(session).peers(viewBooks(session, caseId), request, { rows, signal });
  return { picture: picture === null ? null : { ...picture, counts: [...picture.counts] } };
}
