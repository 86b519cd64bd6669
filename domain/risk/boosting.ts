/**
 * Gradient boosting of small decision trees over histograms (logistic loss, trees grown leaf by leaf). Written out here because a score must be
 * the same to the last bit on every laptop and be explained by its own parts; no chance, no clock.
 */

/** A tree by nodes; the first is the root. @property feature -1 at a leaf @property bin items with a bin up to it go left @property value what the node adds to the score */
export type Tree = {
  readonly feature: readonly number[];
  readonly bin: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  readonly value: readonly number[];
};

/** @property rounds number of trees @property leaves at most, per tree @property rate how much of each tree is taken @property least items in a leaf */
export type BoostParams = {
  readonly rounds: number;
  readonly leaves: number;
  readonly rate: number;
  readonly least: number;
  readonly shrink: number;
};

/** Features as bins: one array per feature, a bin per item. */
export type Binned = { readonly n: number; readonly bins: readonly Uint8Array[]; readonly sizes: readonly number[] };

type Sums = { readonly gradient: Float64Array; readonly weight: Float64Array; readonly count: Uint32Array };
type Split = { readonly feature: number; readonly bin: number; readonly gain: number };
type Leaf = { readonly node: number; readonly items: Uint32Array; readonly sums: readonly Sums[]; readonly split: Split | null };

const emptySums = (size: number): Sums => ({
  gradient: new Float64Array(size),
  weight: new Float64Array(size),
  count: new Uint32Array(size),
});

type Pull = { readonly gradient: Float64Array; readonly weight: Float64Array };

function histogram(of: Binned, items: Uint32Array, pull: Pull): readonly Sums[] {
  return of.bins.map((bins, feature) => {
    const sums = emptySums(of.sizes[feature] ?? 0);
    const { gradient, weight, count } = sums;
    for (let at = 0; at < items.length; at += 1) {
      const i = items[at] as number;
      const bin = bins[i] as number;
      gradient[bin] = (gradient[bin] as number) + (pull.gradient[i] as number);
      weight[bin] = (weight[bin] as number) + (pull.weight[i] as number);
      count[bin] = (count[bin] as number) + 1;
    }
    return sums;
  });
}

/** The other child's histogram: what is left of the parent's. */
const without = (parent: readonly Sums[], child: readonly Sums[]): readonly Sums[] =>
  parent.map((all, feature) => {
    const part = child[feature];
    return {
      gradient: all.gradient.map((x, bin) => x - (part?.gradient[bin] ?? 0)),
      weight: all.weight.map((x, bin) => x - (part?.weight[bin] ?? 0)),
      count: all.count.map((x, bin) => x - (part?.count[bin] ?? 0)),
    };
  });

type Total = { readonly gradient: number; readonly weight: number; readonly count: number };

function totalOf(sums: readonly Sums[]): Total {
  const [first] = sums;
  if (first === undefined) return { gradient: 0, weight: 0, count: 0 };
  const sum = (values: Float64Array | Uint32Array): number => {
    let all = 0;
    for (const x of values) all += x;
    return all;
  };
  return { gradient: sum(first.gradient), weight: sum(first.weight), count: sum(first.count) };
}

const worth = (gradient: number, weight: number, shrink: number): number => (gradient * gradient) / (weight + shrink);

/** The split that parts the items best; of equals the first by feature and bin. */
function bestSplit(sums: readonly Sums[], { least, shrink }: BoostParams): Split | null {
  const all = totalOf(sums);
  const whole = worth(all.gradient, all.weight, shrink);
  let best: Split | null = null;
  for (const [feature, { gradient, weight, count }] of sums.entries()) {
    let [g, w, n] = [0, 0, 0];
    for (let bin = 0; bin < count.length - 1; bin += 1) {
      g += gradient[bin] as number;
      w += weight[bin] as number;
      n += count[bin] as number;
      if (n < least || (count[bin] as number) === 0) continue;
      if (all.count - n < least) break;
      const gain = worth(g, w, shrink) + worth(all.gradient - g, all.weight - w, shrink) - whole;
      if (gain > 1e-9 && (best === null || gain > best.gain)) best = { feature, bin, gain };
    }
  }
  return best;
}

const valueOf = ({ gradient, weight }: Total, { rate, shrink }: BoostParams): number => (-gradient / (weight + shrink)) * rate;

/** Parts the items of a leaf, each half in the order in which they stood. */
function parted(items: Uint32Array, bins: Uint8Array, bin: number): readonly [Uint32Array, Uint32Array] {
  const [left, right] = [new Uint32Array(items.length), new Uint32Array(items.length)];
  let [l, r] = [0, 0];
  for (const i of items) {
    if ((bins[i] as number) <= bin) left[l++] = i;
    else right[r++] = i;
  }
  return [left.slice(0, l), right.slice(0, r)];
}

type Growing = { feature: number[]; bin: number[]; left: number[]; right: number[]; value: number[] };

function addNode(tree: Growing, value: number): number {
  tree.feature.push(-1);
  tree.bin.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.value.push(value);
  return tree.value.length - 1;
}

type Grown = { readonly tree: Tree; readonly leaves: readonly Leaf[] };

function grow(of: Binned, pull: Pull, params: BoostParams): Grown {
  const tree: Growing = { feature: [], bin: [], left: [], right: [], value: [] };
  const leafOf = (items: Uint32Array, sums: readonly Sums[]): Leaf => {
    const node = addNode(tree, valueOf(totalOf(sums), params));
    return { node, items, sums, split: bestSplit(sums, params) };
  };
  const everything = Uint32Array.from({ length: of.n }, (_, i) => i);
  let leaves: readonly Leaf[] = [leafOf(everything, histogram(of, everything, pull))];
  while (leaves.length < params.leaves) {
    const next = leaves.reduce<Leaf | null>((best, leaf) => ((leaf.split?.gain ?? 0) > (best?.split?.gain ?? 0) ? leaf : best), null);
    if (next === null || next.split === null) break;
    const { feature, bin } = next.split;
    const [left, right] = parted(next.items, of.bins[feature] ?? new Uint8Array(0), bin);
    // the smaller half is counted, the larger one is what is left
    const small = left.length <= right.length;
    const counted = histogram(of, small ? left : right, pull);
    const rest = without(next.sums, counted);
    const halves = [leafOf(left, small ? counted : rest), leafOf(right, small ? rest : counted)] as const;
    tree.feature[next.node] = feature;
    tree.bin[next.node] = bin;
    [tree.left[next.node], tree.right[next.node]] = [halves[0].node, halves[1].node];
    leaves = [...leaves.filter((leaf) => leaf !== next), ...halves];
  }
  return { tree, leaves };
}

export const probability = (score: number): number => 1 / (1 + Math.exp(-score));

export type Boosted = { readonly start: number; readonly trees: readonly Tree[] };

/** @param labels 1 violation, 0 none @param onRound told after each tree; may throw to stop */
export function boost(of: Binned, labels: Uint8Array, params: BoostParams, onRound: (done: number) => void = () => undefined): Boosted {
  const share = labels.reduce((sum, y) => sum + y, 0) / Math.max(1, of.n);
  const bounded = Math.min(1 - 1e-6, Math.max(1e-6, share));
  const start = Math.log(bounded / (1 - bounded));
  const scores = new Float64Array(of.n).fill(start);
  const pull = { gradient: new Float64Array(of.n), weight: new Float64Array(of.n) };
  const trees: Tree[] = [];
  for (let round = 0; round < params.rounds; round += 1) {
    for (let i = 0; i < of.n; i += 1) {
      const p = probability(scores[i] as number);
      pull.gradient[i] = p - (labels[i] as number);
      pull.weight[i] = p * (1 - p);
    }
    const { tree, leaves } = grow(of, pull, params);
    for (const { node, items } of leaves) for (const i of items) scores[i] = (scores[i] as number) + (tree.value[node] as number);
    trees.push(tree);
    onRound(round + 1);
  }
  return { start, trees };
}

/** The nodes that an item passes, the root first. @param binOf by feature */
export function pathOf(tree: Tree, binOf: (feature: number) => number): readonly number[] {
  const path = [0];
  for (let node = 0; (tree.feature[node] ?? -1) >= 0; ) {
    const goesLeft = binOf(tree.feature[node] ?? 0) <= (tree.bin[node] ?? 0);
    node = (goesLeft ? tree.left[node] : tree.right[node]) ?? -1;
    path.push(node);
  }
  return path;
}

/** The leaf's value for an item. */
export function leafValue(tree: Tree, bins: readonly Uint8Array[], i: number): number {
  let node = 0;
  for (let feature = tree.feature[0] ?? -1; feature >= 0; feature = tree.feature[node] ?? -1) {
    const goesLeft = (bins[feature]?.[i] ?? 0) <= (tree.bin[node] ?? 0);
    node = (goesLeft ? tree.left[node] : tree.right[node]) ?? 0;
  }
  return tree.value[node] ?? 0;
}
