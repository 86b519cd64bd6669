import { dayOfNumber } from '../../calendar/day.ts';
import { cellsOf } from '../../matching/sides.ts';
import { words } from '../../model/words.ts';
import { compare, multiply, ratio } from '../../money/ratio.ts';
import { pow10 } from '../../money/decimal.ts';
import { nationalDigits } from '../../packs/currency.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { companies } from '../companies.ts';
import { leadOf, leadsVerdict, unsetNote } from '../leads.ts';
import { paramCount, paramRatio } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { firstRank } from '../row-groups.ts';
import { nationalMoney } from '../row-reading.ts';

/** A declaration with the sum of its customs values. @property day days since 1970-01-01 @property value minor units */
type Declared = { readonly day: number; value: bigint; readonly rows: number[]; readonly pair: string; readonly sender: number };

function declarations(
  input: JudgeInput,
  out: Exclusions,
): { readonly all: readonly Declared[]; readonly nameOf: (sender: number) => string } {
  const { rows } = input;
  const cells = cellsOf(rows);
  const [senders, sellers, receivers] = [cells.texts('consignor'), cells.texts('seller'), cells.texts('consignee')];
  const senderOf = (i: number): string => senders(i) || sellers(i);
  const book = companies(
    (function* () {
      for (let i = 0; i < rows.n; i += 1) {
        yield ['', senderOf(i)] as const;
        yield ['', receivers(i)] as const;
      }
    })(),
  );
  const [numbers, values] = [cells.texts('reg_no'), cells.numbers('customs_value_minor')];
  const found = new Map<string, Declared>();
  const unvalued = new Set<string>();
  for (let i = 0; i < rows.n; i += 1) {
    const [number, value, sender] = [numbers(i), values(i), book.of('', senderOf(i))];
    if (Number.isNaN(value)) {
      unvalued.add(number);
      out.add('noValue');
    } else if (sender === -1) out.add('noSender');
    else {
      const one = found.get(number) ?? {
        day: cells.day('reg_date', i),
        value: 0n,
        rows: [],
        pair: `${sender} ${book.of('', receivers(i))}`,
        sender,
      };
      found.set(number, one);
      one.value += BigInt(value);
      one.rows.push(i);
    }
  }
  // a declaration of which a part is unknown is not below anything
  return { all: [...found].filter(([number]) => !unvalued.has(number)).map(([, one]) => one), nameOf: book.nameOf };
}

/** Declarations that lie within the window of each other and exceed the threshold together; windows that overlap are one group. */
function groupsOf(sorted: readonly Declared[], window: number, exceeds: (sum: bigint) => boolean): readonly (readonly Declared[])[] {
  const found: (readonly Declared[])[] = [];
  let [from, begin, end, sum] = [0, -1, -1, 0n];
  for (let to = 0; to < sorted.length; to += 1) {
    sum += sorted[to]?.value ?? 0n;
    while ((sorted[to]?.day ?? 0) - (sorted[from]?.day ?? 0) > window) {
      sum -= sorted[from]?.value ?? 0n;
      from += 1;
    }
    if (to === from || !exceeds(sum)) continue;
    if (begin >= 0 && from > end) {
      found.push(sorted.slice(begin, end + 1));
      begin = -1;
    }
    if (begin < 0) begin = from;
    end = to;
  }
  return begin < 0 ? found : [...found, sorted.slice(begin, end + 1)];
}

function hitOf(group: readonly Declared[], sender: string, input: JudgeInput): RankedHit {
  const { rows, params, pack } = input;
  const money = nationalMoney(pack);
  const at = group.flatMap((one) => one.rows);
  const sum = group.reduce((all, one) => all + one.value, 0n);
  const most = group.reduce((all, one) => (one.value > all ? one.value : all), 0n);
  const [from, to] = [dayOfNumber(group[0]?.day ?? 0), dayOfNumber(group.at(-1)?.day ?? 0)];
  const limit = limitOf(input);
  return leadOf(
    { rows, at },
    {
      score: scoreOf(40 + 10 * group.length),
      measures: {
        declarations: String(group.length),
        rows: String(at.length),
        amount: money.text(sum),
        most: money.text(most),
        threshold: params['threshold'] ?? '',
        currency: pack.nationalCurrency,
        from_day: from,
        to_day: to,
      },
      explanation: words('test.D08.hit', {
        n: group.length,
        sender,
        from: { day: from },
        to: { day: to },
        most: money.arg(most),
        sum: money.arg(sum),
        threshold: money.arg(limit.n / limit.d),
      }),
    },
  );
}

/** The threshold in minor units. */
const limitOf = ({ params, pack }: JudgeInput) => multiply(paramRatio(params, 'threshold'), ratio(pow10(nationalDigits(pack))));

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noValue: {}, noSender: {}, notBelow: {} });
  const limit = limitOf(input);
  if (limit.n === 0n) {
    return { populationN: rows.n, excluded: [], hits: [], stats: {}, verdict: leadsVerdict(0, 0, [unsetNote('D08', 'threshold')]) };
  }
  const { all, nameOf } = declarations(input, out);
  const pairs = new Map<string, Declared[]>();
  let judged = 0;
  for (const one of all) {
    if (compare(ratio(one.value), limit) >= 0) {
      out.add('notBelow', one.rows.length);
      continue;
    }
    judged += 1;
    const list = pairs.get(one.pair);
    if (list === undefined) pairs.set(one.pair, [one]);
    else list.push(one);
  }
  const exceeds = (sum: bigint): boolean => compare(ratio(sum), limit) > 0;
  const hits = [...pairs.values()].flatMap((list) => {
    const sorted = list.toSorted((a, b) => a.day - b.day || firstRank(rows, a.rows) - firstRank(rows, b.rows));
    return groupsOf(sorted, paramCount(params, 'windowDays'), exceeds).map((group) => hitOf(group, nameOf(group[0]?.sender ?? -1), input));
  });
  const listed = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { declarations_below: countText(judged), groups: countText(listed.length) },
    verdict: leadsVerdict(listed.length, judged),
  };
}

/**
 * D08 split shipments: declarations of one sender and receiver within a few days, each below the threshold, together above it. Lead only:
 * frequent small consignments are a way of trading; the threshold is the pack's and is named in each hit.
 */
export const splitShipments: AuditTest = {
  id: 'D08',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [
    { name: 'threshold', type: 'decimal', value: '0', atLeast: '0', atMost: '1000000000000' },
    { name: 'windowDays', type: 'integer', value: '3', atLeast: '0', atMost: '366' },
  ],
  needs: () => [{ table: 'declarations', columns: ['reg_no', 'reg_date', 'customs_value_minor'] }],
  population: () => ({
    table: 'declarations',
    columns: ['reg_no', 'reg_date', 'consignor', 'seller', 'consignee', 'customs_value_minor'],
  }),
  judge,
};
