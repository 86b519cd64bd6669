const kept: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
/** Flags of VP8X that say that EXIF and XMP follow. */
const [exifFlag, xmpFlag] = [0x08, 0x04];
const header = 12;

/** The extended header says what follows: it must not promise what was left out. */
function withoutPromises(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  copy[8] = (copy[8] ?? 0) & ~(exifFlag | xmpFlag);
  return copy;
}

/** The same WebP with only the chunks that make the picture. @returns null when it does not hold together @source RFC 9649 §2 */
export function cleanWebp(bytes: Uint8Array): Uint8Array | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.length < header ? 0 : view.readUInt32LE(4) + 8;
  if (end > view.length || end < header) return null;
  const parts: Buffer[] = [];
  for (let at = header; at < end; ) {
    if (at + 8 > end) return null;
    const size = view.readUInt32LE(at + 4);
    // a chunk of odd length is followed by a byte of filling
    const next = at + 8 + size + (size % 2);
    if (next > end) return null;
    const type = view.toString('latin1', at, at + 4);
    if (kept.has(type)) parts.push(type === 'VP8X' && size > 0 ? withoutPromises(view.subarray(at, next)) : view.subarray(at, next));
    at = next;
  }
  const body = Buffer.concat(parts);
  const start = Buffer.from(view.subarray(0, header));
  start.writeUInt32LE(body.length + 4, 4);
  return parts.length === 0 ? null : Buffer.concat([start, body]);
}
