import { hasFigure } from './chunks.ts';
import type { ChunkedLine } from './chunks.ts';

const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** How far lines of the page usually stand apart, in points. */
export function pitchOf(lines: readonly ChunkedLine[]): number {
  return middle(lines.slice(1).map((line, i) => line.base - (lines[i]?.base ?? 0)));
}

/** A line without figures behind rows with figures, set off by a wider gap, begins something else. */
const setOff = 1.35;
const farOff = 3.5;

/** Parts of a page that may be tables of their own, from top to bottom. */
export function blocksOf(lines: readonly ChunkedLine[]): readonly (readonly ChunkedLine[])[] {
  const pitch = pitchOf(lines);
  const blocks: ChunkedLine[][] = [];
  let rows = 0;
  for (const [i, line] of lines.entries()) {
    const gap = i === 0 ? 0 : line.base - (lines[i - 1]?.base ?? 0);
    const begins = rows > 0 && !hasFigure(line) && gap > setOff * pitch;
    const current = blocks.at(-1);
    if (current === undefined || (rows > 0 && gap > farOff * pitch) || begins) {
      blocks.push([line]);
      rows = 0;
    } else current.push(line);
    if (line.chunks.length > 1 && hasFigure(line)) rows += 1;
  }
  return blocks;
}
