import { exactNumber, looseNumber } from '../../matching/numbers.ts';
import { cellsOf } from '../../matching/sides.ts';
import type { Cells } from '../../matching/sides.ts';
import { paymentWay } from '../../matching/trade-words.ts';
import type { JudgeInput, Population, PopulationSpec } from '../audit-test.ts';
import { companies, isAlike } from '../companies.ts';
import type { Companies } from '../companies.ts';
import { holdsOne, listOf } from '../lists.ts';
import type { Exclusions } from '../result.ts';
import { forServices, namedInvoices, outgoing } from './outgoing.ts';
import type { Payment } from './outgoing.ts';

export const declarationSpec: PopulationSpec = {
  table: 'declarations',
  columns: [
    'reg_no',
    'reg_date',
    'invoice_no',
    'invoice_date',
    'seller',
    'consignor',
    'contract_no',
    'currency',
    'item_price_minor',
    'procedure',
  ],
};

/** Invoice rows only name what a confirmed link stands for. */
export const linkedInvoiceSpec: PopulationSpec = { table: 'invoices', columns: ['invoice_no'] };

/** An invoice as declared. @property amount sum of its items' prices, minor units @property day first registration, days since 1970-01-01 */
export type DeclaredInvoice = {
  readonly number: string;
  readonly seller: number;
  readonly currency: string;
  readonly contract: string;
  readonly rows: number[];
  amount: number;
  day: number;
};

/** A payment for goods, with the declared invoices it is for. @property named loose numbers that it names, declared or not */
export type GoodsPayment = Payment & {
  readonly invoices: readonly DeclaredInvoice[];
  readonly named: readonly string[];
  readonly linkedBy: 'confirmed' | 'number';
  readonly isAdvance: boolean;
};

export type Trade = {
  readonly book: Companies;
  readonly invoices: readonly DeclaredInvoice[];
  readonly payments: readonly GoodsPayment[];
  /** what came back, read as payments are */
  readonly refunds: readonly GoodsPayment[];
  /** whether the payments to a company mostly name invoices: only then does one that names none stand out */
  readonly namesInvoices: (company: number) => boolean;
  /** companies that declared goods come from */
  readonly sellers: ReadonlySet<number>;
  readonly contracts: ReadonlySet<string>;
};

function declaredInvoices(rows: Population, sellerOf: (i: number) => number, national: string): readonly DeclaredInvoice[] {
  const cells = cellsOf(rows);
  const [numbers, prices] = [cells.texts('invoice_no'), cells.numbers('item_price_minor')];
  const found = new Map<string, DeclaredInvoice>();
  for (let i = 0; i < rows.n; i += 1) {
    const [number, price] = [looseNumber(numbers(i)), prices(i)];
    if (number === '' || Number.isNaN(price)) continue;
    const [seller, currency, day] = [sellerOf(i), cells.text('currency', i) || national, cells.day('reg_date', i)];
    const key = `${number} ${seller} ${currency}`;
    const one = found.get(key) ?? {
      number,
      seller,
      currency,
      contract: exactNumber(cells.text('contract_no', i)),
      rows: [],
      amount: 0,
      day,
    };
    found.set(key, one);
    one.rows.push(i);
    one.amount += price;
    if (day < one.day) one.day = day;
  }
  return [...found.values()];
}

/** Loose numbers of the invoices that confirmed links give a payment, by the payment's rank. */
function linkedNumbers({ also, links }: JudgeInput): ReadonlyMap<number, readonly string[]> {
  const invoices = also['invoices'];
  const found = new Map<number, string[]>();
  if (invoices === undefined || (links['invoice-payment'] ?? []).length === 0) return found;
  const numbers = invoices.text('invoice_no');
  const byRank = new Map<number, string>();
  for (let i = 0; i < invoices.n; i += 1) byRank.set(invoices.rank[i] ?? -1, looseNumber(numbers[i] ?? ''));
  for (const { left, right } of links['invoice-payment'] ?? []) {
    const number = byRank.get(left);
    if (number !== undefined) found.set(right, [...(found.get(right) ?? []), number]);
  }
  return found;
}

/** Payments that came in, read as those that went out. */
function incoming(input: JudgeInput, cells: Cells, payeeOf: (i: number) => number): readonly Payment[] {
  const found: Payment[] = [];
  for (let i = 0; i < cells.n; i += 1) {
    if (paymentWay(cells.text('direction', i)) !== -1) continue;
    const amount = Math.abs(cells.number('amount_minor', i));
    const currency = cells.text('currency', i) || input.pack.nationalCurrency;
    const contract = exactNumber(cells.text('contract_no', i));
    if (amount > 0)
      found.push({ i, rank: cells.rank(i), day: cells.day('booking_date', i), amount, currency, payee: payeeOf(i), contract });
  }
  return found;
}

/** Payments (the judged rows, or `also.payments`) held against the invoices of the declarations (`also.declarations`, or the judged rows). */
export function tradeOf(
  input: JudgeInput,
  given: { readonly payments: Population; readonly declarations: Population; readonly out: Exclusions },
): Trade {
  const { payments, declarations, out } = given;
  const [cells, declared] = [cellsOf(payments), cellsOf(declarations)];
  const [ids, names] = [cells.texts('counterparty_id'), cells.texts('counterparty')];
  const sellerText = (i: number): string => declared.text('seller', i) || declared.text('consignor', i);
  const book = companies(
    (function* () {
      for (let i = 0; i < payments.n; i += 1) yield [ids(i), names(i)] as const;
      for (let i = 0; i < declarations.n; i += 1) yield ['', sellerText(i)] as const;
    })(),
  );
  const invoices = declaredInvoices(declarations, (i) => book.of('', sellerText(i)), input.pack.nationalCurrency);
  const byNumber = new Map<string, DeclaredInvoice[]>();
  for (const one of invoices) byNumber.set(one.number, [...(byNumber.get(one.number) ?? []), one]);
  const payeeOf = (i: number): number => book.of(ids(i), names(i));
  const [named, linked] = [namedInvoices(cells, byNumber), linkedNumbers(input)];
  const [service, advance] = [forServices(cells, input.params), holdsOne(listOf(input.params, 'advances'))];
  const fits = (payee: number, seller: number): boolean => payee === -1 || seller === -1 || isAlike(book.compare(payee, seller));
  const read = (payment: Payment): GoodsPayment => {
    const confirmed = linked.get(payment.rank);
    const numbers = confirmed ?? named(payment.i);
    const its = numbers.flatMap((number) =>
      (byNumber.get(number) ?? []).filter(({ seller }) => confirmed !== undefined || fits(payment.payee, seller)),
    );
    const isAdvance = advance(cells.text('purpose', payment.i));
    return { ...payment, invoices: its, named: numbers, linkedBy: confirmed === undefined ? 'number' : 'confirmed', isAdvance };
  };
  const paid = outgoing({ ...input, rows: payments }, out, payeeOf).filter(({ i }) => {
    if (service(i)) out.add('forServices');
    return !service(i);
  });
  const goods = paid.map(read);
  const counts = new Map<number, { named: number; all: number }>();
  for (const { payee, invoices: its } of goods) {
    const count = counts.get(payee) ?? { named: 0, all: 0 };
    counts.set(payee, count);
    count.all += 1;
    if (its.length > 0) count.named += 1;
  }
  return {
    book,
    invoices,
    payments: goods,
    refunds: incoming(input, cells, payeeOf).map(read),
    namesInvoices: (company) => {
      const count = counts.get(company);
      return count !== undefined && count.named * 2 >= count.all && count.named > 0;
    },
    sellers: new Set(invoices.map(({ seller }) => seller)),
    contracts: new Set(invoices.map(({ contract }) => contract).filter((contract) => contract !== '')),
  };
}

/**
 * Payments that name no invoice, without those whose amount is exactly what an invoice of the same contract or seller still asks for.
 * @param left what each declared invoice still asks for; a settled one is set to nought
 */
export function unsettled(trade: Trade, payments: readonly GoodsPayment[], left: Map<DeclaredInvoice, number>): readonly GoodsPayment[] {
  const waiting = new Map<string, DeclaredInvoice[]>();
  const keyOf = (company: number, currency: string, amount: number): string => `${company} ${currency} ${amount}`;
  for (const one of trade.invoices) {
    const key = keyOf(one.seller, one.currency, left.get(one) ?? one.amount);
    waiting.set(key, [...(waiting.get(key) ?? []), one]);
  }
  const sellerOf = (payment: GoodsPayment): number =>
    trade.sellers.has(payment.payee)
      ? payment.payee
      : ([...trade.sellers].find((s) => s !== -1 && payment.payee !== -1 && isAlike(trade.book.compare(payment.payee, s))) ?? -1);
  return payments
    .toSorted((a, b) => a.day - b.day || a.rank - b.rank)
    .filter((payment) => {
      const open = waiting.get(keyOf(sellerOf(payment), payment.currency, payment.amount));
      const one = open?.shift();
      if (one !== undefined) left.set(one, 0);
      return one === undefined;
    });
}
