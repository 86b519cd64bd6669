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

/** A colour profile stays: without it the picture has other colours. */
export const isColourProfile = (bytes: Uint8Array, { marker, from }: Segment): boolean =>
  marker === 0xe2 && ascii(bytes, from + 4, 12) === 'ICC_PROFILE\0';

/** How the colours of the data are coded (Adobe's APP14). */
const isColourCode = (bytes: Uint8Array, { marker, from }: Segment): boolean => marker === 0xee && ascii(bytes, from + 4, 5) === 'Adobe';

/** Frames, scans and their tables: what the picture is made of. Everything else is said about it. */
const isPicture = (marker: number): boolean => marker >= 0xc0 && marker <= 0xdf;

/** JFIF's own header without the small picture that it may carry. */
const jfif = Uint8Array.of(0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);

/**
 * The same picture data without anything that tells of place, time, device or person: EXIF, XMP, IPTC, GPS, comments, small pictures,
 * makers' notes, whatever lies behind its end. @returns null when it is no JPEG that holds together
 */
export function cleanJpeg(bytes: Uint8Array): Uint8Array | null {
  const segments = jpegSegments(bytes);
  if (segments === null) return null;
  const kept = segments.filter((one) => isPicture(one.marker) || isColourProfile(bytes, one) || isColourCode(bytes, one));
  return Buffer.concat([Uint8Array.of(0xff, soi), jfif, ...kept.map(({ from, to }) => bytes.subarray(from, to))]);
}

/** The colour profile of a JPEG as whole segments, to be put into another one. */
export const colourProfile = (bytes: Uint8Array): readonly Uint8Array[] =>
  (jpegSegments(bytes) ?? []).filter((one) => isColourProfile(bytes, one)).map(({ from, to }) => bytes.subarray(from, to));
