import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FileInspection, ImportPreview } from '../../../../contract/rpc/books.ts';
import type { CallOptions, Progress } from '../../../../contract/rpc/call.ts';
import type { AuditApi } from '../../../../contract/rpc/index.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { useApi } from '../../../parts/api.tsx';
import { fitsBetter, fitsMost, named } from './source.ts';
import type { Source } from './source.ts';

/** A file as it was looked at: a table of text with its columns, or a file that says itself what it holds. */
export type Look =
  | { readonly kind: 'csv'; readonly preview: ImportPreview }
  | { readonly kind: 'parts'; readonly inspection: FileInspection };

type Asked = { readonly caseId: string; readonly path: string; readonly expected: TableName };

/**
 * A CSV that is known as the expected table, and fits no other one better, is seen at once. Every other file is read whole for what it is; a CSV of unknown columns is
 * then tried as the table that its headers fit best.
 */
async function firstLook(api: AuditApi, asked: Asked, options: CallOptions): Promise<Look> {
  const { caseId, path, expected } = asked;
  const as = (table: TableName): Promise<ImportPreview> => api.call['import.preview']({ caseId, path, table }, options).then(named);
  // What is no CSV is refused here; what it is, the inspection says.
  const first = await as(expected).catch((error: unknown) => ({ error }));
  if (!('error' in first) && first.known && fitsMost(first.headers, expected)) return { kind: 'csv', preview: first };
  const inspection = await api.call['import.inspect']({ path }, options);
  if (inspection.format !== 'csv') return { kind: 'parts', inspection };
  if ('error' in first) throw first.error;
  const best = inspection.parts[0]?.table ?? expected;
  if (best === expected) return { kind: 'csv', preview: first };
  const second = await as(best);
  return { kind: 'csv', preview: fitsBetter(first, second) ? first : second };
}

/** @param source what a person chose for a CSV; null for the first look @returns the look, and how far the reading is */
export function useLook(asked: Asked, source: Source | null) {
  const api = useApi();
  const { caseId, path, expected } = asked;
  const [progress, setProgress] = useState<Progress | null>(null);
  const look = useQuery({
    queryKey: ['import.look', { path, source: source ?? { table: expected } }],
    queryFn: async ({ signal }): Promise<Look> => {
      if (source === null) return firstLook(api, asked, { signal, onProgress: setProgress });
      const preview = await api.call['import.preview']({ caseId, ...source }, { signal });
      return { kind: 'csv', preview: source.profile === undefined ? named(preview, true) : preview };
    },
    placeholderData: (last) => (source === null ? undefined : last),
    gcTime: 0,
    staleTime: 0,
  });
  return { look, progress };
}
