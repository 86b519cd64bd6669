/** Values of letters: 10 to 38 without the multiples of 11. @source ISO 6346, reference/domain.md §3 Q08 */
const letterValue = (letter: string): number => {
  const order = letter.charCodeAt(0) - 65;
  return 10 + order + Math.floor((order + 9) / 10);
};

const form = /^[A-Z]{4}\d{6}$/;

/** Capital letters and digits alone: spaces and dashes are how people write a number. */
export const containerText = (text: string): string => text.toUpperCase().replace(/[\s./-]/gu, '');

/**
 * The check digit of a container.
 * @param owner four letters and six digits @returns 0..9 (a remainder of 10 is written 0), null when the text is no container number
 */
export function containerCheckDigit(owner: string): number | null {
  if (!form.test(owner)) return null;
  const sum = [...owner].reduce((all, sign, i) => all + (/\d/.test(sign) ? Number(sign) : letterValue(sign)) * 2 ** i, 0);
  return (sum % 11) % 10;
}

/** @param text as it was written, with its check digit @returns what is wrong with it, null when nothing is */
export function containerProblem(text: string): 'form' | 'checkDigit' | null {
  const number = containerText(text);
  const digit = /^[A-Z]{4}\d{7}$/.test(number) ? containerCheckDigit(number.slice(0, 10)) : null;
  if (digit === null) return 'form';
  return String(digit) === number.slice(-1) ? null : 'checkDigit';
}
