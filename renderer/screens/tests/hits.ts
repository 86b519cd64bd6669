import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi } from '../../parts/api.tsx';

export type RunHits = Output<AssayCalls['runs.hits']>;
export type RunHit = RunHits['hits'][number];

const page = 300;
/** So many are sorted and filtered here; whoever has more leads narrows the parameters. */
export const sortedAtMost = 6_000;

/** The hits of a run, page after page, highest score first. @param all asks for the following pages without being scrolled to */
export function useHits(caseId: string, runId: string, all: boolean) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: ['runs.hits', { caseId, runId }],
    queryFn: ({ pageParam, signal }) => api.call['runs.hits']({ caseId, runId, after: pageParam, limit: page }, { signal }),
    initialPageParam: -1,
    getNextPageParam: (last: RunHits) => (last.hits.length < page ? undefined : last.hits.at(-1)?.position),
  });
  const hits = query.data?.pages.flatMap((answer) => answer.hits) ?? [];
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const next = all && hasNextPage && !isFetchingNextPage && hits.length < sortedAtMost;
  useEffect(() => {
    if (next) void fetchNextPage();
  }, [next, fetchNextPage]);
  return {
    run: query.data?.pages[0]?.run,
    hits,
    error: query.error,
    more: hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined,
  };
}
