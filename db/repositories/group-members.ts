import type { Coded, Scope } from '../queries/coded-columns.ts';
import type { Members } from './group-figures.ts';

/** Groups of rows, and of each group its code in every grouping. */
export type Groups = Members & { readonly codes: readonly Uint32Array[]; readonly counts: Uint32Array };

/** A table of so many cells is quicker than a map and takes 64 MB. */
const mostCells = 2 ** 24;

/** Finds the group of a pair, or makes the next one. */
type Lookup = (pair: number, make: () => number) => number;

function lookup(cells: number): Lookup {
  if (cells <= mostCells) {
    const table = new Uint32Array(cells);
    return (pair, make) => {
      const known = table[pair] ?? 0;
      if (known > 0) return known - 1;
      const made = make();
      table[pair] = made + 1;
      return made;
    };
  }
  const known = new Map<number, number>();
  return (pair, make) => {
    const found = known.get(pair);
    if (found !== undefined) return found;
    const made = make();
    known.set(pair, made);
    return made;
  };
}

/** Parts each group by the codes of one more column; groups are numbered as they first stand in the rows. */
function partedBy(before: Members & { readonly codes: readonly Uint32Array[] }, { places }: Scope, { codes, values }: Coded) {
  const width = values.length + 1;
  const find = lookup(before.groups * width);
  const [parents, own]: [number[], number[]] = [[], []];
  const { of } = before;
  for (let i = 0; i < of.length; i += 1) {
    const parent = of[i] ?? 0;
    const code = codes[places === null ? i : (places[i] ?? 0)] ?? 0;
    of[i] = find(parent * width + code, () => {
      own.push(code);
      return parents.push(parent) - 1;
    });
  }
  const inherited = before.codes.map((known) => Uint32Array.from(parents, (parent) => known[parent] ?? 0));
  return { of, groups: parents.length, codes: [...inherited, Uint32Array.from(own)] };
}

/** Gathers the rows of a scope by one or several columns. */
export function gatherRows(scope: Scope, columns: readonly Coded[]): Groups {
  let groups: Members & { readonly codes: readonly Uint32Array[] } = {
    of: new Uint32Array(scope.n),
    groups: scope.n === 0 ? 0 : 1,
    codes: [],
  };
  for (const column of columns) groups = partedBy(groups, scope, column);
  const counts = new Uint32Array(groups.groups);
  for (const group of groups.of) counts[group] = (counts[group] ?? 0) + 1;
  return { ...groups, counts };
}
