import type { TableName } from '../../../domain/model/books.ts';

/** By which columns a row is found again, the first ones that it has. */
const naming: Record<TableName, readonly (readonly string[])[]> = {
  declarations: [['reg_no', 'item_no']],
  ledger: [['txn_id', 'line_no'], ['txn_id'], ['source_doc_ref'], ['posting_date', 'account']],
  accounts: [['account']],
  invoices: [['invoice_no', 'line_no'], ['invoice_no']],
  payments: [['bank_ref'], ['booking_date', 'amount_minor']],
  stock: [
    ['doc_no', 'article'],
    ['movement_date', 'article'],
  ],
  products: [['product_code']],
  parties: [['party_id']],
  value_components: [
    ['reg_no', 'item_no', 'box'],
    ['reg_no', 'box'],
  ],
  item_documents: [['reg_no', 'doc_no'], ['reg_no']],
  contracts: [['contract_no']],
  freight: [['doc_type', 'doc_no']],
  production: [['order_no', 'material_code']],
  register: [['reg_no', 'item_no'], ['reg_no']],
  tariff: [['hs_code', 'valid_from'], ['hs_code']],
  measures: [['kind', 'hs_code']],
  quotas: [['quota_no']],
  reference_prices: [['hs_code', 'origin_country'], ['hs_code']],
  base_rates: [['valid_from']],
  tax_returns: [['form', 'period_from', 'line_code']],
  marks: [['doc_no'], ['movement_date', 'article']],
  refunds: [['claim_no']],
  assets: [['asset_no']],
  relations: [
    ['party', 'other'],
    ['party_id', 'other_id'],
  ],
  amendments: [['reg_no', 'item_no'], ['reg_no']],
  rulings: [['ruling_no']],
  rates: [['currency', 'rate_date']],
};

export type NamedRow = { readonly table: TableName; readonly cells: Readonly<Record<string, unknown>> };

/** The columns that name a row among the others of its table; none when it has none of them. */
export function namingOf(row: NamedRow): readonly string[] {
  const present = (column: string): boolean => row.cells[column] !== null && row.cells[column] !== undefined;
  return naming[row.table].find((names) => names.every(present)) ?? [];
}
