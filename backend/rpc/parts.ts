import { partBytes, partLength } from '../../contract/rpc/wire.ts';

export type Piece = { readonly field: string; readonly piece: unknown[] | Uint8Array };

const sizeOf = (value: unknown): number | null => (value instanceof Uint8Array ? partBytes : Array.isArray(value) ? partLength : null);

/** An answer whose long lists and long byte fields (top level only) are taken out as pieces.
 * @returns the answer with those fields empty, and the pieces in order; no piece when everything is short */
export function splitAnswer(output: unknown): { readonly rest: unknown; readonly pieces: Iterable<Piece> } {
  if (typeof output !== 'object' || output === null) return { rest: output, pieces: [] };
  const long = Object.entries(output).filter(([, value]) => {
    const size = sizeOf(value);
    return size !== null && value.length > size;
  });
  if (long.length === 0) return { rest: output, pieces: [] };
  const emptied = long.map(([field, value]) => [field, value instanceof Uint8Array ? new Uint8Array(0) : []]);
  return { rest: { ...output, ...Object.fromEntries(emptied) }, pieces: piecesOf(long) };
}

function* piecesOf(long: readonly [string, unknown[] | Uint8Array][]): Generator<Piece> {
  for (const [field, value] of long) {
    const size = sizeOf(value) ?? partLength;
    for (let from = 0; from < value.length; from += size) yield { field, piece: value.slice(from, from + size) };
  }
}
