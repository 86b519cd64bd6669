import type { Words } from '../../domain/model/words.ts';

/** What a laid-out document is made of. Points; y grows downwards from the top edge of the sheet. */
export type Face = 'regular' | 'bold' | 'mono';

/** One structure element of the tagged PDF; children are known by their parent, but a row knows its cells, empty ones too. */
export type Element = {
  readonly tag: string;
  readonly parent: Element | null;
  readonly scope?: 'Column' | 'Row';
  readonly cells?: Element[];
};

/** A table row with that many cells. */
export function rowElement(
  table: Element,
  tags: readonly ('TH' | 'TD')[],
  scope: 'Column' | 'Row',
): Element & { readonly cells: Element[] } {
  const cells: Element[] = [];
  const row = { tag: 'TR', parent: table, cells };
  for (const tag of tags) cells.push(tag === 'TH' ? { tag, parent: row, scope } : { tag, parent: row });
  return row;
}

export type TextItem = {
  readonly kind: 'text';
  readonly x: number;
  /** of the base line */
  readonly y: number;
  readonly text: string;
  readonly face: Face;
  readonly size: number;
  /** null = an artifact: running heads, repeated table heads */
  readonly element: Element | null;
};
export type RuleItem = {
  readonly kind: 'rule';
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly weight: number;
  /** lines between rows: grey, so that the figures are seen first */
  readonly quiet?: true;
};
export type Item = TextItem | RuleItem;

export type Bookmark = { readonly level: 1 | 2; readonly title: string };

export type Page = { readonly turned: boolean; readonly items: Item[]; readonly bookmarks: Bookmark[] };

/** Where the visible signature goes: page from 0, PDF coordinates (origin at the lower left). */
export type SignaturePlace = { readonly page: number; readonly rect: readonly [number, number, number, number] };

export type Sheet = { readonly width: number; readonly height: number; readonly left: number; readonly right: number };

const short = 595.28;
const long = 841.89;
export const sheetOf = (turned: boolean): Sheet =>
  turned ? { width: long, height: short, left: 48, right: long - 48 } : { width: short, height: long, left: 62, right: short - 50 };

/** Edges of the part that the text fills; the banner of a test document takes a line of its own. */
export const bodyTop = (banner: Words | null): number => (banner === null ? 74 : 94);
export const bodyBottom = (turned: boolean): number => sheetOf(turned).height - 66;

export type Type = { readonly face: Face; readonly size: number; readonly leading: number };
export const type = {
  title: { face: 'bold', size: 19, leading: 25 },
  under: { face: 'regular', size: 11.5, leading: 16 },
  heading1: { face: 'bold', size: 13, leading: 17 },
  heading2: { face: 'bold', size: 10.5, leading: 14.5 },
  heading3: { face: 'bold', size: 8.6, leading: 12 },
  body: { face: 'regular', size: 9.5, leading: 13.6 },
  label: { face: 'regular', size: 8.6, leading: 13 },
  mark: { face: 'regular', size: 7.2, leading: 10 },
  running: { face: 'regular', size: 7, leading: 9.4 },
  banner: { face: 'bold', size: 7.6, leading: 10 },
  table: { face: 'regular', size: 8, leading: 10.8 },
  tableHead: { face: 'bold', size: 7.4, leading: 9.6 },
  dense: { face: 'regular', size: 7, leading: 9.4 },
  denseHead: { face: 'bold', size: 6.6, leading: 8.6 },
} as const satisfies Record<string, Type>;

/** The monospaced face looks larger than the text face at the same size. */
export const monoScale = 0.9;

/** Base line of a line of type whose box begins at `top`; the faces share ascent 1.069 and descent 0.293. */
export const baseline = (top: number, size: number, leading: number): number => top + leading / 2 + 0.388 * size;
