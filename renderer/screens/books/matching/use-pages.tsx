import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';

export const pageLength = 100;
/** So many pages are held at a time: more than a window and its neighbours need. */
const heldPages = 6;

export type Page<T> = { readonly total: number; readonly items: readonly T[] };

/** A long list read in pages where it is looked at. */
export type Pages<T> = {
  /** of the whole list; undefined until the first page is there */
  readonly total: number | undefined;
  readonly get: (place: number) => T | undefined;
  /** places of what fits, among the pages that are held */
  readonly found: (fits: (item: T) => boolean) => readonly number[];
  /** asks for the page of a place that is not there yet */
  readonly want: (place: number) => void;
  readonly error: Error | null;
};

type PagesOf<T> = {
  /** names the list; what belongs to another one is not shown */
  readonly key: readonly unknown[];
  readonly read: (at: number, limit: number, signal: AbortSignal) => Promise<Page<T>>;
  /** pages that are not looked at stay for a while: only of lists whose key changes with what they show */
  readonly keep?: boolean;
};

/** The key under which a page is kept. */
export const pageKey = (key: readonly unknown[], page: number): readonly unknown[] => [...key, page];

export function usePages<T>({ key, read, keep = false }: PagesOf<T>): Pages<T> {
  const [wanted, setWanted] = useState<readonly number[]>([0]);
  const all = useQueries({
    queries: wanted.map((page) => ({
      queryKey: pageKey(key, page),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => read(page * pageLength, pageLength, signal),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      ...(keep ? {} : { gcTime: 0 }),
    })),
  });
  const want = useCallback((place: number): void => {
    const page = Math.floor(place / pageLength);
    setWanted((now) => (now.includes(page) ? now : [0, ...now.filter((one) => one !== 0).slice(2 - heldPages), page]));
  }, []);
  const pages = new Map(wanted.map((page, i) => [page, all[i]?.data]));
  return {
    total: pages.get(0)?.total,
    get: (place) => pages.get(Math.floor(place / pageLength))?.items[place % pageLength],
    found: (fits) =>
      [...pages].flatMap(([page, data]) => (data?.items ?? []).flatMap((item, i) => (fits(item) ? [page * pageLength + i] : []))),
    want,
    error: all.find((one) => one.error !== null)?.error ?? null,
  };
}

/** Stands where a row is not there yet, and asks for it. */
export function Wanted(props: { readonly place: number; readonly want: (place: number) => void }): ReactNode {
  const { place, want } = props;
  useEffect(() => want(place), [place, want]);
  return <span aria-hidden>…</span>;
}

/** The places of a list, for a table that draws only what is seen. */
export const placesOf = (total: number): readonly number[] => Array.from({ length: total }, (_, i) => i);

/** What stands at places of a list, read in pages. @param places in rising order @param told how many were read so far */
export async function atPlaces<T>(
  places: readonly number[],
  read: (at: number, limit: number) => Promise<readonly T[]>,
  told: (done: number) => void = () => undefined,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (let i = 0; i < places.length; told(i)) {
    const at = Math.floor((places[i] ?? 0) / pageLength) * pageLength;
    const items = await read(at, pageLength);
    for (; i < places.length && (places[i] ?? 0) < at + pageLength; i += 1) {
      const one = items[(places[i] ?? 0) - at];
      if (one !== undefined) found.push(one);
    }
  }
  return found;
}
