import { beforeAll, describe, expect, test } from 'vitest';
import { Refused } from '../../domain/model/refused.ts';
import { usageBits } from '../../backend/signing/certificates.ts';
import { createTestCa } from '../../backend/signing/test-ca.ts';
import type { Issued, Request } from '../../backend/signing/test-ca.ts';
import { verifyPdf } from '../../backend/signing/verify/verify-pdf.ts';
import type { Verdict } from '../../backend/signing/verify/verify-pdf.ts';
import { daysFromNow, fixture, issue, now, signWith } from './signed.ts';
import type { Fixture } from './signed.ts';

let f: Fixture;
beforeAll(async () => {
  f = await fixture();
});

const signedBy = async (more: Partial<Request>): Promise<Verdict> => {
  const issued = await issue(f.ca, 'Other Person', more);
  return verifyPdf(await signWith(f.base, issued), { trust: [f.ca.rootPem] });
};
const untrusted = (verdict: Verdict, reason: string): void => {
  expect(verdict.problems.map((p) => p.key)).toContain(reason);
  expect(verdict).toMatchObject({ ok: false, integrity: true, signatures: [{ intact: true, trusted: false }] });
};

describe('a certificate is not trusted', () => {
  test('when it has expired', async () => {
    untrusted(await signedBy({ from: daysFromNow(-300), to: daysFromNow(-2) }), 'verify.expired');
  });
  test('when it is not yet valid', async () => {
    const verdict = await signedBy({ from: daysFromNow(3), to: daysFromNow(300) });
    untrusted(verdict, 'verify.not_yet_valid');
    untrusted(verdict, 'verify.claimed_time');
  });
  test('when it has no nonRepudiation', async () => {
    untrusted(await signedBy({ usage: usageBits.digitalSignature | usageBits.keyEncipherment }), 'verify.key_usage');
  });
  test('when a rogue root has the same names', async () => {
    const rogue = await createTestCa(now);
    const verdict = verifyPdf(await signWith(f.base, await issue(rogue, 'Әлия Нұрланова')), { trust: [f.ca.rootPem] });
    untrusted(verdict, 'verify.untrusted');
  });
  test('when the certificates between it and the root are missing', async () => {
    const alone: Issued = { ...(await issue(f.ca, 'Alone')), chain: [] };
    untrusted(verifyPdf(await signWith(f.base, alone), { trust: [f.ca.rootPem] }), 'verify.untrusted');
  });
  test('when a signer issued it and not an authority', async () => {
    const rogue = await createTestCa(now);
    const leaf = await issue(rogue, 'Leaf');
    const verdict = verifyPdf(await signWith(f.base, { ...leaf, chain: [...leaf.chain, f.auditor.certificate] }), {
      trust: [f.ca.rootPem],
    });
    untrusted(verdict, 'verify.untrusted');
  });
});

describe('roots', () => {
  test('several may be given; one that fits is enough', async () => {
    const other = await createTestCa(now);
    expect(verifyPdf(f.one, { trust: [other.rootPem, f.ca.rootPem] }).ok).toBe(true);
  });
  test('a text without a certificate is refused', () => {
    for (const pem of ['', 'not a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']) {
      expect(() => verifyPdf(f.one, { trust: [pem] })).toThrow(Refused);
    }
  });
  test('years later the certificate has expired and the integrity still stands', () => {
    const verdict = verifyPdf(f.one, { trust: [f.ca.rootPem], now: daysFromNow(900) });
    expect(verdict).toMatchObject({ ok: false, integrity: true });
    expect(verdict.problems.map((p) => p.key)).toContain('verify.expired');
  });
});
