import { createHash, createPrivateKey, sign } from 'node:crypto';
import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';
import { words } from '../../domain/model/words.ts';
import { renderReport } from '../../backend/report/render-pdf.ts';
import { toArrayBuffer } from '../../backend/signing/certificates.ts';
import { attributeOid, signedAttributes } from '../../backend/signing/cms.ts';
import { stateAt } from '../../backend/signing/pdf/document.ts';
import type { State } from '../../backend/signing/pdf/document.ts';
import { readPdf } from '../../backend/signing/pdf/revisions.ts';
import type { PdfObject } from '../../backend/signing/pdf/values.ts';
import { incrementBytes } from '../../backend/signing/pdf/write.ts';
import { signPdf } from '../../backend/signing/sign-pdf.ts';
import type { Place } from '../../backend/signing/sign-pdf.ts';
import { identityOf } from '../../backend/signing/software-keys.ts';
import { createTestCa } from '../../backend/signing/test-ca.ts';
import type { Issued, Request, TestCa } from '../../backend/signing/test-ca.ts';
import { sayIn } from '../../backend/words/locales.ts';
import { sampleCase } from '../report/sample.ts';

export const now = new Date();
export const at = now.toISOString().replace(/\.\d+Z$/, 'Z');
const day = 86_400_000;
export const daysFromNow = (n: number): Date => new Date(now.getTime() + n * day);

export const issue = (ca: TestCa, name: string, more: Partial<Request> = {}): Promise<Issued> =>
  ca.issue({ name, from: daysFromNow(-1), to: daysFromNow(700), ...more });

/** Signs with an issued key directly; the key store has tests of its own. */
export function signWith(pdf: Uint8Array, issued: Issued, place: Place | null = null, keyOf: Issued = issued): Promise<Uint8Array> {
  const key = createPrivateKey({ key: Buffer.from(keyOf.privateKey), format: 'der', type: 'pkcs8' });
  const identity = identityOf([issued.certificate, ...issued.chain]);
  const signer = { identity, sign: async (bytes: Uint8Array) => sign('sha256', bytes, { key, dsaEncoding: 'der' }) };
  return signPdf({ pdf, signer, reason: 'test', at, place, lines: [identity.name, 'mark'] });
}

export type Fixture = {
  readonly ca: TestCa;
  readonly auditor: Issued;
  readonly supervisor: Issued;
  readonly base: Uint8Array;
  /** one signature */
  readonly one: Uint8Array;
  /** two signatures */
  readonly two: Uint8Array;
};

let made: Promise<Fixture> | null = null;

async function make(): Promise<Fixture> {
  const ca = await createTestCa(now);
  const [auditor, supervisor] = [await issue(ca, 'Әлия Нұрланова'), await issue(ca, 'Пётр Ёлкин')];
  const report = await renderReport(sampleCase('ru', 6), { lang: 'ru', say: sayIn('ru') });
  const one = await signWith(report.pdf, auditor, report.signature);
  const two = await signWith(one, supervisor, { page: 0, rect: [330, 56, 540, 110] });
  return { ca, auditor, supervisor, base: report.pdf, one, two };
}

export const fixture = (): Promise<Fixture> => (made ??= make());

/** An increment as any PDF tool could write it: structurally faultless, unsigned. */
export function append(pdf: Uint8Array, change: (state: State, free: number) => ReadonlyMap<number, PdfObject>): Uint8Array {
  const file = readPdf(pdf);
  const state = stateAt(file, file.revisions.length);
  const last = file.revisions.at(-1);
  if (last === undefined) throw new RangeError('no revision');
  const objects = change(state, Math.max(...state.objects.keys()) + 1);
  return Buffer.concat([pdf, incrementBytes({ at: pdf.length, objects, trailer: last.trailer, prev: last.xref })]);
}

export type Sealed = { readonly open: number; readonly close: number; readonly signed: readonly Uint8Array[] };

/** The last signature's ranges, found as an attacker would: by searching. */
export function lastSeal(pdf: Uint8Array): Sealed {
  const found = [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/g),
  ].at(-1);
  if (found === undefined) throw new RangeError('no ByteRange');
  const [open, close, rest] = [Number(found[1]), Number(found[2]), Number(found[3])];
  return { open, close, signed: [pdf.subarray(0, open), pdf.subarray(close, close + rest)] };
}

/** Puts another container into the last signature; the ranges stay. */
export function reseal(pdf: Uint8Array, cms: Uint8Array): Uint8Array {
  const { open, close } = lastSeal(pdf);
  const copy = Buffer.from(pdf);
  copy.write(
    Buffer.from(cms)
      .toString('hex')
      .padEnd(close - open - 2, '0'),
    open + 1,
    'latin1',
  );
  return copy;
}

export type CmsChange = {
  readonly hash?: 'sha1' | 'sha256';
  readonly without?: string;
  readonly twice?: string;
  readonly signers?: number;
  readonly unsorted?: boolean;
  readonly digest?: Uint8Array;
};

const hashOid = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' } as const;
const signatureOid = { sha1: '1.2.840.10045.4.1', sha256: '1.2.840.10045.4.3.2' } as const;

/** A container over the last signature's ranges, correct but for the one change. */
export function forgedCms(pdf: Uint8Array, issued: Issued, change: CmsChange): Uint8Array {
  const hash = change.hash ?? 'sha256';
  const digest = createHash(hash);
  for (const part of lastSeal(pdf).signed) digest.update(part);
  const { attributes } = signedAttributes(change.digest ?? digest.digest(), [issued.certificate, ...issued.chain]);
  let list = attributes.filter((a) => a.type !== change.without).flatMap((a) => (a.type === change.twice ? [a, a] : [a]));
  if (change.unsorted === true) list = list.toReversed();
  const tbs = Buffer.from(new asn1.Set({ value: list.map((a) => a.toSchema()) }).toBER());
  const key = createPrivateKey({ key: Buffer.from(issued.privateKey), format: 'der', type: 'pkcs8' });
  const certificates = [issued.certificate, ...issued.chain].map((der) => pkijs.Certificate.fromBER(toArrayBuffer(der)));
  const own = certificates[0] as pkijs.Certificate;
  const info = (): pkijs.SignerInfo =>
    new pkijs.SignerInfo({
      version: 1,
      sid: new pkijs.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
      digestAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: hashOid[hash] }),
      signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: signatureOid[hash] }),
      signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: list }),
      signature: new asn1.OctetString({ valueHex: toArrayBuffer(sign(hash, tbs, { key, dsaEncoding: 'der' })) }),
    });
  const signed = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [new pkijs.AlgorithmIdentifier({ algorithmId: hashOid[hash] })],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: '1.2.840.113549.1.7.1' }),
    certificates,
    signerInfos: Array.from({ length: change.signers ?? 1 }, info),
  });
  return new Uint8Array(new pkijs.ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: signed.toSchema(true) }).toSchema().toBER());
}

export { attributeOid, words };
