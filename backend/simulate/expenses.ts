import { divide } from './amounts.ts';
import { powerOfTen } from './chance.ts';
import type { Chance } from './chance.ts';
import type { Account, Line } from './ledger.ts';
import type { Party } from './people.ts';
import type { World } from './world.ts';

const subjects = [
  'Аренда офиса',
  'Услуги связи',
  'Охрана склада',
  'Канцелярские товары',
  'Коммунальные услуги',
  'Реклама',
  'Ремонт техники',
  'Тазалау қызметтері',
];

/** Amounts over four powers of ten, as in real ledgers, so that first digits fall as Benford's law says. */
export function spreadAmount(chance: Chance): number {
  const size = 10 ** chance.whole(5, 8);
  return Math.round(size * powerOfTen(chance.unit()));
}

export type Expense = {
  readonly amount: number;
  readonly payee: Party;
  readonly account: Account;
  readonly text: string;
  readonly user?: string;
  readonly at?: string;
};

/** An advance report or service paid from the account; 2 lines, 3 with tax. @returns the row with the expense */
export function postExpense(world: World, day: number, expense: Expense, taxed = false): { ordinal: number; key: string } {
  const { amount, payee, account, text } = expense;
  const vat = taxed ? divide(amount * world.law.vatPercent, 100) : 0;
  const entry = { ...(expense.user === undefined ? {} : { user: expense.user }), ...(expense.at === undefined ? {} : { at: expense.at }) };
  const lines: Line[] = [
    { account, amount, party: payee },
    { account: '1420', amount: vat },
    { account: '1030', amount: -amount - vat },
  ];
  const posted = world.ledger.post({ day, ref: world.number('АО'), text, lines, ...entry });
  return { ordinal: posted.first, key: posted.txn };
}

/** An ordinary expense of the day. */
export function expense(world: World, day: number, chance: Chance, taxed = false): void {
  const account = chance.oneIn(4) ? '7110' : '7210';
  postExpense(
    world,
    day,
    { amount: spreadAmount(chance), payee: chance.pick(world.people.services), account, text: chance.pick(subjects) },
    taxed,
  );
}
