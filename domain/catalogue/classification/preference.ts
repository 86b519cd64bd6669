import type { Params, Population } from '../audit-test.ts';
import { beginsWithOne, holdsOne, listOf } from '../lists.ts';
import { textCells } from '../row-reading.ts';

/** A code of box 36 without signs between its parts; the letter O and nought, which are written for one another, are one. */
const plainCode = (code: string): string =>
  code
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[o0]/g, 'о');

/** Whether a code of box 36 claims a preference. `noneCodes` claim none; `preferenceCodes` are parts of those that do (empty: all others). */
export function claimsPreference(params: Params): (code: string | null) => boolean {
  const none = new Set(listOf(params, 'noneCodes').map(plainCode));
  const parts = listOf(params, 'preferenceCodes').map(plainCode);
  const known = new Map<string, boolean>();
  return (code) => {
    if (code === null) return false;
    const before = known.get(code);
    if (before !== undefined) return before;
    const plain = plainCode(code);
    const claims = plain !== '' && !none.has(plain) && (parts.length === 0 || parts.some((part) => plain.includes(part)));
    known.set(code, claims);
    return claims;
  };
}

/** Whether a document of box 44 proves origin: by the beginning of its code (`certificateCodes`) or words of its name (`certificateWords`). */
export function provesOrigin(documents: Population, params: Params): (d: number) => boolean {
  const [byCode, byName] = [beginsWithOne(listOf(params, 'certificateCodes')), holdsOne(listOf(params, 'certificateWords'))];
  const [codes, names] = [textCells(documents, 'doc_code'), textCells(documents, 'doc_name')];
  return (d) => byCode(codes(d)) || byName(names(d));
}
