import type { TableName } from '../../domain/model/books.ts';

/**
 * Headers of the written files: the column names of our tables in natural units, so that they are imported without a profile.
 * `currency_amount` is the ledger's `currency_minor`, whose plain name would be taken for the currency.
 */
const words = (text: string): readonly string[] => text.split(' ');

export const headers = {
  declarations: words(
    'reg_no office_code reg_date release_date decl_type procedure consignor consignee seller declarant trading_country dispatch_country ' +
      'dest_country incoterm incoterm_place contract_no invoice_no invoice_date currency fx_rate fx_unit total_invoice item_no hs_code ' +
      'description producer brand model article origin_country preference_code gross_weight_kg net_weight_kg supp_unit supp_qty qty ' +
      'qty_unit item_price customs_value valuation_method duty_rate duty_base duty_amount vat_rate vat_base vat_amount fee_amount',
  ),
  ledger: words(
    'txn_id line_no posting_date account account_name contra_account debit credit currency currency_amount fx supplier_id counterparty ' +
      'source_doc_ref doc_date description user entry_ts',
  ),
  accounts: words(
    'account account_name account_type period_from period_to opening_debit opening_credit turnover_debit turnover_credit closing_debit ' +
      'closing_credit',
  ),
  invoices: words(
    'direction doc_type invoice_no invoice_date seller seller_id seller_country buyer buyer_id buyer_country contract_no corrects_no ' +
      'incoterm incoterm_place due_date currency fx_rate fx_unit line_no product_code article description hs_code origin_country ' +
      'origin_sign reg_no item_no qty qty_unit unit_price amount vat_rate vat total total_vat txn_id status',
  ),
  payments: words(
    'bank_ref booking_date value_date direction amount currency fx_rate national own_account counterparty counterparty_id ' +
      'counterparty_account counterparty_bank country purpose contract_no contract_unk invoice_no statement_no txn_type txn_id',
  ),
  stock: words(
    'doc_no movement_date movement_type warehouse article product_name batch qty qty_unit unit_price value counterparty invoice_no ' +
      'reg_no item_no txn_id',
  ),
  products: words('product_code product_name article brand model hs_code product_group qty_unit net_weight_kg origin_country producer'),
  parties: words(
    'party_id kind name tax_id country address phone director bank_account account opening_debit opening_credit closing_debit closing_credit',
  ),
  value_components: words('reg_no item_no box answer currency amount fx_rate fx_unit national'),
  item_documents: words('reg_no item_no box doc_code doc_name doc_no doc_date valid_from valid_to qty qty_unit'),
  contracts: words(
    'contract_no contract_date seller seller_id buyer buyer_id subject currency total incoterm incoterm_place payment_terms payment_days ' +
      'valid_from valid_to contract_unk royalty kind',
  ),
  freight: words(
    'doc_type doc_no doc_date carrier shipper consignee from_place border_place to_place vehicle container packages gross_weight_kg ' +
      'currency amount before_border after_border insured payer invoice_no reg_no',
  ),
  production: words(
    'order_no order_date product_code product_name made_qty made_unit material_code material_name norm used_qty scrap_qty waste_qty ' +
      'used_unit reg_no item_no',
  ),
  rates: words('rate_date currency fx_unit rate source'),
  // not the trader's own: the list of the customs register
  register: words(
    'reg_no reg_date release_date office_code decl_type procedure consignee declarant item_no hs_code origin_country gross_weight_kg ' +
      'net_weight_kg currency total_invoice customs_value duty_amount vat_amount fee_amount status',
  ),
} as const satisfies Readonly<Partial<Record<TableName, readonly string[]>>>;

/** The books that are written. */
export type SimulatedTable = keyof typeof headers;

/** Cells by header; absent ones are empty. */
export type Cells = { readonly [header: string]: string };

/** Where the simulated books go, piece by piece and in order within each file. */
export type Out = (file: string, text: string) => void;

export type BookWriter = {
  /** @returns the record's ordinal in its file, as rows are named by (1 is the first below the headers) */
  readonly row: (table: SimulatedTable, cells: Cells) => number;
  /** a file that is no table of ours */
  readonly text: (file: string, text: string) => void;
  readonly counts: () => Readonly<Record<string, number>>;
  readonly end: () => void;
};

const needsQuotes = /[",\r\n]/;
const quoted = (cell: string): string => (needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

export const fileOf = (table: SimulatedTable): string => `${table}.csv`;
const flushAt = 1 << 16;

export function bookWriter(out: Out): BookWriter {
  const waiting = new Map<string, string>();
  const counts = new Map<SimulatedTable, number>();
  const text = (file: string, more: string): void => {
    const all = (waiting.get(file) ?? '') + more;
    if (all.length >= flushAt) out(file, all);
    waiting.set(file, all.length >= flushAt ? '' : all);
  };
  for (const [table, names] of Object.entries(headers)) {
    counts.set(table as SimulatedTable, 0);
    text(fileOf(table as SimulatedTable), `${names.join(',')}\r\n`);
  }
  return {
    row: (table, cells) => {
      let line = '';
      for (const name of headers[table]) line += `,${quoted(cells[name] ?? '')}`;
      const ordinal = (counts.get(table) ?? 0) + 1;
      counts.set(table, ordinal);
      text(fileOf(table), `${line.slice(1)}\r\n`);
      return ordinal;
    },
    text,
    counts: () => Object.fromEntries(counts),
    end: () => {
      for (const [file, rest] of waiting) if (rest !== '') out(file, rest);
      waiting.clear();
    },
  };
}
