import type { TableName } from '../../domain/model/books.ts';

/** Columns whose words are found by the search of a table; numbers that are unique to a row cost most, so a posting's own number is left to the filters. */
export const searchedColumns: Readonly<Record<TableName, readonly string[]>> = {
  declarations: [
    'reg_no',
    'consignor',
    'consignee',
    'seller',
    'declarant',
    'contract_no',
    'invoice_no',
    'hs_code',
    'description',
    'producer',
    'brand',
    'model',
    'article',
  ],
  ledger: ['counterparty', 'source_doc_ref', 'description'],
  accounts: ['account', 'account_name'],
  invoices: ['invoice_no', 'seller', 'buyer', 'contract_no', 'product_code', 'article', 'description', 'hs_code', 'reg_no'],
  payments: ['bank_ref', 'counterparty', 'purpose', 'contract_no', 'contract_unk', 'invoice_no'],
  stock: ['doc_no', 'article', 'product_name', 'batch', 'counterparty', 'invoice_no', 'reg_no'],
  products: ['product_code', 'product_name', 'article', 'brand', 'model', 'hs_code', 'barcode', 'producer'],
  parties: ['party_id', 'name', 'tax_id', 'address', 'director', 'bank_account'],
  value_components: ['reg_no', 'note'],
  item_documents: ['reg_no', 'doc_name', 'doc_no'],
  contracts: ['contract_no', 'seller', 'buyer', 'subject', 'contract_unk', 'royalty'],
  freight: ['doc_no', 'carrier', 'shipper', 'consignee', 'from_place', 'to_place', 'vehicle', 'container', 'invoice_no', 'reg_no'],
  production: ['order_no', 'product_code', 'product_name', 'material_code', 'material_name', 'reg_no'],
  rates: ['currency', 'source'],
  register: ['reg_no', 'consignee', 'declarant', 'hs_code', 'description'],
  tariff: ['hs_code', 'description'],
  measures: ['hs_code', 'producer', 'act_no'],
  quotas: ['quota_no', 'hs_code'],
  reference_prices: ['hs_code', 'source'],
  base_rates: ['source'],
  tax_returns: ['form', 'line_name', 'return_no'],
  marks: ['article', 'product_name', 'hs_code', 'reg_no', 'doc_no'],
  refunds: ['claim_no', 'product_code', 'material_code', 'export_reg_no'],
  assets: ['asset_no', 'asset_name', 'location', 'holder', 'reg_no'],
  relations: ['party', 'party_id', 'other', 'other_id'],
  amendments: ['reg_no', 'reason'],
  rulings: ['ruling_no', 'hs_code', 'description', 'holder'],
};

export const fullTextTable = (table: TableName): string => `${table}_words`;

/**
 * Full text over the rows themselves (external content: no second copy). `unicode61` folds the case of Cyrillic and Kazakh; diacritics
 * stay, because й is not и. Without positions (`detail=none`) it is a third of the size; words are joined by AND, so none is needed.
 * Pieces of the index are joined only where they become too many (16): joining them all the time costs a fifth of the words' time.
 * `beginPieces`, `joinPieces` and `endPieces` say when that is during a load.
 */
export function createFullText(table: TableName): string {
  const columns = searchedColumns[table].join(', ');
  const words = fullTextTable(table);
  return `CREATE VIRTUAL TABLE IF NOT EXISTS ${words} USING fts5(${columns}, content='${table}', content_rowid='id', detail=none, columnsize=0, tokenize="unicode61 remove_diacritics 0");
    INSERT INTO ${words} (${words}, rank) VALUES ('automerge', 0)`;
}

/** Pieces of one size that are joined. */
const piecesJoined = 16;

const setting = (table: TableName, name: string, value: number): string =>
  `INSERT INTO ${fullTextTable(table)} (${fullTextTable(table)}, rank) VALUES ('${name}', ${value})`;

/**
 * From now on pieces are joined when `joinPieces` says so. Joined within `indexWords`, which SQLite must be able to undo by itself, every
 * page of them is kept in memory once more: 90 MiB for three million rows.
 */
export const beginPieces = (table: TableName): string =>
  `${setting(table, 'crisismerge', 1_024)}; ${setting(table, 'usermerge', piecesJoined)}`;

/** Joins pieces where there are too many of one size; nothing to do is done at once. */
export const joinPieces = (table: TableName): string => setting(table, 'merge', 2 ** 30);

/** What is written after a load joins by itself again. */
export const endPieces = (table: TableName): string => setting(table, 'crisismerge', piecesJoined);

const termTable = (table: TableName): string => `temp.${table}_terms`;

/**
 * The words themselves, readable beside the index; belongs to one connection and holds nothing of its own. By instances: a list by words
 * would count the rows of each word on the way.
 */
export function showTerms(table: TableName): string {
  return `CREATE VIRTUAL TABLE ${termTable(table)} USING fts5vocab(main, ${fullTextTable(table)}, instance)`;
}

/** The first word of the index in a range: from, up to but without. */
export const termBetween = (table: TableName): string => `SELECT term FROM ${termTable(table)} WHERE term >= ? AND term < ? LIMIT 1`;

/** Adds the rows with ids from..to (both included): two parameters. */
export function indexWords(table: TableName): string {
  const columns = searchedColumns[table].join(', ');
  return `INSERT INTO ${fullTextTable(table)} (rowid, ${columns}) SELECT id, ${columns} FROM ${table} WHERE id BETWEEN ? AND ?`;
}

/** Takes them out again; the rows must still stand as they were. */
export function forgetWords(table: TableName): string {
  const columns = searchedColumns[table].join(', ');
  const words = fullTextTable(table);
  return `INSERT INTO ${words} (${words}, rowid, ${columns}) SELECT 'delete', id, ${columns} FROM ${table} WHERE id BETWEEN ? AND ?`;
}
