import { randomBytes } from 'node:crypto';
import { createVault } from '../../backend/vault/index.ts';
import { passphraseKey } from '../../backend/vault/passphrase.ts';
import { sessionParts } from '../../backend/vault/session.ts';
import { readVaultFile, wrapVaultKey, writeVaultFile } from '../../backend/vault/vault-file.ts';
import { passphrase } from '../actions/backend.ts';

/** A vault whose passphrase takes an eighth of the usual work, for tests that open it hundreds of times. Closed when this returns. */
export async function lightVault(dir: string): Promise<void> {
  const session = await createVault({ dir, name: 'Проба', passphrase });
  const { keys } = sessionParts(session);
  const kdf = { name: 'scrypt', n: 2 ** 14, r: 8, p: 1, salt: randomBytes(32).toString('hex') } as const;
  const { file } = readVaultFile(dir);
  const wrap = wrapVaultKey(keys.vaultKey, { key: await passphraseKey(passphrase, kdf), kdf, vaultId: file.vaultId });
  writeVaultFile(dir, { ...file, wraps: [wrap] }, keys);
  session.close();
}
