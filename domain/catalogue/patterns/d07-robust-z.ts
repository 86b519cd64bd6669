import { roundedFloat } from '../../caselog/work-hash.ts';
import { words } from '../../model/words.ts';
import { roundDecimal } from '../../money/decimal.ts';
import { ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { leadOf, leadsVerdict } from '../leads.ts';
import { paramCount, paramRatio, paramText } from '../params.ts';
import type { Priced } from '../peers.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { robustSpread, robustZ } from '../robust.ts';
import type { RobustSpread } from '../robust.ts';
import { figureGroups, figureNeeds, figureParam, figureSpec, figureText, leastPercentParam, rowLabel } from './figures.ts';
import type { FigureGroup } from './figures.ts';

type Found = {
  readonly one: Priced;
  readonly z: number;
  readonly group: FigureGroup;
  readonly spread: RobustSpread;
  readonly logs: boolean;
};

function hitOf({ one, z, group, spread, logs }: Found, input: JudgeInput): RankedHit {
  const { rows, params, pack } = input;
  const median = group.members[Math.floor((group.members.length - 1) / 2)];
  const show = (p: Priced | undefined): ReturnType<typeof figureText> =>
    figureText(p === undefined ? ratio(0n) : ratio(BigInt(p.value), BigInt(p.quantity)), group, pack);
  return leadOf(
    { rows, at: [one.row] },
    {
      score: scoreOf(30 + 5 * Math.abs(z)),
      measures: {
        group: group.label,
        rows: String(group.members.length),
        figure: show(one),
        median: show(median),
        z: roundedFloat(z),
        currency: group.currency || pack.nationalCurrency,
        spread_by: spread.by,
      },
      explanation: words(`test.D07.hit.${z < 0 ? 'low' : 'high'}${logs ? 'Log' : ''}`, {
        row: rowLabel(rows, params, group.label)(one.row),
        group: group.label,
        figure: { decimal: show(one) },
        median: { decimal: show(median) },
        z: { decimal: roundDecimal(roundedFloat(z), 3) },
        limit: paramText(params, 'limit'),
        n: group.members.length,
      }),
    },
  );
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noValue: {}, noQuantity: {}, noGroup: {}, fewInGroup: {}, equalGroup: {} });
  const groups = figureGroups(rows, params, { least: paramCount(params, 'minRows'), out });
  const limit = paramRatio(params, 'limit');
  const most = Number(limit.n) / Number(limit.d);
  const least = Number(paramText(params, 'leastPercent'));
  const logs = paramText(params, 'scale') === 'logarithms';
  const [hits, side]: [RankedHit[], string] = [[], paramText(params, 'direction')];
  let judged = 0;
  for (const group of groups) {
    const figures = group.members.map((p) => (logs ? Math.log(p.value / p.quantity) : p.value / p.quantity));
    const spread = robustSpread(figures);
    if (spread === null) {
      out.add('equalGroup', group.members.length);
      continue;
    }
    judged += group.members.length;
    const middle = logs ? Math.exp(spread.median) : spread.median;
    group.members.forEach((one, at) => {
      const z = robustZ(figures[at] ?? 0, spread);
      const away = Math.abs(one.value / one.quantity / middle - 1) * 100;
      if (Math.abs(z) <= most || away < least || (side === 'low' && z > 0) || (side === 'high' && z < 0)) return;
      hits.push(hitOf({ one, z, group, spread, logs }, input));
    });
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
 * D07 robust z: 0.6745 (x − median) / MAD beyond the limit; where the MAD is nought, the mean absolute deviation. Prices by their
 * logarithms. Lead only: it says that a figure is unlike the others, not that it is wrong.
 */
export const robustOutliers: AuditTest = {
  id: 'D07',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [
    figureParam,
    { name: 'scale', type: 'choice', value: 'logarithms', choices: ['logarithms', 'values'] },
    { name: 'direction', type: 'choice', value: 'both', choices: ['both', 'low', 'high'] },
    { name: 'limit', type: 'decimal', value: '3.5', atLeast: '0.1', atMost: '1000' },
    { name: 'minRows', type: 'integer', value: '8', atLeast: '3', atMost: '1000000' },
    leastPercentParam,
  ],
  needs: figureNeeds,
  population: figureSpec,
  judge,
};
