import { headText } from './source-text.ts';

/** Local name of the root and the text around it, out of the first bytes of a file; null when it is no XML. */
export function rootOf(head: Buffer): { readonly name: string; readonly text: string } | null {
  const text = headText(head);
  const start = text.trimStart();
  if (!start.startsWith('<')) return null;
  const bare = start.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?[^>]*>/g, '');
  const root = /^\s*<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]/.exec(bare);
  return root === null ? null : { name: root[1] ?? '', text: bare };
}

/**
 * Sure (2) when the root has one of the names or, for documents in envelopes, when `inside` stands in the head; never by the ending
 * alone, since many formats end in `.xml`, and by no ending at all: a SAF-T file named `.txt` is one.
 */
export function recogniseBy(roots: ReadonlySet<string>, inside: RegExp | null = null): (name: string, head: Buffer) => 0 | 2 {
  return (_name, head) => {
    const root = rootOf(head);
    if (root === null) return 0;
    return roots.has(root.name) || inside?.test(root.text) === true ? 2 : 0;
  };
}
