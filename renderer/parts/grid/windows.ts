import type { Cell } from './cells.ts';

export const windowSize = 200;
const ahead = 3;
const behind = 1;
/** A busy backend answers what it was asked for before it hears of anything newer: two at a time keep that short. */
const inFlightAtMost = 2;
/** After a jump the neighbours are fetched when the person stays there so long; whoever drags the bar wants none of them. */
const settledMs = 100;
const keptAtMost = 60;
/** the backend gives no more at once */
const fetchAtMost = 500;

export type GridRow = { readonly name: string; readonly line: number; readonly cells: readonly Cell[] };
export type WindowAnswer = {
  readonly at: number;
  readonly names: readonly string[];
  readonly lines: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
};
export type FetchWindow = (at: number, limit: number, signal: AbortSignal) => Promise<WindowAnswer>;

export type Windows = {
  /** @returns the row, or undefined while it is on its way */
  readonly row: (index: number) => GridRow | undefined;
  /** whether all rows of [first, end) are here */
  readonly has: (first: number, end: number) => boolean;
  /**
   * Says what is seen now: fetches what is missing there, then around, more in the direction of the last step. What was scrolled past and
   * not yet asked for is forgotten; what is under way comes.
   */
  readonly show: (first: number, end: number) => void;
  /** @returns the rows, fetched when they are not here */
  readonly take: (first: number, end: number) => Promise<readonly GridRow[]>;
  readonly close: () => void;
};

const rowsOf = (answer: WindowAnswer): readonly GridRow[] =>
  answer.rows.map((cells, i) => ({ name: answer.names[i] ?? '', line: answer.lines[i] ?? 0, cells }));

/** Numbers of the windows that hold [first, end). */
function seenWindows(first: number, end: number): readonly number[] {
  const from = Math.floor(first / windowSize);
  const to = Math.floor(Math.max(first, end - 1) / windowSize);
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/**
 * @param step -1 when the last step went up, 1 otherwise
 * @returns numbers of the windows wanted around [first, end), the most wanted first
 */
export function wanted(first: number, end: number, total: number, step: -1 | 1 = 1): readonly number[] {
  const last = Math.ceil(total / windowSize) - 1;
  const seen = seenWindows(first, end);
  const [from, to] = [seen[0] ?? 0, seen.at(-1) ?? 0];
  const beside = (n: number, way: number): number[] => Array.from({ length: n }, (_, i) => (way > 0 ? to + i + 1 : from - i - 1));
  const order = [...seen, ...beside(ahead, step), ...beside(behind, -step)];
  return order.filter((w) => w >= 0 && w <= last);
}

/** Windows that are here; old ones stay until sixty newer ones have come. */
function createShelf(): {
  readonly has: (window: number) => boolean;
  readonly put: (window: number, rows: readonly GridRow[]) => void;
  readonly row: (index: number) => GridRow | undefined;
} {
  const kept = new Map<number, readonly GridRow[]>();
  return {
    has: (window) => kept.has(window),
    put: (window, rows) => {
      kept.delete(window);
      kept.set(window, rows);
      for (const old of kept.keys()) {
        if (kept.size <= keptAtMost) break;
        kept.delete(old);
      }
    },
    row: (index) => kept.get(Math.floor(index / windowSize))?.[index % windowSize],
  };
}

/** Rows one after the other, those that are not here fetched by as many as one call gives. */
async function takeRows(
  first: number,
  end: number,
  row: (index: number) => GridRow | undefined,
  fetchWindow: FetchWindow,
): Promise<readonly GridRow[]> {
  const rows: GridRow[] = [];
  while (first + rows.length < end) {
    const at = first + rows.length;
    const here = row(at);
    if (here !== undefined) {
      rows.push(here);
      continue;
    }
    const more = rowsOf(await fetchWindow(at, Math.min(fetchAtMost, end - at), new AbortController().signal));
    if (more.length === 0) break;
    rows.push(...more);
  }
  return rows;
}

type Hear = { readonly changed: () => void; readonly failed: (error: unknown) => void };
type Loader = { readonly want: (windows: readonly number[]) => void; readonly close: () => void };

/** Fetches what is wanted last, the most wanted first; what is under way is let come. */
function createLoader(shelf: ReturnType<typeof createShelf>, fetchWindow: FetchWindow, hear: Hear): Loader {
  const running = new Map<number, AbortController>();
  let queue: readonly number[] = [];
  let closed = false;
  const load = async (window: number): Promise<void> => {
    const abort = new AbortController();
    running.set(window, abort);
    try {
      shelf.put(window, rowsOf(await fetchWindow(window * windowSize, windowSize, abort.signal)));
      if (!closed) hear.changed();
    } catch (error) {
      if (!abort.signal.aborted && !closed) {
        // What failed is asked again when it is looked at again, not at once for ever.
        queue = queue.filter((w) => w !== window);
        hear.failed(error);
      }
    } finally {
      running.delete(window);
      pump();
    }
  };
  const pump = (): void => {
    while (!closed && running.size < inFlightAtMost) {
      const next = queue.find((w) => !shelf.has(w) && !running.has(w));
      if (next === undefined) return;
      void load(next);
    }
  };
  return {
    want: (windows) => {
      closed = false;
      queue = windows;
      pump();
    },
    close: () => {
      closed = true;
      for (const abort of running.values()) abort.abort();
    },
  };
}

/** What is looked through: how many rows there are, and those that came with it. */
type View = { readonly total: number; readonly first?: WindowAnswer | undefined };

/**
 * The rows of one view, fetched by windows of 200 with more of them in the direction in which a person goes.
 * @param hear.changed called when rows arrive
 * @param hear.failed called with what a fetch rejected with, once per failure
 */
export function createWindows({ total, first: came }: View, fetchWindow: FetchWindow, hear: Hear): Windows {
  const shelf = createShelf();
  const loader = createLoader(shelf, fetchWindow, hear);
  let last = { first: 0, end: 0 };
  let settled: ReturnType<typeof setTimeout> | undefined;
  if (came !== undefined && came.at % windowSize === 0) shelf.put(came.at / windowSize, rowsOf(came));
  return {
    row: shelf.row,
    has: (first, end) => seenWindows(first, end).every(shelf.has),
    show: (first, end) => {
      const near = first <= last.end + windowSize && end >= last.first - windowSize;
      const around = wanted(first, end, total, first < last.first ? -1 : 1);
      last = { first, end };
      clearTimeout(settled);
      loader.want(near ? around : seenWindows(first, end));
      if (!near) settled = setTimeout(() => loader.want(around), settledMs);
    },
    take: (first, end) => takeRows(first, Math.min(end, total), shelf.row, fetchWindow),
    close: () => {
      clearTimeout(settled);
      loader.close();
    },
  };
}
