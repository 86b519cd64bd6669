import { useCallback, useEffect, useRef } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from './api.tsx';

const writeAfterMs = 250;

/** What waits to be written, by key. */
const unwritten = new Map<string, () => Promise<void>>();

/** Writes at once what was still waiting; before the window locks. */
export async function writeRemembered(): Promise<void> {
  await Promise.all([...unwritten.values()].map((write) => write()));
}

/** Reads what was written under a key; anything unreadable counts as nothing. */
function parsed<T>(text: string | null, initial: T): T {
  if (text === null) return initial;
  try {
    return JSON.parse(text) as T;
  } catch {
    return initial;
  }
}

/**
 * State that survives leaving the screen and a restart; it lies encrypted in the vault, never in the browser's own storage.
 * @returns the value (the initial one until it is read), its setter, and whether it has been read
 */
export function useRemembered<T>(key: string, initial: T): readonly [T, (next: T) => void, boolean] {
  const api = useApi();
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const query = useQuery({
    queryKey: ['remembered', key],
    queryFn: async () => parsed((await api.call['view.get']({ key })).value, initial),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  const set = useCallback(
    (next: T) => {
      client.setQueryData(['remembered', key], next);
      const write = async (): Promise<void> => {
        unwritten.delete(key);
        // A view that cannot be written is only forgotten at the next start; nothing of the case is lost.
        await api.call['view.set']({ key, value: JSON.stringify(next) }).catch(() => undefined);
      };
      clearTimeout(timer.current);
      unwritten.set(key, write);
      timer.current = setTimeout(() => void write(), writeAfterMs);
    },
    [api, client, key],
  );
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      void unwritten.get(key)?.();
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
    client.setQueryData(['remembered', key], value);
    // As above: a view that cannot be written is only forgotten.
    api.call['view.set']({ key, value: JSON.stringify(value) }).catch(() => undefined);
  };
}
