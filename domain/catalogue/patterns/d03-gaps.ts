import { words } from '../../model/words.ts';
import type { Decimal } from '../../model/scalars.ts';
import type { Words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement, Params, Population } from '../audit-test.ts';
import { accountPrefix, bookColumn } from '../book-column.ts';
import { sequenceOf, seriesName, seriesOf, shownNumber } from '../number-series.ts';
import type { Gap, Sequence } from '../number-series.ts';
import { paramCount, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';

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

function hitOf(gap: Gap, sequence: Sequence, rows: Population): RankedHit {
  const { series, before, after } = gap;
  const ends = [series.rowOf.get(before) ?? 0, series.rowOf.get(after) ?? 0];
  const [from, to, n] = [before + 1, after - 1, after - before - 1];
  const shown = (x: number): string => shownNumber(series, x);
  const name = seriesName(series);
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
  const columns = { number: bookColumn(paramText(params, 'column')).column.name, day: dayColumn(params) };
  const found = seriesOf(rows, columns, out).map((series) => ({ series, sequence: sequenceOf(series, paramCount(params, 'maxGap')) }));
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
