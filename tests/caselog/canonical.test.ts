import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes, canonicalText, checkCanonical, sameValue } from '../../domain/caselog/canonical.ts';
import type { Canonical } from '../../domain/caselog/canonical.ts';
import { utf8Bytes } from '../../domain/caselog/utf8.ts';
import { Refused } from '../../domain/model/refused.ts';

const text = fc.string({ unit: 'grapheme' }).map((s) => s.normalize('NFC').replace(/(?![\n\t])\p{Cc}/gu, ''));
const canonicalValue: fc.Arbitrary<Canonical> = fc.letrec<{ value: Canonical }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 6 }),
  ),
})).value;

function reasonOf(value: unknown): string {
  try {
    checkCanonical(value);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return `${error.code} ${error.at} ${error.args['reason']}`;
  }
}

describe('canonical form', () => {
  it('gives the bytes of the canonicalize package for every value it accepts', () => {
    fc.assert(
      fc.property(canonicalValue, (value) => {
        expect(canonicalText(value)).toBe(canonicalize(value));
        expect(Buffer.from(canonicalBytes(value)).toString('hex')).toBe(Buffer.from(canonicalize(value) ?? '', 'utf8').toString('hex'));
      }),
      { numRuns: 3000 },
    );
  });

  it('does not depend on the order in which keys were written', () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.integer()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalText(turned)).toBe(canonicalText(value));
        expect(sameValue(turned, value)).toBe(true);
      }),
    );
  });

  it('is its own canonical form after a round through JSON', () => {
    fc.assert(
      fc.property(canonicalValue, (value) => canonicalText(JSON.parse(canonicalText(value)) as Canonical) === canonicalText(value)),
    );
  });

  it.each([
    [
      'key order by UTF-16 code units (RFC 8785 §3.2.3, its U+FB33 replaced by a letter that NFC leaves alone)',
      { '\u20ac': 'Euro Sign', '\uff21': 'Wide', '1': 'One', '\ud83d\ude00': 'Emoji', '\u00f6': 'o' },
      '{"1":"One","\u00f6":"o","\u20ac":"Euro Sign","\ud83d\ude00":"Emoji","\uff21":"Wide"}',
    ],
    [
      'no locale in the order (french)',
      { sin: 'ignore locale', 'p\u00eache': 'but', 'p\u00e9ch\u00e9': 'wrong', peach: 'order' },
      '{"peach":"order","p\u00e9ch\u00e9":"wrong","p\u00eache":"but","sin":"ignore locale"}',
    ],
    [
      'nesting and empty keys (structures)',
      { '1': { f: { f: 'hi', F: 5 }, '\n': 56 }, '10': {}, '': 'empty', a: {}, '111': [{ e: 'yes', E: 'no' }], A: {} },
      '{"":"empty","1":{"\\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}',
    ],
  ])('keeps the fixed vector: %s', (_name, value, expected) => {
    expect(canonicalText(value as Canonical)).toBe(expected);
  });

  it.each([
    ['a fraction', { a: [1, 0.5] }, 'value_not_canonical /a/1 not_integer'],
    ['not a number', Number.NaN, 'value_not_canonical / not_integer'],
    ['infinity', Number.POSITIVE_INFINITY, 'value_not_canonical / not_integer'],
    ['2^53', 2 ** 53, 'value_not_canonical / unsafe_integer'],
    ['a lone high surrogate', { text: 'a\ud800' }, 'value_not_canonical /text lone_surrogate'],
    ['a lone low surrogate in a key', { 'a\udc00': 1 }, 'value_not_canonical /a\udc00 lone_surrogate'],
    ['й in two code points', 'и\u0306', 'value_not_canonical / not_nfc'],
    ['a carriage return', 'a\r\n', 'value_not_canonical / control_character'],
    ['NUL', '\u0000', 'value_not_canonical / control_character'],
    ['DEL', '\u007f', 'value_not_canonical / control_character'],
    ['a C1 control', '\u0085', 'value_not_canonical / control_character'],
    ['undefined in an object', { a: undefined }, 'value_not_canonical /a undefined'],
    ['a hole in an array', Object.assign([1], { 2: 2 }), 'value_not_canonical /1 undefined'],
    ['a bigint', 1n, 'value_not_canonical / not_plain'],
    ['a date', new Date(0), 'value_not_canonical / not_plain'],
    ['a map', new Map(), 'value_not_canonical / not_plain'],
  ])('refuses %s and says where', (_name, value, reason) => {
    expect(reasonOf(value)).toBe(reason);
  });

  it('accepts newline, tab, the largest safe integers, negative zero as zero', () => {
    expect(canonicalText(['\n\t', 9007199254740991, -9007199254740991, -0])).toBe('["\\n\\t",9007199254740991,-9007199254740991,0]');
  });

  it('refuses nesting that would exhaust the stack', () => {
    let deep: unknown = 0;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(reasonOf(deep)).toContain('too_deep');
  });

  it('writes UTF-8 as the platform does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(Buffer.from(utf8Bytes(value)).equals(Buffer.from(value, 'utf8'))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
