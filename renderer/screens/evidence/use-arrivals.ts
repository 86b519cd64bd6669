import { useEffect } from 'react';
import { useApi } from '../../parts/api.tsx';
import { useFileDrop } from '../../parts/file-drop.ts';
import { useStable } from '../../parts/latest.ts';
import type { Adding, Arrival } from './use-adding.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** A name for what has none: `2026-03-05 14-07-09.png`, by this machine's clock. */
export function nameOfNow(ending: string, now: Date): string {
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day} ${two(now.getHours())}-${two(now.getMinutes())}-${two(now.getSeconds())}.${ending}`;
}

const endings: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp', 'image/gif': 'gif' };

/** Keeps what was dropped or pasted: a file where it lies on disk, a picture without one from memory. */
function useTake(adding: Adding): (files: readonly File[], arrival: Arrival) => Promise<void> {
  const api = useApi();
  return async (files, arrival) => {
    const placed = files.map((file) => ({ file, path: api.pathOf(file) }));
    const paths = placed.map(({ path }) => path).filter((path) => path !== '');
    if (paths.length > 0) await adding.files(paths, arrival);
    for (const { file, path } of placed) {
      if (path !== '') continue;
      const ending = endings[file.type] ?? 'bin';
      await adding.bytes(new Uint8Array(await file.arrayBuffer()), nameOfNow(ending, new Date()), arrival);
    }
  };
}

/** A picture or files that are pasted become evidence. Text that is pasted stays what it is. */
export function usePaste(adding: Adding, target?: string): void {
  const take = useTake(adding);
  const paste = useStable((event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0 || document.querySelector('.veil') !== null) return;
    event.preventDefault();
    void take(files, { origin: 'paste', ...(target === undefined ? {} : { target }) });
  });
  useEffect(() => {
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, [paste]);
}

type DropArea = { readonly element: HTMLElement | null; readonly adding: Adding; readonly target?: string };

/**
 * Files dropped there become evidence; elsewhere in the case they are looked at as books.
 * @returns whether some are held over it now
 */
export function useDropHere({ element, adding, target }: DropArea): boolean {
  const take = useTake(adding);
  return useFileDrop({
    on: element,
    // the case would look at them as books
    alone: true,
    take: (files) => void take(files, { origin: 'drop', ...(target === undefined ? {} : { target }) }),
  });
}
