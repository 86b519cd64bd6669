import fs from 'node:fs';
import { Refused } from '../../../../domain/model/refused.ts';
import { isDay } from '../../../../domain/model/scalars.ts';
import type { Day, Decimal } from '../../../../domain/model/scalars.ts';
import { words } from '../../../../domain/model/words.ts';
import { decimalToScaled, isDecimal, pow10, scaledToDecimal } from '../../../../domain/money/decimal.ts';
import { multiply, ratio, ratioToDecimal } from '../../../../domain/money/ratio.ts';
import type { Ratio } from '../../../../domain/money/ratio.ts';
import type { Say } from '../../../../domain/words/index.ts';
import type { Answer, Values } from '../command.ts';
import { text } from '../command.ts';
import { usageMistake } from '../usage.ts';

/** Calculators without a case work in a currency of two decimals. */
export const digits = 2;
export const money = (minor: bigint): Decimal => scaledToDecimal(minor, digits);

/** An exact amount of minor units, shown to a hundredth of one. */
export const exact = (minor: Ratio): Decimal => ratioToDecimal(multiply(minor, ratio(1n, pow10(digits))), 4);

type Figure = string | number | boolean | null;

/** One line a figure, named in the user's language; what is nested stands in `--json` alone. */
export function figures(say: Say, json: Readonly<Record<string, unknown>>, more: readonly string[] = []): Answer {
  const isFigure = (value: unknown): value is Figure => value === null || typeof value !== 'object';
  const lines = Object.entries(json)
    .filter(([, value]) => isFigure(value))
    .map(([name, value]) =>
      say(words('calc.line', { name: { words: words(`calc.${name}`) }, value: value === null ? '—' : String(value) })),
    );
  return { json, lines: [...lines, ...more] };
}

/** @throws Refused usage for what is no decimal number */
export function decimalIn(values: Values, name: string, otherwise?: string): Decimal {
  const given = text(values, name);
  const value = given === '' && otherwise !== undefined ? otherwise : given;
  if (!isDecimal(value)) throw usageMistake('value', `--${name} ${value}`);
  return value;
}

export const countIn = (values: Values, name: string): number => Number(text(values, name));

/** @returns minor units @throws Refused value_invalid for more decimals than the currency has */
export function minorOf(value: unknown, at: string): bigint {
  const scaled = typeof value === 'string' && isDecimal(value) ? decimalToScaled(value, digits) : null;
  if (scaled === null) throw new Refused({ code: 'value_invalid', at });
  return scaled;
}

/** @throws Refused value_invalid */
export function dayOf(value: unknown, at: string): Day {
  if (typeof value !== 'string' || !isDay(value)) throw new Refused({ code: 'value_invalid', at });
  return value;
}

/** A file's text. @throws Refused file_unreadable */
export function textOf(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').replace(/^\uFEFF/u, '');
  } catch {
    throw new Refused({ code: 'file_unreadable', at: file });
  }
}

/** An object of a JSON file. @throws Refused file_unreadable, value_invalid */
export function objectOf(file: string): Readonly<Record<string, unknown>> {
  const read = parsed(textOf(file));
  if (typeof read !== 'object' || read === null) throw new Refused({ code: 'value_invalid', at: file });
  return (Array.isArray(read) ? { list: read } : read) as Record<string, unknown>;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

/** `0.5,0.25` @throws Refused usage for what is no number */
export function numbersIn(values: Values, name: string): readonly number[] {
  const given = text(values, name);
  const numbers =
    given === ''
      ? []
      : given
          .split(/[,;\s]+/u)
          .filter((part) => part !== '')
          .map(Number);
  if (numbers.some((n) => !Number.isFinite(n))) throw usageMistake('value', `--${name} ${given}`);
  return numbers;
}

/** A share as a number of so many decimals. */
export const shown = (value: number, digits = 6): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** A decimal of a JSON file, as text or as a number. @throws Refused value_invalid */
export function decimalOf(value: unknown, at: string): Decimal {
  const given = typeof value === 'number' ? String(value) : value;
  if (typeof given !== 'string' || !isDecimal(given)) throw new Refused({ code: 'value_invalid', at });
  return given;
}
