import { addCalendarDays, addTermMonths, addWorkingDays } from '../../../../domain/calendar/working-days.ts';
import type { CalendarDays, Suspension } from '../../../../domain/calendar/working-days.ts';
import { Refused } from '../../../../domain/model/refused.ts';
import type { Day } from '../../../../domain/model/scalars.ts';
import type { DeadlineRule } from '../../../../domain/packs/rule-pack.ts';
import { loadPack, packIds } from '../../../packs/load-pack.ts';
import { oneOf, string, text, texts } from '../command.ts';
import type { Command, Given, Values } from '../command.ts';
import { usageMistake } from '../usage.ts';
import { countIn, dayOf, figures, objectOf } from './figures.ts';

const count = { type: 'string', form: 'count' } as const;
const suspended = { type: 'string', multiple: true } as const;
const packOption = oneOf(packIds());
const shared = { pack: packOption, calendar: string, from: { type: 'string', form: 'day' }, suspended } as const;

const daysIn = (value: unknown, at: string): readonly Day[] => {
  if (!Array.isArray(value)) throw new Refused({ code: 'value_invalid', at });
  return value.map((day) => dayOf(day, at));
};

/** A calendar as a file: `{weekend: [6, 0], nonWorking: [days], working: [days]}`; 0 is Sunday. A bare list names the days off. */
function calendarOf(file: string): CalendarDays {
  const read = objectOf(file);
  const weekend = read['weekend'] ?? [6, 0];
  if (!Array.isArray(weekend) || weekend.some((day) => !(Number.isInteger(day) && day >= 0 && day <= 6)))
    throw new Refused({ code: 'value_invalid', at: 'weekend' });
  if (new Set(weekend).size === 7) throw new Refused({ code: 'value_invalid', at: 'weekend' });
  const off = read['nonWorking'] ?? read['calendar'] ?? read['list'] ?? [];
  return { weekend: weekend as number[], nonWorking: daysIn(off, 'nonWorking'), working: daysIn(read['working'] ?? [], 'working') };
}

const packOf = (values: Values) => loadPack(text(values, 'pack') || 'kz').pack;

const calendarIn = (values: Values): CalendarDays =>
  text(values, 'calendar') === '' ? packOf(values).calendar : calendarOf(text(values, 'calendar'));

/** `2026-03-12..2026-04-10`, both days belong to it. */
function suspensionsIn(values: Values): readonly Suspension[] {
  return texts(values, 'suspended').map((given) => {
    const [from = '', to = ''] = given.split('..');
    const suspension = { from: dayOf(from, given), to: dayOf(to, given) };
    if (suspension.to < suspension.from) throw new Refused({ code: 'value_invalid', at: given });
    return suspension;
  });
}

const workingDays: Command = {
  path: 'calc working-days',
  usage: 'calc working-days --from DAY --add N [--pack P] [--calendar FILE] [--suspended DAY..DAY]…',
  options: { ...shared, add: count },
  required: ['from', 'add'],
  positionals: [0, 0],
  vault: 'none',
  run: async ({ values, say }) => {
    const due = addWorkingDays(calendarIn(values), text(values, 'from') as Day, countIn(values, 'add'), suspensionsIn(values));
    return figures(say, { due });
  },
};

type Term = Pick<DeadlineRule, 'amount' | 'unit' | 'roll' | 'startRule'>;

/** A term that is no rule of a pack: `--add N --unit U`. */
const typedTerm = (values: Values): Term => ({
  amount: countIn(values, 'add'),
  unit: (text(values, 'unit') || 'workingDay') as DeadlineRule['unit'],
  roll: 'nextWorkingDay',
  startRule: 'dayAfter',
});

function ruleOf(values: Values): Term & Partial<DeadlineRule> {
  const id = text(values, 'rule');
  if (id === '') {
    if (text(values, 'add') === '') throw usageMistake('missing', '--rule');
    return typedTerm(values);
  }
  const rule = packOf(values).deadlines.find((one) => one.id === id);
  if (rule === undefined) throw new Refused({ code: 'value_invalid', at: id });
  return rule;
}

function dueOf(
  rule: Term,
  given: { readonly calendar: CalendarDays; readonly from: Day; readonly suspensions: readonly Suspension[] },
): Day {
  const { calendar, from, suspensions } = given;
  const months = rule.unit === 'calendarYear' ? rule.amount * 12 : rule.amount;
  switch (rule.unit) {
    case 'workingDay':
      return addWorkingDays(calendar, from, rule.amount, suspensions);
    case 'calendarDay':
      return addCalendarDays(calendar, from, rule.amount);
    case 'calendarMonth':
    case 'calendarYear':
      return addTermMonths(calendar, from, months, suspensions);
    default:
      return rule.unit satisfies never;
  }
}

const deadline: Command = {
  path: 'calc deadline',
  usage:
    'calc deadline --from DAY (--rule ID | --add N --unit workingDay|calendarDay|calendarMonth|calendarYear) [--pack P] [--calendar FILE] [--suspended DAY..DAY]…',
  options: { ...shared, rule: string, add: count, unit: oneOf(['workingDay', 'calendarDay', 'calendarMonth', 'calendarYear']) },
  required: ['from'],
  positionals: [0, 0],
  vault: 'none',
  run: async ({ values, say }: Given) => {
    const rule = ruleOf(values);
    const calendar = calendarIn(values);
    const due = dueOf(rule, { calendar, from: text(values, 'from') as Day, suspensions: suspensionsIn(values) });
    const standing = rule.status === undefined ? {} : { rule: rule.id, status: rule.status, source: rule.source };
    return figures(say, { due, ...standing });
  },
};

export const dayCommands: readonly Command[] = [workingDays, deadline];
