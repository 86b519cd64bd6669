import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

export type Room = { readonly width: number; readonly height: number };

const margin = 24;

/** The room inside an element, in pixels, without its margin; follows the window. */
export function useRoom(element: RefObject<HTMLElement | null>): Room {
  const [room, setRoom] = useState<Room>({ width: 600, height: 400 });
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const measure = (): void => setRoom({ width: current.offsetWidth - margin, height: current.offsetHeight - margin });
    const watcher = new ResizeObserver(measure);
    watcher.observe(current);
    return () => watcher.disconnect();
  }, [element]);
  return room;
}
