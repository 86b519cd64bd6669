/** Where the person was: the pages in order and the one that is shown. Kept in the vault, never in the browser's history. */
export type Trail = { readonly pages: readonly string[]; readonly at: number };
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
