import { createCipheriv, createHash, createHmac, hkdfSync, scryptSync } from 'node:crypto';

/** Vectors of docs/decisions/vault.md: vault.json, the wrapped keys. Made with node:crypto alone, never with the product's code. */
const vaultKey = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
const caseKey = Buffer.from(Array.from({ length: 32 }, (_, i) => 0xa0 + i));
const salt = Buffer.from(Array.from({ length: 32 }, (_, i) => 0x10 + i));
const nonce = Buffer.from(Array.from({ length: 12 }, (_, i) => 0xf0 + i));
const vaultId = '01938a6e-1c05-7a00-8000-000000000001';
const caseId = '01938a6e-1c00-7a00-8000-00000000c0de';
const passphrase = 'Кеден аудиті — 2026: й';

const hkdf = (info: string): Buffer => Buffer.from(hkdfSync('sha256', vaultKey, Buffer.alloc(0), info, 32));
const hex = (bytes: Buffer): string => bytes.toString('hex');

function wrap(key: Buffer, secret: Buffer, context: string): string {
  const gcm = createCipheriv('aes-256-gcm', key, nonce);
  gcm.setAAD(Buffer.from(context, 'utf8'));
  return hex(Buffer.concat([nonce, gcm.update(secret), gcm.final(), gcm.getAuthTag()]));
}

export function vaultFileVectors(): object {
  const kdf = { name: 'scrypt', n: 131_072, r: 8, p: 1, salt: hex(salt) };
  const key = scryptSync(Buffer.from(passphrase.normalize('NFC'), 'utf8'), salt, 32, { N: kdf.n, r: kdf.r, p: kdf.p, maxmem: 2 ** 28 });
  const wrapped = wrap(key, vaultKey, `assay/v1/vault-key:${vaultId}`);
  const keyId = hex(createHash('sha256').update(vaultKey).digest().subarray(0, 16));
  const file = { format: 1, vaultId, name: 'Ревизор Қ.', keyId, wraps: [{ kind: 'passphrase', kdf, wrapped }] };
  const body = JSON.stringify(file, null, 2).slice(0, -2);
  const mac = createHmac('sha256', hkdf('assay/v1/vault.json')).update(body, 'utf8').digest('hex');
  const check = createHash('sha256')
    .update(body + mac, 'utf8')
    .digest('hex');
  return {
    about: 'docs/decisions/vault.md: a wrapped secret is nonce 12, AES-256-GCM cipher text, tag 16; its context is the additional data',
    passphrase: passphrase.normalize('NFD'),
    passphraseKey: hex(key),
    vaultKey: hex(vaultKey),
    nonce: hex(nonce),
    fromVaultKey: { 'assay/v1/vault.json': hex(hkdf('assay/v1/vault.json')), 'assay/v1/secret-wrap': hex(hkdf('assay/v1/secret-wrap')) },
    vaultJson: `${body},\n  "mac": "${mac}",\n  "check": "${check}"\n}\n`,
    caseKey: {
      context: `assay/v1/case-key:${caseId}`,
      dataKey: hex(caseKey),
      wrapped: wrap(hkdf('assay/v1/case-wrap'), caseKey, `assay/v1/case-key:${caseId}`),
    },
  };
}
