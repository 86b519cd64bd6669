import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTexts, sortKey } from '../../domain/words/collation.ts';
import { sortKeys } from '../../db/search/sort-keys.ts';

const sorted = (texts: readonly string[]): string[] => texts.toSorted(compareTexts);

describe('texts stand as people look them up', () => {
  test('Kazakh letters stand in the order of the Kazakh alphabet, Russian ones among them', () => {
    const alphabet = [...'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя'];
    expect(sorted(alphabet.toReversed())).toEqual(alphabet);
    expect(sorted(alphabet.map((letter) => letter.toUpperCase()).toReversed())).toEqual(alphabet.map((letter) => letter.toUpperCase()));
  });

  test.each([
    ['letters before their case', ['ақжол', 'Ақжол', 'АҚЖОЛ', 'Ақжолтай', 'аққу']],
    ['case parts only what is otherwise alike', ['роялти', 'Роялти', 'роялти за знак']],
    ['numbers by their value', ['Счёт № 9', 'Счёт № 10', 'Счёт № 010', 'Счёт № 100', 'Счёт № 99999999999999999999']],
    ['signs, numbers, Cyrillic, Latin, others', ['', ' ', '«Ромашка»', '2', '10', 'Ромашка', 'Ягода', 'ґ', 'ABB', 'Zeta', '深圳']],
    ['accents do not count among letters', ['Muller', 'Müller', 'Mullers', 'Müllers']],
    ['a shorter text before the longer one', ['Дом', 'Дом света', 'Домостроитель']],
  ])('%s', (_, texts) => {
    expect(sorted(texts.toReversed())).toEqual(texts);
  });

  test('only equal texts are equal, and no key is the beginning of another one', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'аАёЁeEé0 019-№«') }));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [x, y] = [sortKey(a), sortKey(b)];
        const begins = x.length <= y.length && x.every((byte, i) => byte === y[i]);
        expect(begins).toBe(a === b);
        expect(Math.sign(compareTexts(a, b)) + Math.sign(compareTexts(b, a))).toBe(0);
      }),
    );
  });
});

describe('many keys', () => {
  const keysOf = (texts: readonly string[]) => {
    const all = texts.map(sortKey);
    const starts = new Uint32Array(all.length + 1);
    all.forEach((key, i) => {
      starts[i + 1] = (starts[i] ?? 0) + key.length;
    });
    return { bytes: Uint8Array.from(all.flatMap((key) => [...key])), starts, count: all.length };
  };
  const byHand = (texts: readonly string[]): number[] =>
    texts.map((_, i) => i).sort((a, b) => compareTexts(texts[a] ?? '', texts[b] ?? '') || a - b);

  test('stand as compared one by one, equal ones by their place, however long they are alike', () => {
    const word = fc.string({ unit: fc.constantFrom(...'абАБ1'), maxLength: 6 });
    const text = fc.tuple(fc.constantFrom('', 'Оплата по контракту № ', 'x'.repeat(300)), word).map(([head, tail]) => head + tail);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 400 }), (texts) => {
        expect([...sortKeys(keysOf(texts))]).toEqual(byHand(texts));
      }),
    );
  });

  test('none, one and a thousand equal ones', () => {
    for (const texts of [[], ['а'], Array.from({ length: 1000 }, () => 'роялти')]) {
      expect([...sortKeys(keysOf(texts))]).toEqual(texts.map((_, i) => i));
    }
  });
});
