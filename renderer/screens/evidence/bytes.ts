import { useQuery } from '@tanstack/react-query';
import type { AuditApi } from '../../../contract/rpc/index.ts';
import type { Failed } from '../../parts/failure.tsx';
import { useApi } from '../../parts/api.tsx';

const pieceBytes = 4 * 1024 * 1024;
/** More than this is not shown: the page would hold it whole. */
export const shownAtMost = 256 * 1024 * 1024;

type Which = { readonly caseId: string; readonly evidenceId: string };

/**
 * The bytes of an item, piece by piece. @param most bytes from its beginning
 * @returns no more than `most` bytes; the rest is not asked for
 */
export async function readBytes(
  api: AuditApi,
  { caseId, evidenceId }: Which,
  most: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  let whole = new Uint8Array(0);
  let at = 0;
  do {
    const length = Math.min(pieceBytes, most - at);
    const { bytes, total } = await api.call['evidence.bytes']({ caseId, evidenceId, from: at, length }, { signal });
    if (at === 0) whole = new Uint8Array(Math.min(total, most));
    whole.set(bytes.subarray(0, whole.length - at), at);
    at += bytes.length;
    if (bytes.length === 0) break;
  } while (at < whole.length);
  return whole;
}

/** The bytes of an item as it is shown. They never change; a page that is left lets go of them soon. */
export function useShownBytes(which: Which, { bytes, sha256 }: { readonly bytes: number; readonly sha256: string }) {
  const api = useApi();
  return useQuery<Uint8Array<ArrayBuffer>>({
    queryKey: ['evidence.shown', { sha256 }],
    queryFn: async ({ signal }) => {
      const tooLarge: Failed = { code: 'file_too_large', at: '', args: {} };
      if (bytes > shownAtMost) throw Object.assign(new Error('too large'), tooLarge);
      return readBytes(api, which, shownAtMost, signal);
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
  });
}

/** The first bytes of an item. */
export function useFirstBytes(which: Which, sha256: string, most: number) {
  const api = useApi();
  return useQuery<Uint8Array<ArrayBuffer>>({
    queryKey: ['evidence.head', { sha256, most }],
    queryFn: ({ signal }) => readBytes(api, which, most, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
  });
}
