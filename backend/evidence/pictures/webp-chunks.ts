import { isProfile } from './colour-profile.ts';

const kept: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Flags of VP8X that say that EXIF and XMP follow. */
const [exifFlag, xmpFlag] = [0x08, 0x04];
const header = 12;
/** Bytes of the extended header, and of what stands before a frame's own chunks. */
const [headerData, frameHead] = [10, 16];
const ofFrame: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'ALPH']);

/** The extended header says what follows: it must not promise what was left out. */
function withoutPromises(data: Buffer): Buffer {
  const copy = Buffer.from(data.subarray(0, headerData));
  copy[0] = (copy[0] ?? 0) & ~(exifFlag | xmpFlag);
  return copy;
}

type Chunk = { readonly type: string; readonly data: Buffer };

/** @returns null when they do not hold together: a chunk of odd length is followed by a byte of filling */
function chunksOf(bytes: Buffer): readonly Chunk[] | null {
  const found: Chunk[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 8 > bytes.length) return null;
    const size = bytes.readUInt32LE(at + 4);
    const next = at + 8 + size + (size % 2);
    if (next > bytes.length) return null;
    found.push({ type: bytes.toString('latin1', at, at + 4), data: bytes.subarray(at + 8, at + 8 + size) });
    at = next;
  }
  return found;
}

function chunk({ type, data }: Chunk): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** A frame of a moving picture: where it stands, and its picture alone. */
function frame(data: Buffer): Buffer | null {
  const inner = data.length < frameHead ? null : chunksOf(data.subarray(frameHead));
  return inner === null ? null : Buffer.concat([data.subarray(0, frameHead), ...inner.filter((one) => ofFrame.has(one.type)).map(chunk)]);
}

/** What is kept of a chunk; null when it is left out. */
function keptOf({ type, data }: Chunk): Chunk | null {
  if (!kept.has(type) || (type === 'ICCP' && !isProfile(data))) return null;
  const inner = type === 'VP8X' ? withoutPromises(data) : type === 'ANMF' ? frame(data) : data;
  return inner === null ? null : { type, data: inner };
}

/** The same WebP with only the chunks that make the picture. @returns null when it does not hold together @source RFC 9649 §2 */
export function cleanWebp(bytes: Uint8Array): Uint8Array | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.length < header ? 0 : view.readUInt32LE(4) + 8;
  if (end > view.length || end < header) return null;
  const chunks = chunksOf(view.subarray(header, end));
  const parts = (chunks ?? []).flatMap((one) => keptOf(one) ?? []).map(chunk);
  const body = Buffer.concat(parts);
  const start = Buffer.from(view.subarray(0, header));
  start.writeUInt32LE(body.length + 4, 4);
  return parts.length === 0 ? null : Buffer.concat([start, body]);
}
