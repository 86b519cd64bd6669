import type { Found } from '../format-reader.ts';

/** Where rows that were counted through the file stand: `page/line`, which names them whatever table they are in. */
export type RowPlaces = {
  /** @returns the number under which the row goes on */
  readonly add: (page: number, line: number) => number;
  /** `Found` that names rows by page and line, and shows people the page. */
  readonly found: Found;
};

const linesPerPage = 1_000_000;

/** @param of the reader's own, which is told places */
export function rowPlaces(of: Found): RowPlaces {
  const places: number[] = [0];
  const pageOf = (row: number): number => Math.floor((places[row] ?? 0) / linesPerPage);
  const nameOf = (row: number): string => `${pageOf(row)}/${(places[row] ?? 0) % linesPerPage}`;
  // `sheet!row` and `sheet!row.2`, as tables of workbooks name their rows; without a sheet `row`
  const renamed = (text: string): string => text.replace(/^(?:[^!]*!)?(\d+)(?=$|[.\s])/, (_, row: string) => nameOf(Number(row)));
  return {
    add: (page, line) => places.push(page * linesPerPage + line) - 1,
    found: {
      ...of,
      record: (table, record) =>
        of.record(table, { ...record, locator: renamed(record.locator ?? String(record.line)), line: pageOf(record.line) }),
      problem: (table, line, problem) => of.problem(table, pageOf(line), problem),
      check: (check) => of.check({ ...check, at: renamed(check.at) }),
    },
  };
}
