import { describe, expect, test } from 'vitest';
import { loadMessages, sayIn } from '../../backend/words/locales.ts';
import { components, taxes } from '../../domain/assessment/components.ts';
import type { AuditTest } from '../../domain/catalogue/audit-test.ts';
import { catalogue, testOf } from '../../domain/catalogue/index.ts';
import { criteriaFor, draftFinding } from '../../domain/catalogue/suggest.ts';
import { langs, words } from '../../domain/model/words.ts';
import type { Words } from '../../domain/model/words.ts';
import { judged, judgedWith } from '../helpers/judging.ts';
import { generic, kz } from '../helpers/lines.ts';
import type { TestRow } from '../helpers/population.ts';

const declared = (reg: string, more: TestRow = {}): TestRow => ({
  reg_no: reg,
  item_no: 1,
  reg_date: '2026-01-05',
  hs_code: '8518309500',
  origin_country: 'CN',
  invoice_no: 'I-1',
  seller: 'Seller',
  currency: 'USD',
  item_price_minor: 1000,
  supp_unit: '796',
  supp_qty_e6: 10_000_000,
  customs_value_minor: 400_000,
  duty_rate: '10%',
  duty_amount_minor: 40_000,
  vat_rate: '16%',
  vat_base_minor: 440_000,
  vat_amount_minor: 70_400,
  ...more,
});
const peers = Array.from({ length: 12 }, (_, i) => declared(`R${i}`, { customs_value_minor: 400_000 + i * 1000, invoice_no: `I-${i}` }));
const posting = (no: number, amount: number): TestRow => ({
  source_doc_ref: `СФ-${no}`,
  posting_date: '2026-01-05',
  account: '1',
  supplier_id: 'S',
  debit_minor: amount,
});

/** For each test something that every one of its sentences comes out of. */
const samples: readonly (readonly [AuditTest, readonly TestRow[], Readonly<Record<string, string>>])[] = [
  [
    testOf('V14'),
    [
      ...peers,
      declared('L', { customs_value_minor: 200_000 }),
      declared('D', { customs_value_minor: 355_000 }),
      declared('N', { origin_country: null }),
    ],
    {},
  ],
  [
    testOf('V14'),
    [...peers, declared('H', { customs_value_minor: 900_000 }), declared('D', { customs_value_minor: 460_000 })],
    { direction: 'high' },
  ],
  [testOf('D01'), [declared('A'), declared('B'), declared('C', { invoice_no: null })], {}],
  [testOf('D01'), [declared('A'), declared('A')], { keySet: 'declarationItem' }],
  [testOf('D01'), [posting(1, 5), posting(1, 5), posting(2, 0)], { keySet: 'ledger' }],
  [testOf('D03'), [1, 2, 3, 4, 6, 7, 8, 12, 13].map((n) => posting(n, 1)), {}],
  [testOf('D03'), [1, 2, 3].map((n) => posting(n, 1)), {}],
  [testOf('D03'), [1, 50].map((n) => posting(n, 1)), {}],
  [testOf('D04'), Array.from({ length: 400 }, () => posting(1, 5000)), {}],
  [testOf('D04'), Array.from({ length: 400 }, () => posting(1, 5000)), { digits: 'second' }],
  [testOf('D04'), Array.from({ length: 1400 }, () => posting(1, 5000)), { digits: 'firstTwo' }],
  [testOf('D04'), [posting(1, 0)], {}],
  [testOf('D16'), [declared('A', { vat_amount_minor: 1 }), declared('B', { vat_amount_minor: 1, duty_amount_minor: 1 })], {}],
  [
    testOf('D16'),
    [
      declared('A', { duty_rate: 'x' }),
      declared('B', { preference_code: 'МД', duty_amount_minor: 0, vat_base_minor: 400_000, vat_amount_minor: 64_000 }),
    ],
    {},
  ],
];

const rated = (day: string, e8: number): TestRow => ({ rate_date: day, currency: 'USD', fx_unit: 1, rate_e8: e8 });

/** The same for tests that hold rows against those of other tables. */
const wider = [
  judgedWith(testOf('D10'), {
    rows: [
      ...[5000, 500, 490, 480, 500].map((rate, i) =>
        declared(`R${i}`, { fx_rate_e8: rate * 1e8, fx_unit: 1, reg_date: i === 3 ? '2026-02-01' : '2026-01-05' }),
      ),
      declared('N', { fx_rate_e8: null }),
      declared('K', { currency: 'KZT' }),
      declared('D', { fx_rate_e8: 1, reg_date: '2026-01-09' }),
    ],
    also: { rates: [rated('2026-01-05', 500e8), rated('2026-01-06', 490e8), rated('2026-01-09', 1), rated('2026-01-09', 2)] },
  }),
  judgedWith(testOf('D10'), { rows: [declared('A', { fx_rate_e8: 123, fx_unit: 1 })], also: { rates: [rated('2026-01-05', 500e8)] } }),
  judgedWith(testOf('D10'), { rows: [] }),
];

const outcomes = [...samples.map(([one, rows, given]) => judged(one, rows, given)), ...wider];

const said = outcomes.flatMap((found): readonly Words[] => {
  const drafts = found.hits.flatMap((hit) => Object.values(draftFinding(found.test, hit)));
  return [
    ...found.hits.map((h) => h.explanation),
    ...drafts,
    ...found.excluded.map((e) => e.reason),
    ...(found.verdict === null ? [] : [found.verdict]),
  ];
});

const named: readonly string[] = [
  ...catalogue.flatMap((t) => [
    `test.${t.id}.name`,
    `test.${t.id}.purpose`,
    ...(t.leadOnly ? [`test.${t.id}.lead`] : []),
    `test.area.${t.area}`,
    ...t.params.flatMap((p) => [`test.${t.id}.param.${p.name}`, ...(p.choices ?? []).map((c) => `test.${t.id}.param.${p.name}.${c}`)]),
  ]),
  ...taxes.flatMap((t) => [`tax.${t}`, `assess.part.${t}`, `box.${t}_base`, `box.${t}_amount`]),
  ...components.map((c) => `component.${c}`),
  ...[...kz.units, ...generic.units].map((u) => `unit.${u.code}`),
];

const measures = new Set(outcomes.flatMap((found) => found.hits.flatMap((h) => Object.keys(h.measures))));

describe.each(langs)('texts in %s', (lang) => {
  const messages = loadMessages(lang);
  const say = sayIn(lang);

  test('every name, parameter, choice, payment, component and unit has one', () => {
    expect(named.filter((key) => messages[key] === undefined)).toEqual([]);
  });

  test('every measure of a hit has a name', () => {
    expect([...measures].filter((name) => messages[`test.measure.${name}`] === undefined)).toEqual([]);
  });

  test('every explanation, reason, verdict and draft is said without a hole', () => {
    expect(said.length).toBeGreaterThan(60);
    for (const sentence of said) {
      const text = say(sentence);
      expect(text).not.toMatch(/[{}]|undefined|NaN|\btest\.|\bbox\.|\bunit\./);
      expect(text.length).toBeGreaterThan(5);
    }
  });

  test('an exclusion that counts nothing has a text all the same', () => {
    for (const key of ['noValue', 'noCurrency', 'noExchange', 'nothingToCheck', 'belowTen', 'noSequence']) {
      expect(say(words(`test.excluded.${key}`))).not.toContain('test.');
    }
  });
});

test('each test and component has a provision to name in each pack', () => {
  for (const pack of [kz, generic]) {
    const without = [
      ...catalogue.filter((t) => t.id !== 'D04').map((t) => t.id),
      'customs_value',
      'hs_code',
      'origin',
      'duty_rate',
      'vat_rate',
      'qty',
      'relief',
    ];
    expect(without.filter((area) => criteriaFor(pack, area).length === 0)).toEqual([]);
  }
});
