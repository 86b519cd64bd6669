import { benfordFigures, conformity, criticalChiSquare, digitsOfKind, leadingDigits } from '../../../../domain/catalogue/benford.ts';
import type { DigitKind } from '../../../../domain/catalogue/benford.ts';
import { Refused } from '../../../../domain/model/refused.ts';
import {
  attributeSize,
  attributeSizeFinite,
  attributeSizePoisson,
  lowerRate,
  mostBad,
  rateInterval,
  upperRate,
} from '../../../../domain/sampling/attribute.ts';
import { planMus } from '../../../../domain/sampling/mus.ts';
import { rounded, stringerBound } from '../../../../domain/sampling/stringer.ts';
import { oneOf, string, text } from '../command.ts';
import type { Command, Given, Values } from '../command.ts';
import { usageMistake } from '../usage.ts';
import { countIn, decimalIn, figures, numbersIn, shown, textOf } from './figures.ts';

const count = { type: 'string', form: 'count' } as const;
const alone = { required: [], positionals: [0, 0], vault: 'none' } as const;

function size(values: Values) {
  const plan = {
    cl: decimalIn(values, 'cl', '0.95'),
    tolerable: decimalIn(values, 'tolerable'),
    expected: decimalIn(values, 'expected', '0'),
  };
  if (text(values, 'population') !== '') return attributeSizeFinite(plan, countIn(values, 'population'));
  return text(values, 'method') === 'poisson' ? attributeSizePoisson(plan) : attributeSize(plan);
}

/** Limits of the rate for what a sample of n showed. */
function limits(values: Values) {
  const found = { n: countIn(values, 'n'), k: countIn(values, 'k') };
  const cl = decimalIn(values, 'cl', '0.95');
  const interval = rateInterval(found, cl);
  return {
    ...found,
    upper: shown(upperRate(found, cl)),
    lower: shown(lowerRate(found, cl)),
    twoSidedLower: shown(interval.lower),
    twoSidedUpper: shown(interval.upper),
    ...(text(values, 'population') === '' ? {} : { mostBad: mostBad(found, countIn(values, 'population'), cl) }),
  };
}

const attribute: Command = {
  ...alone,
  path: 'calc attribute',
  usage: 'calc attribute --cl P (--tolerable P [--expected P] [--population N | --method binomial|poisson] | --n N --k K [--population N])',
  options: {
    cl: string,
    tolerable: string,
    expected: string,
    population: count,
    method: oneOf(['binomial', 'poisson']),
    n: count,
    k: count,
  },
  run: async ({ values, say }) => {
    const evaluates = text(values, 'n') !== '' && text(values, 'k') !== '';
    if (!evaluates && text(values, 'tolerable') === '') throw usageMistake('missing', '--tolerable');
    return figures(say, evaluates ? limits(values) : size(values));
  },
};

const mus: Command = {
  ...alone,
  path: 'calc mus',
  usage: 'calc mus --book AMOUNT --tolerable AMOUNT [--expected AMOUNT] [--cl P]',
  options: { book: string, tolerable: string, expected: string, cl: string },
  required: ['book', 'tolerable'],
  run: async ({ values, say }) => {
    const { factor, n, interval } = planMus({
      book: decimalIn(values, 'book'),
      tolerable: decimalIn(values, 'tolerable'),
      expected: decimalIn(values, 'expected', '0'),
      cl: decimalIn(values, 'cl', '0.95'),
    });
    return figures(say, { factor: shown(factor, 4), n, interval: Number(interval) });
  },
};

const stringer: Command = {
  ...alone,
  path: 'calc stringer',
  usage: 'calc stringer --interval AMOUNT [--taints T,T…] [--top AMOUNT] [--cl P] [--digits N]',
  options: { interval: string, taints: string, top: string, cl: string, digits: count },
  required: ['interval'],
  run: async ({ values, say }) => {
    const digits = text(values, 'digits') === '' ? 2 : countIn(values, 'digits');
    const { warnings, ...bound } = stringerBound({
      interval: Number(decimalIn(values, 'interval')),
      cl: decimalIn(values, 'cl', '0.95'),
      taints: numbersIn(values, 'taints'),
      top: Number(decimalIn(values, 'top', '0')),
    });
    const json = Object.fromEntries(Object.entries(bound).map(([name, value]) => [name, rounded(value, digits)]));
    return figures(
      say,
      { ...json, warnings },
      warnings.map((warning) => say({ key: `calc.warning.${warning}`, args: {} })),
    );
  },
};

/** Whole numbers of a file or an option: decimals are no digits of a leading kind, so the point goes. */
function magnitudes({ values }: Given): readonly string[] {
  const given = text(values, 'file') === '' ? text(values, 'values') : textOf(text(values, 'file'));
  return given.split(/[,;\s]+/u).filter((part) => part !== '');
}

/** The digits of a number of any length, leading zeros and signs gone. @throws Refused value_invalid */
function digitsOf(number: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(number)) throw new Refused({ code: 'value_invalid', at: number });
  return number.replace(/^-?0*\.?0*|\./gu, '').replace(/\D/gu, '');
}

function leading(number: string, kind: DigitKind): number | null {
  const digits = digitsOf(number).slice(0, 15);
  const least = kind === 'first' ? 1 : 2;
  return digits.length < least ? null : leadingDigits(Number(digits), kind);
}

const benford: Command = {
  ...alone,
  path: 'calc benford',
  usage: 'calc benford (--file F | --values N,N… | --counts N,N…) [--digits first|second|firstTwo]',
  options: { file: string, values: string, counts: string, digits: oneOf(['first', 'second', 'firstTwo']) },
  run: async (given) => {
    const { values, say } = given;
    const kind = (text(values, 'digits') || 'first') as DigitKind;
    const all = digitsOfKind(kind);
    const stated = numbersIn(values, 'counts');
    if (stated.length > 0 && stated.length !== all.length) throw usageMistake('value', `--counts (${all.length})`);
    const found = stated.length > 0 ? [] : magnitudes(given).map((number) => leading(number, kind));
    const counts = stated.length > 0 ? stated : all.map((digit) => found.filter((one) => one === digit).length);
    const n = counts.reduce((sum, one) => sum + one, 0);
    if (n === 0) throw new Refused({ code: 'value_invalid', at: 'values' });
    const { mad, chiSquare, digits } = benfordFigures(counts, kind);
    const verdict = conformity(mad, kind);
    const z = digits.map((one) => ({ digits: one.digits, count: one.count, z: shown(one.z, 4) }));
    const json = {
      n,
      mad: shown(mad),
      chi2: shown(chiSquare, 4),
      critical: criticalChiSquare[kind],
      verdict,
      excluded: found.length - n,
      digits: z,
    };
    return figures(say, stated.length > 0 ? { ...json, excluded: 0 } : json);
  },
};

export const statisticsCommands: readonly Command[] = [attribute, mus, stringer, benford];
