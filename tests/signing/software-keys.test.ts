import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestIdentity, softwareKeyStore } from '../../backend/signing/software-keys.ts';
import type { TestIdentity } from '../../backend/signing/software-keys.ts';
import type { KeyStore } from '../../backend/signing/key-store.ts';
import { signReport } from '../../backend/signing/sign-report.ts';
import { verifyPdf } from '../../backend/signing/verify/verify-pdf.ts';
import { sayIn } from '../../backend/words/locales.ts';
import { at, fixture, now } from './signed.ts';

const secret = 'керуен жылқы 42 дала';
let made: TestIdentity;
let store: KeyStore;
let id = '';
beforeAll(async () => {
  made = await createTestIdentity('Әлия Нұрланова', now, secret);
  store = softwareKeyStore([made.envelope]);
  id = store.listIdentities()[0]?.id ?? '';
});

describe('a software key', () => {
  test('is listed with its certificate before it is unlocked', () => {
    const [identity] = store.listIdentities();
    expect(identity).toMatchObject({ name: 'Әлия Нұрланова', test: true });
    expect(identity?.certificates).toHaveLength(2);
    expect(identity?.serial).toMatch(/^[0-9A-F]{32}$/);
  });
  test('does not sign while locked', async () => {
    await expect(store.sign(id, new Uint8Array(3))).rejects.toMatchObject({ code: 'signing_failed', args: { reason: 'locked' } });
  });
  test('is not opened by another secret', async () => {
    await expect(store.unlock(id, 'керуен жылқы 43 дала')).rejects.toMatchObject({ code: 'passphrase_wrong' });
  });
  test('is opened by its secret typed in decomposed letters, signs, and is closed by lock', async () => {
    await store.unlock(id, secret.normalize('NFD'));
    const bytes = Buffer.from('signed');
    const key = new X509Certificate(store.listIdentities()[0]?.certificates[0] ?? new Uint8Array()).publicKey;
    expect(
      verify(
        'sha256',
        bytes,
        { key: createPublicKey(key.export({ format: 'pem', type: 'spki' })), dsaEncoding: 'der' },
        await store.sign(id, bytes),
      ),
    ).toBe(true);
    store.lock();
    await expect(store.sign(id, bytes)).rejects.toMatchObject({ code: 'signing_failed' });
  });
  test('stands in its envelope neither as bytes nor as base64', async () => {
    const text = Buffer.from(made.envelope).toString('latin1');
    expect(text).not.toContain('PRIVATE KEY');
    // the beginning of every P-256 PKCS#8 key
    expect(text).not.toContain(Buffer.from('308187020100301306072a8648ce3d0201', 'hex').toString('base64').slice(0, 20));
  });
  test('is refused when a certificate in the envelope was exchanged', async () => {
    const other = await createTestIdentity('Someone Else', now, 'another secret');
    const envelope = JSON.parse(Buffer.from(made.envelope).toString('utf8')) as { certificates: string[] };
    const foreign = JSON.parse(Buffer.from(other.envelope).toString('utf8')) as { certificates: string[] };
    const forged = softwareKeyStore([Buffer.from(JSON.stringify({ ...envelope, certificates: foreign.certificates }))]);
    await expect(forged.unlock(forged.listIdentities()[0]?.id ?? '', secret)).rejects.toMatchObject({ code: 'passphrase_wrong' });
  });
  test('is named missing when the bytes are no envelope', () => {
    for (const bytes of ['', '{}', 'null', '{"v":2}', '[]']) {
      expect(() => softwareKeyStore([Buffer.from(bytes)])).toThrow(expect.objectContaining({ code: 'signing_key_missing' }));
    }
  });
});

describe('signing a report', () => {
  test('in three languages gives a file that verifies', async () => {
    const { base } = await fixture();
    await store.unlock(id, secret);
    for (const lang of ['en', 'ru', 'kk'] as const) {
      const place = { page: 0, rect: [62, 100, 324, 178] } as const;
      const pdf = await signReport({ pdf: base, signature: place, caseNo: 'A-1', at }, store, id, sayIn(lang));
      expect(Buffer.from(pdf.subarray(0, base.length)).equals(base)).toBe(true);
      expect(verifyPdf(pdf, { trust: [made.rootPem] })).toMatchObject({ ok: true });
    }
  });
  test('is refused for a file that is not a whole PDF, and for an unknown key', async () => {
    const { base } = await fixture();
    const report = { signature: null, caseNo: 'A-1', at };
    await expect(signReport({ ...report, pdf: base.subarray(0, 5000) }, store, id, sayIn('en'))).rejects.toMatchObject({
      code: 'pdf_unreadable',
    });
    await expect(signReport({ ...report, pdf: base }, store, 'nobody', sayIn('en'))).rejects.toMatchObject({ code: 'signing_key_missing' });
  });
});
