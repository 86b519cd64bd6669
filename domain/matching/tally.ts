import type { Convert, MatchRecord, MatchTraits } from './record.ts';

/** One side of a match in numbers alone: what questions about amounts need of a million records. Places are those of the records. */
export type SideTally = {
  readonly n: number;
  /** in its own unit and sign; NaN where it carries none */
  readonly amount: Float64Array;
  /** index in `currencies` of the tally */
  readonly currency: Int32Array;
  /** days since 1970-01-01; NaN unknown */
  readonly day: Float64Array;
  /** place of the record that a row belongs to; undefined for a row of none */
  readonly at: (rank: number) => number | undefined;
};

export type Tally = {
  readonly currencies: readonly string[];
  readonly amounts: MatchTraits['amounts'];
  readonly convert: Convert;
  readonly left: SideTally;
  readonly right: SideTally;
};

/** Place of the record that a row belongs to, by the row's rank: found by halving, so that a million rows take twelve bytes each. */
export function rowFinder(records: readonly MatchRecord[]): SideTally['at'] {
  const size = records.reduce((n, one) => n + 1 + one.lines.length + (one.also?.length ?? 0), 0);
  const [ranks, places] = [new Float64Array(size), new Int32Array(size)];
  let [n, sorted] = [0, true];
  const put = (rank: number, place: number): void => {
    if (n > 0 && (ranks[n - 1] ?? 0) > rank) sorted = false;
    ranks[n] = rank;
    places[n] = place;
    n += 1;
  };
  records.forEach((record, place) => {
    put(record.rank, place);
    for (const line of record.lines) put(line.rank, place);
    for (const rank of record.also ?? []) put(rank, place);
  });
  const order = sorted ? null : Uint32Array.from({ length: size }, (_, i) => i).sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
  const rankAt = (i: number): number => ranks[order === null ? i : (order[i] ?? 0)] ?? 0;
  return (rank) => {
    let [low, high] = [0, size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rankAt(middle) < rank) low = middle + 1;
      else high = middle;
    }
    return low < size && rankAt(low) === rank ? places[order === null ? low : (order[low] ?? 0)] : undefined;
  };
}

function sideTally(records: readonly MatchRecord[], currencyAt: (currency: string) => number): SideTally {
  return {
    n: records.length,
    amount: Float64Array.from(records, (one) => one.amount),
    currency: Int32Array.from(records, (one) => currencyAt(one.currency)),
    day: Float64Array.from(records, (one) => one.day),
    at: rowFinder(records),
  };
}

type Sides = {
  readonly left: readonly MatchRecord[];
  readonly right: readonly MatchRecord[];
  readonly traits: Pick<MatchTraits, 'amounts'>;
  readonly convert: Convert;
};

/** Both sides in numbers; the records themselves are not kept. */
export function tallyOf({ left, right, traits, convert }: Sides): Tally {
  const known = new Map<string, number>();
  const currencyAt = (currency: string): number => {
    const at = known.get(currency) ?? known.size;
    known.set(currency, at);
    return at;
  };
  const [a, b] = [sideTally(left, currencyAt), sideTally(right, currencyAt)];
  return { currencies: [...known.keys()], amounts: traits.amounts, convert, left: a, right: b };
}
