import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { peerRows } from '../../db/queries/peer-rows.ts';
import { hitRecord } from '../../db/repositories/hits.ts';
import { runRecord } from '../../db/repositories/runs.ts';
import { testOf } from '../../domain/catalogue/index.ts';
import type { Params } from '../../domain/catalogue/audit-test.ts';
import { peerPicture } from '../../domain/catalogue/peer-picture.ts';
import { peerPrice } from '../../domain/catalogue/v14-peer-price.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { casePack } from './case-pack.ts';
import { visibleImports } from './declared-lines.ts';
import type { Session } from './session.ts';

type Peers = Output<AssayCalls['hit.peers']>;

/** The prices among which a lead stands: counted, so that a picture of any number of rows is small. @throws Refused run_missing, hit_missing */
export function hitPeers(session: Session, caseId: CaseId, of: { readonly runId: string; readonly key: string }): Peers {
  const vault = session.vault();
  const run = vault.assay.read((db) => runRecord(db, caseId, of.runId));
  if (run.test !== peerPrice.id) return { picture: null };
  const hit = vault.books(caseId).read((db) => hitRecord(db, of.runId, of.key));
  const { unit, currency } = hit.measures as Readonly<Record<string, string>>;
  const { hs, origin } = (hit.explanation as { readonly args: Readonly<Record<string, unknown>> }).args;
  if (typeof hs !== 'string' || typeof origin !== 'string' || unit === undefined || currency === undefined) return { picture: null };
  const params = run.params as Params;
  const imports = visibleImports(session, caseId);
  const { columns } = testOf(run.test).population(params);
  const { rows, cut } = vault.books(caseId).read((db) => peerRows(db, columns, { goods: { hs, origin }, imports }));
  const picture = peerPicture({ rows, params, pack: casePack(session, caseId).pack }, { unit, currency });
  return { picture: picture === null ? null : { ...picture, counts: [...picture.counts], cut } };
}
