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

type Turn = 1 | -1;

/** A posting line as matching sees it. @property side 1 debit, -1 credit */
type Line = { readonly side: Turn; readonly amount: number; readonly currency: string };

function lineOf(cells: Cells, i: number, national: string): Line | null {
  const [debit, credit] = [cells.number('debit_minor', i) || 0, cells.number('credit_minor', i) || 0];
  const net = debit - credit;
  if (net === 0) return null;
  // an entry taken back stands with a minus on its own side
  const side: Turn = (debit !== 0 && credit === 0) || (debit !== 0 && net > 0) ? 1 : -1;
  const currency = cells.text('currency', i);
  const inCurrency = cells.number('currency_minor', i);
  const foreign = currency !== '' && currency !== national && !Number.isNaN(inCurrency);
  const sign = side * net < 0 ? -1 : 1;
  return foreign ? { side, amount: sign * Math.abs(inCurrency), currency } : { side, amount: side * net, currency: national };
}

/** What the postings are sought for. @property sideOf the side of the account on which a record stands, null when it is not told */
export type Sought = {
  readonly records: readonly MatchRecord[];
  readonly kinds: readonly string[];
  readonly sideOf: (record: MatchRecord) => Turn | null;
  readonly national: string;
};

/** Numbers of a posting: its own, and the document that it names. */
const numbersOf = (cells: Cells, i: number, kinds: readonly string[]): readonly string[] => [
  ...(kinds.includes('txn') ? idOf('txn', cells.text('txn_id', i)) : []),
  ...kinds.filter((kind) => kind !== 'txn').flatMap((kind) => idOf(kind, cells.text('source_doc_ref', i))),
];

const accountKey = (cells: Cells, i: number, side: Turn): string => `${side} ${cells.text('account', i)}`;

/** An account is where such records stand when it holds so many in a thousand of all that were found. */
const leastShare = 20;

/**
 * The accounts, and their side, on which the sought records stand: learned from postings that name one of them and have its very amount.
 * Empty when nothing was found.
 */
function accountsOf(cells: Cells, { records, kinds, sideOf, national }: Sought): ReadonlySet<string> {
  const byId = new Map<string, number>();
  records.forEach((record, at) => {
    for (const id of record.ids) if (kinds.includes(id.slice(0, id.indexOf(':')))) byId.set(id, at);
  });
  const counts = new Map<string, number>();
  let all = 0;
  for (let i = 0; i < cells.n; i += 1) {
    const found = numbersOf(cells, i, kinds)
      .map((id) => byId.get(id))
      .find((at) => at !== undefined);
    const record = found === undefined ? undefined : records[found];
    const line = record === undefined ? null : lineOf(cells, i, national);
    if (record === undefined || line === null || line.currency !== record.currency || Math.abs(line.amount - record.amount) > oneMinor)
      continue;
    const side = sideOf(record);
    if (side !== null && side !== line.side) continue;
    const key = accountKey(cells, i, line.side);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    all += 1;
  }
  return new Set([...counts].filter(([, n]) => n * 1000 >= all * leastShare).map(([key]) => key));
}

/** Lines of one posting on one account, side and currency are one record. */
function recordOf(
  cells: Cells,
  rows: readonly number[],
  given: { lines: readonly Line[]; kinds: readonly string[]; party: number },
): MatchRecord {
  const head = rows[0] ?? 0;
  const { lines, kinds, party } = given;
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  const label = cells.text('source_doc_ref', head) || cells.text('txn_id', head);
  const each = rows.map((i, at): MatchLine => ({ rank: cells.rank(i), amount: lines[at]?.amount ?? 0, article: '', hs: '', text: '' }));
  return {
    ...plainRecord,
    rank: cells.rank(head),
    label,
    ids: numbersOf(cells, head, kinds),
    day: cells.day('posting_date', head),
    party,
    amount,
    currency: lines[0]?.currency ?? '',
    lines: each.length > 1 ? each : [],
  };
}

type Group = { readonly rows: number[]; readonly lines: Line[]; readonly party: number; readonly way: 1 | -1 | 0 };

/** A posting line that takes a note's invoice back: on the other side of the account, with the note's number and its very amount. */
function noteOf(
  cells: Cells,
  i: number,
  given: { line: Line; sought: Sought; notes: ReadonlyMap<string, MatchRecord> },
): MatchRecord | null {
  const { line, sought, notes } = given;
  if (notes.size === 0) return null;
  const note = numbersOf(cells, i, sought.kinds)
    .map((id) => notes.get(id))
    .find((one) => one !== undefined);
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
export function ledgerLines(cells: Cells, sought: Sought): Side {
  const { kinds, national } = sought;
  const accounts = accountsOf(cells, sought);
  const names = new Set([...accounts].map((key) => key.slice(key.indexOf(' ') + 1)));
  const notes = notesOf(sought);
  const parties = partyList();
  const groups = new Map<string, Group>();
  const put = (i: number, line: Line, way: Group['way']): void => {
    const txn = cells.text('txn_id', i);
    const own = txn === '' ? `row ${cells.rank(i)}` : `${txn}\u0000${cells.text('source_doc_ref', i)}`;
    const party = parties.at(cells.text('supplier_id', i), cells.text('counterparty', i));
    const key = `${own}\u0000${accountKey(cells, i, line.side)}\u0000${line.currency}\u0000${party}\u0000${line.amount < 0}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { rows: [i], lines: [line], party, way });
    else {
      group.rows.push(i);
      group.lines.push(line);
    }
  };
  for (let i = 0; i < cells.n; i += 1) {
    if (accounts.size > 0 && !names.has(cells.text('account', i))) continue;
    if (accounts.size === 0 && cells.text('counterparty', i) === '' && cells.text('supplier_id', i) === '') continue;
    const line = lineOf(cells, i, national);
    if (line === null) continue;
    // bought and paid out stand on the credit side, sold and received on the debit side
    if (accounts.size === 0) put(i, line, 0);
    else if (accounts.has(accountKey(cells, i, line.side))) put(i, line, line.side === 1 ? -1 : 1);
    else {
      const note = noteOf(cells, i, { line, sought, notes });
      if (note !== null) put(i, { ...line, amount: -line.amount }, note.way);
    }
  }
  const records = [...groups.values()].map(({ rows, lines, party, way }) => ({ ...recordOf(cells, rows, { lines, kinds, party }), way }));
  return { records, parties: parties.all() };
}
