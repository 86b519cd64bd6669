import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Keys are 32 raw bytes in memory of this process only. @source docs/decisions/vault.md, tests/fixtures/formats/v1/vault.json */
const derive = (key: Uint8Array, info: string): Buffer => Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), info, 32));

/** What the vault key opens. */
export type VaultKeys = {
  readonly vaultKey: Buffer;
  readonly assay: Buffer;
  readonly blobNames: Buffer;
  readonly caseWrap: Buffer;
  /** authenticates vault.json */
  readonly seal: Buffer;
  /** wraps other secrets kept in assay.db: signing keys */
  readonly secretWrap: Buffer;
};

/** What one case's data key opens. */
export type CaseKeys = { readonly dataKey: Buffer; readonly books: Buffer; readonly evidence: Buffer };

export function vaultKeys(vaultKey: Buffer): VaultKeys {
  return {
    vaultKey,
    assay: derive(vaultKey, 'assay/v1/assay.db'),
    blobNames: derive(vaultKey, 'assay/v1/blob-names'),
    caseWrap: derive(vaultKey, 'assay/v1/case-wrap'),
    seal: derive(vaultKey, 'assay/v1/vault.json'),
    secretWrap: derive(vaultKey, 'assay/v1/secret-wrap'),
  };
}

export function caseKeys(dataKey: Buffer): CaseKeys {
  return { dataKey, books: derive(dataKey, 'assay/v1/case/books'), evidence: derive(dataKey, 'assay/v1/case/evidence') };
}

export const newKey = (): Buffer => randomBytes(32);

/** First 16 bytes of SHA-256 of the key: tells which key a header needs, tells nothing of the key. */
export const keyIdOf = (key: Uint8Array): Buffer => createHash('sha256').update(key).digest().subarray(0, 16);

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a random nonce. @param context what is wrapped, bound as additional data @returns nonce, cipher text, tag */
export function wrapKey(wrapping: Uint8Array, key: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const gcm = createCipheriv('aes-256-gcm', wrapping, nonce);
  gcm.setAAD(Buffer.from(context, 'utf8'));
  return Buffer.concat([nonce, gcm.update(key), gcm.final(), gcm.getAuthTag()]);
}

/** @returns the key, or null when the wrapping key, the context or a byte is another one */
export function unwrapKey(wrapping: Uint8Array, wrapped: Uint8Array, context: string): Buffer | null {
  const bytes = Buffer.from(wrapped);
  if (bytes.length < nonceBytes + tagBytes) return null;
  try {
    const gcm = createDecipheriv('aes-256-gcm', wrapping, bytes.subarray(0, nonceBytes));
    gcm.setAAD(Buffer.from(context, 'utf8'));
    gcm.setAuthTag(bytes.subarray(bytes.length - tagBytes));
    return Buffer.concat([gcm.update(bytes.subarray(nonceBytes, bytes.length - tagBytes)), gcm.final()]);
  } catch {
    return null;
  }
}

/** Overwrites keys that are no longer needed, as far as the engine lets us. */
export function forget(...keys: readonly Buffer[]): void {
  for (const key of keys) key.fill(0);
}
