import { Refused } from '../../../../domain/model/refused.ts';
import type { Found } from '../format-reader.ts';
import { decimalText, percentText } from './decimal-text.ts';
import { gridWriter } from './grid-writer.ts';
import type { GridWriter } from './grid-writer.ts';
import { limits } from './limits.ts';
import { isoText } from './serial-days.ts';
import type { SheetQueue } from './sheet-queue.ts';
import { cellKind } from './sheet-rows.ts';
import type { CellKind } from './sheet-rows.ts';
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

const isCode = (shown: string): boolean => /^0\d{3,19}$/.test(shown);

/** The value that the cell stores; what it shows only where it stores none. */
function valueOf(attributes: Attributes, shown: string): readonly [string, CellKind] {
  const stored = attribute(attributes, 'value') ?? '';
  switch (attribute(attributes, 'value-type')) {
    case 'float':
    case 'currency': {
      const number = decimalText(stored);
      if (number === null) return [shown, cellKind.text];
      // a code that is shown with the zeros in front of it
      return isCode(shown) && shown.replace(/^0+(?=\d)/, '') === number ? [shown, cellKind.text] : [number, cellKind.number];
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

/** Text of a cell as its paragraphs make it; notes on the cell are left out. */
type CellText = {
  readonly start: () => void;
  readonly open: (name: string, attributes: Attributes) => void;
  readonly close: (name: string) => void;
  readonly add: (text: string) => void;
  readonly take: () => string;
};

function cellText(): CellText {
  let [text, paragraphs, inside, annotation] = ['', 0, 0, 0];
  return {
    start: () => {
      [text, paragraphs] = ['', 0];
    },
    open: (name, attributes) => {
      if (name === 'annotation') annotation += 1;
      if (annotation > 0) return;
      if (name === 'p') {
        if (paragraphs > 0) text += '\n';
        paragraphs += 1;
        inside += 1;
      } else if (name === 's') text += ' '.repeat(Math.min(times(attributes, 'c'), 1000));
      else if (name === 'tab') text += '\t';
      else if (name === 'line-break') text += '\n';
    },
    close: (name) => {
      if (name === 'annotation') annotation -= 1;
      else if (name === 'p' && annotation === 0 && inside > 0) inside -= 1;
    },
    add: (more) => {
      if (inside > 0 && annotation === 0) text += more;
    },
    take: () => text,
  };
}

const isHidden = (attributes: Attributes): boolean => (attribute(attributes, 'visibility') ?? 'visible') !== 'visible';

/** Cells and rows of the open sheet: those that are repeated are written out only where they hold something, up to the limit. */
function odsCells(
  file: string,
  grid: GridWriter,
): {
  /** @param depth of the groups that the row stands in */
  readonly openRow: (attributes: Attributes, depth: number) => void;
  readonly closeRow: () => void;
  readonly openCell: (attributes: Attributes, covered: boolean) => void;
  readonly closeCell: (text: string) => void;
} {
  let [column, rowTimes, filled, repeated] = [0, 1, 0, 0];
  let cell: { readonly attributes: Attributes; readonly covered: boolean } | null = null;
  const repeat = (more: number): void => {
    repeated += more;
    if (repeated > limits.repeatedCells) throw new Refused({ code: 'file_expands', at: file, args: { part: grid.place() } });
  };
  return {
    openRow: (attributes, depth) => {
      [column, filled, rowTimes] = [0, 0, times(attributes, 'number-rows-repeated')];
      grid.openRow(grid.row() + 1, depth);
      if (isHidden(attributes) && rowTimes < limits.rows / 2) grid.hide('rows', rowTimes);
    },
    closeRow: () => {
      repeat((rowTimes - 1) * filled);
      grid.closeRow(rowTimes);
    },
    openCell: (attributes, covered) => {
      cell = { attributes, covered };
      grid.merge(column, times(attributes, 'number-columns-spanned'), times(attributes, 'number-rows-spanned'));
    },
    closeCell: (shown) => {
      if (cell === null) return;
      const count = times(cell.attributes, 'number-columns-repeated');
      const [text, kind] = cell.covered ? ['', cellKind.text] : valueOf(cell.attributes, shown);
      if (text !== '') {
        repeat(count - 1);
        filled += count;
        for (let i = 0; i < count && column + i < limits.columns; i += 1) grid.cell(column + i, text, kind);
      }
      column += count;
      cell = null;
    },
  };
}

/** Takes `content.xml` of an ODS. */
export function odsTaker(file: string, queue: SheetQueue, found: Found): XmlTaker {
  const hiddenStyles = new Set<string>();
  let [style, depth] = ['', 0];
  const grid = gridWriter(queue, found);
  const cells = odsCells(file, grid);
  const text = cellText();

  const openSheet = (attributes: Attributes): void => {
    if (grid.isOpen()) return;
    const name = attribute(attributes, 'name') ?? '';
    grid.open(name);
    if (hiddenStyles.has(attribute(attributes, 'style-name') ?? '')) found.fact('hidden_sheet', name);
  };
  const openCell = (attributes: Attributes, covered: boolean): void => {
    text.start();
    cells.openCell(attributes, covered);
  };
  const openColumn = (attributes: Attributes): void => {
    const count = times(attributes, 'number-columns-repeated');
    if (isHidden(attributes) && count < limits.columns / 2) grid.hide('columns', count);
  };
  const openStyle = (name: string, attributes: Attributes): void => {
    if (name === 'style') style = attribute(attributes, 'name') ?? '';
    else if (name === 'table-properties' && attribute(attributes, 'display') === 'false') hiddenStyles.add(style);
  };
  return {
    open: (name, attributes) => {
      if (name === 'table') openSheet(attributes);
      else if (name === 'table-row') cells.openRow(attributes, depth);
      else if (name === 'table-row-group') depth += 1;
      else if (name === 'table-cell' || name === 'covered-table-cell') openCell(attributes, name === 'covered-table-cell');
      else if (name === 'table-column') openColumn(attributes);
      else if (grid.isOpen()) text.open(name, attributes);
      else openStyle(name, attributes);
    },
    text: text.add,
    close: (name) => {
      if (name === 'table-cell' || name === 'covered-table-cell') cells.closeCell(text.take());
      else if (name === 'table-row') cells.closeRow();
      else if (name === 'table-row-group') depth -= 1;
      else if (name === 'table') grid.close();
      else text.close(name);
    },
  };
}
