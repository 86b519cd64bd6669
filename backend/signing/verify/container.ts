import { createHash, verify } from 'node:crypto';
import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';
import { words } from '../../../domain/model/words.ts';
import type { Words } from '../../../domain/model/words.ts';
import { nameBytes, readCertificate, toArrayBuffer } from '../certificates.ts';
import type { Certificate } from '../certificates.ts';
import { attributeOid } from '../cms.ts';
import { DerFault, derLength, isSortedSet } from './der.ts';

/** SHA-2 and nothing else. */
const hashNames: Readonly<Record<string, string>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
type SignatureKind = { readonly key: 'ec' | 'rsa'; readonly hash: string | null };
const signatureKinds: Readonly<Record<string, SignatureKind>> = {
  '1.2.840.10045.4.3.2': { key: 'ec', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { key: 'ec', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { key: 'ec', hash: 'sha512' },
  '1.2.840.113549.1.1.1': { key: 'rsa', hash: null },
  '1.2.840.113549.1.1.11': { key: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', hash: 'sha512' },
};
const dataOid = '1.2.840.113549.1.7.1';
const signedDataOid = '1.2.840.113549.1.7.2';
/** A time-stamp may be added behind the signature; nothing else is unsigned. */
const timeStampOid = '1.2.840.113549.1.9.16.2.14';

export type Container = {
  readonly signer: Certificate | null;
  readonly others: readonly Certificate[];
  readonly problems: readonly Words[];
};

/** The bytes between the ranges that the signature covers. */
export type Covered = { readonly field: string; readonly contents: Uint8Array; readonly signed: readonly Uint8Array[] };

const valueBytes = (block: unknown): Buffer => Buffer.from((block as asn1.OctetString).valueBlock.valueHexView);

function parse(contents: Uint8Array, field: string, problems: Words[]): pkijs.SignedData | null {
  try {
    const length = derLength(contents);
    if (contents.subarray(length).some((byte) => byte !== 0)) problems.push(words('verify.padding', { field }));
    const info = pkijs.ContentInfo.fromBER(toArrayBuffer(contents.subarray(0, length)));
    if (info.contentType !== signedDataOid) throw new DerFault('content_type');
    return new pkijs.SignedData({ schema: info.content });
  } catch (error) {
    problems.push(words('verify.cms', { field, why: error instanceof DerFault ? error.why : 'schema' }));
    return null;
  }
}

function attributeOf(signer: pkijs.SignerInfo, type: string): unknown {
  const found = signer.signedAttrs?.attributes.filter((attribute) => attribute.type === type) ?? [];
  const [only] = found;
  return found.length === 1 && only?.values.length === 1 ? only.values[0] : null;
}

const children = (block: unknown): readonly unknown[] => (block instanceof asn1.Sequence ? block.valueBlock.value : []);

/** The certificate with the hash of one ESSCertIDv2; `undefined` = none in the container has it. */
function certificateOf(essId: unknown, certificates: readonly Certificate[]): Certificate | undefined {
  const parts = children(essId);
  const [first] = parts;
  const explicit = first instanceof asn1.Sequence;
  const algorithm = explicit ? (children(first)[0] as asn1.ObjectIdentifier | undefined)?.valueBlock.toString() : undefined;
  const hash = explicit ? hashNames[algorithm ?? ''] : 'sha256';
  const wanted = parts[explicit ? 1 : 0];
  if (hash === undefined || !(wanted instanceof asn1.OctetString)) return undefined;
  return certificates.find((c) => createHash(hash).update(c.der).digest().equals(valueBytes(wanted)));
}

/**
 * The certificate that signing-certificate-v2 names first (RFC 5035 §3). Where it names more than one, it names all of the container;
 * so our own containers hold no certificate that could be exchanged.
 */
function namedCertificate(value: unknown, certificates: readonly Certificate[]): Certificate | null {
  const named = children(children(value)[0]).map((essId) => certificateOf(essId, certificates));
  const all = named.length < 2 || certificates.every((certificate) => named.includes(certificate));
  return named.includes(undefined) || !all ? null : (named[0] ?? null);
}

function sidMatches(signer: pkijs.SignerInfo, certificate: Certificate): boolean {
  if (!(signer.sid instanceof pkijs.IssuerAndSerialNumber)) return false;
  const sameIssuer = nameBytes(signer.sid.issuer).equals(nameBytes(certificate.pki.issuer));
  return sameIssuer && valueBytes(signer.sid.serialNumber).equals(valueBytes(certificate.pki.serialNumber));
}

function attributeProblems(signer: pkijs.SignerInfo, digest: Buffer, field: string): readonly Words[] {
  const problems: Words[] = [];
  const wrong = (name: string): void => void problems.push(words('verify.attribute', { field, name }));
  const attributes = signer.signedAttrs?.attributes ?? [];
  if (new Set(attributes.map((a) => a.type)).size !== attributes.length) wrong('duplicate');
  const contentType = attributeOf(signer, attributeOid.contentType);
  if (!(contentType instanceof asn1.ObjectIdentifier) || contentType.valueBlock.toString() !== dataOid) wrong('contentType');
  const messageDigest = attributeOf(signer, attributeOid.messageDigest);
  if (!(messageDigest instanceof asn1.OctetString)) wrong('messageDigest');
  else if (!valueBytes(messageDigest).equals(digest)) problems.push(words('verify.digest', { field }));
  const unsigned = signer.unsignedAttrs?.attributes ?? [];
  if (unsigned.some((a) => a.type !== timeStampOid) || unsigned.length > 1) wrong('unsigned');
  return problems;
}

type Value = { readonly signer: pkijs.SignerInfo; readonly hash: string; readonly attributes: Uint8Array; readonly field: string };

function valueProblems({ signer, hash, attributes, field }: Value, certificate: Certificate): readonly Words[] {
  const id = signer.signatureAlgorithm.algorithmId;
  const kind = signatureKinds[id];
  const { key } = certificate;
  if (kind === undefined || (kind.hash !== null && kind.hash !== hash) || kind.key !== key.asymmetricKeyType) {
    return [words('verify.algorithm', { field, name: id })];
  }
  try {
    if (verify(hash, attributes, { key, dsaEncoding: 'der' }, valueBytes(signer.signature))) return [];
  } catch {
    // a value that cannot even be decoded is wrong in the same way
  }
  return [words('verify.signature_value', { field })];
}

function readCertificates(signed: pkijs.SignedData): readonly Certificate[] {
  const found = (signed.certificates ?? []).filter((c) => c instanceof pkijs.Certificate);
  return found.map((c) => readCertificate(new Uint8Array(c.toSchema().toBER())));
}

function check(covered: Covered): Container {
  const { field } = covered;
  const problems: Words[] = [];
  const signed = parse(covered.contents, field, problems);
  if (signed === null) return { signer: null, others: [], problems };
  const fail = (problem: Words): Container => ({ signer: null, others: [], problems: [...problems, problem] });
  const [signer] = signed.signerInfos;
  if (signer === undefined || signed.signerInfos.length !== 1)
    return fail(words('verify.signer_count', { field, n: signed.signerInfos.length }));
  const [digestAlgorithm] = signed.digestAlgorithms;
  const declared = signed.digestAlgorithms.length === 1 && digestAlgorithm?.algorithmId === signer.digestAlgorithm.algorithmId;
  if (signed.version !== 1 || signer.version !== 1 || !declared) return fail(words('verify.cms', { field, why: 'version_or_digest' }));
  if (signed.encapContentInfo.eContentType !== dataOid || signed.encapContentInfo.eContent !== undefined) {
    return fail(words('verify.cms', { field, why: 'not_detached' }));
  }
  const hash = hashNames[signer.digestAlgorithm.algorithmId];
  if (hash === undefined) return fail(words('verify.algorithm', { field, name: signer.digestAlgorithm.algorithmId }));
  const attributes = new Uint8Array(signer.signedAttrs?.encodedValue ?? new ArrayBuffer(0));
  if (attributes.length === 0 || !isSortedSet(attributes)) return fail(words('verify.attribute', { field, name: 'signedAttrs' }));
  const digest = createHash(hash);
  for (const part of covered.signed) digest.update(part);
  problems.push(...attributeProblems(signer, digest.digest(), field));
  const certificates = readCertificates(signed);
  const certificate = namedCertificate(attributeOf(signer, attributeOid.signingCertificateV2), certificates);
  if (certificate === null || !sidMatches(signer, certificate)) {
    const bySid = certificates.find((c) => sidMatches(signer, c)) ?? null;
    return { signer: bySid, others: certificates, problems: [...problems, words('verify.signing_certificate', { field })] };
  }
  problems.push(...valueProblems({ signer, hash, attributes, field }, certificate));
  return { signer: certificate, others: certificates.filter((c) => c !== certificate), problems };
}

/**
 * Rules 5 and 6: the container, its one signer, its attributes and the value of the signature.
 * Parsers of other people's certificates throw what they like; any of it means that the container is not sound.
 */
export function checkContainer(covered: Covered): Container {
  try {
    return check(covered);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { signer: null, others: [], problems: [words('verify.cms', { field: covered.field, why: 'schema' })] };
  }
}
