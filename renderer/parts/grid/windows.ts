import type { Cell } from './cells.ts';

export const windowSize = 200;
const ahead = 2;
const inFlightAtMost = 2;
const keptAtMost = 60;

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

/**
 * The rows of one view, fetched by windows of 200 with two more on each side. Old windows stay until 60 newer ones are here.
 * @param changed called when rows arrive
 * @param failed called with what a fetch rejected with, once per failure
 */
export function createWindows(
  total: number,
  fetchWindow: FetchWindow,
  hear: { readonly changed: () => void; readonly failed: (error: unknown) => void },
): Windows {
  const kept = new Map<number, readonly GridRow[]>();
  const running = new Map<number, AbortController>();
  let queue: readonly number[] = [];
  let closed = false;
  const keep = (window: number, rows: readonly GridRow[]): void => {
    kept.delete(window);
    kept.set(window, rows);
    for (const old of kept.keys()) {
      if (kept.size <= keptAtMost) break;
      kept.delete(old);
    }
  };
  const load = async (window: number): Promise<void> => {
    const abort = new AbortController();
    running.set(window, abort);
    try {
      keep(window, rowsOf(await fetchWindow(window * windowSize, windowSize, abort.signal)));
      if (!closed) hear.changed();
    } catch (error) {
      if (!abort.signal.aborted && !closed) hear.failed(error);
    } finally {
      running.delete(window);
      pump();
    }
  };
  const pump = (): void => {
    while (!closed && running.size < inFlightAtMost) {
      const next = queue.find((w) => !kept.has(w) && !running.has(w));
      if (next === undefined) return;
      void load(next);
    }
  };
  const row = (index: number): GridRow | undefined => kept.get(Math.floor(index / windowSize))?.[index % windowSize];
  return {
    row,
    show: (first, end) => {
      queue = wanted(first, end, total);
      for (const [window, abort] of running) if (!queue.includes(window)) abort.abort();
      pump();
    },
    take: async (first, end) => {
      const rows: GridRow[] = [];
      for (let i = first; i < Math.min(end, total); i += 1) {
        const here = row(i);
        if (here !== undefined) rows.push(here);
        else {
          const limit = Math.min(500, end - i);
          const more = rowsOf(await fetchWindow(i, limit, new AbortController().signal));
          if (more.length === 0) break;
          rows.push(...more);
          i += more.length - 1;
        }
      }
      return rows.slice(0, end - first);
    },
    close: () => {
      closed = true;
      for (const abort of running.values()) abort.abort();
    },
  };
}
