import type { Lang } from '../model/words.ts';

export type PluralForm = 'one' | 'few' | 'many' | 'other';

/** CLDR cardinal rules of whole numbers for the three languages; the window's ICU has none for Kazakh. */
export function pluralForm(n: number, lang: Lang): PluralForm {
  const count = Math.abs(n);
  if (lang !== 'ru') return count === 1 ? 'one' : 'other';
  if (!Number.isInteger(count)) return 'other';
  const [ones, tens] = [count % 10, count % 100];
  if (ones === 1 && tens !== 11) return 'one';
  if (ones >= 2 && ones <= 4 && (tens < 12 || tens > 14)) return 'few';
  return 'many';
}
