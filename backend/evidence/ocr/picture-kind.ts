import { Refused } from '../../../domain/model/refused.ts';
import { ocrLimits } from './limits.ts';

export type PictureKind = 'png' | 'jpeg' | 'webp' | 'bmp' | 'tiff' | 'gif';
export type Size = { readonly width: number; readonly height: number };

const starts = (bytes: Buffer, text: string, at = 0): boolean => bytes.subarray(at, at + text.length).toString('latin1') === text;

/** By the first bytes, whatever the name says; null: no picture that can be looked at. */
export function pictureKind(bytes: Buffer): PictureKind | null {
  if (starts(bytes, '\x89PNG\r\n\x1a\n')) return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (starts(bytes, 'RIFF') && starts(bytes, 'WEBP', 8)) return 'webp';
  if (starts(bytes, 'BM')) return 'bmp';
  if (starts(bytes, 'II*\0') || starts(bytes, 'MM\0*')) return 'tiff';
  return starts(bytes, 'GIF8') ? 'gif' : null;
}

/** The frame header of a JPEG: its size stands behind the tables. */
function jpegSize(bytes: Buffer): Size | null {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    if (marker === 0xff) at += 1;
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

function webpSize(bytes: Buffer): Size | null {
  if (bytes.length < 30) return null;
  if (starts(bytes, 'VP8X', 12)) return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (starts(bytes, 'VP8 ', 12)) return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (!starts(bytes, 'VP8L', 12)) return null;
  const packed = bytes.readUInt32LE(21);
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

/** Entries of one directory of a TIFF that say how large its picture is. @param at offset of the directory */
export function tiffSize(bytes: Buffer, at: number): Size | null {
  const little = bytes[0] === 0x49;
  const short = (place: number): number => (little ? bytes.readUInt16LE(place) : bytes.readUInt16BE(place));
  const long = (place: number): number => (little ? bytes.readUInt32LE(place) : bytes.readUInt32BE(place));
  const found = new Map<number, number>();
  if (at < 8 || at + 2 > bytes.length) return null;
  for (let i = 0, entry = at + 2; i < short(at) && entry + 12 <= bytes.length; i += 1, entry += 12)
    found.set(short(entry), short(entry + 2) === 3 ? short(entry + 8) : long(entry + 8));
  const [width, height] = [found.get(256), found.get(257)];
  return width === undefined || height === undefined ? null : { width, height };
}

function sizeOf(kind: PictureKind, bytes: Buffer): Size | null {
  switch (kind) {
    case 'png':
      return bytes.length < 24 ? null : { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
    case 'jpeg':
      return jpegSize(bytes);
    case 'webp':
      return webpSize(bytes);
    case 'bmp':
      return bytes.length < 26 ? null : { width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) };
    case 'tiff':
      return bytes.length < 8 ? null : tiffSize(bytes, bytes[0] === 0x49 ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4));
    case 'gif':
      return bytes.length < 10 ? null : { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
    default:
      return kind satisfies never;
  }
}

/** The size that a picture says it has, before anything unpacks it. @throws Refused file_damaged, file_too_large */
export function checkedSize(kind: PictureKind, bytes: Buffer, name: string): Size {
  let size: Size | null = null;
  try {
    size = sizeOf(kind, bytes);
  } catch {
    // a header that points out of the file has no size
  }
  if (size === null || size.width === 0 || size.height === 0)
    throw new Refused({ code: 'file_damaged', at: name, args: { part: kind.toUpperCase() } });
  return checkPoints(size, name);
}

/** @throws Refused file_too_large */
export function checkPoints(size: Size, name: string): Size {
  if (size.width * size.height > ocrLimits.points)
    throw new Refused({ code: 'file_too_large', at: name, args: { part: 'megapixels', limit: ocrLimits.points / 1_000_000 } });
  return size;
}
