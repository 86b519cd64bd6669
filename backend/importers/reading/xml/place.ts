import { charBytes } from './source-text.ts';
import type { Piece, SourceText } from './source-text.ts';

/** Turns the parser's positions (UTF-16 units since the start) into bytes of the file, in the order in which they come. */
export type Placer = {
  readonly next: (piece: Piece) => void;
  /** A tag's name has been read. @param position behind the character that ended the name */
  readonly tag: (position: number, name: string, line: number) => void;
  /** Where the last tag began. */
  readonly start: () => { readonly line: number; readonly offset: number };
  /** Bytes before that position, which lies in the current piece and not before one asked for earlier. */
  readonly at: (position: number) => number;
  /** From here on it is noted whether any piece is odd; asked by `wasOdd`. */
  readonly watchOdd: () => void;
  readonly wasOdd: () => boolean;
};

const open = 60;

export function placer(encoding: SourceText['encoding']): Placer {
  const width = charBytes(encoding);
  let piece: Piece = { text: '', offset: 0, bytes: 0, odd: false };
  let [base, cursor, cursorBytes] = [0, 0, 0];
  let [tagAt, tagLine, odd] = [0, 1, false];
  const at: Placer['at'] = (position) => {
    const inside = position - base;
    if (width !== 0) return piece.offset + inside * width;
    if (piece.text.length === piece.bytes) return piece.offset + inside;
    cursorBytes += Buffer.byteLength(piece.text.slice(cursor, inside));
    cursor = inside;
    return piece.offset + cursorBytes;
  };
  return {
    next: (next) => {
      base += piece.text.length;
      piece = next;
      odd ||= next.odd;
      [cursor, cursorBytes] = [0, 0];
    },
    tag: (position, name, line) => {
      // the character behind the name may be a line end of two characters
      const before = position - name.length - 2;
      tagAt = piece.text.charCodeAt(before - base) === open ? before : before - 1;
      tagLine = line;
    },
    start: () => ({ line: tagLine, offset: at(tagAt) }),
    at,
    watchOdd: () => void (odd = piece.odd),
    wasOdd: () => odd,
  };
}
