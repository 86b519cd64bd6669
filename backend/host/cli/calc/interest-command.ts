import { lateInterest } from '../../../../domain/assessment/interest.ts';
import type { BaseRate, Debt, InterestRule } from '../../../../domain/assessment/interest.ts';
import { addDays } from '../../../../domain/calendar/day.ts';
import { Refused } from '../../../../domain/model/refused.ts';
import type { Day } from '../../../../domain/model/scalars.ts';
import { isDecimal } from '../../../../domain/money/decimal.ts';
import { oneOf, string, text } from '../command.ts';
import type { Command, Values } from '../command.ts';
import { usageMistake } from '../usage.ts';
import { dayOf, decimalIn, exact, figures, minorOf, money, objectOf, textOf } from './figures.ts';

/** `01.06.2025` as `2025-06-01`; anything else as it is. */
const isoDay = (day: string): string => day.replace(/^(\d{2})\.(\d{2})\.(\d{4})$/u, '$3-$2-$1');

/** Cells of a line: by tabs or semicolons where there are any, for then a comma is a decimal mark; else by commas outside quotes. */
function cellsOf(line: string): readonly string[] {
  const wide = /[;\t]/u.test(line);
  const cells = wide ? line.split(/[;\t]/u) : (line.match(/"[^"]*"|[^,]+/gu) ?? []);
  return cells.map((cell) => cell.trim().replace(/^"|"$/gu, ''));
}

/**
 * Base rates as a file: day and percent a line, as `2025-06-01,16.5` or `01.06.2025;16,5`; a line of headers is passed over.
 * @throws Refused value_invalid with the line: `2025-06-01,16,5` could be 16 or 16.5 and is no rate
 */
function ratesOf(file: string): readonly BaseRate[] {
  const lines = textOf(file)
    .replace(/^\ufeff/u, '')
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '');
  return lines.flatMap((line, i): readonly BaseRate[] => {
    const [day = '', percent = '', ...rest] = cellsOf(line);
    if (i === 0 && !/^\d/.test(day)) return [];
    const plain = percent.replace(',', '.').replace(/\s*%$/u, '');
    if (!isDecimal(plain) || /^\d/.test(rest[0] ?? '')) throw new Refused({ code: 'value_invalid', at: line });
    return [{ from: dayOf(isoDay(day), line), percent: plain }];
  });
}

const paymentOf = (given: unknown): { readonly day: Day; readonly amount: bigint } => {
  const [day, amount] = Array.isArray(given)
    ? given
    : [(given as Record<string, unknown>)['day'], (given as Record<string, unknown>)['amount']];
  return { day: dayOf(day, 'payments'), amount: minorOf(amount, 'payments') };
};

/** `{amount, due, payments: [{day, amount}]}` */
function debtOf(file: string): Debt {
  const read = objectOf(file);
  const payments = read['payments'] ?? [];
  if (!Array.isArray(payments)) throw new Refused({ code: 'value_invalid', at: 'payments' });
  return {
    amount: minorOf(read['amount'] ?? read['debt'], 'amount'),
    due: dayOf(read['due'], 'due'),
    payments: payments.map(paymentOf),
  };
}

function ruleIn(values: Values): InterestRule {
  return {
    multiplier: decimalIn(values, 'multiplier', '1.25'),
    year: text(values, 'year') === 'actual' ? 'actual' : 'fixed365',
    rateMode: text(values, 'rate-mode') === 'due' ? 'fixedAtDue' : 'perDay',
  };
}

export const interestCommand: Command = {
  path: 'calc interest',
  usage: 'calc interest --file debt.json --rates rates.csv --to DAY [--multiplier M] [--year 365|actual] [--rate-mode day|due]',
  options: {
    file: string,
    rates: string,
    to: { type: 'string', form: 'day' },
    multiplier: string,
    year: oneOf(['365', 'actual']),
    'rate-mode': oneOf(['day', 'due']),
  },
  required: ['file', 'rates'],
  positionals: [0, 0],
  vault: 'none',
  run: async ({ values, say }) => {
    const debt = debtOf(text(values, 'file'));
    const last = debt.payments
      .map(({ day }) => day)
      .toSorted()
      .at(-1);
    const to = text(values, 'to') === '' ? last : (text(values, 'to') as Day);
    if (to === undefined) throw usageMistake('missing', '--to');
    const told = lateInterest(debt, ratesOf(text(values, 'rates')), { to, rule: ruleIn(values) });
    const segments = told.segments.map((one) => ({
      from: one.from,
      to: one.to,
      days: one.days,
      balance: money(one.balance),
      rate: one.percent,
      yearDays: one.yearDays,
      interest: exact(one.interest),
    }));
    const sums = { interest: money(told.interest), days: told.days, balance: money(told.balance), overpaid: money(told.overpaid) };
    return figures(say, { ...sums, to, next: addDays(to, 1), perDay: exact(told.perDay), segments });
  },
};
