import { casePacks } from '../../db/repositories/cases.ts';
import { importRecords } from '../../db/repositories/imports.ts';
import { storedPack } from '../../db/repositories/packs.ts';
import { packWithDigits } from '../../domain/packs/currency.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { digitsOfImports } from '../analysis/dataset.ts';
import { packFromBytes } from '../packs/load-pack.ts';
import type { LoadedPack } from '../packs/load-pack.ts';
import type { Session } from './session.ts';

/** @property digits minor digits by currency in which the case's books keep amounts, where an import's profile states others than the pack */
export type CasePack = LoadedPack & { readonly digits: Readonly<Record<string, number>> };

/**
 * The pack that the case is judged by, out of the bytes that it pinned; its currencies have the digits of the case's books.
 * @throws Refused case_missing, pack_missing, pack_invalid
 */
export function casePack(session: Session, caseId: CaseId): CasePack {
  return session.vault().assay.read((db) => {
    const pin = casePacks(db, caseId).at(-1);
    if (pin === undefined) throw new Refused({ code: 'case_missing', at: caseId });
    const loaded = packFromBytes(storedPack(db, pin.sha256).bytes, pin.sha256);
    const digits = digitsOfImports(importRecords(db, caseId));
    return { ...loaded, pack: packWithDigits(loaded.pack, digits), digits };
  });
}
