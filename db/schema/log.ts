import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The log itself. `body` is the canonical text that `hash` is of; the other columns repeat parts of it for questions. */
export const operation = sqliteTable('op', {
  position: integer('position').primaryKey(),
  caseId: text('case_id').notNull(),
  opId: text('op_id').notNull(),
  stream: text('stream').notNull(),
  dseq: integer('dseq').notNull(),
  hash: text('hash').notNull(),
  seq: integer('seq'),
  outcome: text('outcome'),
  ent: text('ent').notNull(),
  kind: text('kind').notNull(),
  id: text('id').notNull(),
  by: text('by').notNull(),
  at: text('at').notNull(),
  body: text('body').notNull(),
});

/** How far each stream has come. A retired one goes on nowhere (db/repositories/log.ts, retireStreams). */
export const streamHead = sqliteTable('stream_head', {
  stream: text('stream').primaryKey(),
  caseId: text('case_id').notNull(),
  installId: text('install_id').notNull(),
  dseq: integer('dseq').notNull(),
  hash: text('hash').notNull(),
  retired: integer('retired').notNull().default(0),
});

/** The operation that each field has its value from. */
export const fieldHead = sqliteTable(
  'field_head',
  {
    caseId: text('case_id').notNull(),
    ent: text('ent').notNull(),
    id: text('id').notNull(),
    field: text('field').notNull(),
    opId: text('op_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.ent, t.id, t.field] })],
);

/** What signatures cover, as `<entity>:<id>`. */
export const signatureCover = sqliteTable(
  'signature_cover',
  { caseId: text('case_id').notNull(), target: text('target').notNull(), opId: text('op_id').notNull() },
  (t) => [primaryKey({ columns: [t.caseId, t.target, t.opId] })],
);
