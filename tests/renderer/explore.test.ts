import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCount, formatDay, formatDecimal, formatMoney, formatPercent, speaker } from '../../domain/words/index.ts';
import { tables } from '../../domain/model/books.ts';
import { shownText } from '../../renderer/parts/grid/cells.ts';
import { draftOf, emptyDraft, opKey, readDraft, shownValue } from '../../renderer/parts/grid/condition.ts';
import { asked, opsOf, takes } from '../../renderer/parts/grid/filters.ts';
import type { FilterOp } from '../../renderer/parts/grid/filters.ts';
import { barsOf } from '../../renderer/screens/books/explore/group-bars.ts';
import { figureShown, groupName, mayMix, shareOf, soundSetup, startSetup, wholeOf } from '../../renderer/screens/books/explore/grouping.ts';
import type { Grouped } from '../../renderer/screens/books/explore/grouping.ts';
import { labelTyped, tagsOf, toneOf } from '../../renderer/screens/books/explore/marks.ts';
import { lastOfPeriod, nextPeriod, periodName } from '../../renderer/screens/books/explore/periods.ts';
import { narrowed, shortNumber, spreadSlices, timeSlices } from '../../renderer/screens/books/explore/slices.ts';
import { totalsOf } from '../../renderer/screens/books/explore/totals.ts';
import { foundRows } from '../../renderer/screens/books/explore/found-rows.ts';

const files = import.meta.glob<Record<string, string>>('../../assets/locales/en/*.json', { eager: true, import: 'default' });
const messages = Object.assign({}, ...Object.values(files)) as Record<string, string>;
const sayWords = speaker(messages, 'en');
/** The language of a screen, made of the real texts. */
const speech = {
  lang: 'en' as const,
  say: (what: string | { key: string }, args = {}) => sayWords((typeof what === 'string' ? { key: what, args } : what) as never),
  has: (key: string) => Object.hasOwn(messages, key),
  amount: (value: string) => formatDecimal(value, 'en'),
  money: (value: string, currency: string) => formatMoney(value, currency, 'en'),
  decimal: (value: string) => formatDecimal(value, 'en'),
  count: (value: number) => formatCount(value, 'en'),
  percent: (value: string) => formatPercent(value, 'en'),
  day: (value: string) => formatDay(value, 'en'),
  moment: (at: string) => at,
};
const thin = '\u202f';
const money = { national: 'KZT', digits: { KZT: 2, USD: 2, KRW: 0 } };
const value = { name: 'customs_value_minor', type: 'money', currency: 'national' };
const day = { name: 'reg_date', type: 'day' };
const code = { name: 'hs_code', type: 'code' };
const net = { name: 'net_g', type: 'weight' };

describe('a condition is written as people write and read as the books are kept', () => {
  test('between takes two ends, both in the unit of the header', () => {
    const read = readDraft({ column: 'net_g', op: 'between', texts: ['10,5', '1 000'] }, net, speech.say);
    expect(read).toEqual({ filter: { column: 'net_g', op: 'between', value: '', values: ['10500', '1000000'] } });
  });

  test('a list is given by lines, semicolons or cells of a sheet, each value once', () => {
    const read = readDraft({ column: 'hs_code', op: 'in', texts: ['8518\n8471; 8518\t 9503 ', ''] }, code, speech.say);
    expect(read).toEqual({ filter: { column: 'hs_code', op: 'in', value: '', values: ['8518', '8471', '9503'] } });
  });

  test('a rate is compared as it stands in its cell, with or without the sign of percent', () => {
    const rate = { name: 'duty_rate', type: 'rateText' };
    const read = (op: FilterOp, first: string, last = ''): unknown =>
      readDraft({ column: 'duty_rate', op, texts: [first, last] }, rate, speech.say);
    const filter = (op: FilterOp, value: string, ...values: string[]) => ({
      filter: { column: 'duty_rate', op, value, ...(values.length === 0 ? {} : { values }) },
    });
    for (const typed of ['5', '5%', '5 %', '5,0', '5.00%', ' 5 ']) expect(read('=', typed)).toEqual(filter('=', '5%'));
    expect(read('in', '5; 12,5')).toEqual(filter('in', '', '5%', '12.5%'));
    expect(read('=', '0.5 EUR/kg')).toEqual(filter('=', '0.5 EUR/kg'));
    expect(read('starts', '5')).toEqual(filter('starts', '5'));
    expect(read('contains', '5')).toEqual(filter('contains', '5'));
    expect(read('between', '5', '12,5')).toEqual(filter('between', '', '5%', '12.5%'));
    expect(read('between', '15', '5')).toEqual({ problem: 'order' });
    expect(read('>=', '0.5 EUR/kg')).toEqual({ problem: 'number' });
  });

  test('a code of the books is shown as a word, and found by the word or by the code', () => {
    const way = { name: 'direction', type: 'code' };
    expect(shownText('out', way, speech)).toBe(messages['value.direction.out']);
    expect(shownText('Исходящий', way, speech)).toBe('Исходящий');
    expect(shownText('out', { name: 'bank_ref', type: 'code' }, speech)).toBe('out');
    const filter = { column: 'direction', op: '=', value: 'out' };
    const typed = messages['value.direction.out']?.toUpperCase() ?? '';
    for (const text of [typed, 'out']) {
      expect(readDraft({ column: 'direction', op: '=', texts: [text, ''] }, way, speech.say)).toEqual({ filter });
    }
    expect(readDraft({ column: 'direction', op: 'in', texts: [`${typed}; in`, ''] }, way, speech.say)).toEqual({
      filter: { column: 'direction', op: 'in', value: '', values: ['out', 'in'] },
    });
    expect(readDraft({ column: 'direction', op: 'starts', texts: ['in', ''] }, way, speech.say)).toEqual({
      filter: { column: 'direction', op: 'starts', value: 'in' },
    });
    expect(shownValue('out', way, speech)).toBe(messages['value.direction.out']);
  });

  test('only amounts whose rows name their currency can be in several; an empty figure of others is empty', () => {
    const sum = (column: string) => ({ of: 'sum' as const, column });
    expect(mayMix(sum('amount_minor'), 'invoices')).toBe(true);
    expect(mayMix(sum('national_minor'), 'invoices')).toBe(false);
    expect(mayMix(sum('qty_e6'), 'invoices')).toBe(false);
    expect(mayMix({ of: 'empty', column: 'amount_minor' }, 'invoices')).toBe(false);
  });

  test('empty and filled need no value', () => {
    expect(readDraft({ column: 'hs_code', op: 'empty', texts: ['left over', ''] }, code, speech.say)).toEqual({
      filter: { column: 'hs_code', op: 'empty', value: '' },
    });
  });

  test.each([
    ['nothing typed', { column: 'reg_date', op: '=' as FilterOp, texts: ['', ''] as const }, day, 'nothing'],
    ['one end of two', { column: 'reg_date', op: 'between' as FilterOp, texts: ['01.02.2026', ''] as const }, day, 'nothing'],
    ['no day', { column: 'reg_date', op: '=' as FilterOp, texts: ['31.02.2026', ''] as const }, day, 'day'],
    ['no number', { column: 'net_g', op: 'in' as FilterOp, texts: ['1; two', ''] as const }, net, 'number'],
    [
      'ends the wrong way round',
      { column: 'reg_date', op: 'between' as FilterOp, texts: ['02.02.2026', '01.02.2026'] as const },
      day,
      'order',
    ],
    ['greater before less', { column: value.name, op: 'between' as FilterOp, texts: ['100', '20'] as const }, value, 'order'],
  ])('%s is said', (_, draft, column, problem) => {
    expect(readDraft(draft, column, speech.say)).toEqual({ problem });
  });

  test('what was read is written again as it was, for every column and operator', () => {
    const columns = Object.values(tables).flat();
    const number = fc.integer({ min: -1_000_000, max: 1_000_000 }).map(String);
    const isoDay = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10));
    const word = fc.stringMatching(/^[A-Za-zА-Яа-я0-9]{1,12}$/);
    fc.assert(
      fc.property(fc.constantFrom(...columns), fc.nat(), fc.tuple(number, isoDay, word), (column, pick, [n, d, w]) => {
        const ops = opsOf(column);
        const op = ops[pick % ops.length] ?? '=';
        // more or less than a rate are percentages; a rate is never below nought
        const percent = column.type === 'rateText' && ['<', '<=', '>', '>=', 'between'].includes(op) ? n.replace('-', '') : w;
        const one = column.type === 'day' ? d : ['text', 'code', 'rateText'].includes(column.type) ? percent : n;
        const read = readDraft({ column: column.name, op, texts: [one, one] }, column, speech.say);
        if (!('filter' in read)) throw new Error(JSON.stringify(read));
        expect(readDraft(draftOf(read.filter, column, speech.say), column, speech.say)).toEqual(read);
        expect(asked([read.filter])).toHaveLength(1);
      }),
    );
  });

  test('every operator has its words, days their own', () => {
    for (const column of Object.values(tables).flat()) {
      expect(readDraft(emptyDraft(column), column, speech.say)).toEqual({ problem: 'nothing' });
      for (const op of opsOf(column)) {
        expect(messages[opKey(op, column)], `${column.type} ${op}`).toBeDefined();
        expect(['none', 'one', 'two', 'list']).toContain(takes(op));
      }
    }
    expect(speech.say(opKey('<', day))).toBe('is before');
    expect(shownValue('10500', net, speech)).toBe('10.5');
    expect(shownValue('2026-03-02', day, speech)).toBe('2 Mar 2026');
  });
});

describe('periods', () => {
  test('each ends the day before the next begins', () => {
    expect(nextPeriod('2026-12-01', 'month')).toBe('2027-01-01');
    expect(lastOfPeriod('2024-02-01', 'month')).toBe('2024-02-29');
    expect(lastOfPeriod('2026-10-01', 'quarter')).toBe('2026-12-31');
    expect(lastOfPeriod('2026-12-28', 'week')).toBe('2027-01-03');
    expect(lastOfPeriod('2026-01-01', 'year')).toBe('2026-12-31');
    expect(nextPeriod('2026-02-28', 'day')).toBe('2026-03-01');
  });

  test('are named as people name them', () => {
    expect(periodName('2026-10-01', 'quarter', speech)).toBe('Q4 2026');
    expect(periodName('2026-03-01', 'month', speech)).toBe('03.2026');
    expect(periodName('2026-01-01', 'year', speech)).toBe('2026');
  });
});

describe('a column that is looked into', () => {
  const figures = {
    column: { name: 'net_g', type: 'weight' as const },
    currency: null,
    count: 3,
    empty: 1,
    distinct: 3,
    sum: '1.500',
    min: 100,
    max: 900,
    average: '0.5',
    top: [
      { value: 100, count: 2 },
      { value: null, count: 1 },
    ],
    histogram: [
      { from: 100, to: 499, count: 2 },
      { from: 500, to: 900, count: 1 },
    ],
    ratio: false,
  };

  test('a class lists its rows by both ends, weights in grams', () => {
    const [first] = spreadSlices(figures, money, speech);
    expect(first?.filters).toEqual([{ column: 'net_g', op: 'between', value: '', values: ['100', '499'] }]);
    expect(first?.said).toBe('0.1 – 0.499: 2 rows');
  });

  test('without classes the most frequent values are bars, the empty one too', () => {
    const slices = spreadSlices({ ...figures, histogram: [] }, money, speech);
    expect(slices.map((slice) => slice.filters[0])).toEqual([
      { column: 'net_g', op: '=', value: '100' },
      { column: 'net_g', op: 'empty', value: '' },
    ]);
    expect(slices[1]?.name).toBe('(empty)');
  });

  test('a class of money is asked for in its own currency’s digits', () => {
    const amounts = {
      ...figures,
      column: { name: 'amount_minor', type: 'money' as const, currency: 'currency' },
      currency: 'KRW',
      histogram: [{ from: 1500n, to: 9000n, count: 4 }],
    };
    expect(spreadSlices(amounts, money, speech)[0]?.filters[0]?.values).toEqual(['1500', '9000']);
  });

  test('a period lists the days between its ends and says its sum', () => {
    const series = { currency: 'KZT', points: [{ from: '2026-01-01', to: '2026-01-31', count: 2, sum: '1234.50' }], without: 0 };
    const time = { day: 'reg_date', step: 'month' as const, measure: 'sum' as const, column: value };
    const [bar] = timeSlices(series, time, speech);
    expect(bar?.filters).toEqual([{ column: 'reg_date', op: 'between', value: '', values: ['2026-01-01', '2026-01-31'] }]);
    expect(bar?.said).toBe(`01.2026: 1${thin}234.50${thin}KZT, 2 rows`);
    expect(bar?.value).toBe(1234.5);
  });

  test('another bar of the same column takes the place of the first, other conditions stay', () => {
    const old = { column: 'net_g', op: 'between' as const, value: '', values: ['1', '2'] };
    const other = { column: 'hs_code', op: '=' as const, value: '8518' };
    const next = { ...old, values: ['3', '4'] };
    expect(narrowed([old, other], [next])).toEqual([other, next]);
  });

  test('long numbers are short at an axis', () => {
    expect([0, 950, 12_300, 4_560_000, -2e9].map((n) => shortNumber(n, speech))).toEqual(['0', '950', '12.3k', '4.56M', '−2B']);
  });
});

const group = (values: (string | null)[], count: number, figures: (bigint | number | string | null)[], currencies: (string | null)[]) => ({
  values,
  count,
  figures,
  currencies,
  filters: [],
});
const grouped = (groups: ReturnType<typeof group>[], total = groups.length): Grouped => ({
  columns: [],
  national: 'KZT',
  digits: money.digits,
  total,
  rows: groups.reduce((n, one) => n + one.count, 0),
  groups,
});

describe('groups', () => {
  const of = { table: 'ledger' as const, money, speech };
  const sum = { of: 'sum' as const, column: 'debit_minor' };

  test('shares are of the whole, and there are none where the whole is not here or not one', () => {
    const all = grouped([group(['1030'], 3, [7500n], ['KZT']), group(['7210'], 1, [2500n], ['KZT'])]);
    expect(wholeOf(all, 0, sum, of)).toBe('100.00');
    expect(shareOf('75.00', '100.00')).toBe('75.0');
    expect(shareOf('1', '3')).toBe('33.3');
    expect(shareOf('1', '0')).toBeNull();
    expect(wholeOf({ ...all, total: 5 }, 0, sum, of)).toBeNull();
    expect(wholeOf(grouped([group(['a'], 1, [1n], ['USD']), group(['b'], 1, [1n], ['KZT'])]), 0, sum, of)).toBeNull();
    expect(wholeOf(grouped([group(['a'], 1, [-1n], ['KZT'])]), 0, sum, of)).toBeNull();
  });

  test('figures stand in the digits of their currency, counts of values without any', () => {
    expect(figureShown(123456n, sum, 'KZT', of)).toBe(`1${thin}234.56${thin}KZT`);
    expect(figureShown(123456n, { of: 'sum', column: 'currency_minor' }, 'KRW', of)).toBe(`123${thin}456${thin}KRW`);
    expect(figureShown(12, { of: 'distinct', column: 'debit_minor' }, null, of)).toBe('12');
    expect(figureShown(null, sum, null, of)).toBe('');
  });

  test('values are named by the way they were gathered', () => {
    const table = 'ledger' as const;
    const named = (v: string | null, by: 'value' | 'month' | 'quarter' | 'year' | 'prefix', column = 'posting_date') =>
      groupName(v, { column, by }, { table, speech });
    expect([named('2026-03', 'month'), named('2026-Q1', 'quarter'), named('2026', 'year'), named(null, 'month')]).toEqual([
      '03.2026',
      'Q1 2026',
      '2026',
      '(empty)',
    ]);
    expect(named('33', 'prefix', 'account')).toBe('33…');
    expect(named('2026-03-02', 'value')).toBe('2 Mar 2026');
  });

  test('bars never compare currencies: then they are the rows of each group', () => {
    const setup = { ...startSetup('ledger'), order: { by: 0, descending: true } };
    const mixed = grouped([group(['a'], 3, [7500n], ['USD']), group(['b'], 1, [2500n], ['KZT'])]);
    expect(barsOf({ grouped: mixed, setup, table: 'ledger', money }, speech).bars.map((bar) => bar.value)).toEqual([3, 1]);
    const one = grouped([group(['a'], 3, [7500n], ['KZT'])]);
    expect(barsOf({ grouped: one, setup, table: 'ledger', money }, speech).bars[0]?.value).toBe(75);
  });

  test('every book begins with a grouping that it has, and a remembered one that it no longer has is dropped', () => {
    for (const table of Object.keys(tables) as (keyof typeof tables)[]) {
      const setup = startSetup(table);
      expect(soundSetup(setup, table)).toEqual(setup);
      expect(setup.groups).toHaveLength(1);
    }
    const gone = { ...startSetup('ledger'), aggregates: [{ of: 'sum' as const, column: 'no_such' }], order: { by: 0, descending: true } };
    expect(soundSetup(gone, 'ledger')).toMatchObject({ aggregates: [], order: { by: 'count' } });
  });

  test('totals keep currencies apart and add up what is in the case’s own', () => {
    const by = grouped([
      group(['USD'], 2, [100n, 5n], ['USD', 'KZT']),
      group([null], 1, [7n, 6n], ['KZT', 'KZT']),
      group(['KRW'], 1, [9n, null], ['KRW', null]),
    ]);
    const columns = [
      { name: 'currency_minor', type: 'money', currency: 'currency' },
      { name: 'debit_minor', type: 'money', currency: 'national' },
    ];
    expect(totalsOf(by, columns, money)).toEqual([
      { column: 'currency_minor', currency: 'USD', value: '1.00' },
      { column: 'currency_minor', currency: 'KZT', value: '0.07' },
      { column: 'currency_minor', currency: 'KRW', value: '9' },
      { column: 'debit_minor', currency: 'KZT', value: '0.11' },
    ]);
  });
});

describe('marks and notes', () => {
  test('a usual mark typed by its name is that mark; a label of one’s own is as typed and always has one colour', () => {
    expect(labelTyped('  ask the   TRADER ', speech)).toBe('ask');
    expect(labelTyped(' Сверить с банком ', speech)).toBe('Сверить с банком');
    expect(toneOf('Сверить с банком')).toBe(toneOf('Сверить с банком'));
    expect(['conflict', 'accent', 'ink']).toContain(toneOf('Сверить с банком'));
    expect(toneOf('wrong')).toBe('wrong');
  });

  test('a row says its mark, its note and its corrected cells', () => {
    const at = '2026-01-01T00:00:00Z';
    const tags = tagsOf(
      {
        marks: [{ markId: 'm', row: 'r1', label: 'ask' }],
        notes: [{ noteId: 'n', target: 'r1', text: 'Who signed?', at, by: 'u', changedAt: at }],
        overrides: [
          { overrideId: 'o', row: 'r2', table: 'ledger', column: 'account', was: '1', is: '2', reason: 'typing error', at, by: 'u' },
        ],
      },
      speech,
    );
    expect(tags.get('r1')).toMatchObject({ mark: { letter: 'A', tone: 'info', name: 'Mark: Ask the trader' }, note: 'Note: Who signed?' });
    expect(tags.get('r2')?.changed?.get('account')).toBe('Corrected value: typing error');
  });
});

describe('words in every book', () => {
  test('a found row is named by its numbers, and the text with the word comes first', () => {
    const columns = tables.payments.map(({ name, type, currency }) => ({ name, type, ...(currency === undefined ? {} : { currency }) }));
    const cells = columns.map(({ name }) =>
      name === 'bank_ref'
        ? 'П-17'
        : name === 'purpose'
          ? 'Оплата за ёлки'
          : name === 'counterparty'
            ? 'ТОО «Ромашка»'
            : name === 'amount_minor'
              ? 150_000n
              : null,
    );
    const everywhere = {
      tables: [{ table: 'payments' as const, count: 1, columns, names: ['x'], rows: [cells] }],
      national: 'KZT',
      digits: money.digits,
    };
    const [row] = foundRows(everywhere, 'Елки', speech);
    expect(row?.title).toBe('П-17');
    expect(row?.text.startsWith('Оплата за ёлки')).toBe(true);
    expect(row?.text).toContain(`1${thin}500.00`);
  });
});
