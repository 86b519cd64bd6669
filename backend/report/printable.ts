import { Refused } from '../../domain/model/refused.ts';
import type { Measure } from './faces.ts';
import type { Face } from './sheet.ts';

/** Characters that change the order or the look of others without being seen themselves; the font has glyphs without width for them. */
const unseen = /[\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}]/u;
const plain = /^[\x20-\x7e\n]*$/;

const codeOf = (codePoint: number): string => `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;

function unprintable(text: string): Refused {
  const half = text
    .charCodeAt(text.search(/[\ud800-\udfff]/))
    .toString(16)
    .toUpperCase();
  return new Refused({ code: 'report_text_unprintable', at: text.toWellFormed().slice(0, 80), args: { characters: `U+${half}` } });
}

export type Printable = {
  readonly make: (text: string, face: Face) => string;
  /** true once a character had to be shown by its number */
  readonly replaced: () => boolean;
};

/**
 * A text as the faces can show it: a tab becomes spaces, a character without a glyph, an invisible or a control character becomes
 * `[U+XXXX]`, so that the reader sees that something is there; nothing is ever an empty box.
 * @throws Refused `report_text_unprintable` for half a surrogate pair, `at` = the text before it
 */
export function printable(measure: Measure): Printable {
  let replaced = false;
  const one = (c: string, face: Face): string => {
    const codePoint = c.codePointAt(0) ?? 0;
    if (c === '\n') return c;
    if (codePoint >= 0x20 && codePoint !== 0x7f && !unseen.test(c) && measure.has(codePoint, face)) return c;
    replaced = true;
    return codeOf(codePoint);
  };
  const make = (text: string, face: Face): string => {
    if (plain.test(text)) return text;
    if (!text.isWellFormed()) throw unprintable(text);
    const tidy = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, '    ');
    return Array.from(tidy, (c) => one(c, face)).join('');
  };
  return { make, replaced: () => replaced };
}
