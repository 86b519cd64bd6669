import type { CellColumn, Money } from './cells.ts';
import type { Filter } from './filters.ts';
import type { Layout } from './layout.ts';
import type { Sort } from './order.ts';
import type { FetchWindow, WindowAnswer } from './windows.ts';

export type GridColumn = CellColumn & { readonly title: string };

/** What a person set up in this grid. */
export type GridSetup = { readonly sort: readonly Sort[]; readonly filters: readonly Filter[]; readonly layout: Layout };

/** Something that the place around the grid does with a column. */
export type ColumnAct = { readonly title: string; readonly run: (column: string) => void };

/** What a person put on a row: a mark, a note, values over the imported ones. The words are said to those who do not see the signs. */
export type RowTag = {
  readonly mark?: { readonly letter: string; readonly tone: string; readonly name: string } | undefined;
  readonly note?: string | undefined;
  /** columns that hold a corrected value, and what is said of each */
  readonly changed?: ReadonlyMap<string, string> | undefined;
};

/** Something that is done with the chosen rows by a letter: `KeyM`. */
export type RowAct = { readonly code: string; readonly run: (names: readonly string[]) => void };

export type GridProps = {
  readonly label: string;
  /** changes when the rows or their order do */
  readonly viewId: string;
  readonly columns: readonly GridColumn[];
  readonly total: number;
  readonly money: Money;
  readonly fetchWindow: FetchWindow;
  /** rows that came with the view, so that it is never empty at first */
  readonly first?: WindowAnswer | undefined;
  readonly setup: GridSetup;
  readonly onSetup: (setup: GridSetup) => void;
  /** sum and count of a whole column of the view */
  readonly sumOf: (column: string) => Promise<{ readonly sum: string | null; readonly count: number }>;
  readonly start: { readonly row: number; readonly col: number; readonly top: number };
  readonly onPlace: (place: { readonly row: number; readonly col: number; readonly top: number }) => void;
  /** the row and column where the person is */
  readonly onCell: (name: string, column: string) => void;
  readonly onOpen: (name: string) => void;
  readonly onFailed: (error: unknown) => void;
  readonly tagOf?: ((name: string) => RowTag | undefined) | undefined;
  readonly columnActs?: readonly ColumnAct[] | undefined;
  readonly rowActs?: readonly RowAct[] | undefined;
  /** cells are about to be copied: how many rows of which columns; nothing is copied when it rejects */
  readonly onCopy?: ((rows: number, columns: readonly string[]) => Promise<void>) | undefined;
};

/** A column where it is drawn. */
export type PlacedColumn = GridColumn & { readonly left: number; readonly width: number; readonly index: number; readonly pinned: boolean };

export const headHeight = 40;
/** the row's number with the signs of its mark and note before it */
export const numberWidth = 84;
