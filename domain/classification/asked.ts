/** What was typed: the beginning of a code, and words. */
export type Asked = { readonly code: string; readonly words: readonly string[] };

/** Digits as codes are typed: `8471`, `8471.30`, `8471 30 000 0`. */
const written = /^(\d[\d.\s\u00a0]*)(?=$|\s|[^\d\p{L}])/u;

/** @param folded small letters, as `foldGoods` makes them */
export function askedOf(folded: string): Asked {
  const text = folded.trim();
  const code = (written.exec(text)?.[1] ?? '').replace(/\D/g, '');
  const rest = code === '' ? text : text.replace(written, '');
  const words = rest.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  // a single figure is a number in a text sooner than a code
  return code.length === 1 && words.length > 0 ? { code: '', words: [code, ...words] } : { code, words };
}
