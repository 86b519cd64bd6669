import { divRound } from '../../money/decimal.ts';
import type { JudgeInput, Population, PopulationSpec } from '../audit-test.ts';
import { numberCells, textCells } from '../row-reading.ts';

/** The boxes of customs value declarations, as the tests of valuation read them. */
export const valueBoxSpec: PopulationSpec = {
  table: 'value_components',
  columns: 'reg_no item_no box answer currency amount_minor fx_rate_e8 fx_unit national_minor'.split(' '),
};

/** One box. @property minor national minor units, null where the box says no amount that can be told @property row of the population */
export type Box = { readonly row: number; readonly minor: bigint | null; readonly answer: 'yes' | 'no' | null };
/** Boxes by their name: `11a`, `17`. */
export type Boxes = ReadonlyMap<string, Box>;

/** @property head boxes of the whole declaration: its answers @property items boxes of an item, 0 where none is named */
export type ValueDeclaration = { readonly head: Boxes; readonly items: ReadonlyMap<number, Boxes> };

const answers = new Map<string, 'yes' | 'no'>([
  ...['yes', 'y', 'true', '1', 'да', 'иә', 'ия', 'x', 'х', 'v', '+'].map((text) => [text, 'yes'] as const),
  ...['no', 'n', 'false', '0', 'нет', 'жоқ', '-'].map((text) => [text, 'no'] as const),
]);

const latin: Readonly<Record<string, string>> = { а: 'a', б: 'b', в: 'c', г: 'd', с: 'c' };

function boxNames(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const name = [...text.toLowerCase()]
      .map((letter) => latin[letter] ?? letter)
      .join('')
      .replace(/[^0-9a-z]/g, '');
    known.set(text, name);
    return name;
  };
}

/**
 * National money of a row: as stated, else what is written in national currency, else reckoned by the row's own rate, half away from zero.
 * @returns by row, null where neither is told
 */
export function nationalOf(rows: Population, national: string): (i: number) => bigint | null {
  const [stated, amount] = [numberCells(rows, 'national_minor'), numberCells(rows, 'amount_minor')];
  const [rate, unit, currency] = [numberCells(rows, 'fx_rate_e8'), numberCells(rows, 'fx_unit'), textCells(rows, 'currency')];
  return (i) => {
    const [said, own] = [stated(i), amount(i)];
    if (said !== null) return BigInt(said);
    if (own === null) return null;
    if ((currency(i) ?? national) === national) return BigInt(own);
    const by = rate(i) ?? 0;
    return by <= 0 ? null : divRound(BigInt(own) * BigInt(by), 100_000_000n * BigInt(unit(i) || 1));
  };
}

/** Value declarations by the number of the goods declaration; of a box that stands twice the later row counts. */
export function valueDeclarations(rows: Population | undefined, { pack }: JudgeInput): ReadonlyMap<string, ValueDeclaration> {
  const all = new Map<string, { head: Map<string, Box>; items: Map<number, Map<string, Box>> }>();
  if (rows === undefined) return all;
  const [reg, box, answer, item] = [
    textCells(rows, 'reg_no'),
    textCells(rows, 'box'),
    textCells(rows, 'answer'),
    numberCells(rows, 'item_no'),
  ];
  const [money, nameOf] = [nationalOf(rows, pack.nationalCurrency), boxNames()];
  for (let i = 0; i < rows.n; i += 1) {
    const key = reg(i);
    if (key === null) continue;
    const one = all.get(key) ?? { head: new Map<string, Box>(), items: new Map<number, Map<string, Box>>() };
    all.set(key, one);
    const name = nameOf(box(i) ?? '');
    const no = item(i) ?? 0;
    const boxes = one.items.get(no) ?? new Map<string, Box>();
    one.items.set(no, boxes);
    const read: Box = { row: i, minor: money(i), answer: answers.get((answer(i) ?? '').trim().toLowerCase()) ?? null };
    for (const into of read.answer === null ? [boxes] : [boxes, one.head]) {
      const before = into.get(name);
      if (before === undefined || (rows.rank[before.row] ?? 0) < (rows.rank[i] ?? 0)) into.set(name, read);
    }
  }
  return all;
}

/** A part of the form: its boxes with letters where it has any, else the box itself (13a and 13b, or 13). */
export function partsOf(boxes: Boxes, from: number, to: number): readonly Box[] {
  const found: Box[] = [];
  for (let no = from; no <= to; no += 1) {
    const lettered = [...boxes].filter(
      ([name]) => name.length > String(no).length && /^\d+[a-z]$/.test(name) && Number.parseInt(name, 10) === no,
    );
    const plain = boxes.get(String(no));
    if (lettered.length > 0) found.push(...lettered.map(([, box]) => box));
    else if (plain !== undefined) found.push(plain);
  }
  return found;
}

/** Sum of a part of the form, national minor units; an empty part is 0, null where a box says no amount that can be told. */
export function partSum(boxes: Boxes, from: number, to: number): bigint | null {
  let sum = 0n;
  for (const { minor, answer } of partsOf(boxes, from, to)) {
    if (minor === null && answer === null) return null;
    sum += minor ?? 0n;
  }
  return sum;
}

/** Sum of a part of the form over all items of a declaration; null where one of them cannot be told. */
export function partOfAll({ items }: ValueDeclaration, from: number, to: number): bigint | null {
  let sum = 0n;
  for (const boxes of items.values()) {
    const part = partSum(boxes, from, to);
    if (part === null) return null;
    sum += part;
  }
  return sum;
}
