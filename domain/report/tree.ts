import type { Decimal } from '../model/scalars.ts';
import type { Words } from '../model/words.ts';

/** Words are translated at the edge; text and code are the case's own and stay as they are. */
export type Inline = { readonly say: Words } | { readonly text: string } | { readonly code: string };

export type Cell =
  | Inline
  | { readonly money: Decimal }
  | { readonly count: number }
  | { readonly day: string }
  | { readonly instant: string }
  | { readonly blank: true };

export type ColumnKind = 'text' | 'code' | 'money' | 'number' | 'day';

export type TableColumn = {
  readonly head: Words;
  readonly kind: ColumnKind;
  /** share of the table's width */
  readonly width: number;
  /** neighbouring columns of one group stand under a common head */
  readonly group?: Words;
};

export type TableRow = {
  readonly cells: readonly Cell[];
  readonly total?: true;
  /** a line under the row, across the table */
  readonly note?: Words;
};

export type TableNode = {
  readonly node: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** dense = smaller type, for annexes of many columns */
  readonly dense?: true;
  /** two columns that belong together should not stand a page apart */
  readonly narrow?: true;
};

export type Fact = { readonly label: Words; readonly value: Cell };

/** The head of a table is repeated on every page; a heading and a caption never end a page. */
export type ReportNode =
  | { readonly node: 'title'; readonly words: Words; readonly under: Words }
  | { readonly node: 'heading'; readonly level: 1 | 2 | 3; readonly words: Words }
  | { readonly node: 'paragraph'; readonly content: Inline }
  | { readonly node: 'list'; readonly items: readonly Inline[] }
  | { readonly node: 'facts'; readonly facts: readonly Fact[] }
  | TableNode
  | { readonly node: 'note'; readonly content: Inline }
  | { readonly node: 'signature'; readonly caption: Words; readonly facts: readonly Fact[] }
  | { readonly node: 'pageBreak'; readonly turned: boolean };

export type ReportTree = {
  readonly v: 1;
  readonly template: { readonly id: string; readonly version: string; readonly fonts: string };
  readonly title: Words;
  /** printed at the top and the foot of every page */
  readonly running: {
    readonly head: readonly [Words, Words];
    readonly foot: readonly Words[];
    /** `page`, `pages` are put in when the pages are counted */
    readonly pageKey: string;
    readonly banner: Words | null;
  };
  readonly nodes: readonly ReportNode[];
};

/** An annex without its heading, which gets its number when all of them are known; null = the case has nothing for it. */
export type Annex = { readonly name: Words; readonly turned: boolean; readonly nodes: readonly ReportNode[] } | null;

export const say = (words: Words): { readonly say: Words } => ({ say: words });
export const text = (value: string): Cell & Inline => ({ text: value });
export const code = (value: string): Cell & Inline => ({ code: value });
export const blank: Cell = { blank: true };
