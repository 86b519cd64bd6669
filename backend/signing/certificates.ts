import { X509Certificate } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';
import { Refused } from '../../domain/model/refused.ts';

/** A certificate policy in the arc that ITU-T X.660 reserves for examples: certificates of the local test CA carry it. */
export const testPolicy = '2.999.1.1';

export const oid = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  policies: '2.5.29.32',
  subjectKey: '2.5.29.14',
  authorityKey: '2.5.29.35',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  documentSigning: '1.3.6.1.5.5.7.3.36',
} as const;

/** Bits of keyUsage from the left: digitalSignature, nonRepudiation, …, keyCertSign, cRLSign. */
export const usageBits = { digitalSignature: 0x80, nonRepudiation: 0x40, keyEncipherment: 0x20, keyCertSign: 0x04, crlSign: 0x02 } as const;

export const toArrayBuffer = (bytes: Uint8Array): ArrayBuffer => {
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
};

export type Certificate = {
  readonly der: Uint8Array;
  readonly pki: pkijs.Certificate;
  readonly x509: X509Certificate;
  readonly key: KeyObject;
};

/** @throws Error when the bytes are no certificate, or its key is of no known kind */
export function readCertificate(der: Uint8Array): Certificate {
  const pki = pkijs.Certificate.fromBER(toArrayBuffer(der));
  const x509 = new X509Certificate(der);
  return { der, pki, x509, key: x509.publicKey };
}

const extension = (certificate: Certificate, id: string): pkijs.Extension | undefined =>
  certificate.pki.extensions?.find((found) => found.extnID === id);

/** First byte of the key usage bits; null = the certificate does not say. */
export function keyUsageOf(certificate: Certificate): number | null {
  const parsed = extension(certificate, oid.keyUsage)?.parsedValue as unknown;
  return parsed instanceof asn1.BitString ? (parsed.valueBlock.valueHexView[0] ?? 0) : null;
}

export type Constraints = { readonly ca: boolean; readonly pathLength: number | null };

export function constraintsOf(certificate: Certificate): Constraints {
  const parsed = extension(certificate, oid.basicConstraints)?.parsedValue as pkijs.BasicConstraints | undefined;
  const length = parsed?.pathLenConstraint;
  return { ca: parsed?.cA === true, pathLength: typeof length === 'number' ? length : null };
}

const understood = new Set<string>([
  oid.keyUsage,
  oid.basicConstraints,
  oid.extendedKeyUsage,
  oid.policies,
  oid.subjectKey,
  oid.authorityKey,
]);

/** A critical extension that we do not know makes a certificate unusable (RFC 5280 §4.2). */
export const unknownCritical = (certificate: Certificate): string | null =>
  certificate.pki.extensions?.find((found) => found.critical && !understood.has(found.extnID))?.extnID ?? null;

export function isTestCertificate(certificate: Certificate): boolean {
  const parsed = extension(certificate, oid.policies)?.parsedValue as pkijs.CertificatePolicies | undefined;
  return parsed?.certificatePolicies.some((policy) => policy.policyIdentifier === testPolicy) ?? false;
}

function attribute(name: pkijs.RelativeDistinguishedNames, id: string): string | null {
  const value: unknown = name.typesAndValues.find((found) => found.type === id)?.value.valueBlock.value;
  return typeof value === 'string' ? value : null;
}

/** The common name, or the serial number where there is none. */
export const commonName = (certificate: Certificate): string => attribute(certificate.pki.subject, oid.commonName) ?? serialOf(certificate);
export const issuerName = (certificate: Certificate): string => attribute(certificate.pki.issuer, oid.commonName) ?? '';
/** Upper-case hex. */
export const serialOf = (certificate: Certificate): string => certificate.x509.serialNumber;
export const nameBytes = (name: pkijs.RelativeDistinguishedNames): Buffer => Buffer.from(name.toSchema().toBER());

export function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** All certificates of a PEM text. @throws Refused `trust_unreadable` when there is none, or one is broken */
export function readPem(pem: string, at = ''): readonly Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new Refused({ code: 'trust_unreadable', at });
  return blocks.map((block) => {
    try {
      return readCertificate(Buffer.from(block.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, ''), 'base64'));
    } catch {
      throw new Refused({ code: 'trust_unreadable', at });
    }
  });
}
