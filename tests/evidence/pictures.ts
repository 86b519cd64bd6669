import { crc32, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';

/** Colours of the four corners of the test picture, as rows of pixels: red, green / blue, white. */
export const corners = { topLeft: [255, 0, 0], topRight: [0, 255, 0], bottomLeft: [0, 0, 255], bottomRight: [255, 255, 255] } as const;

/** A picture of four quarters. @param width, height multiples of 16, so that the quarters do not bleed into each other */
export function quarters(width: number, height: number): { width: number; height: number; data: Buffer } {
  const data = Buffer.alloc(width * height * 4, 255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [row, column] = [y < height / 2 ? 'top' : 'bottom', x < width / 2 ? 'Left' : 'Right'] as const;
      data.set(corners[`${row}${column}`], (y * width + x) * 4);
    }
  return { width, height, data };
}

const ascii = (text: string): Buffer => Buffer.from(`${text}\0`, 'latin1');
type Entry = { readonly tag: number; readonly type: 2 | 3 | 4 | 5; readonly value: Buffer | number };

/** A directory of TIFF (big end first) with what it points to. @param at where it stands */
function directory(entries: readonly Entry[], at: number): Buffer {
  const head = Buffer.alloc(2 + entries.length * 12 + 4);
  head.writeUInt16BE(entries.length, 0);
  const far: Buffer[] = [];
  let next = at + head.length;
  entries.forEach(({ tag, type, value }, i) => {
    const from = 2 + i * 12;
    head.writeUInt16BE(tag, from);
    head.writeUInt16BE(type, from + 2);
    if (typeof value === 'number') {
      head.writeUInt32BE(1, from + 4);
      if (type === 3) head.writeUInt16BE(value, from + 8);
      else head.writeUInt32BE(value, from + 8);
      return;
    }
    head.writeUInt32BE(type === 5 ? value.length / 8 : value.length, from + 4);
    if (value.length <= 4) return void value.copy(head, from + 8);
    head.writeUInt32BE(next, from + 8);
    far.push(value);
    next += value.length;
  });
  return Buffer.concat([head, ...far]);
}

/** Degrees, minutes, seconds. */
const degrees = (...parts: number[]): Buffer => {
  const out = Buffer.alloc(parts.length * 8);
  parts.forEach((part, i) => {
    out.writeUInt32BE(part, i * 8);
    out.writeUInt32BE(1, i * 8 + 4);
  });
  return out;
};

export type ExifOf = { readonly orientation?: number; readonly takenAt?: string; readonly offset?: string };

/** EXIF as a phone writes it: maker, model, orientation, time, place. */
export function exif({ orientation = 1, takenAt = '2026:03:05 10:11:12', offset }: ExifOf): Buffer {
  const first = (exifAt: number, gpsAt: number): Entry[] => [
    { tag: 0x010f, type: 2, value: ascii('Assay Test') },
    { tag: 0x0110, type: 2, value: ascii('Phone 9') },
    { tag: 0x0112, type: 3, value: orientation },
    { tag: 0x8769, type: 4, value: exifAt },
    { tag: 0x8825, type: 4, value: gpsAt },
  ];
  const start = 8;
  const length = directory(first(0, 0), start).length;
  const times: Entry[] = [
    { tag: 0x9003, type: 2, value: ascii(takenAt) },
    ...(offset === undefined ? [] : [{ tag: 0x9011, type: 2 as const, value: ascii(offset) }]),
  ];
  const second = directory(times, start + length);
  const gpsAt = start + length + second.length;
  const place: Entry[] = [
    { tag: 1, type: 2, value: ascii('N') },
    { tag: 2, type: 5, value: degrees(43, 15, 0) },
    { tag: 3, type: 2, value: ascii('E') },
    { tag: 4, type: 5, value: degrees(76, 57, 0) },
  ];
  const tiff = Buffer.from([0x4d, 0x4d, 0, 0x2a, 0, 0, 0, start]);
  return Buffer.concat([tiff, directory(first(start + length, gpsAt), start), second, directory(place, gpsAt)]);
}

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

export const secret = 'Склад на Рыскулова 57';
/** A profile is known by the letters in its header. */
export const iccProfile = Buffer.concat([
  Buffer.from('ICC_PROFILE\0\u0001\u0001', 'latin1'),
  Buffer.alloc(36, 7),
  Buffer.from('acsp'),
  Buffer.alloc(40, 7),
]);

/** A JPEG of four quarters with everything that a camera and its owner may have left in it. */
export function jpegWith(of: ExifOf & { readonly width?: number; readonly height?: number }): Buffer {
  const plain = jpeg.encode(quarters(of.width ?? 64, of.height ?? 32), 95).data;
  const xmp = Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/">${secret}</x:xmpmeta>`, 'utf8');
  const iptc = Buffer.concat([Buffer.from('Photoshop 3.0\u00008BIM\u0004\u0004\0\0', 'latin1'), Buffer.from(secret, 'utf8')]);
  return Buffer.concat([
    plain.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(of)])),
    segment(0xe1, xmp),
    segment(0xe2, iccProfile),
    segment(0xe2, Buffer.from(`MPF\0${secret}`, 'utf8')),
    segment(0xed, iptc),
    segment(0xfe, Buffer.from(secret, 'utf8')),
    plain.subarray(2),
    // a film or a second picture behind the end
    Buffer.from(`\xff\xd8trailer ${secret}`, 'utf8'),
  ]);
}

const chunk = (type: string, body: Buffer): Buffer => {
  const whole = Buffer.alloc(12 + body.length);
  whole.writeUInt32BE(body.length, 0);
  whole.write(type, 4, 'latin1');
  body.copy(whole, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + body.length)), 8 + body.length);
  return whole;
};

/** A PNG of 2 × 2 pixels with texts, a time and EXIF. */
export function pngWith(): Buffer {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
  const pixels = Buffer.from([0, 255, 0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 255]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from(`Comment\0${secret}`, 'utf8')),
    chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${secret}`, 'utf8')),
    chunk('eXIf', exif({})),
    chunk('tIME', Buffer.from([7, 234, 3, 5, 10, 11, 12])),
    chunk('IDAT', deflateSync(pixels)),
    chunk('prVt', Buffer.from(secret, 'utf8')),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from(`behind ${secret}`, 'utf8'),
  ]);
}

const riff = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.write(type, 0, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
};

/** A WebP (extended form) with EXIF and XMP. The picture data is no picture: nothing looks into it. */
export function webpWith(): Buffer {
  const flags = Buffer.from([0x0c, 0, 0, 0, 1, 0, 0, 1, 0, 0]);
  const body = Buffer.concat([
    riff('VP8X', flags),
    riff('VP8L', Buffer.from([0x2f, 1, 2, 3, 4])),
    riff('EXIF', exif({})),
    riff('XMP ', Buffer.from(secret, 'utf8')),
  ]);
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  head.writeUInt32LE(body.length + 4, 4);
  return Buffer.concat([head, body]);
}
