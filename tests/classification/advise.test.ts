import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { advise, advisorOf } from '../../domain/classification/advise.ts';
import { askedOf } from '../../domain/classification/asked.ts';
import { commodityCode, goodsWords, stem } from '../../domain/classification/goods-words.ts';
import { versionsOn } from '../../domain/classification/versions.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { hasShared, sharedDir } from '../helpers/shared.ts';

describe('words of goods', () => {
  test('are compared without endings of plural and case, ё as е, in three languages', () => {
    expect(goodsWords('Shirts; of cotton')).toEqual(['shirt', 'cotton']);
    expect(goodsWords('Ёмкости стальные')).toEqual(goodsWords('емкость стальная'));
    expect(goodsWords('тоңазытқыштары')).toEqual(goodsWords('тоңазытқыштар'));
    expect([stem('glass'), stem('A4'), stem('чай')]).toEqual(['glass', 'A4', 'чай']);
  });

  test('a code is digits with points and spaces between, and nothing else', () => {
    expect(['8471.30', '8471 30 000 0', '84', '8', 'Раздел 1', '84-71'].map(commodityCode)).toEqual([
      '847130',
      '8471300000',
      '84',
      null,
      null,
      '8471',
    ]);
    expect(askedOf('8471.30 ноутбук')).toEqual({ code: '847130', words: ['ноутбук'] });
    expect(askedOf('2 головки')).toEqual({ code: '', words: ['2', 'головки'] });
    expect(askedOf('3d принтер')).toEqual({ code: '', words: ['3d', 'принтер'] });
  });
});

test('of each list the version in force on a day is taken, none before its first one', () => {
  const list = (no: number, name: string, from: string | null) => ({ no, name, validFrom: from as Day | null });
  const lists = [list(1, 'kz', '2024-01-01'), list(2, 'kz', '2025-01-01'), list(3, 'hs', null)];
  const on = (day: string | null) => versionsOn(lists, day as Day | null).map((one) => one.no);
  expect([on('2024-06-01'), on('2025-01-01'), on('2023-12-31'), on(null)]).toEqual([[1, 3], [2, 3], [3], [2, 3]]);
});

describe('an advice', () => {
  const entries = [
    { code: '8418', description: 'Refrigerators and freezers' },
    { code: '841810', description: 'Combined, with separate doors' },
    { code: '841830', description: 'Chest type' },
    { code: '610910', description: 'T-shirts of cotton' },
  ];

  test('is of entries that are declared under, with the words of the headings above them', () => {
    const { nomenclature } = advise(advisorOf(entries, []), 'chest freezer', 5);
    expect(nomenclature.map((one) => [one.code, one.matched])).toEqual([
      ['841830', ['chest', 'freezer']],
      ['841810', ['freezer']],
    ]);
  });

  test('gives goods of earlier cases apart, and names the words that stand nowhere', () => {
    const earlier = [{ code: '8418302000', text: 'Морозильный ларь Бирюса', times: 3 }];
    const given = advise(advisorOf(entries, earlier), 'ларь морозильный qwxyz', 5);
    expect(given.earlier).toMatchObject([{ code: '8418302000', times: 3, matched: ['ларь', 'морозильн'] }]);
    expect([given.nomenclature, given.unknown]).toEqual([[], ['qwxyz']]);
  });

  test('of nothing, or over nothing, is nothing and no NaN', () => {
    expect(advise(advisorOf([], []), 'chest', 5)).toEqual({ words: ['chest'], nomenclature: [], earlier: [], unknown: ['chest'] });
    expect(advise(advisorOf(entries, []), ' — ; ', 5).nomenclature).toEqual([]);
  });
});

describe.skipIf(!hasShared)('over the harmonised system', () => {
  const line = /^\w*,(\d+),(?:"((?:[^"]|"")*)"|([^,]*)),/;
  const read = () =>
    fs
      .readFileSync(path.join(sharedDir, 'data', 'hs', 'harmonized-system.csv'), 'utf8')
      .split('\n')
      .flatMap((text) => {
        const found = line.exec(text);
        return found?.[1] === undefined ? [] : [{ code: found[1], description: (found[2] ?? found[3] ?? '').replaceAll('""', '"') }];
      });

  /** The same words in another order with some of them left out, the same every time. */
  function held(description: string, every: number, i: number): string {
    const words = description.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 1);
    return words
      .filter((_, at) => every === 0 || (at + i) % every !== 0)
      .toReversed()
      .join(' ');
  }

  test('a description with every second word gone leads to its own entry among five in nine of ten', () => {
    const advisor = advisorOf(read(), []);
    const tried = advisor.nomenclature.filter((_, i) => i % 9 === 0);
    const share = (every: number, within: number): number => {
      const hits = tried.filter(({ code, description }, i) =>
        advise(advisor, held(description, every, i), within).nomenclature.some((one) => one.code === code),
      );
      return hits.length / tried.length;
    };
    expect(share(0, 1)).toBeGreaterThan(0.9);
    expect(share(3, 1)).toBeGreaterThan(0.75);
    expect(share(2, 1)).toBeGreaterThan(0.6);
    expect(share(2, 5)).toBeGreaterThan(0.88);
  }, 60_000);

  test('words of commerce that no nomenclature has lead nowhere: the first five do not hold the right heading', () => {
    const advisor = advisorOf(read(), []);
    const given = advise(advisor, 'laptop 15 inch', 5);
    expect(given.nomenclature.map((one) => one.code.slice(0, 4))).not.toContain('8471');
    expect(given.unknown).toContain('laptop');
  });
});
