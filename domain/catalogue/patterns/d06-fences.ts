import { words } from '../../model/words.ts';
import { add, compare, multiply, ratio, subtract } from '../../money/ratio.ts';
import type { Ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { leadOf, leadsVerdict } from '../leads.ts';
import { paramCount, paramRatio } from '../params.ts';
import type { Priced } from '../peers.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { figureGroups, figureNeeds, figureParam, figureSpec, figureText, leastPercentParam, rowLabel } from './figures.ts';
import type { FigureGroup } from './figures.ts';

const exact = (one: Priced | undefined): Ratio => (one === undefined ? ratio(0n) : ratio(BigInt(one.value), BigInt(one.quantity)));

/** Quantile type 7 of sorted figures: linear between the neighbours of (n - 1) quarters / 4. */
function quartile(sorted: readonly Priced[], quarters: number): Ratio {
  const position = (sorted.length - 1) * quarters;
  const low = exact(sorted[Math.floor(position / 4)]);
  if (position % 4 === 0) return low;
  const high = exact(sorted[Math.floor(position / 4) + 1]);
  return add(low, multiply(subtract(high, low), ratio(BigInt(position % 4), 4n)));
}

type Fences = { readonly q1: Ratio; readonly q3: Ratio; readonly low: Ratio; readonly high: Ratio; readonly spread: Ratio };

function fencesOf(sorted: readonly Priced[], k: Ratio): Fences {
  const [q1, q3] = [quartile(sorted, 1), quartile(sorted, 3)];
  const spread = subtract(q3, q1);
  return { q1, q3, spread, low: subtract(q1, multiply(k, spread)), high: add(q3, multiply(k, spread)) };
}

/** Sorted figures beyond the fences: from either end until one lies within. */
function beyond(sorted: readonly Priced[], { low, high }: Fences): readonly Priced[] {
  let [from, to] = [0, sorted.length - 1];
  while (from < sorted.length && compare(exact(sorted[from]), low) < 0) from += 1;
  while (to >= from && compare(exact(sorted[to]), high) > 0) to -= 1;
  return [...sorted.slice(0, from), ...sorted.slice(to + 1)];
}

/** Whether a figure is so many per cent away from the quartile on its side. */
function isFar(figure: Ratio, { q1, q3 }: Fences, percent: Ratio): boolean {
  const [past, from] = compare(figure, q1) < 0 ? [subtract(q1, figure), q1] : [subtract(figure, q3), q3];
  return compare(multiply(past, ratio(100n)), multiply(percent, from)) >= 0;
}

const asNumber = ({ n, d }: Ratio): number => Number(n) / Number(d);

function hitOf(one: Priced, given: { group: FigureGroup; fences: Fences; input: JudgeInput }): RankedHit {
  const { group, fences, input } = given;
  const { rows, params, pack } = input;
  const figure = exact(one);
  const side = compare(figure, fences.low) < 0 ? 'low' : 'high';
  const past = side === 'low' ? subtract(fences.q1, figure) : subtract(figure, fences.q3);
  // twice the distance of the fences, 3 spreads where they stand at 1.5
  const extreme = compare(past, multiply(multiply(paramRatio(params, 'k'), ratio(2n)), fences.spread)) > 0;
  const show = (x: Ratio): ReturnType<typeof figureText> => figureText(x, group, pack);
  return leadOf(
    { rows, at: [one.row] },
    {
      score: scoreOf((extreme ? 60 : 35) + Math.min(30, (2 * asNumber(past)) / asNumber(fences.spread))),
      measures: {
        group: group.label,
        rows: String(group.members.length),
        figure: show(figure),
        q1: show(fences.q1),
        q3: show(fences.q3),
        fence_low: show(fences.low),
        fence_high: show(fences.high),
        currency: group.currency || pack.nationalCurrency,
        outlier: extreme ? 'extreme' : 'plain',
      },
      explanation: words(`test.D06.hit.${side}`, {
        row: rowLabel(rows, params, group.label)(one.row),
        group: group.label,
        figure: { decimal: show(figure) },
        fence: { decimal: show(side === 'low' ? fences.low : fences.high) },
        q1: { decimal: show(fences.q1) },
        q3: { decimal: show(fences.q3) },
        n: group.members.length,
      }),
    },
  );
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noValue: {}, noQuantity: {}, noGroup: {}, fewInGroup: {}, equalGroup: {} });
  const groups = figureGroups(rows, params, { least: paramCount(params, 'minRows'), out });
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const group of groups) {
    const fences = fencesOf(group.members, paramRatio(params, 'k'));
    if (fences.spread.n === 0n) {
      // half of the figures are one: any other would be "beyond", however near
      out.add('equalGroup', group.members.length);
      continue;
    }
    judged += group.members.length;
    for (const one of beyond(group.members, fences)) {
      if (isFar(exact(one), fences, paramRatio(params, 'leastPercent'))) hits.push(hitOf(one, { group, fences, input }));
    }
  }
  const listed = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { figures: countText(judged), groups: countText(groups.length), outliers: countText(listed.length) },
    verdict: leadsVerdict(listed.length, judged),
  };
}

/**
 * D06 outliers by quartiles: figures beyond Q1 − k·IQR or Q3 + k·IQR of their group (quantile type 7, exact). Lead only: in any
 * population some honest figures lie out there.
 */
export const fences: AuditTest = {
  id: 'D06',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [
    figureParam,
    { name: 'k', type: 'decimal', value: '1.5', atLeast: '0.1', atMost: '100' },
    { name: 'minRows', type: 'integer', value: '8', atLeast: '4', atMost: '1000000' },
    leastPercentParam,
  ],
  needs: figureNeeds,
  population: figureSpec,
  judge,
};
