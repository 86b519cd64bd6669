import { Refused } from '../../../../domain/model/refused.ts';
import { cellKind, rowBuilder } from '../workbook/sheet-rows.ts';
import type { Merge, SheetRow } from '../workbook/sheet-rows.ts';

const formatBytes = 30;
const fontBytes = 60;
const [hasData, hasValue, hasText] = [0x00200000, 0x40000000, 0x80000000];
const mostItems = 5_000_000;

type Cursor = {
  readonly bytes: (count: number) => Buffer;
  readonly word: () => number;
  readonly long: () => number;
  /** a count: two bytes, or four behind FFFF */
  readonly count: () => number;
  readonly text: () => string;
};

function cursorOf(source: Buffer, start: number, damaged: () => never): Cursor {
  let at = start;
  const bytes = (count: number): Buffer => {
    if (count < 0 || at + count > source.length) damaged();
    at += count;
    return source.subarray(at - count, at);
  };
  const windows = new TextDecoder('windows-1251');
  const word = (): number => bytes(2).readUInt16LE(0);
  const long = (): number => bytes(4).readInt32LE(0);
  const count = (): number => {
    const short = word();
    const found = short === 0xffff ? long() : short;
    return found >= 0 && found <= mostItems ? found : damaged();
  };
  const text = (): string => {
    let length = bytes(1)[0] ?? 0;
    if (length === 0xff) length = word();
    if (length === 0xffff) length = long();
    return windows.decode(bytes(length));
  };
  return { bytes, word, long, count, text };
}

/** A cell, column, row or margin: its format and what it holds. @returns the text that is shown, or the value behind it */
function cellText(cursor: Cursor, version: number): string {
  const flags = cursor.bytes(formatBytes).readUInt32LE(0);
  if (version === 7) cursor.word();
  const shown = (flags & hasText) === 0 ? '' : cursor.text();
  const value = (flags & hasValue) === 0 ? '' : cursor.text();
  if ((flags & hasData) !== 0) cursor.bytes(cursor.count());
  return shown === '' ? value : shown;
}

/** Numbers first, then as many items. */
function* numbered(cursor: Cursor): Generator<number> {
  const keys = Array.from({ length: cursor.count() }, () => cursor.long());
  cursor.count();
  yield* keys;
}

/**
 * A spreadsheet of 1C:Enterprise 7.7 (binary, version 6 or 7), as far as the format is known from its open descriptions: texts of cells.
 * @throws Refused file_damaged, file_kind_unsupported for other versions
 */
export function binaryRows(source: Buffer, file: string): { readonly rows: readonly SheetRow[]; readonly merges: readonly Merge[] } {
  const damaged = (): never => {
    throw new Refused({ code: 'file_damaged', at: file, args: { part: 'MXL' } });
  };
  if (source.length < 25) damaged();
  const version = source.readUInt16LE(11);
  if (version !== 6 && version !== 7) throw new Refused({ code: 'file_kind_unsupported', at: file, args: { kind: '1C MXL' } });
  const cursor = cursorOf(source, 25, damaged);
  cellText(cursor, version);
  for (const _ of numbered(cursor)) cursor.bytes(fontBytes);
  for (const _ of numbered(cursor)) cursor.text();
  cellText(cursor, version);
  cellText(cursor, version);
  for (const _ of numbered(cursor)) cellText(cursor, version);
  const builder = rowBuilder();
  const rows: SheetRow[] = [];
  for (const row of numbered(cursor)) {
    cellText(cursor, version);
    for (const column of numbered(cursor)) {
      const text = cellText(cursor, version).trim();
      if (column >= 0 && column < 16_384) builder.add(column, text, cellKind.text);
    }
    const made = builder.take(row + 1);
    if (made !== null && row >= 0) rows.push(made);
  }
  rows.sort((a, b) => a.row - b.row);
  return { rows, merges: mergesOf(cursor) };
}

/** Merged ranges stand behind drawings; a sheet with drawings keeps its rows and loses only these. */
function mergesOf(cursor: Cursor): readonly Merge[] {
  if (cursor.count() > 0) return [];
  return Array.from({ length: Math.min(cursor.count(), 10_000) }, () => {
    const [left, top, right, bottom] = [cursor.long(), cursor.long(), cursor.long(), cursor.long()];
    return { top: top + 1, left, bottom: bottom + 1, right };
  }).filter((m) => m.top <= m.bottom && m.left <= m.right && m.left >= 0);
}
