/**
 * Reference lists of the vault: nomenclatures and tariffs, shared by its cases, each version with its day and the hash of its file; their
 * words for the search.
 */
export const sql = `
CREATE TABLE reference_list (
  list_no INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  lang TEXT NOT NULL CHECK (lang IN ('en', 'ru', 'kk')),
  valid_from TEXT,
  rated INTEGER NOT NULL CHECK (rated IN (0, 1)),
  entries INTEGER NOT NULL CHECK (entries BETWEEN 1 AND 9007199254740991),
  added_at TEXT NOT NULL,
  UNIQUE (name, sha256)
) STRICT;

CREATE TABLE reference_entry (
  id INTEGER PRIMARY KEY,
  list_no INTEGER NOT NULL REFERENCES reference_list (list_no),
  code TEXT NOT NULL,
  description TEXT NOT NULL,
  folded TEXT NOT NULL,
  origin_country TEXT,
  valid_from TEXT,
  valid_to TEXT,
  duty_rate TEXT,
  excise_rate TEXT,
  vat_rate TEXT,
  supp_unit TEXT,
  source TEXT
) STRICT;

CREATE INDEX reference_entry_code ON reference_entry (list_no, code);

CREATE VIRTUAL TABLE reference_words USING fts5(code, folded, content='reference_entry', content_rowid='id', prefix='2 3', tokenize="unicode61 remove_diacritics 0");
`;
