import type { TableName } from './books.ts';

/**
 * By which columns the trader's own software tells one record of a book from another, whatever file it was exported to: the ones that are
 * filled come first. Never identity (rows are named by their place in the evidence): they hold a newer export of a book against an older one.
 */
export const businessKeys: Readonly<Record<TableName, readonly (readonly string[])[]>> = {
  declarations: [['reg_no', 'item_no']],
  ledger: [['txn_id', 'line_no'], ['txn_id'], ['source_doc_ref', 'posting_date', 'account'], ['posting_date', 'account']],
  accounts: [['account', 'period_from', 'period_to'], ['account']],
  invoices: [
    ['invoice_no', 'invoice_date', 'seller_id', 'line_no'],
    ['invoice_no', 'invoice_date', 'line_no'],
    ['invoice_no', 'invoice_date', 'article'],
    ['invoice_no', 'invoice_date'],
  ],
  payments: [
    ['bank_ref', 'booking_date'],
    ['booking_date', 'direction', 'amount_minor'],
  ],
  stock: [
    ['doc_no', 'movement_date', 'article', 'movement_type'],
    ['movement_date', 'article', 'movement_type'],
  ],
  products: [['product_code']],
  parties: [['party_id', 'kind'], ['party_id']],
  value_components: [
    ['reg_no', 'item_no', 'box'],
    ['reg_no', 'box'],
  ],
  item_documents: [['reg_no', 'item_no', 'doc_code', 'doc_no'], ['reg_no', 'item_no', 'doc_no'], ['reg_no']],
  contracts: [['contract_no']],
  freight: [['doc_type', 'doc_no']],
  production: [['order_no', 'product_code', 'material_code']],
  rates: [['currency', 'rate_date']],
  register: [['reg_no', 'item_no'], ['reg_no']],
  tariff: [
    ['hs_code', 'origin_country', 'valid_from'],
    ['hs_code', 'valid_from'],
  ],
  measures: [
    ['kind', 'hs_code', 'origin_country', 'producer', 'valid_from'],
    ['kind', 'hs_code', 'origin_country', 'valid_from'],
  ],
  quotas: [
    ['quota_no', 'holder_id', 'valid_from'],
    ['quota_no', 'valid_from'],
  ],
  reference_prices: [
    ['hs_code', 'origin_country', 'qty_unit', 'valid_from'],
    ['hs_code', 'valid_from'],
  ],
  base_rates: [['valid_from']],
  tax_returns: [['form', 'period_from', 'line_code']],
  marks: [
    ['doc_no', 'movement_date', 'article', 'mark_type'],
    ['movement_date', 'article', 'mark_type'],
  ],
  refunds: [['claim_no', 'product_code', 'material_code'], ['claim_no']],
  assets: [['asset_no']],
  relations: [
    ['party_id', 'other_id', 'kind'],
    ['party', 'other', 'kind'],
  ],
  amendments: [
    ['reg_no', 'item_no', 'amended_on', 'field'],
    ['reg_no', 'amended_on', 'kind'],
  ],
  rulings: [['ruling_no']],
};
