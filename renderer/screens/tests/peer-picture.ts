import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import type { Speech } from '../../parts/words.tsx';
import type { RunHit } from './hits.ts';
import { axis, frame, leadSeries } from './picture.ts';
import type { Option, Picture } from './picture.ts';

export type Peers = NonNullable<Output<AssayCalls['hit.peers']>['picture']>;
type Given = { readonly peers: Peers; readonly hits: readonly RunHit[]; readonly chosen: RunHit };

const argsOf = (hit: RunHit): Readonly<Record<string, unknown>> => hit.explanation.args;

/** Leads of the same goods: same code, origin, unit and currency. */
function ofSameGoods(hits: readonly RunHit[], chosen: RunHit): readonly RunHit[] {
  const goods = (hit: RunHit): string =>
    [argsOf(hit)['hs'], argsOf(hit)['origin'], hit.measures['unit'], hit.measures['currency']].map(String).join('|');
  return hits.filter((hit) => goods(hit) === goods(chosen));
}

const priceOf = (hit: RunHit): number => Number(hit.measures['unit_value']);

/** Lower edges of the steps, and the upper edge of the last. */
function edgesOf({ low, high, counts }: Peers): readonly number[] {
  const [from, to] = [Number(low), Number(high)];
  return Array.from({ length: counts.length + 1 }, (_, i) => from + ((to - from) * i) / counts.length);
}

function lines(chosen: RunHit, peers: Peers, speech: Speech) {
  const median = Number(chosen.measures['median']);
  const decile = Number(chosen.measures['decile']);
  return { median, decile, text: speech.money(chosen.measures['median'] ?? '0', peers.currency) };
}

function optionOf({ peers, hits, chosen }: Given, speech: Speech): Option {
  const edges = edgesOf(peers);
  const steps = edges.map((edge, i) => [edge, peers.counts[Math.min(i, peers.counts.length - 1)] ?? 0]);
  const { median, decile } = lines(chosen, peers, speech);
  const prices = [...edges, ...hits.map(priceOf)];
  const write = (value: number): string => speech.decimal(String(Math.round(value)));
  return (ink) => ({
    grid: frame,
    xAxis: {
      type: 'value',
      min: Math.min(...prices),
      max: Math.max(...prices, median),
      ...axis(ink),
      splitLine: { show: false },
      axisLabel: { ...axis(ink).axisLabel, formatter: write, hideOverlap: true, showMaxLabel: false },
    },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 2, ...axis(ink), axisLabel: { ...axis(ink).axisLabel, formatter: write } },
    series: [
      {
        type: 'line',
        step: 'end',
        silent: true,
        symbol: 'none',
        data: steps,
        lineStyle: { color: ink.quiet, width: 1 },
        areaStyle: { color: ink.quiet, opacity: 0.35 },
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          data: [
            { xAxis: median, lineStyle: { color: ink.accent, type: 'solid', width: 2 } },
            { xAxis: decile, lineStyle: { color: ink.accent, type: 'dashed', width: 1 } },
          ],
        },
      },
      {
        type: 'scatter',
        name: leadSeries,
        z: 5,
        data: hits.map((hit) => ({
          value: [priceOf(hit), 0],
          symbolSize: hit.key === chosen.key ? 13 : 9,
          symbolOffset: [0, -6],
          itemStyle: {
            color: ink.wrong,
            borderColor: hit.key === chosen.key ? ink.ink : ink.wrong,
            borderWidth: hit.key === chosen.key ? 2 : 0,
          },
        })),
      },
    ],
  });
}

/** The unit prices of comparable goods, with the leads among them where they stand. */
export function peerPicture(given: Omit<Given, 'hits'> & { readonly hits: readonly RunHit[] }, speech: Speech): Picture {
  const { say, count, decimal } = speech;
  const { peers, chosen } = given;
  const hits = ofSameGoods(given.hits, chosen);
  const edges = edgesOf(peers);
  const unit = speech.has(`unit.${peers.unit}`) ? say(`unit.${peers.unit}`) : peers.unit;
  const { text } = lines(chosen, peers, speech);
  const write = (value: number): string => decimal(value.toFixed(2));
  const above = peers.above === 0 ? [] : [[say('chart.peers.above'), '', count(peers.above)]];
  return {
    label: say('chart.peers', { n: peers.n, leads: hits.length, unit, currency: peers.currency }),
    option: optionOf({ ...given, hits }, speech),
    keyAt: (index, series) => (series === leadSeries ? hits[index]?.key : undefined),
    legend: [
      {
        mark: 'bar',
        tone: 'quiet',
        text: say(peers.cut ? 'chart.peers.firstLines' : 'chart.peers.lines', { n: peers.n, unit, currency: peers.currency }),
      },
      { mark: 'point', tone: 'wrong', text: say('chart.peers.leads', { n: hits.length }) },
      { mark: 'line', tone: 'accent', text: say('chart.peers.median', { price: text }) },
      { mark: 'dashed', tone: 'accent', text: say('chart.peers.decile') },
    ],
    figures: {
      heads: [
        say('chart.peers.from', { currency: peers.currency }),
        say('chart.peers.to', { currency: peers.currency }),
        say('chart.peers.n'),
      ],
      rows: [...peers.counts.map((n, i) => [write(edges[i] ?? 0), write(edges[i + 1] ?? 0), count(n)]), ...above],
    },
  };
}
