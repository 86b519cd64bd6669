import { words } from '../../model/words.ts';
import type { Decimal } from '../../model/scalars.ts';
import type { Words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement, Params, Population } from '../audit-test.ts';
import { accountPrefix, bookColumn } from '../book-column.ts';
import { documentNumbers } from '../document-number.ts';
import type { DocumentNumber } from '../document-number.ts';
import { paramCount, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';

const columnChoices = [
  'ledger.source_doc_ref',
  'ledger.txn_id',
  'declarations.invoice_no',
  'declarations.reg_no',
  'declarations.contract_no',
] as const;

/** The day that gives the year of a number which does not carry one. */
const dayColumns: Readonly<Record<string, string>> = {
  'ledger.source_doc_ref': 'posting_date',
  'ledger.txn_id': 'posting_date',
  'declarations.invoice_no': 'invoice_date',
  'declarations.reg_no': 'reg_date',
  'declarations.contract_no': 'reg_date',
};

const dayColumn = (params: Params): string => dayColumns[paramText(params, 'column')] ?? 'posting_date';

/** Numbers of one series and year with the first row of each. */
type Series = {
  readonly name: string;
  readonly slot: number;
  readonly year: string;
  readonly rowOf: Map<number, number>;
  padded: number;
};

/** Notes numbers under their series; neighbours mostly belong to the same one. */
function seriesNotes(rows: Population): {
  readonly note: (i: number, number: DocumentNumber, year: string) => void;
  readonly all: () => readonly Series[];
} {
  const known = new Map<string, Series>();
  let last: Series | null = null;
  const find = ({ series: name, slot }: DocumentNumber, year: string): Series => {
    if (last !== null && last.name === name && last.slot === slot && last.year === year) return last;
    const key = `${name}\u001f${slot}\u001f${year}`;
    const found: Series = known.get(key) ?? { name, slot, year, rowOf: new Map(), padded: 0 };
    known.set(key, found);
    last = found;
    return found;
  };
  return {
    note: (i, number, year) => {
      const series = find(number, year);
      const { rowOf } = series;
      if (number.padded > series.padded) series.padded = number.padded;
      const before = rowOf.get(number.number);
      if (before === undefined || (rows.rank[i] ?? 0) < (rows.rank[before] ?? 0)) rowOf.set(number.number, i);
    },
    all: () => [...known.values()],
  };
}

function seriesOf(rows: Population, params: Params, out: Exclusions): readonly Series[] {
  const texts = rows.text(bookColumn(paramText(params, 'column')).column.name);
  const days = rows.text(dayColumn(params));
  const read = documentNumbers();
  const notes = seriesNotes(rows);
  for (let i = 0; i < rows.n; i += 1) {
    const text = texts[i] ?? null;
    const number = text === null ? null : read(text);
    if (number !== null) notes.note(i, number, number.hasYear ? '' : (days[i] ?? '').slice(0, 4));
    else out.add(text === null ? 'noNumber' : 'noSequence');
  }
  return notes.all();
}

/** Missing numbers from..to of a series, with the numbers that stand before and after. */
type Gap = { readonly series: Series; readonly before: number; readonly after: number };
type Sequence = { readonly gaps: readonly Gap[]; readonly breaks: number; readonly continuity: number; readonly span: number };

/** @property continuity share of steps that are exactly one, in percent: own numbering counts up, foreign numbers jump */
function sequenceOf(series: Series, maxGap: number): Sequence {
  const numbers = Float64Array.from(series.rowOf.keys()).sort();
  const gaps: Gap[] = [];
  let [breaks, ones, span] = [0, 0, numbers.length];
  for (let i = 1; i < numbers.length; i += 1) {
    const [before, after] = [numbers[i - 1] ?? 0, numbers[i] ?? 0];
    const missing = after - before - 1;
    if (missing === 0) ones += 1;
    else if (missing > maxGap) breaks += 1;
    else {
      gaps.push({ series, before, after });
      span += missing;
    }
  }
  return { gaps, breaks, continuity: numbers.length < 2 ? 0 : (100 * ones) / (numbers.length - 1), span };
}

function hitOf(gap: Gap, sequence: Sequence, rows: Population): RankedHit {
  const { series, before, after } = gap;
  const ends = [series.rowOf.get(before) ?? 0, series.rowOf.get(after) ?? 0];
  const [from, to, n] = [before + 1, after - 1, after - before - 1];
  const shown = (x: number): string =>
    series.name.slice(0, series.slot) + String(x).padStart(series.padded, '0') + series.name.slice(series.slot + 1);
  const name = series.year === '' ? series.name : `${series.name} (${series.year})`;
  return {
    rank: rows.rank[ends[0] ?? 0] ?? 0,
    hit: {
      key: `${series.name}|${series.year}|${from}-${to}`,
      keys: ends.map(rows.nameOf),
      // one number missing from a long unbroken series weighs most
      score: scoreOf((100 * series.rowOf.size) / sequence.span),
      measures: {
        series: series.name,
        year: series.year,
        from: String(from),
        to: String(to),
        missing: String(n),
        numbers: String(series.rowOf.size),
      },
      explanation: words(n === 1 ? 'test.D03.hit.one' : 'test.D03.hit.many', {
        series: name,
        from: shown(from),
        to: shown(to),
        n,
        before: shown(before),
        after: shown(after),
        numbers: series.rowOf.size,
      }),
    },
  };
}

function verdictOf(series: number, gaps: number, missing: number): Words {
  if (series === 0) return words('test.D03.verdict.noSeries');
  return gaps === 0 ? words('test.D03.verdict.complete', { n: series }) : words('test.D03.verdict.gaps', { gaps, missing, series });
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({
    noNumber: {},
    noSequence: {},
    notContinuous: { percent: { percent: paramText(params, 'continuityPercent') as Decimal } },
  });
  const found = seriesOf(rows, params, out).map((series) => ({ series, sequence: sequenceOf(series, paramCount(params, 'maxGap')) }));
  const own = found.filter(({ sequence }) => sequence.continuity >= paramCount(params, 'continuityPercent'));
  for (const { series, sequence } of found) {
    if (sequence.continuity < paramCount(params, 'continuityPercent')) out.add('notContinuous', series.rowOf.size);
  }
  const hits = own.flatMap(({ sequence }) => sequence.gaps.map((gap) => hitOf(gap, sequence, rows)));
  const missing = own.reduce((n, { sequence }) => n + sequence.gaps.reduce((sum, g) => sum + g.after - g.before - 1, 0), 0);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: {
      series: countText(own.length),
      numbers: countText(own.reduce((n, { series }) => n + series.rowOf.size, 0)),
      gaps: countText(hits.length),
      missing: countText(missing),
      breaks: countText(own.reduce((n, { sequence }) => n + sequence.breaks, 0)),
    },
    verdict: verdictOf(own.length, hits.length, missing),
  };
}

/** D03 gaps in the numbering of own documents, per series and year; not for suppliers' numbers. */
export const gaps: AuditTest = {
  id: 'D03',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: false,
  params: [
    { name: 'column', type: 'choice', value: 'ledger.source_doc_ref', choices: columnChoices },
    { name: 'account', type: 'text', value: '' },
    { name: 'maxGap', type: 'integer', value: '1000', atLeast: '1', atMost: '1000000000' },
    { name: 'continuityPercent', type: 'integer', value: '50', atLeast: '0', atMost: '100' },
  ],
  needs: (params) => {
    const { table, column } = bookColumn(paramText(params, 'column'));
    return [{ table, columns: [column.name] }];
  },
  population: (params) => {
    const { table, column } = bookColumn(paramText(params, 'column'));
    return { table, columns: [column.name, dayColumn(params)], ...accountPrefix(table, paramText(params, 'account')) };
  },
  judge,
};
