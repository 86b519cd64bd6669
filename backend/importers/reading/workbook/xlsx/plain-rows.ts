/**
 * Rows of a sheet as nearly every program writes them, read without a parser of XML: `<row …><c r="A1" s="2" t="s"><v>7</v></c>…</row>`
 * and nothing else in it. Whatever differs by one character is no plain row and goes the long way, so both ways give the same rows.
 */
export type PlainRow = {
  /** the row's own number as it stands; undefined: the next one */
  number: string | undefined;
  hidden: boolean;
  /** how many cells there are; the lists below are longer and are used again */
  cells: number;
  /** from 0; -1 where the cell names no place: the next one */
  readonly columns: number[];
  readonly types: string[];
  readonly styles: number[];
  readonly raws: string[];
};

export type PlainRows = {
  /** @returns where the row that begins at `from` ends, its cells being in `row`; -1 when it is not plain or not whole */
  readonly read: (text: string, from: number) => number;
  readonly row: PlainRow;
};

export const rowEnd = '</row>';
export const rowStart = '<row';
const [quote, less, more] = ['"', 60, 62];
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** Characters that mean the same in a text and to a parser: no markup, no line ends, none that XML forbids in any version. */
const isPlainLetter = (c: number): boolean =>
  c >= 32 && c !== 38 && c !== less && c !== more && (c < 127 || (c >= 0xa0 && c < 0x2028) || (c > 0x2029 && c < 0xd800));

/** The end of plain letters from there on. */
function lettersEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isPlainLetter(text.charCodeAt(at))) at += 1;
  return at;
}

const attribute = / ([A-Za-z][\w.:-]*)="([ !#-%'-;=?-~]*)"/y;
const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** Attributes of a row beside its number: whether they hide it; null when they are not plain. */
function hidesRow(attributes: string): boolean | null {
  const seen = new Map<string, string>();
  attribute.lastIndex = 0;
  for (let end = 0; end < attributes.length; end = attribute.lastIndex) {
    const [, name = '', value = ''] = attribute.exec(attributes) ?? [];
    if (name === '' || name === 'r' || seen.has(name)) return null;
    seen.set(name, value);
  }
  return isTrue(seen.get('hidden'));
}

/** Rows of a sheet have few different attributes; a file made of others is read all the same. */
const mostKept = 5000;

/** Reads what stands between `<row` and `>` into the row. @returns false when it is not plain */
function tagReader(row: PlainRow): (tag: string) => boolean {
  const known = new Map<string, boolean | null>();
  return (tag) => {
    const numbered = tag.startsWith(' r="');
    const end = numbered ? tag.indexOf(quote, 4) : -1;
    if (numbered && (end < 5 || end > 11)) return false;
    for (let i = 4; i < end; i += 1) if (!isDigit(tag.charCodeAt(i))) return false;
    const rest = tag.slice(end + 1);
    let hidden = known.get(rest);
    if (hidden === undefined) {
      if (known.size >= mostKept) known.clear();
      known.set(rest, (hidden = hidesRow(rest)));
    }
    row.number = numbered ? tag.slice(4, end) : undefined;
    row.hidden = hidden === true;
    return hidden !== null;
  };
}

/** Types of cells as they stand, the commonest first. */
const types = ['s', 'n', 'str', 'inlineStr', 'b'] as const;
const textOpen = ['<is><t>', '<is><t xml:space="preserve">'] as const;

export function plainRows(): PlainRows {
  const row: PlainRow = { number: undefined, hidden: false, cells: 0, columns: [], types: [], styles: [], raws: [] };
  const readTag = tagReader(row);
  let [text, at] = ['', 0];

  /** ` r="AB12"`: letters, then digits that do not begin with nought. @returns the column from 0, -1 without it, -2 when it is not plain */
  const place = (): number => {
    if (!text.startsWith(' r="', at)) return -1;
    at += 4;
    let column = 0;
    const first = at;
    for (let c = text.charCodeAt(at); c >= 65 && c <= 90; c = text.charCodeAt((at += 1))) column = column * 26 + c - 64;
    if (at === first || at > first + 3 || text.charCodeAt(at) === 48) return -2;
    const digits = at;
    while (isDigit(text.charCodeAt(at))) at += 1;
    if (at === digits || text[at] !== quote) return -2;
    at += 1;
    return column - 1;
  };
  const style = (): number => {
    if (!text.startsWith(' s="', at)) return 0;
    let value = 0;
    const first = at + 4;
    for (at = first; isDigit(text.charCodeAt(at)); at += 1) value = value * 10 + text.charCodeAt(at) - 48;
    const isPlain = at > first && at < first + 7 && text[at] === quote;
    at += 1;
    return isPlain ? value : -1;
  };
  const type = (): string => {
    if (!text.startsWith(' t="', at)) return 'n';
    const end = text.indexOf(quote, at + 4);
    const found = types.find((one) => end - at - 4 === one.length && text.startsWith(one, at + 4));
    at = end + 1;
    return found ?? '';
  };
  /** What a cell holds, up to behind its `</c>`; null when it is not plain. */
  const content = (): string | null => {
    if (text.startsWith('/>', at)) return ended(at + 2, '');
    if (text.startsWith('></c>', at)) return ended(at + 5, '');
    if (text.startsWith('><v>', at)) return held(at + 4, '</v></c>');
    const open = textOpen.find((one) => text.startsWith(one, at + 1));
    return text.charCodeAt(at) === more && open !== undefined ? held(at + 1 + open.length, '</t></is></c>') : null;
  };
  const ended = (end: number, raw: string): string => {
    at = end;
    return raw;
  };
  const held = (from: number, close: string): string | null => {
    const end = lettersEnd(text, from);
    return text.startsWith(close, end) ? ended(end + close.length, text.slice(from, end)) : null;
  };
  /** One cell behind its `<c`. */
  const cell = (): boolean => {
    const i = row.cells;
    const [column, shape, kind] = [place(), style(), type()];
    if (column < -1 || shape < 0 || kind === '') return false;
    const raw = content();
    if (raw === null) return false;
    [row.columns[i], row.styles[i], row.types[i], row.raws[i]] = [column, shape, kind, raw];
    row.cells = i + 1;
    return true;
  };

  const read: PlainRows['read'] = (from, begin) => {
    const tagEnd = from.startsWith(rowStart, begin) ? from.indexOf('>', begin) : -1;
    if (tagEnd < 0 || !readTag(from.slice(begin + rowStart.length, tagEnd))) return -1;
    [text, at, row.cells] = [from, tagEnd + 1, 0];
    while (text.startsWith('<c', at)) {
      at += 2;
      if (!cell()) return -1;
    }
    return text.startsWith(rowEnd, at) ? at + rowEnd.length : -1;
  };
  return { read, row };
}
