import { Refused } from '../../domain/model/refused.ts';
import type { Day } from '../../domain/model/scalars.ts';
import type { RulePack } from '../../domain/packs/rule-pack.ts';
import { vatPercentOn } from '../../domain/packs/vat.ts';
import { agenda } from './agenda.ts';
import { scheduleAlone } from './alone.ts';
import { bank } from './bank.ts';
import { chance } from './chance.ts';
import { period } from './days.ts';
import { expense } from './expenses.ts';
import { ledger, writeAccounts } from './ledger.ts';
import { openBooks, writeContracts, writeParties, writeProducts } from './masters.ts';
import { people } from './people.ts';
import { plants } from './plants.ts';
import type { PlantedCase } from './plants.ts';
import { produce } from './produce.ts';
import { register } from './register.ts';
import { rates, writeRates } from './rates.ts';
import { bookWriter } from './tables.ts';
import type { Out } from './tables.ts';
import { beginTrade } from './trade.ts';
import { warehouse } from './warehouse.ts';
import { numbering } from './world.ts';
import type { World } from './world.ts';

/** @property lines ledger lines, exactly */
export type Simulation = { readonly seed: number; readonly lines: number; readonly pack: RulePack };
export type Simulated = {
  readonly ledgerLines: number;
  /** records by table */
  readonly records: Readonly<Record<string, number>>;
  readonly answers: readonly PlantedCase[];
};

export const leastLines = 1_000;
export const mostLines = 3_000_000;
export const periodFrom = '2026-01-05' as Day;
export const periodTo = '2026-09-30' as Day;

/** Of the ledger's lines those of ordinary expenses; the rest is trade. */
const expenseShare = 0.09;
/** Purchases are begun until so many days before the end, so that what they bring is declared and mostly paid. */
const settlingDays = 62;

function build(given: Simulation, out: Out): World {
  const { seed, lines, pack } = given;
  const streams: World['streams'] = (what, no) => chance(seed, what, no);
  const time = period(periodFrom, periodTo, pack.calendar);
  const books = bookWriter(out);
  const planted = plants(streams('plants', 0), lines);
  const who = people(streams('people', 0), pack.taxId.checksum, Math.min(400, 30 + Math.floor(lines / 2_000)));
  const size = Math.ceil(lines / 40);
  return {
    seed,
    law: { vatPercent: Number(vatPercentOn(pack, periodFrom) ?? '0'), vatBaseIncludesFee: pack.vat.baseIncludesFee.value },
    period: time,
    rates: rates(streams('rates', 0), time),
    books,
    ledger: ledger(books, time, lines / 3 / 180),
    agenda: agenda(time.last),
    people: who,
    plants: planted,
    register: register(books, planted, lines),
    bank: bank(books, time, 50_000_000 + size * 4_000_000),
    warehouse: warehouse(books, time),
    number: numbering(),
    lastSale: { row: null },
    contracts: [],
    strangers: new Map(),
    bought: new Map(),
    streams,
  };
}

/** Begins purchases until the lines that they will write reach the share of the year that has gone by. @returns the next purchase's number */
function beginPurchases(
  world: World,
  day: number,
  given: { readonly lines: number; readonly from: number; readonly until: number },
): number {
  const { ledger: own, agenda: plan, period: time } = world;
  const share = time.begun(day, given.until);
  let no = given.from;
  const room = given.lines * (1 - expenseShare);
  const committed = (): number => own.written() + plan.promised();
  const limit = given.lines - Math.max(60, given.lines * 0.01) - 70;
  const target = Math.min(limit, room * share + given.lines * expenseShare * time.begun(day, time.last));
  while (committed() < target) {
    beginTrade(world, no, day, world.plants.forShipment(committed() / room));
    no += 4;
  }
  return no;
}

/** Ordinary expenses and orders of the packing shop, as many as the share of the year asks for. */
function spend(world: World, day: number, given: { readonly lines: number; spent: number }): void {
  const draw = world.streams('expenses', day);
  const wanted = given.lines * expenseShare * world.period.begun(day, world.period.last);
  const limit = given.lines - 10;
  while (given.spent < wanted && world.ledger.written() + world.agenda.promised() + 4 <= limit) {
    const order = draw.oneIn(9);
    if (order) produce(world, day, draw, null);
    else expense(world, day, draw);
    given.spent += order ? 4 : 2;
  }
}

/** On the last working day expenses fill the ledger up to the exact number of lines. */
function fill(world: World, lines: number): void {
  const day = world.period.workingBefore(world.period.last + 1);
  const draw = world.streams('fill', 0);
  let left = lines - world.ledger.written();
  if (left % 2 === 1 && left >= 3) {
    expense(world, day, draw, true);
    left -= 3;
  }
  for (; left >= 2; left -= 2) expense(world, day, draw);
  if (world.ledger.written() !== lines) throw new RangeError(`the ledger has ${world.ledger.written()} lines, not ${lines}`);
}

/**
 * Writes the books of one invented trader with planted irregularities, in the order of the days.
 * @param out takes the files piece by piece @param progress told the ledger lines written, once a day
 * @throws Refused field_invalid for a size out of bounds
 */
export function simulate(given: Simulation, out: Out, progress: (lines: number) => void = () => undefined): Simulated {
  const { lines } = given;
  if (!Number.isInteger(lines) || lines < leastLines || lines > mostLines) throw new Refused({ code: 'field_invalid', at: 'lines' });
  const world = build(given, out);
  openBooks(world, Math.ceil(lines / 40));
  writeRates(world.books, world.period, world.rates);
  writeProducts(world);
  scheduleAlone(world, lines);
  const spending = { lines, spent: 0 };
  let no = 1;
  const until = world.period.last - settlingDays;
  for (let day = 0; day <= world.period.last; day += 1) {
    if (day <= until && world.period.isWorking(day)) no = beginPurchases(world, day, { lines, from: no, until });
    world.agenda.runDay(day);
    if (world.period.isWorking(day)) spend(world, day, spending);
    world.bank.endDay(day);
    progress(world.ledger.written());
  }
  fill(world, lines);
  world.warehouse.close('ИНВ-000001');
  writeAccounts(world.books, world.period, world.ledger);
  writeContracts(world);
  writeParties(world);
  world.books.end();
  return { ledgerLines: world.ledger.written(), records: world.books.counts(), answers: world.plants.answers() };
}
