import { dateForms, isWrittenIn } from './days.ts';
import type { DateForm } from './days.ts';
import type { NumberForm } from './numbers.ts';

/**
 * The form that most of the sampled days have. `DD/MM` and `MM/DD` are told apart by days above 12; where nothing tells them
 * apart the day comes first, as everywhere outside the United States.
 * @returns null when no sampled text is a date
 */
export function detectDateForm(samples: readonly string[]): DateForm | null {
  let best: DateForm | null = null;
  let most = 0;
  for (const form of dateForms) {
    const fits = samples.filter((text) => isWrittenIn(text.trim(), form)).length;
    if (fits > most) [best, most] = [form, fits];
  }
  return best;
}

const spaced = /[\s\u00a0\u2007\u2009\u202f()+\u2212-]/g;

type Votes = { comma: number; dot: number; commaGroups: number; dotGroups: number };

function vote(text: string, votes: Votes): void {
  const digits = text.replace(spaced, '');
  if (!/^[\d.,]+$/.test(digits)) return;
  const [commas, dots] = [digits.split(',').length - 1, digits.split('.').length - 1];
  if (commas > 0 && dots > 0) {
    const commaLast = digits.lastIndexOf(',') > digits.lastIndexOf('.');
    votes[commaLast ? 'comma' : 'dot'] += 1;
    votes[commaLast ? 'dotGroups' : 'commaGroups'] += 1;
  } else if (commas > 1) votes.commaGroups += 1;
  else if (dots > 1) votes.dotGroups += 1;
  else if (commas === 1 && !/,\d{3}$/.test(digits)) votes.comma += 1;
  else if (dots === 1 && !/\.\d{3}$/.test(digits)) votes.dot += 1;
}

/**
 * Decimal mark of a file from sampled number texts. `1,234` alone tells nothing: it counts only where no other value does, and then
 * a file parted by semicolons or tabs is read with the comma.
 */
export function detectNumberForm(samples: readonly string[], delimiter: string): NumberForm {
  const votes: Votes = { comma: 0, dot: 0, commaGroups: 0, dotGroups: 0 };
  for (const text of samples) vote(text, votes);
  const silent = votes.comma === 0 && votes.dot === 0;
  const byGroups =
    votes.dotGroups > votes.commaGroups || (votes.commaGroups === 0 && delimiter !== ',' && samples.some((t) => t.includes(',')));
  const decimal = (silent ? byGroups : votes.comma > votes.dot) ? ',' : '.';
  if (decimal === ',') return { decimal, group: votes.dotGroups > 0 ? '.' : null };
  return { decimal, group: votes.commaGroups > 0 ? ',' : null };
}

/** How the values of a column whose header names a scaled unit are written, decided once per file from the sample. */
export type WrittenAs = 'whole' | 'decimal';

/** Most decimals that a value of the natural unit has: three in money (KWD), kilograms to the gram. */
const mostDecimals = { money: 3, quantity: 6, rate: 8, weight: 3 } as const;
export type ScaledType = keyof typeof mostDecimals;

/** Digits behind the decimal mark of a plainly written number other than nil, null for everything else. */
function decimalsOf(text: string, form: NumberForm): number | null {
  const digits = text.replace(spaced, '');
  if (!/^\d[\d.,]*$/.test(digits) || !/[1-9]/.test(digits)) return null;
  const cut = digits.lastIndexOf(form.decimal);
  return cut < 0 ? 0 : digits.length - cut - 1;
}

/**
 * Most values decide: one decimal among whole numbers is that row's problem and not a reason to read all others anew, and the other way
 * round. Quantities, rates and weights that would come to less than one natural unit stand in it too, beside decimals ("100", "12.5");
 * amounts are what their header says. A value that none can be (`1e5`, too many decimals), zeros and empty cells say nothing.
 */
export function detectWritten(samples: readonly string[], form: NumberForm, type: ScaledType): WrittenAs {
  const most = mostDecimals[type];
  const wholes: number[] = [];
  let decimals = 0;
  for (const text of samples) {
    const n = decimalsOf(text, form);
    if (n === 0) wholes.push(Number(text.replace(/\D/g, '')));
    else if (n !== null && n <= most) decimals += 1;
  }
  if (decimals > wholes.length) return 'decimal';
  if (decimals === 0 || type === 'money') return 'whole';
  const middle = wholes.sort((a, b) => a - b)[Math.floor(wholes.length / 2)] ?? 0;
  return middle < 10 ** most ? 'decimal' : 'whole';
}

/** Digits of a whole commodity code in this file: the pack's length when any code has it, else the longest even length. */
export function detectHsLength(samples: readonly string[], packLength: number): number {
  const lengths = samples.map((text) => text.replace(/\D/g, '').length);
  if (lengths.some((n) => n >= packLength && n % 2 === 0)) return packLength;
  const even = lengths.filter((n) => n > 0 && n % 2 === 0);
  return even.length === 0 ? packLength : Math.max(...even);
}
