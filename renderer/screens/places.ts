import { createMemoryHistory } from '@tanstack/react-router';
import type { RouterHistory } from '@tanstack/react-router';
import { holdUnwritten, writeUnwritten } from '../parts/unwritten.ts';
import { gone, replaced, stepped } from './trail.ts';
import type { Trail } from './trail.ts';

export type Places = RouterHistory;

/** Where this window was last; it outlives a backend that ends, and is gone when the page is loaded again at a lock. */
let lastHere: Trail | null = null;

/** @returns the trail of this window so far, or null when it has just been opened */
export const trailHere = (): Trail | null => lastHere;

/** The router's history out of a trail. @param write called with the trail as text whenever it changes */
export function createPlaces(from: Trail, write: (trail: string) => Promise<void>): Places {
  const history = createMemoryHistory({ initialEntries: [...from.pages], initialIndex: from.at });
  let trail = from;
  let timer: ReturnType<typeof setTimeout> | undefined;
  history.subscribe(({ location, action }) => {
    if (action.type === 'PUSH') trail = gone(trail, location.href);
    else if (action.type === 'REPLACE') trail = replaced(trail, location.href);
    else if (action.type === 'BACK') trail = stepped(trail, -1);
    else if (action.type === 'FORWARD') trail = stepped(trail, 1);
    else if ('index' in action) trail = stepped(trail, action.index);
    lastHere = trail;
    clearTimeout(timer);
    holdUnwritten('trail', () => write(JSON.stringify(trail)));
    timer = setTimeout(() => void writeUnwritten('trail'), 200);
  });
  return history;
}
