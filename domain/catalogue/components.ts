/** Things that belong together, put into groups pair by pair. */
export type Components = { readonly join: (a: number, b: number) => void; readonly of: (a: number) => number };

/** Groups of the numbers 0..n-1, each alone at first. @returns a group is named by its least member, whatever the order of joining */
export function components(n: number): Components {
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const of = (a: number): number => {
    let root = a;
    while ((parent[root] ?? root) !== root) root = parent[root] ?? root;
    let at = a;
    while (at !== root) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  return {
    of,
    join: (a, b) => {
      const [x, y] = [of(a), of(b)];
      if (x < y) parent[y] = x;
      else parent[x] = y;
    },
  };
}
