import { createMemoryHistory } from '@tanstack/react-router';
import type { RouterHistory } from '@tanstack/react-router';

/** Where the person was: the pages in order and the one that is shown. Kept in the vault, never in the browser's history. */
export type Trail = { readonly pages: readonly string[]; readonly at: number };
export type Places = RouterHistory;

const keptAtMost = 50;
const start: Trail = { pages: ['/'], at: 0 };

/** @returns the trail that was written, or the start when there is none or it cannot be read */
export function readTrail(text: string | null): Trail {
  if (text === null) return start;
  try {
    const { pages, at } = JSON.parse(text) as Partial<Trail>;
    const known = Array.isArray(pages) && pages.every((page) => typeof page === 'string' && page.startsWith('/'));
    if (!known || pages.length === 0 || typeof at !== 'number' || pages[at] === undefined) return start;
    return { pages, at };
  } catch {
    return start;
  }
}

/** A page is gone to: what lay ahead is forgotten, the oldest pages too. */
export function gone(trail: Trail, page: string): Trail {
  const pages = [...trail.pages.slice(0, trail.at + 1), page].slice(-keptAtMost);
  return { pages, at: pages.length - 1 };
}

/** The shown page is another state of itself. */
export const replaced = (trail: Trail, page: string): Trail => ({ ...trail, pages: trail.pages.with(trail.at, page) });

/** Back and forward end at both ends. */
export const stepped = (trail: Trail, by: number): Trail => ({
  ...trail,
  at: Math.max(0, Math.min(trail.pages.length - 1, trail.at + by)),
});

/** The router's history out of a trail. @param write called with the trail as text whenever it changes */
export function createPlaces(from: Trail, write: (trail: string) => void): Places {
  const history = createMemoryHistory({ initialEntries: [...from.pages], initialIndex: from.at });
  let trail = from;
  let timer: ReturnType<typeof setTimeout> | undefined;
  history.subscribe(({ location, action }) => {
    if (action.type === 'PUSH') trail = gone(trail, location.href);
    else if (action.type === 'REPLACE') trail = replaced(trail, location.href);
    else if (action.type === 'BACK') trail = stepped(trail, -1);
    else if (action.type === 'FORWARD') trail = stepped(trail, 1);
    else if ('index' in action) trail = stepped(trail, action.index);
    clearTimeout(timer);
    timer = setTimeout(() => write(JSON.stringify(trail)), 200);
  });
  return history;
}
