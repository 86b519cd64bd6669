/** Places in falling order of the score; equals by their ids, so that the order in which items were read does not count. */
export function ranked(scores: Float64Array, ids: readonly string[]): readonly number[] {
  return Array.from(scores.keys()).toSorted((a, b) => {
    const by = (scores[b] ?? 0) - (scores[a] ?? 0);
    if (by !== 0) return by;
    const [x, y] = [ids[a] ?? '', ids[b] ?? ''];
    return x < y ? -1 : x > y ? 1 : a - b;
  });
}

/** Share of violations among the items that a score puts first. @param percent so many per cent of the items, at least one */
export function precisionAt(
  order: readonly number[],
  labels: Uint8Array,
  percent: number,
): { readonly precision: number; readonly n: number } {
  const n = Math.min(order.length, Math.max(1, Math.floor((order.length * percent) / 100)));
  const found = order.slice(0, n).reduce((sum, i) => sum + (labels[i] ?? 0), 0);
  return { precision: n === 0 ? 0 : found / n, n };
}

/** How often an item with a violation is scored above one without, equals counting half; null where there is only one sort. */
export function rankQuality(scores: Float64Array, labels: Uint8Array): number | null {
  const order = Array.from(scores.keys()).toSorted((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const positives = labels.reduce((sum, y) => sum + y, 0);
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let ranks = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to += 1;
    const middle = (from + 1 + to) / 2;
    for (let at = from; at < to; at += 1) if (labels[order[at] ?? 0] === 1) ranks += middle;
    from = to;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}
