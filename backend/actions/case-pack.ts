import { casePacks } from '../../db/repositories/cases.ts';
import { storedPack } from '../../db/repositories/packs.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { packFromBytes } from '../packs/load-pack.ts';
import type { LoadedPack } from '../packs/load-pack.ts';
import type { Session } from './session.ts';

/** The pack that the case is judged by, out of the bytes that it pinned. @throws Refused case_missing, pack_missing, pack_invalid */
export function casePack(session: Session, caseId: CaseId): LoadedPack {
  return session.vault().assay.read((db) => {
    const pin = casePacks(db, caseId).at(-1);
    if (pin === undefined) throw new Refused({ code: 'case_missing', at: caseId });
    return packFromBytes(storedPack(db, pin.sha256).bytes, pin.sha256);
  });
}
