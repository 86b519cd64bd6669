/** Where each cell's text stands in a record, [from, to), without the quotes around it. */
export function cellSpans(raw: string, delimiter: string): readonly (readonly [number, number])[] {
  const spans: [number, number][] = [];
  let at = 0;
  for (;;) {
    const quoted = raw.charCodeAt(at) === 34;
    let end = at;
    if (quoted) {
      end = raw.indexOf('"', at + 1);
      while (end >= 0 && raw.charCodeAt(end + 1) === 34) end = raw.indexOf('"', end + 2);
      if (end < 0) end = raw.length;
    }
    const next = raw.indexOf(delimiter, end);
    const stop = next < 0 ? raw.length : next;
    const closesHere = quoted && end === stop - 1;
    spans.push(closesHere ? [at + 1, end] : [at, stop]);
    if (next < 0) return spans;
    at = next + delimiter.length;
  }
}
