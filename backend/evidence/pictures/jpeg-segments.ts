import { isProfile } from './colour-profile.ts';

/** A part of a JPEG before its picture data, or a whole scan with its data. `from`, `to`: bytes of the file, the marker included. */
export type Segment = { readonly marker: number; readonly from: number; readonly to: number };

const [soi, eoi, sos] = [0xd8, 0xd9, 0xda];
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** Where the data of a scan ends: at the next marker that is neither stuffing nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

/**
 * The segments of a JPEG up to the end of its picture; what lies behind it (a second picture, a film, a maker's trailer) is left out.
 * @returns null when it is no JPEG that holds together @source ITU-T T.81, annex B
 */
export function jpegSegments(bytes: Uint8Array): readonly Segment[] | null {
  if (bytes[0] !== 0xff || bytes[1] !== soi) return null;
  const found: Segment[] = [];
  let scans = 0;
  for (let at = 2; at + 1 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === eoi) return scans === 0 ? null : [...found, { marker, from: at, to: at + 2 }];
    if (standsAlone(marker)) {
      at += 2;
      continue;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    if (length < 2 || at + 2 + length > bytes.length) return null;
    const to = marker === sos ? endOfScan(bytes, at + 2 + length) : at + 2 + length;
    if (marker === sos) scans += 1;
    found.push({ marker, from: at, to });
    at = to;
  }
  return null;
}

const ascii = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));

/** A colour profile stays: without it the picture has other colours. The first part of it begins with a profile's header. */
export const isColourProfile = (bytes: Uint8Array, { marker, from }: Segment): boolean =>
  marker === 0xe2 && ascii(bytes, from + 4, 12) === 'ICC_PROFILE\0' && (bytes[from + 16] !== 1 || isProfile(bytes.subarray(from + 18)));

/** How the colours of the data are coded (Adobe's APP14). */
const isColourCode = (bytes: Uint8Array, { marker, from }: Segment): boolean => marker === 0xee && ascii(bytes, from + 4, 5) === 'Adobe';

/** Its words on how the colours are coded are twelve bytes; what somebody hung behind them stays here. */
const colourCode = (bytes: Uint8Array, { from, to }: Segment): Uint8Array =>
  to - from < 16 ? new Uint8Array() : Buffer.concat([Uint8Array.of(0xff, 0xee, 0, 14), bytes.subarray(from + 4, from + 16)]);

/** Parts that no decoder asks for: of pictures in layers, or reserved. */
const unread: readonly number[] = [0xc8, 0xde, 0xdf];
/** Small tables have their size: 16 conditions of arithmetic coding, one number of lines. */
const mostOf: Readonly<Record<number, number>> = { 0xcc: 36, 0xdc: 6, 0xdd: 6 };

/** Frames, scans and their tables: what the picture is made of. Everything else is said about it. */
const isPicture = ({ marker, from, to }: Segment): boolean =>
  marker >= 0xc0 && marker <= 0xdf && !unread.includes(marker) && to - from <= (mostOf[marker] ?? Number.POSITIVE_INFINITY);

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Points of a picture as its frame states them, before anything is decoded; 0 without a frame. */
export function jpegPoints(bytes: Uint8Array): number {
  const frame = (jpegSegments(bytes) ?? []).find((one) => isFrame(one.marker));
  if (frame === undefined) return 0;
  const two = (at: number): number => ((bytes[frame.from + at] ?? 0) << 8) | (bytes[frame.from + at + 1] ?? 0);
  return two(5) * two(7);
}

/** EXIF that says how the picture stands and nothing else. @param orientation 1 to 8 @source CIPA DC-008, tag 0x0112 */
const standing = (orientation: number): Uint8Array =>
  Buffer.from(`ffe1002245786966000049492a0008000000010012010300010000000${orientation}00000000000000`, 'hex');

/** JFIF's own header without the small picture that it may carry. */
const jfif = Uint8Array.of(0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);

/**
 * The same picture data without anything that tells of place, time, device or person: EXIF, XMP, IPTC, GPS, comments, small pictures,
 * makers' notes, whatever lies behind its end.
 * @param orientation 2 to 8: said in EXIF of its own, for a picture that is too large to be turned @returns null when it is no JPEG that holds together
 */
export function cleanJpeg(bytes: Uint8Array, orientation = 1): Uint8Array | null {
  const segments = jpegSegments(bytes);
  if (segments === null) return null;
  const isArithmetic = segments.some(({ marker }) => isFrame(marker) && marker >= 0xc9);
  const turned = orientation === 1 ? [] : [standing(orientation)];
  const kept = segments.flatMap((one) => {
    if (isColourCode(bytes, one)) return [colourCode(bytes, one)];
    if (one.marker === 0xcc && !isArithmetic) return [];
    return isPicture(one) || isColourProfile(bytes, one) ? [bytes.subarray(one.from, one.to)] : [];
  });
  return Buffer.concat([Uint8Array.of(0xff, soi), jfif, ...turned, ...kept]);
}

/** The colour profile of a JPEG as whole segments, to be put into another one. */
export const colourProfile = (bytes: Uint8Array): readonly Uint8Array[] =>
  (jpegSegments(bytes) ?? []).filter((one) => isColourProfile(bytes, one)).map(({ from, to }) => bytes.subarray(from, to));
