import { words } from '../../../domain/model/words.ts';
import type { Words } from '../../../domain/model/words.ts';
import { commonName, constraintsOf, keyUsageOf, nameBytes, unknownCritical, usageBits } from '../certificates.ts';
import type { Certificate } from '../certificates.ts';

const longest = 6;
const sha2Signatures = new Set([
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
]);
const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

const sameBytes = (a: Certificate, b: Certificate): boolean => Buffer.compare(a.der, b.der) === 0;
const isoDay = (date: Date): string => date.toISOString().slice(0, 10);

function issuedBy(child: Certificate, parent: Certificate): boolean {
  if (!nameBytes(child.pki.issuer).equals(nameBytes(parent.pki.subject))) return false;
  try {
    return child.x509.verify(parent.key);
  } catch {
    return false;
  }
}

/** From the signer to one of the roots, both included; null = there is no way. */
function pathTo(roots: readonly Certificate[], signer: Certificate, others: readonly Certificate[]): readonly Certificate[] | null {
  const path = [signer];
  while (path.length <= longest) {
    const last = path.at(-1) ?? signer;
    if (roots.some((root) => sameBytes(root, last))) return path;
    const root = roots.find((candidate) => issuedBy(last, candidate));
    if (root !== undefined) return [...path, root];
    const next = others.find((candidate) => !path.includes(candidate) && issuedBy(last, candidate));
    if (next === undefined) return null;
    path.push(next);
  }
  return null;
}

function weakKey(certificate: Certificate): string | null {
  const { key } = certificate;
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'ec') return curves.has(details?.namedCurve ?? '') ? null : `EC ${details?.namedCurve ?? ''}`;
  if (key.asymmetricKeyType === 'rsa') return (details?.modulusLength ?? 0) >= 2048 ? null : `RSA ${details?.modulusLength ?? 0}`;
  return key.asymmetricKeyType ?? 'unknown';
}

function dateProblems(certificate: Certificate, now: Date): readonly Words[] {
  const name = commonName(certificate);
  const { notBefore, notAfter } = certificate.pki;
  if (now < notBefore.value) return [words('verify.not_yet_valid', { name, day: { day: isoDay(notBefore.value) } })];
  if (now > notAfter.value) return [words('verify.expired', { name, day: { day: isoDay(notAfter.value) } })];
  return [];
}

/** @param below certificates of authorities between this one and the signer */
function authorityProblems(certificate: Certificate, below: number): readonly Words[] {
  const name = commonName(certificate);
  const wrong = (why: string): readonly Words[] => [words('verify.chain', { name, why })];
  const constraints = constraintsOf(certificate);
  if (!constraints.ca) return wrong('not_an_authority');
  if (((keyUsageOf(certificate) ?? 0) & usageBits.keyCertSign) === 0) return wrong('keyCertSign');
  if (constraints.pathLength !== null && below > constraints.pathLength) return wrong('path_length');
  return [];
}

function certificateProblems(certificate: Certificate, isRoot: boolean): readonly Words[] {
  const name = commonName(certificate);
  const unknown = unknownCritical(certificate);
  const problems: Words[] = [];
  if (unknown !== null) problems.push(words('verify.chain', { name, why: unknown }));
  // a root is trusted by its bytes, so how it signed itself does not matter
  if (!isRoot && !sha2Signatures.has(certificate.pki.signatureAlgorithm.algorithmId)) {
    problems.push(words('verify.chain', { name, why: certificate.pki.signatureAlgorithm.algorithmId }));
  }
  const weak = weakKey(certificate);
  if (weak !== null) problems.push(words('verify.weak_key', { signer: name, key: weak }));
  return problems;
}

/** What the signer's certificate must be by itself, whoever issued it. @param claimed the stated signing time */
export function signerProblems(signer: Certificate, claimed: Date | null): readonly Words[] {
  const problems: Words[] = [];
  if (((keyUsageOf(signer) ?? 0) & usageBits.nonRepudiation) === 0)
    problems.push(words('verify.key_usage', { signer: commonName(signer) }));
  const { notBefore, notAfter } = signer.pki;
  if (claimed === null || claimed < notBefore.value || claimed > notAfter.value) {
    problems.push(words('verify.claimed_time', { at: claimed?.toISOString() ?? '' }));
  }
  return problems;
}

/** Rule 7 without revocation lists, which arrive with HQ: a way to a given root, every certificate on it valid now. */
export function chainProblems(
  signer: Certificate,
  others: readonly Certificate[],
  roots: readonly Certificate[],
  now: Date,
): readonly Words[] {
  const path = pathTo(roots, signer, others);
  if (path === null) return [words('verify.untrusted', { signer: commonName(signer) }), ...dateProblems(signer, now)];
  return path.flatMap((certificate, i) => [
    ...dateProblems(certificate, now),
    ...certificateProblems(certificate, i > 0 && i === path.length - 1),
    ...(i === 0 ? [] : authorityProblems(certificate, i - 1)),
  ]);
}
