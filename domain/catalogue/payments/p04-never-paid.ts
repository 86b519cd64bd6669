import { dayNumber, dayOfNumber } from '../../calendar/day.ts';
import { exactNumber, looseNumber } from '../../matching/numbers.ts';
import { cellsOf } from '../../matching/sides.ts';
import { isDay } from '../../model/scalars.ts';
import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { isAlike } from '../companies.ts';
import { currencyMoney, leadOf, leadsVerdict } from '../leads.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import { paramCount, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { inRank } from '../row-groups.ts';
import { declarationSpec, linkedInvoiceSpec, tradeOf, unsettled } from './declared-invoices.ts';
import type { DeclaredInvoice, Trade } from './declared-invoices.ts';
import { advancesParam, cancelledParam, paymentColumns, servicesParam } from './outgoing.ts';

/** Days for paying by contract. */
function termsOf(contracts: Population | undefined): ReadonlyMap<string, number> {
  const terms = new Map<string, number>();
  if (contracts === undefined) return terms;
  const cells = cellsOf(contracts);
  for (let i = 0; i < contracts.n; i += 1) {
    const days = cells.number('payment_days', i);
    if (!Number.isNaN(days)) terms.set(exactNumber(cells.text('contract_no', i)), days);
  }
  return terms;
}

/** First and last entry of the bank books, days since 1970-01-01. */
function bankSpan(payments: Population): { readonly first: number; readonly last: number } {
  const cells = cellsOf(payments);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < payments.n; i += 1) {
    const day = cells.day('booking_date', i);
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return { first, last };
}

type Late = { readonly one: DeclaredInvoice; readonly term: number; readonly until: number };

function hitOf({ one, term, until }: Late, input: JudgeInput): RankedHit {
  const { rows, pack } = input;
  const money = currencyMoney(pack);
  const first = inRank(rows, one.rows)[0] ?? 0;
  const text = (column: string): string => rows.text(column)[first] ?? '—';
  return leadOf(
    { rows, at: one.rows, mark: one.currency },
    {
      score: scoreOf(45 + (until - one.day - term) / 6),
      measures: {
        rows: String(one.rows.length),
        amount: money.text(one.amount, one.currency),
        currency: one.currency,
        day: dayOfNumber(one.day),
        term_days: String(term),
        days: String(until - one.day),
      },
      explanation: words('test.P04.hit', {
        declaration: text('reg_no'),
        day: { day: dayOfNumber(one.day) },
        invoice: text('invoice_no'),
        amount: money.arg(one.amount, one.currency),
        term,
        until: { day: dayOfNumber(until) },
        days: until - one.day,
      }),
    },
  );
}

/** Invoices for which a payment was found: named, confirmed, or equal to the unit without a name. */
function paidInvoices(trade: Trade): ReadonlySet<DeclaredInvoice> {
  const paid = new Set(trade.payments.flatMap(({ invoices }) => invoices));
  const left = new Map(trade.invoices.map((one) => [one, paid.has(one) ? 0 : one.amount]));
  unsettled(
    trade,
    trade.payments.filter(({ invoices, named }) => invoices.length === 0 && named.length === 0),
    left,
  );
  return new Set(trade.invoices.filter((one) => left.get(one) === 0));
}

function judge(input: JudgeInput): Judgement {
  const { rows, also, params } = input;
  const out = exclusions({ noNumber: {}, noAmount: {}, otherProcedure: {}, beforeStatements: {}, withinTerm: {}, invoicesNotNamed: {} });
  const payments = also['payments'];
  if (payments === undefined || payments.n === 0) {
    return { populationN: rows.n, excluded: [], hits: [], stats: {}, verdict: leadsVerdict(0, 0, [words('test.P04.warn.noPayments')]) };
  }
  const cells = cellsOf(rows);
  for (let i = 0; i < rows.n; i += 1) {
    if (looseNumber(cells.text('invoice_no', i)) === '') out.add('noNumber');
    else if (Number.isNaN(cells.number('item_price_minor', i))) out.add('noAmount');
  }
  const trade = tradeOf(input, { payments, declarations: rows, out: exclusions({}) });
  const [{ first, last }, terms, paid] = [bankSpan(payments), termsOf(also['contracts']), paidInvoices(trade)];
  const asOf = paramText(params, 'asOf');
  const until = isDay(asOf) ? Math.min(last, dayNumber(asOf)) : last;
  const procedures = listOf(params, 'procedures');
  const [bought, payees] = [beginsWithOne(procedures), [...new Set(trade.payments.map(({ payee }) => payee))]];
  const known = new Map<number, boolean>();
  const names = (seller: number): boolean => {
    const before = known.get(seller);
    if (before !== undefined) return before;
    const its = payees.filter((payee) => payee !== -1 && seller !== -1 && isAlike(trade.book.compare(payee, seller)));
    // who names invoices in the payments of others would name them here too
    const does = its.length === 0 || its.some(trade.namesInvoices);
    known.set(seller, does);
    return does;
  };
  const late: Late[] = [];
  let judged = 0;
  for (const one of trade.invoices) {
    const row = inRank(rows, one.rows)[0] ?? 0;
    const term = terms.get(one.contract) ?? paramCount(params, 'termDays');
    const invoiceDay = cells.day('invoice_date', row);
    if (one.amount <= 0) out.add('noAmount', one.rows.length);
    else if (procedures.length > 0 && !bought(cells.text('procedure', row))) out.add('otherProcedure', one.rows.length);
    else if (!paid.has(one) && Math.min(invoiceDay, one.day) < first) out.add('beforeStatements', one.rows.length);
    else if (!paid.has(one) && one.day + term + paramCount(params, 'graceDays') >= until) out.add('withinTerm', one.rows.length);
    else if (!paid.has(one) && !names(one.seller)) out.add('invoicesNotNamed', one.rows.length);
    else {
      judged += 1;
      if (!paid.has(one)) late.push({ one, term, until });
    }
  }
  const hits = ordered(late.map((one) => hitOf(one, input)));
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits,
    stats: { invoices: countText(judged), never_paid: countText(hits.length) },
    verdict: leadsVerdict(hits.length, judged),
  };
}

/**
 * P04 declared and never paid: no payment for the invoice within the contract's term and some days more, as far as the bank books reach.
 * Lead only: goods may be set off, given back, financed or paid through an account that was not produced.
 */
export const neverPaid: AuditTest = {
  id: 'P04',
  version: '1.0.0',
  area: 'payments',
  leadOnly: true,
  params: [
    { name: 'asOf', type: 'day', value: '' },
    { name: 'termDays', type: 'integer', value: '180', atLeast: '0', atMost: '3650' },
    { name: 'graceDays', type: 'integer', value: '15', atLeast: '0', atMost: '3650' },
    { name: 'procedures', type: 'text', value: '' },
    advancesParam,
    servicesParam,
    cancelledParam,
  ],
  needs: () => [
    { table: 'declarations', columns: ['invoice_no', 'item_price_minor'] },
    { table: 'payments', columns: ['direction', 'amount_minor', 'counterparty'] },
  ],
  population: () => ({ table: 'declarations', columns: declarationSpec.columns }),
  also: () => ({
    payments: { table: 'payments', columns: paymentColumns },
    contracts: { table: 'contracts', columns: ['contract_no', 'payment_days'] },
    invoices: linkedInvoiceSpec,
  }),
  links: () => ['invoice-payment'],
  judge,
};
