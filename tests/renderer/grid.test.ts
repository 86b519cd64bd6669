import { describe, expect, test } from 'vitest';
import { currencyOf, plainText, rowText, shownText, trimZeros } from '../../renderer/parts/grid/cells.ts';
import { placed, columnsSeen, leftShowing } from '../../renderer/parts/grid/columns.ts';
import { asTsv } from '../../renderer/parts/grid/copy.ts';
import { canonicalValue, opsOf, writtenValue } from '../../renderer/parts/grid/filters.ts';
import { heightsOf, offsetShowing, rowHeight, rowsSeen, squeeze, tallest } from '../../renderer/parts/grid/geometry.ts';
import { hidden, moved, noLayout, pinnedSet, resized, shown, stepped, widest, widthOf } from '../../renderer/parts/grid/layout.ts';
import { numberWidth } from '../../renderer/parts/grid/model.ts';
import { sortedBy } from '../../renderer/parts/grid/order.ts';
import { at, boxOf, cellsIn, move } from '../../renderer/parts/grid/selection.ts';
import { sumsOf } from '../../renderer/parts/grid/sum.ts';

const press = (key: string, with_: { ctrl?: boolean; shift?: boolean } = {}) => ({
  key,
  ctrlKey: with_.ctrl ?? false,
  metaKey: false,
  shiftKey: with_.shift ?? false,
});

describe('rows of a grid that is taller than a browser can lay out', () => {
  test('a hundred thousand rows are laid out as they are', () => {
    expect(squeeze(heightsOf(100_000, 600))).toBe(1);
  });

  test('a million rows stay below the tallest element, and the end of the bar is the last row', () => {
    const heights = heightsOf(1_000_000, 600);
    expect(heights.laidOut).toBe(tallest);
    expect((heights.laidOut - heights.view) * squeeze(heights)).toBeCloseTo(heights.content - heights.view, 3);
  });

  test('only what is seen is drawn, with a few rows more at both ends', () => {
    expect(rowsSeen(28_000, 1_000_000, 560)).toEqual({ first: 996, end: 1024 });
    expect(rowsSeen(0, 3, 560)).toEqual({ first: 0, end: 3 });
    expect(rowsSeen(0, 0, 560)).toEqual({ first: 0, end: 0 });
  });

  test('a row is scrolled to no further than needed', () => {
    const heights = heightsOf(1_000, 280);
    expect(offsetShowing(3, 140, heights)).toBe(84);
    expect(offsetShowing(7, 140, heights)).toBe(140);
    expect(offsetShowing(20, 140, heights)).toBe(21 * rowHeight - 280);
    expect(offsetShowing(999, 0, heights)).toBe(1_000 * rowHeight - 280);
  });
});

describe('keys walk as in a spreadsheet', () => {
  const size = { rows: 1_000_000, cols: 20, page: 22 };
  const start = at({ row: 10, col: 3 });

  test('arrows, pages, ends and corners', () => {
    const to = (key: string, ctrl = false) => move(start, press(key, { ctrl }), size)?.active;
    expect(to('ArrowDown')).toEqual({ row: 11, col: 3 });
    expect(to('PageDown')).toEqual({ row: 32, col: 3 });
    expect(to('PageUp')).toEqual({ row: 0, col: 3 });
    expect(to('End')).toEqual({ row: 10, col: 19 });
    expect(to('ArrowDown', true)).toEqual({ row: 999_999, col: 3 });
    expect(to('End', true)).toEqual({ row: 999_999, col: 19 });
    expect(to('Home', true)).toEqual({ row: 0, col: 0 });
  });

  test('the header is one step above the first row, and nothing is above the header', () => {
    const header = move(at({ row: 0, col: 3 }), press('ArrowUp'), size);
    expect(header?.active.row).toBe(-1);
    expect(move(header ?? start, press('ArrowUp'), size)?.active.row).toBe(-1);
  });

  test('with Shift the anchor stays and the range holds rows only', () => {
    const range = move(start, press('ArrowUp', { ctrl: true, shift: true }), size);
    expect(range).toEqual({ anchor: { row: 10, col: 3 }, active: { row: 0, col: 3 } });
    const wider = move(range ?? start, press('ArrowUp', { shift: true }), size);
    expect(wider?.active.row).toBe(0);
    expect(cellsIn(boxOf(move(wider ?? start, press('ArrowRight', { shift: true }), size) ?? start))).toBe(22);
  });

  test('other keys are left to the page', () => {
    expect(move(start, press('Tab'), size)).toBeNull();
    expect(move(start, press('Enter'), size)).toBeNull();
    expect(move(start, press('ArrowDown'), { rows: 5, cols: 0, page: 3 })).toBeNull();
  });
});

describe('cells', () => {
  const money = { national: 'KZT', digits: { KZT: 2, KRW: 0, KWD: 3 } };
  const price = { name: 'item_price_minor', type: 'money', currency: 'currency' };
  const writer = {
    amount: (v: string) => `a${v}`,
    decimal: (v: string) => `d${v}`,
    day: (v: string) => `t${v}`,
    say: (key: string) => key,
  };

  test('an amount has the decimals of the currency in its own row', () => {
    const inRow = (currency: string) => (name: string) => (name === 'currency' ? currency : undefined);
    expect(rowText(123_456n, price, money, inRow('KRW'))).toBe('123456');
    expect(rowText(123_456n, price, money, inRow('KWD'))).toBe('123.456');
    expect(rowText(123_456n, price, money, inRow(''))).toBe('1234.56');
    expect(currencyOf({ ...price, currency: 'USD' }, 'KZT', () => undefined)).toBe('USD');
  });

  test('amounts beyond 2^53 are exact', () => {
    expect(plainText(9_007_199_254_740_993n, price, 2)).toBe('90071992547409.93');
  });

  test('quantities lose zeros at the end, never digits', () => {
    expect(plainText(12_500_000n, { name: 'qty_e6', type: 'quantity' }, 2)).toBe('12.5');
    expect(plainText(10_540, { name: 'net_g', type: 'weight' }, 2)).toBe('10.54');
    expect(trimZeros('100')).toBe('100');
    expect(plainText(null, price, 2)).toBe('');
  });

  test('codes stay as they are written', () => {
    expect(shownText('0012', { name: 'hs_code', type: 'code' }, writer)).toBe('0012');
    expect(shownText('2026-01-05', { name: 'reg_date', type: 'day' }, writer)).toBe('t2026-01-05');
  });

  test('sums stand apart by currency and say nothing about rates', () => {
    const source = [price, { name: 'currency', type: 'code' }, { name: 'fx_rate_e8', type: 'rate' }];
    const row = (...cells: (string | bigint | null)[]) => ({ name: '', line: 1, cells });
    const rows = [row(100n, 'USD', 1n), row(250n, 'USD', 1n), row(7n, 'KRW', 1n), row(null, 'USD', 1n)];
    expect(sumsOf(rows, price, source, money)).toEqual([
      { currency: 'USD', value: '3.50' },
      { currency: 'KRW', value: '7' },
    ]);
    expect(sumsOf(rows, source[2] ?? price, source, money)).toEqual([]);
  });

  test('copied cells keep their columns whatever stands in them', () => {
    const source = [{ name: 'description', type: 'text' }, price];
    const rows = [{ name: '', line: 1, cells: ['tab\there\nand line', 1_250n] }];
    expect(asTsv(rows, source, source, money)).toBe('tab here and line\t12.50');
  });
});

describe('filters', () => {
  test('a number and a day are read as people write them', () => {
    const value = { name: 'customs_value_minor', type: 'money' };
    expect(canonicalValue('1\u202f234,50', value)).toBe('1234.50');
    expect(canonicalValue('−5', value)).toBe('-5');
    expect(canonicalValue('1e5', value)).toBeNull();
    expect(canonicalValue('2.3.2025', { name: 'reg_date', type: 'day' })).toBe('2025-03-02');
    expect(canonicalValue('31.02.2025', { name: 'reg_date', type: 'day' })).toBeNull();
  });

  test('a weight is typed in kilograms, as its header says, asked for in grams, and shown again in kilograms', () => {
    const net = { name: 'net_g', type: 'weight' };
    for (const [typed, grams, shown] of [
      ['10,5', '10500', '10.5'],
      ['10.540', '10540', '10.54'],
      ['1 000', '1000000', '1000'],
      ['0,0005', '0.5', '0.0005'],
      ['−2', '-2000', '-2'],
      ['0', '0', '0'],
    ] as const) {
      expect(canonicalValue(typed, net)).toBe(grams);
      expect(writtenValue(grams, net)).toBe(shown);
    }
    expect(canonicalValue('1e3', net)).toBeNull();
    expect(canonicalValue('10,5', { name: 'qty_e6', type: 'quantity' })).toBe('10.5');
    expect(writtenValue('10.5', { name: 'qty_e6', type: 'quantity' })).toBe('10.5');
  });

  test('text can be searched, a number cannot', () => {
    expect(opsOf({ name: 'description', type: 'text' })[0]).toBe('contains');
    expect(opsOf({ name: 'customs_value_minor', type: 'money' })).not.toContain('contains');
  });

  test('a header is pressed for ascending, descending, none; with Shift beside the others', () => {
    const up = sortedBy([], 'a', false);
    const down = sortedBy(up, 'a', false);
    expect([up, down, sortedBy(down, 'a', false)]).toEqual([[{ column: 'a', descending: false }], [{ column: 'a', descending: true }], []]);
    expect(sortedBy(up, 'b', true)).toEqual([
      { column: 'a', descending: false },
      { column: 'b', descending: false },
    ]);
    expect(sortedBy(up, 'b', false)).toEqual([{ column: 'b', descending: false }]);
  });
});

describe('columns', () => {
  const all = ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'text', title: name }));
  const names = (layout: typeof noLayout) => shown(layout, all).map((c) => c.name);

  test('are moved, stepped, hidden and pinned', () => {
    expect(names(moved(noLayout, all, 'd', 'b'))).toEqual(['a', 'd', 'b', 'c']);
    expect(names(stepped(noLayout, all, 'b', 1))).toEqual(['a', 'c', 'b', 'd']);
    expect(names(stepped(noLayout, all, 'a', -1))).toEqual(['a', 'b', 'c', 'd']);
    expect(names(stepped(hidden(noLayout, 'b', true), all, 'a', 1))).toEqual(['c', 'a', 'd']);
    expect(names(hidden(hidden(noLayout, 'b', true), 'b', false))).toEqual(['a', 'b', 'c', 'd']);
    expect(names(pinnedSet(noLayout, 'c', true))).toEqual(['c', 'a', 'b', 'd']);
  });

  test('a column of a later version stands at the end, one that is gone is passed over', () => {
    expect(names({ ...noLayout, order: ['d', 'gone', 'a'] })).toEqual(['d', 'a', 'b', 'c']);
  });

  test('widths have limits', () => {
    expect(widthOf(resized(noLayout, 'a', 5_000), { name: 'a', type: 'text' })).toBe(widest);
  });

  test('only what is seen is drawn, and the pinned ones', () => {
    const layout = { ...pinnedSet(noLayout, 'd', true), widths: { a: 400, b: 400, c: 400, d: 100 } };
    const { columns, width } = placed(all, layout);
    expect(width).toBe(numberWidth + 1_300);
    expect(columnsSeen(columns, { left: 0, width: 300 }).map((c) => c.name)).toEqual(['d', 'a']);
    const c = columns.find((column) => column.name === 'c');
    expect(c === undefined ? null : leftShowing(c, columns, { left: 0, width: 300 })).toBe(numberWidth + 1_300 - 300);
  });
});
