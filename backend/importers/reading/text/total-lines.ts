import type { Found } from '../format-reader.ts';
import { amountText, scaled } from '../xml/sum.ts';
import { printedNumber, totalOf } from './drawn-lines.ts';

/** Sums of the columns of a printed table, held against the lines that print them. */
export type TotalLines = {
  readonly add: (cells: readonly string[]) => void;
  /** @returns true when the cells are a line of sums, which is no record; it is held against what was counted */
  readonly take: (cells: readonly string[], line: number) => boolean;
};

const amountOf = (cell: string): bigint | null => {
  const plain = printedNumber(cell);
  return plain === null ? null : scaled(plain);
};

export function totalLines(headers: readonly string[], found: Pick<Found, 'check'>): TotalLines {
  const whole = headers.map(() => 0n);
  const page = headers.map(() => 0n);
  return {
    add: (cells) =>
      cells.forEach((cell, i) => {
        const amount = amountOf(cell);
        if (amount === null) return;
        whole[i] = (whole[i] ?? 0n) + amount;
        page[i] = (page[i] ?? 0n) + amount;
      }),
    take: (cells, line) => {
      const total = totalOf(cells);
      if (total === null) return false;
      const sums = total.page ? page : whole;
      cells.forEach((cell, i) => {
        const declared = amountOf(cell);
        if (declared === null) return;
        const counted = sums[i] ?? 0n;
        const at = `${headers[i] ?? ''} (${line})`;
        found.check({ key: 'text_total', at, declared: amountText(declared), counted: amountText(counted), agrees: declared === counted });
      });
      if (total.page) page.fill(0n);
      return true;
    },
  };
}
