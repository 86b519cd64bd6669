/** [from, to) in UTF-16 units of the raw record. */
export type Span = readonly [number, number];
export type Piece = { readonly from: number; readonly text: string; readonly marked: boolean };

/** Cuts a raw record at the spans of the marked columns; spans that overlap or lie outside are cut to fit. */
export function pieces(raw: string, spans: Readonly<Record<string, Span>>, marked: readonly string[]): readonly Piece[] {
  const found = marked.flatMap((column) => {
    const span = spans[column];
    return span === undefined ? [] : [span];
  });
  const cuts: Piece[] = [];
  let at = 0;
  for (const [from, to] of found.sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, from);
    const end = Math.min(to, raw.length);
    if (end <= start) continue;
    if (start > at) cuts.push({ from: at, text: raw.slice(at, start), marked: false });
    cuts.push({ from: start, text: raw.slice(start, end), marked: true });
    at = end;
  }
  if (at < raw.length) cuts.push({ from: at, text: raw.slice(at), marked: false });
  return cuts;
}
