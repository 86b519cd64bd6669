import { randomBytes, webcrypto } from 'node:crypto';
import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';
import { oid, testPolicy, toPem, usageBits } from './certificates.ts';

/** A key with its certificate and the certificates between it and the root. */
export type Issued = { readonly certificate: Uint8Array; readonly chain: readonly Uint8Array[]; readonly privateKey: Uint8Array };

export type Request = {
  /** common name of the person who signs */
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
  /** bits of `usageBits`; a signer has digitalSignature and nonRepudiation */
  readonly usage?: number;
};

/** A certification authority for trials: its keys exist as long as the object, and are written nowhere. */
export type TestCa = { readonly rootPem: string; readonly issue: (request: Request) => Promise<Issued> };

type Keys = webcrypto.CryptoKeyPair;
type Issuer = { readonly name: string; readonly keys: Keys };
type Draft = {
  readonly subject: string;
  readonly issuer: Issuer;
  readonly keys: Keys;
  readonly from: Date;
  readonly to: Date;
  readonly extensions: readonly pkijs.Extension[];
};

const organization = 'Assay test, not official';
const rootName = 'Assay test root, not official';
const issuingName = 'Assay test issuing CA, not official';
const days = (date: Date, n: number): Date => new Date(date.getTime() + n * 86_400_000);

const newKeys = (): Promise<Keys> =>
  webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']) as Promise<Keys>;

const extension = (extnID: string, critical: boolean, value: asn1.BaseBlock): pkijs.Extension =>
  new pkijs.Extension({ extnID, critical, extnValue: value.toBER() });

function keyUsage(bits: number): pkijs.Extension {
  let unusedBits = 0;
  while (unusedBits < 7 && (bits & (1 << unusedBits)) === 0) unusedBits += 1;
  return extension(oid.keyUsage, true, new asn1.BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits }));
}

const authority = (pathLength: number): readonly pkijs.Extension[] => [
  extension(oid.basicConstraints, true, new pkijs.BasicConstraints({ cA: true, pathLenConstraint: pathLength }).toSchema()),
  keyUsage(usageBits.keyCertSign | usageBits.crlSign),
];

/** NSS accepts a signature only with emailProtection; documentSigning says what the key is for. */
const personal = (usage: number): readonly pkijs.Extension[] => [
  keyUsage(usage),
  extension(oid.extendedKeyUsage, false, new pkijs.ExtKeyUsage({ keyPurposes: [oid.emailProtection, oid.documentSigning] }).toSchema()),
];

const policy = (): pkijs.Extension => {
  const information = new pkijs.PolicyInformation({ policyIdentifier: testPolicy });
  return extension(oid.policies, false, new pkijs.CertificatePolicies({ certificatePolicies: [information] }).toSchema());
};

async function keyId(key: webcrypto.CryptoKey): Promise<ArrayBuffer> {
  const raw = await webcrypto.subtle.exportKey('raw', key);
  return (await webcrypto.subtle.digest('SHA-1', raw)) as ArrayBuffer;
}

/** One attribute per relative name. pkijs writes all attributes into one unsorted SET, so the name is built here. */
function distinguishedName(common: string): pkijs.RelativeDistinguishedNames {
  const part = (type: string, value: string): asn1.Set =>
    new asn1.Set({
      value: [new asn1.Sequence({ value: [new asn1.ObjectIdentifier({ value: type }), new asn1.Utf8String({ value })] })],
    });
  const name = new asn1.Sequence({ value: [part(oid.organization, organization), part(oid.commonName, common)] });
  return new pkijs.RelativeDistinguishedNames({ schema: asn1.fromBER(name.toBER()).result });
}

async function certify(draft: Draft): Promise<Uint8Array> {
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  certificate.serialNumber = new asn1.Integer({ valueHex: new Uint8Array(serial).buffer });
  certificate.subject = distinguishedName(draft.subject);
  certificate.issuer = distinguishedName(draft.issuer.name);
  certificate.notBefore = new pkijs.Time({ type: 0, value: draft.from });
  certificate.notAfter = new pkijs.Time({ type: 0, value: draft.to });
  await certificate.subjectPublicKeyInfo.importKey(draft.keys.publicKey);
  const subjectKey = new asn1.OctetString({ valueHex: await keyId(draft.keys.publicKey) });
  const issuerKey = new pkijs.AuthorityKeyIdentifier({
    keyIdentifier: new asn1.OctetString({ valueHex: await keyId(draft.issuer.keys.publicKey) }),
  });
  certificate.extensions = [
    ...draft.extensions,
    extension(oid.subjectKey, false, subjectKey),
    extension(oid.authorityKey, false, issuerKey.toSchema()),
  ];
  await certificate.sign(draft.issuer.keys.privateKey, 'SHA-256');
  return new Uint8Array(certificate.toSchema(true).toBER());
}

/** Root, issuing CA and any number of signers (P-256, SHA-256); every signer's certificate carries the test policy. @param at now */
export async function createTestCa(at: Date): Promise<TestCa> {
  const root: Issuer = { name: rootName, keys: await newKeys() };
  const issuing: Issuer = { name: issuingName, keys: await newKeys() };
  const from = days(at, -400);
  const rootDer = await certify({ subject: rootName, issuer: root, keys: root.keys, from, to: days(at, 3650), extensions: authority(1) });
  const caDraft = { subject: issuingName, issuer: root, keys: issuing.keys, from, to: days(at, 1825), extensions: authority(0) };
  const caDer = await certify(caDraft);
  const issue = async (request: Request): Promise<Issued> => {
    const keys = await newKeys();
    const usage = request.usage ?? usageBits.digitalSignature | usageBits.nonRepudiation;
    const extensions = [...personal(usage), policy()];
    const certificate = await certify({ subject: request.name, issuer: issuing, keys, from: request.from, to: request.to, extensions });
    const privateKey = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
    return { certificate, chain: [caDer], privateKey };
  };
  return { rootPem: toPem(rootDer), issue };
}
