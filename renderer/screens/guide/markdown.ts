/** What stands in a line of the guide. A link leads to a chapter by its file. */
export type Inline =
  | { readonly kind: 'text' | 'strong' | 'em' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly to: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'text'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'table'; readonly head: readonly (readonly Inline[])[]; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly kind: 'picture'; readonly alt: string; readonly file: string };

export type Chapter = { readonly title: string; readonly blocks: readonly Block[] };

const marks = /\*\*(?<strong>[^*]+)\*\*|\*(?<em>[^*]+)\*|`(?<code>[^`]+)`|\[(?<label>[^\]]+)\]\((?<to>[^)\s]+)\)/g;

function inline(found: RegExpMatchArray): Inline {
  const { strong, em, code, label, to } = found.groups ?? {};
  if (strong !== undefined) return { kind: 'strong', text: strong };
  if (em !== undefined) return { kind: 'em', text: em };
  if (code !== undefined) return { kind: 'code', text: code };
  return { kind: 'link', text: label ?? '', to: to ?? '' };
}

/** A line with its names of buttons, keys and links. */
export function readInlines(line: string): readonly Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const found of line.matchAll(marks)) {
    if (found.index > at) parts.push({ kind: 'text', text: line.slice(at, found.index) });
    parts.push(inline(found));
    at = found.index + found[0].length;
  }
  if (at < line.length) parts.push({ kind: 'text', text: line.slice(at) });
  return parts;
}

const cellsOf = (line: string): readonly (readonly Inline[])[] =>
  line
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split('|')
    .map((cell) => readInlines(cell.trim()));

const item = /^(?:-|\d+\.) /;

/** One block: the lines between two empty ones. */
function readBlock(lines: readonly string[]): Block {
  const first = lines[0] ?? '';
  const heading = /^(#{1,3}) (.+)$/.exec(first);
  if (heading !== null) return { kind: 'heading', level: (heading[1] ?? '#').length as 1 | 2 | 3, text: heading[2] ?? '' };
  const picture = /^!\[([^\]]*)\]\(([^)]+)\)$/.exec(first);
  if (picture !== null) return { kind: 'picture', alt: picture[1] ?? '', file: picture[2] ?? '' };
  if (first.startsWith('|')) {
    const [head = '', , ...rows] = lines;
    return { kind: 'table', head: cellsOf(head), rows: rows.map(cellsOf) };
  }
  if (!item.test(first)) return { kind: 'text', inlines: readInlines(lines.join(' ')) };
  const items: string[] = [];
  for (const line of lines) {
    if (item.test(line)) items.push(line.replace(item, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { kind: 'list', ordered: /^\d/.test(first), items: items.map(readInlines) };
}

/**
 * A chapter of the guide. It is written in as much of Markdown as it needs: headings, paragraphs, lists, tables, pictures, bold names of
 * buttons, keys as code, links to other chapters.
 */
export function readChapter(text: string): Chapter {
  const blocks = text
    .replaceAll('\r', '')
    .split(/\n{2,}/)
    .map((block) => block.split('\n').filter((line) => line !== ''))
    .filter((lines) => lines.length > 0)
    .map(readBlock);
  const title = blocks.find((block) => block.kind === 'heading');
  return { title: title?.kind === 'heading' ? title.text : '', blocks: blocks.filter((block) => block !== title) };
}
