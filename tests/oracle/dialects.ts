import type { Encoding } from '../../contract/rpc/books.ts';
import { encode } from '../importers/encode.ts';

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'ibm866', 'koi8-r', 'kz-1048'] as const;
export const delimiters = [',', ';', '\t', '|'] as const;
export const lineEnds = ['\n', '\r\n', '\r'] as const;

/** How a program writes a table. */
export type Dialect = {
  readonly encoding: Encoding;
  /** a byte order mark in front */
  readonly mark: boolean;
  readonly delimiter: string;
  /** around every cell, around those that need it, or nowhere, where no cell may need it */
  readonly quotes: 'all' | 'needed' | 'none';
  readonly end: string;
};

const isSpecial = (cell: string, delimiter: string): boolean => /["\r\n]/.test(cell) || cell.includes(delimiter);

function written(cell: string, { quotes, delimiter }: Dialect): string {
  if (quotes === 'none') return cell.replace(/["\r\n]/g, ' ').replaceAll(delimiter, ' ');
  return quotes === 'all' || isSpecial(cell, delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The text of a table, without its encoding. */
export const textOf = (rows: readonly (readonly string[])[], dialect: Dialect): string =>
  rows.map((row) => row.map((cell) => written(cell, dialect)).join(dialect.delimiter) + dialect.end).join('');

export const bytesOf = (rows: readonly (readonly string[])[], dialect: Dialect): Buffer =>
  encode(`${dialect.mark ? '\ufeff' : ''}${textOf(rows, dialect)}`, dialect.encoding);

/** Letters beyond ASCII that the set has. */
export const lettersOf: Readonly<Record<Encoding, string>> = {
  'utf-8': 'жЯёқҒ№«😀',
  'utf-16le': 'жЯёқҒ№«😀',
  'utf-16be': 'жЯёқҒ№«😀',
  'windows-1251': 'жЯёЪщ№«»',
  ibm866: 'жЯёЪщ№',
  'koi8-r': 'жЯёЪщ',
  'kz-1048': 'жЯёәғқңөұүһіӘҒҚҢӨҰҮҺІ№',
};

/** Numbers that look like chance, the same ones each time. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export const head = ['txn_id', 'posting_date', 'account', 'debit', 'credit', 'counterparty', 'description'] as const;

/** Two decimals, with the mark that goes with the delimiter. */
export const amountText = (minor: number, delimiter: string): string =>
  `${minor < 0 ? '-' : ''}${Math.floor(Math.abs(minor) / 100)}${delimiter === ';' ? ',' : '.'}${String(Math.abs(minor) % 100).padStart(2, '0')}`;

/** A ledger whose texts hold what trips readers: the delimiter, quotes, line breaks, letters of the set, nothing at all. */
export function ledgerRows(count: number, dialect: Dialect, seed: number): string[][] {
  const below = numbers(seed);
  const letters = [...lettersOf[dialect.encoding]];
  const odd = [
    '',
    ' ',
    dialect.delimiter,
    '"',
    '""',
    `"${dialect.delimiter}"`,
    '\n',
    '\r\n',
    `\n${dialect.delimiter}"`,
    "'",
    '=1+1',
    ' x ',
    '\\',
  ];
  const text = (): string =>
    Array.from({ length: below(9) }, () => (below(3) === 0 ? odd[below(odd.length)] : letters[below(letters.length)]) ?? '').join('');
  return [
    [...head],
    ...Array.from({ length: count }, (_, i) => [
      `T${i + 1}`,
      `20${String(10 + below(20)).padStart(2, '0')}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`,
      String(1000 + below(9000)),
      i % 2 === 0 ? amountText(below(2_000_000_000) - 1_000_000_000, dialect.delimiter) : '',
      i % 2 === 1 ? amountText(below(2_000_000_000), dialect.delimiter) : '',
      // beside letters: a counterparty that is white space alone is none
      `${letters[0]}${text()}`,
      text(),
    ]),
  ];
}
