import type { Chunk, ChunkedLine } from './chunks.ts';

/** A column of a table on the page: where its texts stand, in points. */
export type ColumnRun = { readonly left: number; readonly right: number };

const share = (part: number, whole: number): number => (whole <= 0 ? 0 : part / whole);

const insideOf = (line: ChunkedLine, { left, right }: Chunk): number =>
  line.chunks.filter((chunk) => chunk.left >= left - 1 && chunk.right <= right + 1).length;

/** A heading over several columns: where it stands, other lines have several cells. */
function spans(chunk: Chunk, of: ChunkedLine, lines: readonly ChunkedLine[]): boolean {
  const others = lines.filter((line) => line !== of);
  return share(others.filter((line) => insideOf(line, chunk) > 1).length, others.length) >= 0.3;
}

const percentile = (numbers: readonly number[], at: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * at))] ?? 0;

/** Lines that have nearly as many cells as the table has: its rows, and its header where that is one line. */
export function coreLines(lines: readonly ChunkedLine[]): readonly ChunkedLine[] {
  const several = lines.filter((line) => line.chunks.length > 1);
  const most = percentile(
    several.map((line) => line.chunks.length),
    0.9,
  );
  return several.filter((line) => line.chunks.length >= Math.max(2, most * 0.6));
}

/** Some of the lines may run over the edge of a column without joining it to the next one. */
const mayCross = 0.03;

/** Points between texts that part columns; less is a blank between words. */
const leastGap = 1.5;

function runsOf(chunks: readonly Chunk[], tolerated: number): readonly ColumnRun[] {
  const width = Math.ceil(Math.max(0, ...chunks.map((chunk) => chunk.right))) + 1;
  const cover = new Int32Array(width * 2 + 2);
  for (const { left, right } of chunks) {
    const [from, to] = [Math.max(0, Math.floor(left * 2)), Math.max(0, Math.ceil(right * 2))];
    cover[from] = (cover[from] ?? 0) + 1;
    cover[to] = (cover[to] ?? 0) - 1;
  }
  const runs: ColumnRun[] = [];
  let [depth, from] = [0, -1];
  for (let at = 0; at < cover.length; at += 1) {
    depth += cover[at] ?? 0;
    if (depth > tolerated && from < 0) from = at;
    if (depth <= tolerated && from >= 0) {
      const last = runs.at(-1);
      if (last !== undefined && from / 2 - last.right < leastGap) runs[runs.length - 1] = { left: last.left, right: at / 2 };
      else runs.push({ left: from / 2, right: at / 2 });
      from = -1;
    }
  }
  return runs;
}

const overlaps = (chunk: Chunk, run: ColumnRun): boolean => chunk.left < run.right && chunk.right > run.left;

/**
 * Columns of a table from texts that stand below each other, in points from left to right. Headings over several columns are set aside;
 * a column that only the header has counts too.
 * @returns none where there are no two columns
 */
export function findColumns(lines: readonly ChunkedLine[]): readonly ColumnRun[] {
  const core = coreLines(lines);
  if (core.length < 2) return [];
  const chunks = core.flatMap((line) => line.chunks.filter((chunk) => !spans(chunk, line, core)));
  const runs = runsOf(chunks, Math.floor(core.length * mayCross));
  if (runs.length < 2) return [];
  const [first, last] = [core[0]?.no ?? 0, core.at(-1)?.no ?? 0];
  const others = lines.filter((line) => line.chunks.length > 1 && line.no >= first - 3 && line.no <= last && !core.includes(line));
  const extra = others.flatMap((line) => line.chunks).filter((chunk) => !runs.some((run) => overlaps(chunk, run)));
  const added = runsOf(extra, 0).filter((run) => !runs.some((known) => run.left < known.right && run.right > known.left));
  return [...runs, ...added].toSorted((a, b) => a.left - b.left);
}

/** Where one column ends and the next begins: one place less than columns. */
export const cutsOf = (columns: readonly ColumnRun[]): readonly number[] =>
  columns.slice(1).map((column, i) => ((columns[i]?.right ?? 0) + column.left) / 2);

/** True where a text runs over a cut by more than the width of a letter. */
export const crosses = (chunk: Chunk, cuts: readonly number[], slack: number): boolean =>
  cuts.some((cut) => chunk.left < cut - slack && chunk.right > cut + slack);
