import { dayOf, addDays, daysBetween, partsOf } from '../calendar/day.ts';
import { Refused } from '../model/refused.ts';
import { isLeapYear } from '../model/scalars.ts';
import type { Day, Decimal } from '../model/scalars.ts';
import { add, divide, multiply, ratio, ratioOfDecimal, roundRatio } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';

/** @property from first day of validity @property percent a year */
export type BaseRate = { readonly from: Day; readonly percent: Decimal };

/** @property amount minor units, above zero */
export type Payment = { readonly day: Day; readonly amount: bigint };

/**
 * How the pack computes interest.
 * @property multiplier of the base rate @property year days of a year: 365 for every year, or the real ones
 * @property rateMode the rate of each day, or the one of the due day throughout
 */
export type InterestRule = {
  readonly multiplier: Decimal;
  readonly year: 'fixed365' | 'actual';
  readonly rateMode: 'perDay' | 'fixedAtDue';
};

/** @property amount minor units that were to be paid on `due` */
export type Debt = { readonly amount: bigint; readonly due: Day; readonly payments: readonly Payment[] };

/** Days of one balance, one rate and one length of the year, both ends counted. @property interest minor units, exact */
export type InterestSegment = {
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
  readonly balance: bigint;
  readonly percent: Decimal;
  readonly yearDays: number;
  readonly interest: Ratio;
};

/** @property interest minor units, rounded once @property perDay what each day after `to` adds, exact @property overpaid what was paid above the debt */
export type Interest = {
  readonly segments: readonly InterestSegment[];
  readonly days: number;
  readonly interest: bigint;
  readonly balance: bigint;
  readonly overpaid: bigint;
  readonly perDay: Ratio;
};

/** The rate in force on a day. @throws Refused rate_missing, never a guess */
export function baseRateOn(rates: readonly BaseRate[], day: Day): Decimal {
  const inForce = rates.filter(({ from }) => from <= day);
  const last = inForce.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)).at(-1);
  if (last === undefined) throw new Refused({ code: 'rate_missing', at: day });
  return last.percent;
}

const yearDaysOf = (day: Day, rule: InterestRule): number => (rule.year === 'actual' && isLeapYear(partsOf(day)[0]) ? 366 : 365);

/** Interest of one day. @returns minor units, exact */
const ofOneDay = (balance: bigint, percent: Decimal, { multiplier }: InterestRule, yearDays: number): Ratio =>
  divide(multiply(multiply(ratio(balance), ratioOfDecimal(percent)), ratioOfDecimal(multiplier)), ratio(BigInt(100 * yearDays)));

function checked(debt: Debt): Debt {
  if (debt.amount < 0n) throw new Refused({ code: 'value_invalid', at: 'amount' });
  if (debt.payments.some(({ amount }) => amount <= 0n)) throw new Refused({ code: 'value_invalid', at: 'payments' });
  return debt;
}

/** What was paid by the end of a day. */
const paidBy = ({ payments }: Debt, day: Day): bigint => payments.reduce((sum, one) => (one.day <= day ? sum + one.amount : sum), 0n);

/** The day of payment itself still bears interest on what was paid: the balance of a day is that before its payments. */
function balanceOn(debt: Debt, day: Day): bigint {
  const left = debt.amount - paidBy(debt, addDays(day, -1));
  return left > 0n ? left : 0n;
}

/** First days of a new balance, rate or year within a term, rising; its own first day among them. */
function turns(
  debt: Debt,
  rates: readonly BaseRate[],
  { from, to, rule }: { readonly from: Day; readonly to: Day; readonly rule: InterestRule },
): readonly Day[] {
  const years =
    rule.year === 'actual'
      ? Array.from({ length: partsOf(to)[0] - partsOf(from)[0] }, (_, i) => dayOf(partsOf(from)[0] + i + 1, 1, 1))
      : [];
  const changes = rule.rateMode === 'perDay' ? rates.map((rate) => rate.from) : [];
  const all = [from, ...debt.payments.map(({ day }) => addDays(day, 1)), ...changes, ...years].filter((day) => day >= from && day <= to);
  return [...new Set(all)].toSorted();
}

/**
 * Late-payment interest on an unpaid amount: each day from the day after the due day, the day of payment included, at the multiple of the
 * base rate; rounded once at the end.
 * @param to the last day that bears interest
 * @throws Refused rate_missing for a day without a base rate; value_invalid for a negative debt or payment
 * @source pack `interest`, reference/domain.md §5.3
 */
export function lateInterest(
  debt: Debt,
  rates: readonly BaseRate[],
  { to, rule }: { readonly to: Day; readonly rule: InterestRule },
): Interest {
  const from = addDays(checked(debt).due, 1);
  const rateOn = (day: Day): Decimal => baseRateOn(rates, rule.rateMode === 'perDay' ? day : debt.due);
  const starts = to < from ? [] : turns(debt, rates, { from, to, rule });
  const segments = starts.flatMap((start, i): readonly InterestSegment[] => {
    const balance = balanceOn(debt, start);
    if (balance === 0n) return [];
    const next = starts[i + 1];
    const end = next === undefined ? to : addDays(next, -1);
    const days = daysBetween(start, end) + 1;
    const [percent, yearDays] = [rateOn(start), yearDaysOf(start, rule)];
    const interest = multiply(ofOneDay(balance, percent, rule, yearDays), ratio(BigInt(days)));
    return [{ from: start, to: end, days, balance, percent, yearDays, interest }];
  });
  const left = debt.amount - paidBy(debt, to);
  const after = addDays(to, 1);
  return {
    segments,
    days: segments.reduce((sum, { days }) => sum + days, 0),
    interest: roundRatio(segments.reduce((sum, { interest }) => add(sum, interest), ratio(0n))),
    balance: left > 0n ? left : 0n,
    overpaid: left < 0n ? -left : 0n,
    perDay: left > 0n ? ofOneDay(left, rateOn(after > from ? after : from), rule, yearDaysOf(after, rule)) : ratio(0n),
  };
}
