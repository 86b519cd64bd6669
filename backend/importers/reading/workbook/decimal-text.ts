const plain = /^(-?)(\d+)(?:\.(\d*))?$/;
const scientific = /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/;

/** Digits that a spreadsheet's numbers have: what stands behind them is noise of the binary form. */
const honest = 15;
/** Powers of ten that a double can hold; a text beyond them is no number of a spreadsheet. */
const largestPower = 330;

function joined(sign: string, whole: string, fraction: string): string {
  const w = whole.replace(/^0+(?=\d)/, '') || '0';
  const f = fraction.replace(/0+$/, '');
  const digits = f === '' ? w : `${w}.${f}`;
  return sign === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

function shifted(sign: string, whole: string, fraction: string, power: number): string {
  const digits = whole + fraction;
  const point = whole.length + power;
  if (point <= 0) return joined(sign, '0', '0'.repeat(-point) + digits);
  if (point >= digits.length) return joined(sign, digits + '0'.repeat(point - digits.length), '');
  return joined(sign, digits.slice(0, point), digits.slice(point));
}

const significant = (whole: string, fraction: string): number => (whole + fraction).replace(/^0+/, '').replace(/0+$/, '').length;

/** Digits that need no second look: short, no zeros that say nothing, no sign but a minus. */
function isCanonical(text: string): boolean {
  const from = text.charCodeAt(0) === 45 ? 1 : 0;
  const length = text.length;
  if (length - from > honest || length === from) return false;
  let point = -1;
  for (let i = from; i < length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 46 && point < 0 && i > from) point = i;
    else if (c < 48 || c > 57) return false;
  }
  if (text.charCodeAt(from) === 48 && point !== from + 1) return length === 1;
  return point < 0 || (point < length - 1 && text.charCodeAt(length - 1) !== 48);
}

/**
 * A number as a workbook stores it (`0.30000000000000004`, `1.2E-5`, `-0`) as plain decimal text without the noise of binary fractions:
 * at most 15 significant digits where there is a fraction, whole numbers digit by digit as they stand.
 * @returns null when the text is no number
 */
export function decimalText(stored: string): string | null {
  if (isCanonical(stored)) return stored;
  const simple = plain.exec(stored);
  if (simple !== null) {
    const [, sign = '', whole = '', fraction = ''] = simple;
    if (fraction === '' || significant(whole, fraction) <= honest) return joined(sign, whole, fraction);
  }
  const match = scientific.exec(stored.trim());
  if (match === null || !/\d/.test((match[2] ?? '') + (match[3] ?? ''))) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const power = Number(exponent);
  if (Math.abs(power) > largestPower || whole.length > largestPower || fraction.length > 2 * largestPower) return null;
  const isWhole = fraction.replace(/0+$/, '').length <= power;
  if (isWhole || significant(whole, fraction) <= honest) return shifted(sign === '-' ? '-' : '', whole, fraction, power);
  return ofNumber(Number(stored));
}

/** The same of a number in memory. @returns null for what is not finite */
export function ofNumber(value: number): string | null {
  if (!Number.isFinite(value)) return null;
  if (Number.isSafeInteger(value)) return value === 0 ? '0' : String(value);
  const rounded = value.toPrecision(honest);
  const match = scientific.exec(rounded);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  return shifted(sign === '-' ? '-' : '', whole, fraction, Number(exponent));
}

/** A share as people read it: `0.125` is `12.5%`. */
export function percentText(decimal: string): string {
  const match = plain.exec(decimal);
  if (match === null) return decimal;
  return `${shifted(match[1] ?? '', match[2] ?? '', match[3] ?? '', 2)}%`;
}
