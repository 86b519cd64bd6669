import { useInfiniteQuery } from '@tanstack/react-query';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi } from '../../parts/api.tsx';

export type RunHits = Output<AssayCalls['runs.hits']>;
export type RunHit = RunHits['hits'][number];

const page = 300;

/** The hits of a run, page after page, highest score first. */
export function useHits(caseId: string, runId: string) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: ['runs.hits', { caseId, runId }],
    queryFn: ({ pageParam, signal }) => api.call['runs.hits']({ caseId, runId, after: pageParam, limit: page }, { signal }),
    initialPageParam: -1,
    getNextPageParam: (last: RunHits) => (last.hits.length < page ? undefined : last.hits.at(-1)?.position),
  });
  const hits = query.data?.pages.flatMap((answer) => answer.hits) ?? [];
  return {
    run: query.data?.pages[0]?.run,
    hits,
    error: query.error,
    more: query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : undefined,
  };
}
