import { QueryClient } from '@tanstack/react-query';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { proposalsKey, showDecided } from '../../renderer/screens/books/matching/use-proposals.ts';
import { decidedOnes } from '../../renderer/screens/books/matching/article-keys.ts';
import { dealt, linksOf, problemOf, sumsOf, typedAmount } from '../../renderer/screens/books/matching/hand.ts';
import { listRows, markedPlaces, marksAfter, nextOpen, rowKeyOf } from '../../renderer/screens/books/matching/list-rows.ts';
import { isPartly, linkedSum, pairings, scaled, shareOf, sideShort } from '../../renderer/screens/books/matching/shapes.ts';
import type { OpenRow } from '../../renderer/screens/books/matching/shapes.ts';
import { readParams, typedParams } from '../../renderer/screens/books/matching/typed-params.ts';
import { atPlaces, pageLength } from '../../renderer/screens/books/matching/use-pages.tsx';

const row = (name: string, table: OpenRow['table'], amount: string | null, currency = 'USD'): OpenRow => ({
  name,
  table,
  label: name.toUpperCase(),
  day: '2026-03-05',
  party: 'ТОО «Проба»',
  text: '',
  amount,
  currency,
  open: amount,
});
/** Of which so much is left. */
const left = (one: OpenRow, open: string): OpenRow => ({ ...one, open });
const invoice = (name: string, amount: string | null, currency?: string): OpenRow => row(name, 'invoices', amount, currency);
const payment = (name: string, amount: string | null, currency?: string): OpenRow => row(name, 'payments', amount, currency);
const byName = (...rows: OpenRow[]): ReadonlyMap<string, OpenRow> => new Map(rows.map((one) => [one.name, one]));

describe('the rows of a match side by side', () => {
  const rows = [invoice('a', '100.00'), invoice('b', '50.00'), payment('x', '120.00'), payment('y', '30.00'), payment('z', '7.00')];

  test('a row that stands in the line above is not said again, and one without a link stands at the end', () => {
    const lines = pairings(
      rows,
      [
        { left: 'b', right: 'y', amount: '30.00', currency: 'USD' },
        { left: 'a', right: 'x', amount: '100.00', currency: 'USD' },
        { left: 'b', right: 'x', amount: '20.00', currency: 'USD' },
      ],
      'payments',
    );
    expect(lines.map(({ left, right, amount }) => [left?.name ?? '', right?.name ?? '', amount])).toEqual([
      ['a', 'x', '100.00'],
      ['b', '', '20.00'],
      ['', 'y', '30.00'],
      ['', 'z', null],
    ]);
  });

  test('what is linked is added up in one currency only', () => {
    const link = { left: 'a', right: 'x', amount: '1.10', currency: 'USD' };
    expect(linkedSum([link, { ...link, amount: '2.205' }])).toEqual({ amount: '3.305', currency: 'USD' });
    expect(linkedSum([link, { ...link, currency: 'EUR' }])).toBeNull();
    expect(linkedSum([link, { ...link, amount: null }])).toBeNull();
    expect(linkedSum([])).toBeNull();
  });

  test('a side is named by its first row and how many more there are', () => {
    expect(sideShort(rows, 'payments')).toEqual({ label: 'X', more: 2 });
    expect(sideShort([], 'payments')).toEqual({ label: '', more: 0 });
  });

  test('a share is whole only when nothing is left, and nothing only when nothing is matched', () => {
    expect([shareOf({ rows: 0, matched: 0 }), shareOf({ rows: 3, matched: 3 })]).toEqual([0, 100]);
    expect([shareOf({ rows: 100_000, matched: 1 }), shareOf({ rows: 100_000, matched: 99_999 })]).toEqual([1, 99]);
  });
});

describe('the list of proposals', () => {
  const counts = { exact: 2, rule: 0, scored: 3 };
  const rows = listRows(counts, null);

  test('stands under the headings of its methods; a method without proposals has none', () => {
    expect(rows.map(rowKeyOf)).toEqual(['exact', '0', '1', 'scored', '2', '3', '4']);
    expect(listRows(counts, 'scored').map(rowKeyOf)).toEqual(['scored', '0', '1', '2']);
  });

  test('a heading marks its group and takes its marks away again; a range that passes it does neither', () => {
    const all = marksAfter(new Set(['scored']), new Set(), rows);
    expect(markedPlaces(all)).toEqual([2, 3, 4]);
    const without = new Set(all);
    without.delete('scored');
    expect([...marksAfter(without, all, rows)]).toEqual([]);
    expect(markedPlaces(marksAfter(new Set(['1', 'scored', '2']), new Set(['1']), rows))).toEqual([1, 2]);
  });

  test('all of a group marked one by one is the group marked', () => {
    expect(marksAfter(new Set(['0', '1']), new Set(['0']), rows).has('exact')).toBe(true);
  });

  test('a decision leads on to the next open one, past those that are decided', () => {
    const open = new Map([
      [1, false],
      [2, true],
    ]);
    expect(nextOpen(0, 3, (place) => open.get(place))).toBe(2);
    expect(nextOpen(2, 3, () => false)).toBe(2);
  });

  test('marked places are read page by page, each page once', async () => {
    const asked: number[] = [];
    const read = async (at: number): Promise<readonly number[]> => {
      asked.push(at);
      return Array.from({ length: pageLength }, (_, i) => at + i);
    };
    const places = [0, 5, pageLength - 1, pageLength, pageLength * 7 + 3];
    expect(await atPlaces(places, read)).toEqual(places);
    expect(asked).toEqual([0, pageLength, pageLength * 7]);
  });
});

describe('links by hand', () => {
  test('amounts are dealt in order until one side is used up, and no row gives more than it has', () => {
    const [lefts, rights] = [
      [invoice('a', '100.00'), invoice('b', '50.00')],
      [payment('x', '120.00'), payment('y', '40.00')],
    ];
    const drafts = dealt(lefts, rights);
    expect(drafts.map(({ left, right, amount }) => [left, right, amount])).toEqual([
      ['a', 'x', '100.00'],
      ['b', 'x', '20.00'],
      ['b', 'y', '30.00'],
    ]);
    expect(sumsOf(lefts, rights, drafts)).toEqual({
      left: '150.00',
      right: '160.00',
      linked: '150.00',
      difference: '-10.00',
      currency: 'USD',
    });
  });

  test('what is dealt is what earlier matches have left, and the sums are of that', () => {
    const lefts = [left(invoice('a', '5000.00'), '1200.00'), left(invoice('n', '-300.00'), '100.00')];
    const rights = [left(payment('x', '4000.00'), '900.00'), payment('y', '400.00')];
    expect(dealt(lefts.slice(0, 1), rights).map(({ left: l, right, amount }) => [l, right, amount])).toEqual([
      ['a', 'x', '900.00'],
      ['a', 'y', '300.00'],
    ]);
    expect(sumsOf(lefts, rights, [])).toMatchObject({ left: '1100.00', right: '1300.00', difference: '-200.00' });
    const rows = byName(...lefts, ...rights);
    const draft = (amount: string) => ({ id: 0, left: 'a', right: 'x', amount });
    const problem = (amount: string) => problemOf(draft(amount), [draft(amount)], rows);
    expect(['900', '900,01', '1200,01', ''].map(problem)).toEqual([null, 'overRight', 'overLeft', 'amount']);
    expect([...lefts, payment('y', '400.00'), invoice('none', null)].map(isPartly)).toEqual([true, true, false, false]);
  });

  test('whatever is dealt, nothing is linked twice and nothing is over', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 6 });
    const text = (n: number): string => (n / 100).toFixed(2);
    fc.assert(
      fc.property(amounts, amounts, (left, right) => {
        const lefts = left.map((n, i) => invoice(`l${i}`, text(n)));
        const rights = right.map((n, i) => payment(`r${i}`, text(n)));
        const [a, b] = [left, right].map((all) => all.reduce((sum, n) => sum + n, 0)) as [number, number];
        if (a === 0 || b === 0) return;
        const drafts = dealt(lefts, rights);
        expect(sumsOf(lefts, rights, drafts).linked).toBe(text(Math.min(a, b)));
        expect(drafts.every((draft) => problemOf(draft, drafts, byName(...lefts, ...rights)) === null)).toBe(true);
      }),
    );
  });

  test('rows of other currencies have no difference and are linked with the left amount', () => {
    const [lefts, rights] = [[invoice('a', '100.00', 'USD')], [payment('x', '52000.00', 'KZT')]];
    const drafts = dealt(lefts, rights);
    expect(sumsOf(lefts, rights, drafts).difference).toBeNull();
    expect(linksOf(drafts, byName(...lefts, ...rights))).toEqual([{ left: 'a', right: 'x', amount: '100.00', currency: 'USD' }]);
  });

  test('of several currencies the like ones are dealt first, and what is left goes to another one', () => {
    const lefts = [invoice('a', '100.00', 'USD')];
    const rights = [payment('x', '60.00', 'CNY'), payment('y', '30.00', 'USD')];
    const drafts = dealt(lefts, rights);
    expect(drafts.map(({ right, amount }) => [right, amount])).toEqual([
      ['y', '30.00'],
      ['x', '70.00'],
    ]);
    expect(drafts.every((draft) => problemOf(draft, drafts, byName(...lefts, ...rights)) === null)).toBe(true);
    expect(sumsOf(lefts, rights, drafts).difference).toBeNull();
  });

  test('a paper with an amount is dealt over records that carry none, no more than it has', () => {
    const drafts = dealt([row('d', 'declarations', null, ''), row('e', 'declarations', null, '')], [row('f', 'freight', '90.00', 'KZT')]);
    expect(drafts.map(({ left: l, amount }) => [l, amount])).toEqual([['d', '90.00']]);
  });

  test('records without amounts are linked without one', () => {
    const [lefts, rights] = [[row('d', 'declarations', null, '')], [row('f', 'freight', null, '')]];
    expect(linksOf(dealt(lefts, rights), byName(...lefts, ...rights))).toEqual([{ left: 'd', right: 'f', amount: null, currency: '' }]);
  });

  test('more than a row has, nothing and words are said to be wrong', () => {
    const rows = byName(invoice('a', '100.00'), payment('x', '30.00'));
    const draft = (amount: string) => ({ id: 0, left: 'a', right: 'x', amount });
    const problem = (amount: string) => problemOf(draft(amount), [draft(amount)], rows);
    expect(['30', '30,01', '100,01', '0', 'abc', '-5'].map(problem)).toEqual([null, 'overRight', 'overLeft', 'amount', 'amount', 'amount']);
  });

  test('an amount is read as people write it', () => {
    expect(['1 250,5', '1\u202f250.50', '7', '', '1,2,3', '12.1234567'].map(typedAmount)).toEqual([
      '1250.5',
      '1250.50',
      '7',
      '',
      null,
      null,
    ]);
    expect(scaled('0.000001')).toBe(1n);
  });
});

test('parameters are typed in days and percent, within the bounds of the contract', () => {
  const usual = { days: 60, toleranceBp: 50, minScore: 0.6 };
  expect(readParams(typedParams(usual)).params).toEqual(usual);
  expect(readParams({ days: '0', tolerance: '1,25 %', score: '100' }).params).toEqual({ days: 0, toleranceBp: 125, minScore: 1 });
  expect(readParams({ days: '401', tolerance: '20.1', score: '-1' })).toEqual({ params: null, wrong: ['days', 'tolerance', 'score'] });
});

test('what was decided about links of products and articles is shown on those alone', () => {
  const link = { product: 'p', article: 'a', hs: '85', score: 0.9, why: [], state: 'proposed' as const, remembered: false };
  expect(decidedOnes([link, { ...link, hs: '84' }], [link], 'refused').map(({ state }) => state)).toEqual(['refused', 'proposed']);
});

test('a decision is shown in the pages of its kind, whatever else the window has read', () => {
  const client = new QueryClient();
  const of = { caseId: 'c', kind: 'invoice-payment' as const };
  const key = proposalsKey(of, 1, { method: null, find: '' });
  client.setQueryData(['licences'], 'read once, without an input');
  client.setQueryData(['case.list', {}], []);
  client.setQueryData([...key, 0], { total: 1, items: [{ key: 'k', state: 'proposed' }] });
  showDecided(client, of, new Map([['k', 'confirmed']]));
  expect(client.getQueryData([...key, 0])).toEqual({ total: 1, items: [{ key: 'k', state: 'confirmed' }] });
});
