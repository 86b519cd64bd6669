import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls, AuditApi } from '../../../../contract/rpc/index.ts';
import { useApi } from '../../../parts/api.tsx';
import { useJob, useRunJob } from '../../../parts/jobs.tsx';
import { useRemembered } from '../../../parts/remembered.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { methods, usualParams } from './shapes.ts';
import type { Decision, Kind, Method, Params, Proposal, State } from './shapes.ts';
import { atPlaces } from './use-pages.tsx';
import type { Page } from './use-pages.tsx';

// Keys name the case as `of`, not as `caseId`: a decision changes many things of a case, and proposals are made anew only when they must.
const suggestKey = 'match.suggest';
const pagesKey = 'match.proposals';

export type Suggested = Output<AssayCalls['match.suggest']>;
export type OfKind = { readonly caseId: string; readonly kind: Kind };

/** Proposals of this case are made anew when they are next looked at. */
export function forgetProposals(client: QueryClient, caseId: string, keep?: Kind): void {
  const other = (input: unknown): boolean => {
    const { of, kind } = input as { readonly of?: unknown; readonly kind?: unknown };
    return of === caseId && kind !== keep;
  };
  for (const name of [suggestKey, pagesKey])
    client.removeQueries({ predicate: ({ queryKey: [method, input] }) => method === name && other(input) });
}

export const useParamsOf = ({ caseId, kind }: OfKind) => useRemembered<Params>(`match.params.${caseId}.${kind}`, usualParams);

/**
 * Proposals of a kind, made once for its parameters and books; the backend keeps those of one kind at a time. The work stands in the status bar,
 * where it can be cancelled.
 * @param of.books names the books as they are
 */
export function useSuggested({ caseId, kind, books }: OfKind & { readonly books: string | undefined }) {
  const api = useApi();
  const client = useQueryClient();
  const run = useRunJob();
  const { say } = useSpeech();
  const [params, setParams, read] = useParamsOf({ caseId, kind });
  const title = say('matchScreen.job', { kind: say(`matchKind.${kind}`) });
  const query = useQuery<Suggested>({
    queryKey: [suggestKey, { of: caseId, kind, params, books }],
    queryFn: ({ signal }) =>
      run(title, (options) => {
        const both = options.signal === undefined ? signal : AbortSignal.any([signal, options.signal as AbortSignal]);
        return api.call['match.suggest']({ caseId, kind, params }, { ...options, signal: both });
      }),
    enabled: read && books !== undefined,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => forgetProposals(client, caseId, kind), [client, caseId, kind]);
  return { query, params, setParams, job: useJob(title) };
}

export type Sought = { readonly method: Method | null; readonly find: string };

/** The key of the pages of a list of proposals. @param made when they were made */
export const proposalsKey = ({ caseId, kind }: OfKind, made: number, sought: Sought): readonly unknown[] => [
  pagesKey,
  { of: caseId, kind, made, ...sought },
];

export async function readProposals(
  api: AuditApi,
  { caseId, kind }: OfKind,
  asked: Sought & { readonly at: number; readonly limit: number },
  signal?: AbortSignal,
): Promise<Page<Proposal>> {
  const page = await api.call['match.proposals']({ caseId, kind, ...asked }, signal === undefined ? {} : { signal });
  return { total: page.total, items: page.proposals };
}

export type Counts = Readonly<Record<Method, number>>;

/** How many proposals of each method there are under the words. */
export function useCounts({ caseId, kind }: OfKind, of: { readonly made: number; readonly find: string; readonly enabled: boolean }) {
  const api = useApi();
  const { made, find, enabled } = of;
  return useQuery<Counts>({
    queryKey: [pagesKey, { of: caseId, kind, made, find, counts: true }],
    queryFn: async ({ signal }) => {
      const counts = { exact: 0, rule: 0, scored: 0 };
      for (const method of methods)
        counts[method] = (await readProposals(api, { caseId, kind }, { method, find, at: 0, limit: 1 }, signal)).total;
      return counts;
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    enabled,
    placeholderData: (last) => last,
  });
}

const isPageOf = (key: readonly unknown[], { caseId, kind }: OfKind): boolean => {
  const [name, input] = key;
  // some questions of the window have no input
  if (name !== pagesKey) return false;
  const { of, kind: ofKind } = input as { readonly of?: unknown; readonly kind?: unknown };
  return of === caseId && ofKind === kind;
};

/** Reads the pages again that are held. */
export const refreshPages = (client: QueryClient, of: OfKind): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => isPageOf(queryKey, of) });

/** Shows what was decided, in every page that is held. */
export function showDecided(client: QueryClient, of: OfKind, decided: ReadonlyMap<string, State>): void {
  client.setQueriesData<Page<Proposal> | Counts>({ predicate: ({ queryKey }) => isPageOf(queryKey, of) }, (page) => {
    if (page === undefined || !('items' in page) || !page.items.some(({ key }) => decided.has(key))) return page;
    return { ...page, items: page.items.map((one) => ({ ...one, state: decided.get(one.key) ?? one.state })) };
  });
}

/** Keys of open proposals at places of a list, read in pages. @param places in rising order */
export async function openKeys(
  api: AuditApi,
  of: OfKind & Sought & { readonly places: readonly number[] },
  told: { readonly signal?: AbortSignal | undefined; readonly onProgress: (done: number) => void },
): Promise<readonly string[]> {
  const { method, find, places } = of;
  const read = async (at: number, limit: number): Promise<readonly Proposal[]> =>
    (await readProposals(api, of, { method, find, at, limit }, told.signal)).items;
  const found = await atPlaces(places, read, told.onProgress);
  return found.flatMap(({ key, state }) => (state === 'proposed' ? [key] : []));
}

export type Decided = { readonly decided: number; readonly matches: readonly { readonly key: string; readonly matchId: string }[] };

/** A decision names at most so many proposals. */
const keysAtMost = 20_000;

export async function decideKeys(
  api: AuditApi,
  of: OfKind & { readonly keys: readonly string[]; readonly state: Decision },
  options: Parameters<AuditApi['call']['match.decide']>[1],
): Promise<Decided> {
  const { caseId, kind, keys, state } = of;
  const matches: Decided['matches'][number][] = [];
  for (let at = 0; at < keys.length; at += keysAtMost) {
    const part = await api.call['match.decide']({ caseId, kind, keys: keys.slice(at, at + keysAtMost), state, note: '' }, options);
    matches.push(...part.matches);
    if (options?.signal?.aborted === true) break;
  }
  return { decided: matches.length, matches };
}
