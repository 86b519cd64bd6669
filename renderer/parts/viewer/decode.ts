import { pictureFacts } from './picture-size.ts';

/** Why a picture is not shown: `kind` = no picture that is shown here, `large` = more points than memory is given for. */
export type Undrawn = 'kind' | 'large' | 'damaged';
export type Decoded = { readonly bitmap: ImageBitmap } | { readonly undrawn: Undrawn };

/** 100 megapixels are 400 MB while they are drawn. */
const mostPoints = 100_000_000;
const mostThumbnailPoints = 50_000_000;

async function decode(bytes: Uint8Array<ArrayBuffer>, most: number, options: ImageBitmapOptions): Promise<Decoded> {
  const facts = pictureFacts(bytes);
  if (facts === null) return { undrawn: 'kind' };
  if (facts.width * facts.height > most) return { undrawn: 'large' };
  try {
    return { bitmap: await createImageBitmap(new Blob([bytes], { type: facts.type }), options) };
  } catch {
    // The decoder gives no reason; what matters is that the file is not what it says.
    return { undrawn: 'damaged' };
  }
}

/** The picture as it is looked at: turned as its EXIF says. */
export const decodePicture = (bytes: Uint8Array<ArrayBuffer>): Promise<Decoded> =>
  decode(bytes, mostPoints, { imageOrientation: 'from-image' });

/** A small picture, at most `side` pixels wide. */
export const decodeThumbnail = (bytes: Uint8Array<ArrayBuffer>, side: number): Promise<Decoded> =>
  decode(bytes, mostThumbnailPoints, { imageOrientation: 'from-image', resizeWidth: side, resizeQuality: 'medium' });
