import { divide, money, sumOf } from './amounts.ts';
import type { Chance } from './chance.ts';
import { goodsFrom, suppliers } from './goods.ts';
import type { Supplier } from './goods.ts';
import type { Kind } from './kinds.ts';
import { invoiceTotal, value } from './shipment.ts';
import type { Item, Shipment } from './shipment.ts';
import type { World } from './world.ts';

/** Suppliers whose shipments can carry the irregularity. */
export function suppliersFor(kind: Kind | undefined): readonly Supplier[] {
  const needs = kind?.needs;
  switch (needs) {
    case undefined:
      return suppliers;
    case 'freight':
      return suppliers.filter((s) => s.perKilo > 0);
    case 'insurance':
      return suppliers.filter((s) => s.perKilo > 0);
    case 'preference':
      return suppliers.filter((s) => s.preferential);
    case 'related':
      return suppliers.filter((s) => s.related);
    case 'USD':
      return suppliers.filter((s) => s.currency === 'USD' && s.name.startsWith('Shenzhen'));
    case 'pieces':
    case 'foreign':
    case 'ordinary':
      return suppliers.filter((s) => !s.preferential && goodsFrom(s).every((g) => g.leastTenths === 0));
    default:
      return needs satisfies never;
  }
}

type Change = (ship: Shipment, item: Item, given: { readonly world: World; readonly chance: Chance }) => void;

const reprice = (item: Item, percent: number): void => {
  item.cents = Math.max(1, divide(item.cents * percent, 100));
  item.price = item.cents * item.pieces;
  item.invoiced = item.price;
};

/** An article of another supplier in other words: nothing of it fits. */
const strangeWords = 'Крепёж металлический оцинкованный, болты и гайки для монтажа оборудования';
const vague = ['запчасти', 'прочее', 'товар', 'комплект'];

/** Brought into the plan before anything is valued, so that all that follows from it is right. */
const before: Readonly<Record<string, Change>> = {
  freightMissing: (ship) => {
    ship.freightDeclared = false;
  },
  insuranceMissing: (ship) => {
    ship.insuranceDeclared = false;
  },
  dtsSum: (_ship, item) => {
    item.sumOff = divide(item.freight * 2, 5);
  },
  deduction: (_ship, item, { chance }) => {
    item.deduction = chance.whole(9_000_000, 15_000_000);
  },
  invoiceTotal: (_ship, item) => {
    item.invoiced = divide(item.cents * 113, 100) * item.pieces;
  },
  priceLow: (_ship, item, { chance }) => reprice(item, chance.whole(54, 67)),
  priceDrop: (_ship, item, { chance }) => reprice(item, chance.whole(60, 65)),
  twoCodes: (_ship, item) => {
    item.hs = `${item.hs.slice(0, 4)}${item.hs.slice(4, 6) === '90' ? '10' : '90'}9800`;
    item.dutyPercent = Math.max(0, item.dutyPercent - 4);
  },
  misdescribed: (_ship, item) => {
    item.description = strangeWords;
  },
  vagueText: (_ship, item, { chance }) => {
    item.description = chance.pick(vague);
  },
  unitWeight: (_ship, item) => {
    item.net *= 6;
    item.gross += item.net - divide(item.net, 6);
  },
  originDiffers: (_ship, item) => {
    item.origin = item.origin === 'CN' ? 'VN' : 'CN';
  },
  netAboveGross: (_ship, item) => {
    item.gross = item.net - Math.max(1, divide(item.net, 50));
  },
  receiptExcess: (_ship, item) => {
    item.received = item.pieces + Math.max(2, divide(item.pieces * 8, 100));
  },
  wrongRate: (ship) => {
    ship.rate += 317;
  },
  dutyNotPosted: (ship) => {
    ship.dutyPosted = false;
  },
  containerDigit: (ship) => {
    ship.container = ship.container.slice(0, -1) + String((Number(ship.container.slice(-1)) + 4) % 10);
  },
  invoiceAfter: (ship) => {
    ship.invoiceDay = ship.registered + 6;
  },
  weekend: (ship, _item, { world }) => {
    let day = ship.registered;
    while (world.period.isWorking(day)) day += 1;
    ship.registered = day;
    ship.rate = world.rates(ship.supplier.currency, day);
    ship.released = world.period.working(day + 1);
    ship.arrives = world.period.working(day + 3);
  },
};

/** Wrong boxes of a declaration whose value is right. */
const after: Readonly<Record<string, Change>> = {
  dutyWrong: (_ship, item, { world }) => {
    const short = divide(item.duty * 6, 100);
    item.duty -= short;
    item.vatBase -= short;
    item.vat = divide(item.vatBase * world.law.vatPercent, 100);
  },
  vatBaseWrong: (_ship, item, { world }) => {
    item.vatBase -= item.duty;
    item.vat = divide(item.vatBase * world.law.vatPercent, 100);
  },
};

type Figures = { readonly customsValue: number; readonly payments: number };
const figuresOf = (ship: Shipment): Figures => ({
  customsValue: sumOf(ship.items, (i) => i.customsValue),
  payments: sumOf(ship.items, (i) => i.duty + i.vat),
});

const lawOn = (world: World, ship: Shipment): Parameters<typeof value>[1] => ({
  ...world.law,
  euro: world.rates('EUR', ship.registered),
});

/** What the plant hides of the payments: computed by valuing the same shipment without it. */
const changesPayments: ReadonlySet<string> = new Set([
  'freightMissing',
  'insuranceMissing',
  'dtsSum',
  'deduction',
  'priceLow',
  'priceDrop',
  'twoCodes',
]);

/** Values a shipment, with its irregularity where it has one, and tells the answer key what that comes to. */
export function valueShipment(world: World, ship: Shipment, chance: Chance): void {
  const { plant, target } = ship;
  const given = { world, chance };
  const law = lawOn(world, ship);
  if (plant === null || ship.paper) return value(ship, law);
  value(ship, law);
  const honest = figuresOf(ship);
  before[plant.kind.id]?.(ship, target, given);
  value(ship, lawOn(world, ship));
  after[plant.kind.id]?.(ship, target, given);
  const found = figuresOf(ship);
  if (changesPayments.has(plant.kind.id) || after[plant.kind.id] !== undefined)
    plant.effect(money(honest.payments - found.payments), 'KZT');
  if (plant.kind.id === 'invoiceTotal') plant.effect(money(target.invoiced - target.price), ship.supplier.currency);
  plant.tell('declaration', ship.regNo);
  plant.tell('item', String(target.no));
  plant.tell('invoice', ship.invoiceNo);
  plant.tell('total', money(invoiceTotal(ship)));
}
