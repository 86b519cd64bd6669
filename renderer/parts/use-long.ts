import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Input, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls, Method } from '../../contract/rpc/index.ts';
import { useApi } from './api.tsx';
import { useRunJob } from './jobs.tsx';

/** `of`: what the answer depends on besides the question, such as how many rows the book has. */
type LongOptions = { readonly enabled?: boolean; readonly of?: string | number };

/**
 * The answer of a reading call that may last: its story stands in the status bar, where it can be cancelled; who asks something else
 * gives it up. The last answer stays while the next one is made.
 * @param title what is being done, in the language of the screen
 */
export function useLong<M extends Method>(
  method: M,
  input: Input<AssayCalls[M]>,
  title: string,
  { enabled = true, of = '' }: LongOptions = {},
): UseQueryResult<Output<AssayCalls[M]>> {
  const api = useApi();
  const run = useRunJob();
  return useQuery<Output<AssayCalls[M]>>({
    queryKey: [method, input, of],
    queryFn: ({ signal }) =>
      run(title, (options) => {
        const both = options.signal === undefined ? signal : AbortSignal.any([signal, options.signal as AbortSignal]);
        return api.call[method](input, { ...options, signal: both }) as Promise<Output<AssayCalls[M]>>;
      }),
    enabled,
    retry: false,
    placeholderData: (last: Output<AssayCalls[M]> | undefined) => last as never,
  });
}
