/**
 * The customs register's own list; the imported values under what an auditor put over them; words of pages, recognised or of the file's own
 * text layer. `overrides_head` says up to which state of the case's overrides the rows are: the log is the truth, this file follows it.
 */
export const sql = `
CREATE TABLE register (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  reg_no TEXT NOT NULL,
  reg_date TEXT NOT NULL,
  release_date TEXT,
  office_code TEXT,
  decl_type TEXT,
  procedure TEXT,
  consignee TEXT,
  consignee_id TEXT,
  declarant TEXT,
  items_n INTEGER CHECK (items_n BETWEEN -9007199254740991 AND 9007199254740991),
  item_no INTEGER CHECK (item_no BETWEEN -9007199254740991 AND 9007199254740991),
  hs_code TEXT,
  description TEXT,
  origin_country TEXT,
  gross_g INTEGER CHECK (gross_g BETWEEN -9007199254740991 AND 9007199254740991),
  net_g INTEGER CHECK (net_g BETWEEN -9007199254740991 AND 9007199254740991),
  currency TEXT,
  total_invoice_minor INTEGER CHECK (total_invoice_minor BETWEEN -9007199254740991 AND 9007199254740991),
  customs_value_minor INTEGER CHECK (customs_value_minor BETWEEN -9007199254740991 AND 9007199254740991),
  duty_amount_minor INTEGER CHECK (duty_amount_minor BETWEEN -9007199254740991 AND 9007199254740991),
  excise_amount_minor INTEGER CHECK (excise_amount_minor BETWEEN -9007199254740991 AND 9007199254740991),
  vat_amount_minor INTEGER CHECK (vat_amount_minor BETWEEN -9007199254740991 AND 9007199254740991),
  fee_amount_minor INTEGER CHECK (fee_amount_minor BETWEEN -9007199254740991 AND 9007199254740991),
  status TEXT,
  locator TEXT
) STRICT;

CREATE TABLE original_cell (
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  value ANY,
  override_id TEXT NOT NULL,
  PRIMARY KEY (table_name, row_id, column_name)
) STRICT, WITHOUT ROWID;

CREATE TABLE overrides_state (one INTEGER PRIMARY KEY CHECK (one = 1), head TEXT NOT NULL) STRICT;

CREATE TABLE page_text (
  id INTEGER PRIMARY KEY,
  evidence TEXT NOT NULL CHECK (length(evidence) = 64),
  page INTEGER NOT NULL CHECK (page BETWEEN 1 AND 1000000),
  by TEXT NOT NULL CHECK (by IN ('layer', 'ocr')),
  languages TEXT NOT NULL,
  confidence REAL NOT NULL,
  text TEXT NOT NULL,
  words TEXT NOT NULL,
  UNIQUE (evidence, page)
) STRICT;
`;
