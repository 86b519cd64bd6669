import type { MatchLine, MatchRecord } from './record.ts';
import { oneMinor } from './record.ts';
import { idOf, partyList, plainRecord } from './sides.ts';
import type { Cells, Side } from './sides.ts';

export const ledgerColumns = [
  'txn_id',
  'posting_date',
  'account',
  'debit_minor',
  'credit_minor',
  'currency',
  'currency_minor',
  'supplier_id',
  'counterparty',
  'source_doc_ref',
] as const;

/** A posting line as matching sees it. @property side 1 debit, -1 credit */
type Turn = 1 | -1;
type Line = { readonly side: Turn; readonly amount: number; readonly currency: string };

/** What the postings are sought for. @property sideOf the side of the account on which a record stands, null when it is not told */
export type Sought = {
  readonly records: readonly MatchRecord[];
  readonly kinds: readonly string[];
  readonly sideOf: (record: MatchRecord) => Turn | null;
  readonly national: string;
};

/** The ledger read cell by cell. Lines of one posting stand together: what is worked out of their texts is kept for the next line. */
type Reader = {
  readonly line: (i: number) => Line | null;
  readonly ids: (i: number) => readonly string[];
  readonly account: (i: number) => string;
  readonly txn: (i: number) => string;
  readonly ref: (i: number) => string;
  readonly supplier: (i: number) => string;
  readonly counterparty: (i: number) => string;
};

function kept<T>(of: (i: number) => string, make: (text: string) => T): (i: number) => T {
  let last: { readonly text: string; readonly made: T } | null = null;
  return (i) => {
    const text = of(i);
    if (last?.text !== text) last = { text, made: make(text) };
    return last.made;
  };
}

function readerOf(cells: Cells, { kinds, national }: Sought): Reader {
  const [debits, credits] = [cells.numbers('debit_minor'), cells.numbers('credit_minor')];
  const [currencies, inCurrencies] = [cells.texts('currency'), cells.numbers('currency_minor')];
  const [txn, ref] = [cells.texts('txn_id'), cells.texts('source_doc_ref')];
  const byTxn = kept(txn, (text) => (kinds.includes('txn') ? idOf('txn', text) : []));
  const byRef = kept(ref, (text) => kinds.filter((kind) => kind !== 'txn').flatMap((kind) => idOf(kind, text)));
  const line = (i: number): Line | null => {
    const [debit, credit] = [debits(i) || 0, credits(i) || 0];
    const net = debit - credit;
    if (net === 0) return null;
    // an entry taken back stands with a minus on its own side
    const side: Turn = (debit !== 0 && credit === 0) || (debit !== 0 && net > 0) ? 1 : -1;
    const currency = currencies(i);
    const inCurrency = currency === '' || currency === national ? Number.NaN : inCurrencies(i);
    if (Number.isNaN(inCurrency)) return { side, amount: side * net, currency: national };
    return { side, amount: (side * net < 0 ? -1 : 1) * Math.abs(inCurrency), currency };
  };
  return {
    line,
    ids: (i) => [...byTxn(i), ...byRef(i)],
    account: cells.texts('account'),
    txn,
    ref,
    supplier: cells.texts('supplier_id'),
    counterparty: cells.texts('counterparty'),
  };
}

const accountKey = (account: string, side: Turn): string => `${side} ${account}`;

/** An account is where such records stand when it holds so many in a thousand of all that were found. */
const leastShare = 20;
/** So many records, spread evenly over the book, tell which accounts they stand on. */
const mostAsked = 20_000;

/** Accounts with their side, `1 1210` a debit; empty when none could be learned. */
export type Accounts = ReadonlySet<string>;

/** The names of the accounts without their side. */
export const accountNames = (accounts: Accounts): readonly string[] => [
  ...new Set([...accounts].map((key) => key.slice(key.indexOf(' ') + 1))),
];

/**
 * The accounts, and their side, on which the sought records stand: learned from postings that name one of them and have its very amount.
 * @param cells of the ledger, or of a part of it that is spread evenly over the book
 */
export function learnAccounts(cells: Cells, sought: Sought): Accounts {
  const { records, kinds, sideOf } = sought;
  const read = readerOf(cells, sought);
  const step = Math.max(1, Math.ceil(records.length / mostAsked));
  const byId = new Map<string, MatchRecord>();
  records.forEach((record, at) => {
    if (at % step !== 0) return;
    for (const id of record.ids) if (kinds.includes(id.slice(0, id.indexOf(':')))) byId.set(id, record);
  });
  const counts = new Map<string, number>();
  let all = 0;
  for (let i = 0; i < cells.n; i += 1) {
    const id = read.ids(i).find((one) => byId.has(one));
    const record = id === undefined ? undefined : byId.get(id);
    const line = record === undefined ? null : read.line(i);
    if (record === undefined || line === null || line.currency !== record.currency || Math.abs(line.amount - record.amount) > oneMinor)
      continue;
    const side = sideOf(record);
    if (side !== null && side !== line.side) continue;
    const key = accountKey(read.account(i), line.side);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    all += 1;
  }
  return new Set([...counts].filter(([, n]) => n * 1000 >= all * leastShare).map(([key]) => key));
}

type Group = { readonly rows: number[]; readonly lines: Line[]; readonly party: number; readonly way: 1 | -1 | 0 };

/** Lines of one posting on one account, side and currency are one record. */
function recordOf(cells: Cells, read: Reader, { rows, lines, party, way }: Group): MatchRecord {
  const head = rows[0] ?? 0;
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  const each =
    rows.length < 2
      ? []
      : rows.map((i, at): MatchLine => ({ rank: cells.rank(i), amount: lines[at]?.amount ?? 0, article: '', hs: '', text: '' }));
  return {
    ...plainRecord,
    rank: cells.rank(head),
    label: read.ref(head) || read.txn(head),
    ids: read.ids(head),
    day: cells.day('posting_date', head),
    party,
    way,
    amount,
    currency: lines[0]?.currency ?? '',
    lines: each,
  };
}

/** A posting line that takes a note's invoice back: on the other side of the account, with the note's number and its very amount. */
function noteOf(
  line: Line,
  ids: readonly string[],
  { sought, notes }: { sought: Sought; notes: ReadonlyMap<string, MatchRecord> },
): MatchRecord | null {
  const note = ids.map((id) => notes.get(id)).find((one) => one !== undefined);
  if (note === undefined || note.currency !== line.currency || Math.abs(line.amount + note.amount) > oneMinor) return null;
  const side = sought.sideOf(note);
  return side === null || line.side !== side ? note : null;
}

const notesOf = ({ records }: Sought): ReadonlyMap<string, MatchRecord> =>
  new Map(records.flatMap((one) => (one.amount < 0 ? one.ids.map((id): [string, MatchRecord] => [id, one]) : [])));

/**
 * Postings that may belong to the sought records: on the accounts where such records stand, or, where none could be learned, every line
 * that names a counterparty.
 */
export function ledgerLines(cells: Cells, sought: Sought, accounts: Accounts): Side {
  const read = readerOf(cells, sought);
  const names = new Set(accountNames(accounts));
  const notes = notesOf(sought);
  const parties = partyList();
  const groups = new Map<string, Group>();
  const put = (i: number, line: Line, way: Group['way']): void => {
    const own = read.txn(i) === '' ? `row ${cells.rank(i)}` : `${read.txn(i)}\u0000${read.ref(i)}`;
    const party = parties.at(read.supplier(i), read.counterparty(i));
    const key = `${own}\u0000${accountKey(read.account(i), line.side)}\u0000${line.currency}\u0000${party}\u0000${line.amount < 0}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { rows: [i], lines: [line], party, way });
    else {
      group.rows.push(i);
      group.lines.push(line);
    }
  };
  for (let i = 0; i < cells.n; i += 1) {
    if (accounts.size > 0 && !names.has(read.account(i))) continue;
    if (accounts.size === 0 && read.counterparty(i) === '' && read.supplier(i) === '') continue;
    const line = read.line(i);
    if (line === null) continue;
    // bought and paid out stand on the credit side, sold and received on the debit side
    if (accounts.size === 0) put(i, line, 0);
    else if (accounts.has(accountKey(read.account(i), line.side))) put(i, line, line.side === 1 ? -1 : 1);
    else {
      const note = notes.size === 0 ? null : noteOf(line, read.ids(i), { sought, notes });
      if (note !== null) put(i, { ...line, amount: -line.amount }, note.way);
    }
  }
  return { records: [...groups.values()].map((group) => recordOf(cells, read, group)), parties: parties.all() };
}
