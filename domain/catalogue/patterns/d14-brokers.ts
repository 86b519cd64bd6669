import { roundedFloat } from '../../caselog/work-hash.ts';
import type { Decimal } from '../../model/scalars.ts';
import { words } from '../../model/words.ts';
import { pow10, roundDecimal } from '../../money/decimal.ts';
import { divide, multiply, ratio, ratioToDecimal, subtract } from '../../money/ratio.ts';
import type { Ratio } from '../../money/ratio.ts';
import { nationalDigits } from '../../packs/currency.ts';
import { gammaP } from '../../sampling/special.ts';
import type { AuditTest, JudgeInput, Judgement, Params } from '../audit-test.ts';
import { leadOf, leadsVerdict } from '../leads.ts';
import { paramCount, paramRatio } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { percentOf } from '../row-reading.ts';
import { changesOf } from './broker-changes.ts';
import type { Change } from './broker-changes.ts';
import { consignments, consignmentSpec } from './consignments.ts';
import type { Consignment, Goods, Way } from './consignments.ts';

/** Consignments of one broker or at one office: how many there are, and which of them lie low among their goods. */
type Counted = { n: number; readonly low: Consignment[] };

/** The share below which a value is a drop. */
const dropOf = (params: Params): Ratio => divide(paramRatio(params, 'dropPercent'), ratio(100n));

const placeOf = (way: Way, one: Consignment): string => (way === 'broker' ? one.broker : one.office);

/** Whether a consignment lies more than the drop below the median of its goods. */
function lowIn(goods: Goods, keep: number): (one: Consignment) => boolean {
  const sorted = Float64Array.from(goods.list, ({ value, quantity }) => value / quantity).sort();
  const middle = ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
  // what lies at the limit itself is not low, whatever its last bit
  return ({ value, quantity }) => value / quantity < middle * keep * (1 - 1e-12);
}

/** Counts by broker or office over all goods that have enough consignments. */
function counted(all: readonly Goods[], way: Way, { params }: JudgeInput): ReadonlyMap<string, Counted> {
  const drop = dropOf(params);
  const keep = 1 - Number(drop.n) / Number(drop.d);
  const found = new Map<string, Counted>();
  for (const goods of all) {
    const isLow = lowIn(goods, keep);
    for (const one of goods.list) {
      const place = placeOf(way, one);
      if (place === '') continue;
      const before = found.get(place) ?? { n: 0, low: [] };
      found.set(place, before);
      before.n += 1;
      if (isLow(one)) before.low.push(one);
    }
  }
  return found;
}

/** Brokers or offices with more low values than those of the others make likely. */
function crowded(all: readonly Goods[], way: Way, input: JudgeInput): readonly RankedHit[] {
  const { rows, params } = input;
  const places = counted(all, way, input);
  const [n, low] = [...places.values()].reduce(([sum, lows], one) => [sum + one.n, lows + one.low.length], [0, 0]);
  const most = paramRatio(params, 'p');
  return [...places].flatMap(([place, one]) => {
    const others = n - one.n;
    const least = paramCount(params, 'minRows');
    if (others < least || one.low.length < least) return [];
    // with none low among the others, one is expected: as for clusters below a threshold
    const expected = Math.max(1, (one.n * (low - one.low.length)) / others);
    const p = gammaP(one.low.length, expected);
    if (!(p < Number(most.n) / Number(most.d)) || one.low.length < 2 * expected) return [];
    const told = { place, low: one.low.length, n: one.n, expected: { decimal: roundDecimal(roundedFloat(expected), 1) } };
    const at = one.low.flatMap((each) => each.rows);
    return [
      leadOf(
        { rows, at, mark: `${way}:low` },
        {
          score: scoreOf(30 + one.low.length),
          measures: {
            problem: `${way}Low`,
            place,
            declarations: String(one.n),
            below: String(one.low.length),
            expected_rows: roundDecimal(roundedFloat(expected), 1),
            p: roundedFloat(p),
          },
          explanation: words(`test.D14.hit.${way}Low`, { ...told, p: { decimal: roundDecimal(roundedFloat(p), 6) } }),
        },
      ),
    ];
  });
}

function changeHit(change: Change, way: Way, { rows, pack }: JudgeInput): RankedHit {
  const { goods, before, after, from, to, day } = change;
  const unit = ratio(goods.scale, pow10(nationalDigits(pack)));
  const drop = percentOf(subtract(before, after), before);
  const price = (of: Ratio): Decimal => ratioToDecimal(multiply(of, unit), 6);
  return leadOf(
    { rows, at: change.rows, mark: `${way}:${goods.label}` },
    {
      score: scoreOf(35 + Number(drop) / 2),
      measures: {
        problem: `${way}Change`,
        goods: goods.label,
        place: to,
        place_before: from,
        day,
        median_before: price(before),
        median: price(after),
        deviation_percent: `-${drop}`,
        currency: pack.nationalCurrency,
      },
      explanation: words(`test.D14.hit.${way}Change`, {
        goods: goods.label,
        from,
        place: to,
        day: { day },
        before: { decimal: price(before) },
        after: { decimal: price(after) },
        percent: { percent: drop },
      }),
    },
  );
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noDay: {}, noValue: {}, noQuantity: {}, fewInGroup: {} });
  const limits = { least: paramCount(params, 'minRows'), days: paramCount(params, 'days'), drop: dropOf(params) };
  const all = consignments(rows, { least: 2 * limits.least, out });
  const hits = (['broker', 'office'] as const).flatMap((way) => [
    ...crowded(all, way, input),
    ...all.flatMap((goods) => changesOf(goods, way, limits).map((change) => changeHit(change, way, input))),
  ]);
  const listed = ordered(hits);
  const judged = all.reduce((sum, { list }) => sum + list.length, 0);
  const named = (way: Way): number => new Set(all.flatMap(({ list }) => list.map((one) => placeOf(way, one))).filter(Boolean)).size;
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { consignments: countText(judged), brokers: countText(named('broker')), offices: countText(named('office')) },
    verdict: leadsVerdict(listed.length, judged, named('broker') + named('office') === 0 ? [words('test.D14.warn.nobodyNamed')] : []),
  };
}

/**
 * D14 brokers and offices: low values of the same goods that gather with one broker or at one office, and a change of broker or office after
 * which the same goods are declared lower than shortly before. Lead only: prices fall by themselves, and a cheaper broker is a good reason.
 */
export const brokers: AuditTest = {
  id: 'D14',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [
    { name: 'dropPercent', type: 'decimal', value: '20', atLeast: '0', atMost: '100' },
    { name: 'minRows', type: 'integer', value: '3', atLeast: '2', atMost: '100000' },
    { name: 'days', type: 'integer', value: '180', atLeast: '0', atMost: '3650' },
    { name: 'p', type: 'decimal', value: '0.01', atLeast: '0', atMost: '1' },
  ],
  needs: () => [{ table: 'declarations', columns: ['reg_no', 'reg_date', 'hs_code', 'customs_value_minor'] }],
  population: () => consignmentSpec,
  judge,
};
