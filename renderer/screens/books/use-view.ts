import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { useApi, useAsk } from '../../parts/api.tsx';
import { asked } from '../../parts/grid/filters.ts';
import { windowSize } from '../../parts/grid/windows.ts';
import type { WindowAnswer } from '../../parts/grid/windows.ts';
import type { BookView } from './book-view.ts';
import { markColumn, noteColumn } from './explore/pseudo-columns.ts';

/** A list and the rows with which it is first seen. */
export type OpenedView = Output<AssayCalls['rows.open']> & { readonly first: WindowAnswer };

type Asked = { readonly caseId: string; readonly table: TableName; readonly rows: number; readonly view: BookView };

/** @returns when marks or notes were last others, for a list that is narrowed by them; 0 for any other */
function usePut(caseId: string, table: TableName, filters: BookView['filters']): number {
  const marked = filters.some((filter) => filter.column === markColumn.name);
  const noted = filters.some((filter) => filter.column === noteColumn.name);
  const marks = useAsk('mark.list', { caseId, table }).dataUpdatedAt;
  const notes = useAsk('note.list', { caseId, target: null }).dataUpdatedAt;
  return (marked ? marks : 0) + (noted ? notes : 0);
}

/**
 * The list of a book under a person's search, filters and order; the last one stays while the next one is made. A book that has more
 * rows than before is asked again.
 * @param asked.rows of the whole book
 */
export function useView({ caseId, table, rows, view }: Asked): UseQueryResult<OpenedView> {
  const api = useApi();
  const { sort, filters, search, place } = view;
  const put = usePut(caseId, table, filters);
  return useQuery<OpenedView>({
    queryKey: ['rows.open', { caseId, table, sort, filters, search }, rows, put],
    queryFn: async ({ signal }) => {
      const input = { caseId, table, sort: [...sort], filters: asked(filters), search };
      const opened = await api.call['rows.open'](input, { signal });
      const at = Math.floor(Math.max(0, Math.min(place.top, opened.total - 1)) / windowSize) * windowSize;
      const first = await api.call['rows.window']({ viewId: opened.viewId, at, limit: windowSize }, { signal });
      return { ...opened, first };
    },
    // the place only says which rows come along: it is no other list
    placeholderData: keepPreviousData,
  });
}
