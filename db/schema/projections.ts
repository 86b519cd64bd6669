import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Canonical, EntityName } from '../../domain/caselog/operation.ts';

/**
 * The projections as drizzle tables. A property is a field of domain/caselog/entities.ts, its column is what the migration made;
 * a test holds the three together. Beside the fields every row knows the operations that made, last changed and deleted it.
 */
const row = () => ({
  caseId: text('case_id').notNull(),
  id: text('id').notNull(),
  createdOp: text('created_op').notNull(),
  changedOp: text('changed_op').notNull(),
  deletedOp: text('deleted_op'),
});
const json = (name: string) => text(name, { mode: 'json' }).$type<Canonical>();

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
} as const satisfies Readonly<Record<EntityName, unknown>>;
