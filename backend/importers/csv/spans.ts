/** Where a cell's text stands in a record: [from, to), without the quotes around it. */
export type Span = readonly [number, number];

/** End of the cell that begins at `from`: the next delimiter outside quotes, or the end. */
function cellEnd(raw: string, from: number, delimiter: string): number {
  let quoted = raw[from] === '"';
  for (let i = quoted ? from + 1 : from; i < raw.length; i += 1) {
    if (quoted && raw[i] === '"') {
      if (raw[i + 1] === '"') i += 1;
      else quoted = false;
    } else if (!quoted && raw[i] === delimiter) return i;
  }
  return raw.length;
}

/** The cells of one record as it stands in the file. @param raw without the line's end */
export function cellSpans(raw: string, delimiter: string): readonly Span[] {
  const spans: Span[] = [];
  for (let from = 0; from <= raw.length; ) {
    const end = cellEnd(raw, from, delimiter);
    const quoted = end - from >= 2 && raw[from] === '"' && raw[end - 1] === '"';
    spans.push(quoted ? [from + 1, end - 1] : [from, end]);
    from = end + 1;
  }
  return spans;
}
