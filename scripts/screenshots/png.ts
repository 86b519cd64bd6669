import { Buffer } from 'node:buffer';
import zlib from 'node:zlib';

/** Pixels of a picture, four bytes each: red, green, blue, opacity. */
export type Pixels = { readonly width: number; readonly height: number; readonly bytes: Uint8Array };

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** Takes the filter of a line back. @param step bytes of a pixel */
function unfilter(kind: number, line: Uint8Array, above: Uint8Array, step: number): void {
  for (let i = 0; i < line.length; i += 1) {
    const left = i >= step ? (line[i - step] ?? 0) : 0;
    const up = above[i] ?? 0;
    const corner = i >= step ? (above[i - step] ?? 0) : 0;
    const add = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][kind] ?? 0;
    line[i] = ((line[i] ?? 0) + add) & 0xff;
  }
}

/** Reads a PNG as the window writes it: eight bits, colours with or without opacity, not interlaced. */
export function readPng(file: Buffer): Pixels {
  const [width, height, kind] = [file.readUInt32BE(16), file.readUInt32BE(20), file[25]];
  if (file[24] !== 8 || (kind !== 2 && kind !== 6)) throw new Error('a PNG of another kind');
  const step = kind === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; ) {
    const size = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(file.subarray(at + 8, at + 8 + size));
    at += size + 12;
  }
  const raw = zlib.inflateSync(Buffer.concat(parts));
  const bytes = new Uint8Array(width * height * 4);
  const stride = width * step;
  let above: Uint8Array = new Uint8Array(stride);
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1);
    const line = raw.subarray(start + 1, start + 1 + stride);
    unfilter(raw[start] ?? 0, line, above, step);
    for (let x = 0; x < width; x += 1) {
      for (let c = 0; c < 4; c += 1) bytes[(y * width + x) * 4 + c] = c < step ? (line[x * step + c] ?? 0) : 255;
    }
    above = line;
  }
  return { width, height, bytes };
}

function chunk(kind: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  check.writeUInt32BE(zlib.crc32(body));
  return Buffer.concat([size, body, check]);
}

const keyOf = (r: number, g: number, b: number): number => (r << 16) | (g << 8) | b;

/** The 256 colours that stand most often, and which of them is nearest to each colour of the picture. */
function paletteOf({ bytes }: Pixels): { readonly colours: readonly number[]; readonly nearest: ReadonlyMap<number, number> } {
  const counts = new Map<number, number>();
  for (let i = 0; i < bytes.length; i += 4) {
    const key = keyOf(bytes[i] ?? 0, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const colours = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 256)
    .map(([key]) => key);
  const far = (a: number, b: number): number =>
    ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
  const nearest = new Map<number, number>();
  for (const key of counts.keys()) {
    let best = 0;
    for (let i = 1; i < colours.length; i += 1) if (far(key, colours[i] ?? 0) < far(key, colours[best] ?? 0)) best = i;
    nearest.set(key, best);
  }
  return { colours, nearest };
}

/** Writes a small PNG of at most 256 colours: enough for a window, a third of the bytes. */
export function writeSmallPng(pixels: Pixels): Buffer {
  const { width, height, bytes } = pixels;
  const { colours, nearest } = paletteOf(pixels);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = (y * width + x) * 4;
      lines[y * (width + 1) + 1 + x] = nearest.get(keyOf(bytes[i] ?? 0, bytes[i + 1] ?? 0, bytes[i + 2] ?? 0)) ?? 0;
    }
  }
  const palette = Buffer.from(colours.flatMap((key) => [key >> 16, (key >> 8) & 255, key & 255]));
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', palette),
    chunk('IDAT', zlib.deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
