import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { useStable } from '../latest.ts';
import { clampOffset, heightsOf, offsetShowing, rowHeight, squeeze } from './geometry.ts';
import type { Heights } from './geometry.ts';

export type GridScroll = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly heights: Heights;
  /** pixels of rows above the first one that is seen */
  readonly offset: number;
  readonly left: number;
  readonly width: number;
  readonly onScroll: () => void;
  readonly showRow: (row: number) => void;
  readonly scrollTo: (offset: number) => void;
  readonly scrollLeftTo: (left: number) => void;
};

const lineMode = 1;

type Size = { readonly width: number; readonly height: number };

/** The part of the element that is seen, in CSS pixels. */
function useSize(scroller: RefObject<HTMLDivElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return size;
}

/** Where the bar is squeezed, a turn of the wheel would pass over many rows: it is counted in pixels of rows. */
function useSqueezedWheel(scroller: RefObject<HTMLDivElement | null>, heights: Heights, scrollBy: (pixels: number) => void): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || squeeze(heights) === 1) return;
    const wheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      scrollBy(event.deltaY * (event.deltaMode === lineMode ? rowHeight : 1));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [scroller, heights, scrollBy]);
}

/** The first row that is seen at first, and whose rows they are: other ones begin at their own start, in the same columns. */
type Start = { readonly row: number; readonly of: string };

/** Ties the browser's scroll bar to the rows; where the bar is squeezed, the wheel still moves row by row. */
export function useGridScroll(total: number, headHeight: number, start: Start): GridScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const size = useSize(scroller);
  const [place, setPlace] = useState({ offset: start.row * rowHeight, left: 0 });
  const exact = useRef(start.row * rowHeight);
  const of = useRef(start.of);
  const heights = useMemo(() => heightsOf(total, Math.max(rowHeight, size.height - headHeight)), [total, size.height, headHeight]);

  const scrollTo = useCallback(
    (offset: number) => {
      exact.current = clampOffset(offset, heights);
      const element = scroller.current;
      if (element !== null) element.scrollTop = exact.current / squeeze(heights);
      setPlace((now) => ({ ...now, offset: exact.current }));
    },
    [heights],
  );

  // After the first layout and whenever the rows change, the bar goes where the rows are.
  useLayoutEffect(() => {
    if (of.current !== start.of) exact.current = start.row * rowHeight;
    of.current = start.of;
    if (size.height > 0) scrollTo(exact.current);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the start counts when the rows become others, not when it is remembered anew
  }, [scrollTo, size.height, start.of]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const ratio = squeeze(heights);
    if (Math.abs(element.scrollTop - exact.current / ratio) > 1) exact.current = clampOffset(element.scrollTop * ratio, heights);
    setPlace({ offset: exact.current, left: element.scrollLeft });
  }, [heights]);

  useSqueezedWheel(
    scroller,
    heights,
    useStable((by: number) => scrollTo(exact.current + by)),
  );

  const showRow = useCallback((row: number) => scrollTo(offsetShowing(row, exact.current, heights)), [heights, scrollTo]);
  const scrollLeftTo = useCallback((left: number) => {
    if (scroller.current !== null) scroller.current.scrollLeft = left;
  }, []);
  return { scroller, heights, offset: place.offset, left: place.left, width: size.width, onScroll, showRow, scrollTo, scrollLeftTo };
}
