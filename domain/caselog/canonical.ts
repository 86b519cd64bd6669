import { Refused } from '../model/refused.ts';
import { utf8Bytes } from './utf8.ts';

/** What canonical bytes exist for: RFC 8785 over these, nothing else. Money is a decimal string. */
export type Canonical = string | number | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical };

/** Deeper nesting has no use here and would let a hostile log exhaust the stack. */
const deepest = 64;

const plainAscii = /^[\x20-\x7e]*$/;
const control = /(?![\n\t])\p{Cc}/u;

type Why = 'not_integer' | 'unsafe_integer' | 'lone_surrogate' | 'control_character' | 'not_nfc' | 'undefined' | 'not_plain' | 'too_deep';

function refuse(at: string, reason: Why): never {
  throw new Refused({ code: 'value_not_canonical', at: at === '' ? '/' : at, args: { reason } });
}

function textOf(value: string, at: string): string {
  if (!plainAscii.test(value)) {
    if (!value.isWellFormed()) refuse(at, 'lone_surrogate');
    if (control.test(value)) refuse(at, 'control_character');
    if (value.normalize('NFC') !== value) refuse(at, 'not_nfc');
  }
  return JSON.stringify(value);
}

function numberOf(value: number, at: string): string {
  if (!Number.isInteger(value)) refuse(at, 'not_integer');
  if (!Number.isSafeInteger(value)) refuse(at, 'unsafe_integer');
  return String(value);
}

function arrayOf(value: readonly unknown[], at: string, depth: number): string {
  const parts: string[] = [];
  for (let i = 0; i < value.length; i++) parts.push(write(value[i], `${at}/${i}`, depth + 1));
  return `[${parts.join(',')}]`;
}

function objectOf(value: object, at: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) refuse(at, 'not_plain');
  const parts: string[] = [];
  // the default order of sort() compares UTF-16 code units, as RFC 8785 §3.2.3 wants it
  for (const key of Object.keys(value).sort()) {
    const inside = `${at}/${key}`;
    parts.push(`${textOf(key, inside)}:${write((value as Readonly<Record<string, unknown>>)[key], inside, depth + 1)}`);
  }
  return `{${parts.join(',')}}`;
}

function write(value: unknown, at: string, depth: number): string {
  if (depth > deepest) refuse(at, 'too_deep');
  if (typeof value === 'string') return textOf(value, at);
  if (typeof value === 'number') return numberOf(value, at);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value === null) return 'null';
  if (value === undefined) refuse(at, 'undefined');
  if (Array.isArray(value)) return arrayOf(value, at, depth);
  if (typeof value === 'object') return objectOf(value, at, depth);
  return refuse(at, 'not_plain');
}

/**
 * The canonical form: RFC 8785 over string, safe integer, boolean, null, array and plain object.
 * @throws Refused `value_not_canonical`, `at` = JSON pointer of the place (unescaped), `reason` = why: a fraction, an integer beyond
 *   2^53-1, a lone surrogate, a control character other than newline and tab, a string that is not NFC, undefined, a class instance
 * @source RFC 8785, docs/decisions/case-log.md
 */
export const canonicalText = (value: Canonical): string => write(value, '', 0);

/** UTF-8 of `canonicalText`: what is hashed and signed. */
export const canonicalBytes = (value: Canonical): Uint8Array => utf8Bytes(canonicalText(value));

/** Narrows a value from outside to one that has a canonical form. @throws Refused `value_not_canonical`, as `canonicalText` */
export function checkCanonical(value: unknown): asserts value is Canonical {
  write(value, '', 0);
}

/** The text is the canonical form of the value; a value from outside that has none is no error here. */
export function isCanonicalText(text: string, value: unknown): boolean {
  try {
    return write(value, '', 0) === text;
  } catch {
    return false;
  }
}

/** Two values are the same when their canonical texts are: key order and the sign of zero do not count. */
export const sameValue = (a: Canonical, b: Canonical): boolean => a === b || canonicalText(a) === canonicalText(b);
