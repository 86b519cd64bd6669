import { decimalToScaled } from '../../domain/money/decimal.ts';
import { keyBytes, keyWriter } from '../../domain/words/collation.ts';
import { sortKeys } from './sort-keys.ts';

/** How values stand in order: texts as people look them up, codes and days letter by letter, decimals by number. */
export type ValueOrder = 'text' | 'code' | 'decimal';

/** More decimals than any column has. */
const mostDigits = 8;

function writtenKeys(values: readonly string[], picked: Uint32Array, order: 'text' | 'code') {
  const units = picked.reduce((n, code) => n + (values[code - 1]?.length ?? 0), 0);
  const bytes = Buffer.allocUnsafe(order === 'text' ? keyBytes(units) + picked.length * 2 : units * 3 + picked.length + 1);
  const starts = new Uint32Array(picked.length + 1);
  const write = keyWriter();
  let at = 0;
  picked.forEach((code, i) => {
    const value = values[code - 1] ?? '';
    if (order === 'text') at = write(value, bytes, at);
    else {
      at += bytes.write(value, at, 'utf8');
      // no key may be the beginning of another one
      bytes[at] = 0;
      at += 1;
    }
    starts[i + 1] = at;
  });
  return { bytes, starts, count: picked.length };
}

function byNumber(values: readonly string[], picked: Uint32Array): Uint32Array {
  const numbers = Array.from(picked, (code) => decimalToScaled(values[code - 1] ?? '0', mostDigits) ?? 0n);
  const order = Uint32Array.from(picked, (_, i) => i);
  return order.sort((a, b) => {
    const [x, y] = [numbers[a] ?? 0n, numbers[b] ?? 0n];
    return x < y ? -1 : x > y ? 1 : 0;
  });
}

/**
 * Ranks from 1 of values by their code (place + 1); 0 for codes that are not asked for.
 * @param codes those that are; null: all
 */
export function valueRanks(values: readonly string[], order: ValueOrder, codes: Iterable<number> | null = null): Uint32Array {
  const picked = codes === null ? Uint32Array.from(values, (_, i) => i + 1) : Uint32Array.from(new Set(codes)).filter((code) => code > 0);
  const sorted = order === 'decimal' ? byNumber(values, picked) : sortKeys(writtenKeys(values, picked, order));
  const ranks = new Uint32Array(values.length + 1);
  sorted.forEach((place, rank) => {
    ranks[picked[place] ?? 0] = rank + 1;
  });
  return ranks;
}
