import { words } from '../../model/words.ts';
import type { Words } from '../../model/words.ts';
import type { Decimal } from '../../model/scalars.ts';
import { compare, divide, multiply, ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { listOf } from '../lists.ts';
import { paramRatio } from '../params.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { firstRank, namesOf } from '../row-groups.ts';
import { magnitude, nationalMoney } from '../row-reading.ts';
import { declarationRows } from './named-declarations.ts';
import { balancesOf, declaredCost, movementsOf, stockValue } from './stock-figures.ts';
import type { Balances, Movements } from './stock-figures.ts';

/** @param whole of what the difference is measured against */
function isApart({ params }: JudgeInput, difference: bigint, whole: bigint): boolean {
  const limit = divide(paramRatio(params, 'tolPercent'), ratio(100n));
  return compare(ratio(magnitude(difference)), multiply(ratio(magnitude(whole)), limit)) > 0;
}

const share = (difference: bigint, whole: bigint): number =>
  Number((magnitude(difference) * 100n) / (whole === 0n ? 1n : magnitude(whole)));

type Figures = Movements & { readonly opening: bigint; readonly declared: bigint; readonly expected: bigint; readonly closing: bigint };

const sentence = (figures: Figures, { pack }: JudgeInput): Words['args'] =>
  Object.fromEntries(Object.entries(figures).map(([name, amount]) => [name, nationalMoney(pack).arg(amount)]));

/** The figures as they are stored: in measures of a hit and in the statistics of the run. */
function stored(figures: Figures, { pack }: JudgeInput): Readonly<Record<string, Decimal>> {
  const { text } = nationalMoney(pack);
  return {
    opening: text(figures.opening),
    imports: text(figures.declared),
    imports_booked: text(figures.imports),
    other_in: text(figures.other),
    cost_of_sales: text(figures.sold),
    other_out: text(figures.otherOut),
    expected_closing: text(figures.expected),
    closing: text(figures.closing),
  };
}

function rollForwardHit(balances: Balances, figures: Figures, input: JudgeInput): RankedHit | null {
  const { rows, pack } = input;
  const unexplained = figures.closing - figures.expected;
  if (balances.rows.length === 0 || figures.imports <= 0n || !isApart(input, unexplained, figures.declared)) return null;
  const { text, arg } = nationalMoney(pack);
  return {
    rank: firstRank(rows, balances.rows),
    hit: {
      key: 'rollForward',
      keys: namesOf(rows, balances.rows),
      score: scoreOf(40 + Math.min(60, share(unexplained, figures.declared))),
      measures: {
        stock_problem: 'rollForward',
        ...stored(figures, input),
        difference: text(unexplained),
        currency: pack.nationalCurrency,
      },
      explanation: words('test.T03.hit.rollForward', { ...sentence(figures, input), difference: arg(unexplained) }),
    },
  };
}

function stockHit(balances: Balances, closing: bigint, input: JudgeInput): RankedHit | null {
  const { rows, also, pack } = input;
  const [stock, book] = [stockValue(input), also['stock']];
  if (stock === null || book === undefined || balances.rows.length === 0 || !isApart(input, stock.value - closing, closing)) return null;
  const { text, arg } = nationalMoney(pack);
  const difference = stock.value - closing;
  return {
    rank: firstRank(rows, balances.rows),
    hit: {
      key: 'stock',
      keys: [...namesOf(rows, balances.rows), ...namesOf(book, stock.rows)],
      score: scoreOf(40 + Math.min(60, share(difference, closing))),
      measures: {
        stock_problem: 'stock',
        closing: text(closing),
        stock_value: text(stock.value),
        difference: text(difference),
        currency: pack.nationalCurrency,
      },
      explanation: words('test.T03.hit.stock', { closing: arg(closing), stock: arg(stock.value), difference: arg(difference) }),
    },
  };
}

function notesOf(input: JudgeInput, balances: Balances, { imports }: Figures): readonly Words[] {
  const unset = listOf(input.params, 'goodsAccounts').length === 0;
  return [
    ...(unset ? [words('test.warn.noAccounts')] : []),
    ...(!unset && balances.rows.length > 0 && imports <= 0n ? [words('test.T03.warn.notNamed')] : []),
    ...(stockValue(input) === null ? [words('test.T03.warn.noStock')] : []),
  ];
}

function judge(input: JudgeInput): Judgement {
  const { rows, also, pack } = input;
  const out = exclusions({ otherAccount: {}, noPriceInNational: {} });
  const balances = balancesOf(input, out);
  const declarations =
    also['declarations'] === undefined ? { numbers: [], rows: [], find: () => -1 } : declarationRows(also['declarations']);
  const moved = movementsOf(input, declarations, balances);
  const declared = declaredCost(input, balances, out);
  const { opening, closing } = balances;
  const figures: Figures = {
    ...moved,
    opening,
    declared,
    closing,
    expected: opening + declared + moved.other - moved.sold - moved.otherOut,
  };
  const hits = [rollForwardHit(balances, figures, input), stockHit(balances, closing, input)].filter((hit) => hit !== null);
  const difference = closing - figures.expected;
  const args = { ...sentence(figures, input), n: balances.rows.length, difference: nationalMoney(pack).arg(difference) };
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: {
      accounts: countText(balances.rows.length),
      ...stored(figures, input),
      unexplained: nationalMoney(pack).text(difference),
    },
    verdict: withNotes(words(`test.T03.verdict.${hits.length === 0 ? 'right' : 'wrong'}`, args), notesOf(input, balances, figures)),
  };
}

/**
 * T03 roll-forward of the accounts of goods: opening + declared imports (price at the declared rate, duties, fee) + other purchases and
 * costs booked − cost of sales − other issues = closing. Lines that name a declaration or its invoice are the booked imports: the
 * declarations stand in for them. And the closing balance against the value of the stock book. Lead only: it says how much, not why.
 */
export const stockAccount: AuditTest = {
  id: 'T03',
  version: '1.0.0',
  area: 'ledger',
  leadOnly: true,
  params: [
    { name: 'tolPercent', type: 'decimal', value: '1', atLeast: '0', atMost: '100' },
    { name: 'goodsAccounts', type: 'text', value: '' },
    { name: 'costAccounts', type: 'text', value: '' },
  ],
  needs: () => [
    { table: 'accounts', columns: ['account', 'closing_debit_minor'] },
    { table: 'ledger', columns: ['account', 'debit_minor', 'credit_minor'] },
    { table: 'declarations', columns: ['item_price_minor'] },
  ],
  population: () => ({
    table: 'accounts',
    columns: 'account period_from period_to opening_debit_minor opening_credit_minor closing_debit_minor closing_credit_minor'.split(' '),
  }),
  also: () => ({
    ledger: {
      table: 'ledger',
      columns: ['posting_date', 'account', 'contra_account', 'debit_minor', 'credit_minor', 'source_doc_ref', 'description'],
    },
    declarations: {
      table: 'declarations',
      columns:
        'reg_no reg_date release_date invoice_no currency fx_rate_e8 fx_unit item_price_minor duty_amount_minor ad_amount_minor excise_amount_minor fee_amount_minor'.split(
          ' ',
        ),
    },
    stock: { table: 'stock', columns: ['movement_type', 'movement_date', 'article', 'warehouse', 'value_minor'] },
  }),
  judge,
};
