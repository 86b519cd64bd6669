import { looseNumber } from '../../matching/numbers.ts';
import { cellsOf } from '../../matching/sides.ts';
import { invoiceWay, isCreditNote } from '../../matching/trade-words.ts';
import type { Population, PopulationSpec } from '../audit-test.ts';
import { beginsWithOne } from '../lists.ts';

/** Where invoices are read from. */
export type InvoiceBook = 'invoices' | 'declarations';

/** An invoice of a seller as one of its rows tells it. @property seller company, -1 unknown @property total minor units, NaN unknown */
export type InvoiceRow = { readonly i: number; readonly seller: number; readonly currency: string; readonly total: number };

/** Columns in which a table tells of bought goods' invoices. */
export const invoiceSpec = (book: InvoiceBook): PopulationSpec =>
  book === 'invoices'
    ? {
        table: 'invoices',
        columns: [
          'direction',
          'doc_type',
          'invoice_no',
          'invoice_date',
          'seller',
          'seller_id',
          'seller_country',
          'contract_no',
          'currency',
          'total_minor',
          'status',
        ],
      }
    : {
        table: 'declarations',
        columns: [
          'reg_no',
          'reg_date',
          'invoice_no',
          'seller',
          'consignor',
          'trading_country',
          'contract_no',
          'currency',
          'total_invoice_minor',
        ],
      };

/** Seller of a row by number and name; a declaration that names none is the consignor's. */
export function sellersOf(rows: Population, book: InvoiceBook): (i: number) => readonly [id: string, name: string] {
  const cells = cellsOf(rows);
  const names = cells.texts('seller');
  if (book === 'invoices') {
    const ids = cells.texts('seller_id');
    return (i) => [ids(i), names(i)];
  }
  const consignors = cells.texts('consignor');
  return (i) => ['', names(i) || consignors(i)];
}

/**
 * Invoices for bought goods by their loose number; sold ones, credit notes and cancelled ones are left out.
 * @param sellerOf company of a row @param cancelled beginnings of such statuses
 */
export function invoicesByNumber(
  rows: Population,
  book: InvoiceBook,
  given: { readonly sellerOf: (i: number) => number; readonly cancelled: readonly string[] },
): ReadonlyMap<string, readonly InvoiceRow[]> {
  const cells = cellsOf(rows);
  const found = new Map<string, InvoiceRow[]>();
  const isCancelled = beginsWithOne(given.cancelled);
  const total = cells.numbers(book === 'invoices' ? 'total_minor' : 'total_invoice_minor');
  const [numbers, currencies] = [cells.texts('invoice_no'), cells.texts('currency')];
  const skipped = (i: number): boolean =>
    book === 'invoices' &&
    (invoiceWay(cells.text('direction', i)) === -1 || isCreditNote(cells.text('doc_type', i)) || isCancelled(cells.text('status', i)));
  const known = new Map<string, string>();
  for (let i = 0; i < rows.n; i += 1) {
    const text = numbers(i);
    if (text === '' || skipped(i)) continue;
    const number = known.get(text) ?? looseNumber(text);
    known.set(text, number);
    if (number === '') continue;
    const one = { i, seller: given.sellerOf(i), currency: currencies(i), total: total(i) };
    const same = found.get(number);
    if (same === undefined) found.set(number, [one]);
    else same.push(one);
  }
  return found;
}
