import { createHash, randomBytes } from 'node:crypto';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import ExifReader from 'exifreader';
import * as fc from 'fast-check';
import jpeg from 'jpeg-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanJpeg, jpegSegments } from '../../backend/evidence/pictures/jpeg-segments.ts';
import { pictureFlags, openPictures } from '../../backend/evidence/pictures/picture-process.ts';
import { cleanPicture, pictureFactsOf } from '../../backend/evidence/pictures/picture-work.ts';
import { cleanPng } from '../../backend/evidence/pictures/png-chunks.ts';
import { turnPixels } from '../../backend/evidence/pictures/turn-jpeg.ts';
import { cleanWebp } from '../../backend/evidence/pictures/webp-chunks.ts';
import { temporaryFolder } from '../vault/helpers.ts';
import { evidenceDesk, refused } from './evidence-desk.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import { corners, iccProfile, jpegWith, pngWith, quarters, secret, webpWith } from './pictures.ts';

const holds = (bytes: Uint8Array, text: string): boolean => Buffer.from(bytes).includes(Buffer.from(text, 'utf8'));
const told = (bytes: Uint8Array): string[] =>
  Object.keys(ExifReader.load(Buffer.from(bytes), { expanded: true })).filter((group) => ['exif', 'iptc', 'xmp', 'gps'].includes(group));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Colour in the middle of each quarter, rounded to what it was before the JPEG. */
function quartersOf(bytes: Uint8Array): Record<string, number[]> & { size: number[] } {
  const { width, height, data } = jpeg.decode(Buffer.from(bytes), { useTArray: true });
  const at = (x: number, y: number): number[] => {
    const from = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
    return [...data.subarray(from, from + 3)].map((v) => (v > 127 ? 255 : 0));
  };
  return {
    size: [width, height],
    topLeft: at(0.25, 0.25),
    topRight: at(0.75, 0.25),
    bottomLeft: at(0.25, 0.75),
    bottomRight: at(0.75, 0.75),
  };
}

describe('what a picture says of itself', () => {
  it.each([
    [{}, '2026-03-05T10:11:12'],
    [{ offset: '+05:00' }, '2026-03-05T10:11:12+05:00'],
    [{ takenAt: '0000:00:00 00:00:00' }, undefined],
  ])('time and device out of EXIF %j', (of, takenAt) => {
    expect(pictureFactsOf(jpegWith(of))).toEqual({
      ...(takenAt === undefined ? {} : { takenAt }),
      device: 'Assay Test Phone 9',
      orientation: 1,
    });
  });

  it('nothing, where there is no EXIF, or none that can be read', () => {
    for (const bytes of [randomBytes(500), Buffer.alloc(0), jpeg.encode(quarters(16, 16), 80).data])
      expect(pictureFactsOf(bytes)).toEqual({ orientation: 1 });
  });
});

describe('a copy without metadata', () => {
  it('of a JPEG has the same picture data and no word of its owner; the colour profile stays', () => {
    const original = jpegWith({});
    expect([told(original).sort(), holds(original, secret)]).toEqual([['exif', 'gps', 'iptc', 'xmp'], true]);
    const copy = cleanPicture(original) ?? new Uint8Array();
    expect([told(copy), holds(copy, secret), holds(copy, 'Phone 9')]).toEqual([[], false, false]);
    expect(Buffer.from(copy).includes(iccProfile)).toBe(true);
    expect(jpeg.decode(Buffer.from(copy)).data.equals(jpeg.decode(original).data)).toBe(true);
    expect(Buffer.from(copy.subarray(-2))).toEqual(Buffer.from([0xff, 0xd9]));
  });

  it.each([
    [1, ['topLeft', 'topRight', 'bottomLeft', 'bottomRight']],
    [2, ['topRight', 'topLeft', 'bottomRight', 'bottomLeft']],
    [3, ['bottomRight', 'bottomLeft', 'topRight', 'topLeft']],
    [4, ['bottomLeft', 'bottomRight', 'topLeft', 'topRight']],
    [5, ['topLeft', 'bottomLeft', 'topRight', 'bottomRight']],
    [6, ['bottomLeft', 'topLeft', 'bottomRight', 'topRight']],
    [7, ['bottomRight', 'topRight', 'bottomLeft', 'topLeft']],
    [8, ['topRight', 'bottomRight', 'topLeft', 'bottomLeft']],
  ] as const)('a JPEG that its EXIF shows by orientation %i is upright in the copy', (orientation, [a, b, c, d]) => {
    const copy = cleanPicture(jpegWith({ orientation, width: 64, height: 32 })) ?? new Uint8Array();
    expect(told(copy)).toEqual([]);
    expect(Buffer.from(copy).includes(iccProfile)).toBe(true);
    expect(quartersOf(copy)).toEqual({
      size: orientation >= 5 ? [32, 64] : [64, 32],
      topLeft: [...corners[a]],
      topRight: [...corners[b]],
      bottomLeft: [...corners[c]],
      bottomRight: [...corners[d]],
    });
  });

  it('turning four times by a quarter gives the picture back, whatever its sides', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), (width, height) => {
        const picture = { width, height, data: new Uint8Array(randomBytes(width * height * 4)) };
        let turned: Parameters<typeof turnPixels>[0] = picture;
        for (let i = 0; i < 4; i += 1) turned = turnPixels(turned, 6);
        expect([turned.width, turned.height, Buffer.from(turned.data).equals(Buffer.from(picture.data))]).toEqual([width, height, true]);
        expect(turnPixels(turnPixels(picture, 6), 8)).toEqual(picture);
      }),
    );
  });

  it('of a PNG keeps the chunks that make the picture', () => {
    const copy = Buffer.from(cleanPng(pngWith()) ?? []);
    expect([told(copy), holds(copy, secret), copy.includes('tIME'), copy.includes('prVt')]).toEqual([[], false, false, false]);
    expect(copy.includes('IDAT')).toBe(true);
    expect(copy.subarray(-8, -4).toString('latin1')).toBe('IEND');
    expect(Buffer.from(cleanPng(copy) ?? []).equals(copy)).toBe(true);
  });

  it('of a WebP keeps the picture and promises nothing that is not there', () => {
    const copy = Buffer.from(cleanWebp(webpWith()) ?? []);
    expect([holds(copy, secret), copy.includes('EXIF'), copy.readUInt32LE(4)]).toEqual([false, false, copy.length - 8]);
    expect((copy[20] ?? 0) & 0x0c).toBe(0);
  });

  it('of anything else, and of damaged pictures, there is none', () => {
    expect(cleanPicture(Buffer.from('GIF89a'))).toBeNull();
    const png = pngWith();
    png[20] = (png[20] ?? 0) ^ 1;
    expect(cleanPng(png)).toBeNull();
    expect(cleanJpeg(jpegWith({}).subarray(0, 300))).toBeNull();
    expect(cleanWebp(webpWith().subarray(0, 40))).toBeNull();
  });

  it('is made of pictures that were cut or changed anywhere, or refused; made twice it is the same', () => {
    const pictures = [jpegWith({}), pngWith(), webpWith()];
    const change = fc.record({ which: fc.nat(2), at: fc.nat(100_000), byte: fc.nat(255), cut: fc.nat(3) });
    fc.assert(
      fc.property(change, ({ which, at, byte, cut }) => {
        const bytes = Buffer.from(pictures[which] ?? []);
        bytes[at % bytes.length] = byte;
        const given = cut === 0 ? bytes.subarray(0, at % bytes.length) : bytes;
        const clean = [cleanJpeg, cleanPng, cleanWebp][which] ?? cleanPng;
        const copy = clean(given);
        if (copy === null) return;
        expect(copy.length).toBeLessThanOrEqual(given.length + 18);
        expect(Buffer.from(clean(copy) ?? []).equals(Buffer.from(copy))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the process that looks into pictures', () => {
  it('may read no file but its own program, write nothing and start nothing', () => {
    const file = path.join(temporaryFolder(), 'secret');
    fs.writeFileSync(file, 'x');
    const script = `
      const tries = [];
      const attempt = async (name, run) => { try { await run(); tries.push(name); } catch {} };
      const fs = await import('node:fs');
      await attempt('read', () => fs.readFileSync(${JSON.stringify(file)}));
      await attempt('write', () => fs.writeFileSync(${JSON.stringify(`${file}.2`)}, 'x'));
      await attempt('start', async () => (await import('node:child_process')).execFileSync('true'));
      process.stdout.write(JSON.stringify(tries));`;
    const ran = spawnSync(process.execPath, [...pictureFlags(), '--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(ran.stdout).toBe('[]');
  });

  it('answers one question after the other, and goes on after a picture that it cannot do', async () => {
    const pictures = openPictures();
    try {
      const original = jpegWith({ orientation: 6 });
      expect(await pictures.facts(original)).toEqual({ takenAt: '2026-03-05T10:11:12', device: 'Assay Test Phone 9' });
      expect(await pictures.clean(randomBytes(100_000))).toBeNull();
      expect(await pictures.facts(Buffer.alloc(0))).toEqual({});
      const copy = await pictures.clean(original);
      expect(quartersOf(copy ?? Buffer.alloc(0)).size).toEqual([32, 64]);
    } finally {
      pictures.end();
    }
  });

  it('a picture that claims to be enormous is refused within its memory', async () => {
    const original = Buffer.from(jpegWith({ orientation: 6 }));
    const frame = jpegSegments(original)?.find(({ marker }) => marker === 0xc0);
    original.writeUInt16BE(65_000, (frame?.from ?? 0) + 5);
    original.writeUInt16BE(65_000, (frame?.from ?? 0) + 7);
    const pictures = openPictures();
    expect(await pictures.clean(original)).toBeNull();
    pictures.end();
  });

  it('leaves no process behind', async () => {
    const pictures = openPictures();
    await pictures.facts(jpegWith({}));
    pictures.end();
    await new Promise((resolve) => setTimeout(resolve, 200));
    const running = execFileSync('ps', ['-o', 'ppid=,args=', '-A'], { encoding: 'utf8' });
    const mine = running.split('\n').filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes('picture-child'));
    expect(mine).toEqual([]);
  });
});

describe('pictures as evidence', () => {
  let at: EvidenceDesk;
  const original = jpegWith({ orientation: 6, offset: '+05:00' });
  let evidenceId = '';
  beforeAll(async () => {
    at = await evidenceDesk();
    const policy = { told: true, 'subject-only': true, 'no-people': true };
    const meta = { clockOffset: '+73', policy };
    const { added } = await at.call('evidence.add', { caseId: at.caseId, paths: [at.bytes('IMG_1.jpg', original)], origin: 'phone', meta });
    evidenceId = added[0]?.evidenceId ?? '';
  });
  afterAll(() => at.leave());
  const save = (to: string, asItIs: boolean) => at.call('evidence.save', { caseId: at.caseId, evidenceId, to, original: asItIs });

  it('the original with its EXIF is what is kept; time and device stand beside it', async () => {
    const { item } = await at.call('evidence.get', { caseId: at.caseId, evidenceId });
    expect(item).toMatchObject({
      sha256: sha256(original),
      takenAt: '2026-03-05T10:11:12+05:00',
      device: 'Assay Test Phone 9',
      kind: 'image',
    });
  });

  it('what a person said of the time stands before what the picture says', async () => {
    const file = at.bytes('IMG_2.jpg', jpegWith({ takenAt: '2020:01:01 00:00:00' }));
    const meta = { takenAt: '2026-03-06T08:00' };
    const { added } = await at.call('evidence.add', { caseId: at.caseId, paths: [file], origin: 'scan', meta });
    const { item } = await at.call('evidence.get', { caseId: at.caseId, evidenceId: added[0]?.evidenceId ?? '' });
    expect(item.takenAt).toBe('2026-03-06T08:00');
  });

  it('a copy that leaves carries no EXIF and is upright; the original leaves only when it is asked for; both are recorded', async () => {
    const clean = path.join(at.dir, 'out.jpg');
    const saved = await save(clean, false);
    const written = fs.readFileSync(clean);
    expect(saved).toEqual({ sha256: sha256(written), bytes: written.length, metadata: 'removed' });
    expect([told(written), quartersOf(written).size]).toEqual([[], [32, 64]]);
    const whole = path.join(at.dir, 'original.jpg');
    expect(await save(whole, true)).toEqual({ sha256: sha256(original), bytes: original.length, metadata: 'kept' });
    expect(fs.readFileSync(whole).equals(original)).toBe(true);
    const { custody } = await at.call('evidence.get', { caseId: at.caseId, evidenceId });
    expect(custody.filter((step) => step.key === 'saved').map((step) => [step.note, step.sha256])).toEqual([
      ['out.jpg', sha256(written)],
      ['original.jpg', sha256(original)],
    ]);
  });

  it('a place that cannot be written is refused by name, leaves nothing and records nothing', async () => {
    const before = await at.operations();
    expect(await refused(() => save(path.join(at.dir, 'no', 'such', 'x.jpg'), false))).toMatchObject({
      code: 'file_unwritable',
      at: 'x.jpg',
    });
    expect(await refused(() => save(at.dir, true))).toMatchObject({ code: 'file_exists' });
    expect(await at.operations()).toBe(before);
    expect(fs.readdirSync(at.dir).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('a damaged picture is saved as it is or not at all', async () => {
    const file = at.bytes('broken.jpg', original.subarray(0, original.length / 2));
    const { added } = await at.call('evidence.add', { caseId: at.caseId, paths: [file], origin: 'file', meta: {} });
    const of = { caseId: at.caseId, evidenceId: added[0]?.evidenceId ?? '' };
    const to = path.join(at.dir, 'b.jpg');
    expect(await refused(() => at.call('evidence.save', { ...of, to, original: false }))).toMatchObject({ code: 'picture_unreadable' });
    expect(fs.existsSync(to)).toBe(false);
    expect(await at.call('evidence.save', { ...of, to, original: true })).toMatchObject({ metadata: 'kept' });
  });

  it('other files leave as they are, and it is said', async () => {
    const letter = Buffer.from('%PDF-1.7 a letter');
    const { added } = await at.call('evidence.add', { caseId: at.caseId, paths: [at.bytes('a.pdf', letter)], origin: 'file', meta: {} });
    const of = { caseId: at.caseId, evidenceId: added[0]?.evidenceId ?? '', to: path.join(at.dir, 'a2.pdf') };
    expect(await at.call('evidence.save', { ...of, original: false })).toMatchObject({ metadata: 'kept', sha256: sha256(letter) });
  });
});
