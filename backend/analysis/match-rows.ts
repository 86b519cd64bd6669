import type { z } from 'zod';
import type { matchRow } from '../../contract/rpc/matching.ts';
import type { FoundRow } from '../../db/queries/matching.ts';
import { duesColumns } from '../../domain/matching/declaration-sides.ts';
import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import { invoiceWay, unitOf } from '../../domain/matching/trade-words.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { Decimal } from '../../domain/model/scalars.ts';
import type { WordArg } from '../../domain/model/words.ts';
import { scaledToDecimal } from '../../domain/money/decimal.ts';

export type MatchRow = z.output<typeof matchRow>;

/** Minor digits by currency, and the currency of the ledger. */
export type MatchMoney = { readonly national: string; readonly digits: Readonly<Record<string, number>> };

const usualDigits = 2;
const quantityDigits = 6;

const digitsFor = (money: MatchMoney, currency: string): number => money.digits[currency] ?? usualDigits;

const withoutZeros = (text: string): Decimal => (text.includes('.') ? text.replace(/\.?0+$/, '') : text) as Decimal;

/** Whether amounts of the kind are quantities with a unit, not money. */
export const isQuantity = (kind: MatchKindName): boolean => kind === 'declaration-stock';

/** Amounts of links as canonical decimal text: money in its digits, quantities without zeros at the end. */
export function decimalOf(amount: number, of: { kind: MatchKindName; currency: string; money: MatchMoney }): Decimal {
  if (isQuantity(of.kind)) return withoutZeros(scaledToDecimal(amount, quantityDigits));
  return scaledToDecimal(amount, digitsFor(of.money, of.currency));
}

export const digitsOfAmount = (of: { kind: MatchKindName; currency: string; money: MatchMoney }): number =>
  isQuantity(of.kind) ? quantityDigits : digitsFor(of.money, of.currency);

/** The same for explanations. */
export const sayAmount =
  (kind: MatchKindName, money: MatchMoney) =>
  (amount: number, currency: string): WordArg => ({ money: decimalOf(amount, { kind, currency, money }), currency });

type Cell = string | bigint | null | undefined;
const text = (cell: Cell): string => (typeof cell === 'string' ? cell : '');
const big = (cell: Cell): bigint | null => (typeof cell === 'bigint' ? cell : null);

type Shown = Omit<MatchRow, 'name' | 'table' | 'amount'> & { readonly minor: bigint | null };

function declaration(row: FoundRow, kind: MatchKindName, national: string): Shown {
  const common = { day: text(row['reg_date']), party: text(row['seller']) || text(row['consignor']), text: text(row['description']) };
  const label = `${text(row['reg_no'])} / ${big(row['item_no']) ?? ''}`;
  switch (kind) {
    case 'declaration-payment': {
      const dues = duesColumns.slice(2).reduce((sum, column) => sum + (big(row[column]) ?? 0n), 0n);
      return { ...common, label, minor: dues, currency: national };
    }
    case 'declaration-stock': {
      const own = big(row['qty_e6']);
      const unit = own === null ? text(row['supp_unit']) : text(row['qty_unit']);
      return { ...common, label, minor: own ?? big(row['supp_qty_e6']), currency: unitOf(unit) };
    }
    case 'declaration-freight':
      return { ...common, label: text(row['reg_no']), minor: null, currency: '' };
    default:
      return { ...common, label, minor: big(row['item_price_minor']), currency: text(row['currency']) };
  }
}

function invoice(row: FoundRow, kind: MatchKindName, national: string): Shown {
  const sold = invoiceWay(text(row['direction'])) === -1;
  const whole = kind !== 'declaration-invoice';
  return {
    label: text(row['invoice_no']),
    day: text(row['invoice_date']),
    party: text(row[sold ? 'buyer' : 'seller']),
    text: text(row['description']),
    minor: whole ? (big(row['total_minor']) ?? big(row['amount_minor'])) : (big(row['amount_minor']) ?? big(row['total_minor'])),
    currency: text(row['currency']) || national,
  };
}

function ledger(row: FoundRow, national: string): Shown {
  const currency = text(row['currency']);
  const inCurrency = currency !== '' && currency !== national ? big(row['currency_minor']) : null;
  const net = (big(row['debit_minor']) ?? 0n) - (big(row['credit_minor']) ?? 0n);
  const size = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
  return {
    label: text(row['source_doc_ref']) || text(row['txn_id']),
    day: text(row['posting_date']),
    party: text(row['counterparty']),
    text: [text(row['account']), text(row['description'])].filter((part) => part !== '').join(' · '),
    minor: size(inCurrency ?? net),
    currency: inCurrency === null ? national : currency,
  };
}

function shown(table: TableName, row: FoundRow, kind: MatchKindName, national: string): Shown {
  switch (table) {
    case 'declarations':
      return declaration(row, kind, national);
    case 'invoices':
      return invoice(row, kind, national);
    case 'ledger':
      return ledger(row, national);
    case 'payments':
      return {
        label: text(row['bank_ref']),
        day: text(row['booking_date']),
        party: text(row['counterparty']),
        text: text(row['purpose']),
        minor: big(row['amount_minor']),
        currency: text(row['currency']) || national,
      };
    case 'stock':
      return {
        label: text(row['doc_no']),
        day: text(row['movement_date']),
        party: text(row['counterparty']),
        text: [text(row['article']), text(row['product_name'])].filter((part) => part !== '').join(' · '),
        minor: big(row['qty_e6']),
        currency: unitOf(text(row['qty_unit'])),
      };
    default:
      return {
        label: text(row['doc_no']),
        day: text(row['doc_date']),
        party: text(row['carrier']),
        text: [text(row['doc_type']), text(row['vehicle']), text(row['container'])].filter((part) => part !== '').join(' · '),
        minor: big(row['amount_minor']),
        currency: text(row['currency']) || national,
      };
  }
}

/** What a person must see of a row to decide. A row that is gone keeps its name and is empty otherwise. */
export function matchRowOf(
  row: FoundRow | undefined,
  of: { name: string; table: TableName; kind: MatchKindName; money: MatchMoney },
): MatchRow {
  const { name, table, kind, money } = of;
  if (row === undefined) return { name, table, label: '', day: '', party: '', text: '', amount: null, currency: '' };
  const { minor, ...rest } = shown(table, row, kind, money.national);
  const amount = minor === null ? null : decimalOf(Number(minor), { kind, currency: rest.currency, money });
  return { name, table, ...rest, amount };
}
