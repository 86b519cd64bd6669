import { dayNumber, dayOfNumber } from '../../calendar/day.ts';
import { cellsOf } from '../../matching/sides.ts';
import { words } from '../../model/words.ts';
import { isDay } from '../../model/scalars.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { currencyMoney, leadOf, leadsVerdict, unsetNote } from '../leads.ts';
import { isOne, listOf } from '../lists.ts';
import { paramCount, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { declarationSpec, linkedInvoiceSpec, tradeOf, unsettled } from './declared-invoices.ts';
import type { GoodsPayment, Trade } from './declared-invoices.ts';
import { advancesParam, cancelledParam, outgoingReasons, paymentColumns, servicesParam } from './outgoing.ts';

/** First and last registration in the books, days since 1970-01-01: what was declared before or after is not known. */
function span(trade: Trade): { readonly first: number; readonly last: number } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { day } of trade.invoices) {
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return { first, last };
}

/** Last day of a payment in the books, days since 1970-01-01. */
function lastPayment({ rows }: JudgeInput): number {
  const cells = cellsOf(rows);
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.n; i += 1) {
    const day = cells.day('booking_date', i);
    if (day > last) last = day;
  }
  return last;
}

/**
 * The day until which goods would stand in the books. The last registration shows that the declarations reach so far; where the declarations
 * of a period were asked for, a silence at its end is one of the trader, as long as the payments go on.
 */
function horizon(input: JudgeInput, last: number): number {
  const [asOf, declared] = [paramText(input.params, 'asOf'), paramText(input.params, 'declaredUntil')];
  const until = isDay(declared) ? Math.max(last, Math.min(dayNumber(declared), lastPayment(input))) : last;
  return isDay(asOf) ? Math.min(until, dayNumber(asOf)) : until;
}

function hitOf(payment: GoodsPayment, until: number, input: JudgeInput): RankedHit {
  const { rows, pack } = input;
  const money = currencyMoney(pack);
  const cells = cellsOf(rows);
  const { amount, currency, day, named } = payment;
  const kind = named.length > 0 ? 'invoice' : 'contract';
  const told = named.length > 0 ? cells.text('invoice_no', payment.i) || named.join(', ') : cells.text('contract_no', payment.i) || '—';
  return leadOf(
    { rows, at: [payment.i] },
    {
      score: scoreOf(45 + (until - day) / 12),
      measures: {
        linked_by: payment.linkedBy,
        day: dayOfNumber(day),
        days: String(until - day),
        amount: money.text(amount, currency),
        currency,
        country: cells.text('country', payment.i),
      },
      explanation: words(`test.P03.hit.${kind}`, {
        payment: cells.text('bank_ref', payment.i) || '—',
        day: { day: dayOfNumber(day) },
        payee: cells.text('counterparty', payment.i) || '—',
        amount: money.arg(amount, currency),
        document: told,
        days: until - day,
        until: { day: dayOfNumber(until) },
      }),
    },
  );
}

/** What came back in full later is owed by nobody. */
function returnedBy(trade: Trade): (payment: GoodsPayment) => boolean {
  const back = new Map<string, number[]>();
  for (const { payee, currency, amount, day } of trade.refunds) {
    const key = `${payee} ${currency} ${amount}`;
    back.set(key, [...(back.get(key) ?? []), day]);
  }
  return ({ payee, currency, amount, day }) => (back.get(`${payee} ${currency} ${amount}`) ?? []).some((later) => later >= day);
}

/** Why a payment is not held against declarations; null when it is. */
function reasonOf(input: JudgeInput, trade: Trade): (payment: GoodsPayment) => 'homePayee' | 'otherPayee' | 'invoicesNotNamed' | null {
  const { params, rows, pack } = input;
  const home = isOne([...listOf(params, 'homeCountry'), ...listOf(params, 'unionCountries')]);
  const countries = cellsOf(rows).texts('country');
  return ({ i, currency, contract, named, payee, isAdvance }) => {
    const country = countries(i);
    if (home(country) || (country === '' && currency === pack.nationalCurrency)) return 'homePayee';
    if (contract === '' && named.length === 0 && !trade.sellers.has(payee)) return 'otherPayee';
    return named.length === 0 && !isAdvance && !trade.namesInvoices(payee) ? 'invoicesNotNamed' : null;
  };
}

/** Judged payments for which nothing is declared: their invoice is not, or they name none and none asks for just that amount. */
function openOf(trade: Trade, judged: readonly GoodsPayment[]): readonly GoodsPayment[] {
  const open = judged.filter(({ invoices }) => invoices.length === 0);
  const bare = open.filter(({ named }) => named.length === 0);
  return [...open.filter(({ named }) => named.length > 0), ...unsettled(trade, bare, paidFor(trade))];
}

function judge(input: JudgeInput): Judgement {
  const { rows, also, params } = input;
  const out = exclusions({
    ...outgoingReasons,
    forServices: {},
    homePayee: {},
    otherPayee: {},
    invoicesNotNamed: {},
    returned: {},
    beforeDeclarations: {},
    withinTerm: {},
  });
  const declarations = also['declarations'];
  if (declarations === undefined || declarations.n === 0) {
    return { populationN: rows.n, excluded: [], hits: [], stats: {}, verdict: leadsVerdict(0, 0, [words('test.P03.warn.noDeclarations')]) };
  }
  const trade = tradeOf(input, { payments: rows, declarations, out });
  const { first, last } = span(trade);
  const until = horizon(input, last);
  const [reason, returned] = [reasonOf(input, trade), returnedBy(trade)];
  const judged = trade.payments.filter((payment) => {
    const why = reason(payment);
    if (why !== null) out.add(why);
    return why === null;
  });
  const hits: RankedHit[] = [];
  for (const payment of openOf(trade, judged)) {
    if (returned(payment)) out.add('returned');
    else if (until - payment.day <= paramCount(params, 'days')) out.add('withinTerm');
    // debts for goods that came in before the books begin are paid in their first months
    else if (!payment.isAdvance && payment.day < first + paramCount(params, 'graceDays')) out.add('beforeDeclarations');
    else hits.push(hitOf(payment, until, input));
  }
  const listed = ordered(hits);
  const notes = [
    ...(listOf(params, 'homeCountry').length === 0 ? [unsetNote('P03', 'homeCountry')] : []),
    // who reads it must make sure that the declarations do not simply end earlier than the payments
    ...(until > last && Number.isFinite(last)
      ? [words('test.P03.warn.silence', { last: { day: dayOfNumber(last) }, until: { day: dayOfNumber(until) } })]
      : []),
  ];
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { payments: countText(judged.length), without_declaration: countText(listed.length) },
    verdict: leadsVerdict(listed.length, judged.length, notes),
  };
}

/** What each declared invoice still asks for after the payments that name it. */
function paidFor(trade: Trade): Map<Trade['invoices'][number], number> {
  const left = new Map(trade.invoices.map((one) => [one, one.amount]));
  for (const { invoices, amount, currency } of trade.payments) {
    const [one] = invoices;
    if (invoices.length === 1 && one?.currency === currency) left.set(one, (left.get(one) ?? 0) - amount);
    else for (const each of invoices) left.set(each, 0);
  }
  return left;
}

/**
 * P03 payments without a declaration: paid abroad for goods more than so many days before the last declaration of the books, or the last
 * payment in the period whose declarations were asked for, never later than the day as of which is judged; for an invoice that is not declared or for none. Lead only: the goods may be in transit, in storage or given back.
 */
export const undeclaredAdvances: AuditTest = {
  id: 'P03',
  version: '1.0.0',
  area: 'payments',
  leadOnly: true,
  params: [
    { name: 'asOf', type: 'day', value: '' },
    { name: 'declaredUntil', type: 'day', value: '' },
    { name: 'days', type: 'integer', value: '180', atLeast: '0', atMost: '3650' },
    { name: 'graceDays', type: 'integer', value: '90', atLeast: '0', atMost: '3650' },
    { name: 'homeCountry', type: 'text', value: '' },
    { name: 'unionCountries', type: 'text', value: '' },
    advancesParam,
    servicesParam,
    cancelledParam,
  ],
  needs: () => [
    { table: 'payments', columns: ['direction', 'amount_minor', 'counterparty'] },
    { table: 'declarations', columns: ['invoice_no', 'item_price_minor'] },
  ],
  population: () => ({ table: 'payments', columns: paymentColumns }),
  also: () => ({ declarations: declarationSpec, invoices: linkedInvoiceSpec }),
  links: () => ['invoice-payment'],
  judge,
};
