import { Refused } from '../model/refused.ts';
import type { HashBytes } from '../model/scalars.ts';
import { utf8Bytes } from '../caselog/utf8.ts';

/** Chance that can be drawn again: everything comes out of the seed by SHA-256, nothing out of a clock or a generator (reference/domain.md §4.4). */
export type Chance = { readonly seed: string; readonly sha256: HashBytes };

const hashOf = ({ seed, sha256 }: Chance, ...parts: readonly string[]): string => sha256(utf8Bytes([seed, ...parts].join('|')));

const twoTo64 = 1n << 64n;

/**
 * A whole number below `below`, each with the same probability: the first 16 hex digits of SHA-256(`seed|label|counter`); what would favour
 * the small ones is thrown away and drawn again with the next counter.
 */
export function uniformBelow(below: bigint, label: string, chance: Chance): bigint {
  if (below <= 0n || below > twoTo64) throw new Refused({ code: 'sample_invalid', at: label });
  const end = twoTo64 - (twoTo64 % below);
  for (let counter = 0; ; counter += 1) {
    const x = BigInt(`0x${hashOf(chance, label, String(counter)).slice(0, 16)}`);
    if (x < end) return x % below;
  }
}

/**
 * Items in the order in which they are drawn: by SHA-256(`seed|key`), rising. The first n are a simple random sample; more of it are the next
 * ones, so that a sample is extended and never drawn anew.
 * @param keys each once
 * @throws Refused sample_invalid when a key stands twice
 */
export function drawingOrder(keys: readonly string[], chance: Chance): readonly string[] {
  if (new Set(keys).size !== keys.length) throw new Refused({ code: 'sample_invalid', at: 'keys' });
  const ranked = keys.map((key) => ({ key, rank: hashOf(chance, key) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.key < b.key ? -1 : 1));
  return ranked.map(({ key }) => key);
}
