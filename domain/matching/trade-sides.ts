import { exactNumber } from './numbers.ts';
import type { MatchLine, MatchRecord } from './record.ts';
import { grouped, idOf, idsIn, otherRows, partyList, plainRecord, sumCells } from './sides.ts';
import type { Cells, Side } from './sides.ts';
import { invoiceWay, isCreditNote, isReceipt, paymentWay, unitOf } from './trade-words.ts';
import { itemIds } from './declaration-sides.ts';

/** One record for each invoice or note. */
export const invoiceColumns = [
  'direction',
  'doc_type',
  'invoice_no',
  'invoice_date',
  'seller',
  'seller_id',
  'buyer',
  'buyer_id',
  'contract_no',
  'corrects_no',
  'currency',
  'amount_minor',
  'vat_minor',
  'total_minor',
  'txn_id',
  'status',
  'article',
  'hs_code',
  'reg_no',
  'description',
] as const;

/**
 * @param by `goods`: bought goods at the price of their lines, linked line by line; `total`: what is to be paid, bought and sold
 * @param national the currency of an invoice that names none
 */
export function invoices(cells: Cells, by: 'goods' | 'total', national: string): Side {
  const parties = partyList();
  const records: MatchRecord[] = [];
  const keyOf = (i: number): string =>
    ['invoice_no', 'invoice_date', 'seller', 'seller_id', 'buyer_id', 'currency', 'doc_type', 'direction', 'status']
      .map((column) => cells.text(column, i))
      .join('\u0000') + `\u0000${cells.number('total_minor', i)}`;
  for (const rows of grouped(cells, keyOf)) {
    const head = rows[0] ?? 0;
    const way = invoiceWay(cells.text('direction', head));
    if (by === 'goods' && way === -1) continue;
    const amount = by === 'goods' ? goodsOf(cells, rows) : totalOf(cells, rows);
    if (by === 'goods' && !(amount > 0)) continue;
    const sold = way === -1;
    const note = cells.text('corrects_no', head);
    records.push({
      ...plainRecord,
      rank: cells.rank(head),
      label: cells.text('invoice_no', head),
      ids: [...idOf('txn', cells.text('txn_id', head)), ...idOf('inv', cells.text('invoice_no', head))],
      day: cells.day('invoice_date', head),
      party: sold
        ? parties.at(cells.text('buyer_id', head), cells.text('buyer', head))
        : parties.at(cells.text('seller_id', head), cells.text('seller', head)),
      contract: exactNumber(cells.text('contract_no', head)),
      way,
      amount: isCreditNote(cells.text('doc_type', head)) ? -Math.abs(amount) : amount,
      currency: cells.text('currency', head) || national,
      corrects: exactNumber(note),
      lines: by === 'goods' ? linesOf(cells, rows) : [],
      ...otherRows(cells, rows),
    });
  }
  return { records, parties: parties.all() };
}

function linesOf(cells: Cells, rows: readonly number[]): readonly MatchLine[] {
  const priced = rows.filter((i) => !Number.isNaN(cells.number('amount_minor', i)));
  return priced.map((i) => ({
    rank: cells.rank(i),
    amount: cells.number('amount_minor', i),
    article: exactNumber(cells.text('article', i)),
    hs: cells.text('hs_code', i),
    text: cells.text('description', i),
  }));
}

function goodsOf(cells: Cells, rows: readonly number[]): number {
  const goods = sumCells(cells, 'amount_minor', rows);
  return Number.isNaN(goods) ? cells.number('total_minor', rows[0] ?? 0) : goods;
}

function totalOf(cells: Cells, rows: readonly number[]): number {
  const total = cells.number('total_minor', rows[0] ?? 0);
  if (!Number.isNaN(total)) return total;
  const tax = sumCells(cells, 'vat_minor', rows);
  return sumCells(cells, 'amount_minor', rows) + (Number.isNaN(tax) ? 0 : tax);
}

/** Entries of bank statements and payment documents. */
export const paymentColumns = [
  'bank_ref',
  'booking_date',
  'direction',
  'amount_minor',
  'currency',
  'counterparty',
  'counterparty_id',
  'purpose',
  'contract_no',
  'invoice_no',
  'txn_id',
] as const;

/** @param to `invoices`: found by the invoices that they name; `duties`: those paid out, by the declarations in their purpose; `ledger`: by their own numbers */
export function payments(cells: Cells, to: 'invoices' | 'duties' | 'ledger', national: string): Side {
  const parties = partyList();
  const records: MatchRecord[] = [];
  for (let i = 0; i < cells.n; i += 1) {
    const way = paymentWay(cells.text('direction', i));
    const currency = cells.text('currency', i) || national;
    if (to === 'duties' && (way === -1 || currency !== national)) continue;
    const amount = cells.number('amount_minor', i);
    records.push({
      ...plainRecord,
      rank: cells.rank(i),
      label: cells.text('bank_ref', i),
      ids: to === 'invoices' ? idsIn('inv', cells.text('invoice_no', i)) : to === 'ledger' ? ownIds(cells, i) : [],
      text: to === 'ledger' ? '' : cells.text('purpose', i),
      day: cells.day('booking_date', i),
      party: parties.at(cells.text('counterparty_id', i), cells.text('counterparty', i)),
      contract: exactNumber(cells.text('contract_no', i)),
      way,
      // a statement may write what went out below zero: the direction has said so already
      amount: to === 'ledger' || way !== 0 ? Math.abs(amount) : amount,
      currency,
    });
  }
  return { records, parties: parties.all() };
}

const ownIds = (cells: Cells, i: number): readonly string[] => [
  ...idOf('txn', cells.text('txn_id', i)),
  ...idOf('doc', cells.text('bank_ref', i)),
];

/** Goods that came into a warehouse. */
export const stockColumns = [
  'doc_no',
  'movement_date',
  'movement_type',
  'article',
  'product_name',
  'qty_e6',
  'qty_unit',
  'invoice_no',
  'reg_no',
  'item_no',
] as const;

export function receipts(cells: Cells): Side {
  const parties = partyList();
  const records: MatchRecord[] = [];
  for (let i = 0; i < cells.n; i += 1) {
    const [qty, regNo, invoice, article] = [
      cells.number('qty_e6', i),
      cells.text('reg_no', i),
      cells.text('invoice_no', i),
      cells.text('article', i),
    ];
    if (!isReceipt(cells.text('movement_type', i), qty, regNo !== '' || invoice !== '')) continue;
    records.push({
      ...plainRecord,
      rank: cells.rank(i),
      label: `${cells.text('doc_no', i)} / ${article}`,
      ids: itemIds({ regNo, itemNo: cells.number('item_no', i), invoice, article }),
      day: cells.day('movement_date', i),
      party: parties.at(article, cells.text('product_name', i)),
      amount: qty,
      currency: unitOf(cells.text('qty_unit', i)),
    });
  }
  return { records, parties: parties.all() };
}

/** Papers of transport: documents, invoices of carriers, policies. */
export const freightColumns = [
  'doc_type',
  'doc_no',
  'doc_date',
  'shipper',
  'gross_g',
  'currency',
  'amount_minor',
  'invoice_no',
  'reg_no',
] as const;

export function freightPapers(cells: Cells, national: string): Side {
  const parties = partyList();
  const records: MatchRecord[] = [];
  for (let i = 0; i < cells.n; i += 1) {
    records.push({
      ...plainRecord,
      rank: cells.rank(i),
      label: cells.text('doc_no', i),
      ids: [...idsIn('reg', cells.text('reg_no', i)), ...idsIn('inv', cells.text('invoice_no', i))],
      day: cells.day('doc_date', i),
      party: parties.at('', cells.text('shipper', i)),
      amount: cells.number('amount_minor', i),
      currency: cells.text('currency', i) || national,
      gross: cells.number('gross_g', i),
    });
  }
  return { records, parties: parties.all() };
}
