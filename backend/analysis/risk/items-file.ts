import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../../domain/model/refused.ts';
import type { RiskField, RiskItems, RiskSpec } from '../../../domain/risk/spec.ts';
import { csvTokenizer } from '../../importers/csv/tokenizer.ts';
import { detectDelimiter } from '../../importers/csv/detect-delimiter.ts';

/** @property labels 1 violation, 0 none; null where the file has no column of outcomes */
export type ItemsFile = { readonly items: RiskItems; readonly labels: Uint8Array | null };

const block = 1 << 20;
const mark = Buffer.from([0xef, 0xbb, 0xbf]);

/** Records of a CSV file in UTF-8, one after the other. @throws Refused file_unreadable, file_unclosed_quote, file_undecodable */
function eachRecord(file: string, sink: (cells: readonly string[], line: number) => void): void {
  const name = path.basename(file);
  if (!fs.existsSync(file)) throw new Refused({ code: 'file_unreadable', at: name });
  const handle = fs.openSync(file, 'r');
  try {
    const head = Buffer.alloc(64 * 1024);
    const first = head.subarray(0, fs.readSync(handle, head, 0, head.length, 0));
    const skip = first.subarray(0, 3).equals(mark) ? 3 : 0;
    const delimiter = detectDelimiter(first.subarray(skip).toString('utf8').split('\n').slice(0, 20).join('\n'));
    const tokens = csvTokenizer({ delimiter, encoding: 'utf-8', skip, file: name });
    const buffer = Buffer.alloc(block);
    for (let at = skip; ; ) {
      const read = fs.readSync(handle, buffer, 0, block, at);
      if (read === 0) break;
      at += read;
      tokens.feed(Buffer.from(buffer.subarray(0, read)), ({ cells, line }) => sink(cells, line));
    }
    tokens.end(({ cells, line }) => sink(cells, line));
  } finally {
    fs.closeSync(handle);
  }
}

function placeOf(headers: readonly string[], column: string, file: string): number {
  const at = headers.findIndex((header) => header.trim() === column);
  if (at < 0) throw new Refused({ code: 'column_unknown', at: `${path.basename(file)}: ${column}` });
  return at;
}

function numberIn(cell: string, at: string): number {
  if (cell === '') return Number.NaN;
  if (!/^-?\d{1,18}(\.\d{1,20})?(e[+-]?\d{1,2})?$/i.test(cell)) throw new Refused({ code: 'value_invalid', at });
  return Number(cell);
}

function labelIn(cell: string, at: string): number {
  if (cell !== '0' && cell !== '1') throw new Refused({ code: 'value_invalid', at });
  return Number(cell);
}

/**
 * Items of a CSV file whose headers are those of the spec; further columns are passed over.
 * @throws Refused file_unreadable, column_unknown, value_invalid (`at`: line and column)
 */
export function readItems(file: string, spec: RiskSpec): ItemsFile {
  const columns = [...new Set(spec.fields.map((field) => field.column))];
  const kinds = new Map(spec.fields.map((field) => [field.column, field.kind]));
  const texts = new Map<string, (string | null)[]>();
  const numbers = new Map<string, number[]>();
  const ids: string[] = [];
  const labels: number[] = [];
  let places: ReadonlyMap<string, number> | null = null;
  let labelAt = -1;
  let idAt = -1;
  eachRecord(file, (cells, line) => {
    if (places === null) {
      places = new Map(columns.map((column) => [column, placeOf(cells, column, file)]));
      idAt = placeOf(cells, spec.idColumn, file);
      labelAt = cells.findIndex((header) => header.trim() === spec.labelColumn);
      for (const column of columns) {
        if (kinds.get(column) === 'number') numbers.set(column, []);
        else texts.set(column, []);
      }
      return;
    }
    const cellOf = (column: string): string => (cells[places?.get(column) ?? -1] ?? '').trim();
    const where = (column: string): string => `${path.basename(file)}:${line} ${column}`;
    ids.push((cells[idAt] ?? '').trim());
    if (labelAt >= 0) labels.push(labelIn((cells[labelAt] ?? '').trim(), where(spec.labelColumn)));
    for (const [column, all] of texts) all.push(cellOf(column) === '' ? null : cellOf(column));
    for (const [column, all] of numbers) all.push(numberIn(cellOf(column), where(column)));
  });
  const items = itemsOf(spec.fields, {
    ids,
    texts,
    numbers: new Map([...numbers].map(([column, all]) => [column, Float64Array.from(all)])),
  });
  return { items, labels: labelAt < 0 ? null : Uint8Array.from(labels) };
}

type Columns = {
  readonly ids: readonly string[];
  readonly texts: ReadonlyMap<string, readonly (string | null)[]>;
  readonly numbers: ReadonlyMap<string, Float64Array>;
};

/** Columns by their own names as items by the names of the spec. */
export function itemsOf(fields: readonly RiskField[], { ids, texts, numbers }: Columns): RiskItems {
  const columnOf = (name: string): string => fields.find((field) => field.name === name)?.column ?? '';
  return {
    n: ids.length,
    ids,
    category: (name) => texts.get(columnOf(name)) ?? [],
    number: (name) => numbers.get(columnOf(name)) ?? new Float64Array(ids.length).fill(Number.NaN),
  };
}
