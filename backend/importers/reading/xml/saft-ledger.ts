import type { Found } from '../format-reader.ts';
import { day, number, wholeOr } from './canonical.ts';
import type { XmlNode } from './node.ts';
import { child, firstLeaf, leaf } from './node.ts';
import { rows } from './rows.ts';
import type { Mapping, Rows } from './rows.ts';
import type { Lists } from './saft-lists.ts';
import type { OpenElement } from './xml-stream.ts';

export type LedgerLine = {
  readonly node: XmlNode;
  readonly transaction: OpenElement;
  readonly lists: Lists;
  /** of the line in its transaction */
  readonly ordinal: number;
};

/** The amount of a side: the element's own text (Portugal) or its `Amount`. */
export const amountText = (node: XmlNode | undefined): string =>
  node === undefined ? '' : node.text === '' ? leaf(node, 'Amount') : node.text;

export const debitOf = (node: XmlNode): string => number(amountText(child(node, 'DebitAmount')));
export const creditOf = (node: XmlNode): string => number(amountText(child(node, 'CreditAmount')));
const sideOf = (node: XmlNode): XmlNode | undefined => child(node, 'DebitAmount') ?? child(node, 'CreditAmount') ?? child(node, 'Amount');

const supplierOf = ({ node, transaction }: LedgerLine): string => leaf(node, 'SupplierID') || transaction.field('SupplierID');
const customerOf = ({ node, transaction }: LedgerLine): string => leaf(node, 'CustomerID') || transaction.field('CustomerID');

function counterpartyOf(line: LedgerLine): string {
  const [supplier, customer] = [supplierOf(line), customerOf(line)];
  const named = line.lists.named('supplier', supplier) ?? line.lists.named('customer', customer);
  return named?.name ?? (customer === '' ? supplier : customer);
}

const columns: Mapping<LedgerLine> = {
  txn_id: ({ transaction }) => transaction.field('TransactionID'),
  line_no: ({ node, ordinal }) => wholeOr(firstLeaf(node, 'RecordID', 'LineNumber'), ordinal),
  posting_date: ({ transaction }) => day(transaction.field('GLPostingDate') || transaction.field('TransactionDate')),
  account: ({ node }) => leaf(node, 'AccountID'),
  account_name: ({ node, lists }) => lists.named('account', leaf(node, 'AccountID'))?.name ?? '',
  debit_minor: ({ node }) => debitOf(node),
  credit_minor: ({ node }) => creditOf(node),
  currency: ({ node }) => leaf(sideOf(node), 'CurrencyCode'),
  currency_minor: ({ node }) => number(leaf(sideOf(node), 'CurrencyAmount')),
  fx_e8: ({ node }) => number(leaf(sideOf(node), 'ExchangeRate')),
  supplier_id: supplierOf,
  counterparty: counterpartyOf,
  source_doc_ref: ({ node }) => firstLeaf(node, 'SourceDocumentID', 'ReferenceNumber'),
  doc_date: ({ transaction }) => day(transaction.field('TransactionDate')),
  description: ({ node, transaction }) => leaf(node, 'Description') || transaction.field('Description'),
  user: ({ transaction }) => transaction.field('SourceID'),
  entry_ts: ({ node, transaction }) => leaf(node, 'SystemEntryDate') || transaction.field('SystemEntryDate'),
};

export const ledgerRows = (found: Found): Rows<LedgerLine> => rows(found, { scope: 'GeneralLedgerEntries', table: 'ledger' }, columns);

/** Codes that a ledger line names. */
export function referLine(line: LedgerLine): void {
  const { node, lists } = line;
  lists.refer('account', leaf(node, 'AccountID'));
  lists.refer('supplier', supplierOf(line));
  lists.refer('customer', customerOf(line));
}
