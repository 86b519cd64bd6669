import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi } from '../../parts/api.tsx';
import { Reading } from '../../parts/blank.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { PdfView } from '../../parts/pdf/pdf-view.tsx';
import { useSay } from '../../parts/words.tsx';

export type Document = Output<AssayCalls['documents.list']>['documents'][number];

export type Shown = { readonly bytes: Uint8Array; readonly sha256: string };

async function withHash(bytes: Uint8Array): Promise<Shown> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()));
  return { bytes, sha256: Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}

/** The bytes of a document as they came to this page, with the hash that they have here. A document never changes. */
export function useDocumentBytes(caseId: string, documentId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['document.shown', { documentId }],
    queryFn: async ({ signal }) => withHash((await api.call['report.bytes']({ caseId, documentId }, { signal })).bytes),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
  });
}

type ViewProps = { readonly caseId: string; readonly document: Document; readonly children?: ReactNode };

/** The document itself: the very bytes that were written and signed. */
export function DocumentView({ caseId, document, children }: ViewProps): ReactNode {
  const say = useSay();
  const shown = useDocumentBytes(caseId, document.documentId);
  if (shown.error !== null) return <Refusal error={shown.error} />;
  if (shown.data === undefined) return <Reading />;
  return (
    <PdfView key={document.documentId} bytes={shown.data.bytes} name={say(`documents.kind.${document.kind}`)} lang={document.lang}>
      {children}
    </PdfView>
  );
}
