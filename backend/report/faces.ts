import path from 'node:path';
import { assetsDir } from '../words/assets.ts';
import type { Face } from './sheet.ts';

const folder = path.join(assetsDir(), 'fonts');

/** Always given to pdfkit as paths: a buffer or a registered name makes it parse the font again at every use (6 to 45 times slower). */
export const facePath: Readonly<Record<Face, string>> = {
  regular: path.join(folder, 'NotoSans-Regular.ttf'),
  bold: path.join(folder, 'NotoSans-Bold.ttf'),
  mono: path.join(folder, 'NotoSansMono-Regular.ttf'),
};

/** The part of a pdfkit document that measuring needs; `_font` is its current font with the fontkit font inside. */
type Measuring = {
  font(src: string, size: number): unknown;
  widthOfString(text: string): number;
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
};

export type Measure = {
  /** @returns points */
  readonly width: (text: string, face: Face, size: number) => number;
  readonly has: (codePoint: number, face: Face) => boolean;
};

/** Widths and glyphs from the same font objects that pdfkit embeds. @param doc a pdfkit document */
export function measureWith(doc: object): Measure {
  const pdf = doc as Measuring;
  const widths: Record<Face, Map<string, number>> = { regular: new Map(), bold: new Map(), mono: new Map() };
  const glyphs: Record<Face, Map<number, boolean>> = { regular: new Map(), bold: new Map(), mono: new Map() };
  const unit = (text: string, face: Face): number => {
    const known = widths[face].get(text);
    if (known !== undefined) return known;
    pdf.font(facePath[face], 1000);
    const width = pdf.widthOfString(text) / 1000;
    widths[face].set(text, width);
    return width;
  };
  const has = (codePoint: number, face: Face): boolean => {
    const known = glyphs[face].get(codePoint);
    if (known !== undefined) return known;
    pdf.font(facePath[face], 1000);
    const found = pdf._font.font.hasGlyphForCodePoint(codePoint);
    glyphs[face].set(codePoint, found);
    return found;
  };
  return { width: (text, face, size) => unit(text, face) * size, has };
}
