import type { Found } from '../format-reader.ts';
import { day, number } from '../xml/canonical.ts';
import { amountText, scaled, sum } from '../xml/sum.ts';
import type { Sum } from '../xml/sum.ts';
import { accountOf, field } from './client-bank-document.ts';
import type { Block, Movement } from './client-bank-document.ts';

/** What the file states of an account over some days, in its own order. */
type Stated = {
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly opening: string;
  readonly received: string;
  readonly spent: string;
  readonly closing: string;
};

/** `whole`: every amount could be added. */
type Counted = { readonly counted: bigint; readonly whole: boolean };

type Day = { readonly received: Sum; readonly spent: Sum };

/** Balances that a statement declares, held against its documents. */
export type Balances = {
  readonly state: (section: Block) => void;
  readonly add: (movement: Movement) => void;
  /** Says every check; once, at the end of the file. */
  readonly say: () => void;
};

const statedOf = (section: Block): Stated => ({
  account: accountOf(field(section, 'расчсчет')),
  from: day(field(section, 'датаначала')),
  to: day(field(section, 'датаконца')),
  opening: number(field(section, 'начальныйостаток')),
  received: number(field(section, 'всегопоступило')),
  spent: number(field(section, 'всегосписано')),
  closing: number(field(section, 'конечныйостаток')),
});

export function clientBankBalances(found: Pick<Found, 'check'>): Balances {
  const stated: Stated[] = [];
  const days = new Map<string, Map<string, Day>>();

  const within = ({ account, from, to }: Stated): { readonly received: bigint; readonly spent: bigint; readonly whole: boolean } => {
    let [received, spent, whole] = [0n, 0n, true];
    for (const [on, of] of days.get(account) ?? []) {
      if ((from !== '' && on < from) || (to !== '' && on > to)) continue;
      received += of.received.value();
      spent += of.spent.value();
      if (of.received.unread() + of.spent.unread() > 0) whole = false;
    }
    return { received, spent, whole };
  };

  const check = (key: string, at: string, declared: string, { counted, whole }: Counted): void => {
    if (declared === '') return;
    const amount = scaled(declared);
    const agrees = amount === counted && whole;
    found.check({ key, at, declared: amount === null ? declared : amountText(amount), counted: amountText(counted), agrees });
  };

  const saySection = (of: Stated, before: Stated | undefined): void => {
    const at = [of.account, of.from === of.to ? of.from : `${of.from} – ${of.to}`].filter((part) => part !== '').join(' ');
    const { received, spent, whole } = within(of);
    check('bank_received', at, of.received, { counted: received, whole });
    check('bank_spent', at, of.spent, { counted: spent, whole });
    const opening = scaled(of.opening);
    if (opening !== null && of.opening !== '') check('bank_closing', at, of.closing, { counted: opening + received - spent, whole });
    const was = before === undefined || before.closing === '' ? null : scaled(before.closing);
    if (was !== null) check('bank_continuity', at, of.opening, { counted: was, whole: true });
  };

  return {
    state: (section) => void stated.push(statedOf(section)),
    add: ({ account, day: on, direction, amount }) => {
      const of = days.get(account) ?? new Map<string, Day>();
      days.set(account, of);
      const one = of.get(on) ?? { received: sum(), spent: sum() };
      of.set(on, one);
      (direction === 'in' ? one.received : one.spent).add(amount);
    },
    say: () => {
      const last = new Map<string, Stated>();
      for (const of of stated) {
        saySection(of, last.get(of.account));
        last.set(of.account, of);
      }
    },
  };
}
