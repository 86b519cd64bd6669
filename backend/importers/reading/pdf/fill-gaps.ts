/** A piece of text on an upright page, in points: where it begins, the line it stands on, how wide it is. */
export type Piece = { readonly text: string; readonly x: number; readonly y: number; readonly width: number; readonly size: number };

const narrow = /[.,:;'|!iIljtf()[\]іІ]/u;
const wide = /[mwMWЖШЩЮМФжшщюмф@%№—]/u;

/** What a letter takes of its line, in parts of a usual letter. */
export const weightOf = (sign: string): number => (narrow.test(sign) ? 0.55 : wide.test(sign) ? 1.35 : /\s/u.test(sign) ? 0.55 : 1);

const weigh = (text: string): number => [...text].reduce((sum, sign) => sum + weightOf(sign), 0);

const sameLine = 0.5;
const longest = 12;

const isInside = (small: Piece, large: Piece): boolean =>
  Math.abs(small.y - large.y) <= sameLine &&
  small.x > large.x &&
  small.x + small.width < large.x + large.width &&
  small.text.length <= longest &&
  !/\s/u.test(small.text) &&
  large.text.trim().includes(' ');

/** The text with the letters put where its blank stands that is nearest to them. */
function filled(large: Piece, small: Piece): Piece {
  const blanks = [...large.text.matchAll(/ /g)].map((found) => found.index);
  // the blank takes the room of the letters that belong there
  const unit = (large.width - small.width) / Math.max(1, weigh(large.text.replace(' ', '')));
  const off = (at: number): number => Math.abs(large.x + weigh(large.text.slice(0, at)) * unit - small.x);
  const nearest = blanks.toSorted((a, b) => off(a) - off(b))[0] ?? 0;
  return { ...large, text: large.text.slice(0, nearest) + small.text + large.text.slice(nearest + 1) };
}

/**
 * Pieces with their gaps filled: a letter that the font lacks is set in another font on its own, and leaves a gap in its word that reads
 * as a blank.
 */
export function fillGaps(pieces: readonly Piece[]): readonly Piece[] {
  const lines = new Map<number, Piece[]>();
  for (const piece of pieces) {
    const key = Math.round(piece.y);
    const line = lines.get(key);
    if (line === undefined) lines.set(key, [piece]);
    else line.push(piece);
  }
  return [...lines.values()].flatMap((line) => {
    const whole = line.filter((one) => !line.some((other) => other !== one && isInside(one, other)));
    const small = line.filter((one) => !whole.includes(one));
    return whole.map((large) => small.filter((one) => isInside(one, large)).reduce(filled, large));
  });
}
