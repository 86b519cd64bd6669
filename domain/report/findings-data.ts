import type { Canonical } from '../caselog/canonical.ts';
import { booksData } from './books-data.ts';
import { template } from './frozen.ts';
import type { FrozenCase, FrozenFinding, FrozenLine, FrozenTotal } from './frozen.ts';

const control = /(?![\n\t])\p{Cc}/gu;

/**
 * Names and numbers out of imported files may be decomposed (macOS writes file names so) or hold control characters, which
 * canonical text may not: composed, and U+FFFD in the place of a control character. What people write was checked by the log.
 */
const nfc = (value: string): string => value.toWellFormed().normalize('NFC').replace(control, '\ufffd');

const findingData = (finding: FrozenFinding, i: number): Canonical => ({
  no: i + 1,
  id: finding.findingId,
  title: finding.title,
  condition: finding.condition,
  criteria: finding.criteria,
  cause: finding.cause,
  corrections: finding.corrections.map((c) => ({
    row: c.row,
    declaration: nfc(c.declaration),
    item: c.item,
    component: c.component,
    declared: nfc(c.declared),
    audited: nfc(c.audited),
  })),
  response: finding.response,
  leads: finding.leads,
  effect: finding.effect.map((e) => ({ tax: e.tax, difference: e.difference })),
  total: finding.total,
});

const lineData = (line: FrozenLine): Canonical => ({
  row: line.row,
  declaration: nfc(line.declaration),
  item: line.item,
  tax: line.tax,
  declared: {
    base: line.declaredBase,
    amount: line.declared,
    ...(line.declaredRate === undefined ? {} : { rate: nfc(line.declaredRate) }),
  },
  audited: { base: line.auditedBase, rate: nfc(line.rate), amount: line.audited },
  difference: line.difference,
  findings: line.findings,
});

const totalData = (total: FrozenTotal): Canonical => ({
  tax: total.tax,
  declared: total.declared,
  audited: total.audited,
  underpaid: total.underpaid,
  overpaid: total.overpaid,
});

/** Name of the file that is embedded in every report. */
export const findingsFile = 'findings.json';

/**
 * What `findings.json` holds; its canonical bytes are embedded in the PDF, and their hash is printed on every page.
 * Money is decimal text, counts are numbers. Public and trader classes only: no scores, no criteria of selection (domain-corrections 6).
 */
export function findingsData(frozen: FrozenCase): Canonical {
  const { header, assessment, pack } = frozen;
  return {
    v: 1,
    caseId: header.caseId,
    caseNo: header.caseNo,
    template: { ...template },
    app: frozen.app,
    issuedAt: frozen.issuedAt,
    findings: frozen.findings.map(findingData),
    currency: assessment.currency,
    totals: { byTax: assessment.totals.map(totalData), underpaid: assessment.underpaid, overpaid: assessment.overpaid },
    lines: assessment.lines.map(lineData),
    ...booksData(frozen, nfc),
    evidence: frozen.evidence.map((e) => ({ name: nfc(e.name), sha256: e.sha256, bytes: e.bytes })),
    ...(frozen.supports === undefined ? {} : { supports: frozen.supports.map((one) => ({ ...one, name: nfc(one.name) })) }),
    ...(frozen.restricted === undefined ? {} : { restricted: { ...frozen.restricted } }),
    pack: { id: pack.id, version: pack.version, sha256: pack.sha256 },
    log: { caseHead: frozen.caseHead },
  };
}
