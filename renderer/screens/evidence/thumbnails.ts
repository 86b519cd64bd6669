import { useEffect, useState } from 'react';
import type { AuditApi } from '../../../contract/rpc/index.ts';
import { useApi } from '../../parts/api.tsx';
import { decodeThumbnail } from '../../parts/viewer/decode.ts';
import { readBytes } from './bytes.ts';

export type Wanted = { readonly caseId: string; readonly evidenceId: string; readonly sha256: string; readonly bytes: number };

/** Pictures larger than this have none; it is read whole for it. */
const mostBytes = 24 * 1024 * 1024;
/** Wide enough for the detail pane; the list shows it smaller. */
const side = 320;
const [keptAtMost, atOnce] = [200, 2] as const;

/** Kept in this page's memory only: it ends with the page when the vault is locked. */
const kept = new Map<string, ImageBitmap | null>();
const waiting: (() => void)[] = [];
let running = 0;

function keep(sha256: string, bitmap: ImageBitmap | null): void {
  kept.set(sha256, bitmap);
  const [oldest] = kept.keys();
  if (kept.size > keptAtMost && oldest !== undefined) kept.delete(oldest);
}

/** Waits for its turn, so that a long list does not read everything at once. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function make(api: AuditApi, wanted: Wanted, signal: AbortSignal): Promise<ImageBitmap | null> {
  const known = kept.get(wanted.sha256);
  if (known !== undefined) return known;
  const decoded = await decodeThumbnail(await readBytes(api, wanted, mostBytes, signal), side);
  const bitmap = 'bitmap' in decoded ? decoded.bitmap : null;
  keep(wanted.sha256, bitmap);
  return bitmap;
}

/** The small picture of an item. @returns null while it is made, and where there is none */
export function useThumbnail(wanted: Wanted, isPicture: boolean): ImageBitmap | null {
  const api = useApi();
  const { caseId, evidenceId, sha256, bytes } = wanted;
  const [made, setMade] = useState<{ readonly sha256: string; readonly bitmap: ImageBitmap | null } | null>(null);
  useEffect(() => {
    if (!isPicture || bytes > mostBytes) return undefined;
    const stop = new AbortController();
    const run = async (): Promise<void> => {
      const work = (): Promise<ImageBitmap | null> =>
        stop.signal.aborted ? Promise.resolve(null) : make(api, { caseId, evidenceId, sha256, bytes }, stop.signal);
      // A picture that cannot be read shows its sign instead; opening it says why.
      const bitmap = await inTurn(work).catch(() => null);
      if (!stop.signal.aborted) setMade({ sha256, bitmap });
    };
    void run();
    return () => stop.abort();
  }, [api, caseId, evidenceId, sha256, bytes, isPicture]);
  if (!isPicture) return null;
  return made?.sha256 === sha256 ? made.bitmap : (kept.get(sha256) ?? null);
}
