import { dateForms, isWrittenIn } from '../../../../domain/model/readers/days.ts';
import { cellKind, columnLetters } from './sheet-rows.ts';
import type { Merge, SheetRow } from './sheet-rows.ts';

/** A column of the table: one column of the sheet, or several under one merged header. */
export type LogicalColumn = { readonly header: string; readonly from: number; readonly to: number };

export type HeaderBlock = {
  /** lines above the table: title, company, period */
  readonly title: readonly SheetRow[];
  readonly columns: readonly LogicalColumn[];
  /** index of the first row behind the header among the rows that were looked at */
  readonly dataFrom: number;
  /** the last header line, to know it again where a page repeats it; null when the sheet has none */
  readonly line: SheetRow | null;
};

const numberLike = /^[-+(\u2212]?[\d\s\u00a0\u202f.,]*\d[\s\u00a0]*[)%\u2212-]?$/;
export const isNumberLike = (text: string): boolean => numberLike.test(text.trim());
export const isDayLike = (text: string): boolean => dateForms.some((form) => isWrittenIn(text.trim(), form));

export const isWords = (row: SheetRow): boolean =>
  row.kinds.every((kind, i) => kind === cellKind.text && !isNumberLike(row.texts[i] ?? '') && !isDayLike(row.texts[i] ?? ''));
const longestHeader = 300;
const isShort = (row: SheetRow): boolean => row.texts.every((text) => text.length <= longestHeader);
const size = (row: SheetRow | undefined): number => row?.columns.length ?? 0;
const deepest = 4;

/** The first line that can be the header: words only, over most of the table's width. A fuller one before the first numbers is better. */
function headerLine(rows: readonly SheetRow[]): number {
  const widest = Math.max(...rows.map(size));
  const least = Math.max(widest === 1 ? 1 : 2, Math.ceil(widest * 0.5));
  const fits = (row: SheetRow): boolean => size(row) >= least && isWords(row) && isShort(row);
  let found = -1;
  for (const [i, row] of rows.entries()) {
    if (fits(row)) {
      if (found < 0 || size(row) > size(rows[found]) * 1.3) found = i;
    } else if (found >= 0 && size(row) >= least && !isWords(row)) break;
  }
  return found;
}

const covering = (merges: readonly Merge[], row: number, column: number): Merge | undefined =>
  merges.find((m) => m.top <= row && row <= m.bottom && m.left <= column && column <= m.right);

const isWide = (m: Merge): boolean => m.right > m.left;

/** The line below belongs to the header: it stands under a merged cell, or fills the gaps of the line above. */
function continues(above: SheetRow, below: SheetRow | undefined, merges: readonly Merge[]): boolean {
  if (below === undefined || below.row !== above.row + 1 || !isWords(below) || !isShort(below)) return false;
  const over = merges.filter((m) => m.top <= above.row && above.row <= m.bottom);
  if (over.some((m) => m.bottom > above.row)) return true;
  if (over.length > 0) return over.some((m) => isWide(m) && below.columns.filter((c) => m.left <= c && c <= m.right).length > 1);
  const [first, last] = [above.columns[0] ?? 0, above.columns.at(-1) ?? 0];
  const gaps = below.columns.filter((c) => c > first && c <= last + 1 && !above.columns.includes(c));
  return gaps.length > 0 && !below.columns.includes(first) && gaps.length * 3 >= below.columns.length;
}

/** The line above is a header over groups of columns, not a title over all of them. */
function leads(above: SheetRow | undefined, below: SheetRow, merges: readonly Merge[]): boolean {
  if (above === undefined || above.row !== below.row - 1 || !isWords(above) || !isShort(above)) return false;
  const [first, last] = [below.columns[0] ?? 0, below.columns.at(-1) ?? 0];
  const over = merges.filter((m) => m.top <= above.row && above.row <= m.bottom);
  if (over.some((m) => m.bottom > above.row)) return size(above) > 1;
  const isTitle = (m: Merge): boolean => m.left <= first && m.right >= last;
  if (over.length > 0) return size(above) > 1 && over.some((m) => isWide(m) && !isTitle(m));
  return size(above) > 1 && above.columns.some((c) => c <= last && !below.columns.includes(c));
}

const clean = (text: string): string =>
  text
    .replace(/-\r?\n(?=\p{Ll})/gu, '')
    .replace(/\s+/g, ' ')
    .trim();

/** A header line with its texts by column. */
type Line = { readonly row: number; readonly cells: ReadonlyMap<number, string> };

const lineOf = (row: SheetRow): Line => ({ row: row.row, cells: new Map(row.columns.map((column, i) => [column, row.texts[i] ?? ''])) });

/** One line's part in a column's name, with what names it: the merged range, or the cell. */
type Part = { readonly id: string; readonly text: string };

function partAt(lines: readonly Line[], at: number, column: number, merges: readonly Merge[]): Part | null {
  const line = lines[at];
  if (line === undefined) return null;
  const merge = covering(merges, line.row, column);
  if (merge !== undefined) {
    const source = lines.find((l) => l.row === merge.top);
    const text = source?.cells.get(merge.left);
    return text === undefined ? null : { id: `m${merge.top}:${merge.left}`, text: clean(text) };
  }
  const own = line.cells.get(column);
  if (own !== undefined) return { id: `c${line.row}:${column}`, text: clean(own) };
  const below = lines[at + 1];
  if (merges.length > 0 || below === undefined || !below.cells.has(column)) return null;
  let left = column - 1;
  while (left >= 0 && !line.cells.has(left)) left -= 1;
  if (left < 0 || !below.cells.has(left)) return null;
  return { id: `c${line.row}:${left}`, text: clean(line.cells.get(left) ?? '') };
}

function pathOf(lines: readonly Line[], column: number, merges: readonly Merge[]): readonly Part[] {
  const path: Part[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const part = partAt(lines, i, column, merges);
    if (part !== null && path.at(-1)?.id !== part.id) path.push(part);
  }
  return path;
}

const nameOf = (path: readonly Part[]): string =>
  path
    .map((part) => part.text)
    .filter((text, i, all) => text !== '' && text !== all[i - 1])
    .join(' ');

const isShared = (path: readonly Part[]): boolean => path.at(-1)?.id.startsWith('m') === true;

/** Names of the columns: lines joined, ranges merged over several columns one column, the same name twice told apart by its letters. */
function columnsOf(lines: readonly SheetRow[], data: readonly SheetRow[], merges: readonly Merge[]): readonly LogicalColumn[] {
  const within = merges.filter((m) => lines.some((l) => m.top <= l.row && l.row <= m.bottom));
  const used = new Set<number>();
  for (const row of [...lines, ...data]) for (const column of row.columns) used.add(column);
  const named = lines.map(lineOf);
  const lastLine = lines.at(-1)?.row ?? 0;
  for (const m of within) if (m.bottom >= lastLine && m.right - m.left < 256) for (let c = m.left; c <= m.right; c += 1) used.add(c);
  const found: (LogicalColumn & { readonly id: string })[] = [];
  for (const column of [...used].sort((a, b) => a - b)) {
    const path = pathOf(named, column, within);
    const id = path.map((part) => part.id).join('/');
    const before = found.at(-1);
    if (isShared(path) && before?.id === id && before.to === column - 1) found[found.length - 1] = { ...before, to: column };
    else found.push({ header: nameOf(path), from: column, to: column, id });
  }
  const count = new Map<string, number>();
  for (const { header } of found) count.set(header.toLowerCase(), (count.get(header.toLowerCase()) ?? 0) + 1);
  return found.map(({ header, from, to }) => {
    const alone = count.get(header.toLowerCase()) === 1;
    return { header: header === '' ? columnLetters(from) : alone ? header : `${header} (${columnLetters(from)})`, from, to };
  });
}

/** A line that is the header again, as printed reports have it on every page. */
export const isHeaderAgain = (row: SheetRow, line: SheetRow | null): boolean =>
  line !== null && row.texts.length === line.texts.length && row.texts.every((text, i) => text === line.texts[i]);

/** The line of Russian forms that numbers the columns: 1, 2, 3 … */
export const isNumbering = (row: SheetRow | undefined): boolean =>
  row !== undefined && row.columns.length > 2 && row.texts.every((text, i) => text.trim() === String(i + 1));

/**
 * Finds the header of a sheet among its first rows: title lines above it, up to four lines joined into one name per column.
 * @returns null when there is no table: nothing but single cells, or a header without a row
 */
export function findHeader(rows: readonly SheetRow[], merges: readonly Merge[]): HeaderBlock | null {
  if (rows.length === 0 || (rows.length < 2 && size(rows[0]) < 2)) return null;
  const found = headerLine(rows);
  if (found < 0) return { title: [], columns: columnsOf([], rows, []), dataFrom: 0, line: null };
  let [first, last] = [found, found];
  const line = (at: number): SheetRow => rows[at] as SheetRow;
  while (last - first < deepest - 1 && continues(line(last), rows[last + 1], merges)) last += 1;
  while (first > 0 && last - first < deepest - 1 && leads(rows[first - 1], line(first), merges)) first -= 1;
  const dataFrom = isNumbering(rows[last + 1]) ? last + 2 : last + 1;
  const columns = columnsOf(rows.slice(first, last + 1), rows.slice(dataFrom), merges);
  return { title: rows.slice(0, first), columns, dataFrom, line: line(last) };
}
