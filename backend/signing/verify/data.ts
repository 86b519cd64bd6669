import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { canonicalBytes, checkCanonical } from '../../../domain/caselog/canonical.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { findingsFile } from '../../../domain/report/findings-data.ts';
import type { State } from '../pdf/document.ts';
import { dictOf, get, isName, stringText } from '../pdf/values.ts';
import type { PdfDict, PdfStream } from '../pdf/values.ts';

const mostBytes = 256 * 2 ** 20;

export type Embedded = { /** object numbers that carry the file */ readonly objects: readonly number[]; readonly bytes: Uint8Array };

function streamOf(state: State, filespec: PdfDict): { readonly id: number; readonly stream: PdfStream } | null {
  const file = get(dictOf(state.resolve(get(filespec, 'EF'))), 'F');
  const stream = state.resolve(file);
  return file?.t === 'ref' && stream?.t === 'stream' ? { id: file.id, stream } : null;
}

function inflated(stream: PdfStream): Uint8Array | null {
  const filter = get(stream.dict, 'Filter');
  if (filter === undefined) return stream.bytes;
  if (!isName(filter, 'FlateDecode') || stream.dict.entries.has('DecodeParms')) return null;
  try {
    return inflateSync(stream.bytes, { maxOutputLength: mostBytes });
  } catch {
    return null;
  }
}

const hasName = (filespec: PdfDict): boolean => {
  const title = get(filespec, 'UF');
  return title?.t === 'string' && stringText(title) === findingsFile;
};

/** The one associated file `findings.json` of the catalog, relationship Data, also in the tree of embedded files. */
export function embeddedFindings(state: State): Embedded | null {
  const associated = state.resolve(get(state.catalog, 'AF'));
  if (associated?.t !== 'array') return null;
  const found = associated.items.flatMap((item) => {
    const filespec = dictOf(state.resolve(item));
    return item.t === 'ref' && filespec !== null && hasName(filespec) && isName(get(filespec, 'AFRelationship'), 'Data')
      ? [{ id: item.id, filespec }]
      : [];
  });
  const [only] = found;
  if (only === undefined || found.length !== 1) return null;
  const names = dictOf(state.resolve(get(dictOf(state.resolve(get(state.catalog, 'Names'))), 'EmbeddedFiles')));
  const listed = state.resolve(get(names, 'Names'));
  // readers list what the name tree lists: it must be the same file
  if (listed?.t !== 'array' || listed.items.filter((i) => i.t === 'ref').some((i) => i.t === 'ref' && i.id !== only.id)) return null;
  const file = streamOf(state, only.filespec);
  const bytes = file === null ? null : inflated(file.stream);
  return file === null || bytes === null ? null : { objects: [only.id, file.id], bytes };
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** One value has one canonical text, so a file that was written another way is not ours (rule 11). */
export function isCanonical(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    checkCanonical(value);
    return Buffer.compare(canonicalBytes(value), bytes) === 0;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof Refused) return false;
    throw error;
  }
}
