/**
 * Operation schema 3: copies that left the vault, steps of custody, expected numbers of records, books that took an older one's place; the answer
 * to the photo policy, the source of an import, the coverage that a run had. Articles that other cases' products were linked with are kept
 * for the whole vault: goods text and code only, nothing that names a trader or a case.
 */
export const sql = `
ALTER TABLE evidence_item ADD COLUMN policy TEXT;
ALTER TABLE import ADD COLUMN obtained_from TEXT;
ALTER TABLE test_run ADD COLUMN coverage TEXT;

CREATE TABLE export (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  kind TEXT NOT NULL,
  file_name TEXT NOT NULL,
  format TEXT NOT NULL,
  evidence TEXT,
  table_name TEXT,
  query TEXT,
  rows INTEGER CHECK (rows BETWEEN 0 AND 9007199254740991),
  sha256 TEXT,
  secrecy TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE custody_step (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  evidence TEXT NOT NULL,
  event TEXT NOT NULL,
  day TEXT NOT NULL,
  person TEXT,
  place TEXT,
  note TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE expectation (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  table_name TEXT NOT NULL,
  month TEXT NOT NULL,
  n INTEGER NOT NULL CHECK (n BETWEEN 0 AND 9007199254740991),
  source TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE succession (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  older TEXT NOT NULL,
  newer TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE article_memory (
  product TEXT NOT NULL,
  article TEXT NOT NULL,
  hs TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('confirmed', 'refused')),
  times INTEGER NOT NULL CHECK (times BETWEEN 1 AND 9007199254740991),
  last_at TEXT NOT NULL,
  PRIMARY KEY (product, article, hs)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_link_target ON evidence_link (case_id, target);
CREATE INDEX row_mark_row ON row_mark (case_id, row_name);
CREATE INDEX note_target ON note (case_id, target);
`;
