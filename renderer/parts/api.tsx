import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient, UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext, useEffect } from 'react';
import type { Input, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls, AuditApi, Method } from '../../contract/rpc/index.ts';
import type { AssayEvent } from '../../contract/events/index.ts';

const ApiContext = createContext<AuditApi | null>(null);
export const ApiProvider = ApiContext.Provider;

export function useApi(): AuditApi {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('useApi outside ApiProvider');
  return api;
}

type AskOptions = { readonly enabled?: boolean; readonly keep?: boolean };

/**
 * The answer of a reading call, kept until the case says that it changed.
 * @param options.keep shows the last answer while the next one is on its way
 */
export function useAsk<M extends Method>(
  method: M,
  input: Input<AssayCalls[M]>,
  options: AskOptions = {},
): UseQueryResult<Output<AssayCalls[M]>> {
  const api = useApi();
  return useQuery<Output<AssayCalls[M]>>({
    queryKey: [method, input],
    queryFn: ({ signal }) => api.call[method](input, { signal }) as Promise<Output<AssayCalls[M]>>,
    enabled: options.enabled ?? true,
    ...(options.keep === true ? { placeholderData: (last: Output<AssayCalls[M]> | undefined) => last as never } : {}),
  });
}

/** What only changes with the rows of the books is not asked again for a note or a mark. */
const ofRows = new Set<unknown>(['rows.get', 'rows.open', 'rows.group', 'rows.column', 'rows.series', 'rows.everywhere']);

const caseOf = (input: unknown): unknown => (typeof input === 'object' && input !== null && 'caseId' in input ? input.caseId : undefined);

/** Everything shown of this case, and the list of cases, is asked again. */
export function forgetCase(client: QueryClient, caseId: string): Promise<void> {
  return client.invalidateQueries({
    predicate: ({ queryKey: [method, input] }) => method === 'case.list' || (caseOf(input) === caseId && !ofRows.has(method)),
  });
}

/** Rows of the case's books are others than before: everything made of them is asked again too. */
export function forgetRows(client: QueryClient, caseId: string): Promise<void> {
  return client.invalidateQueries({ predicate: ({ queryKey: [, input] }) => caseOf(input) === caseId });
}

/** Listens to the backend as long as the component is shown. */
export function useEvents(listener: (event: AssayEvent) => void): void {
  const api = useApi();
  useEffect(() => api.onEvent(listener), [api, listener]);
}

/** Rows change only with these: a value put over an imported one, a file that came, left the books or was brought back. */
const changesRows: readonly string[] = ['override', 'import'];

/** Asks again what a case shows; rows only when they may be others. @param entities that changed */
export function useForgetCase(): (caseId: string, entities?: readonly string[]) => void {
  const client = useQueryClient();
  return (caseId, entities = []) =>
    void (entities.some((one) => changesRows.includes(one)) ? forgetRows(client, caseId) : forgetCase(client, caseId));
}
