import { joined } from '../../importers/reading/pdf/page-words.ts';
import type { PdfJs, PdfJsPage, PdfObjects } from '../../importers/reading/pdf/pdfjs.ts';
import { ocrLimits } from './limits.ts';

/** A grey picture of a page, a byte per point, and how many points an inch has. */
export type PagePicture = { readonly width: number; readonly height: number; readonly grey: Uint8Array; readonly dpi: number };

/** A picture that stands on a page. @property place maps its unit square (the first row above) to the upright page in points from above */
type Placement = {
  readonly place: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly read: () => Promise<unknown>;
};

type Sampled = { readonly width: number; readonly height: number; readonly at: (x: number, y: number) => number | null };

const pointsAnInch = 72;

const byId = (page: PdfJsPage, id: string): Promise<unknown> => {
  const objects: PdfObjects = id.startsWith('g_') ? page.commonObjs : page.objs;
  return new Promise((resolve) => objects.get(id, resolve));
};

type Named = { readonly width: number; readonly height: number; readonly read: () => Promise<unknown> };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** What an operator paints: an object by name, with its size beside it, or the picture itself. */
function namedBy(page: PdfJsPage, args: readonly unknown[]): Named | null {
  const [first, second, third] = args;
  if (typeof first === 'string')
    return typeof second === 'number' && typeof third === 'number' ? { width: second, height: third, read: () => byId(page, first) } : null;
  if (!isRecord(first) || typeof first['width'] !== 'number' || typeof first['height'] !== 'number') return null;
  const { data } = first;
  const size = { width: first['width'], height: first['height'] };
  return { ...size, read: () => (typeof data === 'string' ? byId(page, data) : Promise.resolve(first)) };
}

const mostPlacements = 2_000;

/** Pictures of a page with their places, as its operators put them. */
export async function placementsOf(page: PdfJsPage, pdfjs: PdfJs): Promise<readonly Placement[]> {
  const { OPS } = pdfjs;
  const painting = new Set([OPS['paintImageXObject'], OPS['paintInlineImageXObject'], OPS['paintImageMaskXObject']]);
  const { fnArray, argsArray } = await page.getOperatorList();
  const view = page.getViewport({ scale: 1 }).transform;
  const found: Placement[] = [];
  const kept: (readonly number[])[] = [];
  let place = view;
  for (let i = 0; i < fnArray.length && found.length < mostPlacements; i += 1) {
    const [op, args] = [fnArray[i], argsArray[i] ?? []];
    if (op === OPS['save'] || op === OPS['paintFormXObjectBegin']) kept.push(place);
    if (op === OPS['restore'] || op === OPS['paintFormXObjectEnd']) place = kept.pop() ?? view;
    if (op === OPS['transform']) place = joined(place, args as readonly number[]);
    if (op === OPS['paintFormXObjectBegin'] && Array.isArray(args[0])) place = joined(place, args[0] as readonly number[]);
    if (op === undefined || !painting.has(op)) continue;
    const named = namedBy(page, args);
    if (named !== null && named.width > 0 && named.height > 0) found.push({ ...named, place });
  }
  return found;
}

const areaOf = ({ place: [a = 0, b = 0, c = 0, d = 0] }: Placement): number => Math.abs(a * d - b * c);

/** How much of the page its largest picture covers, 0 to 1 and more. */
export function coveredBy(placements: readonly Placement[], size: { readonly width: number; readonly height: number }): number {
  return Math.max(0, ...placements.map(areaOf)) / (size.width * size.height);
}

const kinds = { bits: 1, rgb: 2, rgba: 3 } as const;

/** Grey by what an eye sees of a colour. */
const greyOf = (data: Uint8Array, at: number): number => ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 151 + (data[at + 2] ?? 0) * 28) >> 8;

const isBytes = (value: unknown): value is Uint8Array => ArrayBuffer.isView(value) && 'length' in value;

/** A decoded picture as something that is asked point by point. Of a mask only the ink counts. */
function sampled(decoded: unknown): Sampled | null {
  if (!isRecord(decoded) || !isBytes(decoded['data'])) return null;
  const { data, kind, width, height } = decoded as { data: Uint8Array; kind?: unknown; width: unknown; height: unknown };
  if (typeof width !== 'number' || typeof height !== 'number') return null;
  const rowBytes = (width + 7) >> 3;
  const bit = (x: number, y: number): number => ((data[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
  if (kind === kinds.rgb) return { width, height, at: (x, y) => greyOf(data, (y * width + x) * 3) };
  if (kind === kinds.rgba) {
    return { width, height, at: (x, y) => ((data[(y * width + x) * 4 + 3] ?? 0) < 128 ? null : greyOf(data, (y * width + x) * 4)) };
  }
  if (kind === kinds.bits) return { width, height, at: (x, y) => bit(x, y) * 255 };
  return { width, height, at: (x, y) => (bit(x, y) === 0 ? 0 : null) };
}

type Raster = { readonly width: number; readonly height: number; readonly grey: Uint8Array; readonly scale: number };

/** Paints a picture on the raster, in whatever way it is turned, mirrored or stretched. */
function paint(raster: Raster, picture: Sampled, place: readonly number[]): void {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = place.map((n) => n * raster.scale);
  const determinant = a * d - b * c;
  if (determinant === 0) return;
  const [xs, ys] = [
    [e, e + a, e + c, e + a + c],
    [f, f + b, f + d, f + b + d],
  ];
  const [fromX, toX] = [Math.max(0, Math.floor(Math.min(...xs))), Math.min(raster.width, Math.ceil(Math.max(...xs)))];
  const [fromY, toY] = [Math.max(0, Math.floor(Math.min(...ys))), Math.min(raster.height, Math.ceil(Math.max(...ys)))];
  for (let y = fromY; y < toY; y += 1) {
    for (let x = fromX; x < toX; x += 1) {
      const [dx, dy] = [x + 0.5 - e, y + 0.5 - f];
      const u = (dx * d - dy * c) / determinant;
      const v = 1 - (dy * a - dx * b) / determinant;
      if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
      const seen = picture.at(Math.floor(u * picture.width), Math.floor(v * picture.height));
      if (seen !== null) raster.grey[y * raster.width + x] = seen;
    }
  }
}

const [leastDpi, mostDpi] = [72, 600];

/** Points per point of the page at which its largest picture is neither made smaller nor larger. */
function scaleOf(placements: readonly Placement[], size: { readonly width: number; readonly height: number }): number {
  const largest = placements.toSorted((p, q) => areaOf(q) - areaOf(p))[0];
  const [a = 1, b = 0, c = 0, d = 1] = largest?.place ?? [];
  const own = Math.max((largest?.width ?? 1) / Math.hypot(a, b), (largest?.height ?? 1) / Math.hypot(c, d));
  const most = Math.sqrt(ocrLimits.points / (size.width * size.height));
  return Math.min(Math.max(own, leastDpi / pointsAnInch), mostDpi / pointsAnInch, most);
}

/** The page as its pictures make it: a scan in one piece, in strips, or paper and ink apart. */
export async function composePage(page: PdfJsPage, placements: readonly Placement[]): Promise<PagePicture> {
  const size = page.getViewport({ scale: 1 });
  const scale = scaleOf(placements, size);
  const [width, height] = [Math.max(1, Math.round(size.width * scale)), Math.max(1, Math.round(size.height * scale))];
  const raster: Raster = { width, height, scale, grey: new Uint8Array(width * height).fill(255) };
  for (const placement of placements) {
    const picture = sampled(await placement.read());
    if (picture !== null) paint(raster, picture, placement.place);
  }
  return { width, height, grey: raster.grey, dpi: Math.round(scale * pointsAnInch) };
}

/** As a portable greymap, the plainest form that the recogniser reads. */
export const greymap = ({ width, height, grey }: PagePicture): Buffer =>
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), grey]);
