import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { allKeyEnvelopes, keyForPurpose, writeKeyEnvelope } from '../../db/repositories/keys.ts';
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

/** Whether the device of that id signed the bytes; a device that this vault does not know signed nothing. @param signature base64 */
export function deviceSigned(session: Session, signed: { bytes: Uint8Array; signature: string; device: string }): boolean {
  const stored = session.vault().assay.read(allKeyEnvelopes);
  const key = stored.find((one) => one.purpose === purpose && one.keyId === signed.device);
  if (key === undefined) return false;
  return verify('sha256', signed.bytes, createPublicKey(key.certificate), Buffer.from(signed.signature, 'base64'));
}
