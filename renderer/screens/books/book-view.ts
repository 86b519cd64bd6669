import { useCallback, useMemo } from 'react';
import { tables } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { noLayout } from '../../parts/grid/index.ts';
import type { GridSetup } from '../../parts/grid/index.ts';
import { useLatest } from '../../parts/latest.ts';
import { useRemembered } from '../../parts/remembered.tsx';
import type { Change } from '../../parts/remembered.tsx';
import type { SavedView } from './explore/query.ts';
import { namingOf } from './row-naming.ts';
import type { NamedRow } from './row-naming.ts';

/** Where a person is in a book: search, filters, order, place. Columns are arranged once for all cases. */
export type BookView = GridSetup & {
  readonly search: string;
  readonly place: { readonly row: number; readonly col: number; readonly top: number };
};

type CaseView = Pick<BookView, 'sort' | 'filters' | 'search' | 'place'>;

const start: CaseView = { sort: [], filters: [], search: '', place: { row: 0, col: 0, top: 0 } };

export const viewKey = (caseId: string, table: TableName): string => `case.${caseId}.${table}`;

/** A view that shows one row, with those that bear the same number. */
export function viewOfRow(row: NamedRow): CaseView {
  return { ...start, filters: namingOf(row).map((column) => ({ column, op: '=', value: String(row.cells[column]) })) };
}

/** The view as a saved one says: its words, filters, order, and its columns in their order, the others hidden. */
export function taken(view: BookView, { query }: Pick<SavedView, 'query'>, table: TableName): BookView {
  const { search, filters, sort, columns } = query;
  const all = tables[table].map((column) => column.name);
  const known = columns.filter((name) => all.includes(name));
  const others = all.filter((name) => !known.includes(name));
  const layout = known.length === 0 ? view.layout : { ...view.layout, order: [...known, ...others], hidden: others };
  return { ...view, search, filters, sort, layout };
}

/** @returns what was remembered of this book, whether it has been read, and its setter */
export function useBookView(caseId: string, table: TableName) {
  const [layout, setLayout, layoutRead] = useRemembered(`grid.${table}`, noLayout);
  const [own, setOwn, ownRead] = useRemembered(viewKey(caseId, table), start);
  const view = useMemo<BookView>(() => ({ ...start, ...own, layout: { ...noLayout, ...layout } }), [own, layout]);
  const arranged = useLatest(view.layout);
  const setView = useCallback(
    (change: Change<BookView>) =>
      setOwn((last) => {
        const was: BookView = { ...start, ...last, layout: arranged.current };
        const next = typeof change === 'function' ? change(was) : change;
        if (next.layout !== was.layout) setLayout(next.layout);
        const asked = next.sort !== was.sort || next.filters !== was.filters || next.search !== was.search;
        // another order begins at its first row, in the column where the person was; whoever was in the header stays there
        const place = asked ? { row: Math.min(0, next.place.row), col: next.place.col, top: 0 } : next.place;
        return { sort: next.sort, filters: next.filters, search: next.search, place };
      }),
    [arranged, setOwn, setLayout],
  );
  return { view, setView, ready: layoutRead && ownRead };
}
