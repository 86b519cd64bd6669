import type { Component } from '../../assessment/components.ts';
import { outcomesOf } from '../../assessment/amounts.ts';
import type { Law } from '../../assessment/amounts.ts';
import { taxes } from '../../assessment/components.ts';
import { declaredLine, declaredLineColumns } from '../../assessment/declared-line.ts';
import type { Cells, DeclaredLine } from '../../assessment/declared-line.ts';
import { ratesOf } from '../../assessment/exchange.ts';
import type { RateOfDay } from '../../assessment/exchange.ts';
import { declaredFacts } from '../../assessment/facts.ts';
import type { LineFacts } from '../../assessment/facts.ts';
import { columnOf } from '../../model/books.ts';
import { words } from '../../model/words.ts';
import type { Day, Decimal } from '../../model/scalars.ts';
import { decimalToScaled, scaledToDecimal } from '../../money/decimal.ts';
import { rateText } from '../../money/rate.ts';
import { nationalDigits } from '../../packs/currency.ts';
import type { RulePack } from '../../packs/rule-pack.ts';
import type { AuditTest, Hit, JudgeInput, Judgement, Population, SuggestedCorrection } from '../audit-test.ts';
import { checkBoxes } from '../box47.ts';
import type { Box } from '../box47.ts';
import { paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';

type Reader = (i: number) => DeclaredLine;

/**
 * Reads the line of a row out of the columns; the name is asked for only when there is a hit. All rows are seen through one object whose
 * properties look at the current row: an object per row would cost more than the arithmetic.
 */
function lineReader(rows: Population): Reader {
  let at = 0;
  const cells: Cells = Object.defineProperties(
    {},
    Object.fromEntries(declaredLineColumns.map((name) => [name, { get: cellOf(rows, name, () => at) }])),
  );
  return (i) => {
    at = i;
    return declaredLine('', cells);
  };
}

function cellOf(rows: Population, name: string, at: () => number): () => Cells[string] {
  const type = columnOf('declarations', name)?.type;
  if (type === 'text' || type === 'code' || type === 'day' || type === 'rateText') {
    const texts = rows.text(name);
    return () => texts[at()] ?? null;
  }
  const { values, present } = rows.number(name);
  return () => (present[at()] === 1 ? (values[at()] ?? null) : null);
}

/** Rates of other currencies of the day, as the declarations themselves state them. */
function* statedRates(rows: Population): Iterable<RateOfDay> {
  const [currencies, days, rates, units] = [
    rows.text('currency'),
    rows.text('reg_date'),
    rows.number('fx_rate_e8'),
    rows.number('fx_unit'),
  ];
  const seen = new Map<string, Map<string, { readonly rate: number; readonly unit: number }>>();
  for (let i = 0; i < rows.n; i += 1) {
    const currency = currencies[i] ?? null;
    const rate = rates.present[i] === 1 ? (rates.values[i] ?? 0) : 0;
    if (currency === null || rate <= 0) continue;
    const unit = units.present[i] === 1 ? (units.values[i] ?? 1) : 1;
    const day = days[i] ?? '';
    const ofCurrency = seen.get(currency) ?? new Map<string, { rate: number; unit: number }>();
    const before = ofCurrency.get(day);
    // most lines of a day state what another one has stated
    if (before !== undefined && before.rate === rate && before.unit === unit) continue;
    seen.set(currency, ofCurrency.set(day, { rate, unit }));
    yield { currency, day: day as Day, rateE8: BigInt(rate), unit: BigInt(unit) };
  }
}

const magnitude = (x: bigint): bigint => (x < 0n ? -x : x);

/** What the line would pay if every box followed from value and rates, less what it declares; null where that cannot be computed. */
function shortfallOf(line: DeclaredLine, facts: LineFacts, law: Law): bigint | null {
  const due = outcomesOf(line, facts, { touched: new Set(taxes), law, declared: null });
  let sum = 0n;
  for (const tax of taxes) {
    const outcome = due[tax];
    if (outcome.kind === 'problem') return null;
    sum += (outcome.kind === 'amount' ? outcome.amount : 0n) - (line.taxes[tax].amount ?? 0n);
  }
  return sum;
}

type Wrong = { readonly i: number; readonly line: DeclaredLine; readonly boxes: readonly Box[]; readonly shortfall: bigint | null };

const boxName = (box: Box): string => `${box.tax}_${box.what}`;

function hitOf(wrong: Wrong, rows: Population, pack: RulePack): RankedHit {
  const { i, line, boxes, shortfall } = wrong;
  const [first] = boxes;
  const digits = nationalDigits(pack);
  const text = (minor: bigint): Decimal => scaledToDecimal(minor, digits);
  const money = (minor: bigint) => ({ money: text(minor), currency: pack.nationalCurrency });
  const name = rows.nameOf(i);
  const measures: Record<string, string> = { boxes: boxes.map(boxName).join(', '), currency: pack.nationalCurrency };
  for (const box of boxes) {
    measures[`${boxName(box)}_expected`] = text(box.expected);
    measures[`${boxName(box)}_declared`] = text(box.declared);
    measures[`${boxName(box)}_difference`] = text(box.expected - box.declared);
    measures[`${box.tax}_rate`] = rateText(box.rate);
  }
  if (shortfall !== null) measures['shortfall'] = text(shortfall);
  const worst = boxes.reduce((most, b) => (magnitude(b.expected - b.declared) > most ? magnitude(b.expected - b.declared) : most), 0n);
  const whole = first === undefined || first.expected === 0n ? worst : magnitude(first.expected);
  return {
    rank: rows.rank[i] ?? 0,
    hit: {
      key: name,
      keys: [name],
      score: scoreOf(50 + (whole === 0n ? 0 : Number((50n * worst) / whole))),
      measures,
      explanation: words(boxes.length === 1 ? 'test.D16.hit.one' : 'test.D16.hit.several', {
        declaration: line.declaration,
        item: line.item,
        box: { words: words(`box.${first === undefined ? '' : boxName(first)}`) },
        rate: first === undefined ? '' : rateText(first.rate),
        expected: money(first?.expected ?? 0n),
        declared: money(first?.declared ?? 0n),
        difference: money((first?.expected ?? 0n) - (first?.declared ?? 0n)),
        n: boxes.length,
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params, pack } = input;
  const out = exclusions({ nothingToCheck: {}, relief: {}, noRate: {}, noAmount: {}, noValue: {}, noQuantity: {}, noExchange: {} });
  const law: Law = { pack, rates: ratesOf(statedRates(rows)) };
  const tolerance = decimalToScaled(paramText(params, 'tolerance'), nationalDigits(pack)) ?? 0n;
  const lineOf = lineReader(rows);
  const wrong: Wrong[] = [];
  let checked = 0;
  for (let i = 0; i < rows.n; i += 1) {
    const line = lineOf(i);
    const facts = declaredFacts(line, pack);
    const { boxes, unchecked } = checkBoxes(line, facts, law);
    // a row counts once per reason, however many of its payments have it
    if (unchecked.length > 0) for (const why of new Set(unchecked.map((u) => u.why))) out.add(why);
    if (boxes.length === 0 && unchecked.length === 0) out.add('nothingToCheck');
    checked += boxes.length;
    const off = boxes.filter((box) => magnitude(box.expected - box.declared) > tolerance);
    if (off.length > 0) wrong.push({ i, line, boxes: off, shortfall: shortfallOf(line, facts, law) });
  }
  const hits = ordered(wrong.map((w) => hitOf(w, rows, pack)));
  const shortfall = wrong.reduce((sum, w) => sum + (w.shortfall ?? 0n), 0n);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits,
    stats: {
      boxes_checked: countText(checked),
      rows_wrong: countText(wrong.length),
      shortfall: scaledToDecimal(shortfall, nationalDigits(pack)),
    },
    verdict: hits.length === 0 ? words('test.D16.verdict.right', { n: checked }) : words('test.D16.verdict.wrong', { n: hits.length }),
  };
}

/** Naming the rate again has the payment and what follows from it computed anew. */
function ofBox47(hit: Hit): readonly SuggestedCorrection[] {
  const [row] = hit.keys;
  if (row === undefined) return [];
  const duty = hit.measures['duty_rate'];
  const excise = hit.measures['excise_rate'];
  const vat = duty === undefined && excise === undefined ? hit.measures['vat_rate'] : undefined;
  const named: readonly (readonly [Component, string | undefined])[] = [
    ['duty_rate', duty],
    ['excise_rate', excise],
    ['vat_rate', vat],
  ];
  return named.flatMap(([component, audited]) => (audited === undefined ? [] : [{ row, component, audited }]));
}

/** D16 arithmetic of box 47: each base and amount against the others, under the pack's switches. */
export const box47: AuditTest = {
  id: 'D16',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: false,
  params: [{ name: 'tolerance', type: 'decimal', value: '1.00', atLeast: '0' }],
  needs: () => [{ table: 'declarations', columns: ['customs_value_minor'] }],
  population: () => ({ table: 'declarations', columns: declaredLineColumns }),
  judge,
  suggest: ofBox47,
};
