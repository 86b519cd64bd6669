const plainNumber = /^(?!-[0.]+$)-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const pointNumber = /^([-+]?)0*(\d*)(?:\.(\d*))?$/;
const englishNumber = /^[-+]?\d{1,3}(?:,\d{3})+\.\d+$/;
const commaNumber = /^([-+]?)0*(\d{1,3}(?:[ .\u00a0\u202f]\d{3})+|\d*),(\d+)$/;

/**
 * A number of a file as canonical decimal text: `.359`, `+5`, `007`, `1 234,50` become `0.359`, `5`, `7`, `1234.50`.
 * What is not understood stays as it is, so that the row's typing can say what is wrong.
 */
export function number(text: string): string {
  if (text === '' || plainNumber.test(text)) return text;
  if (englishNumber.test(text)) return number(text.replaceAll(',', ''));
  const parts = pointNumber.exec(text) ?? commaNumber.exec(text);
  if (parts === null) return text;
  const [, sign = '', whole = '', decimals = ''] = parts;
  const digits = whole.replace(/\D/g, '');
  if (digits + decimals === '' && !/\d/.test(text)) return text;
  const body = `${digits === '' ? '0' : digits}${decimals === '' ? '' : `.${decimals}`}`;
  return sign === '-' && /[1-9]/.test(body) ? `-${body}` : body;
}

const isoDay = /^(\d{4}-\d{2}-\d{2})(?:$|T|Z$|[+-]\d{2}:\d{2}$| \d)/;
const dottedDay = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:$|[ T]\d)/;

const two = (text: string): string => text.padStart(2, '0');

/** A day of a file as YYYY-MM-DD: a time or a zone behind it is left out, `31.01.2025` is turned round; anything else stays as it is. */
export function day(text: string): string {
  const iso = isoDay.exec(text);
  if (iso !== null) return iso[1] ?? text;
  const dotted = dottedDay.exec(text);
  return dotted === null ? text : `${dotted[3]}-${two(dotted[2] ?? '')}-${two(dotted[1] ?? '')}`;
}

/** A whole number where the text is one, else the given one: line numbers are not always numbers. */
export const wholeOr = (text: string, otherwise: number): string => (/^\d{1,15}$/.test(text) ? number(text) : String(otherwise));

/** A rate as a percentage. */
export const percent = (text: string): string => (text === '' ? '' : `${number(text)}%`);
