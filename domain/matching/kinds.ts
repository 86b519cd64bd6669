import type { TableName } from '../model/books.ts';
import {
  carriedColumns,
  carriedDeclarations,
  declarationDues,
  declarationItems,
  duesColumns,
  itemColumns,
  pricedColumns,
  pricedDeclarations,
} from './declaration-sides.ts';
import type { MatchKindName } from './kind-names.ts';
import { learnAccounts, ledgerColumns, ledgerLines } from './ledger-side.ts';
import type { Accounts, Sought } from './ledger-side.ts';
import type { MatchRecord, MatchTraits } from './record.ts';
import type { Cells, Side } from './sides.ts';
import {
  freightColumns,
  freightPapers,
  invoiceColumns,
  invoices,
  paymentColumns,
  payments,
  receipts,
  stockColumns,
} from './trade-sides.ts';

export type SideRows = { readonly table: TableName; readonly columns: readonly string[] };

export type MatchKindSpec = {
  readonly left: SideRows;
  readonly right: SideRows;
  readonly traits: MatchTraits;
  /** @param national the currency of the ledger and of customs payments */
  readonly leftSide: (cells: Cells, national: string) => Side;
  readonly rightSide: (cells: Cells, given: { readonly left: Side; readonly national: string; readonly accounts: Accounts }) => Side;
  /** The accounts of the ledger on which the left records stand, learned from a part of it: only rows of these need be read. */
  readonly accounts?: (sample: Cells, left: Side, national: string) => Accounts;
};

const plain: MatchTraits = {
  numbers: ['inv'],
  amounts: 'both',
  subject: 'party',
  window: null,
  byAmount: true,
  inParts: false,
  notes: false,
};

/** The side of an account on which a record stands: bought and paid out credit, sold and received debit. */
const sideOf = ({ way }: MatchRecord): 1 | -1 | null => (way === 0 ? null : way === 1 ? -1 : 1);

const [invoiceIds, paymentIds] = [
  ['txn', 'inv'],
  ['txn', 'doc'],
];
const soughtIn = (left: Side, kinds: readonly string[], national: string): Sought => ({ records: left.records, kinds, sideOf, national });

export const kindSpecs: Readonly<Record<MatchKindName, MatchKindSpec>> = {
  'declaration-invoice': {
    left: { table: 'declarations', columns: pricedColumns },
    right: { table: 'invoices', columns: invoiceColumns },
    traits: plain,
    leftSide: pricedDeclarations,
    rightSide: (cells, { national }) => invoices(cells, 'goods', national),
  },
  'invoice-payment': {
    left: { table: 'invoices', columns: invoiceColumns },
    right: { table: 'payments', columns: paymentColumns },
    traits: { ...plain, inParts: true, notes: true },
    leftSide: (cells, national) => invoices(cells, 'total', national),
    rightSide: (cells, { national }) => payments(cells, 'invoices', national),
  },
  'declaration-payment': {
    left: { table: 'declarations', columns: duesColumns },
    right: { table: 'payments', columns: paymentColumns },
    // no company stands in the customs payments of a declaration, and equal sums of tax are no rarity
    traits: { ...plain, numbers: ['reg'], subject: 'none', byAmount: false, inParts: true },
    leftSide: declarationDues,
    rightSide: (cells, { national }) => payments(cells, 'duties', national),
  },
  'declaration-stock': {
    left: { table: 'declarations', columns: itemColumns },
    right: { table: 'stock', columns: stockColumns },
    traits: { ...plain, numbers: ['item', 'regart', 'invart'], subject: 'article', window: [5, 30], inParts: true },
    leftSide: declarationItems,
    rightSide: receipts,
  },
  'invoice-ledger': {
    left: { table: 'invoices', columns: invoiceColumns },
    right: { table: 'ledger', columns: ledgerColumns },
    traits: { ...plain, numbers: invoiceIds },
    leftSide: (cells, national) => invoices(cells, 'total', national),
    rightSide: (cells, { left, national, accounts }) => ledgerLines(cells, soughtIn(left, invoiceIds, national), accounts),
    accounts: (sample, left, national) => learnAccounts(sample, soughtIn(left, invoiceIds, national)),
  },
  'payment-ledger': {
    left: { table: 'payments', columns: paymentColumns },
    right: { table: 'ledger', columns: ledgerColumns },
    traits: { ...plain, numbers: paymentIds, subject: 'none', byAmount: false },
    leftSide: (cells, national) => payments(cells, 'ledger', national),
    rightSide: (cells, { left, national, accounts }) => ledgerLines(cells, soughtIn(left, paymentIds, national), accounts),
    accounts: (sample, left, national) => learnAccounts(sample, soughtIn(left, paymentIds, national)),
  },
  'declaration-freight': {
    left: { table: 'declarations', columns: carriedColumns },
    right: { table: 'freight', columns: freightColumns },
    traits: { ...plain, numbers: ['reg', 'inv'], amounts: 'right', byAmount: false },
    leftSide: carriedDeclarations,
    rightSide: (cells, { national }) => freightPapers(cells, national),
  },
};
