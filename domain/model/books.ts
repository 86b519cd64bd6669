/**
 * The normalised books: tables and columns (reference/domain.md §2.5, flat: one declaration row per goods item).
 * `money` is minor units of the currency that `currency` names: a column of the row, or the pack's national currency.
 */
export type ColumnType = 'text' | 'code' | 'day' | 'count' | 'money' | 'quantity' | 'rate' | 'weight' | 'rateText';

export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  readonly required?: true;
  /** where the currency of a money column stands: a column name, or 'national', or 'USD' */
  readonly currency?: string;
};

export type TableName = 'declarations' | 'ledger';
export const tableNames: readonly TableName[] = ['declarations', 'ledger'];

const text = (name: string): Column => ({ name, type: 'text' });
const code = (name: string): Column => ({ name, type: 'code' });
const day = (name: string): Column => ({ name, type: 'day' });
const money = (name: string, currency: string): Column => ({ name, type: 'money', currency });

export const declarationColumns: readonly Column[] = [
  { name: 'reg_no', type: 'code', required: true },
  code('office_code'),
  { name: 'reg_date', type: 'day', required: true },
  day('release_date'),
  code('decl_type'),
  code('procedure'),
  code('prev_procedure'),
  text('consignor'),
  text('consignee'),
  text('seller'),
  text('declarant'),
  code('trading_country'),
  code('dispatch_country'),
  code('dest_country'),
  code('incoterm'),
  text('incoterm_place'),
  code('contract_no'),
  code('invoice_no'),
  day('invoice_date'),
  code('currency'),
  { name: 'fx_rate_e8', type: 'rate' },
  { name: 'fx_unit', type: 'count' },
  money('total_invoice_minor', 'currency'),
  { name: 'item_no', type: 'count', required: true },
  { name: 'hs_code', type: 'code', required: true },
  text('description'),
  text('producer'),
  text('brand'),
  text('model'),
  code('article'),
  code('origin_country'),
  code('preference_code'),
  code('feature'),
  { name: 'gross_g', type: 'weight' },
  { name: 'net_g', type: 'weight' },
  code('supp_unit'),
  { name: 'supp_qty_e6', type: 'quantity' },
  { name: 'qty_e6', type: 'quantity' },
  code('qty_unit'),
  money('item_price_minor', 'currency'),
  money('customs_value_minor', 'national'),
  money('stat_value_usd_minor', 'USD'),
  code('valuation_method'),
  { name: 'duty_rate', type: 'rateText' },
  money('duty_base_minor', 'national'),
  money('duty_amount_minor', 'national'),
  { name: 'ad_rate', type: 'rateText' },
  money('ad_amount_minor', 'national'),
  { name: 'excise_rate', type: 'rateText' },
  money('excise_base_minor', 'national'),
  money('excise_amount_minor', 'national'),
  { name: 'vat_rate', type: 'rateText' },
  money('vat_base_minor', 'national'),
  money('vat_amount_minor', 'national'),
  money('fee_amount_minor', 'national'),
];

export const ledgerColumns: readonly Column[] = [
  code('txn_id'),
  { name: 'line_no', type: 'count' },
  { name: 'posting_date', type: 'day', required: true },
  { name: 'account', type: 'code', required: true },
  text('account_name'),
  code('contra_account'),
  money('debit_minor', 'national'),
  money('credit_minor', 'national'),
  code('currency'),
  money('currency_minor', 'currency'),
  { name: 'fx_e8', type: 'rate' },
  code('supplier_id'),
  text('counterparty'),
  code('source_doc_ref'),
  day('doc_date'),
  text('description'),
  code('user'),
  code('entry_ts'),
];

export const tables: Readonly<Record<TableName, readonly Column[]>> = { declarations: declarationColumns, ledger: ledgerColumns };

/** The column of that name in the table, or undefined. */
export const columnOf = (table: TableName, name: string): Column | undefined => tables[table].find((c) => c.name === name);
