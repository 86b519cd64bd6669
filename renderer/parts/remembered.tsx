import { useCallback, useEffect, useRef } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { useApi } from './api.tsx';
import { useLatest } from './latest.ts';
import { holdUnwritten, writeUnwritten } from './unwritten.ts';

const writeAfterMs = 250;

/** Reads what was written under a key; anything unreadable counts as nothing. */
function parsed<T>(text: string | null, initial: T): T {
  if (text === null) return initial;
  try {
    return JSON.parse(text) as T;
  } catch {
    return initial;
  }
}

/** Puts a value at once. One that is still being read would come later and take its place: that reading is given up. */
export function putRemembered(client: QueryClient, key: string, value: unknown): void {
  const queryKey = ['remembered', key];
  void client.cancelQueries({ queryKey, exact: true }, { revert: false });
  client.setQueryData(queryKey, value);
}

/** A new value, or how it comes from the last one: for what is set from a listener or a timer, which may have seen an older render. */
export type Change<T> = T | ((last: T) => T);

/**
 * State that survives leaving the screen and a restart; it lies encrypted in the vault, never in the browser's own storage.
 * @returns the value (the initial one until it is read), its setter, and whether it has been read
 */
export function useRemembered<T>(key: string, initial: T): readonly [T, (change: Change<T>) => void, boolean] {
  const api = useApi();
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const query = useQuery({
    queryKey: ['remembered', key],
    queryFn: async () => parsed((await api.call['view.get']({ key })).value, initial),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const start = useLatest(initial);
  const set = useCallback(
    (change: Change<T>) => {
      const last = client.getQueryData<T>(['remembered', key]) ?? start.current;
      const next = typeof change === 'function' ? (change as (last: T) => T)(last) : change;
      putRemembered(client, key, next);
      const write = async (): Promise<void> => {
        // A view that cannot be written is only forgotten at the next start; nothing of the case is lost.
        await api.call['view.set']({ key, value: JSON.stringify(next) }).catch(() => undefined);
      };
      clearTimeout(timer.current);
      holdUnwritten(`view.${key}`, write);
      timer.current = setTimeout(() => void writeUnwritten(`view.${key}`), writeAfterMs);
    },
    [api, client, key, start],
  );
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      void writeUnwritten(`view.${key}`);
    },
    [key],
  );
  return [query.data ?? initial, set, query.isFetched] as const;
}

/** Sets what another screen remembers, before it is gone to. */
export function useRemember(): <T>(key: string, value: T) => void {
  const api = useApi();
  const client = useQueryClient();
  return (key, value) => {
    putRemembered(client, key, value);
    // As above: a view that cannot be written is only forgotten.
    api.call['view.set']({ key, value: JSON.stringify(value) }).catch(() => undefined);
  };
}
