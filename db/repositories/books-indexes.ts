import type { TableName } from '../../domain/model/books.ts';

/** Columns that people sort and join by; each index ends in the row id, so a sorted list of ids needs nothing but the index. */
const indexed: Readonly<Record<TableName, readonly (readonly string[])[]>> = {
  declarations: [['reg_no', 'item_no'], ['reg_date'], ['hs_code', 'origin_country'], ['invoice_no'], ['customs_value_minor']],
  ledger: [['posting_date'], ['account', 'posting_date'], ['debit_minor'], ['credit_minor']],
  accounts: [['account']],
  invoices: [['invoice_no'], ['invoice_date'], ['article'], ['reg_no', 'item_no']],
  payments: [['booking_date'], ['contract_no'], ['amount_minor']],
  stock: [['movement_date'], ['article', 'movement_date'], ['reg_no', 'item_no']],
  products: [['product_code']],
  parties: [['party_id'], ['tax_id']],
  value_components: [['reg_no', 'item_no']],
  item_documents: [['reg_no', 'item_no'], ['doc_no']],
  contracts: [['contract_no']],
  freight: [['doc_no'], ['invoice_no'], ['reg_no']],
  production: [['order_no'], ['product_code']],
  rates: [['currency', 'rate_date']],
  register: [['reg_no', 'item_no'], ['reg_date']],
  tariff: [['hs_code', 'valid_from']],
  measures: [['hs_code']],
  quotas: [['quota_no']],
  reference_prices: [['hs_code', 'origin_country']],
  base_rates: [['valid_from']],
  tax_returns: [['period_from']],
  marks: [['article', 'movement_date']],
  refunds: [['claim_no']],
  assets: [['asset_no']],
  relations: [['party_id']],
  amendments: [['reg_no', 'item_no']],
  rulings: [['ruling_no']],
};

export type BookIndex = { readonly name: string; readonly columns: readonly string[] };

export const indexesOf = (table: TableName): readonly BookIndex[] =>
  indexed[table].map((columns) => ({ name: `${table}_by_${columns.join('_and_')}`, columns }));

/** True when a list sorted by that column alone is read from an index. */
export const isIndexed = (table: TableName, column: string): boolean => indexed[table].some((columns) => columns[0] === column);

/** An index that holds all of these columns, whatever their order; null when there is none. */
export const coveringIndex = (table: TableName, columns: readonly string[]): string | null =>
  indexesOf(table).find((index) => columns.every((column) => index.columns.includes(column)))?.name ?? null;

export const createIndex = (table: TableName, index: BookIndex): string =>
  `CREATE INDEX IF NOT EXISTS ${index.name} ON ${table} (${index.columns.join(', ')})`;
export const dropIndex = (index: BookIndex): string => `DROP INDEX IF EXISTS ${index.name}`;

/** Rows that carry their locator are found by it; others are not in it. */
export const createLocatorIndex = (table: TableName): string =>
  `CREATE INDEX IF NOT EXISTS ${table}_by_locator ON ${table} (import_no, locator) WHERE locator IS NOT NULL`;
