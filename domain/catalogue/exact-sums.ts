/** Sums of whole numbers by place, exact however large they get. */
export type ExactSums = { readonly add: (place: number, amount: number) => void; readonly of: (place: number) => bigint };

/** @param n places 0..n-1; amounts are safe integers */
export function exactSums(n: number): ExactSums {
  const small = new Float64Array(n);
  const large = new Map<number, bigint>();
  return {
    add: (place, amount) => {
      const before = small[place] ?? 0;
      const sum = before + amount;
      // a double holds the sum as long as it is safe; what goes beyond it is put aside
      if (Number.isSafeInteger(sum)) small[place] = sum;
      else {
        large.set(place, (large.get(place) ?? 0n) + BigInt(before) + BigInt(amount));
        small[place] = 0;
      }
    },
    of: (place) => (large.get(place) ?? 0n) + BigInt(small[place] ?? 0),
  };
}

/** Places of texts, counted from 0 as they first come. */
export type Places = {
  readonly of: (text: string) => number;
  readonly known: (text: string) => number | undefined;
  readonly all: readonly string[];
};

export function places(): Places {
  const at = new Map<string, number>();
  const all: string[] = [];
  return {
    all,
    known: (text) => at.get(text),
    of: (text) => {
      const known = at.get(text);
      if (known !== undefined) return known;
      at.set(text, all.length);
      return all.push(text) - 1;
    },
  };
}
