/** An element with everything in it. Names are local (without prefix); `text` is the trimmed text of an element without children. */
export type XmlNode = {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlNode[];
  /** by local name; the same for all elements without attributes */
  readonly attributes: ReadonlyMap<string, string>;
  readonly place: XmlPlace;
};

/** Where an element stands in the file: bytes from its `<` to its last `>`, the line of its name. Offset and length are 0 where not asked for. */
export type XmlPlace = { readonly line: number; readonly offset: number; readonly length: number };

/** Asked some fifty times for every row of a file: it makes no objects. */
function firstChild(node: XmlNode, name: string): XmlNode | undefined {
  const { children } = node;
  for (let i = 0; i < children.length; i += 1) {
    const one = children[i];
    if (one !== undefined && one.name === name) return one;
  }
  return undefined;
}

/** The first child of that name, through as many steps as are given. */
export function child(node: XmlNode | undefined, ...names: readonly string[]): XmlNode | undefined {
  let at = node;
  for (let i = 0; i < names.length && at !== undefined; i += 1) at = firstChild(at, names[i] ?? '');
  return at;
}

/** Text of the first element at that path, '' when there is none. */
export const leaf = (node: XmlNode | undefined, ...names: readonly string[]): string => child(node, ...names)?.text ?? '';

/** The first of several paths (names parted by `/`) that has text. */
export function firstLeaf(node: XmlNode | undefined, ...paths: readonly string[]): string {
  for (const path of paths) {
    const text = path.includes('/') ? leaf(node, ...path.split('/')) : leaf(node, path);
    if (text !== '') return text;
  }
  return '';
}

export const childrenOf = (node: XmlNode | undefined, name: string): readonly XmlNode[] =>
  node === undefined ? [] : node.children.filter((one) => one.name === name);

/** Every element of that name anywhere below, in the order of the file. */
export function allOf(node: XmlNode | undefined, name: string): XmlNode[] {
  if (node === undefined) return [];
  const found: XmlNode[] = [];
  const look = (at: XmlNode): void => {
    for (const one of at.children) {
      if (one.name === name) found.push(one);
      look(one);
    }
  };
  look(node);
  return found;
}

/** Text of the first element of that name anywhere below. */
export const deepLeaf = (node: XmlNode | undefined, name: string): string => allOf(node, name).find((one) => one.text !== '')?.text ?? '';

export const attribute = (node: XmlNode | undefined, name: string): string => node?.attributes.get(name) ?? '';

/** The texts that are there, each once, joined. */
export const joined = (texts: readonly string[], by: string): string => [...new Set(texts.filter((text) => text !== ''))].join(by);
