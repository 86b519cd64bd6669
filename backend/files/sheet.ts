/**
 * How a column of a table file is written: `text` also for codes and numbers of documents, `day` as ISO day, `amount` and `number` as
 * decimal text with a point.
 */
export type SheetColumn = { readonly title: string; readonly kind: 'text' | 'day' | 'amount' | 'number' };

/** One cell per column; null is an empty one. */
export type SheetRow = readonly (string | null)[];

/** A table with all its rows, which come piece by piece. */
export type Sheet = {
  readonly columns: readonly SheetColumn[];
  /** how many rows will come */
  readonly total: number;
  readonly rows: AsyncIterable<readonly SheetRow[]>;
  /** one of them again. @param index from 0 */
  readonly rowAt: (index: number) => Promise<SheetRow>;
};

/** What a copy says of itself: label and value, in the reader's language. */
export type About = { readonly name: string; readonly lines: readonly (readonly [label: string, value: string])[] };
