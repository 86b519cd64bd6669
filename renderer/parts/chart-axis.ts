import type { ChartInk } from './chart.tsx';

/** Lines and labels of an axis in the theme's ink. */
export const axis = (ink: ChartInk) => ({
  axisLine: { lineStyle: { color: ink.hairline } },
  axisTick: { show: false },
  axisLabel: { color: ink.quiet, fontFamily: ink.font, fontSize: 11 },
  splitLine: { lineStyle: { color: ink.hairline } },
  nameTextStyle: { color: ink.quiet, fontFamily: ink.font, fontSize: 11 },
});
