import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { isProfile } from './colour-profile.ts';

/** What makes the picture: its data, colours, transparency, frames. Texts, times, EXIF and makers' own chunks are not among it. */
const kept: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT tRNS cHRM gAMA sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs acTL fcTL fdAT'.split(' '),
);
const signature = 8;
/** No profile is larger. */
const mostOfProfile = 16 * 2 ** 20;

function chunk(type: string, data: Uint8Array): Buffer {
  const whole = Buffer.alloc(data.length + 12);
  whole.writeUInt32BE(data.length, 0);
  whole.write(type, 4, 'latin1');
  whole.set(data, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, data.length + 8)), data.length + 8);
  return whole;
}

/** The colour profile packed anew under no name of its own: the name is free text. None when it is no profile. */
function profileOf(data: Buffer): Buffer[] {
  const name = data.indexOf(0);
  if (name < 0) return [];
  try {
    const profile = inflateSync(data.subarray(name + 2), { maxOutputLength: mostOfProfile });
    return isProfile(profile) ? [chunk('iCCP', Buffer.concat([Buffer.from('icc\0\0', 'latin1'), deflateSync(profile)]))] : [];
  } catch {
    return [];
  }
}

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
    if (type === 'iCCP') parts.push(...profileOf(view.subarray(at + 8, end - 4)));
    if (type === 'IEND') return Buffer.concat([...parts, chunk('IEND', new Uint8Array())]);
    at = end;
  }
  return null;
}
