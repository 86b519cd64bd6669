import { plainWords, titleOf } from './report-words.ts';
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

type Said = { readonly unit: AmountUnit; readonly text: string };

function saidIn(text: string): Said {
  const other = inOther.exec(text);
  if (other !== null) return { unit: 'other', text: other[0] };
  return inThousands.test(text) ? { unit: 'thousands', text: 'тыс. тенге' } : { unit: 'one', text: '' };
}

/** As the lines above the table or its headers say it: `тыс. тенге`, `в тыс.`, `thousands of KZT`; `млн`, `тыс. долл.` are others. */
export function amountUnitOf(block: HeaderBlock): AmountUnit {
  const above = saidIn(titleOf(block)).unit;
  if (above !== 'one') return above;
  const units = block.columns.map((column) => saidIn(column.header).unit);
  return units.find((unit) => unit === 'other') ?? units.find((unit) => unit === 'thousands') ?? 'one';
}

/** What a report in thousands says with its table. */
export const unitSaid = (unit: AmountUnit): { readonly thousands?: true } => (unit === 'thousands' ? { thousands: true } : {});

const ofMoney =
  /сумм|сальдо|дебет|кредит|оборот|стоимост|приход|расход|остат|цена|ндс|пошлин|выручк|долг|amount|debit|credit|value|price|cost|balance|turnover|сома|құны|баға|қалдық|айналым/u;
const ofOther =
  /кол во|колич|саны|мөлшер|вес|нетто|брутто|масса|курс|процент|счет|шот|код|номер|дата|валют|usd|eur|долл|евро|руб|quantity|qty|weight|rate|account|code|date|currency/u;

/** Some of the values of a column are written with decimals, as amounts are. */
const hasDecimals = (rows: readonly { readonly cells: readonly string[] }[], at: number): boolean =>
  rows.some(({ cells }) => /^-?\d+\.\d+$/.test(cells[at] ?? ''));

/**
 * Names of the columns of a plain table; those of amounts have the unit behind them that stands above the table, so that nothing in
 * thousands is taken for the currency itself: `Сумма` is then `Сумма, тыс. тенге`.
 */
export function namedWithUnit(block: HeaderBlock, rows: readonly { readonly cells: readonly string[] }[]): readonly string[] {
  const { unit, text } = saidIn(titleOf(block));
  return block.columns.map(({ header }, i) => {
    const words = plainWords(header);
    const isAmount = !ofOther.test(words) && (ofMoney.test(words) || hasDecimals(rows, i));
    return unit === 'one' || !isAmount || saidIn(header).unit !== 'one' ? header : `${header}, ${text.trim()}`;
  });
}
