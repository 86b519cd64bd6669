import './pick-bars.css';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback, useId, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { axis } from './chart-axis.ts';
import { Chart } from './chart.tsx';
import type { ChartInk } from './chart.tsx';
import { walk } from './walk.ts';

/** One bar: its short name at the axis, its length, and what is said of it. */
export type PickBar = { readonly key: string; readonly name: string; readonly value: number; readonly said: string };

type BarsProps = {
  readonly label: string;
  readonly bars: readonly PickBar[];
  /** lie one below the other, for names that are words */
  readonly lying?: boolean;
  /** how a length is written at the axis */
  readonly tick: (value: number) => string;
  /** lengths are counts: the axis has no halves */
  readonly whole?: boolean;
  /** what picking a bar does, said to those who do not see it */
  readonly hint: string;
  readonly onPick: (index: number) => void;
};

const stepOf: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowUp', ArrowRight: 'ArrowDown' };

/** Room of a bar that lies, in CSS pixels. */
const barStep = 26;

/** Bars that can be picked with the pointer and walked with the keyboard: arrows read them out, Enter picks. */
export function PickBars(props: BarsProps): ReactNode {
  const { bars, onPick } = props;
  const id = useId();
  const [chosen, setChosen] = useState(-1);
  const [under, setUnder] = useState(-1);
  const at = Math.min(chosen, bars.length - 1);
  const held = under >= 0 && under < bars.length ? under : at;
  const option = useOption(props, held);
  const press = (event: KeyboardEvent): void => {
    const next = walk(stepOf[event.key] ?? event.key, at, bars.length);
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (next !== null) setChosen(next);
    else if (event.key === 'Enter' && at >= 0) onPick(at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      className={`pick-bars${props.lying === true ? ' lying' : ''}`}
      style={props.lying === true ? { height: bars.length * barStep + 52 } : {}}
    >
      <div className="pick-bars-place">
        <div
          className="pick-bars-list"
          role="listbox"
          aria-label={props.label}
          aria-describedby={`${id}-hint`}
          aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
          tabIndex={0}
          onKeyDown={press}
          onFocus={() => setChosen((now) => Math.max(0, now))}
        >
          {bars.map((bar, i) => (
            <div key={bar.key} id={`${id}-${i}`} role="option" aria-selected={i === at} className="hidden-text">
              {bar.said}
            </div>
          ))}
        </div>
        <div className="pick-bars-picture" aria-hidden>
          <Chart label={props.label} option={option} onPick={onPick} onHover={setUnder} />
        </div>
      </div>
      <p className="pick-bars-said meta" id={`${id}-hint`}>
        {bars[held]?.said ?? props.hint}
      </p>
    </div>
  );
}

function useOption({ bars, lying = false, tick, whole = false }: BarsProps, held: number): (ink: ChartInk) => EChartsCoreOption {
  return useCallback(
    (ink) => {
      const names = {
        type: 'category',
        data: bars.map((bar) => bar.name),
        ...axis(ink),
        axisLabel: { ...axis(ink).axisLabel, hideOverlap: true, ...(lying ? { width: 132, overflow: 'truncate', interval: 0 } : {}) },
        inverse: lying,
      };
      const lengths = {
        type: 'value',
        splitNumber: 3,
        ...(whole ? { minInterval: 1 } : {}),
        ...axis(ink),
        axisLabel: { ...axis(ink).axisLabel, formatter: tick, hideOverlap: true },
      };
      return {
        grid: lying ? { left: 148, right: 28, top: 6, bottom: 24 } : { left: 64, right: 20, top: 10, bottom: 24 },
        xAxis: lying ? lengths : names,
        yAxis: lying ? names : lengths,
        series: [
          {
            type: 'bar',
            name: 'bars',
            barMaxWidth: lying ? 18 : 36,
            // a bar too short to be hit is still there
            barMinHeight: 2,
            data: bars.map((bar, i) => ({
              value: bar.value,
              itemStyle: { color: i === held ? ink.accent : ink.quiet },
            })),
          },
        ],
      };
    },
    [bars, lying, tick, whole, held],
  );
}
