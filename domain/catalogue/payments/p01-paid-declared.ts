import { words } from '../../model/words.ts';
import { pow10 } from '../../money/decimal.ts';
import { compare, divide, multiply, ratio } from '../../money/ratio.ts';
import type { Ratio } from '../../money/ratio.ts';
import { nationalDigits } from '../../packs/currency.ts';
import { cellsOf } from '../../matching/sides.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { currencyMoney, leadsVerdict } from '../leads.ts';
import { paramRatio } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { firstRank, inRank, mostKeys } from '../row-groups.ts';
import { percentOf } from '../row-reading.ts';
import { declarationSpec, linkedInvoiceSpec, tradeOf, unsettled } from './declared-invoices.ts';
import type { DeclaredInvoice, GoodsPayment, Trade } from './declared-invoices.ts';
import { advancesParam, cancelledParam, outgoingReasons, paymentColumns, servicesParam } from './outgoing.ts';

/** What is held against each other: invoices that payments tie together, or a contract. @property paid minor units, less what came back */
type Account = {
  readonly kind: 'invoices' | 'contract';
  readonly label: string;
  readonly currency: string;
  readonly payments: GoodsPayment[];
  readonly invoices: readonly DeclaredInvoice[];
  paid: number;
  declared: number;
};

/** Invoices that one payment settles together stand in one account. */
function tied(trade: Trade): (invoice: DeclaredInvoice) => DeclaredInvoice {
  const parent = new Map<DeclaredInvoice, DeclaredInvoice>();
  const root = (one: DeclaredInvoice): DeclaredInvoice => {
    let at = one;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) at = up;
    return at;
  };
  for (const { invoices } of trade.payments) {
    const [first, ...others] = invoices;
    if (first === undefined) continue;
    for (const other of others) if (root(first) !== root(other)) parent.set(root(other), root(first));
  }
  return root;
}

/** Accounts of tied invoices with everything that was paid for them in their currency. */
function byInvoices(trade: Trade, out: Exclusions): ReadonlyMap<DeclaredInvoice, Account> {
  const root = tied(trade);
  const accounts = new Map<DeclaredInvoice, Account & { readonly invoices: DeclaredInvoice[] }>();
  for (const one of trade.invoices) {
    const head = root(one);
    const account = accounts.get(head) ?? {
      kind: 'invoices',
      label: '',
      currency: one.currency,
      payments: [],
      invoices: [],
      paid: 0,
      declared: 0,
    };
    accounts.set(head, account);
    account.invoices.push(one);
    account.declared += one.amount;
  }
  for (const [payments, sign] of [
    [trade.payments, 1],
    [trade.refunds, -1],
  ] as const) {
    for (const payment of payments) {
      const [first] = payment.invoices;
      if (first === undefined) continue;
      const account = accounts.get(root(first));
      if (account === undefined || payment.currency !== account.currency) {
        if (sign === 1) out.add('otherCurrency');
        continue;
      }
      account.paid += sign * payment.amount;
      account.payments.push(payment);
    }
  }
  return accounts;
}

/** Payments that name nothing although the payee's others do, by contract; less what came back under it. */
function byContract(trade: Trade, accounts: ReadonlyMap<DeclaredInvoice, Account>, out: Exclusions): readonly Account[] {
  const left = new Map<DeclaredInvoice, number>();
  for (const [head, { paid, declared, invoices }] of accounts) {
    if (invoices.length === 1) left.set(head, declared - paid);
    else for (const one of invoices) left.set(one, paid === 0 ? one.amount : 0);
  }
  const bare = trade.payments.filter((payment) => {
    if (payment.invoices.length > 0) return false;
    const reason =
      payment.named.length > 0
        ? 'undeclaredInvoice'
        : payment.isAdvance
          ? 'advance'
          : !trade.sellers.has(payment.payee) && !trade.contracts.has(payment.contract)
            ? 'otherPayee'
            : !trade.namesInvoices(payment.payee)
              ? 'invoicesNotNamed'
              : null;
    if (reason !== null) out.add(reason);
    return reason === null;
  });
  const found = new Map<string, Account>();
  for (const payment of unsettled(trade, bare, left)) {
    const label = payment.contract || trade.book.nameOf(payment.payee);
    const key = `${label} ${payment.currency}`;
    const account = found.get(key) ?? {
      kind: 'contract',
      label,
      currency: payment.currency,
      payments: [],
      invoices: [],
      paid: 0,
      declared: 0,
    };
    found.set(key, account);
    account.paid += payment.amount;
    account.payments.push(payment);
  }
  for (const refund of trade.refunds.filter(({ invoices }) => invoices.length === 0)) {
    const account = found.get(`${refund.contract || trade.book.nameOf(refund.payee)} ${refund.currency}`);
    if (account !== undefined) account.paid -= refund.amount;
  }
  return [...found.values()];
}

/** The tolerance in national money as minor units of the account's currency, at the rate of its payments; nought where none is known. */
function tolerance({ payments }: Account, input: JudgeInput): Ratio {
  const national = cellsOf(input.rows).numbers('national_minor');
  let [sum, own] = [0n, 0n];
  for (const { i, amount } of payments) {
    const value = national(i);
    if (Number.isNaN(value) || value === 0) continue;
    sum += BigInt(Math.abs(value));
    own += BigInt(amount);
  }
  const limit = multiply(paramRatio(input.params, 'tolAbs'), ratio(pow10(nationalDigits(input.pack))));
  return sum === 0n ? ratio(0n) : divide(multiply(limit, ratio(own)), ratio(sum));
}

function isOver(account: Account, input: JudgeInput): boolean {
  const over = ratio(BigInt(account.paid - account.declared));
  const share = multiply(ratio(BigInt(account.declared)), divide(paramRatio(input.params, 'tolPercent'), ratio(100n)));
  return over.n > 0n && compare(over, share) > 0 && compare(over, tolerance(account, input)) > 0;
}

function hitOf(account: Account, declarations: Population, input: JudgeInput): RankedHit {
  const { rows, pack } = input;
  const money = currencyMoney(pack);
  const { currency, paid, declared } = account;
  const at = inRank(
    rows,
    account.payments.map(({ i }) => i),
  );
  const goods = inRank(
    declarations,
    account.invoices.flatMap((one) => one.rows),
  );
  const number = account.kind === 'contract' ? account.label : (declarations.text('invoice_no')[goods[0] ?? 0] ?? '');
  const over = paid - declared;
  return {
    rank: firstRank(rows, at),
    hit: {
      key: `${account.kind}:${rows.nameOf(at[0] ?? 0)}`,
      keys: [...at.map(rows.nameOf).slice(0, mostKeys / 2), ...goods.map(declarations.nameOf)].slice(0, mostKeys),
      score: declared === 0 ? 75 : scoreOf(50 + Math.min(50, (100 * over) / declared)),
      measures: {
        linked_by: account.payments.some(({ linkedBy }) => linkedBy === 'confirmed') ? 'confirmed' : 'number',
        currency,
        paid: money.text(paid, currency),
        declared_price: money.text(declared, currency),
        difference: money.text(over, currency),
        payments: String(at.length),
        invoices: String(account.invoices.length),
        ...(declared > 0 ? { deviation_percent: percentOf(ratio(BigInt(over)), ratio(BigInt(declared))) } : {}),
      },
      explanation: words(`test.P01.hit.${account.kind}`, {
        number,
        n: account.kind === 'contract' ? at.length : account.invoices.length,
        paid: money.arg(paid, currency),
        declared: money.arg(declared, currency),
        difference: money.arg(over, currency),
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, also } = input;
  const out = exclusions({
    ...outgoingReasons,
    forServices: {},
    otherPayee: {},
    advance: {},
    undeclaredInvoice: {},
    invoicesNotNamed: {},
    otherCurrency: {},
  });
  const declarations = also['declarations'];
  if (declarations === undefined) return { populationN: rows.n, excluded: [], hits: [], stats: {}, verdict: leadsVerdict(0, 0) };
  const trade = tradeOf(input, { payments: rows, declarations, out });
  const accounts = byInvoices(trade, out);
  const contracts = byContract(trade, accounts, out);
  const all = [...accounts.values(), ...contracts].filter(({ payments }) => payments.length > 0);
  const hits = ordered(all.filter((one) => isOver(one, input)).map((one) => hitOf(one, declarations, input)));
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits,
    stats: { accounts: countText(all.length), over: countText(hits.length) },
    verdict: leadsVerdict(hits.length, all.length),
  };
}

/**
 * P01 paid against declared: what was paid for declared invoices, less what came back, against their declared price in the same currency;
 * and payments under a contract that name no invoice although the payee's others do. Advances and invoices that are not declared are P03's.
 * Both sums are facts of the books: the test may carry a finding.
 */
export const paidDeclared: AuditTest = {
  id: 'P01',
  version: '1.0.0',
  area: 'payments',
  leadOnly: false,
  params: [
    { name: 'tolPercent', type: 'decimal', value: '2', atLeast: '0', atMost: '100' },
    { name: 'tolAbs', type: 'decimal', value: '1000', atLeast: '0', atMost: '1000000000' },
    advancesParam,
    servicesParam,
    cancelledParam,
  ],
  needs: () => [
    { table: 'payments', columns: ['direction', 'amount_minor', 'currency', 'counterparty'] },
    { table: 'declarations', columns: ['invoice_no', 'item_price_minor', 'currency'] },
  ],
  population: () => ({ table: 'payments', columns: paymentColumns }),
  also: () => ({ declarations: declarationSpec, invoices: linkedInvoiceSpec }),
  links: () => ['invoice-payment'],
  judge,
};
