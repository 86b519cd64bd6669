import { words } from '../../model/words.ts';
import type { Decimal } from '../../model/scalars.ts';
import { pow10, scaledToDecimal } from '../../money/decimal.ts';
import { add, compare, divide, multiply, ratio, ratioToDecimal, roundRatio, subtract } from '../../money/ratio.ts';
import type { Ratio } from '../../money/ratio.ts';
import { digitsOf } from '../../packs/currency.ts';
import { unitCode } from '../../packs/units.ts';
import type { RulePack } from '../../packs/rule-pack.ts';
import type { AuditTest, Hit, JudgeInput, Judgement, Params, Population, SuggestedCorrection } from '../audit-test.ts';
import { paramCount, paramRatio, paramText } from '../params.ts';
import { groupOf, nearMedian, peersIn, peersOf } from '../peers.ts';
import type { PeerFigures, Priced } from '../peers.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';

/** Comparable goods: same code, origin, unit of quantity (and currency where prices are compared). */
type Goods = { readonly hs: string; readonly origin: string; readonly unit: string; readonly currency: string; readonly scale: bigint };
export type Comparable = { readonly goods: Goods; readonly members: Priced[] };

const columns = 'reg_no item_no hs_code origin_country supp_unit supp_qty_e6 net_g'.split(' ');
const valueColumns = (params: Params): readonly string[] =>
  paramText(params, 'value') === 'item_price_minor' ? ['item_price_minor', 'currency'] : ['customs_value_minor'];

/** Supplementary quantity where the line has one, net weight otherwise, as the parameter says. */
function quantityOf(
  rows: Population,
  i: number,
  given: { params: Params; pack: RulePack },
): { quantity: number; unit: string; scale: bigint } | null {
  const choice = paramText(given.params, 'quantity');
  const unit = rows.text('supp_unit')[i] ?? null;
  const [supp, net] = [rows.number('supp_qty_e6'), rows.number('net_g')];
  if (choice !== 'weight' && unit !== null && supp.present[i] === 1 && (supp.values[i] ?? 0) > 0) {
    return { quantity: supp.values[i] ?? 0, unit: unitCode(given.pack, unit) ?? unit, scale: 1_000_000n };
  }
  if (choice === 'supplementary' || net.present[i] !== 1 || (net.values[i] ?? 0) <= 0) return null;
  return { quantity: net.values[i] ?? 0, unit: 'kg', scale: 1000n };
}

/** The priced rows by comparable goods; rows that cannot be compared go to `out`. */
export function comparablesOf(input: JudgeInput, out: Exclusions): readonly Comparable[] {
  const { rows, params, pack } = input;
  const [valueColumn = '', currencyColumn] = valueColumns(params);
  const value = rows.number(valueColumn);
  const [hs, origins, shipments] = [rows.text('hs_code'), rows.text('origin_country'), rows.text('reg_no')];
  const groups = new Map<string, Comparable>();
  for (let i = 0; i < rows.n; i += 1) {
    const origin = origins[i] ?? null;
    const currency = currencyColumn === undefined ? pack.nationalCurrency : (rows.text(currencyColumn)[i] ?? null);
    const quantity = quantityOf(rows, i, { params, pack });
    const minor = value.present[i] === 1 ? (value.values[i] ?? 0) : 0;
    if (minor <= 0) out.add('noValue');
    else if (origin === null) out.add('noOrigin');
    else if (currency === null) out.add('noCurrency');
    else if (quantity === null) out.add('noQuantity');
    else {
      const goods = { hs: hs[i] ?? '', origin, unit: quantity.unit, currency, scale: quantity.scale };
      const key = `${goods.hs}|${origin}|${goods.scale}|${goods.unit}|${currency}`;
      const group = groups.get(key) ?? { goods, members: [] };
      if (group.members.length === 0) groups.set(key, group);
      group.members.push({ row: i, value: minor, quantity: quantity.quantity, shipment: shipments[i] ?? '' });
    }
  }
  return [...groups.values()];
}

type Direction = 'low' | 'high';
type Reason = 'median' | 'decile';
type Limits = { readonly far: Ratio; readonly near: Ratio; readonly nearFloat: number; readonly directions: readonly Direction[] };

function limitsOf(params: Params): Limits {
  const hundred = ratio(100n);
  const far = divide(paramRatio(params, 'devPercent'), hundred);
  const near = divide(paramRatio(params, 'p10DevPercent'), hundred);
  const least = compare(far, near) < 0 ? far : near;
  const direction = paramText(params, 'direction');
  return {
    far,
    near,
    nearFloat: Number(least.n) / Number(least.d),
    directions: direction === 'both' ? ['low', 'high'] : [direction as Direction],
  };
}

/** Farther from the median than the limit, or beyond the outer decile and farther than the nearer limit (domain-corrections 20). */
function reasonOf(up: Ratio, peers: PeerFigures, limits: Limits, direction: Direction): Reason | null {
  const one = ratio(1n);
  const beyond = (limit: Ratio): boolean =>
    direction === 'low'
      ? compare(up, multiply(peers.median, subtract(one, limit))) < 0
      : compare(up, multiply(peers.median, add(one, limit))) > 0;
  if (beyond(limits.far)) return 'median';
  const outside = direction === 'low' ? compare(up, peers.low) < 0 : compare(up, peers.high) > 0;
  return outside && beyond(limits.near) ? 'decile' : null;
}

/** Doubles only sort out what is certainly near the median; every decision is exact. */
const certainlyNear = (p: Priced, median: number, limits: Limits): boolean =>
  Math.abs(p.value / p.quantity / median - 1) < limits.nearFloat - 1e-9;

type Found = {
  readonly priced: Priced;
  readonly goods: Goods;
  readonly peers: PeerFigures;
  readonly reason: Reason;
  readonly direction: Direction;
};

function hitOf(found: Found, input: JudgeInput): RankedHit {
  const { priced, goods, peers, reason, direction } = found;
  const { rows, pack } = input;
  const digits = digitsOf(pack, goods.currency) ?? 2;
  const up = ratio(BigInt(priced.value), BigInt(priced.quantity));
  const perUnit = (r: Ratio): Decimal => unitValue(multiply(r, ratio(goods.scale, pow10(digits))), digits);
  const deviation = multiply(divide(subtract(up, peers.median), peers.median), ratio(100n));
  const atMedian = roundRatio(multiply(peers.median, ratio(BigInt(priced.quantity))));
  const outer = direction === 'low' ? peers.low : peers.high;
  const money = (amount: Decimal) => ({ money: amount, currency: goods.currency });
  const name = rows.nameOf(priced.row);
  const percent = scaledToDecimal(roundRatio(multiply(deviation, ratio(100n))), 2);
  return {
    rank: rows.rank[priced.row] ?? 0,
    hit: {
      key: name,
      keys: [name],
      score: scoreOf(Math.abs(Number(percent)) * 2),
      measures: {
        reason,
        direction,
        unit_value: perUnit(up),
        median: perUnit(peers.median),
        decile: perUnit(outer),
        deviation_percent: percent,
        peers: String(peers.n),
        unit: goods.unit,
        currency: goods.currency,
        value: scaledToDecimal(priced.value, digits),
        value_at_median: scaledToDecimal(atMedian, digits),
        difference: scaledToDecimal(atMedian - BigInt(priced.value), digits),
      },
      explanation: words(`test.V14.hit.${reason}.${direction}`, {
        declaration: rows.text('reg_no')[priced.row] ?? '',
        item: rows.number('item_no').values[priced.row] ?? 0,
        hs: goods.hs,
        origin: goods.origin,
        unit: pack.units.some((u) => u.code === goods.unit) ? { words: words(`unit.${goods.unit}`) } : goods.unit,
        unitValue: money(perUnit(up)),
        median: money(perUnit(peers.median)),
        decile: money(perUnit(outer)),
        deviation: { percent },
        peers: peers.n,
      }),
    },
  };
}

/** Unit values below one keep six decimals, others the currency's. */
function unitValue(amount: Ratio, digits: number): Decimal {
  if (compare(amount, ratio(1n)) < 0) return ratioToDecimal(amount, 6);
  return scaledToDecimal(roundRatio(multiply(amount, ratio(pow10(digits)))), digits);
}

function judgeGroup(group: Comparable, input: JudgeInput, given: { limits: Limits; out: Exclusions }): readonly Found[] {
  const atLeast = paramCount(input.params, 'minPeers');
  const sorted = groupOf(group.members);
  const exact = new Map<string, PeerFigures>();
  const found: Found[] = [];
  for (const priced of group.members) {
    if (peersIn(sorted, priced.shipment) < atLeast) {
      given.out.add('fewPeers');
      continue;
    }
    if (certainlyNear(priced, nearMedian(sorted, priced.shipment), given.limits)) continue;
    const peers = exact.get(priced.shipment) ?? peersOf(sorted, priced.shipment);
    exact.set(priced.shipment, peers);
    const up = ratio(BigInt(priced.value), BigInt(priced.quantity));
    for (const direction of given.limits.directions) {
      const reason = reasonOf(up, peers, given.limits, direction);
      if (reason !== null) found.push({ priced, goods: group.goods, peers, reason, direction });
    }
  }
  return found;
}

function judge(input: JudgeInput): Judgement {
  const out = exclusions({
    noValue: {},
    noOrigin: {},
    noCurrency: {},
    noQuantity: {},
    fewPeers: { n: paramCount(input.params, 'minPeers') },
  });
  const limits = limitsOf(input.params);
  const groups = comparablesOf(input, out);
  const found = groups.flatMap((group) => judgeGroup(group, input, { limits, out }));
  const count = (reason: Reason): Decimal => countText(found.filter((f) => f.reason === reason).length);
  return {
    populationN: input.rows.n,
    excluded: out.list(),
    hits: ordered(found.map((f) => hitOf(f, input))),
    stats: { groups: countText(groups.length), hits_median: count('median'), hits_decile: count('decile') },
    verdict: null,
  };
}

/** The value that the peers' median gives; only where customs values were compared. */
function ofPeerPrice(hit: Hit, pack: RulePack): readonly SuggestedCorrection[] {
  const [row] = hit.keys;
  const audited = hit.measures['value_at_median'];
  if (row === undefined || audited === undefined || hit.measures['currency'] !== pack.nationalCurrency) return [];
  return [{ row, component: 'customs_value', audited }];
}

/** V14 peer price: unit value against the same goods of other shipments in the case. A lead, never a ground by itself. */
export const peerPrice: AuditTest = {
  id: 'V14',
  version: '1.0.0',
  area: 'valuation',
  leadOnly: true,
  params: [
    { name: 'direction', type: 'choice', value: 'low', choices: ['low', 'high', 'both'] },
    { name: 'devPercent', type: 'decimal', value: '25', atLeast: '0', atMost: '100' },
    { name: 'p10DevPercent', type: 'decimal', value: '10', atLeast: '0', atMost: '100' },
    { name: 'minPeers', type: 'integer', value: '8', atLeast: '2', atMost: '1000000' },
    { name: 'quantity', type: 'choice', value: 'auto', choices: ['auto', 'supplementary', 'weight'] },
    { name: 'value', type: 'choice', value: 'customs_value_minor', choices: ['customs_value_minor', 'item_price_minor'] },
  ],
  needs: (params) => {
    const quantity =
      paramText(params, 'quantity') === 'supplementary'
        ? ['supp_unit', 'supp_qty_e6']
        : paramText(params, 'quantity') === 'weight'
          ? ['net_g']
          : [];
    return [{ table: 'declarations', columns: ['hs_code', 'origin_country', ...valueColumns(params), ...quantity] }];
  },
  population: (params) => ({ table: 'declarations', columns: [...columns, ...valueColumns(params)] }),
  judge,
  suggest: ofPeerPrice,
};
