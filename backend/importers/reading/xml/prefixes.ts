/** Which prefixes are declared where the reading is, and names without them. */
export type Prefixes = {
  /** The declarations among the attributes of an element. */
  readonly declare: (depth: number, attributes: ReadonlyMap<string, string>) => void;
  /** The name without its prefix. @throws what `undeclared` throws */
  readonly local: (name: string) => string;
  /** The element of that depth is over. */
  readonly leave: (depth: number) => void;
};

/** Different names kept with their local part; a file with more of them is read all the same. */
const mostNames = 5000;

export function prefixes(undeclared: () => never): Prefixes {
  const declared = new Map<string, number>([['xml', 1]]);
  const scopes: { readonly depth: number; readonly names: readonly string[] }[] = [];
  const locals = new Map<string, string>();
  const declare: Prefixes['declare'] = (depth, attributes) => {
    const names: string[] = [];
    for (const key of attributes.keys()) if (key.startsWith('xmlns:')) names.push(key.slice(6));
    if (names.length === 0) return;
    for (const name of names) declared.set(name, (declared.get(name) ?? 0) + 1);
    scopes.push({ depth, names });
    locals.clear();
  };
  const local: Prefixes['local'] = (name) => {
    const cut = name.indexOf(':');
    if (cut < 0) return name;
    const known = locals.get(name);
    if (known !== undefined) return known;
    if ((declared.get(name.slice(0, cut)) ?? 0) < 1) undeclared();
    const short = name.slice(cut + 1);
    if (locals.size >= mostNames) locals.clear();
    locals.set(name, short);
    return short;
  };
  const leave: Prefixes['leave'] = (depth) => {
    const last = scopes.at(-1);
    if (last === undefined || last.depth !== depth) return;
    scopes.pop();
    for (const name of last.names) declared.set(name, (declared.get(name) ?? 1) - 1);
    locals.clear();
  };
  return { declare, local, leave };
}
