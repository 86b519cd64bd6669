/**
 * Operation schema 4: samples with their draws, results and evaluations, tests that people put together, indicators and scores of risk.
 */
export const sql = `
CREATE TABLE sample (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  title TEXT NOT NULL,
  objective TEXT NOT NULL,
  method TEXT NOT NULL,
  table_name TEXT NOT NULL,
  query TEXT NOT NULL,
  params TEXT NOT NULL,
  design TEXT NOT NULL,
  seed TEXT NOT NULL,
  seed_source TEXT NOT NULL,
  frame_hash TEXT NOT NULL,
  frame_n INTEGER NOT NULL CHECK (frame_n BETWEEN 0 AND 9007199254740991),
  frame_total TEXT,
  dataset_hash TEXT NOT NULL,
  engine TEXT NOT NULL,
  replaces TEXT,
  reason TEXT,
  decision TEXT,
  decision_reason TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE sample_draw (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  sample TEXT NOT NULL,
  upto INTEGER NOT NULL CHECK (upto BETWEEN 0 AND 9007199254740991),
  items TEXT NOT NULL,
  list_hash TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE sample_result (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  sample TEXT NOT NULL,
  item TEXT NOT NULL,
  state TEXT NOT NULL,
  audited TEXT,
  deviation INTEGER CHECK (deviation IN (0, 1)),
  note TEXT,
  evidence TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE sample_evaluation (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  sample TEXT NOT NULL,
  upto INTEGER NOT NULL CHECK (upto BETWEEN 0 AND 9007199254740991),
  results_hash TEXT NOT NULL,
  figures TEXT NOT NULL,
  warnings TEXT NOT NULL,
  result_hash TEXT NOT NULL,
  engine TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE custom_test (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  test TEXT NOT NULL,
  version TEXT NOT NULL,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  definition_hash TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE risk_indicator (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  indicator TEXT NOT NULL,
  value TEXT NOT NULL,
  source TEXT,
  note TEXT,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE TABLE risk_score (
  case_id TEXT NOT NULL, id TEXT NOT NULL, created_op TEXT NOT NULL, changed_op TEXT NOT NULL, deleted_op TEXT,
  subject TEXT NOT NULL,
  method TEXT NOT NULL,
  method_hash TEXT NOT NULL,
  dataset_hash TEXT,
  figures TEXT NOT NULL,
  result_hash TEXT NOT NULL,
  PRIMARY KEY (case_id, id)
) STRICT;

CREATE INDEX sample_draw_of ON sample_draw (case_id, sample);
CREATE INDEX sample_result_of ON sample_result (case_id, sample, item);
CREATE INDEX sample_evaluation_of ON sample_evaluation (case_id, sample);
`;
