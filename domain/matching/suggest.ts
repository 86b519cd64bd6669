import { openBoard } from './board.ts';
import type { Board } from './board.ts';
import { proposeByAmount } from './by-amount.ts';
import { proposeExact } from './exact.ts';
import { proposeNamed } from './named.ts';
import { takeInner } from './open.ts';
import { proposeScored } from './scored.ts';
import type { Link, MatchInput, MatchRecord, Proposal } from './record.ts';

/** What a credit note and its invoice settle between them. */
type Settled = { readonly invoice: number; readonly note: number; readonly link: Link };

/** Credit notes reduce the invoice that they correct before anything is paid; only where its number leads to one invoice. */
function settleNotes(board: Board): readonly Settled[] {
  const { left } = board.input;
  if (!board.input.traits.notes) return [];
  const notes = left.flatMap((one, i) => (one.amount < 0 && one.corrects !== '' && board.leftDone[i] === 0 ? [i] : []));
  if (notes.length === 0) return [];
  const byNumber = new Map<string, number[]>();
  left.forEach((one, i) => {
    if (!(one.amount > 0)) return;
    for (const id of one.ids) byNumber.set(id, [...(byNumber.get(id) ?? []), i]);
  });
  return notes
    .toSorted((a, b) => (left[a]?.rank ?? 0) - (left[b]?.rank ?? 0))
    .flatMap((note) => {
      const own = left[note];
      const found = (byNumber.get(`inv:${own?.corrects ?? ''}`) ?? []).filter((i) => belongs(left[i], own) && board.leftDone[i] === 0);
      const [invoice] = found;
      if (own === undefined || invoice === undefined || found.length !== 1) return [];
      const amount = Math.min(board.leftOpen[invoice] ?? 0, Math.abs(board.leftOpen[note] ?? 0));
      const rank = (i: number): number => left[i]?.rank ?? 0;
      takeInner(board, invoice, note, amount);
      board.leftSeen[invoice] = 0;
      return [{ invoice, note, link: { left: rank(invoice), right: rank(note), amount, currency: own.currency, inner: true } }];
    });
}

const belongs = (invoice: MatchRecord | undefined, note: MatchRecord | undefined): boolean =>
  invoice !== undefined &&
  note !== undefined &&
  invoice.currency === note.currency &&
  invoice.way === note.way &&
  invoice.party === note.party;

/** The notes stand with their invoice: in its proposal, or in one of their own where nothing else is proposed for it. */
function withNotes(board: Board, settled: readonly Settled[]): readonly Proposal[] {
  if (settled.length === 0) return board.proposals;
  const { left } = board.input;
  const of = new Map<number, number>();
  board.proposals.forEach((proposal, at) => {
    for (const l of proposal.lefts) if (!of.has(l)) of.set(l, at);
  });
  const all = [...board.proposals];
  for (const { invoice, note, link } of settled) {
    const at = of.get(invoice);
    const known = at === undefined ? undefined : all[at];
    if (at !== undefined && known !== undefined) all[at] = { ...known, lefts: [...known.lefts, note], links: [...known.links, link] };
    else {
      const currency = left[invoice]?.currency ?? '';
      const shared = [`inv:${left[note]?.corrects ?? ''}`];
      of.set(invoice, all.length);
      all.push({
        method: 'rule',
        rule: 'creditNote',
        score: 0.95,
        lefts: [invoice, note],
        rights: [],
        links: [link],
        difference: null,
        currency,
        others: 0,
        shared,
        compared: null,
      });
    }
  }
  return all;
}

const methods = ['exact', 'rule', 'scored'] as const;

/**
 * Proposes which records belong together: exact ones, then by rules, then by weighted features. Nothing is joined twice: each proposal takes
 * its amounts away before the next one is looked for. The same records in any order give the same proposals in the same order: exact, rule,
 * scored, each by score and then by the order of the books.
 */
export function suggestMatches(given: MatchInput): readonly Proposal[] {
  // in the order of the books, whatever the order in which they were given: from here on a smaller place means an earlier row
  const [lefts, rights] = [orderOf(given.left), orderOf(given.right)];
  const input = { ...given, left: placed(given.left, lefts), right: placed(given.right, rights) };
  const board = openBoard(input);
  const settled = settleNotes(board);
  proposeExact(board);
  proposeNamed(board);
  proposeByAmount(board);
  proposeScored(board);
  const first = (proposal: Proposal): number => proposal.lefts[0] ?? 0;
  const sorted = withNotes(board, settled).toSorted(
    (a, b) => methods.indexOf(a.method) - methods.indexOf(b.method) || b.score - a.score || first(a) - first(b),
  );
  if (lefts === asGiven && rights === asGiven) return sorted;
  return sorted.map((one) => ({ ...one, lefts: one.lefts.map((l) => lefts[l] ?? l), rights: one.rights.map((r) => rights[r] ?? r) }));
}

/** The records stand in the order of the books already. */
const asGiven: readonly number[] = [];

function orderOf(records: readonly MatchRecord[]): readonly number[] {
  if (records.every((one, i) => i === 0 || (records[i - 1]?.rank ?? 0) < one.rank)) return asGiven;
  return records.map((_, i) => i).toSorted((a, b) => (records[a]?.rank ?? 0) - (records[b]?.rank ?? 0));
}

const placed = (records: readonly MatchRecord[], order: readonly number[]): readonly MatchRecord[] =>
  order === asGiven
    ? records
    : order.flatMap((i) => {
        const one = records[i];
        return one === undefined ? [] : [one];
      });

/** Records in the order of the books, whatever the order in which they were given. */
export const inBookOrder = (records: readonly MatchRecord[]): readonly MatchRecord[] => placed(records, orderOf(records));
