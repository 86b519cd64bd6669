import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { Chart } from '../../parts/chart.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { barOption, benfordOf, benfordOption, deviationOption } from './chart-options.ts';
import type { RunHit } from './hits.ts';
import { measureName } from './measures.ts';

type Run = Output<AssayCalls['runs.hits']>['run'];

type ChartProps = {
  readonly run: Run;
  readonly hits: readonly RunHit[];
  readonly chosen: string | undefined;
  readonly onSelect: (hit: RunHit) => void;
};

/** How far each bar or point is off; the biggest first. */
const barMeasures = ['difference', 'shortfall', 'missing', 'amount', 'rows'] as const;

/** The picture of a run, as fits the test: deviations from the median, digits against Benford's law, differences by size. */
export function RunChart(props: ChartProps): ReactNode {
  const speech = useSpeech();
  const { run, hits, chosen } = props;
  const picture = useMemo(() => {
    const digits = benfordOf(run.stats);
    if (digits !== null) {
      return { label: speech.say('chart.benford'), option: benfordOption(digits, speech) };
    }
    if (hits[0]?.measures['deviation_percent'] !== undefined) {
      const limit = Number(run.params['devPercent'] ?? '0');
      return { label: speech.say('chart.deviation', { n: hits.length }), option: deviationOption({ hits, chosen, limit }, speech) };
    }
    const measure = barMeasures.find((name) => hits[0]?.measures[name] !== undefined);
    if (measure === undefined) return null;
    const name = measureName(measure, speech);
    return { label: speech.say('chart.bars', { measure: name }), option: barOption({ hits, chosen, measure, name }, speech) };
  }, [run, hits, chosen, speech]);
  if (picture === null) return null;
  const pick = (index: number): void => {
    const hit = hits[index];
    if (hit !== undefined && benfordOf(run.stats) === null) props.onSelect(hit);
  };
  return <Chart label={picture.label} option={picture.option} onPick={pick} />;
}
