import { describe, expect, test } from 'vitest';
import { formatDay, formatMoney, formatPercent, pluralForm, speaker } from '../../domain/words/index.ts';
import { words } from '../../domain/model/words.ts';
import type { Decimal } from '../../domain/model/scalars.ts';

const thin = '\u202f';
const ru = speaker(
  {
    rows: '{n, plural, one {# строка} few {# строки} many {# строк} other {# строки}}',
    price: 'Цена {amount}, отклонение {dev}, день {day}',
    kind: '{kind, select, desk {камеральная} other {выездная}} проверка',
    outer: 'Внутри: {inner}',
    quoted: "it''s a '{brace}'",
  },
  'ru',
);

describe('words', () => {
  test.each([
    [1, 'строка'],
    [2, 'строки'],
    [5, 'строк'],
    [11, 'строк'],
    [21, 'строка'],
    [112, 'строк'],
    [0, 'строк'],
  ])('Russian counts %i as «%s»', (n, form) => {
    expect(ru(words('rows', { n }))).toBe(`${n} ${form}`);
  });

  test('Kazakh has one and other', () => {
    expect([pluralForm(1, 'kk'), pluralForm(2, 'kk'), pluralForm(21, 'kk')]).toEqual(['one', 'other', 'other']);
  });

  test('typed arguments are written as the language writes them', () => {
    const said = ru(
      words('price', {
        amount: { money: '1234567.50' as Decimal, currency: 'KZT' },
        dev: { percent: '-33.7' as Decimal },
        day: { day: '2026-11-14' },
      }),
    );
    expect(said).toBe(`Цена 1${thin}234${thin}567,50${thin}KZT, отклонение −33,7${thin}%, день 14.11.2026`);
  });

  test('the same values in English', () => {
    expect(formatMoney('184548.78', 'KZT', 'en')).toBe(`184${thin}548.78${thin}KZT`);
    expect(formatPercent('0.5', 'en')).toBe(`0.5${thin}%`);
    expect(formatDay('2026-03-05', 'en')).toBe('5 Mar 2026');
  });

  test('select, nesting and quotes', () => {
    expect(ru(words('kind', { kind: 'desk' }))).toBe('камеральная проверка');
    expect(ru(words('kind', { kind: 'x' }))).toBe('выездная проверка');
    expect(ru(words('outer', { inner: { words: words('rows', { n: 2 }) } }))).toBe('Внутри: 2 строки');
    expect(ru(words('quoted'))).toBe("it's a {brace}");
  });

  test('a missing text shows its key', () => {
    expect(ru(words('no.such.key'))).toBe('no.such.key');
    expect(ru(words('constructor'))).toBe('constructor');
  });
});
