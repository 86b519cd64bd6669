import { isWorkingDay } from '../../calendar/working-days.ts';
import { isDay } from '../../model/scalars.ts';
import { words } from '../../model/words.ts';
import { decimalToScaled } from '../../money/decimal.ts';
import { nationalDigits } from '../../packs/currency.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { beginsWithOne, holdsOne, isOne, listOf } from '../lists.ts';
import { paramCount, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { firstRank, inRank, namesOf } from '../row-groups.ts';
import { nationalMoney, numberCells, textCells } from '../row-reading.ts';
import { entriesOf, linesOf } from './entries.ts';
import type { Entries } from './entries.ts';

/** What speaks for an entry made past the usual ways, in the order in which it is said. */
const signs = ['words', 'user', 'night', 'dayOff', 'round', 'noDocument'] as const;
type Sign = (typeof signs)[number];

/** Signs that one line shows. */
type Signs = (i: number) => readonly Sign[];

/** Users who make less than a share of all lines, or who are not on the list of those that keep the books. */
function strangers({ rows, params }: JudgeInput): (user: string | null) => boolean {
  const listed = listOf(params, 'bookkeepers');
  const isListed = isOne(listed);
  const user = textCells(rows, 'user');
  const counts = new Map<string, number>();
  let all = 0;
  for (let i = 0; i < rows.n; i += 1) {
    const name = user(i);
    if (name === null) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    all += 1;
  }
  const percent = paramCount(params, 'rarePercent');
  return (name) => name !== null && (listed.length > 0 ? !isListed(name) : (counts.get(name) ?? 0) * 100 < all * percent);
}

/** Whether a time of entry lies outside the hours of work; a time in another zone (with Z or an offset) is not judged. */
function atNight(params: JudgeInput['params']): (stamp: string) => boolean {
  const [from, to] = [paramCount(params, 'hourFrom'), paramCount(params, 'hourTo')];
  return (stamp) => {
    if (stamp.length < 13 || !/^[T ]\d\d(?::\d\d)*(?:\.\d+)?$/.test(stamp.slice(10))) return false;
    const hour = Number(stamp.slice(11, 13));
    return hour < from || hour >= to;
  };
}

function signsOf(input: JudgeInput): Signs {
  const { rows, params, pack } = input;
  const [user, stamp, text, document] = ['user', 'entry_ts', 'description', 'source_doc_ref'].map((column) => textCells(rows, column));
  const [debit, credit] = [numberCells(rows, 'debit_minor'), numberCells(rows, 'credit_minor')];
  const isStrange = strangers(input);
  const isManual = holdsOne(listOf(params, 'manualWords'));
  const isNight = atNight(params);
  const round = Number(decimalToScaled(paramText(params, 'roundTo'), nationalDigits(pack)) ?? 0n);
  const daysOff = new Map<string, boolean>();
  const isOff = (day: string): boolean => {
    const known = daysOff.get(day) ?? (isDay(day) && !isWorkingDay(pack.calendar, day));
    daysOff.set(day, known);
    return known;
  };
  return (i) => {
    const amount = Math.abs(debit(i) ?? 0) || Math.abs(credit(i) ?? 0);
    const when = stamp?.(i) ?? '';
    const shown: Readonly<Record<Sign, boolean>> = {
      words: isManual(text?.(i) ?? null),
      user: isStrange(user?.(i) ?? null),
      night: isNight(when),
      dayOff: isOff(when.slice(0, 10)),
      round: round > 0 && amount > 0 && amount % round === 0,
      noDocument: (document?.(i) ?? null) === null,
    };
    return signs.filter((sign) => shown[sign]);
  };
}

type Shown = { readonly entry: string; readonly lines: readonly number[]; readonly signs: readonly Sign[]; readonly amount: bigint };

/** Entries that touch the accounts in question and show signs enough in one of these lines. */
function entriesShown(input: JudgeInput, entries: Entries): { readonly shown: readonly Shown[]; readonly judged: number } {
  const { rows, params } = input;
  const account = textCells(rows, 'account');
  const isWatched = beginsWithOne(listOf(params, 'accounts'));
  const least = paramCount(params, 'minSigns');
  const of = signsOf(input);
  const [debit, credit] = [numberCells(rows, 'debit_minor'), numberCells(rows, 'credit_minor')];
  const found = new Map<number, readonly Sign[]>();
  const judged = new Set<number>();
  for (let i = 0; i < rows.n; i += 1) {
    const place = entries.of[i] ?? -1;
    if (place < 0 || !isWatched(account(i))) continue;
    judged.add(place);
    const line = of(i);
    if (line.length >= least)
      found.set(
        place,
        signs.filter((sign) => line.includes(sign) || (found.get(place) ?? []).includes(sign)),
      );
  }
  const lines = linesOf(entries, new Set(found.keys()));
  const shown = [...found].map(([place, told]): Shown => {
    const at = lines.get(place) ?? [];
    const most = at.reduce((max, i) => Math.max(max, Math.abs(debit(i) ?? 0), Math.abs(credit(i) ?? 0)), 0);
    return { entry: entries.places.all[place] ?? '', lines: at, signs: told, amount: BigInt(most) };
  });
  return { shown, judged: judged.size };
}

function hitOf(one: Shown, { rows, pack }: JudgeInput): RankedHit {
  const money = nationalMoney(pack);
  const [first = 0] = inRank(rows, one.lines);
  const cell = (column: string): string => textCells(rows, column)(first) ?? '—';
  const [a, ...more] = one.signs.map((sign) => words(`test.T07.sign.${sign}`));
  const said = more.reduce(
    (all, sign) => words('test.T07.signs', { all: { words: all }, sign: { words: sign } }),
    a ?? words('test.T07.sign.words'),
  );
  return {
    rank: firstRank(rows, one.lines),
    hit: {
      key: one.entry,
      keys: namesOf(rows, one.lines),
      score: scoreOf(10 + 15 * one.signs.length),
      measures: {
        entry: one.entry,
        journal_signs: one.signs.join(', '),
        amount: money.text(one.amount),
        currency: pack.nationalCurrency,
        user: cell('user'),
        entered: cell('entry_ts'),
      },
      explanation: words('test.T07.hit', {
        entry: one.entry,
        day: { day: cell('posting_date') },
        text: cell('description'),
        amount: money.arg(one.amount),
        user: cell('user'),
        n: one.signs.length,
        signs: { words: said },
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noEntry: {} });
  const entries = entriesOf(rows);
  for (let i = 0; i < rows.n; i += 1) if ((entries.of[i] ?? -1) < 0) out.add('noEntry');
  const { shown, judged } = entriesShown(input, entries);
  const hits = shown.map((one) => hitOf(one, input));
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { entries_judged: countText(judged), entries_shown: countText(hits.length) },
    verdict: withNotes(
      hits.length === 0
        ? words('test.T07.verdict.right', { n: judged })
        : words('test.T07.verdict.wrong', { n: hits.length, entries: judged }),
      listOf(params, 'accounts').length === 0 ? [words('test.warn.noAccounts')] : [],
    ),
  };
}

/**
 * T07 entries on accounts of purchases and royalties that look as if made past the usual ways: words of a manual entry, a user who rarely
 * books, a time at night, a day off, a round amount, no document. Lead only: each of the signs has an honest reason.
 */
export const manualJournals: AuditTest = {
  id: 'T07',
  version: '1.0.0',
  area: 'ledger',
  leadOnly: true,
  params: [
    { name: 'accounts', type: 'text', value: '' },
    { name: 'minSigns', type: 'integer', value: '3', atLeast: '1', atMost: '6' },
    { name: 'manualWords', type: 'text', value: '' },
    { name: 'bookkeepers', type: 'text', value: '' },
    { name: 'rarePercent', type: 'integer', value: '1', atLeast: '0', atMost: '50' },
    { name: 'hourFrom', type: 'integer', value: '7', atLeast: '0', atMost: '24' },
    { name: 'hourTo', type: 'integer', value: '21', atLeast: '0', atMost: '24' },
    { name: 'roundTo', type: 'decimal', value: '100000', atLeast: '0', atMost: '1000000000000' },
  ],
  needs: () => [{ table: 'ledger', columns: ['txn_id', 'account'] }],
  population: () => ({
    table: 'ledger',
    columns: 'txn_id posting_date account debit_minor credit_minor source_doc_ref description user entry_ts'.split(' '),
  }),
  judge,
};
