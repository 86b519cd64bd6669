import { randomBytes } from 'node:crypto';
import { keyForPurpose, writeKeyEnvelope } from '../../db/repositories/keys.ts';
import type { KeyStore } from '../signing/key-store.ts';
import { createTestIdentity, softwareKeyStore } from '../signing/software-keys.ts';
import { Refused } from '../../domain/model/refused.ts';
import { newId } from '../vault/new-id.ts';
import type { Session } from './session.ts';

const purpose = 'signing-test';
const secretBytes = 32;

/** A test identity: its key under a random secret, both under the vault's key. Its root is told so that others can check the chain. */
async function makeIdentity(session: Session): Promise<void> {
  const vault = session.vault();
  const secret = randomBytes(secretBytes);
  const { envelope, rootPem } = await createTestIdentity(vault.userName, new Date(session.now()), secret);
  const keyId = newId();
  const context = `${purpose}:${keyId}`;
  const wrapped = vault.wrapSecret(Buffer.concat([secret, envelope]), context);
  secret.fill(0);
  vault.assay.write((db) =>
    writeKeyEnvelope(db, { keyId, purpose, context, envelope: wrapped, certificate: rootPem, createdAt: session.now() }),
  );
}

async function stored(session: Session): Promise<NonNullable<ReturnType<typeof keyForPurpose>>> {
  const read = (): ReturnType<typeof keyForPurpose> => session.vault().assay.read((db) => keyForPurpose(db, purpose));
  if (read() === null) await makeIdentity(session);
  const key = read();
  if (key === null) throw new Refused({ code: 'signing_key_missing' });
  return key;
}

/** The root certificate that this vault's test signatures lead to, PEM; made with the key on first use. */
export const rootPem = async (session: Session): Promise<string> => (await stored(session)).certificate;

/** Opens the key for the time of `use`. @throws Refused signing_key_missing, vault_damaged */
export async function withKey<T>(session: Session, use: (store: KeyStore, identity: string) => Promise<T>): Promise<T> {
  const key = await stored(session);
  const opened = session.vault().unwrapSecret(key.envelope, key.context);
  const store = softwareKeyStore([opened.subarray(secretBytes)]);
  try {
    const identity = store.listIdentities()[0];
    if (identity === undefined) throw new Refused({ code: 'signing_key_missing' });
    await store.unlock(identity.id, opened.subarray(0, secretBytes));
    return await use(store, identity.id);
  } finally {
    store.lock();
    opened.fill(0);
  }
}
