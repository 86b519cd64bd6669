import { decimalToScaled, isDecimal, roundDecimal, scaledToDecimal } from '../../../domain/money/decimal.ts';
import type { Speech } from '../../parts/words.tsx';

/** Measures that only name the unit or the way of another one; the explanation says them in words. */
const silent = new Set(['currency', 'unit', 'reason', 'direction']);

/** What is worth a column, the likeliest first. */
const telling = [
  'unit_value',
  'median',
  'deviation_percent',
  'shortfall',
  'missing',
  'share',
  'expected_share',
  'z',
  'amount',
  'numbers',
  'rows',
  'difference',
];

type Measured = { readonly measures: Readonly<Record<string, string>> };

/** @returns names of at most `most` measures for the columns of a table of hits */
export function measureColumns(hits: readonly Measured[], most: number): readonly string[] {
  const first = hits[0]?.measures ?? {};
  return telling.filter((name) => first[name] !== undefined).slice(0, most);
}

/** The measures that are shown one by one. */
export const shownMeasures = ({ measures }: Measured): readonly (readonly [string, string])[] =>
  Object.entries(measures).filter(([name, value]) => !silent.has(name) && value !== '');

const percents = /percent/;

const shares = new Set(['share', 'expected_share']);

/** Two decimals stay, further ones only when they say something: `290.7300` -> `290.73`. */
const withoutTail = (text: string): string => text.replace(/(\.\d\d\d*?)0+$/, '$1');

/** @returns a measure as the language writes it */
export function measureShown(name: string, value: string, speech: Speech): string {
  if (name === 'boxes')
    return value
      .split(/,\s*/)
      .map((box) => (speech.has(`box.${box}`) ? speech.say(`box.${box}`) : box))
      .join(', ');
  if (!isDecimal(value)) return value;
  const decimals = value.split('.')[1]?.length ?? 0;
  if (percents.test(name)) return speech.percent(value);
  if (shares.has(name)) return speech.percent(roundDecimal(scaledToDecimal((decimalToScaled(value, decimals) ?? 0n) * 100n, decimals), 1));
  return speech.amount(withoutTail(roundDecimal(value, Math.min(4, decimals))));
}

export const isNumber = (value: string | undefined): boolean => value !== undefined && isDecimal(value);

export const measureName = (name: string, { say }: Speech): string => say(`test.measure.${name}`);
