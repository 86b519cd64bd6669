import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Tables of assay.db that belong to the vault rather than to the log of a case. */
export const meta = sqliteTable('meta', { key: text('key').primaryKey(), value: text('value').notNull() });

export const caseKey = sqliteTable('case_key', {
  caseId: text('case_id').primaryKey(),
  wrapped: blob('wrapped', { mode: 'buffer' }).notNull(),
  keyId: text('key_id').notNull(),
});

/** Which matches name a row; follows the matches by triggers (db/migrations/assay/0004-match-rows.ts). */
export const matchRow = sqliteTable(
  'match_row',
  { caseId: text('case_id').notNull(), row: text('row_name').notNull(), matchId: text('match_id').notNull() },
  (t) => [primaryKey({ columns: [t.caseId, t.row, t.matchId] })],
);

export const importJournal = sqliteTable('import_journal', {
  importId: text('import_id').primaryKey(),
  caseId: text('case_id').notNull(),
  table: text('table_name').notNull(),
  fileName: text('file_name').notNull(),
  begunAt: text('begun_at').notNull(),
});

export const rulePack = sqliteTable('rule_pack', {
  sha256: text('sha256').primaryKey(),
  pack: text('pack').notNull(),
  version: text('version').notNull(),
  bytes: blob('bytes', { mode: 'buffer' }).notNull(),
});

export const mappingProfile = sqliteTable('mapping_profile', {
  name: text('name').primaryKey(),
  table: text('table_name').notNull(),
  body: text('body').notNull(),
});

export const setting = sqliteTable('setting', { key: text('key').primaryKey(), value: text('value').notNull() });

export const viewState = sqliteTable('view_state', { key: text('key').primaryKey(), value: text('value').notNull() });

export const errorLog = sqliteTable('error_log', {
  id: integer('id').primaryKey(),
  at: text('at').notNull(),
  code: text('code').notNull(),
  thing: text('thing').notNull(),
  stack: text('stack').notNull(),
});

export const keyEnvelope = sqliteTable('key_envelope', {
  keyId: text('key_id').primaryKey(),
  purpose: text('purpose').notNull(),
  context: text('context').notNull(),
  envelope: blob('envelope', { mode: 'buffer' }).notNull(),
  certificate: text('certificate').notNull(),
  createdAt: text('created_at').notNull(),
});

/** Products and articles that people linked or kept apart in any case of this vault: goods text and code only. */
export const articleMemory = sqliteTable(
  'article_memory',
  {
    product: text('product').notNull(),
    article: text('article').notNull(),
    hs: text('hs').notNull(),
    state: text('state').notNull(),
    times: integer('times').notNull(),
    lastAt: text('last_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.product, t.article, t.hs] })],
);

/** Versions of nomenclatures and tariffs, shared by the vault's cases; no table of a case. */
export const referenceList = sqliteTable('reference_list', {
  listNo: integer('list_no').primaryKey(),
  name: text('name').notNull(),
  sha256: text('sha256').notNull(),
  lang: text('lang').notNull(),
  validFrom: text('valid_from'),
  rated: integer('rated').notNull(),
  entries: integer('entries').notNull(),
  addedAt: text('added_at').notNull(),
});

export const referenceEntry = sqliteTable('reference_entry', {
  id: integer('id').primaryKey(),
  listNo: integer('list_no').notNull(),
  code: text('code').notNull(),
  description: text('description').notNull(),
  folded: text('folded').notNull(),
  originCountry: text('origin_country'),
  validFrom: text('valid_from'),
  validTo: text('valid_to'),
  dutyRate: text('duty_rate'),
  exciseRate: text('excise_rate'),
  vatRate: text('vat_rate'),
  suppUnit: text('supp_unit'),
  source: text('source'),
});
