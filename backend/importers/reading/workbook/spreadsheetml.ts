import { Refused } from '../../../../domain/model/refused.ts';
import type { FormatReader, Found, SourceFile } from '../format-reader.ts';
import { limits } from './limits.ts';
import { lookOf, plainNumber, shapedNumber } from './number-formats.ts';
import type { NumberLook } from './number-formats.ts';
import { isoText } from './serial-days.ts';
import { sheetQueue } from './sheet-queue.ts';
import type { SheetQueue } from './sheet-queue.ts';
import type { SheetWriter } from './sheet-table.ts';
import { cellKind, rowBuilder } from './sheet-rows.ts';
import type { CellKind, Merge } from './sheet-rows.ts';
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

const named: Readonly<Record<string, NumberLook>> = {
  Percent: { kind: 'percent' },
  'General Date': { kind: 'day', fractions: false },
  'Short Date': { kind: 'day', fractions: false },
  'Medium Date': { kind: 'day', fractions: false },
  'Long Date': { kind: 'day', fractions: false },
  'Short Time': { kind: 'time', fractions: false },
  'Medium Time': { kind: 'time', fractions: false },
  'Long Time': { kind: 'time', fractions: false },
};

type Sheet = {
  readonly name: string;
  readonly writer: SheetWriter;
  readonly merges: Merge[];
  row: number;
  column: number;
  hiddenRows: number;
};

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

function takerOf(file: string, queue: SheetQueue, found: Found): XmlTaker {
  const looks = new Map<string, NumberLook>();
  let [style, raw, type, cellStyle, wanted] = ['', '', '', '', false];
  let [value, formulas]: [readonly [string, CellKind], number] = [['', cellKind.text], 0];
  let sheet: Sheet | null = null;
  let [across, formula] = [0, false];
  const builder = rowBuilder();

  const damaged = (): never => {
    throw new Refused({ code: 'file_damaged', at: file, args: { part: sheet === null ? 'Workbook' : `${sheet.name}!${sheet.row}` } });
  };
  const at = (attributes: Attributes, next: number, most: number): number => {
    const index = attribute(attributes, 'Index');
    const place = index === undefined ? next : Number(index);
    return Number.isInteger(place) && place >= next && place <= most ? place : damaged();
  };
  const openRow = (attributes: Attributes): void => {
    if (sheet === null) return;
    sheet.row = at(attributes, sheet.row + 1, limits.rows);
    sheet.column = 0;
    if (attribute(attributes, 'Hidden') === '1') sheet.hiddenRows += 1;
  };
  const openCell = (attributes: Attributes): void => {
    if (sheet === null) return;
    sheet.column = at(attributes, sheet.column + 1, limits.columns);
    cellStyle = attribute(attributes, 'StyleID') ?? '';
    formula = attribute(attributes, 'Formula') !== undefined;
    value = ['', cellKind.text];
    across = Math.min(limits.columns, Number(attribute(attributes, 'MergeAcross') ?? 0) || 0);
    const down = Math.min(limits.rows, Number(attribute(attributes, 'MergeDown') ?? 0) || 0);
    if ((across > 0 || down > 0) && sheet.row <= limits.headRows * 4 && sheet.merges.length < 10_000) {
      sheet.merges.push({ top: sheet.row, left: sheet.column - 1, bottom: sheet.row + down, right: sheet.column - 1 + across });
    }
  };
  const closeCell = (): void => {
    if (sheet === null) return;
    if (formula && value[0] === '') formulas += 1;
    builder.add(sheet.column - 1, ...value);
    sheet.column += across;
  };
  const closeRow = (): void => {
    if (sheet === null) return;
    const row = builder.take(sheet.row);
    if (row !== null) sheet.writer.row(row);
  };
  const openSheet = (attributes: Attributes): void => {
    const name = attribute(attributes, 'Name') ?? '';
    const merges: Merge[] = [];
    sheet = { name, writer: queue.open(name, merges), merges, row: 0, column: 0, hiddenRows: 0 };
  };
  const closeSheet = (): void => {
    if (sheet !== null && sheet.hiddenRows > 0) found.fact('hidden_rows', `${sheet.name}: ${sheet.hiddenRows}`);
    if (sheet !== null && formulas > 0) found.fact('formulas_without_value', `${sheet.name}: ${formulas}`);
    formulas = 0;
    sheet = null;
    queue.close();
  };
  const openFormat = (attributes: Attributes): void => {
    const format = attribute(attributes, 'Format') ?? '';
    looks.set(style, named[format] ?? lookOf(format));
  };
  const opening: ReadonlyMap<string, (attributes: Attributes) => void> = new Map([
    ['Worksheet', openSheet],
    ['Row', openRow],
    ['Cell', openCell],
    ['Style', (a) => void (style = attribute(a, 'ID') ?? '')],
    ['NumberFormat', openFormat],
    [
      'Data',
      (a) => {
        [type, raw, wanted] = [attribute(a, 'Type') ?? '', '', true];
      },
    ],
  ]);
  const closing: ReadonlyMap<string, () => void> = new Map([
    ['Worksheet', closeSheet],
    ['Row', closeRow],
    ['Cell', closeCell],
    [
      'Data',
      () => {
        [wanted, value] = [false, valueOf(type, raw, looks.get(cellStyle) ?? plainNumber)];
      },
    ],
  ]);
  let comment = false;
  return {
    open: (name, attributes) => {
      if (name === 'Comment') comment = true;
      if (!comment) opening.get(name)?.(attributes);
    },
    text: (text) => {
      if (wanted) raw += text;
    },
    close: (name) => {
      if (!comment) closing.get(name)?.();
      if (name === 'Comment') comment = false;
    },
  };
}

async function read(file: SourceFile, found: Found): Promise<void> {
  const queue = sheetQueue(file.name, found);
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
export const spreadsheetml: FormatReader = { format: 'spreadsheetml', version: '1', recognise, read };
