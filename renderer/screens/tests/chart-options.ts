import type { Speech } from '../../parts/words.tsx';
import { axis, frame, leadSeries } from './picture.ts';
import type { Picture, PictureHit } from './picture.ts';

type Stats = Readonly<Record<string, string | readonly string[]>>;

const barsAtMost = 30;

export type Digits = { readonly digits: readonly string[]; readonly observed: readonly number[]; readonly expected: readonly number[] };

const numbers = (value: string | readonly string[] | undefined): readonly number[] | null =>
  Array.isArray(value) ? value.map(Number) : null;

/** @returns observed and expected shares by digit in percent, or null when the run has none */
export function benfordOf(stats: Stats): Digits | null {
  const [digits, observed, expected] = [numbers(stats['digits']), numbers(stats['share']), numbers(stats['expected_share'])];
  if (digits === null || observed === null || expected === null) return null;
  return { digits: digits.map(String), observed: observed.map((n) => n * 100), expected: expected.map((n) => n * 100) };
}

type BenfordInput = { readonly digits: Digits; readonly hits: readonly PictureHit[]; readonly chosen: string | undefined };

/** Bars of what was found, a line of what Benford's law expects; digits that stand out are marked. */
export function benfordPicture({ digits, hits, chosen }: BenfordInput, speech: Speech): Picture {
  const { say, percent } = speech;
  const hitOf = (digit: string): PictureHit | undefined => hits.find((hit) => hit.measures['digits'] === digit);
  const share = (value: number): string => percent(value.toFixed(1));
  const whole = (value: number): string => percent(String(Math.round(value)));
  return {
    label: say('chart.benford'),
    legend: [
      { mark: 'bar', tone: 'quiet', text: say('chart.observed') },
      { mark: 'bar', tone: 'wrong', text: say('chart.standsOut') },
      { mark: 'line', tone: 'accent', text: say('chart.expected') },
    ],
    keyAt: (index) => hitOf(digits.digits[index] ?? '')?.key,
    option: (ink) => ({
      grid: frame,
      xAxis: { type: 'category', data: digits.digits, ...axis(ink) },
      yAxis: { type: 'value', splitNumber: 3, ...axis(ink), axisLabel: { ...axis(ink).axisLabel, formatter: whole } },
      series: [
        {
          type: 'bar',
          name: leadSeries,
          barMaxWidth: 28,
          data: digits.observed.map((value, i) => {
            const hit = hitOf(digits.digits[i] ?? '');
            const held = hit !== undefined && hit.key === chosen;
            return {
              value,
              itemStyle: { color: hit === undefined ? ink.quiet : ink.wrong, borderColor: ink.ink, borderWidth: held ? 2 : 0 },
            };
          }),
        },
        {
          type: 'line',
          silent: true,
          data: digits.expected,
          symbol: 'circle',
          symbolSize: 5,
          lineStyle: { color: ink.accent, width: 2 },
          itemStyle: { color: ink.accent },
        },
      ],
    }),
    figures: {
      heads: [say('test.measure.digits'), say('chart.observed'), say('chart.expected')],
      rows: digits.digits.map((digit, i) => [digit, share(digits.observed[i] ?? 0), share(digits.expected[i] ?? 0)]),
    },
  };
}

type BarInput = {
  readonly hits: readonly PictureHit[];
  readonly chosen: string | undefined;
  readonly measure: string;
  readonly name: string;
};

/** One bar a lead, the first thirty. */
export function barPicture({ hits, chosen, measure, name }: BarInput, speech: Speech): Picture {
  const { say, amount, count } = speech;
  const bars = hits.slice(0, barsAtMost);
  const valueOf = (hit: PictureHit): string => hit.measures[measure] ?? '0';
  return {
    label: say('chart.bars', { measure: name }),
    legend: [
      {
        mark: 'bar',
        tone: 'quiet',
        text: say(hits.length > barsAtMost ? 'chart.bars.first' : 'chart.bars.all', { n: bars.length, measure: name }),
      },
    ],
    keyAt: (index) => bars[index]?.key,
    option: (ink) => ({
      grid: frame,
      xAxis: { type: 'category', data: bars.map((_, i) => String(i + 1)), ...axis(ink) },
      yAxis: {
        type: 'value',
        ...axis(ink),
        splitNumber: 3,
        axisLabel: { ...axis(ink).axisLabel, formatter: (value: number) => speech.decimal(String(Math.round(value))) },
      },
      series: [
        {
          type: 'bar',
          name: leadSeries,
          barMaxWidth: 28,
          data: bars.map((hit) => ({ value: Number(valueOf(hit)), itemStyle: { color: hit.key === chosen ? ink.accent : ink.quiet } })),
        },
      ],
    }),
    figures: { heads: [say('grid.number'), name], rows: bars.map((hit, i) => [count(i + 1), amount(valueOf(hit))]) },
  };
}
