import type { Cell, Fact, Inline, ReportNode } from '../../domain/report/tree.ts';
import type { Block, Step } from './flow.ts';
import { frame, setCell, textItems } from './setting.ts';
import type { Set, Setter } from './setting.ts';
import { rowElement, sheetOf, type as types } from './sheet.ts';
import type { Element, Type } from './sheet.ts';
import { tableBlocks } from './table-blocks.ts';
import { sayWords } from './voice.ts';

type Across = { readonly left: number; readonly width: number };

const across = (turned: boolean): Across => {
  const sheet = sheetOf(turned);
  return { left: sheet.left, width: sheet.right - sheet.left };
};

/** Prose in the measure that is read easily, not as wide as the turned sheet. */
const proseWidth = 483;

/** How many lines stand together: no single first or last line on a page. */
function lineGroups(count: number): readonly number[] {
  if (count <= 3) return [count];
  return [2, ...Array.from({ length: count - 4 }, () => 1), 2];
}

type Prose = { readonly set: Set; readonly x: number; readonly width: number; readonly element: Element; readonly before: number };

function proseBlocks(prose: Prose, setter: Setter): Block[] {
  let from = 0;
  return lineGroups(prose.set.lines.length).map((count, i) => {
    const lines = prose.set.lines.slice(from, from + count);
    from += count;
    return {
      before: i === 0 ? prose.before : 0,
      height: count * prose.set.leading,
      keepNext: false,
      place: (top) => textItems({ ...prose.set, lines }, { x: prose.x, top, width: prose.width }, prose.element, setter),
    };
  });
}

function headingBlock(node: Extract<ReportNode, { node: 'heading' }>, turned: boolean, setter: Setter): Block {
  const set = [types.heading1, types.heading2, types.heading3] as const;
  const before = [24, 17, 10] as const;
  const type: Type = set[node.level - 1] ?? types.heading3;
  const { left, width } = across(turned);
  const cell = setCell({ say: node.words }, type, width, setter);
  const element: Element = { tag: `H${node.level + 1}`, parent: setter.root };
  const block: Block = {
    before: before[node.level - 1] ?? 8,
    height: cell.lines.length * type.leading + (node.level === 3 ? 1 : 4),
    keepNext: true,
    place: (top) => textItems(cell, { x: left, top, width }, element, setter),
  };
  return node.level === 3 ? block : { ...block, bookmark: { level: node.level, title: sayWords(node.words, setter.voice) } };
}

function titleBlock(node: Extract<ReportNode, { node: 'title' }>, setter: Setter): Block {
  const { left, width } = across(false);
  const title = setCell({ say: node.words }, types.title, width, setter);
  const under = setCell({ say: node.under }, types.under, width, setter);
  const height = title.lines.length * title.leading;
  const elements = [
    { tag: 'H1', parent: setter.root },
    { tag: 'P', parent: setter.root },
  ] as const;
  return {
    before: 0,
    height: height + under.lines.length * under.leading + 14,
    keepNext: true,
    place: (top) => [
      ...textItems(title, { x: left, top, width }, elements[0], setter),
      ...textItems(under, { x: left, top: top + height, width }, elements[1], setter),
    ],
  };
}

function paragraphBlocks(content: Inline, turned: boolean, setter: Setter): Block[] {
  const { left, width } = across(turned);
  const measure = Math.min(width, proseWidth);
  const set = setCell(content, types.body, measure, setter);
  return proseBlocks({ set, x: left, width: measure, element: { tag: 'P', parent: setter.root }, before: 5 }, setter);
}

function listBlocks(items: readonly Inline[], turned: boolean, setter: Setter): Block[] {
  const { left } = across(turned);
  const list: Element = { tag: 'L', parent: setter.root };
  return items.flatMap((item) => {
    const entry: Element = { tag: 'LI', parent: list };
    const label: Element = { tag: 'Lbl', parent: entry };
    const body: Element = { tag: 'LBody', parent: entry };
    const width = proseWidth - 14;
    const set = setCell(item, types.body, width, setter);
    const dash = setCell({ text: '–' }, types.body, 14, setter);
    const [first, ...rest] = proseBlocks({ set, x: left + 14, width, element: body, before: 3 }, setter);
    if (first === undefined) return [];
    const place = (top: number) => [...textItems(dash, { x: left + 1, top, width: 14 }, label, setter), ...first.place(top)];
    return [{ ...first, place }, ...rest];
  });
}

type FactsAt = { readonly x: number; readonly label: number; readonly width: number; readonly keepNext: boolean };

function factBlocks(facts: readonly Fact[], at: FactsAt, setter: Setter): Block[] {
  const table: Element = { tag: 'Table', parent: setter.root };
  const valueWidth = at.width - at.label - 10;
  return facts.map((fact, i) => {
    const [head = null, data = null] = rowElement(table, ['TH', 'TD'], 'Row').cells;
    const label = setCell({ say: fact.label }, types.label, at.label, setter);
    const value = setCell(fact.value, { ...types.body, leading: types.label.leading }, valueWidth, setter);
    return {
      before: i === 0 ? 7 : 1.5,
      height: Math.max(label.lines.length, value.lines.length) * types.label.leading + 2,
      keepNext: at.keepNext,
      place: (top) => [
        ...textItems(label, { x: at.x, top, width: at.label }, head, setter),
        ...textItems(value, { x: at.x + at.label + 10, top, width: valueWidth }, data, setter),
      ],
    };
  });
}

/** Few facts stand together on a page. */
function factsSteps(facts: readonly Fact[], at: FactsAt, setter: Setter): Block[] {
  return factBlocks(facts, at, setter).map((block, i, all) => ({ ...block, keepNext: i < all.length - 1 && all.length <= 14 }));
}

function noteBlocks(content: Inline, turned: boolean, setter: Setter): Block[] {
  const { left } = across(turned);
  const width = proseWidth - 24;
  const set = setCell(content, { ...types.body, face: 'bold' }, width, setter);
  const element: Element = { tag: 'P', parent: setter.root };
  const height = set.lines.length * set.leading + 14;
  const place = (top: number) => [
    ...frame(left, top, proseWidth, height),
    ...textItems(set, { x: left + 12, top: top + 7, width }, element, setter),
  ];
  return [{ before: 10, height: height + 5, keepNext: false, place }];
}

const signatureFrame = { width: 262, height: 78 } as const;

/** The frame that the electronic signature fills, its caption, and beside it what a reader looks for first. */
function signatureBlock(node: Extract<ReportNode, { node: 'signature' }>, turned: boolean, setter: Setter): Block {
  const { left, width } = across(turned);
  const { width: wide, height: high } = signatureFrame;
  const caption = setCell({ say: node.caption }, types.mark, wide, setter);
  const aside = { x: left + wide + 22, label: 76, width: width - wide - 22, keepNext: true };
  const facts = factBlocks(node.facts, aside, setter);
  const captionOf: Element = { tag: 'P', parent: setter.root };
  const place = (top: number) => {
    let y = top + 2;
    const beside = facts.flatMap((fact) => {
      const items = fact.place(y);
      y += fact.height + 3;
      return items;
    });
    const under = textItems(caption, { x: left, top: top + high + 4, width: wide }, captionOf, setter);
    return [...frame(left, top, wide, high), ...under, ...beside];
  };
  const signature = { left, top: 0, width: wide, height: high };
  return { before: 14, height: high + 16, keepNext: false, place, signature };
}

/** From the heading of the signature to its frame: these stand together, with the end of what comes before. */
export function signatureSection(nodes: readonly ReportNode[]): { readonly from: number; readonly to: number } {
  const to = nodes.findIndex((node) => node.node === 'signature');
  return { from: nodes.slice(0, to + 1).findLastIndex((node) => node.node === 'heading' && node.level === 1), to };
}

function nodeSteps(node: ReportNode, turned: boolean, setter: Setter): readonly Step[] {
  const { left, width } = across(turned);
  switch (node.node) {
    case 'title':
      return [titleBlock(node, setter)];
    case 'heading':
      return [headingBlock(node, turned, setter)];
    case 'paragraph':
      return paragraphBlocks(node.content, turned, setter);
    case 'list':
      return listBlocks(node.items, turned, setter);
    case 'facts':
      return factsSteps(node.facts, { x: left, label: 148, width: Math.min(width, proseWidth), keepNext: true }, setter);
    case 'table':
      return tableBlocks(node, { left, width: node.narrow === true ? width * 0.62 : width, turned }, setter);
    case 'note':
      return noteBlocks(node.content, turned, setter);
    case 'signature':
      return [signatureBlock(node, turned, setter)];
    case 'pageBreak':
      return [{ turned: node.turned }];
    default:
      return node satisfies never;
  }
}

/** A paragraph between a heading and what it introduces: the three stay together. */
function introduces(nodes: readonly ReportNode[], i: number): boolean {
  const next = nodes[i + 1]?.node;
  return nodes[i]?.node === 'paragraph' && nodes[i - 1]?.node === 'heading' && (next === 'table' || next === 'heading' || next === 'facts');
}

const kept = (step: Step): Step => ('turned' in step || step.signature !== undefined ? step : { ...step, keepNext: true });

/** The nodes of a tree as blocks and page turns, in order. */
export function treeSteps(nodes: readonly ReportNode[], setter: Setter): readonly Step[] {
  let turned = false;
  const section = signatureSection(nodes);
  return nodes.flatMap((node, i): readonly Step[] => {
    if (node.node === 'pageBreak') turned = node.turned;
    const steps = nodeSteps(node, turned, setter);
    if (i >= section.from && i <= section.to) return steps.map(kept);
    if (introduces(nodes, i)) return steps.map(kept);
    // two lines or rows go with the signature when it needs a new page: it never stands there alone
    return i === section.from - 1 ? steps.map((step, k) => (k >= steps.length - 2 ? kept(step) : step)) : steps;
  });
}

/** A line of words at a place, for running heads and feet. */
export function runningItems(
  cell: Cell,
  at: { readonly x: number; readonly top: number; readonly width: number; readonly right?: boolean },
  type: Type,
  setter: Setter,
) {
  return textItems(setCell(cell, type, at.width, setter), at, null, setter);
}
