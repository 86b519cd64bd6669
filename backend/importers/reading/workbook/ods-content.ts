import { Refused } from '../../../../domain/model/refused.ts';
import type { Found } from '../format-reader.ts';
import { decimalText, percentText } from './decimal-text.ts';
import { limits } from './limits.ts';
import { isoText } from './serial-days.ts';
import type { SheetQueue } from './sheet-queue.ts';
import type { SheetWriter } from './sheet-table.ts';
import { cellKind, rowBuilder } from './sheet-rows.ts';
import type { CellKind, Merge } from './sheet-rows.ts';
import { attribute } from './xml-walk.ts';
import type { Attributes, XmlTaker } from './xml-walk.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** `PT37H30M05.5S` as hours that run on. */
function durationText(text: string): string {
  const match = /^(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?$/.exec(text);
  if (match === null) return text;
  const hours = Number(match[2] ?? 0) * 24 + Number(match[3] ?? 0);
  const fraction = (match[6] ?? '').replace(/0+$/, '').slice(0, 3);
  const clock = `${match[1]}${two(hours)}:${two(Number(match[4] ?? 0))}:${two(Number(match[5] ?? 0))}`;
  return fraction === '' ? clock : `${clock}.${fraction.padEnd(3, '0')}`;
}

/** The value that the cell stores; what it shows only where it stores none. */
function valueOf(attributes: Attributes, shown: string): readonly [string, CellKind] {
  const stored = attribute(attributes, 'value') ?? '';
  switch (attribute(attributes, 'value-type')) {
    case 'float':
    case 'currency': {
      const number = decimalText(stored);
      return number === null ? [shown, cellKind.text] : [number, cellKind.number];
    }
    case 'percentage': {
      const number = decimalText(stored);
      return number === null ? [shown, cellKind.text] : [percentText(number), cellKind.number];
    }
    case 'date':
      return [isoText(attribute(attributes, 'date-value') ?? '') ?? shown, cellKind.day];
    case 'time':
      return [durationText(attribute(attributes, 'time-value') ?? ''), cellKind.day];
    case 'boolean':
      return [attribute(attributes, 'boolean-value') === 'true' ? 'TRUE' : 'FALSE', cellKind.other];
    default:
      return [attribute(attributes, 'string-value') ?? shown, cellKind.text];
  }
}

const times = (attributes: Attributes, name: string): number => {
  const count = Number(attribute(attributes, name) ?? 1);
  return Number.isInteger(count) && count > 0 ? count : 1;
};

type OpenCell = { readonly attributes: Attributes; readonly covered: boolean; text: string; paragraphs: number };

/** State of the sheet that is being read. */
type OpenSheet = {
  readonly name: string;
  readonly writer: SheetWriter;
  readonly merges: Merge[];
  row: number;
  hiddenRows: number;
  hiddenColumns: number;
};

/** Takes `content.xml` of an ODS. Repeated cells and rows are written out only where they hold something, and only up to a limit. */
export function odsTaker(file: string, queue: SheetQueue, found: Found): XmlTaker {
  const hiddenStyles = new Set<string>();
  let [style, repeated, annotation, inParagraph] = ['', 0, 0, 0];
  let [column, rowTimes] = [0, 1];
  let sheet: OpenSheet | null = null;
  let cell: OpenCell | null = null;
  const builder = rowBuilder();

  const repeat = (more: number): void => {
    repeated += more;
    if (repeated > limits.repeatedCells)
      throw new Refused({ code: 'file_expands', at: file, args: { part: sheet?.name ?? 'content.xml' } });
  };
  const openSheet = (attributes: Attributes): void => {
    if (sheet !== null) return;
    const name = attribute(attributes, 'name') ?? '';
    const merges: Merge[] = [];
    sheet = { name, writer: queue.open(name, merges), merges, row: 0, hiddenRows: 0, hiddenColumns: 0 };
    if (hiddenStyles.has(attribute(attributes, 'style-name') ?? '')) found.fact('hidden_sheet', name);
  };
  const openCell = (attributes: Attributes, covered: boolean): void => {
    cell = { attributes, covered, text: '', paragraphs: 0 };
    const [wide, high] = [times(attributes, 'number-columns-spanned'), times(attributes, 'number-rows-spanned')];
    if (sheet === null || (wide === 1 && high === 1) || sheet.row >= limits.headRows * 4 || sheet.merges.length >= 10_000) return;
    sheet.merges.push({ top: sheet.row + 1, left: column, bottom: sheet.row + high, right: column + wide - 1 });
  };
  const closeCell = (): void => {
    if (cell === null) return;
    const count = times(cell.attributes, 'number-columns-repeated');
    const [text, kind] = cell.covered ? ['', cellKind.text] : valueOf(cell.attributes, cell.text);
    if (text !== '') {
      repeat(count - 1);
      for (let i = 0; i < count && column + i < limits.columns; i += 1) builder.add(column + i, text, kind);
    }
    column += count;
    cell = null;
  };
  const closeRow = (): void => {
    if (sheet === null) return;
    const made = builder.take(sheet.row + 1);
    if (made === null) sheet.row += rowTimes;
    else {
      repeat((rowTimes - 1) * made.columns.length);
      for (let i = 0; i < rowTimes && sheet.row < limits.rows; i += 1) sheet.writer.row({ ...made, row: (sheet.row += 1) });
    }
    column = 0;
  };
  const closeSheet = (): void => {
    if (sheet === null) return;
    if (sheet.hiddenRows > 0) found.fact('hidden_rows', `${sheet.name}: ${sheet.hiddenRows}`);
    if (sheet.hiddenColumns > 0) found.fact('hidden_columns', `${sheet.name}: ${sheet.hiddenColumns}`);
    queue.close();
    sheet = null;
  };
  const openRow = (attributes: Attributes): void => {
    rowTimes = times(attributes, 'number-rows-repeated');
    const hidden = (attribute(attributes, 'visibility') ?? 'visible') !== 'visible';
    if (hidden && sheet !== null && rowTimes < 1_000_000) sheet.hiddenRows += rowTimes;
  };
  const openColumn = (attributes: Attributes): void => {
    const hidden = (attribute(attributes, 'visibility') ?? 'visible') !== 'visible';
    const count = times(attributes, 'number-columns-repeated');
    if (hidden && sheet !== null && count < limits.columns / 2) sheet.hiddenColumns += count;
  };
  const openText = (name: string, attributes: Attributes): void => {
    if (cell === null || annotation > 0) return;
    if (name === 'p') {
      if (cell.paragraphs > 0) cell.text += '\n';
      cell.paragraphs += 1;
      inParagraph += 1;
    } else if (name === 's') cell.text += ' '.repeat(Math.min(times(attributes, 'c'), 1000));
    else if (name === 'tab') cell.text += '\t';
    else if (name === 'line-break') cell.text += '\n';
  };

  return {
    open: (name, attributes) => {
      switch (name) {
        case 'style':
          style = attribute(attributes, 'name') ?? '';
          return;
        case 'table-properties':
          if (attribute(attributes, 'display') === 'false') hiddenStyles.add(style);
          return;
        case 'table':
          return openSheet(attributes);
        case 'table-column':
          return openColumn(attributes);
        case 'table-row':
          return openRow(attributes);
        case 'table-cell':
        case 'covered-table-cell':
          return openCell(attributes, name === 'covered-table-cell');
        case 'annotation':
          annotation += 1;
          return;
        default:
          return openText(name, attributes);
      }
    },
    text: (text) => {
      if (cell !== null && inParagraph > 0 && annotation === 0) cell.text += text;
    },
    close: (name) => {
      if (name === 'p' && annotation === 0 && inParagraph > 0) inParagraph -= 1;
      else if (name === 'annotation') annotation -= 1;
      else if (name === 'table-cell' || name === 'covered-table-cell') closeCell();
      else if (name === 'table-row') closeRow();
      else if (name === 'table') closeSheet();
    },
  };
}
