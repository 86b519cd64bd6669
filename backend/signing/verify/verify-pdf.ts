import { words } from '../../../domain/model/words.ts';
import type { Words } from '../../../domain/model/words.ts';
import { commonName, isTestCertificate, readPem } from '../certificates.ts';
import type { Certificate } from '../certificates.ts';
import { formFields, stateAt } from '../pdf/document.ts';
import { readPdf } from '../pdf/revisions.ts';
import type { PdfFile } from '../pdf/revisions.ts';
import { PdfFault } from '../pdf/values.ts';
import { activeContent } from './active.ts';
import { chainProblems, signerProblems } from './chain.ts';
import { revisionProblems } from './changes.ts';
import { checkContainer } from './container.ts';
import { embeddedFindings, isCanonical, sha256 } from './data.ts';
import { findSignatures, strayRanges } from './signatures.ts';
import type { FoundSignature } from './signatures.ts';

export type SignatureVerdict = {
  readonly signer: string;
  /** RFC 3339 in UTC, as stated by the signer; empty when nothing is stated */
  readonly signedAt: string;
  /** the bytes up to its revision's end are what was signed, by the key of the named certificate */
  readonly intact: boolean;
  /** the certificate leads to a given root and is fit for signing */
  readonly trusted: boolean;
  readonly problems: readonly Words[];
};

export type Verdict = {
  /** everything holds, under a given root */
  readonly ok: boolean;
  /** nothing was changed since the signatures; says nothing about who signed */
  readonly integrity: boolean;
  readonly signatures: readonly SignatureVerdict[];
  /** the embedded findings.json: covered by the first signature, canonical, unchanged */
  readonly data: { readonly ok: boolean; readonly sha256: string | null };
  /** of the document, then of its signatures in order */
  readonly problems: readonly Words[];
  /** what is good to know and makes nothing wrong: a test certificate */
  readonly notices: readonly Words[];
};

export type VerifyOptions = {
  /** PEM texts of the roots; without one nobody is trusted */
  readonly trust?: readonly string[];
  /** certificates must be valid at this moment; now by default */
  readonly now?: Date;
  /** how many signatures the document must have at least, by its kind; a removed last signature is found only so */
  readonly minSignatures?: number;
  /** of the file, for refusals */
  readonly name?: string;
};

type Trust = { readonly roots: readonly Certificate[]; readonly now: Date };
type Judged = { readonly verdict: SignatureVerdict; readonly revision: number; readonly test: boolean };

function judge(found: FoundSignature, trust: Trust): Judged {
  const container = found.covered === null ? null : checkContainer(found.covered);
  const breaks = [...found.problems, ...(container?.problems ?? [])];
  const signer = container?.signer ?? null;
  const doubts = signer === null ? [] : signerProblems(signer, found.claimed);
  const rooted = trust.roots.length > 0;
  const chain = signer === null || !rooted ? [] : chainProblems(signer, container?.others ?? [], trust.roots, trust.now);
  const intact = breaks.length === 0 && container !== null;
  const verdict: SignatureVerdict = {
    signer: signer === null ? '' : commonName(signer),
    signedAt: found.claimed?.toISOString() ?? '',
    intact,
    trusted: intact && rooted && signer !== null && doubts.length === 0 && chain.length === 0,
    problems: [...breaks, ...doubts, ...chain],
  };
  return { verdict, revision: found.revision, test: signer !== null && isTestCertificate(signer) };
}

/** Every increment carries exactly one signature and nothing besides. */
function incrementProblems(file: PdfFile, found: readonly FoundSignature[]): readonly Words[] {
  return file.revisions.slice(1).flatMap((_, i) => {
    const number = i + 2;
    const unsigned = found.some((signature) => signature.revision === number)
      ? []
      : [words('verify.unsigned_revision', { revision: number })];
    return [...unsigned, ...revisionProblems(file, number)];
  });
}

type DataVerdict = Verdict['data'] & { readonly problems: readonly Words[] };

/** Read from the revision that the first signature covers, never from a later one. */
function judgeData(file: PdfFile, first: Judged | undefined): DataVerdict {
  const embedded = embeddedFindings(stateAt(file, first?.revision ?? 1));
  if (embedded === null) return { ok: false, sha256: null, problems: [words('verify.data_missing')] };
  const hash = sha256(embedded.bytes);
  if (!isCanonical(embedded.bytes)) return { ok: false, sha256: hash, problems: [words('verify.data_not_canonical')] };
  return { ok: first?.verdict.intact === true, sha256: hash, problems: [] };
}

function judgeFile(file: PdfFile, trust: Trust, minSignatures: number): Verdict {
  const fields = formFields(stateAt(file, file.revisions.length));
  const found = findSignatures(file, fields);
  const judged = found.map((signature) => judge(signature, trust));
  const signatures = judged.map(({ verdict }) => verdict);
  const count = signatures.length;
  const document: readonly Words[] = [
    ...(count < minSignatures ? [words('verify.too_few_signatures', { found: count, expected: minSignatures })] : []),
    ...(file.rest > 0 ? [words('verify.trailing_bytes', { n: file.rest })] : []),
    ...strayRanges(file, fields),
    ...incrementProblems(file, found),
    ...activeContent(file),
  ];
  const data = judgeData(file, judged[0]);
  const changed = document.some((problem) => problem.key === 'verify.attachment_changed');
  const integrity = document.length === 0 && count > 0 && signatures.every((signature) => signature.intact);
  const trusted = trust.roots.length > 0 && signatures.every((signature) => signature.trusted);
  const noRoot = trust.roots.length === 0 ? [words('verify.no_root')] : [];
  const dataOk = data.ok && !changed;
  return {
    ok: integrity && trusted && dataOk,
    integrity,
    signatures,
    data: { ok: dataOk, sha256: data.sha256 },
    problems: [...document, ...data.problems, ...signatures.flatMap((signature) => signature.problems), ...noRoot],
    notices: judged.filter(({ test }) => test).map(({ verdict }) => words('verify.test_certificate', { signer: verdict.signer })),
  };
}

const endsWhole = (bytes: Uint8Array): boolean => /%%EOF\r?\n?$/.test(Buffer.from(bytes.subarray(-8)).toString('latin1'));

const broken = (problem: Words): Verdict => ({
  ok: false,
  integrity: false,
  signatures: [],
  data: { ok: false, sha256: null },
  problems: [problem],
  notices: [],
});

/**
 * The strict verifier: rules 1–6, 7 without revocation, 9, 10 and the data check of 11 (reference/signing.md §6).
 * A file that other readers accept is refused when a byte of it is not accounted for.
 * @throws Refused `trust_unreadable` for a root that is no certificate
 */
export function verifyPdf(bytes: Uint8Array, options: VerifyOptions = {}): Verdict {
  const roots = (options.trust ?? []).flatMap((pem) => readPem(pem, options.name));
  if (Buffer.from(bytes.subarray(0, 5)).toString('latin1') !== '%PDF-') return broken(words('verify.not_pdf'));
  try {
    return judgeFile(readPdf(bytes), { roots, now: options.now ?? new Date() }, options.minSignatures ?? 1);
  } catch (error) {
    if (!(error instanceof PdfFault)) throw error;
    return broken(endsWhole(bytes) ? words('verify.structure', { why: error.why, at: error.at }) : words('verify.truncated'));
  }
}
