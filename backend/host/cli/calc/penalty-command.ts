import { penaltyFor } from '../../../../domain/assessment/penalty.ts';
import type { OffenceLevel, PastOffence, PenaltyTable } from '../../../../domain/assessment/penalty.ts';
import { Refused } from '../../../../domain/model/refused.ts';
import type { Day, Decimal } from '../../../../domain/model/scalars.ts';
import { isDecimal } from '../../../../domain/money/decimal.ts';
import { oneOf, string, text, texts } from '../command.ts';
import type { Command } from '../command.ts';
import { dayOf, figures, minorOf, money, objectOf } from './figures.ts';

const levels = ['L1', 'L2', 'L3', 'L4'] as const;

const decimalsOf = (value: unknown): Readonly<Record<string, Decimal>> => {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  if (entries.some(([, one]) => typeof one !== 'string' || !isDecimal(one))) throw new Refused({ code: 'value_invalid', at: 'factors' });
  return Object.fromEntries(entries) as Record<string, Decimal>;
};

function tableOf(read: Readonly<Record<string, unknown>>): PenaltyTable {
  const steps = Object.entries((read['steps'] ?? {}) as Record<string, unknown>);
  for (const [level, row] of steps) {
    const isRow =
      Array.isArray(row) && row.length > 0 && row.every((step) => step === 'warning' || (typeof step === 'string' && isDecimal(step)));
    if (!isRow) throw new Refused({ code: 'value_invalid', at: level });
  }
  const bound = (name: string): bigint | undefined => (read[name] === undefined ? undefined : minorOf(read[name], name));
  const [least, most] = [bound('least'), bound('most')];
  return {
    steps: Object.fromEntries(steps) as PenaltyTable['steps'],
    lookBackMonths: typeof read['lookBackMonths'] === 'number' ? read['lookBackMonths'] : 36,
    sameBy: read['sameBy'] === 'level' ? 'level' : 'code',
    factors: decimalsOf(read['factors']),
    ...(least === undefined ? {} : { least }),
    ...(most === undefined ? {} : { most }),
  };
}

/** So many offences before this one, where only their number is known. */
const before = (occurrence: number, level: OffenceLevel, day: Day): readonly PastOffence[] =>
  Array.from({ length: occurrence - 1 }, (_, i) => ({ id: String(i + 1), code: '', level, decided: day, final: true, annulled: false }));

function historyOf(given: unknown): readonly PastOffence[] {
  if (!Array.isArray(given)) throw new Refused({ code: 'value_invalid', at: 'history' });
  return given.map((one: Record<string, unknown>, i) => ({
    id: String(one['id'] ?? i + 1),
    code: String(one['code'] ?? ''),
    level: String(one['level'] ?? '') as OffenceLevel,
    decided: dayOf(one['decided'], 'history'),
    final: one['final'] !== false,
    annulled: one['annulled'] === true,
  }));
}

export const penaltyCommand: Command = {
  path: 'calc penalty',
  usage:
    'calc penalty --shortfall AMOUNT --level L1|L2|L3|L4 [--occurrence N | --history FILE --day DAY] [--table FILE] [--code C] [--with CIRCUMSTANCE]…',
  options: {
    shortfall: string,
    level: oneOf(levels),
    occurrence: { type: 'string', form: 'count' },
    history: string,
    day: { type: 'string', form: 'day' },
    table: string,
    code: string,
    with: { type: 'string', multiple: true },
  },
  required: ['shortfall', 'level'],
  positionals: [0, 0],
  vault: 'none',
  run: async ({ values, say }) => {
    const level = text(values, 'level') as OffenceLevel;
    const day = (text(values, 'day') || '2000-01-01') as Day;
    const occurrence = Math.max(1, Number(text(values, 'occurrence') || '1'));
    const history = text(values, 'history') === '' ? before(occurrence, level, day) : historyOf(objectOf(text(values, 'history'))['list']);
    const offence = {
      code: text(values, 'code'),
      level,
      day,
      shortfall: minorOf(text(values, 'shortfall'), 'shortfall'),
      circumstances: texts(values, 'with'),
    };
    // without a table no amount is named: that is the law of the pack, not an error
    const told = penaltyFor(offence, history, text(values, 'table') === '' ? null : tableOf(objectOf(text(values, 'table'))));
    return figures(say, told.mode === 'referral' ? told : { ...told, amount: money(told.amount) });
  },
};
