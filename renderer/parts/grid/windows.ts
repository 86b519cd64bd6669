import type { Cell } from './cells.ts';

export const windowSize = 200;
const ahead = 2;
const inFlightAtMost = 2;
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
  /** says what is seen now: fetches what is missing there and around, forgets requests for what was scrolled past */
  readonly show: (first: number, end: number) => void;
  /** @returns the rows, fetched when they are not here */
  readonly take: (first: number, end: number) => Promise<readonly GridRow[]>;
  readonly close: () => void;
};

const rowsOf = (answer: WindowAnswer): readonly GridRow[] =>
  answer.rows.map((cells, i) => ({ name: answer.names[i] ?? '', line: answer.lines[i] ?? 0, cells }));

/** @returns numbers of the windows wanted around [first, end), nearest first */
export function wanted(first: number, end: number, total: number): readonly number[] {
  const last = Math.ceil(total / windowSize) - 1;
  const from = Math.floor(first / windowSize);
  const to = Math.floor(Math.max(first, end - 1) / windowSize);
  const order: number[] = [];
  for (let w = from; w <= to; w += 1) order.push(w);
  for (let by = 1; by <= ahead; by += 1) order.push(to + by, from - by);
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

/**
 * The rows of one view, fetched by windows of 200 with two more on each side.
 * @param hear.changed called when rows arrive
 * @param hear.failed called with what a fetch rejected with, once per failure
 */
export function createWindows(
  total: number,
  fetchWindow: FetchWindow,
  hear: { readonly changed: () => void; readonly failed: (error: unknown) => void },
): Windows {
  const shelf = createShelf();
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
    row: shelf.row,
    show: (first, end) => {
      closed = false;
      queue = wanted(first, end, total);
      for (const [window, abort] of running) if (!queue.includes(window)) abort.abort();
      pump();
    },
    take: (first, end) => takeRows(first, Math.min(end, total), shelf.row, fetchWindow),
    close: () => {
      closed = true;
      for (const abort of running.values()) abort.abort();
    },
  };
}
