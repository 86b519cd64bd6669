import { roundedFloat } from '../../caselog/work-hash.ts';
import { words } from '../../model/words.ts';
import type { Words } from '../../model/words.ts';
import { pow10 } from '../../money/decimal.ts';
import { roundDecimal } from '../../money/decimal.ts';
import { digitsOf, nationalDigits } from '../../packs/currency.ts';
import type { RulePack } from '../../packs/rule-pack.ts';
import type { AuditTest, JudgeInput, Judgement, Params, Population } from '../audit-test.ts';
import { benfordFigures, conformity, criticalChiSquare, digitsOfKind, leadingDigits } from '../benford.ts';
import type { BenfordFigures, DigitFigure, DigitKind } from '../benford.ts';
import { accountPrefix, bookColumn } from '../book-column.ts';
import { paramCount, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';

const columnChoices = [
  'ledger.debit_minor',
  'ledger.credit_minor',
  'ledger.currency_minor',
  'declarations.customs_value_minor',
  'declarations.item_price_minor',
  'declarations.total_invoice_minor',
] as const;

/** Source rows that a hit names; the rest is one filter away. */
const sampleRows = 20;

const kindOf = (params: Params): DigitKind => {
  const choice = paramText(params, 'digits');
  return choice === 'second' || choice === 'firstTwo' ? choice : 'first';
};

/** Least amount in minor units per row: two digits are only looked at from ten whole units on. */
function leastAmounts(rows: Population, params: Params, pack: RulePack): (i: number) => number {
  if (kindOf(params) === 'first') return () => 1;
  const { currency } = bookColumn(paramText(params, 'column')).column;
  if (currency === undefined || currency === 'national') {
    const least = Number(10n * pow10(nationalDigits(pack)));
    return () => least;
  }
  const known = new Map<string | null, number>();
  const currencies = rows.text(currency);
  return (i) => {
    const code = currencies[i] ?? null;
    const least = known.get(code) ?? Number(10n * pow10(digitsOf(pack, code ?? pack.nationalCurrency) ?? 2));
    known.set(code, least);
    return least;
  };
}

type Counted = { readonly counts: readonly number[]; readonly digitOf: Int8Array; readonly amounts: Float64Array };

/** Leading digits of every amount that counts; -1 marks a row that was left out. */
function countDigits(input: JudgeInput, out: Exclusions): Counted {
  const { rows, params, pack } = input;
  const kind = kindOf(params);
  const { values, present } = rows.number(bookColumn(paramText(params, 'column')).column.name);
  const least = leastAmounts(rows, params, pack);
  const first = digitsOfKind(kind)[0] ?? 0;
  const counts = digitsOfKind(kind).map(() => 0);
  const digitOf = new Int8Array(rows.n).fill(-1);
  const amounts = new Float64Array(rows.n);
  let n = 0;
  for (let i = 0; i < rows.n; i += 1) {
    const amount = Math.abs(values[i] ?? 0);
    if (present[i] !== 1) out.add('noAmount');
    else if (amount === 0) out.add('zero');
    else if (amount < least(i)) out.add('belowTen');
    else {
      const at = leadingDigits(amount, kind) - first;
      digitOf[i] = at;
      counts[at] = (counts[at] ?? 0) + 1;
      amounts[n] = amount;
      n += 1;
    }
  }
  return { counts, digitOf, amounts: amounts.subarray(0, n) };
}

/** Per flagged digit the first rows of the dataset that carry it, whatever order the rows were read in. */
function samplesOf(rows: Population, digitOf: Int8Array, flagged: ReadonlySet<number>): ReadonlyMap<number, readonly number[]> {
  const samples = new Map<number, number[]>([...flagged].map((at) => [at, []]));
  for (let i = 0; i < rows.n; i += 1) {
    const sample = samples.get(digitOf[i] ?? -1);
    if (sample === undefined) continue;
    const rank = rows.rank[i] ?? 0;
    if (sample.length === sampleRows && rank > (rows.rank[sample[sampleRows - 1] ?? 0] ?? 0)) continue;
    let at = sample.length;
    while (at > 0 && rank < (rows.rank[sample[at - 1] ?? 0] ?? 0)) at -= 1;
    sample.splice(at, 0, i);
    if (sample.length > sampleRows) sample.pop();
  }
  return samples;
}

const percent = (share: number): { readonly percent: ReturnType<typeof roundedFloat> } => ({
  percent: roundDecimal(roundedFloat(share * 100), 2),
});

function hitOf(figure: DigitFigure, kind: DigitKind, given: { rows: Population; sample: readonly number[]; n: number }): RankedHit {
  const keys = given.sample.map(given.rows.nameOf);
  const side = figure.share > figure.expected ? 'more' : 'fewer';
  return {
    rank: figure.digits,
    hit: {
      key: `${kind}:${figure.digits}`,
      keys,
      score: scoreOf((100 * Math.abs(figure.share - figure.expected)) / figure.expected),
      measures: {
        digits: String(figure.digits),
        rows: String(figure.count),
        share: roundedFloat(figure.share),
        expected_share: roundedFloat(figure.expected),
        expected_rows: roundedFloat(figure.expected * given.n),
        z: roundedFloat(figure.z),
      },
      explanation: words(`test.D04.hit.${kind}.${side}`, {
        digits: figure.digits,
        n: figure.count,
        share: percent(figure.share),
        expected: percent(figure.expected),
        z: { decimal: roundDecimal(roundedFloat(figure.z), 2) },
      }),
    },
  };
}

/** How often the most frequent amount occurs, and how far apart the smallest and the largest are. */
function spreadOf(amounts: Float64Array): { readonly most: number; readonly ratio: number } {
  const sorted = amounts.toSorted();
  let [most, run] = [0, 0];
  for (let i = 0; i < sorted.length; i += 1) {
    run = i > 0 && sorted[i] === sorted[i - 1] ? run + 1 : 1;
    if (run > most) most = run;
  }
  return { most, ratio: (sorted[sorted.length - 1] ?? 0) / (sorted[0] ?? 1) };
}

/** When Benford's law says little about these amounts, whatever the figures are. */
function notesOf(figures: BenfordFigures, amounts: Float64Array, kind: DigitKind): readonly Words[] {
  const { most, ratio } = spreadOf(amounts);
  const notes: Words[] = [];
  if (most * 10 >= figures.n) notes.push(words('test.D04.warn.repeated', { n: most, share: percent(most / figures.n) }));
  if (ratio < 100) notes.push(words('test.D04.warn.narrow'));
  if (figures.n > 5000 && figures.chiSquare > criticalChiSquare[kind]) notes.push(words('test.D04.warn.large', { n: figures.n }));
  return notes;
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const kind = kindOf(params);
  const out = exclusions({ noAmount: {}, zero: {}, belowTen: {} });
  const { counts, digitOf, amounts } = countDigits(input, out);
  const required = paramCount(params, kind === 'firstTwo' ? 'minRowsFirstTwo' : 'minRows');
  const common = { populationN: rows.n, excluded: out.list() };
  if (amounts.length < Math.max(1, required)) {
    const verdict = words('test.D04.verdict.insufficient', { n: amounts.length, required });
    return { ...common, hits: [], stats: { n: countText(amounts.length) }, verdict };
  }
  const figures = benfordFigures(counts, kind);
  const critical = Number(paramText(params, 'critical'));
  const first = digitsOfKind(kind)[0] ?? 0;
  const flagged = figures.digits.filter((d) => d.z > critical);
  const samples = samplesOf(rows, digitOf, new Set(flagged.map((d) => d.digits - first)));
  const verdict = words(`test.D04.verdict.${conformity(figures.mad, kind)}`, {
    mad: { decimal: roundDecimal(roundedFloat(figures.mad), 6) },
    n: figures.n,
  });
  return {
    ...common,
    hits: ordered(flagged.map((d) => hitOf(d, kind, { rows, sample: samples.get(d.digits - first) ?? [], n: figures.n }))),
    stats: {
      n: countText(figures.n),
      mad: roundedFloat(figures.mad),
      chi_square: roundedFloat(figures.chiSquare),
      digits: figures.digits.map((d) => countText(d.digits)),
      observed: figures.digits.map((d) => countText(d.count)),
      share: figures.digits.map((d) => roundedFloat(d.share)),
      expected_share: figures.digits.map((d) => roundedFloat(d.expected)),
      z: figures.digits.map((d) => roundedFloat(d.z)),
    },
    verdict: withNotes(verdict, notesOf(figures, amounts, kind)),
  };
}

/** D04 Benford: leading digits of amounts. A prioritiser only: prices, limits and minimum values break the law honestly. */
export const benford: AuditTest = {
  id: 'D04',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [
    { name: 'column', type: 'choice', value: 'ledger.debit_minor', choices: columnChoices },
    { name: 'account', type: 'text', value: '' },
    { name: 'digits', type: 'choice', value: 'first', choices: ['first', 'second', 'firstTwo'] },
    { name: 'critical', type: 'decimal', value: '1.96', atLeast: '0', atMost: '100' },
    { name: 'minRows', type: 'integer', value: '300', atLeast: '1', atMost: '1000000000' },
    { name: 'minRowsFirstTwo', type: 'integer', value: '1000', atLeast: '1', atMost: '1000000000' },
  ],
  needs: (params) => {
    const { table, column } = bookColumn(paramText(params, 'column'));
    return [{ table, columns: [column.name] }];
  },
  population: (params) => {
    const { table, column } = bookColumn(paramText(params, 'column'));
    const currency = column.currency === undefined || column.currency === 'national' ? [] : [column.currency];
    return { table, columns: [column.name, ...currency], ...accountPrefix(table, paramText(params, 'account')) };
  },
  judge,
};
