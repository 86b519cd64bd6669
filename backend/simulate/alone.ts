import { divide, money } from './amounts.ts';
import type { Chance } from './chance.ts';
import { postExpense } from './expenses.ts';
import { contractOf, sellerOf, strange, undeclared } from './alone-goods.ts';
import type { Planting } from './alone-goods.ts';
import { suppliers } from './goods.ts';
import type { Supplier } from './goods.ts';
import { aloneKinds, threshold } from './kinds.ts';
import type { Kind } from './kinds.ts';
import type { Line } from './ledger.ts';
import type { Party } from './people.ts';
import { timesPlanted } from './plants.ts';
import { produce } from './produce.ts';
import type { World } from './world.ts';

type Way = { readonly lines: number; readonly plant: (given: Planting) => void };

/** Paid to a foreign partner for something else than goods: cost and debt, then the payment. */
function payForeign(
  given: Planting,
  what: string,
  of: { from: Supplier; party: Party; cents: number; text: string; contract?: string; booked: boolean },
): void {
  const { world, plant, day } = given;
  const { from, party, cents, text, booked } = of;
  const rate = world.rates(from.currency, day);
  const national = divide(cents * rate, 100);
  const currency = { code: from.currency, amount: cents, rate };
  const debt: Line = { account: '3310', amount: -national, party, currency };
  if (booked) {
    const cost = world.ledger.post({ day, ref: world.number('БС'), text, lines: [{ account: '7210', amount: national }, debt] });
    plant.mark('ledger', what, { ordinal: cost.first, key: cost.txn });
  }
  const ref = world.number('ПП');
  const lines: Line[] = [
    { ...debt, amount: national },
    { account: `1030/${from.currency}`, amount: -national, currency },
  ];
  const { txn } = world.ledger.post({ day, ref, text, lines });
  const row = world.bank.move({
    day,
    direction: 'out',
    amount: cents,
    currency: from.currency,
    rate,
    national,
    ref,
    party,
    purpose: text,
    txn,
    ...(of.contract === undefined ? {} : { contract: of.contract }),
  });
  plant.mark('payments', what, row);
  plant.effect(money(cents), from.currency);
}

const agent: Party = {
  id: 'X-HK-1',
  kind: 'supplier',
  name: 'Pearl River Sourcing Agents Ltd',
  taxId: '',
  country: 'HK',
  address: 'Nathan Rd 210, Hong Kong',
  phone: '',
  director: 'Wong Ka',
  bank: 'HSBCHKHH',
  account: 'HK1200456789',
  ledger: '3310',
};

function joins(world: World, party: Party): Party {
  if (!world.people.all.includes(party)) world.people.all.push(party);
  return party;
}

function entry(
  given: Planting,
  what: string,
  posting: { text: string; lines: readonly Line[]; user?: string; at?: string; docDay?: number; crooked?: true },
): void {
  const { world, plant, day } = given;
  const posted = world.ledger.post({ day, ref: world.number('БС'), ...posting });
  plant.mark('ledger', what, { ordinal: posted.first, key: posted.txn });
}

const round = [100_000_000, 200_000_000, 50_000_000, 150_000_000] as const;

/** By kind: most ledger lines that it writes, and how. */
const ways: Readonly<Record<string, Way>> = {
  royalty: {
    lines: 4,
    plant: (given) => {
      const { from, party } = sellerOf(given.world, given.chance);
      const text = `Роялти (royalty) за товарный знак ${from.brand} по лицензионному договору`;
      payForeign(given, 'royalty', { from, party, cents: given.chance.whole(400_000, 1_900_000), text, booked: true });
    },
  },
  commission: {
    lines: 4,
    plant: (given) => {
      const { from } = sellerOf(given.world, given.chance);
      const text = `Комиссионное вознаграждение агента за закупку товаров ${from.brand}`;
      const party = joins(given.world, agent);
      payForeign(given, 'commission', { from, party, cents: given.chance.whole(150_000, 600_000), text, booked: true });
    },
  },
  advanceLost: {
    lines: 2,
    plant: (given) => {
      const { from, party } = sellerOf(given.world, given.chance);
      const text = `Advance payment, contract ${contractOf(from)}`;
      const cents = given.chance.whole(900_000, 3_000_000);
      payForeign(given, 'advance', { from, party, cents, text, contract: contractOf(from), booked: false });
    },
  },
  overpaid: {
    lines: 2,
    plant: (given) => {
      const { from, party } = sellerOf(given.world, given.chance);
      const text = `Additional payment under contract ${contractOf(from)}`;
      const cents = given.chance.whole(300_000, 1_200_000);
      payForeign(given, 'overpaid', { from, party, cents, text, contract: contractOf(from), booked: false });
    },
  },
  transferAdjustment: {
    lines: 2,
    plant: (given) => {
      const { world, chance, plant } = given;
      const party = world.people.foreign.get(suppliers.find((s) => s.related)?.id ?? '');
      const amount = chance.whole(80_000_000, 400_000_000);
      plant.effect(money(amount), 'KZT');
      const debt: Line = { account: '3310', amount: -amount, ...(party === undefined ? {} : { party }) };
      entry(given, 'adjustment', { text: 'Корректировка трансфертной цены за период', lines: [{ account: '7010', amount }, debt] });
    },
  },
  undeclaredPurchase: { lines: 2, plant: undeclared },
  neverImported: { lines: 7, plant: strange },
  unbalanced: {
    lines: 2,
    plant: (given) => {
      const amount = given.chance.whole(1_000_000, 9_000_000);
      given.plant.effect('1000.00', 'KZT');
      const lines: Line[] = [
        { account: '7210', amount },
        { account: '1030', amount: 100_000 - amount },
      ];
      entry(given, 'unbalanced', { text: 'Прочие расходы', lines, crooked: true });
    },
  },
  missingPosting: {
    lines: 4,
    plant: (given) => {
      const { world, chance, plant, day } = given;
      const before = world.ledger.post(small(chance, day, world.number('БС')));
      plant.tell('missing', world.ledger.skipNumber());
      const after = world.ledger.post(small(chance, day, world.number('БС')));
      for (const one of [before, after]) plant.mark('ledger', 'gap', { ordinal: one.first, key: one.txn });
    },
  },
  outsidePeriod: {
    lines: 2,
    plant: (given) => {
      const { world, chance, plant } = given;
      // without a number of its own: one of this year's would be missing among them
      const posted = world.ledger.post(small(chance, -chance.whole(20, 90), 'б/н'));
      plant.mark('ledger', 'outside', { ordinal: posted.first, key: posted.txn });
    },
  },
  manualJournal: {
    lines: 2,
    plant: (given) => {
      const { world, chance, day, plant } = given;
      let sunday = day;
      while (world.period.isWorking(sunday)) sunday += 1;
      const amount = chance.whole(3, 12) * 100_000_000;
      plant.effect(money(amount), 'KZT');
      const at = `${world.period.text(sunday)}T02:${chance.whole(10, 59)}:00`;
      const lines: Line[] = [
        { account: '7010', amount },
        { account: '3310', amount: -amount },
      ];
      entry(given, 'manual', { text: 'Ручная корректировка закупок', lines, user: 'Директор', at });
    },
  },
  roundAmounts: { lines: 24, plant: roundAmounts },
  belowThreshold: { lines: 0, plant: () => undefined },
  burst: {
    lines: 26,
    plant: ({ world, chance, plant, day }) => {
      const user = 'Бухгалтер Ким';
      for (let i = 0; i < 13; i += 1) {
        const at = `${world.period.text(day)}T18:5${1 + (day % 8)}:${String(3 + 4 * i).padStart(2, '0')}`;
        const payee = chance.pick(world.people.services);
        const row = postExpense(world, day, {
          amount: chance.whole(1_000_000, 30_000_000),
          payee,
          account: '7110',
          text: 'Реклама',
          user,
          at,
        });
        plant.mark('ledger', 'burst', row);
      }
    },
  },
  yieldNorm: { lines: 4, plant: ({ world, chance, plant, day }) => produce(world, day, chance, plant) },
};

const small = (chance: Chance, day: number, ref: string) => {
  const amount = chance.whole(100_000, 900_000);
  const lines: Line[] = [
    { account: '7110', amount },
    { account: '1030', amount: -amount },
  ];
  return { day, ref, text: 'Банковская комиссия', lines };
};

function roundAmounts({ world, chance, plant, day }: Planting): void {
  const payee = chance.pick(world.people.services);
  plant.tell('payee', payee.name);
  for (let i = 0; i < 12; i += 1) {
    const row = postExpense(world, day, { amount: chance.pick(round), payee, account: '7110', text: 'Маркетинговые услуги' });
    plant.mark('ledger', 'round', row);
  }
}

/** Expenses just under the threshold, spread over the period: enough for the first digits to show them. */
function scheduleBelowThreshold(world: World, kind: Kind, given: { lines: number; no: number; times: number }): void {
  const chance = world.streams('threshold', given.no);
  const plant = world.plants.alone(kind);
  const payee = chance.pick(world.people.services);
  plant.tell('payee', payee.name);
  plant.tell('threshold', money(threshold));
  const n = Math.max(12, Math.floor((given.lines * 0.0035) / given.times));
  for (let i = 0; i < n; i += 1) {
    const day = world.period.working(chance.whole(0, world.period.last - 12));
    const amount = chance.whole(45_500_000, threshold - 10_000);
    world.agenda.at(day, 2, () => {
      plant.mark('ledger', 'threshold', postExpense(world, day, { amount, payee, account: '7210', text: 'Консультационные услуги' }));
    });
  }
}

const sizeOf = (kind: Kind): number => ways[kind.id]?.lines ?? 0;

/** Puts the irregularities down that stand beside the shipments; small books have room for a few of them. */
export function scheduleAlone(world: World, lines: number): void {
  const times = timesPlanted(lines);
  const fit = world
    .streams('alone', 0)
    .shuffled(aloneKinds.filter((kind) => lines >= 10_000 || (kind.large !== true && sizeOf(kind) <= 7)));
  const most = lines < 10_000 ? Math.max(3, Math.floor(lines / 500)) : fit.length;
  fit.slice(0, most).forEach((kind, k) => {
    for (let no = 0; no < times; no += 1) {
      if (kind.id === 'belowThreshold') {
        scheduleBelowThreshold(world, kind, { lines, no, times });
        continue;
      }
      const chance = world.streams(`alone ${kind.id}`, no + 1);
      const until = kind.early === true ? 70 : world.period.last - 20;
      const day = world.period.working(chance.whole(kind.early === true ? 1 : 5 + (k % 7), until));
      const plant = world.plants.alone(kind);
      world.agenda.at(day, sizeOf(kind), () => ways[kind.id]?.plant({ world, plant, chance, day }));
    }
  });
}
