import { z } from 'zod';
import { areas } from '../../domain/catalogue/audit-test.ts';
import { runCoverage } from './coverage.ts';
import { day, decimal, lang, sha256, uuid, words } from './shapes.ts';

/** A test as the catalogue describes it. Texts: `test.<id>.name`, `.purpose`, `.lead`; parameters `test.<id>.param.<name>`. */
export const testDescription = z.object({
  id: z.string(),
  version: z.string(),
  area: z.string(),
  leadOnly: z.boolean(),
  needs: z.array(z.object({ table: z.string(), columns: z.array(z.string()) })),
  params: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['integer', 'decimal', 'text', 'choice', 'day']),
      value: z.string(),
      choices: z.array(z.string()),
    }),
  ),
  /** false with the missing columns when the case's books do not allow a run */
  runnable: z.boolean(),
  missing: z.array(z.string()),
});

export const hit = z.object({
  /** stable within the run's dataset: same data, same key */
  key: z.string(),
  /** names of the source rows */
  keys: z.array(z.string()),
  score: z.number(),
  measures: z.record(z.string(), z.union([decimal, z.string()])),
  explanation: words,
});

export const disposition = z.object({ state: z.enum(['lead', 'finding', 'explained', 'outOfScope', 'needsData']), reason: z.string() });

export const runHeader = z.object({
  runId: uuid,
  test: z.string(),
  version: z.string(),
  params: z.record(z.string(), z.string()),
  populationN: z.number(),
  excluded: z.array(z.object({ reason: words, n: z.number() })),
  hitsN: z.number(),
  /** below the least share of records that the data are incomplete, with the judge's own verdict inside */
  verdict: words.nullable(),
  stats: z.record(z.string(), z.union([decimal, z.array(decimal)])),
  datasetHash: sha256,
  resultHash: sha256,
  /** null in runs of before */
  coverage: runCoverage.nullable(),
  /** since then a file came into the books of its table or left them, or a value was put over an imported one or taken back */
  booksChanged: z.boolean(),
  at: z.string(),
});

const component = z.enum(['customs_value', 'hs_code', 'origin', 'qty', 'duty_rate', 'excise_rate', 'vat_rate', 'relief']);

/** One change of one declaration line: `audited` as decimal or text, by component. */
export const correction = z.object({ row: z.string().max(300), component, audited: z.string().max(200) });

export const findingDraft = z.object({
  title: z.string().max(300),
  condition: z.string().max(20_000),
  criteria: z.array(z.string().max(2_000)).max(200),
  cause: z.string().max(20_000),
  /** a fault of method may reach every line of a year */
  corrections: z.array(correction).max(50_000),
  response: z.string().max(20_000),
});

export const finding = findingDraft.extend({
  findingId: uuid,
  status: z.string(),
  /** the runs and hits it came from */
  from: z.array(z.object({ runId: z.string(), key: z.string(), test: z.string() })),
  /** effect of this finding by tax, and in all */
  effect: z.array(z.object({ tax: z.string(), difference: decimal })),
  total: decimal,
  createdAt: z.string(),
});

export const assessmentLine = z.object({
  row: z.string(),
  declaration: z.string(),
  item: z.number(),
  tax: z.string(),
  declaredBase: decimal,
  /** as far as it is known, else empty */
  declaredRate: z.string(),
  auditedBase: decimal,
  rate: z.string(),
  declared: decimal,
  audited: decimal,
  difference: decimal,
  /** the audited amount before its rounding */
  exact: decimal,
  /** the calculation with its figures put in */
  formula: words,
  findings: z.array(uuid),
});

export const assessment = z.object({
  currency: z.string(),
  lines: z.array(assessmentLine),
  /** under- and over-payments are kept apart, never netted */
  totals: z.array(z.object({ tax: z.string(), declared: decimal, audited: decimal, underpaid: decimal, overpaid: decimal })),
  underpaid: decimal,
  overpaid: decimal,
  /** what could not be computed, or was computed with something that the reader must know */
  problems: z.array(z.object({ row: z.string(), declaration: z.string(), item: z.number(), problem: words })),
  pack: z.object({ id: z.string(), version: z.string(), sha256: z.string() }),
});

const sums = assessment.pick({ totals: true, underpaid: true, overpaid: true });
const difference = z.object({ underpaid: decimal, overpaid: decimal });

export const whatIf = z.object({
  currency: z.string(),
  now: sums,
  then: sums,
  change: difference,
  corrections: z.array(
    correction.extend({
      key: z.string(),
      finding: uuid,
      title: z.string(),
      declaration: z.string(),
      item: z.number(),
      accepted: z.boolean(),
      /** what turning it round would add */
      turn: difference,
    }),
  ),
});

export const verification = z.object({
  ok: z.boolean(),
  integrity: z.boolean(),
  signatures: z.array(
    z.object({ signer: z.string(), signedAt: z.string(), intact: z.boolean(), trusted: z.boolean(), problems: z.array(words) }),
  ),
  data: z.object({ ok: z.boolean(), sha256: z.string().nullable() }),
  /** of the document, then those of its signatures again, in order: empty only when nothing is wrong */
  problems: z.array(words),
  /** makes nothing wrong: signed with a test certificate */
  notices: z.array(words),
});

export const documentHeader = z.object({
  documentId: uuid,
  kind: z.string(),
  lang,
  sha256,
  pages: z.number(),
  caseHead: z.string(),
  signed: z.boolean(),
  at: z.string(),
});

/** Unit prices of comparable goods, counted in steps of equal width between two prices. */
const peerPicture = z.object({
  n: z.number(),
  unit: z.string(),
  currency: z.string(),
  low: decimal,
  high: decimal,
  counts: z.array(z.number()),
  /** how many lie above `high`, too far to be drawn */
  above: z.number(),
  /** true when there are more rows than were counted */
  cut: z.boolean(),
});

const inCase = z.object({ caseId: uuid });

export const auditCalls = {
  'tests.list': { input: z.object({ caseId: uuid.nullable() }), output: z.object({ tests: z.array(testDescription) }) },
  'tests.run': {
    input: inCase.extend({ test: z.string(), params: z.record(z.string(), z.string()) }),
    output: z.object({ run: runHeader }),
    progress: true,
  },
  /** every test of an area, or of all, that the books can serve; what the others still need, as `table.column` */
  'tests.runMany': {
    input: inCase.extend({ area: z.enum(areas).nullable() }),
    output: z.object({
      runs: z.array(runHeader),
      waiting: z.array(z.object({ test: z.string(), missing: z.array(z.string()) })),
      refused: z.array(z.object({ test: z.string(), code: z.string(), at: z.string() })),
    }),
    progress: true,
  },
  'runs.list': { input: inCase, output: z.object({ runs: z.array(runHeader) }) },
  /** hits by score, highest first; `after` = position of the last one seen */
  'runs.hits': {
    input: inCase.extend({ runId: uuid, after: z.number(), limit: z.number().max(500) }),
    output: z.object({
      run: runHeader,
      hits: z.array(hit.extend({ position: z.number(), disposition, findingId: z.string().nullable() })),
    }),
  },
  'hit.dispose': {
    input: inCase.extend({ runId: uuid, key: z.string(), disposition }),
    output: z.object({}),
  },
  /** one decision about several hits of a run, as one step of the log */
  'hits.dispose': {
    input: inCase.extend({ runId: uuid, keys: z.array(z.string()).min(1).max(1_000), disposition }),
    output: z.object({}),
  },
  /** the prices among which a lead of a peer price test stands; null where the test compares no prices */
  'hit.peers': { input: inCase.extend({ runId: uuid, key: z.string() }), output: z.object({ picture: peerPicture.nullable() }) },
  /** a draft finding out of a hit: texts in the case's language, the suggested correction with its computed effect; saved at once */
  'finding.open': { input: inCase.extend({ runId: uuid, key: z.string(), lang }), output: z.object({ findingId: uuid }) },
  /** one draft out of several hits of a run: their facts and corrections together; hits that have a finding already are left out */
  'finding.gather': {
    input: inCase.extend({ runId: uuid, keys: z.array(z.string()).min(1).max(500), lang }),
    output: z.object({ findingId: uuid }),
  },
  'finding.add': { input: inCase.extend({ finding: findingDraft }), output: z.object({ findingId: uuid }) },
  'finding.change': { input: inCase.extend({ findingId: uuid, set: findingDraft.partial() }), output: z.object({}) },
  'finding.withdraw': { input: inCase.extend({ findingId: uuid }), output: z.object({}) },
  'finding.restore': { input: inCase.extend({ findingId: uuid }), output: z.object({}) },
  'finding.list': { input: inCase, output: z.object({ findings: z.array(finding) }) },
  'assess.get': { input: inCase, output: assessment },
  /** The assessment without some corrections, beside the one with all; nothing is kept. `without`: ids of findings, or keys of corrections */
  'assess.whatIf': { input: inCase.extend({ without: z.array(z.string().max(500)).max(50_000) }), output: whatIf },
  'report.create': {
    input: inCase.extend({ lang, sign: z.boolean(), to: z.string().nullable() }),
    output: z.object({ documentId: uuid, sha256, pages: z.number(), caseHead: z.string(), path: z.string() }),
    progress: true,
  },
  'report.bytes': { input: inCase.extend({ documentId: uuid }), output: z.object({ bytes: z.instanceof(Uint8Array) }) },
  'documents.list': { input: inCase, output: z.object({ documents: z.array(documentHeader) }) },
  'document.save': { input: inCase.extend({ documentId: uuid, to: z.string() }), output: z.object({}) },
  /** verifies a document of the case as it is kept, against this vault's own root */
  'document.check': { input: inCase.extend({ documentId: uuid }), output: verification },
  'document.verify': { input: z.object({ path: z.string(), trust: z.string().nullable() }), output: verification },
  /** writes the root certificate that this vault's signatures lead to */
  'trust.export': { input: z.object({ to: z.string() }), output: z.object({ pem: z.string() }) },
  'today.get': { input: z.object({}), output: z.object({ today: day }) },
} as const;
