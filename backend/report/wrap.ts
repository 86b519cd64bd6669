import type { Measure } from './faces.ts';
import type { Face } from './sheet.ts';

type Setting = { readonly face: Face; readonly size: number; readonly width: number };

/** Pieces that may stand on lines of their own: a word with the space behind it; codes part behind / and -, lists behind ; and , */
const pieces = (text: string): readonly string[] => text.match(/[^ /;,-]*(?:[/;,-]+ ?| +|$)/g)?.filter((piece) => piece !== '') ?? [];

const mark = /\p{M}/u;

/** A word wider than the line, cut where it is full; a combining mark stays with its letter. */
function cut(word: string, setting: Setting, measure: Measure): string[] {
  const parts: string[] = [];
  let part = '';
  let width = 0;
  for (const c of word) {
    const w = measure.width(c, setting.face, setting.size);
    if (part !== '' && width + w > setting.width && !mark.test(c)) {
      parts.push(part);
      part = '';
      width = 0;
    }
    part += c;
    width += w;
  }
  if (part !== '') parts.push(part);
  return parts;
}

function wrapLine(text: string, setting: Setting, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (candidate: string): boolean => lineWidth(candidate, setting, measure) <= setting.width;
  for (const piece of pieces(text)) {
    if (fits(line + piece)) {
      line += piece;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    if (fits(piece)) {
      line = piece;
      continue;
    }
    const parts = cut(piece, setting, measure);
    line = parts.pop() ?? '';
    lines.push(...parts);
  }
  lines.push(line.trimEnd());
  return lines;
}

/** Sum over words, so that words are measured once; the space between them does not kern. */
export function lineWidth(text: string, setting: Omit<Setting, 'width'>, measure: Measure): number {
  let width = 0;
  for (const word of text.trimEnd().match(/[^ ]+ ?| +/g) ?? []) width += measure.width(word, setting.face, setting.size);
  return width;
}

/** Two lines of 32 for a SHA-256 that does not fit one line: a hash cut anywhere is hard to compare. */
const hash = /^[0-9a-f]{64}$/;

/** Lines of the text, newlines kept. @returns at least one line, possibly empty */
export function wrap(text: string, setting: Setting, measure: Measure): string[] {
  if (hash.test(text) && lineWidth(text, setting, measure) > setting.width) {
    return wrap(`${text.slice(0, 32)}\n${text.slice(32)}`, setting, measure);
  }
  return text.split('\n').flatMap((line) => wrapLine(line, setting, measure));
}
