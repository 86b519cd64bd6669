import type { FixedTemplate } from '../../../../contract/rpc/books.ts';

/** What a person has marked: characters before which a column begins, ascending, nought first. */
export type Edges = readonly number[];

export const edgesOf = (template: FixedTemplate | null): Edges =>
  [...new Set([0, ...(template?.columns.map(({ from }) => from) ?? [])])].sort((a, b) => a - b);

/** Sets an edge where there is none, takes one away where there is; the line's beginning is always one. */
export const toggled = (edges: Edges, at: number): Edges => {
  if (at <= 0) return edges;
  return edges.includes(at) ? edges.filter((edge) => edge !== at) : [...edges, at].sort((a, b) => a - b);
};

/** Moves the edge at a place by one character, unless another one or the line's beginning is there. */
export const shifted = (edges: Edges, at: number, by: -1 | 1): Edges => {
  const to = at + by;
  if (at <= 0 || to <= 0 || !edges.includes(at) || edges.includes(to)) return edges;
  return edges.map((edge) => (edge === at ? to : edge));
};

/** Names of the columns as the header's line has them, each there once. */
export function namesAt(edges: Edges, header: string): readonly string[] {
  const seen = new Map<string, number>();
  return edges.map((from, i) => {
    const name = header.slice(from, edges[i + 1] ?? header.length).trim() || String(i + 1);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} ${times}`;
  });
}

const widest = 5_000;

/** The layout that the marks make; the last column goes to the end of the longest line. @param names in the order of the edges */
export function templateAt(edges: Edges, names: readonly string[], header: string): FixedTemplate {
  const columns = edges.map((from, i) => ({ name: (names[i] ?? '').trim() || String(i + 1), from, to: edges[i + 1] ?? widest + 1 }));
  return { v: 1, columns, header: header.trim() };
}
