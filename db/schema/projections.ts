import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { EntityName } from '../../domain/caselog/operation.ts';
import { json, row } from './parts.ts';
import { sample, sampleDraw, sampleResult, sampleEvaluation, customTest, riskIndicator, riskScore } from './samples.ts';

/**
 * The projections as drizzle tables. A property is a field of domain/caselog/entities.ts, its column is what the migration made;
 * a test holds the three together.
 */

export const auditCase = sqliteTable(
  'audit_case',
  {
    ...row(),
    caseNo: text('case_no').notNull(),
    kind: text('kind').notNull(),
    trader: text('trader').notNull(),
    taxid: text('taxid').notNull(),
    periodFrom: text('period_from').notNull(),
    periodTo: text('period_to').notNull(),
    pack: text('pack').notNull(),
    state: text('state').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const casePack = sqliteTable(
  'case_pack',
  {
    ...row(),
    pack: text('pack').notNull(),
    version: text('version').notNull(),
    sha256: text('sha256').notNull(),
    fromDay: text('from_day').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const evidenceItem = sqliteTable(
  'evidence_item',
  {
    ...row(),
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
    name: text('name').notNull(),
    medium: text('medium'),
    obtainedFrom: text('obtained_from'),
    legalBasis: text('legal_basis'),
    requestNo: text('request_no'),
    mediumSerial: text('medium_serial'),
    program: text('program'),
    programVersion: text('program_version'),
    origin: text('origin'),
    takenAt: text('taken_at'),
    clockOffset: text('clock_offset'),
    device: text('device'),
    tags: json('tags'),
    description: text('description'),
    class: text('secrecy'),
    policy: json('policy'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const imported = sqliteTable(
  'import',
  {
    ...row(),
    table: text('table_name').notNull(),
    evidence: text('evidence').notNull(),
    fileName: text('file_name').notNull(),
    bytes: integer('bytes').notNull(),
    importer: text('importer').notNull(),
    profileHash: text('profile_hash').notNull(),
    profile: json('profile').notNull(),
    rowDigest: text('row_digest').notNull(),
    rows: integer('rows').notNull(),
    rejected: integer('rejected').notNull(),
    sums: json('sums').notNull(),
    repaired: json('repaired').notNull(),
    encoding: text('encoding').notNull(),
    problems: json('problems').notNull(),
    scope: text('scope'),
    format: text('format'),
    checks: json('checks'),
    facts: json('facts'),
    obtainedFrom: text('obtained_from'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const testRun = sqliteTable(
  'test_run',
  {
    ...row(),
    test: text('test').notNull(),
    version: text('version').notNull(),
    params: json('params').notNull(),
    populationN: integer('population_n').notNull(),
    excluded: json('excluded').notNull(),
    hitsN: integer('hits_n').notNull(),
    verdict: json('verdict'),
    stats: json('stats').notNull(),
    datasetHash: text('dataset_hash').notNull(),
    resultHash: text('result_hash').notNull(),
    coverage: json('coverage'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const disposition = sqliteTable(
  'disposition',
  {
    ...row(),
    run: text('run_id').notNull(),
    key: text('hit_key').notNull(),
    state: text('state').notNull(),
    reason: text('reason'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const rowOverride = sqliteTable(
  'row_override',
  {
    ...row(),
    row: text('row_name').notNull(),
    column: text('column_name').notNull(),
    value: text('value'),
    reason: text('reason').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const finding = sqliteTable(
  'finding',
  {
    ...row(),
    title: text('title').notNull(),
    condition: text('condition'),
    criteria: json('criteria'),
    cause: text('cause'),
    corrections: json('corrections'),
    response: text('response'),
    status: text('status').notNull(),
    source: json('source'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const document = sqliteTable(
  'document',
  {
    ...row(),
    kind: text('kind').notNull(),
    lang: text('lang').notNull(),
    sha256: text('sha256').notNull(),
    pages: integer('pages').notNull(),
    caseHead: text('case_head').notNull(),
    signed: integer('signed', { mode: 'boolean' }).notNull(),
    issuedAt: text('issued_at').notNull(),
    number: text('number'),
    template: text('template').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const checkpoint = sqliteTable(
  'checkpoint',
  {
    ...row(),
    head: text('head').notNull(),
    operations: integer('operations').notNull(),
    day: text('day').notNull(),
    signature: text('signature'),
    device: text('device'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const evidenceRegion = sqliteTable(
  'evidence_region',
  {
    ...row(),
    evidence: text('evidence').notNull(),
    page: integer('page').notNull(),
    left: integer('left_edge').notNull(),
    top: integer('top').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    title: text('title'),
    text: text('text'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const evidenceLink = sqliteTable(
  'evidence_link',
  {
    ...row(),
    evidence: text('evidence').notNull(),
    region: text('region'),
    target: text('target').notNull(),
    note: text('note'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const transcript = sqliteTable(
  'transcript',
  {
    ...row(),
    evidence: text('evidence').notNull(),
    region: text('region').notNull(),
    table: text('table_name').notNull(),
    cells: json('cells').notNull(),
    checkedBy: text('checked_by'),
    checkedAt: text('checked_at'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const dataRequest = sqliteTable(
  'data_request',
  {
    ...row(),
    number: text('number'),
    title: text('title').notNull(),
    addressee: text('addressee').notNull(),
    basis: text('basis'),
    askedOn: text('asked_on'),
    dueOn: text('due_on'),
    state: text('state').notNull(),
    note: text('note'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const requestItem = sqliteTable(
  'request_item',
  {
    ...row(),
    request: text('request').notNull(),
    position: integer('position').notNull(),
    what: text('what').notNull(),
    table: text('table_name'),
    periodFrom: text('period_from'),
    periodTo: text('period_to'),
    state: text('state').notNull(),
    receivedOn: text('received_on'),
    returnedOn: text('returned_on'),
    evidence: json('evidence'),
    note: text('note'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const matchSet = sqliteTable(
  'match_set',
  {
    ...row(),
    kind: text('kind').notNull(),
    method: text('method').notNull(),
    rule: text('rule').notNull(),
    links: json('links').notNull(),
    state: text('state').notNull(),
    note: text('note'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const rowMark = sqliteTable(
  'row_mark',
  {
    ...row(),
    row: text('row_name').notNull(),
    label: text('label').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const note = sqliteTable(
  'note',
  {
    ...row(),
    target: text('target').notNull(),
    text: text('text').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const savedView = sqliteTable(
  'saved_view',
  {
    ...row(),
    table: text('table_name').notNull(),
    name: text('name').notNull(),
    query: json('query').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const exported = sqliteTable(
  'export',
  {
    ...row(),
    kind: text('kind').notNull(),
    fileName: text('file_name').notNull(),
    format: text('format').notNull(),
    evidence: text('evidence'),
    table: text('table_name'),
    query: json('query'),
    rows: integer('rows'),
    sha256: text('sha256'),
    class: text('secrecy'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const custodyStep = sqliteTable(
  'custody_step',
  {
    ...row(),
    evidence: text('evidence').notNull(),
    event: text('event').notNull(),
    day: text('day').notNull(),
    person: text('person'),
    place: text('place'),
    note: text('note'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const expectation = sqliteTable(
  'expectation',
  {
    ...row(),
    table: text('table_name').notNull(),
    month: text('month').notNull(),
    n: integer('n').notNull(),
    source: text('source').notNull(),
    note: text('note'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const succession = sqliteTable('succession', { ...row(), older: text('older').notNull(), newer: text('newer').notNull() }, (t) => [
  primaryKey({ columns: [t.caseId, t.id] }),
]);

/** Which table an entity is projected to. */
export const projections = {
  case: auditCase,
  pack: casePack,
  evidence: evidenceItem,
  import: imported,
  run: testRun,
  disposition,
  override: rowOverride,
  finding,
  document,
  checkpoint,
  region: evidenceRegion,
  evidenceLink,
  transcript,
  request: dataRequest,
  requestItem,
  match: matchSet,
  mark: rowMark,
  note,
  view: savedView,
  export: exported,
  custody: custodyStep,
  expectation,
  succession,
  sample,
  draw: sampleDraw,
  sampleResult,
  evaluation: sampleEvaluation,
  customTest,
  indicator: riskIndicator,
  riskScore,
} as const satisfies Readonly<Record<EntityName, unknown>>;
