import { Refused } from '../../../../domain/model/refused.ts';
import { words } from '../../../../domain/model/words.ts';
import type { Found } from '../format-reader.ts';
import { amountText, scaled, sum } from '../xml/sum.ts';
import type { Sum } from '../xml/sum.ts';
import type { SourceLine } from './lines.ts';
import { readBalance, readEntry, swiftAmount } from './mt940-entry.ts';
import type { Balance, Entry } from './mt940-entry.ts';
import { readNarrative } from './mt940-narrative.ts';
import type { Narrative } from './mt940-narrative.ts';
import { isOdd } from './odd.ts';

/** A tag with its lines: `:61:` and what follows until the next tag. @property end place behind its last byte */
export type Field = { readonly tag: string; readonly lines: string[]; readonly at: SourceLine; end: number };

type Pending = {
  readonly entry: Entry;
  readonly at: SourceLine;
  readonly locator: string;
  end: number;
  narrative: readonly string[];
};
type Side = { n: number; readonly sum: Sum };

/** What has been read of one message. */
type Statement = {
  readonly begun: number;
  readonly message: number;
  account: string;
  number: string;
  currency: string;
  opening: Balance | null;
  closing: Balance | null;
  readonly booked: Sum;
  readonly debits: Side;
  readonly credits: Side;
  /** entries by now, read or not */
  entries: number;
  interim: boolean;
  pending: Pending | null;
};

/** The state of one file's reading. */
export type Reading = {
  readonly file: string;
  readonly found: Found;
  table: number;
  ordinal: number;
  messages: number;
  statement: Statement | null;
  /** last closing balance of each account */
  readonly closings: Map<string, Balance>;
};

export const reading = (file: string, found: Found): Reading => ({
  file,
  found,
  table: -1,
  ordinal: 0,
  messages: 0,
  statement: null,
  closings: new Map(),
});

const known = new Set('20 21 25 25P 28 28C 34F 13D 60F 60M 61 86 62F 62M 64 65 90D 90C NS 12 77E 13 52A 52D'.split(' '));

const columns = [
  'bank_ref',
  'booking_date',
  'value_date',
  'direction',
  'amount_minor',
  'currency',
  'own_account',
  'counterparty',
  'counterparty_id',
  'counterparty_account',
  'counterparty_bank',
  'country',
  'purpose',
  'contract_no',
  'invoice_no',
  'statement_no',
  'txn_type',
  'txn_id',
  'status',
];

const begin = (message: number, line: number): Statement => ({
  begun: line,
  message,
  account: '',
  number: '',
  currency: '',
  opening: null,
  closing: null,
  booked: sum(),
  debits: { n: 0, sum: sum() },
  credits: { n: 0, sum: sum() },
  entries: 0,
  interim: false,
  pending: null,
});

/** C and a debit taken back come in; expected entries of an interim report likewise. */
const comesIn = (mark: string): boolean => mark === 'C' || mark === 'RD' || mark === 'EC';
const isExpected = (mark: string): boolean => mark.startsWith('E');
const noReference = new Set(['NONREF', 'NOTPROVIDED', '']);
const signed = (balance: Balance): bigint => BigInt(balance.sign) * (scaled(balance.amount) ?? 0n);

function cellsOf(entry: Entry, narrative: Narrative, statement: Statement): readonly string[] {
  const reference = [entry.bankRef, entry.customerRef, narrative.reference].find((text) => !noReference.has(text)) ?? '';
  const status = entry.mark.startsWith('R') ? 'reversal' : isExpected(entry.mark) ? 'expected' : '';
  const purpose = [narrative.purpose, entry.details].filter((text) => text !== '').join(' ');
  return [
    reference,
    entry.bookingDate,
    entry.valueDate,
    comesIn(entry.mark) ? 'in' : 'out',
    entry.amount,
    statement.currency,
    statement.account,
    narrative.counterparty,
    narrative.id,
    narrative.account,
    narrative.bank,
    narrative.country,
    purpose,
    narrative.contract,
    narrative.invoice,
    statement.number,
    entry.type,
    noReference.has(entry.customerRef) ? '' : entry.customerRef,
    status,
  ];
}

function tableOf(to: Reading): number {
  if (to.table < 0) to.table = to.found.table({ scope: '', table: 'payments', headers: columns, canonical: true });
  return to.table;
}

const longest = 60;

function tell(to: Reading, field: Field, key: string): void {
  const text = `:${field.tag}:${field.lines.join(' ')}`;
  to.found.problem(
    tableOf(to),
    field.at.line,
    words(`problem.${key}`, { text: text.length > longest ? `${text.slice(0, longest)}…` : text }),
  );
}

/** The entry is complete when the next tag comes that is not its narrative. */
function flush(to: Reading, of: Statement): void {
  const { pending } = of;
  if (pending === null) return;
  const { entry, at, locator, end, narrative } = pending;
  const cells = cellsOf(entry, readNarrative(narrative), of);
  to.ordinal += 1;
  const place = { locator, line: at.line, offset: at.offset, length: end - at.offset };
  to.found.record(tableOf(to), { cells, ordinal: to.ordinal, ...place, odd: cells.some(isOdd) });
  of.pending = null;
}

/**
 * Opening balance and entries against the closing one, and the opening one against the last closing one of the account.
 * @throws Refused file_damaged for a statement that breaks off
 */
function close(to: Reading, of: Statement): void {
  flush(to, of);
  const { opening, closing, account, number } = of;
  if (opening !== null && closing === null && !of.interim)
    throw new Refused({ code: 'file_damaged', at: to.file, args: { part: `:20: (${of.begun}), :62F:` } });
  if (opening === null || closing === null) return;
  const counted = signed(opening) + of.booked.value();
  const declared = signed(closing);
  const at = [account, number].filter((part) => part !== '').join(' ');
  const agrees = counted === declared && of.booked.unread() === 0;
  to.found.check({ key: 'bank_closing', at, declared: amountText(declared), counted: amountText(counted), agrees });
  const before = to.closings.get(account);
  if (before !== undefined) {
    const [was, is] = [signed(before), signed(opening)];
    to.found.check({ key: 'bank_continuity', at, declared: amountText(is), counted: amountText(was), agrees: was === is });
  }
  to.closings.set(account, closing);
}

function takeEntry(to: Reading, of: Statement, field: Field): void {
  flush(to, of);
  of.entries += 1;
  const entry = readEntry(field.lines.join('\n'));
  if (entry === null) return tell(to, field, 'mt_entry');
  const side = comesIn(entry.mark) ? of.credits : of.debits;
  side.n += 1;
  side.sum.add(entry.amount);
  if (!isExpected(entry.mark)) of.booked.add(entry.amount, comesIn(entry.mark) ? 1 : -1);
  of.pending = { entry, at: field.at, locator: `${of.message}:61:${of.entries}`, end: field.end, narrative: [] };
}

function takeNarrative(to: Reading, of: Statement, field: Field): void {
  if (of.pending !== null && of.pending.narrative.length === 0) {
    of.pending.narrative = field.lines;
    of.pending.end = field.end;
    return;
  }
  // behind the closing balance it speaks of the whole statement
  if (of.closing === null && !of.interim) tell(to, field, 'mt_narrative');
}

function takeBalance(to: Reading, of: Statement, field: Field): void {
  flush(to, of);
  const balance = readBalance(field.lines.join(''));
  if (balance === null) return tell(to, field, 'mt_balance');
  if (of.currency === '') of.currency = balance.currency;
  if (balance.currency !== of.currency) return tell(to, field, 'mt_currency');
  if (field.tag.startsWith('60')) of.opening = balance;
  else of.closing = balance;
}

/** `:90D:3KZT1200,` of an interim report: how many entries there are and what they come to. */
function takeTotal(to: Reading, of: Statement, field: Field): void {
  flush(to, of);
  const total = /^(\d{1,5})[A-Z]{3}([\d,.]+)$/.exec(field.lines.join('').trim());
  const amount = swiftAmount(total?.[2] ?? '');
  if (total === null || amount === null) return tell(to, field, 'mt_balance');
  const debit = field.tag === '90D';
  const side = debit ? of.debits : of.credits;
  const counted = side.sum.value();
  const agrees = Number(total[1]) === side.n && scaled(amount) === counted;
  const [key, at] = [debit ? 'bank_debits' : 'bank_credits', of.account];
  to.found.check({ key, at, declared: `${total[1]} / ${amount}`, counted: `${side.n} / ${amountText(counted)}`, agrees });
}

function inStatement(to: Reading, of: Statement, field: Field): void {
  const text = field.lines.join('').trim();
  switch (field.tag) {
    case '25':
    case '25P':
      of.account = text;
      return;
    case '28':
    case '28C':
      of.number = text;
      return;
    case '34F':
      of.interim = true;
      if (of.currency === '') of.currency = text.slice(0, 3);
      return;
    case '60F':
    case '60M':
    case '62F':
    case '62M':
      return takeBalance(to, of, field);
    case '61':
      return takeEntry(to, of, field);
    case '86':
      return takeNarrative(to, of, field);
    case '90D':
    case '90C':
      return takeTotal(to, of, field);
    default:
      flush(to, of);
      if (!known.has(field.tag)) tell(to, field, 'mt_tag');
  }
}

/** One field, in the order of the file. @throws Refused file_damaged */
export function takeField(to: Reading, field: Field): void {
  if (field.tag === '20') {
    if (to.statement !== null) close(to, to.statement);
    to.messages += 1;
    to.statement = begin(to.messages, field.at.line);
  }
  const { statement } = to;
  if (statement === null) return tell(to, field, 'mt_tag');
  inStatement(to, statement, field);
}

/** @throws Refused file_damaged, and file_no_table where no statement was found */
export function endOfFile(to: Reading): void {
  if (to.statement !== null) close(to, to.statement);
  if (to.messages === 0) throw new Refused({ code: 'file_no_table', at: to.file });
  tableOf(to);
}
