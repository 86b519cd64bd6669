import { Refused } from '../../../../domain/model/refused.ts';

/** 1C's own notation: `{1,"text",{…}}`; atoms are numbers, GUIDs and words. */
export type Bracket = string | { readonly text: string } | readonly Bracket[];

export const isList = (node: Bracket | undefined): node is readonly Bracket[] => Array.isArray(node);
export const isText = (node: Bracket | undefined): node is { readonly text: string } => typeof node === 'object' && !Array.isArray(node);

const deepest = 64;
const mostNodes = 20_000_000;

/**
 * Reads the notation without calling itself, so that depth costs nothing; the outer braces may be missing.
 * @throws Refused file_damaged, file_too_deep, file_too_large
 */
export function parseBrackets(source: string, file: string): readonly Bracket[] {
  const root: Bracket[] = [];
  const stack: Bracket[][] = [root];
  const refuse = (code: 'file_damaged' | 'file_too_deep' | 'file_too_large', limit: number): never => {
    throw new Refused({ code, at: file, args: { part: 'MXL', limit } });
  };
  let nodes = 0;
  const add = (node: Bracket): void => {
    nodes += 1;
    if (nodes > mostNodes) refuse('file_too_large', mostNodes);
    stack.at(-1)?.push(node);
  };
  const atom = /[^,{}"\s]+/y;
  for (let at = 0; at < source.length; ) {
    const sign = source[at];
    if (sign === '{') {
      const list: Bracket[] = [];
      add(list);
      stack.push(list);
      if (stack.length > deepest) refuse('file_too_deep', deepest);
      at += 1;
    } else if (sign === '}') {
      stack.pop();
      if (stack.length === 0) refuse('file_damaged', 0);
      at += 1;
    } else if (sign === '"') {
      const end = quoteEnd(source, at + 1);
      if (end < 0) refuse('file_damaged', 0);
      add({ text: source.slice(at + 1, end).replaceAll('""', '"') });
      at = end + 1;
    } else {
      atom.lastIndex = at;
      const found = atom.exec(source)?.[0];
      if (found !== undefined) add(found);
      at += found?.length ?? 1;
    }
  }
  if (stack.length !== 1) refuse('file_damaged', 0);
  return root;
}

/** The quotation mark that closes a text; a doubled one is part of it. */
function quoteEnd(source: string, from: number): number {
  for (let at = source.indexOf('"', from); at >= 0; at = source.indexOf('"', at + 2)) if (source[at + 1] !== '"') return at;
  return -1;
}
