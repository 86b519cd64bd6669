import type { PdfTemplate } from '../../../../contract/rpc/pdf-template.ts';
import { hasFigure } from './chunks.ts';
import type { ChunkedLine } from './chunks.ts';
import { chunkedPage } from './detect-tables.ts';
import { coreLines, cutsOf, findColumns } from './find-columns.ts';
import { foldedLine, fingerprintOf } from './fingerprint.ts';
import { anchorsOf } from './join-wrapped.ts';
import { linesOf } from './lines.ts';
import { blocksOf } from './page-blocks.ts';
import { placeChunks } from './place-chunks.ts';
import type { PageWords } from './page-words.ts';

const whole = 10_000;

/** Lines of the first table that stand above its rows, the last of them last. */
function headerOf(block: readonly ChunkedLine[]): readonly ChunkedLine[] {
  const core = coreLines(block);
  const first = block.findIndex((line) => core.includes(line) && hasFigure(line));
  const above = block.slice(0, Math.max(0, first));
  const from = above.findIndex((line) => line.chunks.length > 1);
  return from < 0 ? [] : above.slice(from);
}

const named = (texts: readonly string[]): readonly string[] =>
  texts.map((text, i) => {
    const name = text === '' ? String(i + 1) : text.slice(0, 200);
    return texts.slice(0, i).some((other) => other.toLowerCase() === name.toLowerCase()) ? `${name} ${i + 1}` : name;
  });

/** The layout that is seen without being told: the first table of a page, its columns up to each other. Null where there is none. */
export function proposeTemplate(page: PageWords): PdfTemplate | null {
  const block = blocksOf(chunkedPage(1, page).lines).find((one) => findColumns(one).length > 1);
  if (block === undefined) return null;
  const columns = findColumns(block);
  const header = headerOf(block);
  const cells = header.map((line) => placeChunks(line, columns, true).cells);
  const names = named(
    columns.map((_, i) =>
      cells
        .map((line) => line[i] ?? '')
        .filter((text) => text !== '')
        .join(' '),
    ),
  );
  const place = (x: number): number => Math.min(whole, Math.max(0, Math.round((x / page.width) * whole)));
  const edges = [0, ...cutsOf(columns).map(place), whole];
  const last = header.at(-1);
  const rows = block.filter((line) => line.no > (last?.no ?? 0)).map((line) => placeChunks(line, columns, false));
  return {
    v: 1,
    fingerprint: [...fingerprintOf(header, page.width)],
    columns: names.map((name, i) => ({ name, left: edges[i] ?? 0, right: edges[i + 1] ?? whole })),
    top: 0,
    bottom: whole,
    startAfter: last === undefined ? '' : foldedLine(last).slice(0, 300),
    endBefore: '',
    rowColumn: anchorsOf(rows, columns.length)[0] ?? null,
  };
}

const wordsIn = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

/** The words of the template's header on a page: of the line that opens its table and the lines close above it. */
export function completed(template: PdfTemplate, pages: readonly PageWords[]): PdfTemplate {
  const opening = wordsIn(template.startAfter);
  for (const page of pages) {
    const lines = linesOf(page.words);
    const at = opening.length === 0 ? -1 : lines.findIndex((line) => foldedLine(line).includes(opening.join(' ')));
    if (at >= 0) return { ...template, fingerprint: [...fingerprintOf(lines.slice(Math.max(0, at - 2), at + 1), page.width)] };
  }
  return template;
}
