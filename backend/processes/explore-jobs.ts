import { columnFigures } from '../../db/repositories/books-column.ts';
import type { ColumnFigures, ColumnQuery } from '../../db/repositories/books-column.ts';
import { findEverywhere } from '../../db/repositories/books-everywhere.ts';
import type { EverywhereQuery, FoundRows } from '../../db/repositories/books-everywhere.ts';
import { groupRows } from '../../db/repositories/books-group.ts';
import type { GroupedRows, GroupQuery } from '../../db/repositories/books-group.ts';
import { seriesOf } from '../../db/repositories/books-series.ts';
import type { Series, SeriesQuery } from '../../db/repositories/books-series.ts';
import type { KeptCells } from '../../db/queries/coded-columns.ts';
import type { ReadDb } from '../../db/store.ts';

/** Questions about all rows of a list, by name: what is asked, what comes out. */
export type ExploreQuestions = {
  'explore.group': { readonly query: GroupQuery; readonly output: GroupedRows };
  'explore.column': { readonly query: ColumnQuery; readonly output: ColumnFigures };
  'explore.series': { readonly query: SeriesQuery; readonly output: Series };
  'explore.everywhere': { readonly query: EverywhereQuery; readonly output: readonly FoundRows[] };
};
export type ExploreName = keyof ExploreQuestions;

/** How far a question is. */
export type Told = (done: number, total: number) => void;

/** One question. */
export type ExploreQuestion = {
  readonly [N in ExploreName]: { readonly name: N; readonly query: ExploreQuestions[N]['query'] };
}[ExploreName];
export type ExploreAnswer = ExploreQuestions[ExploreName]['output'];

/**
 * Answers a question wherever it is asked: in a process of its own, or at once where the rows are few.
 * @param kept columns that an earlier question has read @throws Refused column_unknown, filter_invalid, grouping_invalid
 */
export function explore(db: ReadDb, kept: KeptCells, question: ExploreQuestion, told: Told): ExploreAnswer {
  switch (question.name) {
    case 'explore.group':
      return groupRows(db, kept, question.query, told);
    case 'explore.column':
      return columnFigures(db, kept, question.query);
    case 'explore.series':
      return seriesOf(db, kept, question.query);
    case 'explore.everywhere':
      return findEverywhere(db, question.query);
    default:
      return question satisfies never;
  }
}
