import type { Speech } from '../../parts/words.tsx';
import { axis, frame, leadSeries } from './picture.ts';
import type { Picture, PictureHit } from './picture.ts';

type Given = { readonly hits: readonly PictureHit[]; readonly chosen: string | undefined };

const seriesAtMost = 6;

/** Where in its series each gap lies, larger for more missing numbers. @returns null when the hits are no gaps */
export function gapPicture({ hits, chosen }: Given, speech: Speech): Picture | null {
  const { say, count } = speech;
  const { series: known, from, missing } = hits[0]?.measures ?? {};
  if (known === undefined || from === undefined || missing === undefined) return null;
  const names = [...new Set(hits.map((hit) => hit.measures['series'] ?? ''))].slice(0, seriesAtMost);
  const shown = hits.filter((hit) => names.includes(hit.measures['series'] ?? ''));
  const numberOf = (hit: PictureHit, name: string): number => Number(hit.measures[name] ?? '0');
  const size = (hit: PictureHit): number => Math.min(28, 8 + 3 * Math.sqrt(numberOf(hit, 'missing')));
  return {
    label: say('chart.gaps', { n: shown.length, series: names.length }),
    legend: [{ mark: 'point', tone: 'wrong', text: say('chart.gaps.mark') }],
    keyAt: (index) => shown[index]?.key,
    option: (ink) => ({
      grid: { ...frame, left: 104 },
      xAxis: {
        type: 'value',
        scale: true,
        minInterval: 1,
        ...axis(ink),
        axisLabel: { ...axis(ink).axisLabel, formatter: (n: number) => count(Math.round(n)), hideOverlap: true },
      },
      yAxis: { type: 'category', data: names, ...axis(ink), axisLabel: { ...axis(ink).axisLabel, width: 92, overflow: 'truncate' } },
      series: [
        {
          type: 'scatter',
          name: leadSeries,
          data: shown.map((hit) => ({
            value: [numberOf(hit, 'from'), names.indexOf(hit.measures['series'] ?? '')],
            symbolSize: size(hit),
            itemStyle: { color: ink.wrong, opacity: 0.85, borderColor: ink.ink, borderWidth: hit.key === chosen ? 2 : 0 },
          })),
        },
      ],
    }),
    figures: {
      heads: [say('test.measure.series'), say('test.measure.from'), say('test.measure.to'), say('test.measure.missing')],
      rows: shown.map((hit) => [hit.measures['series'] ?? '', ...['from', 'to', 'missing'].map((name) => count(numberOf(hit, name)))]),
    },
  };
}
