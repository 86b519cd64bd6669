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
  /**
   * The least value that there can be. Goods are counted from one; a rate is quoted for one unit or more; nothing weighs, measures or is
   * worth less than nothing. Payments, prices and postings have no least: corrections, discounts and reversals are negative.
   */
  readonly least?: 0 | 1;
};

export type TableName = 'declarations' | 'ledger';
export const tableNames: readonly TableName[] = ['declarations', 'ledger'];

const text = (name: string): Column => ({ name, type: 'text' });
const code = (name: string): Column => ({ name, type: 'code' });
const day = (name: string): Column => ({ name, type: 'day' });
const money = (name: string, currency: string): Column => ({ name, type: 'money', currency });
const worth = (name: string, currency: string): Column => ({ name, type: 'money', currency, least: 0 });
const measure = (name: string, type: 'weight' | 'quantity' | 'rate'): Column => ({ name, type, least: 0 });

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
  measure('fx_rate_e8', 'rate'),
  { name: 'fx_unit', type: 'count', least: 1 },
  money('total_invoice_minor', 'currency'),
  { name: 'item_no', type: 'count', required: true, least: 1 },
  { name: 'hs_code', type: 'code', required: true },
  text('description'),
  text('producer'),
  text('brand'),
  text('model'),
  code('article'),
  code('origin_country'),
  code('preference_code'),
  code('feature'),
  measure('gross_g', 'weight'),
  measure('net_g', 'weight'),
  code('supp_unit'),
  measure('supp_qty_e6', 'quantity'),
  measure('qty_e6', 'quantity'),
  code('qty_unit'),
  money('item_price_minor', 'currency'),
  worth('customs_value_minor', 'national'),
  worth('stat_value_usd_minor', 'USD'),
  code('valuation_method'),
  { name: 'duty_rate', type: 'rateText' },
  worth('duty_base_minor', 'national'),
  money('duty_amount_minor', 'national'),
  { name: 'ad_rate', type: 'rateText' },
  money('ad_amount_minor', 'national'),
  { name: 'excise_rate', type: 'rateText' },
  worth('excise_base_minor', 'national'),
  money('excise_amount_minor', 'national'),
  { name: 'vat_rate', type: 'rateText' },
  worth('vat_base_minor', 'national'),
  money('vat_amount_minor', 'national'),
  money('fee_amount_minor', 'national'),
];

export const ledgerColumns: readonly Column[] = [
  code('txn_id'),
  { name: 'line_no', type: 'count', least: 0 },
  { name: 'posting_date', type: 'day', required: true },
  { name: 'account', type: 'code', required: true },
  text('account_name'),
  code('contra_account'),
  money('debit_minor', 'national'),
  money('credit_minor', 'national'),
  code('currency'),
  money('currency_minor', 'currency'),
  measure('fx_e8', 'rate'),
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
