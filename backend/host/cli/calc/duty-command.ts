import { Refused } from '../../../../domain/model/refused.ts';
import { isDecimal, pow10 } from '../../../../domain/money/decimal.ts';
import { rateAmount } from '../../../../domain/money/rate-amount.ts';
import { rateText, requireRate } from '../../../../domain/money/rate.ts';
import { multiply, ratio, ratioOfDecimal, roundRatio } from '../../../../domain/money/ratio.ts';
import type { Ratio } from '../../../../domain/money/ratio.ts';
import { unitCode, unitOf } from '../../../../domain/packs/units.ts';
import { loadPack, packIds } from '../../../packs/load-pack.ts';
import { oneOf, string, text, texts } from '../command.ts';
import type { Command } from '../command.ts';
import { decimalIn, digits, exact, figures, minorOf, money } from './figures.ts';

/** `EUR=540.15`, for so many units: `UZS=4.05/100`. @returns national currency for one unit */
function exchangeOf(given: readonly string[], currency: string, national: string): Ratio | null {
  if (currency === national) return ratio(pow10(digits));
  const one = given.find((text) => text.startsWith(`${currency}=`));
  const [rate = '', unit = '1'] = (one?.slice(currency.length + 1) ?? '').split('/');
  if (!isDecimal(rate) || !/^[1-9]\d*$/.test(unit)) return null;
  return multiply(ratioOfDecimal(rate), ratio(pow10(digits), BigInt(unit)));
}

export const dutyCommand: Command = {
  path: 'calc duty',
  usage: 'calc duty --rate TEXT [--value AMOUNT] [--quantity N --unit U] [--fx CUR=RATE[/UNITS]]… [--pack P]',
  options: { rate: string, value: string, quantity: string, unit: string, fx: { type: 'string', multiple: true }, pack: oneOf(packIds()) },
  required: ['rate'],
  positionals: [0, 0],
  vault: 'none',
  run: async ({ values, say }) => {
    const { pack } = loadPack(text(values, 'pack') || 'kz');
    const rate = requireRate(text(values, 'rate'), pack);
    const quantity = text(values, 'quantity') === '' ? null : ratioOfDecimal(decimalIn(values, 'quantity'));
    const given = unitCode(pack, text(values, 'unit'));
    const told = rateAmount(rate, {
      base: text(values, 'value') === '' ? null : minorOf(text(values, 'value'), 'value'),
      quantityIn: (unit) => inUnit(quantity, { given, wanted: unit, grams: (code) => unitOf(pack, code)?.grams }),
      nationalMinor: (currency) => exchangeOf(texts(values, 'fx'), currency, pack.nationalCurrency),
    });
    if ('what' in told)
      throw new Refused({ code: told.what === 'exchangeRate' ? 'rate_missing' : 'field_missing', at: `${told.what} ${told.of}`.trim() });
    const decided = told.bounds.find((bound) => bound.decided)?.kind ?? 'terms';
    return figures(say, { amount: money(roundRatio(told.amount)), exact: exact(told.amount), rate: rateText(rate), decided });
  },
};

type Unit = { readonly given: string | null; readonly wanted: string; readonly grams: (code: string) => number | undefined };

/** The same goods in another unit of weight; null where units do not convert. */
function inUnit(quantity: Ratio | null, { given, wanted, grams }: Unit): Ratio | null {
  if (quantity === null || given === null || given === wanted) return given === null ? null : quantity;
  const [from, to] = [grams(given), grams(wanted)];
  return from === undefined || to === undefined ? null : multiply(quantity, ratio(BigInt(from), BigInt(to)));
}
