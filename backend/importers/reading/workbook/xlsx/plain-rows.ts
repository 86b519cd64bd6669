/**
 * Rows of a sheet as nearly every program writes them, read without a parser of XML: `<row …><c r="A1" s="2" t="s"><v>7</v></c>…</row>`
 * and nothing else in it. Whatever differs by one character is no plain row and goes the long way, so both ways give the same rows.
 */
export type PlainRow = {
  /** the row's own number as it stands; undefined: the next one */
  number: string | undefined;
  hidden: boolean;
  /** how deep it is grouped */
  outline: number;
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
const [quote, less, more] = [34, 60, 62];
const isDigit = (c: number): boolean => c >= 48 && c <= 57;

/** Characters that mean the same in a text and to a parser: no markup, no line ends, none that XML forbids in any version. */
const isPlainLetter = (c: number): boolean =>
  c >= 32 && c !== 38 && c !== less && c !== more && (c < 127 || (c >= 0xa0 && c < 0x2028) || (c > 0x2029 && c < 0xd800));

const attribute = / ([A-Za-z][\w.:-]*)="([ !#-%'-;=?-~]*)"/y;
export const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

export const outlineOf = (value: string | undefined): number => Number(value ?? 0) || 0;

type RowLook = Pick<PlainRow, 'hidden' | 'outline'>;

/** What the attributes of a row beside its number say; null when they are not plain. */
function lookOf(attributes: string): RowLook | null {
  const seen = new Map<string, string>();
  attribute.lastIndex = 0;
  for (let end = 0; end < attributes.length; end = attribute.lastIndex) {
    const [, name = '', value = ''] = attribute.exec(attributes) ?? [];
    if (name === '' || name === 'r' || seen.has(name)) return null;
    seen.set(name, value);
  }
  return { hidden: isTrue(seen.get('hidden')), outline: outlineOf(seen.get('outlineLevel')) };
}

/** Rows of a sheet have few different attributes; a file made of others is read all the same. */
const mostKept = 5000;

/** Reads what stands between `<row` and `>` into the row. @returns false when it is not plain */
function tagReader(row: PlainRow): (tag: string) => boolean {
  const known = new Map<string, RowLook | null>();
  return (tag) => {
    const numbered = tag.startsWith(' r="');
    const end = numbered ? tag.indexOf('"', 4) : -1;
    if (numbered && (end < 5 || end > 11)) return false;
    for (let i = 4; i < end; i += 1) if (!isDigit(tag.charCodeAt(i))) return false;
    const rest = tag.slice(end + 1);
    let look = known.get(rest);
    if (look === undefined) {
      if (known.size >= mostKept) known.clear();
      known.set(rest, (look = lookOf(rest)));
    }
    if (look === null) return false;
    row.number = numbered ? tag.slice(4, end) : undefined;
    row.hidden = look.hidden;
    row.outline = look.outline;
    return true;
  };
}

/** Types of cells as they stand, the commonest first. */
const types = ['s', 'n', 'str', 'inlineStr', 'b'] as const;
const emptyEnds = ['/>', '></c>'] as const;
const textOpen = ['><is><t>', '><is><t xml:space="preserve">'] as const;

/** Where the reading stands; each step that finds what it wants moves it behind that. */
type Cursor = { text: string; at: number };

/** ` r="AB12"`: letters, then digits that do not begin with nought. @returns the column from 0, -1 without it, -2 when it is not plain */
function placeAt(cursor: Cursor): number {
  const { text } = cursor;
  if (!text.startsWith(' r="', cursor.at)) return -1;
  const first = cursor.at + 4;
  let [at, column] = [first, 0];
  for (let c = text.charCodeAt(at); c >= 65 && c <= 90; c = text.charCodeAt((at += 1))) column = column * 26 + c - 64;
  if (at === first || at > first + 3 || text.charCodeAt(at) === 48) return -2;
  const digits = at;
  while (isDigit(text.charCodeAt(at))) at += 1;
  cursor.at = at + 1;
  return at === digits || text.charCodeAt(at) !== quote ? -2 : column - 1;
}

/** ` s="12"`. @returns 0 without it, -1 when it is not plain */
function styleAt(cursor: Cursor): number {
  const { text } = cursor;
  if (!text.startsWith(' s="', cursor.at)) return 0;
  const first = cursor.at + 4;
  let [at, style] = [first, 0];
  for (; isDigit(text.charCodeAt(at)); at += 1) style = style * 10 + text.charCodeAt(at) - 48;
  cursor.at = at + 1;
  return at > first && at < first + 7 && text.charCodeAt(at) === quote ? style : -1;
}

/** ` t="s"`. @returns the number's without it, '' when it is not plain */
function typeAt(cursor: Cursor): string {
  const { text } = cursor;
  if (!text.startsWith(' t="', cursor.at)) return 'n';
  const first = cursor.at + 4;
  for (const type of types) {
    const end = first + type.length;
    if (text.charCodeAt(end) !== quote || !text.startsWith(type, first)) continue;
    cursor.at = end + 1;
    return type;
  }
  return '';
}

/** What a cell holds, up to behind its `</c>`; null when it is not plain. */
function contentAt(cursor: Cursor): string | null {
  const { text, at } = cursor;
  if (text.startsWith('><v>', at)) return lettersAt(cursor, at + 4, '</v></c>');
  for (const empty of emptyEnds) {
    if (!text.startsWith(empty, at)) continue;
    cursor.at = at + empty.length;
    return '';
  }
  for (const open of textOpen) if (text.startsWith(open, at)) return lettersAt(cursor, at + open.length, '</t></is></c>');
  return null;
}

/** Plain letters from there on up to the mark that closes them. */
function lettersAt(cursor: Cursor, from: number, close: string): string | null {
  const { text } = cursor;
  let end = from;
  while (end < text.length && isPlainLetter(text.charCodeAt(end))) end += 1;
  if (!text.startsWith(close, end)) return null;
  cursor.at = end + close.length;
  return text.slice(from, end);
}

export function plainRows(): PlainRows {
  const row: PlainRow = { number: undefined, hidden: false, outline: 0, cells: 0, columns: [], types: [], styles: [], raws: [] };
  const readTag = tagReader(row);
  const cursor: Cursor = { text: '', at: 0 };
  /** One cell behind its `<c`. */
  const readCell = (): boolean => {
    const i = row.cells;
    const [column, style, type] = [placeAt(cursor), styleAt(cursor), typeAt(cursor)];
    const raw = column < -1 || style < 0 || type === '' ? null : contentAt(cursor);
    if (raw === null) return false;
    [row.columns[i], row.styles[i], row.types[i], row.raws[i]] = [column, style, type, raw];
    row.cells = i + 1;
    return true;
  };
  const read: PlainRows['read'] = (text, from) => {
    const tagEnd = text.startsWith(rowStart, from) ? text.indexOf('>', from) : -1;
    if (tagEnd < 0 || !readTag(text.slice(from + rowStart.length, tagEnd))) return -1;
    [cursor.text, cursor.at, row.cells] = [text, tagEnd + 1, 0];
    while (text.startsWith('<c', cursor.at)) {
      cursor.at += 2;
      if (!readCell()) return -1;
    }
    return text.startsWith(rowEnd, cursor.at) ? cursor.at + rowEnd.length : -1;
  };
  return { read, row };
}
