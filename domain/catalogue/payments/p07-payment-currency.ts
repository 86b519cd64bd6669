import { dayOfNumber } from '../../calendar/day.ts';
import { cellsOf } from '../../matching/sides.ts';
import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement, Params } from '../audit-test.ts';
import { companies, isAlike } from '../companies.ts';
import type { Companies } from '../companies.ts';
import { currencyMoney, leadsVerdict } from '../leads.ts';
import { listOf } from '../lists.ts';
import { paramText } from '../params.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { mostKeys } from '../row-groups.ts';
import { invoiceSpec, invoicesByNumber, sellersOf } from './named-invoices.ts';
import type { InvoiceBook, InvoiceRow } from './named-invoices.ts';
import { cancelledParam, namedInvoices, outgoing, outgoingReasons, paymentColumns } from './outgoing.ts';
import type { Payment } from './outgoing.ts';

const bookOf = (params: Params): InvoiceBook => (paramText(params, 'against') === 'declarations' ? 'declarations' : 'invoices');

type Found = { readonly rows: readonly InvoiceRow[]; readonly by: 'confirmed' | 'number' };

/** The invoices of a payment: those that a person confirmed, else those that it names, of the payee where payee and seller are known. */
function finder(input: JudgeInput, known: ReadonlyMap<string, readonly InvoiceRow[]>, book: Companies): (payment: Payment) => Found {
  const byRank = new Map<number, InvoiceRow>();
  const invoices = input.also['invoices'];
  for (const same of known.values()) for (const one of same) byRank.set(invoices?.rank[one.i] ?? -1, one);
  const linked = new Map<number, InvoiceRow[]>();
  for (const { left, right } of input.links['invoice-payment'] ?? []) {
    const one = byRank.get(left);
    if (one !== undefined) linked.set(right, [...(linked.get(right) ?? []), one]);
  }
  const named = namedInvoices(cellsOf(input.rows), known);
  const fits = (payee: number, seller: number): boolean => payee === -1 || seller === -1 || isAlike(book.compare(payee, seller));
  return (payment) => {
    const confirmed = linked.get(payment.rank);
    if (confirmed !== undefined) return { rows: confirmed, by: 'confirmed' };
    const rows = named(payment.i).flatMap((number) => (known.get(number) ?? []).filter(({ seller }) => fits(payment.payee, seller)));
    return { rows, by: 'number' };
  };
}

function hitOf(payment: Payment, { rows: found, by }: Found, input: JudgeInput): RankedHit {
  const { rows, also, pack } = input;
  const money = currencyMoney(pack);
  const cells = cellsOf(rows);
  const ranked = found.toSorted((a, b) => (also['invoices']?.rank[a.i] ?? 0) - (also['invoices']?.rank[b.i] ?? 0));
  const [invoice] = ranked;
  const [theirs, total] = [invoice?.currency ?? '', invoice?.total ?? Number.NaN];
  const isNational = payment.currency === pack.nationalCurrency;
  const national = cells.number('national_minor', payment.i);
  const name = rows.nameOf(payment.i);
  const number = invoice === undefined ? '' : (also['invoices']?.text('invoice_no')[invoice.i] ?? '');
  return {
    rank: payment.rank,
    hit: {
      key: name,
      keys: [name, ...ranked.slice(0, mostKeys - 1).flatMap(({ i }) => also['invoices']?.nameOf(i) ?? [])],
      // paying in one's own money what is owed in another is usual where the contract lets the seller choose
      score: isNational ? 35 : 65,
      measures: {
        linked_by: by,
        currency: payment.currency,
        amount: money.text(payment.amount, payment.currency),
        invoice_currency: theirs,
        ...(Number.isNaN(total) ? {} : { invoice_total: money.text(total, theirs) }),
        ...(Number.isNaN(national) ? {} : { amount_national: money.text(Math.abs(national), pack.nationalCurrency) }),
      },
      explanation: words(isNational ? 'test.P07.hit.national' : 'test.P07.hit.other', {
        payment: cells.text('bank_ref', payment.i) || '—',
        day: { day: dayOfNumber(payment.day) },
        amount: money.arg(payment.amount, payment.currency),
        invoice: number,
        currency: theirs,
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, also, params } = input;
  const out = exclusions({ ...outgoingReasons, invoiceUnknown: {}, noInvoiceCurrency: {}, severalCurrencies: {} });
  const invoices = also['invoices'];
  const cells = cellsOf(rows);
  const [ids, names] = [cells.texts('counterparty_id'), cells.texts('counterparty')];
  const sellers = invoices === undefined ? () => ['', ''] as const : sellersOf(invoices, bookOf(params));
  const texts = function* (): Generator<readonly [string, string]> {
    for (let i = 0; i < rows.n; i += 1) yield [ids(i), names(i)];
    for (let i = 0; i < (invoices?.n ?? 0); i += 1) yield sellers(i);
  };
  const book = companies(texts());
  const sellerOf = (i: number): number => book.of(...sellers(i));
  const cancelled = listOf(params, 'cancelled');
  const known =
    invoices === undefined ? new Map<string, readonly InvoiceRow[]>() : invoicesByNumber(invoices, bookOf(params), { sellerOf, cancelled });
  const find = finder(input, known, book);
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const payment of outgoing(input, out, (i) => book.of(ids(i), names(i)))) {
    const found = find(payment);
    const currencies = new Set(found.rows.map(({ currency }) => currency));
    if (found.rows.length === 0) out.add('invoiceUnknown');
    else if (currencies.has('')) out.add('noInvoiceCurrency');
    else if (currencies.size > 1) out.add('severalCurrencies');
    else {
      judged += 1;
      if (!currencies.has(payment.currency)) hits.push(hitOf(payment, found, input));
    }
  }
  const listed = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { payments: countText(judged), other_currency: countText(listed.length) },
    verdict: leadsVerdict(listed.length, judged),
  };
}

/**
 * P07 currency of the payment: paid in another currency than the invoice is written in. Lead only: contracts may let the parties choose
 * the currency of payment, and the amount owed stays the invoice's.
 */
export const paymentCurrency: AuditTest = {
  id: 'P07',
  version: '1.0.0',
  area: 'payments',
  leadOnly: true,
  params: [{ name: 'against', type: 'choice', value: 'invoices', choices: ['invoices', 'declarations'] }, cancelledParam],
  needs: (params) => [
    { table: 'payments', columns: ['direction', 'amount_minor', 'currency'] },
    { table: bookOf(params), columns: ['invoice_no', 'currency'] },
  ],
  population: () => ({ table: 'payments', columns: paymentColumns }),
  also: (params) => ({ invoices: invoiceSpec(bookOf(params)) }),
  links: (params) => (bookOf(params) === 'invoices' ? ['invoice-payment'] : []),
  judge,
};
