import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCode, readHs, readRateText } from '../../domain/model/readers/codes.ts';
import { readDay } from '../../domain/model/readers/days.ts';
import { detectDateForm, detectHsLength, detectNumberForm, detectWritten } from '../../domain/model/readers/forms.ts';
import { readRounded, readScaled } from '../../domain/model/readers/numbers.ts';
import type { NumberForm } from '../../domain/model/readers/numbers.ts';
import { problemCodes } from '../../domain/model/readers/problems.ts';
import { loadMessages } from '../../backend/words/locales.ts';
import { decimalToScaled } from '../../domain/money/decimal.ts';

const comma: NumberForm = { decimal: ',', group: null };
const point: NumberForm = { decimal: '.', group: null };

describe('numbers', () => {
  test.each([
    ['1234,56', 123456],
    ['1 234,56', 123456],
    ['1\u00a0234\u00a0567,8', 123456780],
    ['1\u202f234,5', 123450],
    ['1\u2009234,5', 123450],
    ['1 234,56-', -123456],
    ['-1 234,56', -123456],
    ['\u22125', -500],
    ['5\u2212', -500],
    ['(12,30)', -1230],
    ['+7', 700],
    [',5', 50],
    ['0,00', 0],
    ['-0,00', 0],
    ['007', 700],
    ['1,2300', 123],
  ])('%j under the decimal comma', (text, scaled) => {
    expect(readScaled(text, 2, comma)).toBe(scaled);
  });

  test.each([
    ['1,234.5', { decimal: '.', group: ',' }, 123450],
    ['1.234.567,1', { decimal: ',', group: '.' }, 123456710],
  ] as const)('%j with groups of the other mark', (text, form, scaled) => {
    expect(readScaled(text, 2, form)).toBe(scaled);
  });

  test.each([
    ['12.50', comma, 'number_unreadable'],
    ['1.234', comma, 'number_unreadable'],
    ['1,234', point, 'number_unreadable'],
    ['12 34', comma, 'number_unreadable'],
    ['1 23 456', comma, 'number_unreadable'],
    ['12,', comma, 'number_unreadable'],
    ['', comma, 'number_unreadable'],
    ['-', comma, 'number_unreadable'],
    ['--5', comma, 'number_unreadable'],
    ['-5-', comma, 'number_unreadable'],
    ['5 USD', comma, 'number_unreadable'],
    ['1,2,3', comma, 'number_unreadable'],
    ['1E+05', comma, 'number_scientific'],
    ['1,5e7', comma, 'number_scientific'],
    ['8.5E+09', point, 'number_scientific'],
    ['0,125', comma, 'number_decimals'],
    ['90071992547409,92', comma, 'number_too_large'],
    ['99999999999999999999', comma, 'number_too_large'],
  ] as const)('%j is a problem', (text, form, problem) => {
    expect(readScaled(text, 2, form)).toBe(problem);
  });

  test('the largest amount that is kept exactly is read, to the unit', () => {
    expect(readScaled('90071992547409,91', 2, comma)).toBe(Number.MAX_SAFE_INTEGER);
    expect(readScaled('9007199254740991', 0, comma)).toBe(Number.MAX_SAFE_INTEGER);
    expect(readScaled('9007199254740993', 0, comma)).toBe('number_too_large');
  });

  test('the fast way and the exact way give the same for any decimal', () => {
    const decimal = fc.tuple(fc.boolean(), fc.bigInt(0n, 10n ** 18n), fc.option(fc.stringMatching(/^\d{1,9}$/)));
    fc.assert(
      fc.property(decimal, fc.constantFrom(0, 2, 3, 6, 8), ([negative, whole, decimals], digits) => {
        const text = `${negative ? '-' : ''}${whole}${decimals === null ? '' : `.${decimals}`}`;
        const exact = decimalToScaled(text, digits);
        const most = BigInt(Number.MAX_SAFE_INTEGER);
        const expected = exact === null ? 'number_decimals' : exact > most || exact < -most ? 'number_too_large' : Number(exact) + 0;
        expect(readScaled(text, digits, point)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  test('the stated repair rounds half away from zero', () => {
    expect(readRounded('241.58500000000004', 2, point)).toBe(24159);
    expect(readRounded('-2.675', 2, point)).toBe(-268);
    expect(readRounded('30866.000000000004', 2, point)).toBe(3086600);
  });
});

describe('days', () => {
  test.each([
    ['2025-02-28', 'YYYY-MM-DD', '2025-02-28'],
    ['2024-02-29', 'YYYY-MM-DD', '2024-02-29'],
    ['31.12.2025', 'DD.MM.YYYY', '2025-12-31'],
    ['1.2.2025', 'DD.MM.YYYY', '2025-02-01'],
    ['01.02.2025 12:00:00', 'DD.MM.YYYY', '2025-02-01'],
    ['2025-02-01T00:00:00', 'YYYY-MM-DD', '2025-02-01'],
    ['03/04/2025', 'DD/MM/YYYY', '2025-04-03'],
    ['03/04/2025', 'MM/DD/YYYY', '2025-03-04'],
    ['20250304', 'YYYYMMDD', '2025-03-04'],
    ['31.02.2025', 'DD.MM.YYYY', 'day_impossible'],
    ['2025-02-29', 'YYYY-MM-DD', 'day_impossible'],
    ['2025-04-31', 'YYYY-MM-DD', 'day_impossible'],
    ['2025-13-01', 'YYYY-MM-DD', 'day_impossible'],
    ['2025-00-10', 'YYYY-MM-DD', 'day_impossible'],
    ['01.02.2025', 'YYYY-MM-DD', 'day_other_form'],
    ['2025-02-01', 'DD.MM.YYYY', 'day_other_form'],
    ['01.02.25', 'DD.MM.YYYY', 'day_unreadable'],
    ['45321', 'DD.MM.YYYY', 'day_unreadable'],
  ] as const)('%j in the form %s is %s', (text, form, day) => {
    expect(readDay(text, form)).toBe(day);
  });

  test('a form is chosen by most of the sample, day before month where nothing tells', () => {
    expect(detectDateForm(['01.02.2025', '28.02.2025', '2025-01-01'])).toBe('DD.MM.YYYY');
    expect(detectDateForm(['03/04/2025', '05/06/2025'])).toBe('DD/MM/YYYY');
    expect(detectDateForm(['03/04/2025', '05/16/2025', '06/30/2025'])).toBe('MM/DD/YYYY');
    expect(detectDateForm(['20250101', '20251231'])).toBe('YYYYMMDD');
    expect(detectDateForm(['x'])).toBe(null);
  });
});

describe('codes', () => {
  const whole = { length: 10, leftPad: false };
  test('commodity codes keep their zeros and lose their spaces', () => {
    expect(readHs('0101210000', whole)).toBe('0101210000');
    expect(readHs('8471 30 000 0', whole)).toBe('8471300000');
    expect(readHs('8471.30', { ...whole, length: 6 })).toBe('847130');
  });

  test('a code that is shorter than the others, or has an odd length, has lost zeros', () => {
    expect(readHs('101210000', whole)).toBe('hs_lost_zeros');
    expect(readHs('85183095', whole)).toBe('hs_lost_zeros');
    expect(readHs('10121', { ...whole, length: 6 })).toBe('hs_lost_zeros');
    expect(readHs('101210000', { length: 10, leftPad: true })).toBe('0101210000');
    expect(readHs('1,0121E+08', whole)).toBe('number_scientific');
    expect(readHs('наушники', whole)).toBe('hs_unreadable');
  });

  test("the whole length is the pack's where any code has it, else the longest even one", () => {
    expect(detectHsLength(['101210000', '8518309500'], 10)).toBe(10);
    expect(detectHsLength(['440890', '690722', '10121'], 10)).toBe(6);
    expect(detectHsLength(['101210000'], 10)).toBe(10);
    expect(detectHsLength(['440890', '8518309500'], 6)).toBe(6);
  });

  test("a spreadsheet's protection is taken off", () => {
    expect(readCode('="0101210000"')).toBe('0101210000');
  });

  test('a bare rate is a percentage, anything else stays as written', () => {
    expect(['10', '10,0', '8.50', '10 %', '0,00'].map((t) => readRateText(t, t.includes('.') ? point : comma))).toEqual([
      '10%',
      '10%',
      '8.5%',
      '10%',
      '0%',
    ]);
    expect(readRateText('10 %, но не менее 0,4 евро за 1 кг', comma)).toBe('10 %, но не менее 0,4 евро за 1 кг');
    expect(readRateText('0.5 EUR/kg', point)).toBe('0.5 EUR/kg');
  });
});

describe('forms of numbers', () => {
  test.each([
    [['1 234,56', '7'], ';', { decimal: ',', group: null }],
    [['1,234.56', '7'], ',', { decimal: '.', group: ',' }],
    [['1.234,56'], ';', { decimal: ',', group: '.' }],
    [['1,234,567'], ',', { decimal: '.', group: ',' }],
    [['12.5', '3'], ',', { decimal: '.', group: null }],
    [['1,234'], ';', { decimal: ',', group: null }],
    [[], ',', { decimal: '.', group: null }],
  ] as const)('%j parted by %j', (samples, delimiter, form) => {
    expect(detectNumberForm(samples, delimiter)).toEqual(form);
  });

  test.each([
    ['money', ['100', '0.00', '7'], 'whole'],
    ['money', ['100.5', '7.25'], 'decimal'],
    ['money', ['10000', '25000', '100.5', '7'], 'whole'],
    ['money', ['100.50', '25.00', '7'], 'decimal'],
    ['money', ['1.125', '2.250'], 'decimal'],
    ['rate', ['495.3012', '5.4321'], 'decimal'],
    ['rate', ['49530000000', '100000000', '495.30'], 'whole'],
    ['rate', ['1', '1', '495.30'], 'decimal'],
    ['quantity', ['1000', '250', '12345.678'], 'decimal'],
    ['quantity', ['1000000', '250000000', '12.5'], 'whole'],
    ['weight', ['12,5'], 'whole'],
  ] as const)('a %s column of %j is written %s: most values decide', (type, samples, as) => {
    expect(detectWritten(samples, point, type)).toBe(as);
  });
});

test('every problem has a text in every language', () => {
  for (const lang of ['en', 'ru', 'kk'] as const) {
    const messages = loadMessages(lang);
    expect(problemCodes.filter((code) => messages[`problem.${code}`] === undefined)).toEqual([]);
  }
});
