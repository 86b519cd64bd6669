import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Lang } from '../../domain/model/words.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { template } from '../../domain/report/frozen.ts';
import { outsideVault } from '../files/outside-vault.ts';
import { renderReport } from '../report/render-pdf.ts';
import type { RenderedReport } from '../report/render-pdf.ts';
import { signReport } from '../signing/sign-report.ts';
import { newId } from '../vault/new-id.ts';
import { sayIn } from '../words/locales.ts';
import { legalInstant } from '../../domain/calendar/legal-day.ts';
import { casePack } from './case-pack.ts';
import { letLeave, once } from './copies-leaving.ts';
import { frozenCoverage } from './coverage.ts';
import { reportCopy } from './documents.ts';
import { freezeCase } from './freeze-case.ts';
import { record } from './record.ts';
import { withKey } from './signing-key.ts';
import type { Session } from './session.ts';

type Request = { readonly caseId: CaseId; readonly lang: Lang; readonly sign: boolean; readonly to: string | null };
type Created = Output<AssayCalls['report.create']>;

function sign(session: Session, report: RenderedReport, given: { caseNo: string; at: Instant; lang: Lang }): Promise<Uint8Array> {
  const { caseNo, at, lang } = given;
  return withKey(session, (store, identity) => signReport({ ...report, caseNo, at }, store, identity, sayIn(lang)));
}

/**
 * Writes the report of the case as it stands, signs it, keeps it as a document of the case and, where asked, as a file.
 * @throws Refused report_empty, report_restricted_row, target_in_vault, report_text_unprintable, signing_failed, disk_full, file_unwritable; nothing is kept then
 */
export async function createReport(session: Session, request: Request, context: HandlerContext): Promise<Created> {
  const { caseId, lang } = request;
  const to = request.to === null ? '' : outsideVault(session.vaultDir, request.to);
  const at = legalInstant(casePack(session, caseId).pack, Date.parse(session.now()));
  const stop = (): void => {
    if (context.signal.aborted) throw new Refused({ code: 'cancelled' });
  };
  context.progress({ stage: 'report', done: 0, total: 3 });
  const frozen = freezeCase(session, caseId, { issuedAt: at, coverage: await frozenCoverage(session, caseId, context) });
  if (frozen.findings.length === 0 && frozen.runs.length === 0 && frozen.imports.length === 0)
    throw new Refused({ code: 'report_empty', at: frozen.header.caseNo });
  const rendered = await renderReport(frozen, { lang, say: sayIn(lang) });
  stop();
  context.progress({ stage: 'report', done: 1, total: 3 });
  const bytes = request.sign ? await sign(session, rendered, { caseNo: frozen.header.caseNo, at, lang }) : rendered.pdf;
  stop();
  context.progress({ stage: 'report', done: 2, total: 3 });
  const blob = await session.vault().blobs(caseId).put(once(bytes));
  const kept = { ...rendered, lang, sha256: blob.sha256, caseHead: frozen.caseHead, signed: request.sign, at };
  try {
    const documentId = await keep(session, caseId, { ...kept, to, bytes });
    context.progress({ stage: 'report', done: 3, total: 3 });
    return { documentId, sha256: blob.sha256, pages: rendered.pages, caseHead: frozen.caseHead, path: to };
  } catch (error) {
    blob.takeBack();
    throw error;
  }
}

type Kept = {
  readonly lang: Lang;
  readonly sha256: Sha256;
  readonly pages: number;
  readonly caseHead: string;
  readonly signed: boolean;
  readonly at: Instant;
  /** where a copy of it leaves to, in the same act; `` for none */
  readonly to: string;
  readonly bytes: Uint8Array;
};

async function keep(session: Session, caseId: CaseId, kept: Kept): Promise<string> {
  const documentId = newId();
  const { lang, sha256, pages, caseHead, signed, at } = kept;
  const set = { kind: 'audit-report', lang, sha256, pages, caseHead, signed, issuedAt: at, template: `${template.id} ${template.version}` };
  const change = { kind: 'put', ent: 'document', id: documentId, set } as const;
  if (kept.to === '') record(session, caseId, [change]);
  else await letLeave(session, { caseId, to: kept.to, bytes: once(kept.bytes), about: reportCopy, also: [change] });
  return documentId;
}
