import { titleOf } from './report-words.ts';
import type { HeaderBlock } from './header-block.ts';

/** What one unit of a sheet's amounts is: the currency, a thousand of it, or something that nothing here multiplies out. */
export type AmountUnit = 'one' | 'thousands' | 'other';

const national = '(?:тенге|теңге|тг|kzt|₸)';
const thousand = String.raw`(?:тыс(?:\.|яч\p{L}*)?|мың|thousands?(?: of)?)`;
// "платежи свыше 100 тыс. тенге" says nothing of the amounts below
const counted = String.raw`(?<!\d\s*)(?<!\p{L})`;
const inThousands = new RegExp(
  `${counted}${thousand}\\s*${national}(?!\\p{L})|(?:^|[\\s(,])(?:в|изм\\p{L}*\\.?:?)\\s*${thousand}(?=[\\s).,;]|$)|[(,]\\s*[’']?000\\s*${national}`,
  'iu',
);
const inOther = new RegExp(
  `${counted}(?:млн|миллион\\p{L}*|млрд|миллиард\\p{L}*|millions?|billions?)(?!\\p{L})|${counted}${thousand}\\s*(?:долл|usd|\\$|евро|eur|€|руб|rub|₽|юан|cny)`,
  'iu',
);

const unitIn = (text: string): AmountUnit => (inOther.test(text) ? 'other' : inThousands.test(text) ? 'thousands' : 'one');

/** As the lines above the table or its headers say it: `тыс. тенге`, `в тыс.`, `thousands of KZT`; `млн`, `тыс. долл.` are others. */
export function amountUnitOf(block: HeaderBlock): AmountUnit {
  const above = unitIn(titleOf(block));
  if (above !== 'one') return above;
  const units = block.columns.map((column) => unitIn(column.header));
  return units.find((unit) => unit === 'other') ?? units.find((unit) => unit === 'thousands') ?? 'one';
}

/** The same of the lines above alone: headers of a plain table speak for themselves. */
export const unitAbove = (block: HeaderBlock): AmountUnit => unitIn(titleOf(block));
