import { peerRows } from '../../db/queries/peer-rows.ts';
import type { PeerGoods } from '../../db/queries/peer-rows.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Params } from '../../domain/catalogue/audit-test.ts';
import { testOf } from '../../domain/catalogue/index.ts';
import { peerPicture } from '../../domain/catalogue/peer-picture.ts';
import type { PeerPicture } from '../../domain/catalogue/peer-picture.ts';
import { packWithDigits } from '../../domain/packs/currency.ts';
import { packFromBytes } from '../packs/load-pack.ts';

/** The prices among which one lead of a peer price test stands. */
export type PeerRequest = {
  readonly test: string;
  readonly params: Params;
  readonly goods: PeerGoods & { readonly unit: string; readonly currency: string };
  /** the exact bytes that the case pinned, and the digits that its imports state beside them */
  readonly pack: Uint8Array;
  readonly digits: Readonly<Record<string, number>>;
  /** ids of the imports whose operation stands */
  readonly imports: readonly string[];
};

/** Counted, so that a picture of any number of rows is small. `cut`: there are more rows than were looked at */
export type Peers = PeerPicture & { readonly cut: boolean };

/** @returns null when nothing can be compared */
export function peersAmong(db: ReadDb, { test, params, goods, pack, digits, imports }: PeerRequest): Peers | null {
  const visible = listBookImports(db).filter((one) => imports.includes(one.importId));
  const { columns } = testOf(test).population(params);
  const { rows, cut } = peerRows(db, columns, { goods, imports: visible });
  const picture = peerPicture({ rows, also: {}, links: {}, params, pack: packWithDigits(packFromBytes(pack).pack, digits) }, goods);
  return picture === null ? null : { ...picture, cut };
}
