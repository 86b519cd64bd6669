import type { EChartsCoreOption } from 'echarts/core';
import type { ChartInk } from '../../parts/chart.tsx';

export type PictureHit = { readonly key: string; readonly measures: Readonly<Record<string, string>> };
export type Option = (ink: ChartInk) => EChartsCoreOption;

/** The same figures as a table: for those who would rather read than look. */
export type Figures = { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** What a mark of the picture means; the shape tells marks apart without colour. */
export type Legend = {
  readonly mark: 'bar' | 'line' | 'dashed' | 'point';
  readonly tone: 'quiet' | 'accent' | 'wrong';
  readonly text: string;
};

export type Picture = {
  readonly label: string;
  readonly option: Option;
  readonly legend: readonly Legend[];
  readonly figures: Figures;
  /** the lead behind a point of the picture, if there is one */
  readonly keyAt: (index: number, series: string) => string | undefined;
};

export { axis } from '../../parts/chart-axis.ts';

export const frame = { left: 72, right: 32, top: 12, bottom: 24 };

/** Name of the series whose points are leads. */
export const leadSeries = 'leads';
