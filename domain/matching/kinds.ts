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
import { ledgerColumns, ledgerLines } from './ledger-side.ts';
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

/** Which two kinds of record are held against each other. */
export const matchKinds = [
  'declaration-invoice',
  'invoice-payment',
  'declaration-payment',
  'declaration-stock',
  'invoice-ledger',
  'payment-ledger',
  'declaration-freight',
] as const;
export type MatchKindName = (typeof matchKinds)[number];

export type SideRows = { readonly table: TableName; readonly columns: readonly string[] };

export type MatchKindSpec = {
  readonly left: SideRows;
  readonly right: SideRows;
  readonly traits: MatchTraits;
  /** @param national the currency of the ledger and of customs payments */
  readonly sides: (left: Cells, right: Cells, national: string) => { readonly left: Side; readonly right: Side };
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

export const kindSpecs: Readonly<Record<MatchKindName, MatchKindSpec>> = {
  'declaration-invoice': {
    left: { table: 'declarations', columns: pricedColumns },
    right: { table: 'invoices', columns: invoiceColumns },
    traits: plain,
    sides: (left, right, national) => ({ left: pricedDeclarations(left), right: invoices(right, 'goods', national) }),
  },
  'invoice-payment': {
    left: { table: 'invoices', columns: invoiceColumns },
    right: { table: 'payments', columns: paymentColumns },
    traits: { ...plain, inParts: true, notes: true },
    sides: (left, right, national) => ({ left: invoices(left, 'total', national), right: payments(right, 'invoices', national) }),
  },
  'declaration-payment': {
    left: { table: 'declarations', columns: duesColumns },
    right: { table: 'payments', columns: paymentColumns },
    // no company stands in the customs payments of a declaration, and equal sums of tax are no rarity
    traits: { ...plain, numbers: ['reg'], subject: 'none', byAmount: false, inParts: true },
    sides: (left, right, national) => ({ left: declarationDues(left, national), right: payments(right, 'duties', national) }),
  },
  'declaration-stock': {
    left: { table: 'declarations', columns: itemColumns },
    right: { table: 'stock', columns: stockColumns },
    traits: { ...plain, numbers: ['item', 'regart', 'invart'], subject: 'article', window: [5, 30], inParts: true },
    sides: (left, right) => ({ left: declarationItems(left), right: receipts(right) }),
  },
  'invoice-ledger': {
    left: { table: 'invoices', columns: invoiceColumns },
    right: { table: 'ledger', columns: ledgerColumns },
    traits: { ...plain, numbers: ['txn', 'inv'] },
    sides: (left, right, national) => {
      const side = invoices(left, 'total', national);
      return { left: side, right: ledgerLines(right, { records: side.records, kinds: ['txn', 'inv'], sideOf, national }) };
    },
  },
  'payment-ledger': {
    left: { table: 'payments', columns: paymentColumns },
    right: { table: 'ledger', columns: ledgerColumns },
    traits: { ...plain, numbers: ['txn', 'doc'], subject: 'none', byAmount: false },
    sides: (left, right, national) => {
      const side = payments(left, 'ledger', national);
      return { left: side, right: ledgerLines(right, { records: side.records, kinds: ['txn', 'doc'], sideOf, national }) };
    },
  },
  'declaration-freight': {
    left: { table: 'declarations', columns: carriedColumns },
    right: { table: 'freight', columns: freightColumns },
    traits: { ...plain, numbers: ['reg', 'inv'], amounts: 'right', byAmount: false },
    sides: (left, right, national) => ({ left: carriedDeclarations(left), right: freightPapers(right, national) }),
  },
};
