import { dayOfNumber } from '../../calendar/day.ts';
import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { leadOf, leadsVerdict } from '../leads.ts';
import { paramCount } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { textCells } from '../row-reading.ts';
import { momentOf, timeText } from './moments.ts';

/** One entry of the ledger: a transaction, named by its first row. */
type Entry = { readonly moment: number; readonly row: number };

/** Entries of each user; a transaction counts once, whatever its lines. */
function entriesByUser({ rows }: JudgeInput, out: Exclusions): ReadonlyMap<string, readonly Entry[]> {
  const [users, stamps, numbers] = [textCells(rows, 'user'), textCells(rows, 'entry_ts'), textCells(rows, 'txn_id')];
  const first = new Map<string, number>();
  const alone: number[] = [];
  for (let i = 0; i < rows.n; i += 1) {
    const [user, stamp, txn] = [users(i), stamps(i), numbers(i)];
    if (user === null) out.add('noUser');
    else if (stamp === null) out.add('noTime');
    else if (txn === null) alone.push(i);
    else {
      const before = first.get(txn);
      if (before === undefined || (rows.rank[i] ?? 0) < (rows.rank[before] ?? 0)) first.set(txn, i);
    }
  }
  const found = new Map<string, Entry[]>();
  for (const row of [...first.values(), ...alone]) {
    const moment = momentOf(stamps(row) ?? '');
    if (moment === null) {
      out.add('noTime');
      continue;
    }
    const user = users(row) ?? '';
    const list = found.get(user);
    if (list === undefined) found.set(user, [{ moment, row }]);
    else list.push({ moment, row });
  }
  return found;
}

type Window = { readonly seconds: number; readonly most: number };

/** Runs of entries in which more than `most` lie within the window; windows that overlap are one run. */
function clusters(entries: readonly Entry[], { seconds, most }: Window): readonly (readonly Entry[])[] {
  const found: (readonly Entry[])[] = [];
  let [from, begin, end] = [0, -1, -1];
  for (let to = 0; to < entries.length; to += 1) {
    while ((entries[to]?.moment ?? 0) - (entries[from]?.moment ?? 0) > seconds) from += 1;
    if (to - from + 1 <= most) continue;
    if (begin >= 0 && from > end) {
      found.push(entries.slice(begin, end + 1));
      begin = -1;
    }
    if (begin < 0) begin = from;
    end = to;
  }
  return begin < 0 ? found : [...found, entries.slice(begin, end + 1)];
}

function hitOf(user: string, entries: readonly Entry[], input: JudgeInput): RankedHit {
  const [first, last] = [entries[0]?.moment ?? 0, entries.at(-1)?.moment ?? 0];
  const at = entries.map(({ row }) => row);
  const day = dayOfNumber(Math.floor(first / 86_400));
  return leadOf(
    { rows: input.rows, at },
    {
      score: scoreOf(30 + (10 * entries.length) / paramCount(input.params, 'most')),
      measures: {
        user,
        day,
        entries: String(entries.length),
        from_time: timeText(first),
        to_time: timeText(last),
        seconds: String(last - first),
      },
      explanation: words('test.D18.hit', {
        user,
        n: entries.length,
        day: { day },
        from: timeText(first),
        to: timeText(last),
        most: paramCount(input.params, 'most'),
        minutes: paramCount(input.params, 'minutes'),
      }),
    },
  );
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noUser: {}, noTime: {}, batch: {} });
  const window: Window = { seconds: 60 * paramCount(params, 'minutes'), most: paramCount(params, 'most') };
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const [user, entries] of entriesByUser(input, out)) {
    judged += entries.length;
    const sorted = entries.toSorted((a, b) => a.moment - b.moment || (rows.rank[a.row] ?? 0) - (rows.rank[b.row] ?? 0));
    for (const cluster of clusters(sorted, window)) {
      // what a program wrote down at one go has one time: nobody typed it
      if (new Set(cluster.map(({ moment }) => moment)).size * 2 <= cluster.length) out.add('batch', cluster.length);
      else hits.push(hitOf(user, cluster, input));
    }
  }
  const listed = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { entries: countText(judged), clusters: countText(listed.length) },
    verdict: leadsVerdict(listed.length, judged),
  };
}

/**
 * D18 time clustering: more than so many entries of one user within so many minutes. Lead only: haste at the end of a day proves nothing,
 * it says where to ask.
 */
export const timeClusters: AuditTest = {
  id: 'D18',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [
    { name: 'most', type: 'integer', value: '10', atLeast: '2', atMost: '100000' },
    { name: 'minutes', type: 'integer', value: '2', atLeast: '1', atMost: '1440' },
  ],
  needs: () => [{ table: 'ledger', columns: ['user', 'entry_ts'] }],
  population: () => ({ table: 'ledger', columns: ['user', 'entry_ts', 'txn_id'] }),
  judge,
};
