import { apportion, divide, scale, sumOf } from './amounts.ts';
import { smallExp } from './chance.ts';
import type { Chance } from './chance.ts';
import { goodsFrom } from './goods.ts';
import type { Good, Supplier } from './goods.ts';
import type { Party } from './people.ts';
import type { Plant } from './plants.ts';

/**
 * One goods item of a declaration, as it truly was and as it was declared. Amounts are minor units: `cents` and `price` of the invoice's
 * currency, the others tiyn; weights grams.
 */
export type Item = {
  readonly good: Good;
  readonly no: number;
  readonly pieces: number;
  cents: number;
  /** what the supplier's invoice asks for it */
  invoiced: number;
  /** box 42 */
  price: number;
  net: number;
  gross: number;
  hs: string;
  description: string;
  origin: string;
  dutyPercent: number;
  freight: number;
  insurance: number;
  deduction: number;
  /** box 20 is stated too low by so much */
  sumOff: number;
  national: number;
  invoicedNational: number;
  customsValue: number;
  duty: number;
  vatBase: number;
  vat: number;
  fee: number;
  /** what came into the warehouse */
  received: number;
  /** what it cost there */
  cost: number;
  sold: number;
  costSold: number;
};

export type Shipment = {
  readonly no: number;
  readonly supplier: Supplier;
  readonly seller: Party;
  readonly plant: Plant | null;
  readonly items: readonly Item[];
  /** the item that carries the irregularity */
  readonly target: Item;
  invoiceNo: string;
  invoiceDay: number;
  registered: number;
  released: number;
  arrives: number;
  regNo: string;
  office: string;
  contractNo: string;
  /** hundredths of a tenge */
  rate: number;
  readonly freightBefore: number;
  readonly freightAfter: number;
  readonly premium: number;
  freightDeclared: boolean;
  insuranceDeclared: boolean;
  dutyPosted: boolean;
  /** goods and money do not move: the declaration only repeats another one */
  readonly paper: boolean;
  carrier: Party;
  cmrNo: string;
  container: string;
  vehicle: string;
  packages: number;
  /** ledger's amount of the goods bought, and what of it has been settled: of the invoice's currency and of the ledger's */
  owed: number;
  paid: number;
  settled: number;
};

const customsFee = 2_000_000;

/** One piece costs what it mostly costs, within five in a hundred. */
const centsOn = (good: Good, chance: Chance): number => Math.round(good.cents * smallExp(0.02 * chance.normal()));

/** Each delivery is worth 1,500 to 12,000 dollars a line, in whole cartons of ten. */
function itemOf(good: Good, no: number, chance: Chance, worth: number | null): Item {
  const dollars = worth ?? 150_000 * (1 + 7 * chance.unit() * chance.unit());
  const inDollars = good.supplier.currency === 'CNY' ? 7 : 1;
  const cents = centsOn(good, chance);
  const carton = worth === null ? 10 : 1;
  const pieces = Math.max(1, Math.floor((dollars * inDollars) / cents / carton)) * carton;
  const net = pieces * good.net;
  const price = pieces * cents;
  return {
    good,
    no,
    pieces,
    cents,
    invoiced: price,
    price,
    net,
    gross: net + Math.ceil((net * chance.whole(60, 95)) / 1000),
    hs: good.hs,
    description: good.name,
    origin: good.supplier.country,
    dutyPercent: good.duty,
    freight: 0,
    insurance: 0,
    deduction: 0,
    sumOff: 0,
    national: 0,
    invoicedNational: 0,
    customsValue: 0,
    duty: 0,
    vatBase: 0,
    vat: 0,
    fee: no === 1 ? customsFee : 0,
    received: pieces,
    cost: 0,
    sold: 0,
    costSold: 0,
  };
}

export function itemsOf(supplier: Supplier, chance: Chance, small: boolean): readonly Item[] {
  const kinds = goodsFrom(supplier);
  const n = small ? 1 : chance.whole(2, kinds.length);
  const chosen = chance.shuffled(kinds).slice(0, n);
  // a small consignment stays just under the threshold, whatever the currency
  return chosen.map((good, i) => itemOf(good, i + 1, chance, small ? chance.whole(88_000, 95_000) : null));
}

/** Parts of the freight and the premium that belong to each item, by net weight and by price. */
export function shareCosts(ship: Shipment): void {
  const freight = apportion(
    ship.freightBefore,
    ship.items.map((item) => item.gross),
  );
  const premium = apportion(
    ship.premium,
    ship.items.map((item) => item.price),
  );
  ship.items.forEach((item, i) => {
    item.freight = freight[i] ?? 0;
    item.insurance = premium[i] ?? 0;
  });
}

type Law = { readonly vatPercent: number; readonly vatBaseIncludesFee: boolean; readonly euro: number };

/** Duty of a value: percent, and where the tariff says so not less than an amount in euros per kilogram. */
export function dutyOn(item: Item, value: number, euro: number): number {
  const byValue = divide(value * item.dutyPercent, 100);
  return item.good.leastTenths === 0 ? byValue : Math.max(byValue, scale(item.net * item.good.leastTenths, euro, 10_000));
}

/** Values the items in order: value declaration, customs value, duty, base of the tax, tax; each rounded to the tiyn. */
export function value(ship: Shipment, law: Law): void {
  for (const item of ship.items) {
    item.national = divide(item.price * ship.rate, 100);
    item.invoicedNational = divide(item.invoiced * ship.rate, 100);
    const freight = ship.freightDeclared ? item.freight : 0;
    const insurance = ship.insuranceDeclared ? item.insurance : 0;
    item.customsValue = item.national + freight + insurance - item.sumOff - item.deduction;
    item.duty = ship.supplier.preferential ? 0 : dutyOn(item, item.customsValue, law.euro);
    item.vatBase = item.customsValue + item.duty + (law.vatBaseIncludesFee ? item.fee : 0);
    item.vat = divide(item.vatBase * law.vatPercent, 100);
  }
}

/** What the goods cost in the warehouse: invoice, duty and fee, freight, premium. To be called when all of them are final. */
export function cost(ship: Shipment): void {
  const after = apportion(
    ship.freightAfter,
    ship.items.map((item) => item.gross),
  );
  ship.items.forEach((item, i) => {
    item.cost = item.invoicedNational + (ship.dutyPosted ? item.duty + item.fee : 0) + item.freight + item.insurance + (after[i] ?? 0);
  });
  ship.owed = sumOf(ship.items, (item) => item.invoicedNational);
}

export const invoiceTotal = (ship: Shipment): number => sumOf(ship.items, (item) => item.invoiced);
export const declaredTotal = (ship: Shipment): number => sumOf(ship.items, (item) => item.price);
export const dutiesOf = (ship: Shipment): number => sumOf(ship.items, (item) => item.duty + item.fee);
export const vatOf = (ship: Shipment): number => sumOf(ship.items, (item) => item.vat);
