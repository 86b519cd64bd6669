import type { PdfTemplate } from '../../../../contract/rpc/pdf-template.ts';
import { linesOf } from './lines.ts';
import type { PageLine } from './lines.ts';
import type { PageWords } from './page-words.ts';
import type { NamedTemplate } from './settings.ts';

export const foldedWord = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, '');

export const foldedLine = (line: PageLine): string =>
  line.words
    .map((word) => foldedWord(word.text))
    .filter((word) => word !== '')
    .join(' ');

const whole = 10_000;
const mostWords = 60;
const lettersOnly = /^\p{L}+$/u;

type Mark = PdfTemplate['fingerprint'][number];

const markOf = (line: PageLine, width: number): readonly Mark[] =>
  line.words.flatMap((word) => {
    const folded = foldedWord(word.text).slice(0, 100);
    if (!lettersOnly.test(folded)) return [];
    const at = Math.round(((word.left + word.right) / 2 / width) * whole);
    return [{ word: folded, at: Math.min(whole, Math.max(0, at)) }];
  });

/** The words of header lines with their places, by which the next file of the layout is known. */
export const fingerprintOf = (lines: readonly PageLine[], width: number): PdfTemplate['fingerprint'] =>
  lines.flatMap((line) => markOf(line, width)).slice(0, mostWords);

/** Words stand where they stood, but for what a printer's margin moves. */
const moved = 150;
const leastShare = 0.85;

/** How many of the header's words stand on the page where they should, 0 to 1. */
function likeness({ fingerprint }: PdfTemplate, page: PageWords): number {
  if (fingerprint.length === 0) return 0;
  const marks = linesOf(page.words).flatMap((line) => markOf(line, page.width));
  const there = fingerprint.filter(({ word, at }) => marks.some((mark) => mark.word === word && Math.abs(mark.at - at) <= moved));
  return there.length / fingerprint.length;
}

/** The layout that these pages have; of several the one that more words speak for. */
export function fittingTemplate(templates: readonly NamedTemplate[], pages: readonly PageWords[]): NamedTemplate | null {
  const fitting = templates.filter(({ template }) => pages.some((page) => likeness(template, page) >= leastShare));
  return fitting.toSorted((a, b) => b.template.fingerprint.length - a.template.fingerprint.length || (a.name < b.name ? -1 : 1))[0] ?? null;
}
