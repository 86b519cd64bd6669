import { useSyncExternalStore } from 'react';

/** Whether a media query holds now; the component follows when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Below this the detail pane is a sheet over the work. */
export const sheetQuery = '(max-width: 1120px)';
/** Below this the list of sections is a sheet too. */
export const narrowQuery = '(max-width: 820px)';
