import { divide, money, scale } from './amounts.ts';
import type { Line } from './ledger.ts';
import type { Party } from './people.ts';
import { invoiceTotal } from './shipment.ts';
import type { Shipment } from './shipment.ts';
import type { World } from './world.ts';

/** One payment to a supplier and the invoices that it settles, in cents of the contract's currency. */
export type Part = { readonly ship: Shipment; readonly cents: number };

/** Takes the money that nobody bought from: a company of another country. */
export const offshore: Party = {
  id: 'X-VG-1',
  kind: 'supplier',
  name: 'Seabright Commodities Ltd',
  taxId: '',
  country: 'VG',
  address: 'Road Town, Tortola',
  phone: '',
  director: 'nominee',
  bank: 'PUBKVGVG',
  account: 'VG96VPVG0000012345678901',
  ledger: '3310',
};

const isPlanted = (ship: Shipment, kind: string): boolean => ship.plant?.kind.id === kind;

type Paid = { readonly lines: readonly Line[]; readonly booked: number };

/** What of each invoice is settled at the rate at which it stands in the ledger; the last payment takes what is left. */
function settled(parts: readonly Part[], rate: number): Paid {
  let booked = 0;
  const lines = parts.map(({ ship, cents }): Line => {
    ship.paid += cents;
    const share = scale(ship.owed, ship.paid, invoiceTotal(ship)) - ship.settled;
    ship.settled += share;
    booked += share;
    const { supplier, seller } = ship;
    return { account: '3310', amount: share, party: seller, currency: { code: supplier.currency, amount: cents, rate } };
  });
  return { lines, booked };
}

const difference = (loss: number): Line => ({ account: loss > 0 ? '7430' : '6250', amount: loss });

const purposeOf = (parts: readonly Part[], kind: string | undefined): string => {
  const [first] = parts;
  const numbers = parts.map(({ ship }) => ship.invoiceNo).join(', ');
  const named = kind === 'otherInvoice' ? `${numbers}-B/77` : numbers;
  return `Payment for goods, contract ${first?.ship.contractNo ?? ''}, invoice ${named}`;
};

/** Pays for goods that are booked already: most lines 3 + one for each further invoice. */
export function paySupplier(world: World, parts: readonly Part[], day: number): void {
  const [first] = parts;
  if (first === undefined) return;
  const { ship } = first;
  const kind = ship.plant?.kind.id;
  const cents = parts.reduce((sum, part) => sum + part.cents, 0);
  const rate = world.rates(ship.supplier.currency, day);
  const surcharge = kind === 'fxSurcharge' ? divide(cents * rate * 3, 10_000) : 0;
  const national = divide(cents * rate, 100) + surcharge;
  const { lines, booked } = settled(parts, rate);
  const ref = world.number('ПП');
  const purpose = purposeOf(parts, kind);
  const credit = bankLine(world, ship, { cents, rate, national, day });
  const posted = world.ledger.post({ day, ref, text: purpose, lines: [...lines, credit.line, difference(national - booked)] });
  const party = kind === 'thirdCountry' ? stranger(world, ship) : ship.seller;
  const invoice = parts.map((part) => part.ship.invoiceNo).join('; ');
  const { line: _line, ...money_ } = credit;
  const row = world.bank.move({
    day,
    direction: 'out',
    ...money_,
    national,
    ref,
    party,
    purpose,
    contract: ship.contractNo,
    invoice,
    txn: posted.txn,
  });
  ship.plant?.mark('payments', 'supplier', row);
  ship.plant?.mark('ledger', 'settlement', { ordinal: posted.first, key: posted.txn });
  if (surcharge > 0) ship.plant?.effect(money(surcharge), 'KZT');
  if (kind === 'paidTwice') payAgain(world, { ship, cents, rate, national: divide(cents * rate, 100), day, purpose, invoice });
}

type Money = { readonly cents: number; readonly rate: number; readonly national: number; readonly day: number };
type BankSide = { readonly line: Line; readonly amount: number; readonly currency: 'USD' | 'EUR' | 'CNY'; readonly rate: number };

/** The account that the money leaves: of the contract's currency, or planted of another one. */
function bankLine(world: World, ship: Shipment, { cents, rate, national, day }: Money): BankSide {
  const own = ship.supplier.currency;
  const currency = isPlanted(ship, 'otherCurrency') ? 'EUR' : own;
  const used = currency === own ? rate : world.rates(currency, day);
  const amount = currency === own ? cents : scale(cents, rate, used);
  const line: Line = { account: `1030/${currency}`, amount: -national, currency: { code: currency, amount, rate: used } };
  return { line, amount, currency, rate: used };
}

function stranger(world: World, ship: Shipment): Party {
  if (ship.plant !== null) world.strangers.set(offshore.id, ship.plant);
  if (!world.people.all.includes(offshore)) world.people.all.push(offshore);
  return offshore;
}

function payAgain(world: World, again: Money & { ship: Shipment; purpose: string; invoice: string }): void {
  const { ship, cents, rate, national, day, purpose, invoice } = again;
  const currency = ship.supplier.currency;
  const ref = world.number('ПП');
  const inCurrency = { code: currency, amount: cents, rate };
  const lines: Line[] = [
    { account: '3310', amount: national, party: ship.seller, currency: inCurrency },
    { account: `1030/${currency}`, amount: -national, currency: inCurrency },
  ];
  const { txn } = world.ledger.post({ day, ref, text: purpose, lines });
  const row = world.bank.move({
    day,
    direction: 'out',
    amount: cents,
    currency,
    rate,
    national,
    ref,
    party: ship.seller,
    purpose,
    contract: ship.contractNo,
    invoice,
    txn,
  });
  ship.plant?.mark('payments', 'supplier', row);
  ship.plant?.effect(money(cents), currency);
}

/** Part of the price before the goods come: stands as an advance until they are booked. 2 lines. @returns tiyn */
export function payAdvance(world: World, ship: Shipment, cents: number, day: number): number {
  const { supplier, seller } = ship;
  const rate = world.rates(supplier.currency, day);
  const national = divide(cents * rate, 100);
  const ref = world.number('ПП');
  const purpose = `Advance payment, contract ${ship.contractNo}, invoice ${ship.invoiceNo}`;
  const currency = { code: supplier.currency, amount: cents, rate };
  const lines: Line[] = [
    { account: '1710', amount: national, party: seller, currency },
    { account: `1030/${supplier.currency}`, amount: -national, currency },
  ];
  const { txn } = world.ledger.post({ day, ref, text: purpose, lines });
  world.bank.move({
    day,
    direction: 'out',
    amount: cents,
    currency: supplier.currency,
    rate,
    national,
    ref,
    party: seller,
    purpose,
    contract: ship.contractNo,
    invoice: ship.invoiceNo,
    txn,
  });
  return national;
}

/** The advance is set off against the booked invoice; 3 lines. @param national what it was booked at */
export function setOffAdvance(world: World, ship: Shipment, cents: number, national: number): void {
  const { lines, booked } = settled([{ ship, cents }], ship.rate);
  const text = `Зачёт аванса по инвойсу ${ship.invoiceNo}`;
  const advance: Line = { account: '1710', amount: -national, party: ship.seller };
  world.ledger.post({ day: ship.released, ref: world.number('БС'), text, lines: [...lines, advance, difference(national - booked)] });
}
