import { Refused } from '../../domain/model/refused.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import type { Profile } from '../../contract/rpc/books.ts';
import type { BlobStore } from '../evidence/blob-store.ts';
import { decoderOf, markLength } from './csv/encodings.ts';
import { cellSpans } from './csv/spans.ts';
import { csvTokenizer, longestRecord } from './csv/tokenizer.ts';
import { headerNames, numberedHeaders } from './header-names.ts';

/** A record as it stands in the trader's file. */
export type RowSource = {
  readonly raw: string;
  /** where the text of each mapped column stands in `raw`: [from, to) */
  readonly spans: Readonly<Record<string, readonly [number, number]>>;
};

export type RowPlaceInFile = { readonly evidence: Sha256; readonly offset: number; readonly length: number };

/**
 * Reads a row's record back from the encrypted evidence.
 * @param profile the completed profile that the import operation pins @throws Refused vault_damaged when the evidence is not there
 */
export async function rowSource(blobs: BlobStore, place: RowPlaceInFile, profile: Profile): Promise<RowSource> {
  const encoding = profile.encoding ?? 'utf-8';
  const delimiter = profile.delimiter ?? ',';
  const raw = decoderOf(encoding, '').decode(await blobs.read(place.evidence, place.offset, place.length), 1);
  const cells = cellSpans(raw, delimiter);
  const headers = await headerCells(blobs, place.evidence, { encoding, delimiter, headless: profile.header === false });
  const spans: Record<string, readonly [number, number]> = {};
  for (const [column, from] of Object.entries(profile.columns)) {
    const header = 'header' in from ? from.header : 'headers' in from ? from.headers[0] : undefined;
    const span = header === undefined ? undefined : cells[headers.indexOf(header)];
    if (span !== undefined) spans[column] = span;
  }
  return { raw, spans };
}

async function headerCells(
  blobs: BlobStore,
  evidence: Sha256,
  { headless, ...csv }: { readonly encoding: NonNullable<Profile['encoding']>; readonly delimiter: string; readonly headless: boolean },
): Promise<readonly string[]> {
  for (let length = 65_536; length <= longestRecord * 2; length *= 4) {
    const head = await blobs.read(evidence, 0, length);
    const skip = markLength(head, csv.encoding);
    let header: readonly string[] | undefined;
    const take = (record: { readonly cells: readonly string[] }): void => void (header ??= record.cells);
    const tokenizer = csvTokenizer({ ...csv, skip, file: '' });
    tokenizer.feed(head.subarray(skip), take);
    if (header !== undefined) return headless ? numberedHeaders(header.length) : headerNames(header).headers;
  }
  throw new Refused({ code: 'row_missing', at: evidence });
}

/** A record longer than this is not shown whole. */
const shownBytes = 64 * 1024;

/**
 * The record of a structured file as it stands there; '' where it has no place of its own, as in a workbook.
 * @param encoding what the file declares; an unknown one is shown as UTF-8 @throws Refused vault_damaged
 */
export async function recordText(blobs: BlobStore, place: RowPlaceInFile, encoding: string): Promise<string> {
  if (place.length === 0) return '';
  const bytes = await blobs.read(place.evidence, place.offset, Math.min(place.length, shownBytes));
  try {
    return new TextDecoder(encoding === '' ? 'utf-8' : encoding).decode(bytes);
  } catch {
    return new TextDecoder('utf-8').decode(bytes);
  }
}
