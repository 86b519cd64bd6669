import { describe, expect, test } from 'vitest';
import { parseWhere } from '../../backend/host/cli/list-options.ts';

describe('values of a condition on the command line', () => {
  test('a comma in quotes parts nothing', () => {
    expect(parseWhere('description in "a, b", c').values).toEqual(['a, b', 'c']);
    expect(parseWhere('hs_code in 1').values).toEqual(['1']);
    expect(parseWhere('net_g in 10500, ""').values).toEqual(['10500', '']);
  });

  test('a quote inside quotes is doubled', () => {
    expect(parseWhere(`description in "a ""b"", c", 'it''s', d`).values).toEqual(['a "b", c', "it's", 'd']);
    expect(parseWhere('description contains "ТОО ""Проба"""').value).toBe('ТОО "Проба"');
  });

  test('the word between two ends may stand in an end that is in quotes', () => {
    expect(parseWhere('description between "a and b" and c').values).toEqual(['a and b', 'c']);
    expect(() => parseWhere('net_g between 1 and 2 and 3')).toThrow('filter_invalid');
  });

  test.each([
    ['contains "x"', 'x'],
    ['contains x', 'x'],
    ['contains " x "', ' x '],
    ['contains "Альфа" и "Бета"', '"Альфа" и "Бета"'],
    [`contains '"Проба"'`, '"Проба"'],
    ['contains ТОО "Проба"', 'ТОО "Проба"'],
    ['= "', '"'],
    ['starts "a', '"a'],
  ])('description %s: only a pair of quotes around the whole value is taken off', (said, value) => {
    expect(parseWhere(`description ${said}`)).toMatchObject({ column: 'description', value });
  });
});
