import { crc32, deflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { describe, expect, it } from 'vitest';
import { cleanPicture, pictureFactsOf } from '../../backend/evidence/pictures/picture-work.ts';
import { exif, quarters } from './pictures.ts';

const secret = Buffer.from('51.1280 N, 71.4304 E');
const plain = Buffer.from(jpeg.encode(quarters(64, 48), 90).data);
const segment = (marker: number, ...data: Buffer[]): Buffer => {
  const body = Buffer.concat(data);
  return Buffer.concat([Uint8Array.of(0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255), body]);
};
const withSegments = (picture: Buffer, ...segments: Buffer[]): Buffer =>
  Buffer.concat([picture.subarray(0, 2), ...segments, picture.subarray(2)]);

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};
const head = Buffer.from('00000004000000040802000000', 'hex');
const png = (end: Buffer, ...chunks: Buffer[]): Buffer =>
  Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10),
    chunk('IHDR', head),
    ...chunks,
    chunk('IDAT', deflateSync(Buffer.alloc(4 * 13))),
    chunk('IEND', end),
  ]);

const part = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, data, Buffer.alloc(data.length % 2)]);
};
function webp(...parts: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF'), length, body]);
}
const extended = Uint8Array.of(0x0c, 0, 0, 0, 3, 0, 0, 3, 0, 0);
const frame = part('ANMF', Buffer.concat([Buffer.alloc(16), part('VP8 ', Buffer.alloc(20)), part('EXIF', secret)]));

const adobe = Buffer.from('41646f626500640000000001', 'hex');
const hidden: readonly (readonly [string, Buffer])[] = [
  ['behind what Adobe says of the colours', withSegments(plain, segment(0xee, adobe, secret))],
  ['in a colour profile that is none', withSegments(plain, segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01'), secret))],
  ...[0xc8, 0xcc, 0xdc, 0xde, 0xdf].map((marker) => [`under the marker ${marker}`, withSegments(plain, segment(marker, secret))] as const),
  ['in an XMP of several parts', withSegments(plain, segment(0xe1, Buffer.from('http://ns.adobe.com/xmp/extension/\0'), secret))],
  [
    'in the list of pictures behind the end (MPF)',
    Buffer.concat([withSegments(plain, segment(0xe2, Buffer.from('MPF\0'), secret)), plain, secret]),
  ],
  ['in the small picture of a JFIF', withSegments(plain, segment(0xe0, Buffer.from('JFXX\0\x13'), secret))],
  ['in the end of a PNG', png(secret)],
  ['in the name of its palette', png(Buffer.alloc(0), chunk('sPLT', secret))],
  ['in the name of its profile', png(Buffer.alloc(0), chunk('iCCP', Buffer.concat([secret, Buffer.alloc(2), deflateSync(secret)])))],
  ['in a frame of a moving WebP', webp(part('VP8X', Buffer.from(extended)), frame)],
  ['behind the header of a WebP', webp(part('VP8X', Buffer.concat([extended, secret])), part('VP8 ', Buffer.alloc(20)))],
];

describe('what somebody hid in a picture', () => {
  it.each(hidden)('%s is not in its copy', (_, picture) => {
    expect(picture.includes(secret)).toBe(true);
    const copy = cleanPicture(picture);
    expect(copy).not.toBeNull();
    expect(Buffer.from(copy ?? []).includes(secret)).toBe(false);
  });

  it('is gone without harm: the picture under it is the same', () => {
    const copy = cleanPicture(withSegments(plain, segment(0xee, adobe, secret)));
    expect(jpeg.decode(copy ?? Buffer.alloc(0)).width).toBe(64);
    const profile = Buffer.alloc(128);
    profile.write('acsp', 36, 'latin1');
    const kept = cleanPicture(png(Buffer.alloc(0), chunk('iCCP', Buffer.concat([Buffer.from('Name\0\0'), deflateSync(profile)]))));
    expect(Buffer.from(kept ?? []).includes('iCCP')).toBe(true);
    expect(Buffer.from(kept ?? []).includes('Name')).toBe(false);
  });
});

it('a photo of 50 million points that stands on its side keeps its points, and one number that says how it stands', () => {
  const sideways = withSegments(plain, segment(0xe1, Buffer.from('Exif\0\0'), exif({ orientation: 6 })));
  const at = sideways.indexOf(Uint8Array.of(0xff, 0xc0));
  sideways.writeUInt16BE(6120, at + 5);
  sideways.writeUInt16BE(8160, at + 7);
  const copy = cleanPicture(sideways);
  expect(pictureFactsOf(copy ?? Buffer.alloc(0))).toEqual({ orientation: 6 });
  sideways.writeUInt16BE(65_500, at + 5);
  sideways.writeUInt16BE(65_500, at + 7);
  expect(cleanPicture(sideways)).toBeNull();
});
