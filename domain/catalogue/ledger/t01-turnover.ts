import { words } from '../../model/words.ts';
import { add, compare, divide, multiply, ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement, Params, Population } from '../audit-test.ts';
import { exactSums, places } from '../exact-sums.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import { paramRatio, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { firstRank } from '../row-groups.ts';
import { nationalMoney, numberCells, percentOf, textCells } from '../row-reading.ts';

/** `2026`, `2026-Q1` or `2026-01` of a day. */
function periodOf(params: Params, day: string): string {
  const year = day.slice(0, 4);
  const choice = paramText(params, 'period');
  if (choice === 'year') return year;
  return choice === 'month' ? day.slice(0, 7) : `${year}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** The largest rows of a sum: they are what a reader looks at first. */
function largest(rows: Population, at: readonly number[], amount: (i: number) => number, n: number): readonly string[] {
  const sorted = at.toSorted((a, b) => amount(b) - amount(a) || (rows.rank[a] ?? 0) - (rows.rank[b] ?? 0));
  return sorted.slice(0, n).map(rows.nameOf);
}

type Line = { readonly side: 'revenue' | 'cost' | 'purchase'; readonly amount: number };

/** What a ledger line is to the test: credits of revenue, debits of cost, purchases of goods; entries that close a year are none of them. */
function lineReader({ rows, params }: JudgeInput, out: Exclusions): (i: number) => Line | null {
  const names = ['revenueAccounts', 'costAccounts', 'goodsAccounts', 'supplierAccounts', 'closingAccounts'];
  const [isRevenue, isCost, isGoods, isSupplier, isClosing] = names.map((name) => beginsWithOne(listOf(params, name)));
  const [account, contra] = [textCells(rows, 'account'), textCells(rows, 'contra_account')];
  const [debit, credit] = [numberCells(rows, 'debit_minor'), numberCells(rows, 'credit_minor')];
  return (i) => {
    const [own, other] = [account(i), contra(i)];
    const net = (debit(i) ?? 0) - (credit(i) ?? 0);
    const side = isRevenue?.(own) === true ? 'revenue' : isCost?.(own) === true ? 'cost' : null;
    if (side !== null) {
      if (isClosing?.(other) !== true) return { side, amount: side === 'revenue' ? -net : net };
      out.add('closingEntry');
      return null;
    }
    return isGoods?.(own) === true && (other === null || isSupplier?.(other) === true) && net > 0
      ? { side: 'purchase', amount: net }
      : null;
  };
}

type Sides = { readonly revenue: number[]; readonly cost: number[] };

function turnoverHits(
  input: JudgeInput,
  read: (i: number) => Line | null,
): { readonly hits: readonly RankedHit[]; readonly periods: number; readonly purchases: bigint } {
  const { rows, params, pack } = input;
  const day = textCells(rows, 'posting_date');
  const known = places();
  const [revenue, cost] = [exactSums(rows.n), exactSums(rows.n)];
  const purchases = exactSums(1);
  const at: Sides[] = [];
  for (let i = 0; i < rows.n; i += 1) {
    const line = read(i);
    if (line === null) continue;
    if (line.side === 'purchase') {
      purchases.add(0, line.amount);
      continue;
    }
    const place = known.of(periodOf(params, day(i) ?? ''));
    (line.side === 'revenue' ? revenue : cost).add(place, line.amount);
    at[place] ??= { revenue: [], cost: [] };
    at[place]?.[line.side].push(i);
  }
  const margin = add(ratio(1n), divide(paramRatio(params, 'minMargin'), ratio(100n)));
  const money = nationalMoney(pack);
  const [debit, credit] = [numberCells(rows, 'debit_minor'), numberCells(rows, 'credit_minor')];
  const size = (i: number): number => Math.abs((debit(i) ?? 0) - (credit(i) ?? 0));
  const hits = known.all.flatMap((period, place): readonly RankedHit[] => {
    const [sold, spent] = [revenue.of(place), cost.of(place)];
    if (spent <= 0n || compare(ratio(sold), multiply(ratio(spent), margin)) >= 0) return [];
    const lines = at[place] ?? { revenue: [], cost: [] };
    const shortfall = spent - sold;
    return [
      {
        rank: firstRank(rows, [...lines.cost, ...lines.revenue]),
        hit: {
          key: `turnover:${period}`,
          keys: [...largest(rows, lines.cost, size, 25), ...largest(rows, lines.revenue, size, 25)],
          score: scoreOf(50 + Math.min(50, Math.max(0, Number((shortfall * 100n) / spent)))),
          measures: {
            period,
            revenue: money.text(sold),
            cost_of_sales: money.text(spent),
            margin_percent: percentOf(ratio(sold - spent), ratio(spent)),
            currency: pack.nationalCurrency,
          },
          explanation: words('test.T01.hit.turnover', {
            period,
            revenue: money.arg(sold),
            cost: money.arg(spent),
            margin: { percent: percentOf(ratio(sold - spent), ratio(spent)) },
            least: { percent: paramText(params, 'minMargin') as ReturnType<typeof percentOf> },
          }),
        },
      },
    ];
  });
  return { hits, periods: known.all.length, purchases: purchases.of(0) };
}

/** Imports declared above what was booked as bought, over all books: bookings and declarations of one month are not of the same goods. */
function importHit({ also, params, pack }: JudgeInput, purchases: bigint): RankedHit | null {
  const declarations = also['declarations'];
  if (declarations === undefined || listOf(params, 'goodsAccounts').length === 0) return null;
  const value = numberCells(declarations, 'customs_value_minor');
  const at: number[] = [];
  let declared = 0n;
  for (let i = 0; i < declarations.n; i += 1) {
    const amount = value(i);
    if (amount === null) continue;
    at.push(i);
    declared += BigInt(amount);
  }
  const limit = multiply(ratio(purchases), add(ratio(1n), divide(paramRatio(params, 'tolPercent'), ratio(100n))));
  if (declared === 0n || compare(ratio(declared), limit) <= 0) return null;
  const money = nationalMoney(pack);
  const difference = declared - purchases;
  return {
    rank: Number.MAX_SAFE_INTEGER,
    hit: {
      key: 'imports',
      keys: largest(declarations, at, (i) => value(i) ?? 0, 50),
      score: scoreOf(40 + Math.min(60, Number((difference * 100n) / declared))),
      measures: {
        imports: money.text(declared),
        purchases: money.text(purchases),
        difference: money.text(difference),
        currency: pack.nationalCurrency,
      },
      explanation: words('test.T01.hit.imports', {
        declared: money.arg(declared),
        purchases: money.arg(purchases),
        difference: money.arg(difference),
        declarations: new Set(at.map((i) => textCells(declarations, 'reg_no')(i))).size,
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ closingEntry: {} });
  const { hits, periods, purchases } = turnoverHits(input, lineReader(input, out));
  const imports = importHit(input, purchases);
  const all = imports === null ? hits : [...hits, imports];
  const unset = ['revenueAccounts', 'costAccounts', 'goodsAccounts'].some((name) => listOf(params, name).length === 0);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(all),
    stats: { periods: countText(periods), periods_below: countText(hits.length), imports_above: countText(imports === null ? 0 : 1) },
    verdict: withNotes(
      all.length === 0
        ? words('test.T01.verdict.right', { n: periods })
        : words('test.T01.verdict.wrong', { n: hits.length, periods, imports: imports === null ? 0 : 1 }),
      unset ? [words('test.warn.noAccounts')] : [],
    ),
  };
}

/**
 * T01 turnover against imports: revenue of a period below the cost of the goods sold and the least margin, and declared imports above the
 * purchases that the ledger books. Lead only: a loss is no offence; what it comes from is looked for.
 */
export const turnover: AuditTest = {
  id: 'T01',
  version: '1.0.0',
  area: 'ledger',
  leadOnly: true,
  params: [
    { name: 'period', type: 'choice', value: 'quarter', choices: ['year', 'quarter', 'month'] },
    { name: 'minMargin', type: 'decimal', value: '0', atLeast: '-100', atMost: '1000' },
    { name: 'tolPercent', type: 'decimal', value: '1', atLeast: '0', atMost: '100' },
    { name: 'revenueAccounts', type: 'text', value: '' },
    { name: 'costAccounts', type: 'text', value: '' },
    { name: 'goodsAccounts', type: 'text', value: '' },
    { name: 'supplierAccounts', type: 'text', value: '' },
    { name: 'closingAccounts', type: 'text', value: '' },
  ],
  needs: () => [
    { table: 'ledger', columns: ['account', 'debit_minor', 'credit_minor'] },
    { table: 'declarations', columns: ['customs_value_minor'] },
  ],
  population: () => ({ table: 'ledger', columns: ['posting_date', 'account', 'contra_account', 'debit_minor', 'credit_minor'] }),
  also: () => ({ declarations: { table: 'declarations', columns: ['reg_no', 'customs_value_minor'] } }),
  judge,
};
