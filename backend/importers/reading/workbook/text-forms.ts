import { dateForms, isWrittenIn, readDay } from '../../../../domain/model/readers/days.ts';
import type { DateForm } from '../../../../domain/model/readers/days.ts';
import { detectDateForm, detectNumberForm } from '../../../../domain/model/readers/forms.ts';
import { plainDecimal } from '../../../../domain/model/readers/numbers.ts';
import { isNumberLike } from './header-block.ts';

/** How the texts of a column are read: most programs write days and amounts into a sheet as words. */
export type TextForm = {
  readonly kind: 'day' | 'amount';
  /** @returns null when the text is not of that kind */
  readonly read: (text: string) => string | null;
};

const most = (count: number, all: number): boolean => all > 0 && count >= all * 0.8;
/** `20240105` may as well be a number of something. */
const written: readonly DateForm[] = dateForms.filter((form) => form !== 'YYYYMMDD');
const isDay = (text: string): boolean => written.some((form) => isWrittenIn(text.trim(), form));
const isCode = (text: string): boolean => /^\s*0\d/.test(text);
const isAmount = (text: string): boolean => isNumberLike(text) && !isDay(text);

const timeOf = (text: string): string => {
  const time = /[ T](\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(text);
  return time === null ? '' : ` ${(time[1] ?? '').padStart(2, '0')}:${time[2]}:${time[3] ?? '00'}`;
};

function dayForm(form: DateForm): TextForm {
  const read = (text: string): string | null => {
    const day = readDay(text.trim(), form);
    return day.startsWith('day_') ? null : day + timeOf(text).replace(/ 00:00:00$/, '');
  };
  return { kind: 'day', read };
}

/** How people type amounts: what is none, and what stands around the number. */
export type Typed = {
  /** a dash for nothing */
  readonly isNothing: (text: string) => boolean;
  /** without what says no more than that it is an amount of the national currency */
  readonly bare: (text: string) => string;
  /** whether a column holds numbers beside its texts */
  readonly hasNumbers: (column: number) => boolean;
};

/** As sheets were read at first: an amount is a number and nothing else. */
const asTyped: Typed = { isNothing: () => false, bare: (text) => text, hasNumbers: () => false };

const tenge = /\s*(?:₸|тг\.?|тенге|теңге|kzt)$|^(?:₸|kzt)\s*/iu;
/** An amount that names the currency. */
export const hasTenge = (text: string): boolean =>
  /\d/.test(text) && tenge.test(text.trim()) && isNumberLike(text.trim().replace(tenge, ''));

/** `1'234,50`, `1 234,50 ₸`, `—`. Other currencies stay where they are and are a problem of their row. */
export const byPeople = (hasNumbers: Typed['hasNumbers']): Typed => ({
  isNothing: (text) => /^[-\u2010-\u2015\u2212]+$/.test(text.trim()),
  bare: (text) =>
    text
      .trim()
      .replace(tenge, '')
      .replace(/(?<=\d)['’`](?=\d{3}(?!\d))/g, ''),
  hasNumbers,
});

/**
 * The form of each column of a sheet from the texts of its first rows, so that everything leaves in one: `1 234,56` as `1234.56`,
 * `05.01.2024` as `2024-01-05`. A column is read as amounts only when a decimal or a group stands in it and no code does (`0101`).
 * A text that does not fit stays as it is and becomes a problem of its row.
 * @param samples texts (not numbers) of each column
 */
export function textForms(samples: readonly (readonly string[])[], typed: Typed = asTyped): readonly (TextForm | null)[] {
  // summary lines of reports stand in the column of days: half of it is enough, as only a text that is a day is read as one
  const days = samples.map((texts) => texts.length > 0 && texts.filter(isDay).length * 2 >= texts.length);
  const filled = samples.map((texts) => texts.filter((text) => !typed.isNothing(text)).map(typed.bare));
  const amounts = filled.map((texts, i) => {
    // nothing but dashes among numbers
    if (texts.length === 0) return (samples[i]?.length ?? 0) > 0 && typed.hasNumbers(i);
    return most(texts.filter(isAmount).length, texts.length) && !texts.some(isCode);
  });
  const date = detectDateForm(
    samples
      .filter((_, i) => days[i] === true)
      .flat()
      .filter(isDay),
  );
  const marks = filled.map(
    (texts, i) => texts.some((text) => /\d[.,\s\u00a0\u202f]\d/.test(text)) || (texts.length === 0 && amounts[i] === true),
  );
  const marked = filled.filter((_, i) => amounts[i] === true && marks[i] === true).flat();
  const number = detectNumberForm(marked, ';');
  const read = (text: string): string | null => {
    if (typed.isNothing(text)) return '0';
    const plain = plainDecimal(typed.bare(text), number);
    return plain.startsWith('number_') ? null : plain;
  };
  const amountForm: TextForm = { kind: 'amount', read };
  return samples.map((_, i) => {
    if (days[i] === true && date !== null) return dayForm(date);
    return amounts[i] === true && marks[i] === true ? amountForm : null;
  });
}
