import type { Judged } from '../../helpers/judging.ts';
import type { TestRow } from '../../helpers/population.ts';

/**
 * What the tests of every catalogue test go by: each released test has one entry, under its id.
 * `planted` books in which the test finds something (run over a real encrypted store, in several orders, held against a judge that is
 * given the same rows); `wordings` further books out of which every one of its sentences comes at least once: each hit, exclusion,
 * verdict and warning.
 */
export type Sample = { readonly planted: Judged; readonly wordings?: readonly Judged[] };
export type Samples = Readonly<Record<string, Sample>>;

/** A declared goods item with everything that is usual. */
export const declared = (reg: string, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: 1,
  reg_date: '2026-01-05',
  hs_code: '8518309500',
  origin_country: 'CN',
  invoice_no: 'I-1',
  seller: 'Seller',
  currency: 'USD',
  item_price_minor: 1000,
  supp_unit: '796',
  supp_qty_e6: 10_000_000,
  customs_value_minor: 400_000,
  duty_rate: '10%',
  duty_amount_minor: 40_000,
  vat_rate: '16%',
  vat_base_minor: 440_000,
  vat_amount_minor: 70_400,
  ...more,
});

/** A ledger line. */
export const posting = (no: number, amount: number): TestRow => ({
  source_doc_ref: `СФ-${no}`,
  posting_date: '2026-01-05',
  account: '1',
  supplier_id: 'S',
  debit_minor: amount,
});
