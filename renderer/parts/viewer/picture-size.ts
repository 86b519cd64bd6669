/** The kinds of pictures that are shown. Drawings with markup (SVG) are none of them. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/bmp';

export type PictureFacts = { readonly type: PictureType; readonly width: number; readonly height: number };

const text = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** Frames of a JPEG that state its size; the others of C0–CF are tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(view: DataView): { width: number; height: number } | null {
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    else if (marker === 0xd9 || marker === 0xda) return null;
    else at += marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) ? 2 : 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
}

function webpSize(bytes: Uint8Array, view: DataView): { width: number; height: number } | null {
  const three = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  switch (text(bytes, 12, 16)) {
    case 'VP8X':
      return { width: three(24) + 1, height: three(27) + 1 };
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      return null;
  }
}

const shortest = 32;

/**
 * What a picture says of itself in its first bytes, before anything decodes it: a file of a few bytes can ask for any amount of memory.
 * @returns null for anything that is no picture of a known kind
 */
export function pictureFacts(bytes: Uint8Array): PictureFacts | null {
  if (bytes.length < shortest) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const as = (type: PictureType, size: { width: number; height: number } | null): PictureFacts | null =>
    size === null || size.width < 1 || size.height < 1 ? null : { type, ...size };
  if (text(bytes, 1, 4) === 'PNG' && text(bytes, 12, 16) === 'IHDR') {
    return as('image/png', { width: view.getUint32(16), height: view.getUint32(20) });
  }
  if (view.getUint16(0) === 0xffd8) return as('image/jpeg', jpegSize(view));
  if (text(bytes, 0, 4) === 'GIF8') return as('image/gif', { width: view.getUint16(6, true), height: view.getUint16(8, true) });
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return as('image/webp', webpSize(bytes, view));
  if (text(bytes, 0, 2) === 'BM') {
    return as('image/bmp', { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) });
  }
  return null;
}
