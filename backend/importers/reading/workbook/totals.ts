import { readScaled } from '../../../../domain/model/readers/numbers.ts';
import { scaledToDecimal } from '../../../../domain/money/decimal.ts';
import { cellKind } from './sheet-rows.ts';
import type { SheetRow } from './sheet-rows.ts';

const digits = 8;
const form = { decimal: '.', group: null } as const;

/** Exact sum of decimal texts: in doubles while it is safe, in a bigint when it is not. */
export type Sum = { readonly add: (text: string) => void; readonly value: () => bigint };

/** Numbers with more than eight decimals and texts that are no numbers do not count. */
export function exactSum(): Sum {
  let [large, small] = [0n, 0];
  return {
    add: (text) => {
      const value = readScaled(text, digits, form);
      if (typeof value === 'string') {
        if (value === 'number_too_large') large += scaled(text) ?? 0n;
        return;
      }
      if (!Number.isSafeInteger(small + value)) {
        large += BigInt(small);
        small = 0;
      }
      small += value;
    },
    value: () => large + BigInt(small),
  };
}

/** A plain decimal scaled by 10^8, or null. */
export function scaled(text: string): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d{1,8}))?$/.exec(text);
  if (match === null) return null;
  const value = BigInt((match[2] ?? '') + (match[3] ?? '').padEnd(digits, '0'));
  return match[1] === '-' ? -value : value;
}

export const decimalOf = (value: bigint): string => {
  const text = scaledToDecimal(value, digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
};

/** Words that a line of totals begins with; English ones must stand alone, as goods are called so too. */
const anyTotal = /^(?:итого|всего|жиыны|жиынтығы|барлығы|жалпы сомасы|обороты за период)(?![\p{L}\p{N}])/u;
const wholeTotal = /^(?:grand |sub-?)?totals?(?: (?:for|amount)\b.*)?\s*:?$/;
const bareTotal = /^(?:итого|всего|жиыны|барлығы|(?:grand )?totals?)\s*:?$/;

const plainWords = (text: string): string => text.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ');

export const isTotalText = (text: string): boolean => {
  const plain = plainWords(text);
  return anyTotal.test(plain) || wholeTotal.test(plain);
};

/** Balances above and below the movements of a statement: `Исходящий остаток`, `Сальдо на начало`. They are no sums of the rows. */
const balance =
  /^(?:(?:входящ|исходящ|начальн|конечн)\p{L}* (?:остат|сальдо)|(?:остат\p{L}*|сальдо) (?:(?:на )?(?:начал|конец)|входящ|исходящ|конечн)|(?:opening|closing) balance|(?:кіріс|шығыс|бастапқы|соңғы) (?:қалдық|сальдо))/u;

/** Whether a text begins a line of balances or turnovers. */
export const isSummary = (text: string): boolean => balance.test(plainWords(text)) || plainWords(text).startsWith('оборот');

export const isBalanceRow = (row: SheetRow): boolean =>
  row.kinds[0] === cellKind.text && balance.test(plainWords(row.texts[0] ?? '')) && hasOnlyNumbers(row);

/** Behind its words a row holds numbers, at least one, and nothing else. */
const hasOnlyNumbers = ({ texts, kinds }: SheetRow): boolean =>
  texts.length > 1 && texts.every((text, i) => i === 0 || kinds[i] === cellKind.number || numberText.test(text));
const numberText = /^[-+(\u2212]?[\d\s\u00a0\u202f.,]+\)?$/;

/** A line of totals: its first cell says so, no other words stand in it, and there is a number. */
export function isTotalRow(row: SheetRow): boolean {
  return row.kinds[0] === cellKind.text && isTotalText(row.texts[0] ?? '') && hasOnlyNumbers(row);
}

/** "Итого по счету 1310" is a part; "Итого" alone may be one too. */
export const isBareTotal = (text: string): boolean => bareTotal.test(plainWords(text));
