import { words } from '../../domain/model/words.ts';
import { Refused } from '../../domain/model/refused.ts';
import { signatureMark } from '../../domain/report/mark.ts';
import type { Say } from '../../domain/words/index.ts';
import { signerOf } from './cms.ts';
import type { KeyStore } from './key-store.ts';
import { signPdf } from './sign-pdf.ts';
import type { Place } from './sign-pdf.ts';

export type ReportToSign = {
  readonly pdf: Uint8Array;
  /** `RenderedReport.signature` */
  readonly signature: Place | null;
  readonly caseNo: string;
  /** RFC 3339, the moment of signing as the laptop's clock has it */
  readonly at: string;
};

/**
 * Signs a rendered report with an unlocked key; name, time, certificate and issuer stand in the frame in the document's language.
 * @param identity id of `KeyStore.listIdentities`
 * @throws Refused `signing_key_missing`, `signing_failed`, `pdf_unreadable`
 */
export async function signReport(report: ReportToSign, store: KeyStore, identity: string, say: Say): Promise<Uint8Array> {
  const found = store.listIdentities().find(({ id }) => id === identity);
  if (found === undefined) throw new Refused({ code: 'signing_key_missing', at: report.caseNo });
  const facts = { name: found.name, at: report.at, serial: found.serial, issuer: found.issuer, test: found.test };
  return signPdf({
    pdf: report.pdf,
    signer: signerOf(store, found),
    reason: say(words('report.signature.reason', { caseNo: report.caseNo })),
    at: report.at,
    place: report.signature,
    lines: signatureMark(facts).map(say),
  });
}
