import type { Cell } from '../../domain/report/tree.ts';
import type { Measure } from './faces.ts';
import type { Printable } from './printable.ts';
import { baseline, monoScale } from './sheet.ts';
import type { Element, Face, Item, Type } from './sheet.ts';
import { spoken } from './voice.ts';
import type { Voice } from './voice.ts';
import { lineWidth, wrap } from './wrap.ts';

/** What every block maker needs. */
export type Setter = {
  readonly voice: Voice;
  readonly measure: Measure;
  readonly printable: Printable;
  readonly root: Element;
};

export type Set = { readonly lines: readonly string[]; readonly face: Face; readonly size: number; readonly leading: number };

/** A cell in the given type, wrapped to the width. @param width points */
export function setCell(cell: Cell, type: Type, width: number, setter: Setter): Set {
  const said = spoken(cell, setter.voice);
  const mono = said.face === 'mono';
  const face = mono ? 'mono' : type.face;
  const size = mono ? type.size * monoScale : type.size;
  const text = setter.printable.make(said.text, face);
  return { lines: wrap(text, { face, size, width }, setter.measure), face, size, leading: type.leading };
}

/** A figure on one line: when it is wider than its column, the type gets smaller instead of the figure being cut. */
export function setFigure(cell: Cell, type: Type, width: number, setter: Setter): Set {
  const said = spoken(cell, setter.voice);
  const face = said.face === 'mono' ? 'mono' : type.face;
  const size = said.face === 'mono' ? type.size * monoScale : type.size;
  const text = setter.printable.make(said.text, face);
  const natural = lineWidth(text, { face, size }, setter.measure);
  const fitted = natural <= width ? size : Math.max(size * (width / natural), type.size * 0.75);
  return { lines: wrap(text, { face, size: fitted, width }, setter.measure), face, size: fitted, leading: type.leading };
}

type Where = { readonly x: number; readonly top: number; readonly width: number; readonly right?: boolean };

/** @returns one text item per line that has something in it */
export function textItems(set: Set, where: Where, element: Element | null, setter: Setter): Item[] {
  const items: Item[] = [];
  for (const [i, text] of set.lines.entries()) {
    if (text === '') continue;
    const indent = where.right === true ? where.width - lineWidth(text, set, setter.measure) : 0;
    const y = baseline(where.top + i * set.leading, set.size, set.leading);
    items.push({ kind: 'text', x: where.x + indent, y, text, face: set.face, size: set.size, element });
  }
  return items;
}

export const rule = (x1: number, y1: number, x2: number, weight: number): Item => ({ kind: 'rule', x1, y1, x2, y2: y1, weight });

/** Four hairlines. */
export const frame = (left: number, top: number, width: number, height: number): Item[] => [
  rule(left, top, left + width, 0.5),
  rule(left, top + height, left + width, 0.5),
  { kind: 'rule', x1: left, y1: top, x2: left, y2: top + height, weight: 0.5 },
  { kind: 'rule', x1: left + width, y1: top, x2: left + width, y2: top + height, weight: 0.5 },
];
