import { paramText } from './params.ts';
import type { Params } from './audit-test.ts';

/** A comma-separated parameter as its parts in small letters; none for an empty one. */
export const listOf = (params: Params, name: string): readonly string[] =>
  paramText(params, name)
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');

type Fits = (text: string | null) => boolean;

/** Books repeat their codes, accounts and kinds: each distinct text is looked at once. */
function remembered(decide: (small: string) => boolean): Fits {
  const known = new Map<string, boolean>();
  return (text) => {
    if (text === null) return false;
    const before = known.get(text);
    if (before !== undefined) return before;
    const fits = decide(text.trim().toLowerCase());
    known.set(text, fits);
    return fits;
  };
}

/** Whether a text begins with one of the parts: accounts, commodity codes, kinds of document. @param parts in small letters */
export const beginsWithOne = (parts: readonly string[]): Fits => remembered((small) => parts.some((part) => small.startsWith(part)));

/** Whether a text holds one of the parts anywhere. @param parts in small letters */
export const holdsOne = (parts: readonly string[]): Fits => remembered((small) => parts.some((part) => small.includes(part)));

/** Whether a text is one of the parts, letter by letter but for the size of the letters. @param parts in small letters */
export const isOne = (parts: readonly string[]): Fits => remembered((small) => parts.includes(small));
