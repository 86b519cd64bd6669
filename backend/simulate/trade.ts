import { divide, scale, sumOf } from './amounts.ts';
import { bookPurchase, debitNote, payBudget, payCarrier, paymentDays, receive, writeInvoice } from './book.ts';
import type { Chance } from './chance.ts';
import { carry, declare } from './declare.ts';
import type { Supplier } from './goods.ts';
import { suppliersFor, valueShipment } from './irregular.ts';
import type { Plant } from './plants.ts';
import { salesOf, sell, takeBack, takePayment } from './sell.ts';
import type { Sale } from './sell.ts';
import { payAdvance, paySupplier, setOffAdvance } from './settle.ts';
import { cost, declaredTotal, invoiceTotal, itemsOf, shareCosts } from './shipment.ts';
import type { Item, Shipment } from './shipment.ts';
import type { World } from './world.ts';

const letters = '0123456789A_BCDEFGHIJK_LMNOPQRSTU_VWXYZ';

/** ISO 6346: letters and digits weighted by powers of two, modulo 11. */
export function containerNumber(serial: number): string {
  const body = `TGHU${String(serial % 1_000_000).padStart(6, '0')}`;
  const sum = [...body].reduce((total, sign, i) => total + letters.indexOf(sign) * 2 ** i, 0);
  return `${body}${(sum % 11) % 10}`;
}

const offices = ['55301', '55302', '55303'];

function regNo(world: World, ship: { office: string; registered: number; no: number }): string {
  const day = world.period.text(ship.registered);
  // numbers of all declarants of the office: the trader's own are far apart
  return `${ship.office}/${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}/${String(100_000 + ship.no * 7).padStart(7, '0')}`;
}

type Beginning = {
  readonly no: number;
  readonly day: number;
  readonly supplier: Supplier;
  readonly plant: Plant | null;
  readonly chance: Chance;
};

/** Plants that need something of an item itself are carried by the first that has it. */
const targetOf = (items: readonly Item[]): Item | undefined => items[0];

function planned(
  world: World,
  from: Beginning,
  given: { readonly small: boolean; readonly items: readonly Item[]; readonly paper: boolean },
): Shipment {
  const { chance, supplier, plant, no } = from;
  const { items, paper } = given;
  const target = targetOf(items);
  const seller = world.people.foreign.get(supplier.id);
  if (target === undefined || seller === undefined) throw new RangeError('a shipment without goods');
  const registered = world.period.working(from.day + 3 + chance.whole(...supplier.transit));
  const gross = sumOf(items, (item) => item.gross);
  const own = supplier.perKilo > 0;
  const office = chance.pick(offices);
  return {
    no,
    supplier,
    seller,
    plant,
    items,
    target,
    paper,
    office,
    invoiceNo: `${supplier.prefix}-26-${4000 + no * 13}`,
    invoiceDay: from.day + 2,
    registered,
    released: world.period.working(registered + 1),
    arrives: world.period.working(registered + 2 + chance.whole(0, 2)),
    regNo: '',
    contractNo: `${supplier.prefix}-KZ-2025/0${supplier.prefix.charCodeAt(0) % 10}1`,
    rate: 0,
    freightBefore: own ? divide(gross * divide(supplier.perKilo * chance.whole(94, 106), 100), 1000) : 0,
    freightAfter: divide(gross * 2_400, 1000),
    premium: 0,
    freightDeclared: true,
    insuranceDeclared: true,
    dutyPosted: true,
    carrier: chance.pick(world.people.carriers),
    cmrNo: `CMR-${300_000 + no * 7}`,
    container: containerNumber(100_000 + no),
    vehicle: `${chance.whole(100, 999)}KZA0${chance.whole(1, 9)}`,
    packages: Math.max(1, Math.ceil(gross / 21_000)),
    owed: 0,
    paid: 0,
    settled: 0,
  };
}

/** Numbers, rate, premium and values, when it is settled on which day the declaration is registered. */
function complete(world: World, plain: Shipment, chance: Chance): Shipment {
  const own = plain.supplier.perKilo > 0;
  const rate = world.rates(plain.supplier.currency, plain.registered);
  const premium = own ? Math.max(100, divide(divide(declaredTotal(plain) * rate, 100) * 3, 2000)) : 0;
  const ship: Shipment = { ...plain, rate, premium, regNo: regNo(world, plain) };
  shareCosts(ship);
  valueShipment(world, ship, chance);
  ship.regNo = regNo(world, ship);
  ship.plant?.tell('declaration', ship.regNo);
  cost(ship);
  if (ship.plant?.kind.id === 'consignment') ownContract(world, ship, ship.plant);
  world.bought.set(ship.supplier.id, (world.bought.get(ship.supplier.id) ?? 0) + (ship.paper ? 0 : invoiceTotal(ship)));
  return ship;
}

function ownContract(world: World, ship: Shipment, plant: Plant): void {
  const no = `${ship.supplier.prefix}-KONS-${ship.no}`;
  ship.contractNo = no;
  world.contracts.push({ no, sellerId: ship.supplier.id, kind: 'consignment', day: Math.max(-200, ship.invoiceDay - 30), plant });
}

/** One, two or three shipments of a supplier that are bought, paid and sold together. */
function shipmentsOf(world: World, from: Beginning): readonly Shipment[] {
  const { chance, supplier, plant } = from;
  const kind = plant?.kind.id;
  const small = kind === 'splitShipment';
  const first = planned(world, from, { small, items: itemsOf(supplier, chance, small), paper: false });
  if (kind === 'invoiceReused' || kind === 'invoiceTransposed') return [complete(world, first, chance), repeated(world, first, from)];
  const more = small ? 2 : plant === null && chance.oneIn(5) ? 1 : 0;
  const others = Array.from({ length: more }, (_, i) => {
    const next = planned(
      world,
      { ...from, no: from.no + i + 1, plant: small ? plant : null },
      { small, items: itemsOf(supplier, chance, small), paper: false },
    );
    return small ? { ...next, registered: first.registered, released: first.released } : next;
  });
  return [first, ...others].map((ship) => complete(world, ship, chance));
}

/** The declaration that repeats an invoice, letter by letter or with two digits changed; nothing is bought by it. */
function repeated(world: World, first: Shipment, from: Beginning): Shipment {
  const { plant, chance } = from;
  const items = first.items.map((item) => ({ ...item }));
  const next = planned(world, { ...from, no: from.no + 1 }, { small: false, items, paper: true });
  const number = first.invoiceNo;
  const other = `${number.slice(0, -1)}${(Number(number.slice(-1)) + 1) % 10}`;
  const later = world.period.working(first.registered + chance.whole(2, 6));
  const invoiceNo = plant?.kind.id === 'invoiceTransposed' ? other : number;
  return complete(
    world,
    { ...next, invoiceNo, invoiceDay: first.invoiceDay, registered: later, released: world.period.working(later + 1) },
    chance,
  );
}

/** Puts down everything that will happen with a shipment but its payment to the supplier. */
function scheduleGoods(world: World, ship: Shipment, chance: Chance): void {
  const { agenda, period } = world;
  if (!ship.paper) agenda.at(Math.max(0, ship.invoiceDay), 0, () => writeInvoice(world, ship));
  const budget = period.isWorking(ship.registered) ? ship.registered : period.workingBefore(ship.registered);
  agenda.at(budget, 3, () => payBudget(world, ship, budget));
  agenda.at(ship.registered, 0, () => {
    declare(world, ship);
    if (!ship.paper) carry(world, ship);
  });
  agenda.at(ship.released, ship.items.length + 7, () => bookPurchase(world, ship));
  if (ship.paper) return;
  agenda.at(ship.arrives, 0, () => receive(world, ship));
  const carrierDay = period.working(ship.arrives + chance.whole(5, 20));
  agenda.at(carrierDay, 2, () => payCarrier(world, ship, carrierDay));
  const noteDay = period.working(ship.released + 18);
  if (ship.plant?.kind.id === 'debitNote') agenda.at(noteDay, 2, () => debitNote(world, ship, noteDay));
  scheduleSales(world, ship, chance);
}

function scheduleSales(world: World, ship: Shipment, chance: Chance): void {
  const { agenda, period } = world;
  const days = (no: number): number => period.working(ship.arrives + 1 + chance.whole(1, 9) + no * chance.whole(3, 12));
  const customer = chance.pick(world.people.customers);
  const sales = salesOf(ship, chance, { days, customer, n: chance.whole(1, 3) });
  const held: Sale[] = [];
  for (const sale of sales) {
    if (!agenda.at(sale.day, 3 + 2 * sale.lines.length, () => sell(world, sale))) continue;
    held.push(sale);
    const back = period.working(sale.day + 2);
    if (chance.oneIn(22)) agenda.at(back, 5, () => takeBack(world, sale, back));
  }
  schedulePayments(world, held, chance);
}

/** Customers pay an invoice at once, in two parts, or two invoices together; some pay after the end of the period. */
function schedulePayments(world: World, sales: readonly Sale[], chance: Chance): void {
  const { agenda, period } = world;
  const pay = (of: readonly Sale[], day: number, percent: number): void => {
    agenda.at(day, 2, () => takePayment(world, of, day, percent));
  };
  const together = sales.length > 1 && chance.oneIn(3);
  const last = sales.at(-1);
  if (together && last !== undefined) return pay(sales, period.working(last.day + chance.whole(5, 25)), 100);
  for (const sale of sales) {
    const day = period.working(sale.day + chance.whole(4, 25));
    const inParts = chance.oneIn(4);
    pay([sale], day, inParts ? chance.whole(30, 70) : 100);
    if (inParts) pay([sale], period.working(day + chance.whole(3, 15)), 100);
  }
}

/** The supplier is paid for all shipments together: at once, in two parts that cut across the invoices, or a part of it beforehand. */
function scheduleSettlement(world: World, ships: readonly Shipment[], from: Beginning): void {
  const { chance } = from;
  const { agenda, period } = world;
  const bought = ships.filter((ship) => !ship.paper);
  const [first] = bought;
  if (first === undefined || first.plant?.kind.id === 'neverPaid') return;
  const left = new Map(bought.map((ship) => [ship, invoiceTotal(ship)]));
  const way = chance.whole(1, 3);
  if (way === 3) {
    const cents = divide(invoiceTotal(first) * 30, 100);
    left.set(first, invoiceTotal(first) - cents);
    const day = period.working(from.day);
    let national = 0;
    agenda.at(day, 2, () => {
      national = payAdvance(world, first, cents, day);
    });
    agenda.at(first.released, 3, () => setOffAdvance(world, first, cents, national));
  }
  const latest = Math.max(...bought.map((ship) => ship.released));
  const parts = (percent: number) =>
    [...left].map(([ship, cents]) => {
      const part = percent === 100 ? cents : scale(cents, percent, 100);
      left.set(ship, cents - part);
      return { ship, cents: part };
    });
  const one = period.working(latest + chance.whole(3, 25));
  const two = period.working(one + chance.whole(4, paymentDays - 60));
  const lines = bought.length + 4;
  if (way === 2) {
    const early = [...parts(chance.whole(30, 70))];
    agenda.at(one, lines, () => paySupplier(world, early, one));
    const rest = parts(100);
    agenda.at(two, lines, () => paySupplier(world, rest, two));
    return;
  }
  const all = parts(100);
  agenda.at(one, lines, () => paySupplier(world, all, one));
}

/** Begins a purchase: what was drawn for it depends on its number alone. @param no also of its first shipment; takes up to three */
export function beginTrade(world: World, no: number, day: number, plant: Plant | null): void {
  const chance = chanceOf(world, no);
  const supplier = chance.pick(suppliersFor(plant?.kind));
  const from: Beginning = { no, day, supplier, plant, chance };
  const ships = shipmentsOf(world, from);
  for (const ship of ships) scheduleGoods(world, ship, chance);
  scheduleSettlement(world, ships, from);
}

const chanceOf = (world: World, no: number): Chance => world.streams('trade', no);
