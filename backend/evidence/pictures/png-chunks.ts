import { crc32 } from 'node:zlib';

/** What makes the picture: its data, colours, transparency, frames. Texts, times, EXIF and makers' own chunks are not among it. */
const kept: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '),
);
const signature = 8;

/**
 * The same PNG with only the chunks that make the picture; what lies behind its end is left out.
 * @returns null when it does not hold together @source W3C PNG, third edition, §4.8
 */
export function cleanPng(bytes: Uint8Array): Uint8Array | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [view.subarray(0, signature)];
  for (let at = signature; at + 12 <= view.length; ) {
    const end = at + 12 + view.readUInt32BE(at);
    if (end > view.length) return null;
    const type = view.toString('latin1', at + 4, at + 8);
    if (crc32(view.subarray(at + 4, end - 4)) !== view.readUInt32BE(end - 4)) return null;
    if (kept.has(type)) parts.push(view.subarray(at, end));
    if (type === 'IEND') return Buffer.concat(parts);
    at = end;
  }
  return null;
}
