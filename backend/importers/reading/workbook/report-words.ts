import { plainDecimal } from '../../../../domain/model/readers/numbers.ts';
import { daysInMonth } from '../../../../domain/model/scalars.ts';
import type { Found } from '../format-reader.ts';
import type { HeaderBlock } from './header-block.ts';
import type { SheetRow } from './sheet-rows.ts';

/** Text of a report as it is compared: lower case, ё as е, signs and white space as one space. */
export const plainWords = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

export const headerWords = (block: HeaderBlock): readonly string[] =>
  block.columns.map((c) => plainWords(c.header.replace(/ \([A-Z]{1,3}\)$/, '')));

const titleText = (title: readonly SheetRow[]): string =>
  title
    .map((row) => row.texts.join(' '))
    .join(' \n ')
    .replace(/\s+/g, ' ');

export const titleOf = (block: HeaderBlock): string => titleText(block.title);

/** An amount of a report, in canonical form or as words with a decimal comma. @returns null when it is none */
export function amountOf(text: string): string | null {
  const trimmed = text.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(trimmed)) return trimmed;
  const plain = plainDecimal(trimmed, { decimal: ',', group: '.' });
  return plain.startsWith('number_') ? null : plain;
}

const months: readonly RegExp[] = [
  /^(?:январ|қаңтар|jan)/u,
  /^(?:феврал|ақпан|feb)/u,
  /^(?:март|наурыз|mar)/u,
  /^(?:апрел|сәуір|apr)/u,
  /^(?:ма[йя]|мамыр|may)/u,
  /^(?:июн|маусым|jun)/u,
  /^(?:июл|шілде|jul)/u,
  /^(?:август|тамыз|aug)/u,
  /^(?:сентябр|қыркүйек|sep)/u,
  /^(?:октябр|қазан|oct)/u,
  /^(?:ноябр|қараша|nov)/u,
  /^(?:декабр|желтоқсан|dec)/u,
];

export type ReportPeriod = { readonly from: string; readonly to: string };

const two = (n: number): string => String(n).padStart(2, '0');
const span = (year: number, first: number, last: number): ReportPeriod => ({
  from: `${year}-${two(first)}-01`,
  to: `${year}-${two(last)}-${two(daysInMonth(year, last))}`,
});

/**
 * The period in a report's title: two days, `за 2024 г.`, `за 1 квартал 2024 г.`, `за 9 месяцев 2024 г.`, `январь – март 2024`.
 * @returns null when none is named
 */
export function periodOf(title: string): ReportPeriod | null {
  const days = [...title.matchAll(/(?<!\d)(\d{2})\.(\d{2})\.(\d{4}|\d{2})(?!\d)/g)].map(
    ([, d, m, y]) => `${y?.length === 2 ? `20${y}` : y}-${m}-${d}`,
  );
  if (days.length >= 2) return { from: days[0] ?? '', to: days[1] ?? '' };
  const words = plainWords(title).split(' ');
  const yearAt = words.findIndex((word) => /^(?:19|20)\d{2}$/.test(word));
  if (yearAt < 0) return null;
  const year = Number(words[yearAt]);
  const named = words.flatMap((word) => {
    const month = months.findIndex((pattern) => pattern.test(word)) + 1;
    return month === 0 ? [] : [month];
  });
  const [first, last] = [named[0], named.at(-1)];
  if (first !== undefined && last !== undefined && first <= last) return span(year, first, last);
  const part = /(\d{1,2}) (квартал|тоқсан|quarter|полугоди|жарты|месяц|ай)/u.exec(words.join(' '));
  const n = Number(part?.[1] ?? 0);
  if (part !== null && /^(?:квартал|тоқсан|quarter)/u.test(part[2] ?? '') && n >= 1 && n <= 4) return span(year, n * 3 - 2, n * 3);
  if (part !== null && /^(?:полугоди|жарты)/u.test(part[2] ?? '') && n >= 1 && n <= 2) return span(year, n * 6 - 5, n * 6);
  if (part !== null && /^(?:месяц|ай)/u.test(part[2] ?? '') && n >= 1 && n <= 12) return span(year, 1, n);
  return span(year, 1, 12);
}

/** What the title says of the report: whose it is, and over what time. */
export function sayTitle(found: Found, block: HeaderBlock, period: ReportPeriod | null): void {
  const company = block.title.flatMap((row) => row.texts).find((text) => /^(?:ТОО|АО|ИП|ЖШС|АҚ|LLP|JSC|ООО)[\s«"]/u.test(text.trim()));
  if (company !== undefined) found.fact('company', company.trim());
  if (period === null) return;
  found.fact('period_from', period.from);
  found.fact('period_to', period.to);
}
