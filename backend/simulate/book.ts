import { divide, money, sumOf } from './amounts.ts';
import { trader } from './goods.ts';
import type { Line } from './ledger.ts';
import { rateText } from './rates.ts';
import { dutiesOf, invoiceTotal, vatOf } from './shipment.ts';
import type { Shipment } from './shipment.ts';
import type { Cells } from './tables.ts';
import type { World } from './world.ts';

const planted = (ship: Shipment, kind: string): boolean => ship.plant?.kind.id === kind;

/** The supplier's invoice, one row a line. @param share percent of the true price that this copy names */
function invoiceRows(world: World, ship: Shipment, share: number): void {
  const { supplier } = ship;
  const total = sumOf(ship.items, (item) => divide(item.invoiced * share, 100));
  for (const item of ship.items) {
    const amount = divide(item.invoiced * share, 100);
    const cells: Cells = {
      direction: 'purchase',
      doc_type: 'invoice',
      invoice_no: ship.invoiceNo,
      invoice_date: world.period.text(ship.invoiceDay),
      seller: supplier.name,
      seller_id: supplier.id,
      seller_country: supplier.country,
      buyer: trader.name,
      buyer_id: trader.taxId,
      buyer_country: 'KZ',
      contract_no: ship.contractNo,
      incoterm: supplier.incoterm,
      incoterm_place: supplier.place,
      due_date: world.period.text(ship.invoiceDay + paymentDays),
      currency: supplier.currency,
      line_no: String(item.no),
      product_code: item.good.article,
      article: item.good.article,
      description: item.good.name,
      hs_code: item.good.hs,
      origin_country: supplier.country,
      qty: String(item.pieces),
      qty_unit: '796',
      unit_price: money(divide(amount, item.pieces)),
      amount: money(amount),
      total: money(total),
      status: share === 100 ? 'trader' : 'carrier',
    };
    const ordinal = world.books.row('invoices', cells);
    ship.plant?.mark('invoices', item === ship.target ? '@' : '', { ordinal, key: `${ship.invoiceNo}/${item.no}` });
  }
}

/** Days that the contracts give for paying. */
export const paymentDays = 90;

export function writeInvoice(world: World, ship: Shipment): void {
  invoiceRows(world, ship, 100);
  if (planted(ship, 'doubleInvoice')) invoiceRows(world, ship, 130);
}

/** Duties, taxes and the fee go to the budget before the declaration is registered. */
export function payBudget(world: World, ship: Shipment, day: number): void {
  const [duties, tax] = [dutiesOf(ship), vatOf(ship)];
  const { customs } = world.people;
  const ref = world.number('ПП');
  const purpose = `Таможенные платежи и налоги по ДТ ${ship.regNo}`;
  const posted = world.ledger.post({
    day,
    ref,
    text: purpose,
    lines: [
      { account: '3190', amount: duties, party: customs },
      { account: '3130', amount: tax },
      { account: '1030', amount: -duties - tax },
    ],
  });
  const amount = duties + tax;
  const row = world.bank.move({
    day,
    direction: 'out',
    amount,
    currency: 'KZT',
    rate: 100,
    national: amount,
    ref,
    party: customs,
    purpose,
    txn: posted.txn,
  });
  ship.plant?.mark('payments', 'budget', row);
}

/** The goods at the rate of the day of registration, duties and tax as declared, freight and premium. */
export function bookPurchase(world: World, ship: Shipment): void {
  const { ledger } = world;
  const { supplier, seller } = ship;
  const day = ship.released;
  const total = invoiceTotal(ship);
  const currency = { code: supplier.currency, amount: total, rate: ship.rate };
  const goods = ship.items.map((item): Line => ({ account: '1330', amount: item.invoicedNational }));
  if (!ship.paper) {
    ledger.post({
      day,
      ref: ship.invoiceNo,
      docDay: Math.min(day, ship.invoiceDay),
      text: `Поступление товаров по ДТ ${ship.regNo}`,
      lines: [...goods, { account: '3310', amount: -ship.owed, party: seller, currency }],
    });
  }
  bookTaxes(world, ship);
  if (ship.paper) return;
  const carried = ship.freightBefore + ship.freightAfter;
  ledger.post({
    day,
    ref: ship.cmrNo,
    text: `Доставка по CMR ${ship.cmrNo}`,
    lines: [
      { account: '1330', amount: carried + ship.premium },
      { account: '3310', amount: -carried - ship.premium, party: ship.carrier },
    ],
  });
}

function bookTaxes(world: World, ship: Shipment): void {
  const { ledger, people } = world;
  const day = ship.released;
  const [duties, tax] = [dutiesOf(ship), vatOf(ship)];
  if (ship.dutyPosted) {
    const text = `Пошлина и сбор по ДТ ${ship.regNo}`;
    const debit: Line = { account: ship.paper ? '7210' : '1330', amount: duties };
    ledger.post({ day, ref: ship.regNo, text, lines: [debit, { account: '3190', amount: -duties, party: people.customs }] });
  }
  const extra = planted(ship, 'vatOverclaimed') ? divide(tax * 15, 100) : 0;
  if (extra > 0) ship.plant?.effect(money(extra), 'KZT');
  const posted = ledger.post({
    day,
    ref: ship.regNo,
    text: `НДС на импорт по ДТ ${ship.regNo}`,
    lines: [
      { account: '1420', amount: tax + extra },
      { account: '3130', amount: -tax - extra },
    ],
  });
  ship.plant?.mark('ledger', 'vat', { ordinal: posted.first, key: posted.txn });
}

/** The goods reach the warehouse: what came in is what was declared. */
export function receive(world: World, ship: Shipment): void {
  const doc = world.number('ПТ');
  for (const item of ship.items) {
    const row = world.warehouse.move({
      day: ship.arrives,
      doc,
      type: 'receipt',
      article: item.good.article,
      name: item.good.name,
      unit: '796',
      qtyE6: item.received * 1_000_000,
      value: item.cost,
      counterparty: ship.supplier.name,
      invoice: ship.invoiceNo,
      regNo: ship.regNo,
      item: item.no,
    });
    ship.plant?.mark('stock', item === ship.target ? '@' : '', row);
  }
}

export function payCarrier(world: World, ship: Shipment, day: number): void {
  const amount = ship.freightBefore + ship.freightAfter + ship.premium;
  const ref = world.number('ПП');
  const purpose = `Оплата доставки по CMR ${ship.cmrNo}`;
  const lines: Line[] = [
    { account: '3310', amount, party: ship.carrier },
    { account: '1030', amount: -amount },
  ];
  const { txn } = world.ledger.post({ day, ref, text: purpose, lines });
  world.bank.move({
    day,
    direction: 'out',
    amount,
    currency: 'KZT',
    rate: 100,
    national: amount,
    ref,
    party: ship.carrier,
    purpose,
    txn,
  });
}

/** A note of the supplier after release that raises the price, and its payment; the declaration stays as it is. */
export function debitNote(world: World, ship: Shipment, day: number): void {
  const { supplier, seller } = ship;
  const amount = divide(invoiceTotal(ship) * 9, 100);
  const rate = world.rates(supplier.currency, day);
  const national = divide(amount * rate, 100);
  const no = `DN-${ship.invoiceNo}`;
  const date = world.period.text(day);
  const ordinal = world.books.row('invoices', {
    direction: 'purchase',
    doc_type: 'debit_note',
    invoice_no: no,
    invoice_date: date,
    seller: supplier.name,
    seller_id: supplier.id,
    seller_country: supplier.country,
    buyer: trader.name,
    buyer_id: trader.taxId,
    buyer_country: 'KZ',
    contract_no: ship.contractNo,
    corrects_no: ship.invoiceNo,
    currency: supplier.currency,
    line_no: '1',
    description: 'Price adjustment',
    qty: '1',
    qty_unit: '796',
    unit_price: money(amount),
    amount: money(amount),
    total: money(amount),
    status: 'trader',
    fx_rate: rateText(rate),
    fx_unit: '1',
  });
  ship.plant?.mark('invoices', 'debit', { ordinal, key: no });
  ship.plant?.effect(money(amount), supplier.currency);
  const currency = { code: supplier.currency, amount, rate };
  const text = `Дебет-нота ${no}`;
  const owed: Line = { account: '3310', amount: -national, party: seller, currency };
  world.ledger.post({ day, ref: no, text, lines: [{ account: '7010', amount: national }, owed] });
}
