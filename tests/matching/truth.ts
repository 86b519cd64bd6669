import type { MatchKindName } from '../../domain/matching/kind-names.ts';
import { kindSpecs } from '../../domain/matching/kinds.ts';
import type { Proposal } from '../../domain/matching/record.ts';
import type { BookRow, Trader } from './trader.ts';

const cell = (row: BookRow | undefined, name: string): string => row?.[name] ?? '';

/** Documents as the simulation knows them, by row; the row of the undamaged books is asked. */
const documentOf: Readonly<Record<MatchKindName, readonly [left: (row: BookRow) => string, right: (row: BookRow) => string]>> = {
  'declaration-invoice': [(d) => cell(d, 'reg_no'), (v) => `${cell(v, 'invoice_no')} ${cell(v, 'status')}`],
  'invoice-payment': [(v) => `${cell(v, 'invoice_no')} ${cell(v, 'status')}`, (p) => cell(p, 'bank_ref')],
  'declaration-payment': [(d) => cell(d, 'reg_no'), (p) => cell(p, 'bank_ref')],
  'declaration-stock': [(d) => `${cell(d, 'reg_no')}#${cell(d, 'item_no')}`, (s) => `${cell(s, 'doc_no')}#${cell(s, 'article')}`],
  'invoice-ledger': [(v) => `${cell(v, 'invoice_no')} ${cell(v, 'status')}`, (g) => cell(g, 'txn_id')],
  'payment-ledger': [(p) => cell(p, 'bank_ref'), (g) => cell(g, 'txn_id')],
  'declaration-freight': [(d) => cell(d, 'reg_no'), (f) => cell(f, 'doc_no')],
};

/** Numbers of the other side by which the simulation ties rows together. */
function ties(kind: MatchKindName, left: BookRow, rights: ReadonlyMap<string, readonly BookRow[]>): readonly BookRow[] {
  const at = (key: string): readonly BookRow[] => rights.get(key) ?? [];
  switch (kind) {
    case 'declaration-invoice':
      return at(cell(left, 'invoice_no'));
    case 'invoice-payment':
      return at(cell(left, 'invoice_no'));
    case 'declaration-payment':
    case 'declaration-freight':
      return at(cell(left, 'reg_no'));
    case 'declaration-stock':
      return at(`${cell(left, 'reg_no')}#${cell(left, 'item_no')}`);
    case 'invoice-ledger':
      return [...at(`ref ${cell(left, 'invoice_no')}`), ...at(`txn ${cell(left, 'txn_id')}`)];
    case 'payment-ledger':
      return at(`txn ${cell(left, 'txn_id')}`);
    default:
      return kind satisfies never;
  }
}

function keysOf(kind: MatchKindName, right: BookRow): readonly string[] {
  switch (kind) {
    case 'declaration-invoice':
      return cell(right, 'direction') === 'purchase' && cell(right, 'doc_type') === 'invoice' ? [cell(right, 'invoice_no')] : [];
    case 'invoice-payment':
      return cell(right, 'invoice_no').split('; ');
    case 'declaration-payment':
      return [/по ДТ (\S+)$/.exec(cell(right, 'purpose'))?.[1] ?? ''];
    case 'declaration-stock':
      return cell(right, 'movement_type') === 'receipt' ? [`${cell(right, 'reg_no')}#${cell(right, 'item_no')}`] : [];
    case 'declaration-freight':
      return [cell(right, 'reg_no')];
    default:
      return [`ref ${cell(right, 'source_doc_ref')}`, `txn ${cell(right, 'txn_id')}`];
  }
}

/** Planted beside what they repeat: the second declaration, copy or payment of one thing belongs to nothing. */
const repeated = ['doubleInvoice', 'invoiceReused', 'paidTwice'];

/** Documents of the rows that such plants stand on. */
export function repeatedOf(kind: MatchKindName, books: Trader): ReadonlySet<string> {
  const { left, right } = kindSpecs[kind];
  const [leftOf, rightOf] = documentOf[kind];
  const found = new Set<string>();
  for (const plant of books.plants.filter((one) => repeated.includes(one.kind))) {
    for (const { table, ordinal } of plant.rows) {
      const row = books.rows(table)[ordinal - 1] ?? {};
      if (table === left.table) found.add(leftOf(row));
      if (table === right.table) found.add(rightOf(row));
    }
  }
  return found;
}

/** Pairs of documents that truly belong together. */
export function truthOf(kind: MatchKindName, books: Trader): ReadonlySet<string> {
  const { left, right } = kindSpecs[kind];
  const [leftOf, rightOf] = documentOf[kind];
  const byKey = new Map<string, BookRow[]>();
  for (const row of books.rows(right.table)) {
    for (const key of keysOf(kind, row)) {
      if (/(?:^| )$/.test(key) || key.startsWith('#')) continue;
      const list = byKey.get(key);
      if (list === undefined) byKey.set(key, [row]);
      else list.push(row);
    }
  }
  const pairs = new Set<string>();
  for (const row of books.rows(left.table)) for (const other of ties(kind, row, byKey)) pairs.add(`${leftOf(row)} | ${rightOf(other)}`);
  return pairs;
}

/** Pairs of documents that the proposals join. */
export function pairsOf(kind: MatchKindName, books: Trader, proposals: readonly Proposal[]): ReadonlySet<string> {
  const { left, right } = kindSpecs[kind];
  const [leftOf, rightOf] = documentOf[kind];
  const [lefts, rights] = [books.rows(left.table), books.rows(right.table)];
  const pairs = new Set<string>();
  for (const { links } of proposals) {
    for (const link of links) {
      if (link.inner === true) continue;
      pairs.add(`${leftOf(lefts[link.left] ?? {})} | ${rightOf(rights[link.right] ?? {})}`);
    }
  }
  return pairs;
}
