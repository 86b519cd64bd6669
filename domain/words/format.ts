import type { Decimal } from '../model/scalars.ts';
import type { Lang } from '../model/words.ts';

/** Narrow no-break space: groups of digits and the space before % or a currency stay together. */
const thin = '\u202f';
const minus = '\u2212';
const monthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

const decimalMark = (lang: Lang): string => (lang === 'en' ? '.' : ',');

const groupDigits = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, thin);

/** Canonical decimal text as the language writes it: `-1234567.50` -> `−1 234 567,50` in ru. */
export function formatDecimal(value: Decimal | string, lang: Lang): string {
  const negative = value.startsWith('-');
  const [whole = '0', decimals] = (negative ? value.slice(1) : value).split('.');
  const body = decimals === undefined ? groupDigits(whole) : groupDigits(whole) + decimalMark(lang) + decimals;
  return negative ? minus + body : body;
}

/** @param currency ISO 4217 code, written after the amount in every language */
export const formatMoney = (value: Decimal | string, currency: string, lang: Lang): string =>
  `${formatDecimal(value, lang)}${thin}${currency}`;

export const formatCount = (value: number, lang: Lang): string => formatDecimal(String(value), lang);

/** @param value in percent: `-33.7` -> `−33.7 %` */
export const formatPercent = (value: Decimal | string, lang: Lang): string => `${formatDecimal(value, lang)}${thin}%`;

/** @param day `YYYY-MM-DD`; anything else is given back unchanged */
export function formatDay(day: string, lang: Lang): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (parts === null) return day;
  const [, year = '', month = '', date = ''] = parts;
  if (lang !== 'en') return `${date}.${month}.${year}`;
  return `${Number(date)} ${monthsEn[Number(month) - 1] ?? month} ${year}`;
}
