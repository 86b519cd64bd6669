import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { json, row } from './parts.ts';

export const sample = sqliteTable(
  'sample',
  {
    ...row(),
    title: text('title').notNull(),
    objective: text('objective').notNull(),
    method: text('method').notNull(),
    table: text('table_name').notNull(),
    query: json('query').notNull(),
    params: json('params').notNull(),
    design: json('design').notNull(),
    seed: text('seed').notNull(),
    seedSource: text('seed_source').notNull(),
    frameHash: text('frame_hash').notNull(),
    frameN: integer('frame_n').notNull(),
    frameTotal: text('frame_total'),
    datasetHash: text('dataset_hash').notNull(),
    engine: text('engine').notNull(),
    replaces: text('replaces'),
    reason: text('reason'),
    decision: text('decision'),
    decisionReason: text('decision_reason'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const sampleDraw = sqliteTable(
  'sample_draw',
  {
    ...row(),
    sample: text('sample').notNull(),
    upto: integer('upto').notNull(),
    items: json('items').notNull(),
    listHash: text('list_hash').notNull(),
    reason: text('reason'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const sampleResult = sqliteTable(
  'sample_result',
  {
    ...row(),
    sample: text('sample').notNull(),
    item: text('item').notNull(),
    state: text('state').notNull(),
    audited: text('audited'),
    deviation: integer('deviation', { mode: 'boolean' }),
    note: text('note'),
    evidence: json('evidence'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const sampleEvaluation = sqliteTable(
  'sample_evaluation',
  {
    ...row(),
    sample: text('sample').notNull(),
    upto: integer('upto').notNull(),
    resultsHash: text('results_hash').notNull(),
    figures: json('figures').notNull(),
    warnings: json('warnings').notNull(),
    resultHash: text('result_hash').notNull(),
    engine: text('engine').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const customTest = sqliteTable(
  'custom_test',
  {
    ...row(),
    test: text('test').notNull(),
    version: text('version').notNull(),
    name: text('name').notNull(),
    definition: json('definition').notNull(),
    definitionHash: text('definition_hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const riskIndicator = sqliteTable(
  'risk_indicator',
  {
    ...row(),
    indicator: text('indicator').notNull(),
    value: text('value').notNull(),
    source: text('source'),
    note: text('note'),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);

export const riskScore = sqliteTable(
  'risk_score',
  {
    ...row(),
    subject: text('subject').notNull(),
    method: text('method').notNull(),
    methodHash: text('method_hash').notNull(),
    datasetHash: text('dataset_hash'),
    figures: json('figures').notNull(),
    resultHash: text('result_hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.id] })],
);
