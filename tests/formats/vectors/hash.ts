import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** RFC 8785 by the `canonicalize` package: the vectors are never made with the product's own code. */
export function jcs(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('no canonical form');
  return text;
}

export const sha256Hex = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex');
export const jcsHash = (value: unknown): string => sha256Hex(jcs(value));
