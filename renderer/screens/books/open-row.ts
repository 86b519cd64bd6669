import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../../parts/api.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useRemember } from '../../parts/remembered.tsx';
import { viewKey, viewOfRow } from './book-view.ts';

/** Opens a row where it stands in the books: the book shows the rows of its declaration item or posting alone. */
export function useOpenRow(caseId: string): (name: string) => void {
  const api = useApi();
  const client = useQueryClient();
  const go = useNavigate();
  const remember = useRemember();
  const { attempt } = useNotices();
  return (name) =>
    void attempt(async () => {
      const row = await client.fetchQuery({
        queryKey: ['rows.get', { caseId, name }],
        queryFn: () => api.call['rows.get']({ caseId, name }),
        staleTime: Number.POSITIVE_INFINITY,
      });
      remember(viewKey(caseId, row.table), viewOfRow(row));
      await go({ to: '/case/$caseId/books/$table', params: { caseId, table: row.table }, search: { at: name } });
    });
}
