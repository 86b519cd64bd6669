import type { Day } from '../../model/scalars.ts';
import { words } from '../../model/words.ts';
import type { Words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { sequenceOf, seriesName, seriesOf, shownNumber } from '../number-series.ts';
import type { Gap, Sequence } from '../number-series.ts';
import { paramCount, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { firstRank, namesOf } from '../row-groups.ts';
import { magnitude, nationalMoney, textCells } from '../row-reading.ts';
import { entriesOf, linesOf } from './entries.ts';
import type { Entries } from './entries.ts';
import { balanceHits } from './trial-balance.ts';

type Found = { readonly hits: readonly RankedHit[]; readonly notes: readonly Words[] };

/** Whether so many are more than the share that speaks of a part of a ledger and not of errors in it. */
const tooMany = (some: number, all: number, percent: number): boolean => all >= 10 && some * 100 > all * percent;

/** Entries whose debit and credit differ. */
function unbalanced({ rows, params, pack }: JudgeInput, entries: Entries): Found {
  const all = entries.places.all.length;
  const places = Array.from({ length: all }, (_, place) => place).filter((place) => entries.off.of(place) !== 0n);
  if (tooMany(places.length, all, paramCount(params, 'mostPercent'))) {
    return { hits: [], notes: [words('test.T06.warn.partial', { n: places.length, entries: all })] };
  }
  const lines = linesOf(entries, new Set(places));
  const money = nationalMoney(pack);
  const hits = places.map((place): RankedHit => {
    const at = lines.get(place) ?? [];
    const off = entries.off.of(place);
    const txn = entries.places.all[place] ?? '';
    return {
      rank: firstRank(rows, at),
      hit: {
        key: `unbalanced:${txn}`,
        keys: namesOf(rows, at),
        score: 90,
        measures: {
          ledger_problem: 'unbalanced',
          entry: txn,
          difference: money.text(off),
          currency: pack.nationalCurrency,
          rows: String(at.length),
        },
        explanation: words('test.T06.hit.unbalanced', {
          entry: txn,
          difference: money.arg(magnitude(off)),
          side: off > 0n ? 'debit' : 'credit',
        }),
      },
    };
  });
  return { hits, notes: [] };
}

/** Numbers of entries that are missing in their series. */
function missingNumbers({ rows, params }: JudgeInput, out: Exclusions): readonly RankedHit[] {
  const hitOf = (gap: Gap, sequence: Sequence): RankedHit => {
    const { series, before, after } = gap;
    const ends = [series.rowOf.get(before) ?? 0, series.rowOf.get(after) ?? 0];
    const [from, to, n] = [before + 1, after - 1, after - before - 1];
    return {
      rank: firstRank(rows, ends),
      hit: {
        key: `gap:${series.name}|${series.year}|${from}-${to}`,
        keys: namesOf(rows, ends),
        score: scoreOf((80 * series.rowOf.size) / sequence.span),
        measures: { ledger_problem: 'gap', series: series.name, year: series.year, from: String(from), to: String(to), missing: String(n) },
        explanation: words('test.T06.hit.gap', {
          series: seriesName(series),
          from: shownNumber(series, from),
          to: shownNumber(series, to),
          n,
          before: shownNumber(series, before),
          after: shownNumber(series, after),
        }),
      },
    };
  };
  const found = seriesOf(rows, { number: 'txn_id', day: 'posting_date' }, out).map((series) => ({
    series,
    sequence: sequenceOf(series, paramCount(params, 'maxGap')),
  }));
  const least = paramCount(params, 'continuityPercent');
  for (const { series, sequence } of found) if (sequence.continuity < least) out.add('otherSeries', series.rowOf.size);
  return found.flatMap(({ sequence }) => (sequence.continuity < least ? [] : sequence.gaps.map((gap) => hitOf(gap, sequence))));
}

/** First and last day of the books: as the parameters say, else as the trial balance says. */
function periodOf({ params, also }: JudgeInput): { readonly from: string; readonly to: string } {
  const accounts = also['accounts'];
  let [from, to] = ['', ''];
  for (let i = 0; accounts !== undefined && i < accounts.n; i += 1) {
    const [a, b] = [textCells(accounts, 'period_from')(i) ?? '', textCells(accounts, 'period_to')(i) ?? ''];
    if (a !== '' && (from === '' || a < from)) from = a;
    if (b > to) to = b;
  }
  return { from: paramText(params, 'periodFrom') || from, to: paramText(params, 'periodTo') || to };
}

type Dated = { readonly kind: 'outside' | 'afterNotice'; readonly args: (i: number) => Words['args'] };

/** Lines on the wrong days, by entry; a line without an entry stands for itself. */
function datedHits(rows: Population, at: readonly number[], { kind, args }: Dated): readonly RankedHit[] {
  const txn = textCells(rows, 'txn_id');
  const groups = new Map<string, number[]>();
  for (const i of at) {
    const key = txn(i) ?? rows.nameOf(i);
    const lines = groups.get(key);
    if (lines === undefined) groups.set(key, [i]);
    else lines.push(i);
  }
  return [...groups].map(([key, lines]): RankedHit => {
    const first = lines.reduce((a, b) => ((rows.rank[b] ?? 0) < (rows.rank[a] ?? 0) ? b : a));
    return {
      rank: rows.rank[first] ?? 0,
      hit: {
        key: `${kind}:${key}`,
        keys: namesOf(rows, lines),
        score: kind === 'outside' ? 60 : 70,
        measures: {
          ledger_problem: kind,
          entry: key,
          posting_day: textCells(rows, 'posting_date')(first) ?? '',
          rows: String(lines.length),
        },
        explanation: words(`test.T06.hit.${kind}`, { entry: key, rows: lines.length, ...args(first) }),
      },
    };
  });
}

function wrongDays(input: JudgeInput): Found {
  const { rows, params } = input;
  const [posted, entered] = [textCells(rows, 'posting_date'), textCells(rows, 'entry_ts')];
  const { from, to } = periodOf(input);
  const notice = paramText(params, 'noticeDate');
  const [outside, late]: [number[], number[]] = [[], []];
  for (let i = 0; i < rows.n; i += 1) {
    const day = posted(i) ?? '';
    if ((from !== '' && day < from) || (to !== '' && day > to)) outside.push(i);
    if (notice !== '' && day <= notice && (entered(i) ?? '').slice(0, 10) > notice) late.push(i);
  }
  const wide = tooMany(outside.length, rows.n, paramCount(params, 'mostPercent'));
  const day = (i: number): Day => (posted(i) ?? '') as Day;
  const none = (text: string) => (text === '' ? '—' : { day: text });
  return {
    hits: [
      ...(wide
        ? []
        : datedHits(rows, outside, { kind: 'outside', args: (i) => ({ day: { day: day(i) }, from: none(from), to: none(to) }) })),
      ...datedHits(rows, late, {
        kind: 'afterNotice',
        args: (i) => ({ day: { day: day(i) }, entered: { day: (entered(i) ?? '').slice(0, 10) }, notice: { day: notice } }),
      }),
    ],
    notes: [
      ...(wide ? [words('test.T06.warn.wide', { n: outside.length, rows: rows.n })] : []),
      ...(from === '' && to === '' ? [words('test.T06.warn.noPeriod')] : []),
      ...(notice === '' ? [words('test.T06.warn.noNotice')] : []),
    ],
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows } = input;
  const out = exclusions({ noNumber: {}, noSequence: {}, otherSeries: {}, accountElsewhere: {} });
  const entries = entriesOf(rows);
  const parts = { balance: unbalanced(input, entries), days: wrongDays(input) };
  const gaps = missingNumbers(input, out);
  const accounts = balanceHits(input, out);
  const hits = [...parts.balance.hits, ...gaps, ...parts.days.hits, ...accounts.hits];
  const said =
    hits.length === 0
      ? words('test.T06.verdict.right', { entries: entries.places.all.length, accounts: accounts.compared })
      : words('test.T06.verdict.wrong', {
          unbalanced: parts.balance.hits.length,
          gaps: gaps.length,
          days: parts.days.hits.length,
          accounts: accounts.hits.length,
        });
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: {
      entries: countText(entries.places.all.length),
      entries_unbalanced: countText(parts.balance.hits.length),
      gaps: countText(gaps.length),
      entries_on_wrong_days: countText(parts.days.hits.length),
      accounts_compared: countText(accounts.compared),
      accounts_apart: countText(accounts.hits.length),
    },
    verdict: withNotes(said, [...parts.balance.notes, ...parts.days.notes, ...accounts.notes]),
  };
}

/**
 * T06 integrity of the ledger: debit equals credit in every entry, the trial balance follows from the lines, no number of an entry is
 * missing, no entry lies outside the period or was made after the notice of the audit and dated before it. Where more than `mostPercent`
 * of all entries break a rule, the file is a part of a ledger: that is said and is no accusation.
 */
export const integrity: AuditTest = {
  id: 'T06',
  version: '1.0.0',
  area: 'ledger',
  leadOnly: false,
  params: [
    { name: 'periodFrom', type: 'day', value: '' },
    { name: 'periodTo', type: 'day', value: '' },
    { name: 'noticeDate', type: 'day', value: '' },
    { name: 'maxGap', type: 'integer', value: '1000', atLeast: '1', atMost: '1000000000' },
    { name: 'continuityPercent', type: 'integer', value: '50', atLeast: '0', atMost: '100' },
    { name: 'mostPercent', type: 'integer', value: '20', atLeast: '0', atMost: '100' },
  ],
  needs: () => [{ table: 'ledger', columns: ['txn_id', 'debit_minor', 'credit_minor'] }],
  population: () => ({ table: 'ledger', columns: ['txn_id', 'posting_date', 'account', 'debit_minor', 'credit_minor', 'entry_ts'] }),
  also: () => ({
    accounts: {
      table: 'accounts',
      columns:
        'account period_from period_to opening_debit_minor opening_credit_minor turnover_debit_minor turnover_credit_minor closing_debit_minor closing_credit_minor'.split(
          ' ',
        ),
    },
  }),
  judge,
};
