import { money } from './amounts.ts';
import type { Period } from './days.ts';
import type { BookWriter } from './tables.ts';

export type StockMove = {
  readonly day: number;
  readonly doc: string;
  readonly type: 'receipt' | 'issue' | 'return' | 'surplus' | 'production_issue' | 'production_receipt';
  readonly article: string;
  readonly name: string;
  readonly unit: string;
  /** millionths; above zero whatever the direction */
  readonly qtyE6: number;
  /** tiyn, likewise */
  readonly value: number;
  readonly counterparty?: string;
  readonly invoice?: string;
  readonly regNo?: string;
  readonly item?: number;
  readonly txn?: string;
};

export type Warehouse = {
  readonly move: (move: StockMove) => { readonly ordinal: number; readonly key: string };
  readonly open: (article: string, name: string, unit: string, balance: { readonly qtyE6: number; readonly value: number }) => void;
  readonly close: (doc: string) => void;
};

type Balance = { readonly name: string; readonly unit: string; qtyE6: number; value: number };

/** Millionths as decimal text: whole numbers mostly. */
export function quantity(qtyE6: number): string {
  const size = Math.abs(qtyE6);
  const rest = size % 1_000_000;
  const text = rest === 0 ? String(size / 1_000_000) : `${(size - rest) / 1_000_000}.${String(rest).padStart(6, '0')}`;
  return qtyE6 < 0 ? `-${text}` : text;
}

const sign = (type: StockMove['type']): 1 | -1 => (type === 'issue' || type === 'production_issue' ? -1 : 1);

/** The stock book: issues stand with a minus, so that quantities and values add up to the balance. */
export function warehouse(books: BookWriter, period: Period): Warehouse {
  const balances = new Map<string, Balance>();
  const row = (
    move: StockMove | { day: number; doc: string; type: string; article: string; name: string; unit: string },
    more: object,
  ): number =>
    books.row('stock', {
      doc_no: move.doc,
      movement_date: period.text(move.day),
      movement_type: move.type,
      warehouse: 'Алматы-1',
      article: move.article,
      product_name: move.name,
      qty_unit: move.unit,
      ...more,
    });
  return {
    open: (article, name, unit, { qtyE6, value }) => {
      balances.set(article, { name, unit, qtyE6, value });
      const cells = { qty: quantity(qtyE6), value: money(value) };
      row({ day: 0, doc: '', type: 'opening', article, name, unit }, cells);
    },
    move: (move) => {
      const way = sign(move.type);
      const balance = balances.get(move.article) ?? { name: move.name, unit: move.unit, qtyE6: 0, value: 0 };
      balance.qtyE6 += way * move.qtyE6;
      balance.value += way * move.value;
      if (balance.qtyE6 < 0) throw new RangeError(`stock of ${move.article} below nothing`);
      balances.set(move.article, balance);
      const ordinal = row(move, {
        qty: quantity(way * move.qtyE6),
        value: money(way * move.value),
        counterparty: move.counterparty ?? '',
        invoice_no: move.invoice ?? '',
        reg_no: move.regNo ?? '',
        item_no: move.item === undefined ? '' : String(move.item),
        txn_id: move.txn ?? '',
      });
      return { ordinal, key: `${move.doc}/${move.article}` };
    },
    close: (doc) => {
      for (const [article, { name, unit, qtyE6, value }] of balances) {
        row({ day: period.last, doc, type: 'closing', article, name, unit }, { qty: quantity(qtyE6), value: money(value) });
      }
    },
  };
}
