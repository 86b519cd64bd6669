import { createHash } from 'node:crypto';
import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';
import { toArrayBuffer } from './certificates.ts';
import type { KeyStore, SigningIdentity } from './key-store.ts';

export const attributeOid = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;
const dataOid = '1.2.840.113549.1.7.1';
const signedDataOid = '1.2.840.113549.1.7.2';
const sha256Oid = '2.16.840.1.101.3.4.2.1';
const ecdsaSha256 = '1.2.840.10045.4.3.2';

const sequence = (...value: asn1.BaseBlock[]): asn1.Sequence => new asn1.Sequence({ value });
const octets = (bytes: Uint8Array): asn1.OctetString => new asn1.OctetString({ valueHex: toArrayBuffer(bytes) });
const attribute = (type: string, value: asn1.BaseBlock): pkijs.Attribute => new pkijs.Attribute({ type, values: [value] });

/**
 * ESS signing-certificate-v2 with SHA-256, which is the default and therefore not written (RFC 5035 §3). The signer's certificate
 * stands first; the others follow, so that no byte of the container lies outside of what is signed.
 */
function signingCertificate(ders: readonly Uint8Array[]): asn1.Sequence {
  const named = ders.map((der) => {
    const certificate = pkijs.Certificate.fromBER(toArrayBuffer(der));
    const directory = new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber: 4 }, value: [certificate.issuer.toSchema()] });
    const issuerSerial = sequence(sequence(directory), certificate.serialNumber);
    return sequence(octets(createHash('sha256').update(der).digest()), issuerSerial);
  });
  return sequence(sequence(...named));
}

export type SignedAttributes = {
  readonly attributes: readonly pkijs.Attribute[] /** DER of the SET OF: the bytes that are signed */;
  readonly bytes: Uint8Array;
};

/** Attributes of a PAdES-B-B signature over certificates, the signer's first; sorted as DER wants a SET OF (pkijs does not sort); the time stands in the PDF, not here. */
export function signedAttributes(digest: Uint8Array, ders: readonly Uint8Array[]): SignedAttributes {
  const attributes = [
    attribute(attributeOid.contentType, new asn1.ObjectIdentifier({ value: dataOid })),
    attribute(attributeOid.messageDigest, octets(digest)),
    attribute(attributeOid.signingCertificateV2, signingCertificate(ders)),
  ];
  const sorted = attributes
    .map((item) => ({ item, der: Buffer.from(item.toSchema().toBER()) }))
    .sort((a, b) => Buffer.compare(a.der, b.der))
    .map(({ item }) => item);
  const set = new asn1.Set({ value: sorted.map((item) => item.toSchema()) });
  return { attributes: sorted, bytes: new Uint8Array(set.toBER()) };
}

/** The detached container: one signer, its certificate and those between it and the root. */
export function container(attributes: SignedAttributes, signature: Uint8Array, ders: readonly Uint8Array[]): Uint8Array {
  const certificates = ders.map((der) => pkijs.Certificate.fromBER(toArrayBuffer(der)));
  const [own] = certificates;
  if (own === undefined) throw new RangeError('a container needs the certificate of its signer');
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    digestAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: sha256Oid }),
    signatureAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: ecdsaSha256 }),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes: [...attributes.attributes] }),
    signature: octets(signature),
  });
  const signed = new pkijs.SignedData({
    version: 1,
    digestAlgorithms: [new pkijs.AlgorithmIdentifier({ algorithmId: sha256Oid })],
    encapContentInfo: new pkijs.EncapsulatedContentInfo({ eContentType: dataOid }),
    certificates,
    signerInfos: [signer],
  });
  const info = new pkijs.ContentInfo({ contentType: signedDataOid, content: signed.toSchema(true) });
  return new Uint8Array(info.toSchema().toBER());
}

/** Someone who signs: who it is, and the signature value over the attributes. A token or another program fits in here. */
export type Signer = { readonly identity: SigningIdentity; readonly sign: (bytes: Uint8Array) => Promise<Uint8Array> };

export const signerOf = (store: KeyStore, identity: SigningIdentity): Signer => ({
  identity,
  sign: (bytes) => store.sign(identity.id, bytes),
});

/** @param digest SHA-256 of the signed ranges  @returns DER */
export async function createCms(digest: Uint8Array, signer: Signer): Promise<Uint8Array> {
  const attributes = signedAttributes(digest, signer.identity.certificates);
  return container(attributes, await signer.sign(attributes.bytes), signer.identity.certificates);
}
