import type { Encoding, Profile } from '../../../contract/rpc/books.ts';
import type { Sha256 } from '../../../domain/model/ids.ts';
import type { BlobStore } from '../../evidence/blob-store.ts';
import { decoderOf, markLength } from './encodings.ts';
import { cellSpans } from './spans.ts';
import type { Span } from './spans.ts';
import { csvTokenizer, longestRecord } from './tokenizer.ts';

export type RecordPlace = { readonly evidence: Sha256; readonly line: number; readonly offset: number; readonly length: number };

/** A record as it stands in the trader's file, and where the text of each column of ours lies in it. */
export type SourceRecord = { readonly raw: string; readonly spans: Readonly<Record<string, Span>> };

async function headersOf(blobs: BlobStore, evidence: Sha256, read: { delimiter: string; encoding: Encoding }): Promise<readonly string[]> {
  const head = await blobs.read(evidence, 0, longestRecord);
  const skip = markLength(head, read.encoding);
  let headers: readonly string[] = [];
  const tokenizer = csvTokenizer({ ...read, skip, file: '' });
  const sink = ({ cells }: { cells: readonly string[] }): void => {
    if (headers.length === 0) headers = cells.map((cell) => cell.trim());
  };
  tokenizer.feed(head.subarray(skip), sink);
  // a file shorter than the longest record may be nothing but its header line
  if (headers.length === 0) tokenizer.end(sink);
  return headers;
}

/** Reads a row's record back out of the encrypted evidence. @param profile as the import pinned it, complete */
export async function sourceRecord(blobs: BlobStore, place: RecordPlace, profile: Profile): Promise<SourceRecord> {
  const [encoding, delimiter] = [profile.encoding ?? 'utf-8', profile.delimiter ?? ','];
  const bytes = await blobs.read(place.evidence, place.offset, place.length);
  const raw = decoderOf(encoding, '').decode(bytes, place.line);
  const headers = await headersOf(blobs, place.evidence, { delimiter, encoding });
  const cells = cellSpans(raw, delimiter);
  const spans = Object.entries(profile.columns).flatMap(([column, from]): [string, Span][] => {
    const span = 'header' in from ? cells[headers.indexOf(from.header)] : undefined;
    return span === undefined ? [] : [[column, span]];
  });
  return { raw, spans: Object.fromEntries(spans) };
}
