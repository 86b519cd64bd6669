import { Refused } from '../../../../domain/model/refused.ts';
import type { Found, SourceFile } from '../format-reader.ts';
import { gridWriter } from './grid-writer.ts';
import type { GridWriter } from './grid-writer.ts';
import { limits } from './limits.ts';
import { lookOf, plainNumber, shapedNumber } from './number-formats.ts';
import type { NumberLook } from './number-formats.ts';
import { isoText } from './serial-days.ts';
import { sheetReader } from './edition.ts';
import type { Edition } from './edition.ts';
import { sheetQueue } from './sheet-queue.ts';
import type { SheetQueue } from './sheet-queue.ts';
import { cellKind } from './sheet-rows.ts';
import type { CellKind } from './sheet-rows.ts';
import { attribute, walkXml } from './xml-walk.ts';
import type { Attributes, XmlTaker } from './xml-walk.ts';

function recognise(_name: string, head: Buffer): 0 | 1 | 2 {
  const wide = head[0] === 0xff && head[1] === 0xfe;
  const text = wide ? head.toString('utf16le') : head.toString('latin1');
  return /^\s*(?:\u00ef\u00bb\u00bf|\ufeff)?\s*</.test(text) &&
    text.includes('urn:schemas-microsoft-com:office:spreadsheet') &&
    /<(?:\w+:)?Workbook[\s>]/.test(text)
    ? 2
    : 0;
}

const aDay: NumberLook = { kind: 'day', fractions: false };
const aTime: NumberLook = { kind: 'time', fractions: false };
/** Formats that Excel writes by a name; none of them says what it is by its letters (`Fixed` has a d in it). */
const named: ReadonlyMap<string, NumberLook> = new Map<string, NumberLook>([
  ...['General Number', 'Currency', 'Euro Currency', 'Fixed', 'Standard', 'Scientific'].map((name) => [name, plainNumber] as const),
  ...['Yes/No', 'True/False', 'On/Off'].map((name) => [name, plainNumber] as const),
  ['Percent', { kind: 'percent' }],
  ...['General Date', 'Short Date', 'Medium Date', 'Long Date'].map((name) => [name, aDay] as const),
  ...['Short Time', 'Medium Time', 'Long Time'].map((name) => [name, aTime] as const),
]);

function valueOf(type: string, raw: string, look: NumberLook): readonly [string, CellKind] {
  if (type === 'Number') {
    const shaped = shapedNumber(raw, look, false);
    return [shaped.text, cellKind[shaped.kind]];
  }
  if (type === 'DateTime') {
    const text = isoText(raw);
    // a time of the day is written as a moment of the last day of 1899
    if (text === null) return [raw, cellKind.text];
    return [text.startsWith('1899-12-31 ') ? text.slice(11) : text, cellKind.day];
  }
  if (type === 'Boolean') return [raw === '1' ? 'TRUE' : 'FALSE', cellKind.other];
  return [raw, type === 'Error' ? cellKind.other : cellKind.text];
}

const whole = (attributes: Attributes, name: string, most: number): number => Math.min(most, Number(attribute(attributes, name) ?? 0) || 0);

/** Rows and cells of the open sheet; places count on unless an index says otherwise, and never go back. */
function placed(
  file: string,
  grid: GridWriter,
): { readonly openRow: (attributes: Attributes) => void; readonly openCell: (attributes: Attributes) => number } {
  let column = 0;
  let under = new Map<number, number>();
  /** Past the cells that a range merged from above covers: some programs leave both them and the index out. */
  const free = (next: number): number => {
    let place = next;
    while ((under.get(place) ?? 0) >= grid.row()) place += 1;
    return place;
  };
  const at = (attributes: Attributes, next: number, most: number): number => {
    const index = attribute(attributes, 'Index');
    const place = index === undefined ? next : Number(index);
    if (Number.isInteger(place) && place >= next && place <= most) return place;
    throw new Refused({ code: 'file_damaged', at: file, args: { part: grid.place() } });
  };
  return {
    openRow: (attributes) => {
      if (grid.row() === 0) under = new Map();
      grid.openRow(at(attributes, grid.row() + 1, limits.rows));
      column = 0;
      if (attribute(attributes, 'Hidden') === '1') grid.hide('rows', 1);
    },
    openCell: (attributes) => {
      const place = at(attributes, attribute(attributes, 'Index') === undefined ? free(column + 1) : column + 1, limits.columns);
      const across = whole(attributes, 'MergeAcross', limits.columns);
      const down = whole(attributes, 'MergeDown', limits.rows);
      grid.merge(place - 1, across + 1, down + 1);
      if (down > 0) for (let one = place; one <= Math.min(place + across, limits.columns); one += 1) under.set(one, grid.row() + down);
      column = place + across;
      return place - 1;
    },
  };
}

function takerOf(file: string, queue: SheetQueue, found: Found): XmlTaker {
  const looks = new Map<string, NumberLook>();
  const grid = gridWriter(queue, found);
  const place = placed(file, grid);
  let [style, raw, type, wanted, comment] = ['', '', '', false, false];
  let [column, cellStyle, formula, formulas, filled] = [0, '', false, 0, false];

  const openCell = (attributes: Attributes): void => {
    if (!grid.isOpen()) return;
    column = place.openCell(attributes);
    cellStyle = attribute(attributes, 'StyleID') ?? '';
    [formula, filled] = [attribute(attributes, 'Formula') !== undefined, false];
  };
  const closeData = (): void => {
    wanted = false;
    filled = raw !== '';
    grid.cell(column, ...valueOf(type, raw, looks.get(cellStyle) ?? plainNumber));
  };
  const closeSheet = (): void => {
    if (formulas > 0) found.fact('formulas_without_value', `${grid.place().replace(/!\d+$/, '')}: ${formulas}`);
    formulas = 0;
    grid.close();
  };
  const open = (name: string, attributes: Attributes): void => {
    if (name === 'Worksheet') grid.open(attribute(attributes, 'Name') ?? '');
    else if (name === 'Row' && grid.isOpen()) place.openRow(attributes);
    else if (name === 'Cell') openCell(attributes);
    else if (name === 'Data') [type, raw, wanted] = [attribute(attributes, 'Type') ?? '', '', true];
    else if (name === 'Style') style = attribute(attributes, 'ID') ?? '';
    else if (name === 'NumberFormat')
      looks.set(style, named.get(attribute(attributes, 'Format') ?? '') ?? lookOf(attribute(attributes, 'Format') ?? ''));
  };
  return {
    open: (name, attributes) => {
      if (name === 'Comment') comment = true;
      if (!comment) open(name, attributes);
    },
    text: (text) => {
      if (wanted) raw += text;
    },
    close: (name) => {
      if (name === 'Comment') comment = false;
      else if (comment) return;
      else if (name === 'Data') closeData();
      else if (name === 'Cell' && formula && !filled) formulas += 1;
      else if (name === 'Row') grid.closeRow(1);
      else if (name === 'Worksheet') closeSheet();
    },
  };
}

async function read(file: SourceFile, found: Found, edition: Edition): Promise<void> {
  const queue = sheetQueue(file.name, found, edition);
  let bytes = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const block of file.blocks()) {
      bytes += block.length;
      yield block;
    }
  }
  await walkXml(counted(), takerOf(file.name, queue, found), { file: file.name, part: 'Workbook' }, () => queue.pause(bytes));
  await queue.end();
}

/** SpreadsheetML 2003: the XML that Excel and many programs write under the name `.xls` or `.xml`. */
export const spreadsheetml = sheetReader({ format: 'spreadsheetml', recognise, read });
