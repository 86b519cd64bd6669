import { divRound, pow10 } from '../../money/decimal.ts';
import { digitsOf, nationalDigits } from '../../packs/currency.ts';
import { exactNumber } from '../../matching/numbers.ts';
import type { JudgeInput } from '../audit-test.ts';
import { exactSums } from '../exact-sums.ts';
import { movementOf } from '../goods-movement.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import type { Exclusions } from '../result.ts';
import { numberCells, textCells } from '../row-reading.ts';
import type { DeclarationRows } from './named-declarations.ts';

/** Balances of the accounts of goods together, debit above nought. */
export type Balances = {
  readonly rows: readonly number[];
  readonly opening: bigint;
  readonly closing: bigint;
  readonly from: string;
  readonly to: string;
};

/** Balances of the accounts of goods; other accounts are counted. */
export function balancesOf({ rows, params }: JudgeInput, out: Exclusions): Balances {
  const isGoods = beginsWithOne(listOf(params, 'goodsAccounts'));
  const [account, from, to] = ['account', 'period_from', 'period_to'].map((column) => textCells(rows, column));
  const cell = (column: string) => numberCells(rows, column);
  const [openDebit, openCredit, closeDebit, closeCredit] = ['opening_debit', 'opening_credit', 'closing_debit', 'closing_credit'].map(
    (name) => cell(`${name}_minor`),
  );
  const found: number[] = [];
  let [opening, closing] = [0n, 0n];
  let [first, last] = ['', ''];
  for (let i = 0; i < rows.n; i += 1) {
    if (!isGoods(account?.(i) ?? null)) {
      out.add('otherAccount');
      continue;
    }
    found.push(i);
    opening += BigInt(openDebit?.(i) ?? 0) - BigInt(openCredit?.(i) ?? 0);
    closing += BigInt(closeDebit?.(i) ?? 0) - BigInt(closeCredit?.(i) ?? 0);
    const [a, b] = [from?.(i) ?? '', to?.(i) ?? ''];
    if (a !== '' && (first === '' || a < first)) first = a;
    if (b > last) last = b;
  }
  return { rows: found, opening, closing, from: first, to: last };
}

/** Movements of the accounts by what they are; all above nought. */
export type Movements = { readonly imports: bigint; readonly other: bigint; readonly sold: bigint; readonly otherOut: bigint };

/** Movements of the accounts of goods within their period; what moves between them is none. */
export function movementsOf(input: JudgeInput, declarations: DeclarationRows, { from, to }: Balances): Movements {
  const { also, params } = input;
  const ledger = also['ledger'];
  const sums = exactSums(4);
  if (ledger !== undefined) {
    const isGoods = beginsWithOne(listOf(params, 'goodsAccounts'));
    const isCost = beginsWithOne(listOf(params, 'costAccounts'));
    const [account, contra, day, document, text] = ['account', 'contra_account', 'posting_date', 'source_doc_ref', 'description'].map(
      (column) => textCells(ledger, column),
    );
    const [debit, credit] = [numberCells(ledger, 'debit_minor'), numberCells(ledger, 'credit_minor')];
    const invoices = invoiceNumbers(input);
    for (let i = 0; i < ledger.n; i += 1) {
      const other = contra?.(i) ?? null;
      const on = day?.(i) ?? '';
      if (!isGoods(account?.(i) ?? null) || (other !== null && isGoods(other)) || (from !== '' && on < from) || (to !== '' && on > to))
        continue;
      const named =
        (debit(i) ?? 0) !== 0 &&
        (declarations.find(document?.(i) ?? null, text?.(i) ?? null) >= 0 || invoices.has(exactNumber(document?.(i) ?? '')));
      sums.add(named ? 0 : 1, debit(i) ?? 0);
      sums.add(isCost(other) ? 2 : 3, credit(i) ?? 0);
    }
  }
  return { imports: sums.of(0), other: sums.of(1), sold: sums.of(2), otherOut: sums.of(3) };
}

function invoiceNumbers({ also }: JudgeInput): ReadonlySet<string> {
  const rows = also['declarations'];
  if (rows === undefined) return new Set();
  const invoice = textCells(rows, 'invoice_no');
  const found = new Set<string>();
  for (let i = 0; i < rows.n; i += 1) if (invoice(i) !== null) found.add(exactNumber(invoice(i) ?? ''));
  return found;
}

/** Price at the declared rate, duties and fee of the declarations released in the period; null amounts are counted. */
export function declaredCost({ also, pack }: JudgeInput, { from, to }: Balances, out: Exclusions): bigint {
  const rows = also['declarations'];
  if (rows === undefined) return 0n;
  const [currency, registered, released] = ['currency', 'reg_date', 'release_date'].map((column) => textCells(rows, column));
  const [price, rate, unit] = ['item_price_minor', 'fx_rate_e8', 'fx_unit'].map((column) => numberCells(rows, column));
  const dues = ['duty_amount_minor', 'ad_amount_minor', 'excise_amount_minor', 'fee_amount_minor'].map((column) =>
    numberCells(rows, column),
  );
  const digits = nationalDigits(pack);
  let sum = 0n;
  for (let i = 0; i < rows.n; i += 1) {
    const day = released?.(i) ?? registered?.(i) ?? '';
    if ((from !== '' && day < from) || (to !== '' && day > to)) continue;
    const [of, cents] = [currency?.(i) ?? pack.nationalCurrency, price?.(i) ?? null];
    const own = of === pack.nationalCurrency;
    if (cents === null || (!own && (rate?.(i) ?? 0) <= 0)) {
      out.add('noPriceInNational');
      continue;
    }
    const scale = pow10(8 + (digitsOf(pack, of) ?? 2)) * BigInt(unit?.(i) ?? 1);
    sum += own ? BigInt(cents) : divRound(BigInt(cents) * BigInt(rate?.(i) ?? 0) * pow10(digits), scale);
    for (const due of dues) sum += BigInt(due(i) ?? 0);
  }
  return sum;
}

/** Value of the closing balances of the stock book: of each article and warehouse, the last that is told. */
export function stockValue({ also }: JudgeInput): { readonly value: bigint; readonly rows: readonly number[] } | null {
  const stock = also['stock'];
  if (stock === undefined) return null;
  const [type, day, article, house] = ['movement_type', 'movement_date', 'article', 'warehouse'].map((column) => textCells(stock, column));
  const value = numberCells(stock, 'value_minor');
  const last = new Map<string, number>();
  for (let i = 0; i < stock.n; i += 1) {
    if (movementOf(type?.(i) ?? '', 1) !== 'closing' || value(i) === null) continue;
    const key = `${article?.(i) ?? ''}|${house?.(i) ?? ''}`;
    const before = last.get(key);
    const later =
      before === undefined ||
      (day?.(i) ?? '') > (day?.(before) ?? '') ||
      ((day?.(i) ?? '') === (day?.(before) ?? '') && (stock.rank[i] ?? 0) > (stock.rank[before] ?? 0));
    if (later) last.set(key, i);
  }
  const rows = [...last.values()];
  return rows.length === 0 ? null : { value: rows.reduce((sum, i) => sum + BigInt(value(i) ?? 0), 0n), rows };
}
