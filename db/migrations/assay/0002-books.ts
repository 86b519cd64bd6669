/**
 * Operation schema 2: what is known about evidence, regions and links of it, transcribed rows, requests for data, confirmed matches, marks,
 * notes and saved views; of an import its part of the file, format, checks and what the file says of itself.
 */
export const sql = `
ALTER TABLE evidence_item ADD COLUMN legal_basis TEXT;
ALTER TABLE evidence_item ADD COLUMN request_no TEXT;
ALTER TABLE evidence_item ADD COLUMN medium_serial TEXT;
ALTER TABLE evidence_item ADD COLUMN program TEXT;
ALTER TABLE evidence_item ADD COLUMN program_version TEXT;
ALTER TABLE evidence_item ADD COLUMN origin TEXT;
ALTER TABLE evidence_item ADD COLUMN taken_at TEXT;
ALTER TABLE evidence_item ADD COLUMN clock_offset TEXT;
ALTER TABLE evidence_item ADD COLUMN device TEXT;
ALTER TABLE evidence_item ADD COLUMN tags TEXT;
ALTER TABLE evidence_item ADD COLUMN description TEXT;
ALTER TABLE evidence_item ADD COLUMN secrecy TEXT;
ALTER TABLE import ADD COLUMN scope TEXT;
ALTER TABLE import ADD COLUMN format TEXT;
ALTER TABLE import ADD COLUMN checks TEXT;
ALTER TABLE import ADD COLUMN facts TEXT;

CREATE TABLE evidence_region (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  evidence TEXT NOT NULL,
  page INTEGER NOT NULL CHECK (page BETWEEN 0 AND 9007199254740991),
  left_edge INTEGER NOT NULL CHECK (left_edge BETWEEN 0 AND 9007199254740991),
  top INTEGER NOT NULL CHECK (top BETWEEN 0 AND 9007199254740991),
  width INTEGER NOT NULL CHECK (width BETWEEN 0 AND 9007199254740991),
  height INTEGER NOT NULL CHECK (height BETWEEN 0 AND 9007199254740991),
  title TEXT,
  text TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE evidence_link (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  evidence TEXT NOT NULL,
  region TEXT,
  target TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE transcript (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  evidence TEXT NOT NULL,
  region TEXT NOT NULL,
  table_name TEXT NOT NULL,
  cells TEXT NOT NULL,
  checked_by TEXT,
  checked_at TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE data_request (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  number TEXT,
  title TEXT NOT NULL,
  addressee TEXT NOT NULL,
  basis TEXT,
  asked_on TEXT,
  due_on TEXT,
  state TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE request_item (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  request TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 9007199254740991),
  what TEXT NOT NULL,
  table_name TEXT,
  period_from TEXT,
  period_to TEXT,
  state TEXT NOT NULL,
  received_on TEXT,
  returned_on TEXT,
  evidence TEXT,
  note TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE match_set (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  kind TEXT NOT NULL,
  method TEXT NOT NULL,
  rule TEXT NOT NULL,
  links TEXT NOT NULL,
  state TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE row_mark (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  row_name TEXT NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE note (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  target TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE saved_view (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  table_name TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;
CREATE INDEX evidence_region_by_evidence ON evidence_region (case_id, evidence);
CREATE INDEX evidence_link_by_target ON evidence_link (case_id, target);
CREATE INDEX request_item_by_request ON request_item (case_id, request);
CREATE INDEX row_mark_by_row_name ON row_mark (case_id, row_name);
CREATE INDEX note_by_target ON note (case_id, target);
`;
