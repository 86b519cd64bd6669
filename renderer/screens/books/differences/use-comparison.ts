import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { useApi } from '../../../parts/api.tsx';
import { useRunJob } from '../../../parts/jobs.tsx';

export type Pair = { readonly caseId: string; readonly older: string; readonly newer: string };
export type Difference = Output<AssayCalls['import.compare']>['difference'];
export type Files = { readonly older: string; readonly newer: string };
export type Kind = 'added' | 'changed' | 'vanished';
export type DifferentRow = Output<AssayCalls['import.differences']>['rows'][number];

const pageRows = 200;

/** The comparison, made as a job. @param title of the job */
export function useComparison(pair: Pair, title: string) {
  const api = useApi();
  const run = useRunJob();
  return useQuery({
    queryKey: ['import.compare', pair],
    queryFn: () => run(title, (options) => api.call['import.compare'](pair, options)),
    retry: false,
  });
}

/** The rows of one kind, page after page. */
export function useDifferentRows(pair: Pair, kind: Kind, enabled: boolean) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['import.differences', { ...pair, kind }],
    enabled,
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => api.call['import.differences']({ ...pair, kind, at: pageParam, limit: pageRows }, { signal }),
    getNextPageParam: (last, pages) => {
      const seen = pages.reduce((n, page) => n + page.rows.length, 0);
      return seen < last.total && last.rows.length > 0 ? seen : undefined;
    },
  });
}
