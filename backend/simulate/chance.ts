/** Repeatable chance: the same labels give the same numbers on every machine. Not for samples, which are drawn by hash (domain.md §4.4). */
export type Chance = {
  /** 0 included, 1 not */
  readonly unit: () => number;
  /** whole number from..to, both included */
  readonly whole: (from: number, to: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
  /** true once in n */
  readonly oneIn: (n: number) => boolean;
  /** near to a normal number of mean 0 and spread 1, never beyond ±2.5 */
  readonly normal: () => number;
  /** the items in another order */
  readonly shuffled: <T>(items: readonly T[]) => readonly T[];
};

/** FNV-1a of the text, begun at `basis`. */
function hashOf(text: string, basis: number): number {
  let hash = basis;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** sfc32 (C. Doty-Humphrey, PractRand): four words of state, all arithmetic on 32-bit integers. */
function words32(label: string): () => number {
  let [a, b, c, d] = [hashOf(label, 0x811c9dc5), hashOf(label, 0x9e3779b9), hashOf(label, 0x85ebca6b), 1];
  const next = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i += 1) next();
  return next;
}

/** A stream of chance of its own for each list of labels. */
export function chance(...labels: readonly (string | number)[]): Chance {
  const next = words32(labels.join('|'));
  const unit = (): number => next() / 4294967296;
  const whole = (from: number, to: number): number => from + Math.floor(unit() * (to - from + 1));
  const pick = <T>(items: readonly T[]): T => {
    const found = items[whole(0, items.length - 1)];
    if (found === undefined) throw new RangeError('nothing to pick from');
    return found;
  };
  const normal = (): number => {
    let sum = -6;
    for (let i = 0; i < 12; i += 1) sum += unit();
    return Math.min(2.5, Math.max(-2.5, sum));
  };
  const shuffled = <T>(items: readonly T[]): readonly T[] => {
    const left = [...items];
    return items.map(() => left.splice(whole(0, left.length - 1), 1)[0] as T);
  };
  return { unit, whole, pick, oneIn: (n) => whole(1, n) === 1, normal, shuffled };
}

/** 10^(2^-k) for k = 1, 2, 3 …: square roots are exact to the last bit everywhere, powers and logarithms are not. */
const roots = Array.from({ length: 30 }, (_, k) => {
  let root = 10;
  for (let i = 0; i <= k; i += 1) root = Math.sqrt(root);
  return root;
});

/** 10^x of x in [0, 1): first digits of amounts spread so fall as Benford's law says. */
export function powerOfTen(x: number): number {
  let [rest, power] = [x, 1];
  for (const [k, root] of roots.entries()) {
    const share = 2 ** -(k + 1);
    if (rest < share) continue;
    rest -= share;
    power *= root;
  }
  return power;
}

/** e^x for |x| below one tenth, by its series: a log-normal factor without the machine's own exponential. */
export const smallExp = (x: number): number => 1 + x + (x * x) / 2 + (x * x * x) / 6;
