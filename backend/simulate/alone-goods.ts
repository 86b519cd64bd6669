import { divide, money } from './amounts.ts';
import type { Chance } from './chance.ts';
import { goodsFrom, strangeGood, suppliers, trader } from './goods.ts';
import type { Good, Supplier } from './goods.ts';
import type { Line } from './ledger.ts';
import type { Party } from './people.ts';
import type { Plant } from './plants.ts';
import type { Cells } from './tables.ts';
import type { World } from './world.ts';

export type Planting = { readonly world: World; readonly plant: Plant; readonly chance: Chance; readonly day: number };

/** A supplier whose goods pay duty, as a party. */
export const sellerOf = (world: World, chance: Chance): { from: Supplier; party: Party } => {
  const from = chance.pick(suppliers.filter((s) => !s.preferential));
  const party = world.people.foreign.get(from.id);
  if (party === undefined) throw new RangeError(from.id);
  return { from, party };
};

/** Number of the contract that the purchases from a supplier are made under. */
export const contractOf = (from: Supplier): string => `${from.prefix}-KZ-2025/0${from.prefix.charCodeAt(0) % 10}1`;

type Bought = { readonly from: Supplier; readonly good: Good; readonly pieces: number; readonly no: string };

function purchaseCells(world: World, day: number, { from, good, pieces, no }: Bought): Cells {
  return {
    direction: 'purchase',
    doc_type: 'invoice',
    invoice_no: no,
    invoice_date: world.period.text(day),
    seller: from.name,
    seller_id: from.id,
    seller_country: from.country,
    buyer: trader.name,
    buyer_id: trader.taxId,
    buyer_country: 'KZ',
    contract_no: contractOf(from),
    incoterm: from.incoterm,
    incoterm_place: from.place,
    currency: from.currency,
    line_no: '1',
    product_code: good.article,
    article: good.article,
    description: good.name,
    hs_code: good.hs,
    origin_country: from.country,
    qty: String(pieces),
    qty_unit: '796',
    unit_price: money(good.cents),
    amount: money(good.cents * pieces),
    total: money(good.cents * pieces),
    status: 'trader',
  };
}

/** Goods bought abroad, booked, received and paid, of which there is no declaration. */
export function undeclared({ world, plant, chance, day }: Planting): void {
  const { from, party } = sellerOf(world, chance);
  const good = chance.pick(goodsFrom(from));
  const pieces = chance.whole(20, 90);
  const cents = good.cents * pieces;
  const rate = world.rates(from.currency, day);
  const national = divide(cents * rate, 100);
  const no = `${from.prefix}-26-N${day}${chance.whole(100, 999)}`;
  const ordinal = world.books.row('invoices', purchaseCells(world, day, { from, good, pieces, no }));
  plant.mark('invoices', 'undeclared', { ordinal, key: `${no}/1` });
  const debt: Line = { account: '3310', amount: -national, party, currency: { code: from.currency, amount: cents, rate } };
  const posted = world.ledger.post({
    day,
    ref: no,
    text: `Поступление товаров от ${from.name}`,
    lines: [{ account: '1330', amount: national }, debt],
  });
  plant.mark('ledger', 'undeclared', { ordinal: posted.first, key: posted.txn });
  const row = world.warehouse.move({
    day,
    doc: world.number('ПТ'),
    type: 'receipt',
    article: good.article,
    name: good.name,
    unit: '796',
    qtyE6: pieces * 1_000_000,
    value: national,
    counterparty: from.name,
    invoice: no,
    txn: posted.txn,
  });
  plant.mark('stock', 'undeclared', row);
  plant.effect(money(cents), from.currency);
  world.bought.set(from.id, (world.bought.get(from.id) ?? 0) + cents);
}

type SoldStrange = { readonly customer: Party; readonly pieces: number; readonly unit: number };

function saleCells(world: World, day: number, { customer, pieces, unit }: SoldStrange): Cells {
  const { article, name, hs } = strangeGood;
  const amount = unit * pieces;
  const vat = divide(amount * world.law.vatPercent, 100);
  return {
    direction: 'sale',
    doc_type: 'invoice',
    invoice_date: world.period.text(day),
    seller: trader.name,
    seller_id: trader.taxId,
    seller_country: 'KZ',
    buyer: customer.name,
    buyer_id: customer.taxId,
    buyer_country: 'KZ',
    currency: 'KZT',
    line_no: '1',
    product_code: article,
    article,
    description: name,
    hs_code: hs,
    origin_sign: '1',
    qty: String(pieces),
    qty_unit: '796',
    unit_price: money(unit),
    amount: money(amount),
    vat_rate: `${world.law.vatPercent}%`,
    vat: money(vat),
    total: money(amount + vat),
    total_vat: money(vat),
    status: 'trader',
  };
}

/** An article that was never imported is found in the warehouse and sold. */
export function strange({ world, plant, chance, day }: Planting): void {
  const pieces = chance.whole(5, 40);
  const value = pieces * strangeGood.tiyn;
  const doc = world.number('БС');
  const { article, name } = strangeGood;
  const found = world.ledger.post({
    day,
    ref: doc,
    text: 'Оприходование излишков',
    lines: [
      { account: '1330', amount: value },
      { account: '6280', amount: -value },
    ],
  });
  const move = { day, article, name, unit: '796', qtyE6: pieces * 1_000_000, value };
  plant.mark('stock', 'strange', world.warehouse.move({ ...move, doc, type: 'surplus', txn: found.txn }));
  const customer = chance.pick(world.people.customers);
  const unit = divide(strangeGood.tiyn * 125, 100);
  const amount = unit * pieces;
  const vat = divide(amount * world.law.vatPercent, 100);
  const no = world.number('СФ-2026');
  const posted = world.ledger.post({
    day,
    ref: no,
    text: `Реализация товаров, ${customer.name}`,
    lines: [
      { account: '1210', amount: amount + vat, party: customer },
      { account: '6010', amount: -amount },
      { account: '3130', amount: -vat },
      { account: '7010', amount: value },
      { account: '1330', amount: -value },
    ],
  });
  world.lastSale.row = { ordinal: posted.first, key: no };
  world.warehouse.move({ ...move, doc: no, type: 'issue', counterparty: customer.name, invoice: no, txn: posted.txn });
  const ordinal = world.books.row('invoices', { ...saleCells(world, day, { customer, pieces, unit }), invoice_no: no, txn_id: posted.txn });
  plant.mark('invoices', 'strange', { ordinal, key: `${no}/1` });
}
