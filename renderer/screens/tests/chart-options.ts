import type { EChartsCoreOption } from 'echarts/core';
import type { ChartInk } from '../../parts/chart.tsx';
import type { Speech } from '../../parts/words.tsx';

type Hit = { readonly key: string; readonly measures: Readonly<Record<string, string>> };
type Option = (ink: ChartInk) => EChartsCoreOption;
type Stats = Readonly<Record<string, string | readonly string[]>>;

const atMost = 400;
const barsAtMost = 30;

const axis = (ink: ChartInk) => ({
  axisLine: { lineStyle: { color: ink.hairline } },
  axisTick: { show: false },
  axisLabel: { color: ink.quiet, fontFamily: ink.font, fontSize: 11 },
  splitLine: { lineStyle: { color: ink.hairline } },
  nameTextStyle: { color: ink.quiet, fontFamily: ink.font, fontSize: 11 },
});

const frame = { left: 72, right: 96, top: 24, bottom: 28 };

export type Digits = { readonly digits: readonly string[]; readonly observed: readonly number[]; readonly expected: readonly number[] };

const numbers = (value: string | readonly string[] | undefined): readonly number[] | null =>
  Array.isArray(value) ? value.map(Number) : null;

/** @returns observed and expected shares by digit in percent, or null when the run has none */
export function benfordOf(stats: Stats): Digits | null {
  const [digits, observed, expected] = [numbers(stats['digits']), numbers(stats['share']), numbers(stats['expected_share'])];
  if (digits === null || observed === null || expected === null) return null;
  return { digits: digits.map(String), observed: observed.map((n) => n * 100), expected: expected.map((n) => n * 100) };
}

const percent = (speech: Speech) => (value: number) => speech.percent(String(Math.round(value)));

/** Bars of what was found, a line of what Benford's law expects. */
export function benfordOption(digits: Digits, speech: Speech): Option {
  return (ink) => ({
    grid: frame,
    xAxis: { type: 'category', data: digits.digits, ...axis(ink) },
    yAxis: { type: 'value', splitNumber: 3, ...axis(ink), axisLabel: { ...axis(ink).axisLabel, formatter: percent(speech) } },
    series: [
      { type: 'bar', name: speech.say('chart.observed'), data: digits.observed, itemStyle: { color: ink.quiet }, barMaxWidth: 28 },
      {
        type: 'line',
        name: speech.say('chart.expected'),
        data: digits.expected,
        symbol: 'circle',
        symbolSize: 5,
        lineStyle: { color: ink.accent, width: 2 },
        itemStyle: { color: ink.accent },
        endLabel: {
          show: true,
          offset: [16, 0],
          formatter: speech.say('chart.expected'),
          color: ink.accent,
          fontFamily: ink.font,
          fontSize: 11,
        },
      },
    ],
  });
}

type DeviationInput = { readonly hits: readonly Hit[]; readonly chosen: string | undefined; readonly limit: number };

/** Each lead's deviation from its own median; the median is the line at nought. */
export function deviationOption({ hits, chosen, limit }: DeviationInput, speech: Speech): Option {
  const points = hits.slice(0, atMost);
  return (ink) => ({
    grid: frame,
    xAxis: { type: 'category', data: points.map((_, i) => String(i + 1)), ...axis(ink), axisLabel: { show: false } },
    yAxis: {
      type: 'value',
      ...axis(ink),
      axisLabel: { ...axis(ink).axisLabel, formatter: percent(speech) },
      splitNumber: 3,
      splitLine: { show: false },
    },
    series: [
      {
        type: 'scatter',
        symbolSize: (_value: unknown, point: { readonly dataIndex: number }) => (points[point.dataIndex]?.key === chosen ? 12 : 8),
        data: points.map((hit) => ({
          value: Number(hit.measures['deviation_percent'] ?? '0'),
          itemStyle: { color: ink.wrong, borderColor: hit.key === chosen ? ink.ink : ink.wrong, borderWidth: hit.key === chosen ? 2 : 0 },
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { position: 'end', color: ink.quiet, fontFamily: ink.font, fontSize: 11 },
          data: [
            { yAxis: 0, lineStyle: { color: ink.accent, type: 'solid', width: 2 }, label: { formatter: speech.say('chart.median') } },
            ...(limit > 0
              ? [{ yAxis: -limit, lineStyle: { color: ink.wrong, type: 'dashed' }, label: { formatter: speech.percent(String(-limit)) } }]
              : []),
          ],
        },
      },
    ],
  });
}

type BarInput = { readonly hits: readonly Hit[]; readonly chosen: string | undefined; readonly measure: string; readonly name: string };

/** One bar a lead, the first thirty. */
export function barOption({ hits, chosen, measure, name }: BarInput, speech: Speech): Option {
  const bars = hits.slice(0, barsAtMost);
  return (ink) => ({
    grid: frame,
    xAxis: { type: 'category', data: bars.map((_, i) => String(i + 1)), ...axis(ink) },
    yAxis: {
      type: 'value',
      name,
      ...axis(ink),
      splitNumber: 3,
      axisLabel: { ...axis(ink).axisLabel, formatter: (value: number) => speech.decimal(String(Math.round(value))) },
    },
    series: [
      {
        type: 'bar',
        barMaxWidth: 28,
        data: bars.map((hit) => ({
          value: Number(hit.measures[measure] ?? '0'),
          itemStyle: { color: hit.key === chosen ? ink.accent : ink.quiet },
        })),
      },
    ],
  });
}
