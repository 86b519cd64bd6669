import { insertCaseKey, readCaseKey } from '../../db/repositories/keys.ts';
import type { Store } from '../../db/store.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { caseKeys, keyIdOf, newKey, unwrapKey, wrapKey, type CaseKeys, type VaultKeys } from './keys.ts';

/** An open assay.db and the keys that it belongs to: the vault in use, or a copy of it. */
export type Unlocked = { readonly keys: VaultKeys; readonly assay: Store };

/** What a wrapped data key is bound to. */
export const caseKeyContext = (caseId: CaseId): string => `assay/v1/case-key:${caseId}`;

/** @throws Refused case_missing, vault_damaged */
export function caseKeysIn(vault: Unlocked, caseId: CaseId): CaseKeys {
  const row = vault.assay.read((db) => readCaseKey(db, caseId));
  if (row === null) throw new Refused({ code: 'case_missing', at: caseId });
  const dataKey = unwrapKey(vault.keys.caseWrap, row.wrapped, caseKeyContext(caseId));
  if (dataKey === null) throw new Refused({ code: 'vault_damaged', at: 'assay.db' });
  return caseKeys(dataKey);
}

/** Makes and stores the data key of a new case; inside `assay.write` it joins that transaction. Fails when the case has one. */
export function makeCaseKeys(vault: Unlocked, caseId: CaseId): CaseKeys {
  const dataKey = newKey();
  const wrapped = wrapKey(vault.keys.caseWrap, dataKey, caseKeyContext(caseId));
  vault.assay.write((db) => insertCaseKey(db, { caseId, wrapped, keyId: keyIdOf(dataKey).toString('hex') }));
  return caseKeys(dataKey);
}
