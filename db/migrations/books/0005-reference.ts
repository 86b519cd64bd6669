/**
 * What the tests hold a trader's books against, and the smaller books: tariff, trade measures, quotas, reference prices, base rates, tax
 * returns, excise marks, refunds, assets, ties between parties, amendments of declarations, advance rulings.
 */
export const sql = `
CREATE TABLE tariff (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  hs_code TEXT NOT NULL,
  description TEXT,
  origin_country TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  duty_rate TEXT,
  excise_rate TEXT,
  vat_rate TEXT,
  supp_unit TEXT,
  source TEXT,
  locator TEXT
) STRICT;

CREATE TABLE measures (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  kind TEXT NOT NULL,
  hs_code TEXT NOT NULL,
  origin_country TEXT,
  producer TEXT,
  rate TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  act_no TEXT,
  source TEXT,
  locator TEXT
) STRICT;

CREATE TABLE quotas (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  quota_no TEXT NOT NULL,
  hs_code TEXT,
  origin_country TEXT,
  holder_id TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  qty_e6 INTEGER NOT NULL CHECK (qty_e6 BETWEEN -9007199254740991 AND 9007199254740991),
  qty_unit TEXT,
  source TEXT,
  locator TEXT
) STRICT;

CREATE TABLE reference_prices (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  hs_code TEXT NOT NULL,
  origin_country TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  currency TEXT,
  qty_unit TEXT,
  p10_e6 INTEGER CHECK (p10_e6 BETWEEN -9007199254740991 AND 9007199254740991),
  p25_e6 INTEGER CHECK (p25_e6 BETWEEN -9007199254740991 AND 9007199254740991),
  median_e6 INTEGER CHECK (median_e6 BETWEEN -9007199254740991 AND 9007199254740991),
  p75_e6 INTEGER CHECK (p75_e6 BETWEEN -9007199254740991 AND 9007199254740991),
  p90_e6 INTEGER CHECK (p90_e6 BETWEEN -9007199254740991 AND 9007199254740991),
  piece_low_g INTEGER CHECK (piece_low_g BETWEEN -9007199254740991 AND 9007199254740991),
  piece_high_g INTEGER CHECK (piece_high_g BETWEEN -9007199254740991 AND 9007199254740991),
  importers_n INTEGER CHECK (importers_n BETWEEN -9007199254740991 AND 9007199254740991),
  source TEXT,
  locator TEXT
) STRICT;

CREATE TABLE base_rates (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  rate_percent_e8 INTEGER NOT NULL CHECK (rate_percent_e8 BETWEEN -9007199254740991 AND 9007199254740991),
  source TEXT,
  locator TEXT
) STRICT;

CREATE TABLE tax_returns (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  form TEXT NOT NULL,
  period_from TEXT NOT NULL,
  period_to TEXT,
  line_code TEXT NOT NULL,
  line_name TEXT,
  amount_minor INTEGER CHECK (amount_minor BETWEEN -9007199254740991 AND 9007199254740991),
  return_no TEXT,
  filed_on TEXT,
  locator TEXT
) STRICT;

CREATE TABLE marks (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  mark_type TEXT NOT NULL,
  movement_type TEXT,
  movement_date TEXT NOT NULL,
  article TEXT,
  product_name TEXT,
  hs_code TEXT,
  qty_e6 INTEGER NOT NULL CHECK (qty_e6 BETWEEN -9007199254740991 AND 9007199254740991),
  reg_no TEXT,
  item_no INTEGER CHECK (item_no BETWEEN -9007199254740991 AND 9007199254740991),
  doc_no TEXT,
  locator TEXT
) STRICT;

CREATE TABLE refunds (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  claim_no TEXT NOT NULL,
  claim_date TEXT NOT NULL,
  kind TEXT,
  product_code TEXT,
  material_code TEXT,
  claimed_qty_e6 INTEGER CHECK (claimed_qty_e6 BETWEEN -9007199254740991 AND 9007199254740991),
  qty_unit TEXT,
  amount_minor INTEGER CHECK (amount_minor BETWEEN -9007199254740991 AND 9007199254740991),
  export_reg_no TEXT,
  export_item_no INTEGER CHECK (export_item_no BETWEEN -9007199254740991 AND 9007199254740991),
  exit_date TEXT,
  exit_mark TEXT,
  exported_qty_e6 INTEGER CHECK (exported_qty_e6 BETWEEN -9007199254740991 AND 9007199254740991),
  paid_on TEXT,
  received_minor INTEGER CHECK (received_minor BETWEEN -9007199254740991 AND 9007199254740991),
  locator TEXT
) STRICT;

CREATE TABLE assets (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  asset_no TEXT NOT NULL,
  asset_name TEXT,
  kind TEXT,
  acquired_on TEXT,
  disposed_on TEXT,
  disposal TEXT,
  location TEXT,
  location_country TEXT,
  holder TEXT,
  holder_id TEXT,
  cost_minor INTEGER CHECK (cost_minor BETWEEN -9007199254740991 AND 9007199254740991),
  units_made_e6 INTEGER CHECK (units_made_e6 BETWEEN -9007199254740991 AND 9007199254740991),
  reg_no TEXT,
  item_no INTEGER CHECK (item_no BETWEEN -9007199254740991 AND 9007199254740991),
  locator TEXT
) STRICT;

CREATE TABLE relations (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  party TEXT,
  party_id TEXT,
  other TEXT,
  other_id TEXT,
  kind TEXT NOT NULL,
  share_percent_e8 INTEGER CHECK (share_percent_e8 BETWEEN -9007199254740991 AND 9007199254740991),
  valid_from TEXT,
  valid_to TEXT,
  source TEXT,
  locator TEXT
) STRICT;

CREATE TABLE amendments (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  reg_no TEXT NOT NULL,
  item_no INTEGER CHECK (item_no BETWEEN -9007199254740991 AND 9007199254740991),
  amended_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  field TEXT,
  before TEXT,
  after TEXT,
  customs_value_before_minor INTEGER CHECK (customs_value_before_minor BETWEEN -9007199254740991 AND 9007199254740991),
  customs_value_after_minor INTEGER CHECK (customs_value_after_minor BETWEEN -9007199254740991 AND 9007199254740991),
  paid_difference_minor INTEGER CHECK (paid_difference_minor BETWEEN -9007199254740991 AND 9007199254740991),
  reason TEXT,
  initiator TEXT,
  locator TEXT
) STRICT;

CREATE TABLE rulings (
  id INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES book_import (import_no),
  ordinal INTEGER NOT NULL,
  line INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  ruling_no TEXT NOT NULL,
  kind TEXT,
  hs_code TEXT,
  origin_country TEXT,
  description TEXT,
  article TEXT,
  holder TEXT,
  holder_id TEXT,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  locator TEXT
) STRICT;
`;
