import jpeg from 'jpeg-js';
import { colourProfile } from './jpeg-segments.ts';

/** What EXIF's orientation asks: which pixel of the stored picture stands at (x, y) of the shown one. @source CIPA DC-008, tag 0x0112 */
type Turn = (x: number, y: number, size: { readonly width: number; readonly height: number }) => readonly [number, number];

const turns: Readonly<Record<number, Turn>> = {
  2: (x, y, { width }) => [width - 1 - x, y],
  3: (x, y, { width, height }) => [width - 1 - x, height - 1 - y],
  4: (x, y, { height }) => [x, height - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, { height }) => [y, height - 1 - x],
  7: (x, y, { width, height }) => [width - 1 - y, height - 1 - x],
  8: (x, y, { width }) => [width - 1 - y, x],
};

/** The sides change places. */
const isSideways = (orientation: number): boolean => orientation >= 5;

/** No camera's picture is larger; a file that says so was made to fill the memory. */
const limits = { maxResolutionInMP: 120, maxMemoryUsageInMB: 1536 };
const quality = 92;

export const needsTurn = (orientation: number): boolean => turns[orientation] !== undefined;

/** Pixels of four bytes each, moved to where they are shown. */
export function turnPixels(
  picture: { readonly width: number; readonly height: number; readonly data: Uint8Array },
  orientation: number,
): { width: number; height: number; data: Uint8Array } {
  const turn = turns[orientation];
  const [width, height] = isSideways(orientation) ? [picture.height, picture.width] : [picture.width, picture.height];
  const from = new Uint32Array(picture.data.buffer, picture.data.byteOffset, picture.width * picture.height);
  const to = new Uint32Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [fromX, fromY] = turn === undefined ? [x, y] : turn(x, y, picture);
      to[y * width + x] = from[fromY * picture.width + fromX] ?? 0;
    }
  return { width, height, data: new Uint8Array(to.buffer) };
}

/**
 * A JPEG turned as its EXIF asks, so that a copy without EXIF is shown upright; its colour profile is carried over.
 * @throws Error of the decoder for a form that it does not know
 */
export function turnJpeg(bytes: Uint8Array, orientation: number): Uint8Array {
  const picture = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: true, ...limits });
  // a typed array of four bytes a pixel may lie anywhere in its buffer
  const data = picture.data.byteOffset % 4 === 0 ? picture.data : Uint8Array.from(picture.data);
  const turned = turnPixels({ width: picture.width, height: picture.height, data }, orientation);
  const encoded = jpeg.encode({ ...turned, data: Buffer.from(turned.data.buffer) }, quality).data;
  return Buffer.concat([encoded.subarray(0, 2), ...colourProfile(bytes), encoded.subarray(2)]);
}
