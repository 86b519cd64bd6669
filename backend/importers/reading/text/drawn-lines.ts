/** Signs that part columns: single, double and heavy vertical lines, the bar, and the exclamation mark of line printers. */
const bars = '│║┃|';
const barsAndMarks = `${bars}!`;
const rule = /^[\s─-╿=+_-]*$/u;
const ruleSign = /[─-╿]{2}|[-=_]{3}/u;

export type LineKind = 'rule' | 'row' | 'text' | 'blank';

const isBar = (sign: string, marks: boolean): boolean => (marks ? barsAndMarks : bars).includes(sign);

/** A line that only draws: corners, crossings and horizontal lines, also in ASCII, with bars between. */
const drawsOnly = (text: string): boolean => rule.test(text.replace(/[|!]/g, '')) && ruleSign.test(text);

/**
 * What a line of a printed report is. A row has bars between its cells; where a bar only opens and closes the line it frames a text.
 * @param marks whether exclamation marks are bars in this file
 */
export function lineKind(text: string, marks: boolean): LineKind {
  if (text.trim() === '') return 'blank';
  if (drawsOnly(text)) return 'rule';
  let seen = 0;
  for (const sign of text) if (isBar(sign, marks)) seen += 1;
  const edge = isBar(text.trim().charAt(0), marks) ? 1 : 0;
  return seen >= 2 + edge || (seen === 1 && edge === 0 && text.includes('│')) ? 'row' : 'text';
}

/** Cells between the bars; those at the edges of the line bound no cell. */
export function cellsOf(text: string, marks: boolean): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  for (const sign of text) {
    if (isBar(sign, marks)) {
      cells.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  cells.push(cell.trim());
  const trimmed = text.trim();
  if (isBar(trimmed.charAt(0), marks)) cells.shift();
  if (isBar(trimmed.at(-1) ?? '', marks)) cells.pop();
  return cells;
}

/** `1 2 3 4` under a header numbers its columns. */
export const isNumbering = (cells: readonly string[]): boolean => cells.length > 1 && cells.every((cell, i) => cell === String(i + 1));

/** A number as reports print it, as decimal text; null for anything else. */
export function printedNumber(cell: string): string | null {
  const plain = cell
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/^[(](.*)[)]$/, '-$1')
    .replace(/^(.*\d)-$/, '-$1');
  if (/^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(plain)) return plain.replaceAll(',', '');
  return /^-?\d+(?:[.,]\d+)?$/.test(plain) ? plain.replace(',', '.') : null;
}

const totalWords = /^(?:итого|всего|жиыны|барлығы|total|grand total)(?![\p{L}])/iu;
const pageWords = /страниц|листу?(?![\p{L}])|бет(?![\p{L}])|page/iu;

/** The words of a total row and how far it reaches, null for a record. */
export function totalOf(cells: readonly string[]): { readonly label: string; readonly page: boolean } | null {
  const label = cells.find((cell) => cell !== '') ?? '';
  return totalWords.test(label) ? { label, page: pageWords.test(label) } : null;
}
