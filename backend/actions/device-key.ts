import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { keyForPurpose, writeKeyEnvelope } from '../../db/repositories/keys.ts';
import { newId } from '../vault/new-id.ts';
import type { Session } from './session.ts';

const purpose = 'device';

/** The key by which this vault signs checkpoints; made on first use, kept wrapped, never leaves the backend. */
export type DeviceKey = { readonly id: string; readonly signCheckpoint: (bytes: Uint8Array) => string };

function makeKey(session: Session): void {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyId = newId();
  const secret = privateKey.export({ type: 'pkcs8', format: 'der' });
  const context = `device:${keyId}`;
  const envelope = session.vault().wrapSecret(secret, context);
  secret.fill(0);
  const certificate = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  session.vault().assay.write((db) => writeKeyEnvelope(db, { keyId, purpose, context, envelope, certificate, createdAt: session.now() }));
}

export function deviceKey(session: Session): DeviceKey {
  const read = (): ReturnType<typeof keyForPurpose> => session.vault().assay.read((db) => keyForPurpose(db, purpose));
  if (read() === null) makeKey(session);
  const stored = read();
  if (stored === null) throw new Error('the device key was not stored');
  const secret = session.vault().unwrapSecret(stored.envelope, stored.context);
  const key = createPrivateKey({ key: secret, format: 'der', type: 'pkcs8' });
  secret.fill(0);
  return {
    id: stored.keyId,
    signCheckpoint: (bytes) => sign('sha256', bytes, { key, dsaEncoding: 'der' }).toString('base64'),
  };
}

/** The public half, for whoever checks a checkpoint. */
export function devicePublicKey(session: Session): ReturnType<typeof createPublicKey> | null {
  const stored = session.vault().assay.read((db) => keyForPurpose(db, purpose));
  return stored === null ? null : createPublicKey(stored.certificate);
}
