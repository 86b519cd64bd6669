import { createCipheriv, createDecipheriv, createHash, createPrivateKey, randomBytes, scrypt, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { Refused } from '../../domain/model/refused.ts';
import { commonName, isTestCertificate, issuerName, readCertificate, serialOf } from './certificates.ts';
import type { KeyStore, SigningIdentity } from './key-store.ts';
import { createTestCa } from './test-ca.ts';
import type { Issued } from './test-ca.ts';

/** What is stored: the PKCS#8 key under scrypt and AES-256-GCM, the certificates open and bound to it as additional data. */
type Envelope = {
  readonly v: 1;
  readonly kdf: { readonly name: 'scrypt'; readonly n: number; readonly r: number; readonly p: number; readonly salt: string };
  readonly certificates: readonly string[];
  readonly iv: string;
  readonly tag: string;
  readonly key: string;
};

const cost = { n: 2 ** 17, r: 8, p: 1 } as const;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64');

function stretch(secret: string | Uint8Array, kdf: Envelope['kdf']): Promise<Buffer> {
  const password = typeof secret === 'string' ? secret.normalize('NFC') : secret;
  const options = { N: kdf.n, r: kdf.r, p: kdf.p, maxmem: 256 * 2 ** 20 };
  return new Promise((resolve, reject) => {
    scrypt(password, bytesOf(kdf.salt), 32, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

const additional = (kdf: Envelope['kdf'], certificates: readonly string[]): Buffer => Buffer.from(JSON.stringify([1, kdf, certificates]));

/** Puts a key under a secret. @returns bytes to store as they are */
export async function sealKey(issued: Issued, secret: string | Uint8Array): Promise<Uint8Array> {
  const kdf = { name: 'scrypt', ...cost, salt: base64(randomBytes(32)) } as const;
  const certificates = [issued.certificate, ...issued.chain].map(base64);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await stretch(secret, kdf), iv);
  cipher.setAAD(additional(kdf, certificates));
  const key = Buffer.concat([cipher.update(issued.privateKey), cipher.final()]);
  const envelope: Envelope = { v: 1, kdf, certificates, iv: base64(iv), tag: base64(cipher.getAuthTag()), key: base64(key) };
  return Buffer.from(JSON.stringify(envelope));
}

function readEnvelope(bytes: Uint8Array): Envelope {
  try {
    const envelope = JSON.parse(Buffer.from(bytes).toString('utf8')) as Envelope;
    const known = envelope.v === 1 && envelope.kdf.name === 'scrypt' && envelope.kdf.n === cost.n && envelope.kdf.r === cost.r;
    if (known && envelope.certificates.length > 0) return envelope;
  } catch {
    // falls through: bytes that are no envelope are refused by name, not with a parser's message
  }
  throw new Refused({ code: 'signing_key_missing' });
}

async function openEnvelope(envelope: Envelope, secret: string | Uint8Array): Promise<KeyObject> {
  const decipher = createDecipheriv('aes-256-gcm', await stretch(secret, envelope.kdf), bytesOf(envelope.iv));
  decipher.setAAD(additional(envelope.kdf, envelope.certificates));
  decipher.setAuthTag(bytesOf(envelope.tag));
  try {
    const der = Buffer.concat([decipher.update(bytesOf(envelope.key)), decipher.final()]);
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    der.fill(0);
    return key;
  } catch {
    throw new Refused({ code: 'passphrase_wrong' });
  }
}

/** @param ders the signer's certificate first */
export function identityOf(ders: readonly Uint8Array[]): SigningIdentity {
  const der = ders[0];
  if (der === undefined) throw new Refused({ code: 'signing_key_missing' });
  const certificate = readCertificate(der);
  return {
    id: createHash('sha256').update(der).digest('hex'),
    name: commonName(certificate),
    serial: serialOf(certificate),
    issuer: issuerName(certificate),
    notBefore: certificate.pki.notBefore.value,
    notAfter: certificate.pki.notAfter.value,
    test: isTestCertificate(certificate),
    certificates: ders,
  };
}

/** Keys in envelopes. `lock` drops the opened keys. @param envelopes bytes of `sealKey`  @throws Refused `signing_key_missing` for other bytes */
export function softwareKeyStore(envelopes: readonly Uint8Array[]): KeyStore {
  const known = envelopes.map((bytes) => {
    const envelope = readEnvelope(bytes);
    return { envelope, identity: identityOf(envelope.certificates.map(bytesOf)) };
  });
  const open = new Map<string, KeyObject>();
  return {
    listIdentities: () => known.map(({ identity }) => identity),
    unlock: async (id, secret) => {
      const found = known.find(({ identity }) => identity.id === id);
      if (found === undefined) throw new Refused({ code: 'signing_key_missing' });
      open.set(id, await openEnvelope(found.envelope, secret));
    },
    sign: async (id, bytes) => {
      const key = open.get(id);
      if (key === undefined) throw new Refused({ code: 'signing_failed', args: { reason: 'locked' } });
      return sign('sha256', bytes, { key, dsaEncoding: 'der' });
    },
    lock: () => open.clear(),
  };
}

export type TestIdentity = { readonly envelope: Uint8Array; readonly rootPem: string };

/**
 * A new test CA with one signer; the CA's keys are forgotten at once, so nobody can issue in its name later.
 * @param name of the person  @param at now: the certificate is valid for two years from a day before  @param secret opens the envelope
 */
export async function createTestIdentity(name: string, at: Date, secret: string | Uint8Array): Promise<TestIdentity> {
  const ca = await createTestCa(at);
  const issued = await ca.issue({ name, from: new Date(at.getTime() - 86_400_000), to: new Date(at.getTime() + 730 * 86_400_000) });
  return { envelope: await sealKey(issued, secret), rootPem: ca.rootPem };
}
