/**
 * assay.db as it begins: the log, its projections, and what belongs to the vault rather than to a case.
 * Projection columns are the fields of domain/caselog/entities.ts; only applyOp() writes them. JSON columns hold canonical text.
 */
export const sql = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE op (
  position INTEGER PRIMARY KEY,
  case_id TEXT NOT NULL,
  op_id TEXT NOT NULL,
  stream TEXT NOT NULL,
  dseq INTEGER NOT NULL CHECK (dseq BETWEEN 1 AND 9007199254740991),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  seq INTEGER,
  outcome TEXT,
  ent TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (case_id, op_id),
  UNIQUE (stream, dseq)
) STRICT;
CREATE INDEX op_by_case ON op (case_id, position);
CREATE INDEX op_outbox ON op (case_id, position) WHERE seq IS NULL;

CREATE TABLE stream_head (
  stream TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  install_id TEXT NOT NULL,
  dseq INTEGER NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX stream_of_install ON stream_head (install_id, case_id) WHERE retired = 0;
CREATE INDEX stream_by_case ON stream_head (case_id);

CREATE TABLE field_head (
  case_id TEXT NOT NULL,
  ent TEXT NOT NULL,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  op_id TEXT NOT NULL,
  PRIMARY KEY (case_id, ent, id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_case (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  case_no TEXT NOT NULL,
  kind TEXT NOT NULL,
  trader TEXT NOT NULL,
  taxid TEXT NOT NULL,
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  pack TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE case_pack (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  pack TEXT NOT NULL,
  version TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  from_day TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE evidence_item (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes BETWEEN 0 AND 9007199254740991),
  name TEXT NOT NULL,
  medium TEXT,
  obtained_from TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;
CREATE INDEX evidence_by_hash ON evidence_item (case_id, sha256);

CREATE TABLE import (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  table_name TEXT NOT NULL,
  evidence TEXT NOT NULL,
  file_name TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes BETWEEN 0 AND 9007199254740991),
  importer TEXT NOT NULL,
  profile_hash TEXT NOT NULL,
  profile TEXT NOT NULL,
  row_digest TEXT NOT NULL,
  rows INTEGER NOT NULL CHECK (rows BETWEEN 0 AND 9007199254740991),
  rejected INTEGER NOT NULL CHECK (rejected BETWEEN 0 AND 9007199254740991),
  sums TEXT NOT NULL,
  repaired TEXT NOT NULL,
  encoding TEXT NOT NULL,
  problems TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE test_run (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  test TEXT NOT NULL,
  version TEXT NOT NULL,
  params TEXT NOT NULL,
  population_n INTEGER NOT NULL CHECK (population_n BETWEEN 0 AND 9007199254740991),
  excluded TEXT NOT NULL,
  hits_n INTEGER NOT NULL CHECK (hits_n BETWEEN 0 AND 9007199254740991),
  verdict TEXT,
  stats TEXT NOT NULL,
  dataset_hash TEXT NOT NULL,
  result_hash TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE disposition (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  run_id TEXT NOT NULL,
  hit_key TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;
CREATE INDEX disposition_by_hit ON disposition (case_id, run_id, hit_key);

CREATE TABLE row_override (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  row_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  value TEXT,
  reason TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;
CREATE INDEX override_by_row ON row_override (case_id, row_name);

CREATE TABLE finding (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  title TEXT NOT NULL,
  condition TEXT,
  criteria TEXT,
  cause TEXT,
  corrections TEXT,
  response TEXT,
  status TEXT NOT NULL,
  source TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE document (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  kind TEXT NOT NULL,
  lang TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  pages INTEGER NOT NULL CHECK (pages BETWEEN 0 AND 9007199254740991),
  case_head TEXT NOT NULL,
  signed INTEGER NOT NULL CHECK (signed IN (0, 1)),
  issued_at TEXT NOT NULL,
  number TEXT,
  template TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE checkpoint (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  head TEXT NOT NULL,
  operations INTEGER NOT NULL CHECK (operations BETWEEN 0 AND 9007199254740991),
  day TEXT NOT NULL,
  signature TEXT,
  device TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE signature_cover (
  case_id TEXT NOT NULL,
  target TEXT NOT NULL,
  op_id TEXT NOT NULL,
  PRIMARY KEY (case_id, target, op_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE case_key (case_id TEXT PRIMARY KEY, wrapped BLOB NOT NULL, key_id TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE import_journal (
  import_id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  table_name TEXT NOT NULL,
  file_name TEXT NOT NULL,
  begun_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_pack (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  pack TEXT NOT NULL,
  version TEXT NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX rule_pack_by_name ON rule_pack (pack, version);

CREATE TABLE mapping_profile (name TEXT PRIMARY KEY, table_name TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE view_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE error_log (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  code TEXT NOT NULL,
  thing TEXT NOT NULL,
  stack TEXT NOT NULL
) STRICT;

CREATE TABLE key_envelope (
  key_id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL,
  context TEXT NOT NULL,
  envelope BLOB NOT NULL,
  certificate TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
