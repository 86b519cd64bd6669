import ExifReader from 'exifreader';
import { pictureForm } from '../../../domain/evidence/kind.ts';
import { cleanJpeg, jpegPoints } from './jpeg-segments.ts';
import { cleanPng } from './png-chunks.ts';
import { needsTurn, turnJpeg } from './turn-jpeg.ts';
import { cleanWebp } from './webp-chunks.ts';

/** What a picture says of itself. `takenAt` local time, with offset where the device wrote one; `orientation` 1 to 8, 1 upright. */
export type PictureFacts = { readonly takenAt?: string; readonly device?: string; readonly orientation: number };

const textOf = (tag: { readonly description?: string } | undefined): string => (tag?.description ?? '').replaceAll('\0', '').trim();

/** `2026:03:05 10:11:12` as `2026-03-05T10:11:12`; with `+05:00` behind it where that is known. */
function momentOf(written: string, offset: string): string | undefined {
  const parts = /^(\d{4}):(\d{2}):(\d{2})[ T](\d{2}:\d{2}:\d{2})/.exec(written);
  if (parts === null || parts[1] === '0000') return undefined;
  return `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${/^[+-]\d{2}:\d{2}$/.test(offset) ? offset : ''}`;
}

/** Maker and model, the maker once where the model begins with it. */
function deviceOf(make: string, model: string): string | undefined {
  const both = model.toLowerCase().startsWith(make.toLowerCase()) ? model : `${make} ${model}`.trim();
  return both === '' ? undefined : both.slice(0, 200);
}

function exifOf(bytes: Uint8Array): ExifReader.ExpandedTags | null {
  try {
    return ExifReader.load(Buffer.from(bytes), { expanded: true });
  } catch {
    // a picture without metadata, or with metadata that is none
    return null;
  }
}

/** EXIF of a picture; a picture without any is upright and says nothing. */
export function pictureFactsOf(bytes: Uint8Array): PictureFacts {
  const exif = exifOf(bytes)?.exif;
  if (exif === undefined) return { orientation: 1 };
  const takenAt =
    momentOf(textOf(exif.DateTimeOriginal), textOf(exif.OffsetTimeOriginal)) ??
    momentOf(textOf(exif.DateTimeDigitized), textOf(exif.OffsetTimeDigitized)) ??
    momentOf(textOf(exif.DateTime), textOf(exif.OffsetTime));
  const device = deviceOf(textOf(exif.Make), textOf(exif.Model));
  const turned = Number(exif.Orientation?.value ?? 1);
  return {
    ...(takenAt === undefined ? {} : { takenAt }),
    ...(device === undefined ? {} : { device }),
    orientation: turned >= 1 && turned <= 8 ? turned : 1,
  };
}

/** Turning a larger picture takes a minute and more memory than the process may have: it keeps the one number that says how it stands. */
const mostTurned = 24_000_000;
/** No camera's picture is larger. */
const mostPoints = 250_000_000;

/**
 * A copy that carries nothing but the picture: no EXIF, XMP, IPTC, GPS, comment or small picture. A JPEG that its EXIF turns is turned.
 * @returns null when the picture is of a form that this cannot be done to, or does not hold together
 */
export function cleanPicture(bytes: Uint8Array): Uint8Array | null {
  switch (pictureForm(bytes)) {
    case 'jpeg': {
      const { orientation } = pictureFactsOf(bytes);
      if (!needsTurn(orientation)) return cleanJpeg(bytes);
      if (jpegPoints(bytes) > mostPoints) return null;
      return jpegPoints(bytes) > mostTurned ? cleanJpeg(bytes, orientation) : cleanJpeg(turnJpeg(bytes, orientation));
    }
    case 'png':
      return cleanPng(bytes);
    case 'webp':
      return cleanWebp(bytes);
    default:
      return null;
  }
}
