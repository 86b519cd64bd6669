import { divide, money, scale, sumOf } from './amounts.ts';
import type { Chance } from './chance.ts';
import { trader } from './goods.ts';
import type { Line } from './ledger.ts';
import { brokenTaxNumber } from './people.ts';
import type { Party } from './people.ts';
import type { Item, Shipment } from './shipment.ts';
import type { World } from './world.ts';

/** What is sold of a shipment on one invoice. @property margin percent on the cost */
export type SaleLine = { readonly item: Item; readonly pieces: number; readonly margin: number };
export type Sale = {
  readonly ship: Shipment;
  readonly day: number;
  readonly lines: readonly SaleLine[];
  readonly planted: boolean;
  customer: Party;
  no: string;
  total: number;
  paid: number;
};

type Priced = SaleLine & { readonly unit: number; readonly amount: number; readonly vat: number; readonly cost: number };

function priced(world: World, line: SaleLine): Priced {
  const { item, pieces, margin } = line;
  const unit = Math.max(1, divide(divide(item.cost, item.received) * margin, 100));
  const amount = unit * pieces;
  item.sold += pieces;
  const cost = scale(item.cost, item.sold, item.received) - item.costSold;
  item.costSold += cost;
  return { ...line, unit, amount, vat: divide(amount * world.law.vatPercent, 100), cost };
}

const plantOf = (sale: Sale) => (sale.planted ? sale.ship.plant : null);
const isPlanted = (sale: Sale, kind: string): boolean => plantOf(sale)?.kind.id === kind;

type Document = {
  readonly type: 'invoice' | 'credit_note';
  readonly no: string;
  readonly day: number;
  readonly txn: string;
  readonly corrects?: string;
};

function invoiceRows(world: World, sale: Sale, lines: readonly Priced[], doc: Document): void {
  const { ship, customer } = sale;
  const way = doc.type === 'invoice' ? 1 : -1;
  const vat = sumOf(lines, (line) => line.vat);
  const total = sumOf(lines, (line) => line.amount) + vat;
  lines.forEach((line, i) => {
    const { item } = line;
    const first = i === 0;
    const regNo = first && isPlanted(sale, 'falseReference') ? ship.regNo.replace(/\d{7}$/, '9999999') : ship.regNo;
    const ordinal = world.books.row('invoices', {
      direction: 'sale',
      doc_type: doc.type,
      invoice_no: doc.no,
      invoice_date: world.period.text(doc.day),
      seller: trader.name,
      seller_id: trader.taxId,
      seller_country: 'KZ',
      buyer: customer.name,
      buyer_id: customer.taxId,
      buyer_country: 'KZ',
      corrects_no: doc.corrects ?? '',
      due_date: world.period.text(doc.day + 30),
      currency: 'KZT',
      line_no: String(i + 1),
      product_code: item.good.article,
      article: item.good.article,
      description: item.good.name,
      hs_code: item.good.hs,
      origin_country: ship.supplier.country,
      origin_sign: '1',
      reg_no: regNo,
      item_no: String(item.no),
      qty: String(way * line.pieces),
      qty_unit: '796',
      unit_price: money(line.unit),
      amount: money(way * line.amount),
      vat_rate: `${world.law.vatPercent}%`,
      vat: money(way * line.vat),
      total: money(way * total),
      total_vat: money(way * vat),
      txn_id: doc.txn,
      status: 'trader',
    });
    if (first && doc.type === 'invoice') plantOf(sale)?.mark('invoices', 'sale', { ordinal, key: `${doc.no}/1` });
  });
}

function move(world: World, lines: readonly Priced[], given: { sale: Sale; doc: Document; kind: 'issue' | 'return' }): void {
  const { sale, doc, kind } = given;
  for (const { item, pieces, cost } of lines) {
    world.warehouse.move({
      day: doc.day,
      doc: doc.no,
      type: kind,
      article: item.good.article,
      name: item.good.name,
      unit: '796',
      qtyE6: pieces * 1_000_000,
      value: cost,
      counterparty: sale.customer.name,
      invoice: doc.no,
      regNo: sale.ship.regNo,
      item: item.no,
      txn: doc.txn,
    });
  }
}

function entries(lines: readonly Priced[], customer: Party, way: 1 | -1): readonly Line[] {
  const amount = sumOf(lines, (line) => line.amount);
  const vat = sumOf(lines, (line) => line.vat);
  return [
    { account: '1210', amount: way * (amount + vat), party: customer },
    { account: '6010', amount: -way * amount },
    { account: '3130', amount: -way * vat },
    ...lines.flatMap(({ cost }): Line[] => [
      { account: '7010', amount: way * cost },
      { account: '1330', amount: -way * cost },
    ]),
  ];
}

/** A buyer whose number cannot exist. */
function strangeBuyer(world: World, sale: Sale): void {
  const plant = plantOf(sale);
  if (plant === null) return;
  const id = `C-KZ-X${world.strangers.size + 1}`;
  sale.customer = { ...sale.customer, id, taxId: brokenTaxNumber(sale.customer.taxId), name: `${sale.customer.name} филиал` };
  world.people.all.push(sale.customer);
  world.strangers.set(id, plant);
}

/** Invoice, entry and issue from the warehouse; 3 lines and 2 for each article. */
export function sell(world: World, sale: Sale): void {
  if (isPlanted(sale, 'badNumber')) strangeBuyer(world, sale);
  const skips = isPlanted(sale, 'numberGap') && world.lastSale.row !== null;
  for (let i = 0; skips && i <= sale.ship.no % 3; i += 1) world.number('СФ-2026');
  const no = world.number('СФ-2026');
  const lines = sale.lines.map((line) => priced(world, line));
  const text = `Реализация товаров, ${sale.customer.name}`;
  const posted = world.ledger.post({ day: sale.day, ref: no, text, lines: entries(lines, sale.customer, 1) });
  const doc: Document = { type: 'invoice', no, day: sale.day, txn: posted.txn };
  sale.no = no;
  sale.total = sumOf(lines, (line) => line.amount + line.vat);
  const row = { ordinal: posted.first, key: no };
  if (skips && world.lastSale.row !== null) for (const end of [world.lastSale.row, row]) plantOf(sale)?.mark('ledger', 'gap', end);
  world.lastSale.row = row;
  plantOf(sale)?.tell('sale', no);
  invoiceRows(world, sale, lines, doc);
  move(world, lines, { sale, doc, kind: 'issue' });
}

/** Some pieces of the first line come back: credit note, entry the other way round, receipt; 5 lines. */
export function takeBack(world: World, sale: Sale, day: number): void {
  const [line] = sale.lines;
  const pieces = Math.floor((line?.pieces ?? 0) / 4);
  if (line === undefined || pieces === 0) return;
  const { item } = line;
  const unit = Math.max(1, divide(divide(item.cost, item.received) * line.margin, 100));
  item.sold -= pieces;
  const cost = item.costSold - scale(item.cost, item.sold, item.received);
  item.costSold -= cost;
  const amount = unit * pieces;
  const back: Priced = { ...line, pieces, unit, amount, vat: divide(amount * world.law.vatPercent, 100), cost };
  const no = world.number('ВЗ');
  const text = `Возврат товаров по ${sale.no}`;
  const posted = world.ledger.post({ day, ref: no, text, lines: entries([back], sale.customer, -1) });
  const doc: Document = { type: 'credit_note', no, day, txn: posted.txn, corrects: sale.no };
  sale.total -= back.amount + back.vat;
  invoiceRows(world, { ...sale, planted: false }, [back], doc);
  move(world, [back], { sale, doc, kind: 'return' });
}

/** The customer pays a share of what is open of one or two invoices; 2 lines. @param percent of what is still open */
export function takePayment(world: World, sales: readonly Sale[], day: number, percent: number): void {
  const [first] = sales;
  const open = sales.map((sale) => divide((sale.total - sale.paid) * percent, 100));
  const amount = open.reduce((sum, part) => sum + part, 0);
  if (first === undefined || amount <= 0) return;
  sales.forEach((sale, i) => {
    sale.paid += open[i] ?? 0;
  });
  const { customer } = first;
  const ref = world.number('ВХ');
  const numbers = sales.map((sale) => sale.no);
  const purpose = `Оплата за товары по ${numbers.join(', ')}`;
  const lines: Line[] = [
    { account: '1030', amount },
    { account: '1210', amount: -amount, party: customer },
  ];
  const { txn } = world.ledger.post({ day, ref, text: purpose, lines });
  world.bank.move({
    day,
    direction: 'in',
    amount,
    currency: 'KZT',
    rate: 100,
    national: amount,
    ref,
    party: customer,
    purpose,
    invoice: numbers.join('; '),
    txn,
  });
}

/** What will be sold of a shipment: invoices with a few of its articles each, never more than came in. */
export function salesOf(
  ship: Shipment,
  chance: Chance,
  given: { readonly days: (no: number) => number; readonly customer: Party; readonly n: number },
): readonly Sale[] {
  const left = new Map(ship.items.map((item) => [item, Math.min(item.pieces, item.received)]));
  const underCost = ship.plant?.kind.id === 'belowCost';
  return Array.from({ length: given.n }, (_, no): Sale => {
    const lines = chance
      .shuffled(ship.items)
      .slice(0, chance.whole(1, Math.min(3, ship.items.length)))
      .flatMap((item): SaleLine[] => {
        const most = left.get(item) ?? 0;
        const pieces = Math.floor((most * chance.whole(12, 45)) / 100);
        if (pieces === 0) return [];
        left.set(item, most - pieces);
        return [{ item, pieces, margin: chance.whole(116, 148) }];
      })
      .map((line, i) => (no === 0 && i === 0 && underCost ? { ...line, margin: chance.whole(82, 93) } : line));
    return { ship, day: given.days(no), lines, planted: no === 0, customer: given.customer, no: '', total: 0, paid: 0 };
  }).filter((sale) => sale.lines.length > 0);
}
