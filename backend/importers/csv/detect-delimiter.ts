import { csvTokenizer } from './tokenizer.ts';

const candidates = [',', ';', '\t', '|'] as const;

/**
 * The delimiter under which most sampled lines have the header's width, the widest of equals.
 * @param text decoded start of the file, whole lines
 */
export function detectDelimiter(text: string): string {
  let best = ',';
  let most = 0;
  for (const delimiter of candidates) {
    const widths = widthsUnder(text, delimiter);
    const header = widths[0] ?? 1;
    if (header < 2) continue;
    const fitting = widths.filter((n) => n === header).length / widths.length;
    const score = fitting * fitting * Math.log2(1 + header);
    if (score > most) [best, most] = [delimiter, score];
  }
  return best;
}

function widthsUnder(text: string, delimiter: string): number[] {
  const widths: number[] = [];
  const tokenizer = csvTokenizer({ delimiter, encoding: 'utf-8', skip: 0, file: '' });
  try {
    tokenizer.feed(Buffer.from(text), (record) => widths.push(record.cells.length));
    tokenizer.end((record) => widths.push(record.cells.length));
  } catch {
    // an unclosed quote or a long record under a wrong delimiter: what was seen before it decides
  }
  return widths;
}
