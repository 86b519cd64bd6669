import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useStable } from './latest.ts';
import { SafeSvgRenderer } from './chart-painter.ts';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';

use([BarChart, LineChart, ScatterChart, GridComponent, MarkLineComponent, SafeSvgRenderer]);

/** Colours and type of the theme, as the chart library wants them. */
export type ChartInk = {
  readonly ink: string;
  readonly quiet: string;
  readonly hairline: string;
  readonly accent: string;
  readonly wrong: string;
  readonly font: string;
};

function readInk(): ChartInk {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(name).trim();
  return {
    ink: token('--ink'),
    quiet: token('--quiet'),
    hairline: token('--hairline'),
    accent: token('--accent'),
    wrong: token('--wrong'),
    font: token('--font'),
  };
}

function watchTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

type ChartProps = {
  /** what the picture shows, for those who do not see it; the table beside it has the figures */
  readonly label: string;
  readonly option: (ink: ChartInk) => EChartsCoreOption;
  /** a point was pressed: its place in its series, and the series' name */
  readonly onPick?: (index: number, series: string) => void;
  /** the pointer is over a point, or over none: -1 */
  readonly onHover?: (index: number) => void;
};

/** A picture of figures that stand in the table too; follows theme and size, moves nothing. */
export function Chart(props: ChartProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const theme = useSyncExternalStore(watchTheme, () => document.documentElement.dataset['theme'] ?? '');
  const { option } = props;
  const pick = useStable((index: number, series: string) => props.onPick?.(index, series));
  const hover = useStable((index: number) => props.onHover?.(index));
  useEffect(() => {
    if (place.current === null) return undefined;
    const made = init(place.current, null, { renderer: 'svg' });
    chart.current = made;
    made.on('click', (event) => pick(event.dataIndex, event.seriesName ?? ''));
    made.on('mouseover', (event) => hover(event.dataIndex));
    made.on('mouseout', () => hover(-1));
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(place.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, [pick, hover]);
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option(readInk()) }, { notMerge: true });
  }, [option, theme]);
  return <div ref={place} className="chart-place" role="img" aria-label={props.label} />;
}
