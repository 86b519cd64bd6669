import { Refused } from '../../../../../domain/model/refused.ts';
import { limits } from '../limits.ts';
import { decimalText } from '../decimal-text.ts';
import { shapedNumber } from '../number-formats.ts';
import type { NumberLook } from '../number-formats.ts';
import { isoText } from '../serial-days.ts';
import { cellKind, rangeOf, rowBuilder } from '../sheet-rows.ts';
import type { CellKind, Merge, SheetRow } from '../sheet-rows.ts';
import type { Attributes, XmlTaker } from '../xml-walk.ts';
import { isTrue, outlineOf } from './plain-rows.ts';
import type { PlainRow } from './plain-rows.ts';
import { rowsAhead } from './rows-ahead.ts';
import { plainText } from './shared-strings.ts';

export type SheetSetting = {
  readonly file: string;
  readonly part: string;
  readonly strings: readonly string[];
  readonly looks: readonly NumberLook[];
  readonly from1904: boolean;
};

/** What was met on the way and is said at the end, because the record alone does not show it. */
export type SheetCounts = {
  formulas_without_value: number;
  hidden_rows: number;
  hidden_columns: number;
  unknown_styles: number;
  /** numbers in a format that shows another currency */
  currency_formats: number;
};

const noCounts = (): SheetCounts => ({
  formulas_without_value: 0,
  hidden_rows: 0,
  hidden_columns: 0,
  unknown_styles: 0,
  currency_formats: 0,
});

type Cell = { column: number; type: string; style: number; formula: boolean; kind: CellKind };

/** Letters of `AB12` as a column from 0; -1 when there are none, more than `XFD` is beyond every sheet. */
function columnOf(reference: string): number {
  let column = 0;
  let i = 0;
  for (; i < reference.length; i += 1) {
    const c = reference.charCodeAt(i);
    if (c >= 65 && c <= 90) column = column * 26 + c - 64;
    else if (c >= 97 && c <= 122) column = column * 26 + c - 96;
    else break;
    if (column > limits.columns) return limits.columns;
  }
  return i < reference.length && reference.charCodeAt(i) >= 49 && reference.charCodeAt(i) <= 57 ? column - 1 : -1;
}

/**
 * The value of one cell as text, its kind left in the cell: numbers in the look of their style, texts by their number or as they stand,
 * formulas by their last value. Runs for every cell of a million rows: it makes no objects.
 */
function cellReader(setting: SheetSetting, counts: SheetCounts, damaged: () => never): (cell: Cell, raw: string) => string {
  const { strings, looks, from1904 } = setting;
  const number = (cell: Cell, raw: string): string => {
    const look = looks[cell.style];
    if (look === undefined && cell.style !== 0) counts.unknown_styles += 1;
    if (look === undefined || look.kind === 'number') {
      if (look?.foreign === true) counts.currency_formats += 1;
      const text = decimalText(raw);
      cell.kind = text === null ? cellKind.text : cellKind.number;
      return text ?? raw;
    }
    const shaped = shapedNumber(raw, look, from1904);
    cell.kind = cellKind[shaped.kind];
    return shaped.text;
  };
  return (cell, raw) => {
    cell.kind = cellKind.text;
    if (raw === '') {
      if (cell.formula && cell.type !== 'str') counts.formulas_without_value += 1;
      return '';
    }
    switch (cell.type) {
      case 's':
        return strings[placeOf(raw)] ?? damaged();
      case 'inlineStr':
      case 'str':
        return plainText(raw);
      case 'b':
        cell.kind = cellKind.other;
        return raw === '1' || raw === 'true' ? 'TRUE' : 'FALSE';
      case 'e':
        cell.kind = cellKind.other;
        return raw;
      case 'd':
        cell.kind = cellKind.day;
        return isoText(raw) ?? raw;
      default:
        return number(cell, raw);
    }
  };
}

/** Digits as a number; -1 for anything else. */
function placeOf(raw: string): number {
  let place = 0;
  for (let i = 0; i < raw.length; i += 1) {
    const digit = raw.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9 || i > 8) return -1;
    place = place * 10 + digit;
  }
  return place;
}

/** Rows and cells of one sheet as they come, whichever way they are read. */
type RowWriter = {
  /** @param outline how deep the row is grouped */
  readonly openRow: (number: string | undefined, hidden: boolean, outline: number) => void;
  /** @param at null: the place behind the last one @returns the cell, to be filled before it is closed */
  readonly openCell: (at: number | null, type: string, style: number) => Cell;
  readonly closeCell: (raw: string) => void;
  readonly closeRow: () => void;
};

/** @throws Refused file_damaged for places outside a sheet, rows that go back, strings that do not exist */
function rowWriter(setting: SheetSetting, counts: SheetCounts, give: (row: SheetRow) => void): RowWriter {
  let [row, column, level] = [0, -1, 0];
  const damaged = (): never => {
    throw new Refused({ code: 'file_damaged', at: setting.file, args: { part: row > 0 ? `${setting.part} ${row}` : setting.part } });
  };
  const read = cellReader(setting, counts, damaged);
  const builder = rowBuilder();
  const cell: Cell = { column: 0, type: 'n', style: 0, formula: false, kind: cellKind.text };
  return {
    openRow: (number, hidden, outline) => {
      const next = number === undefined ? row + 1 : Number(number);
      if (!Number.isInteger(next) || next <= row || next > limits.rows) damaged();
      row = next;
      column = -1;
      level = outline;
      if (hidden) counts.hidden_rows += 1;
    },
    openCell: (at, type, style) => {
      column = at ?? column + 1;
      if (column < 0 || column >= limits.columns) damaged();
      cell.column = column;
      cell.type = type;
      cell.style = style;
      cell.formula = false;
      return cell;
    },
    closeCell: (raw) => {
      const text = read(cell, raw);
      builder.add(cell.column, text, cell.kind);
    },
    closeRow: () => {
      const found = builder.take(row, level);
      if (found !== null) give(found);
    },
  };
}

function putPlain(to: RowWriter, row: PlainRow): void {
  to.openRow(row.number, row.hidden, row.outline);
  for (let i = 0; i < row.cells; i += 1) {
    const at = row.columns[i] ?? -1;
    to.openCell(at < 0 ? null : at, row.types[i] ?? 'n', row.styles[i] ?? 0);
    to.closeCell(row.raws[i] ?? '');
  }
  to.closeRow();
}

/** How many columns are hidden by a `col`. */
function hiddenBy(attributes: Attributes): number {
  if (!isTrue(attributes['hidden'])) return 0;
  const count = Number(attributes['max']) - Number(attributes['min']) + 1;
  return count > 0 && count <= limits.columns ? count : 0;
}

export type SheetTaker = XmlTaker & { readonly counts: SheetCounts };

/**
 * Takes the XML of one sheet and gives its rows that hold something.
 * @throws Refused file_damaged for places outside a sheet, rows that go back, strings that do not exist
 */
export function sheetTaker(setting: SheetSetting, give: (row: SheetRow) => void): SheetTaker {
  const counts = noCounts();
  const rows = rowWriter(setting, counts, give);
  let cell: Cell | null = null;
  let [raw, wanted, depth, inRows] = ['', false, 0, false];

  const openCell = (attributes: Attributes): void => {
    const reference = attributes['r'];
    const style = attributes['s'] === undefined ? 0 : Number(attributes['s']);
    cell = rows.openCell(reference === undefined ? null : columnOf(reference), attributes['t'] ?? 'n', style);
    raw = '';
  };
  return {
    counts,
    ahead: rowsAhead({ plain: (row) => putPlain(rows, row), isBetweenRows: () => inRows && depth === 2 }),
    open: (name, attributes) => {
      depth += 1;
      if (name === 'c') openCell(attributes);
      else if (name === 'v' || name === 't') wanted = true;
      else if (name === 'row') rows.openRow(attributes['r'], isTrue(attributes['hidden']), outlineOf(attributes['outlineLevel']));
      else if (name === 'f' && cell !== null) cell.formula = true;
      else if (name === 'rPh') wanted = false;
      else if (name === 'col') counts.hidden_columns += hiddenBy(attributes);
      else if (name === 'sheetData' && depth === 2) inRows = true;
    },
    text: (text) => {
      if (wanted) raw += text;
    },
    close: (name) => {
      if (depth === 2) inRows = false;
      depth -= 1;
      if (name === 'v' || name === 't') wanted = false;
      else if (name === 'c') rows.closeCell(raw);
      else if (name === 'row') rows.closeRow();
    },
  };
}

/** Takes the merged ranges that begin in the first rows; they stand behind the rows of a sheet. */
export function mergeTaker(lastRow: number): { readonly taker: XmlTaker; readonly merges: readonly Merge[] } {
  const merges: Merge[] = [];
  const open = (name: string, attributes: Attributes): void => {
    if (name !== 'mergeCell') return;
    const range = rangeOf(attributes['ref'] ?? '');
    if (range !== null && range.top <= lastRow && merges.length < 10_000) merges.push(range);
  };
  return { merges, taker: { open, close: () => undefined, text: () => undefined } };
}
