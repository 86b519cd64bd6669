import { utf8Bytes } from '../caselog/utf8.ts';
import type { HashBytes } from '../model/scalars.ts';

/** What a sample is drawn from. @property key stays the same on every laptop @property size what is measured, scaled whole; null where it is not stated @property stratum '' where the frame is not parted */
export type FrameItem = { readonly key: string; readonly size: bigint | null; readonly stratum: string };

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The fixed order of a frame: by key, code unit by code unit. */
export const inFrameOrder = (items: readonly FrameItem[]): readonly FrameItem[] => items.toSorted((a, b) => byText(a.key, b.key));

const end = '\u001f';

/**
 * SHA-256 over the items in the order of the frame: key, size, stratum, each ended by U+001F, which no key can hold. It is stored with the seed
 * before anybody sees what is drawn (docs/decisions/samples.md).
 */
export const frameHash = (ordered: readonly FrameItem[], sha256: HashBytes): string =>
  sha256(utf8Bytes(ordered.map(({ key, size, stratum }) => `${key}${end}${size ?? ''}${end}${stratum}${end}`).join('')));

/** Sum of the sizes that are stated; credits and debits together. */
export const frameTotal = (items: readonly FrameItem[]): bigint => items.reduce((sum, { size }) => sum + (size ?? 0n), 0n);

/** Why items are in no sample and what becomes of them. */
export type Apart = { readonly zero: readonly FrameItem[]; readonly credit: readonly FrameItem[]; readonly unstated: readonly FrameItem[] };

export const apartOf = (items: readonly FrameItem[]): Apart => ({
  zero: items.filter(({ size }) => size === 0n),
  credit: items.filter(({ size }) => size !== null && size < 0n),
  unstated: items.filter(({ size }) => size === null),
});
