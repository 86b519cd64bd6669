import { describe, expect, test } from 'vitest';
import { loadMessages, sayIn } from '../../backend/words/locales.ts';
import { components, taxes } from '../../domain/assessment/components.ts';
import { catalogue, testOf } from '../../domain/catalogue/index.ts';
import { criteriaFor, draftFinding } from '../../domain/catalogue/suggest.ts';
import { langs, words } from '../../domain/model/words.ts';
import type { Words } from '../../domain/model/words.ts';
import { judgedWith } from '../helpers/judging.ts';
import { generic, kz } from '../helpers/lines.ts';
import { samples } from './samples/index.ts';

const outcomes = Object.entries(samples).flatMap(([id, { planted, wordings = [] }]) =>
  [planted, ...wordings].map((one) => judgedWith(testOf(id), one)),
);

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
