import { useQueries } from '@tanstack/react-query';
import { useApi } from '../../parts/api.tsx';
import type { RowData } from './row-detail.tsx';

/** The rows of these names that are here already; the others follow. Rows never change, so each is asked for once. */
export function useRows(caseId: string, names: readonly string[]): readonly (RowData | undefined)[] {
  const api = useApi();
  return useQueries({
    queries: names.map((name) => ({
      queryKey: ['rows.get', { caseId, name }],
      queryFn: () => api.call['rows.get']({ caseId, name }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (answers) => answers.map((answer) => answer.data),
  });
}
