import { describe, expect, it } from 'vitest';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { hasRussian, readPages } from './read-pages.ts';
import { asBmp, asJpeg, hasRasteriser, letterAccuracy, pagesOfKinds, texts, wordAccuracy } from './test-pages.ts';
import type { Grey } from './test-pages.ts';

const require = createRequire(import.meta.url);
// oxlint-disable-next-line no-explicit-any -- the writer's own types are not needed to make files for tests
const PDFDocument = require('pdfkit') as any;

/** A few lines of a page, so that recognising takes a second. */
const few = (text: string): string => text.split('\n').slice(0, 3).join('\n');
const page = (text: string): Promise<Grey> => pagesOfKinds['150 dpi'](few(text));

/** The upper part of a picture, upside down: how a telephone held the other way keeps it. */
const upsideDown = ({ width, height, data }: Grey): Grey => ({ width, height, data: Buffer.from(data).reverse() });

/** EXIF that says how the picture is to be turned, as cameras of that byte order write it. */
function withOrientation(jpeg: Buffer, orientation: number, little: boolean): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write(little ? 'II' : 'MM', 'latin1');
  const short = (value: number, at: number): number => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at));
  const long = (value: number, at: number): number => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at));
  short(42, 2);
  long(8, 4);
  short(1, 8);
  short(0x0112, 10);
  short(3, 12);
  long(1, 14);
  short(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1, 0, body.length + 2]), body, jpeg.subarray(2)]);
}

/** Two grey pages without compression, in one TIFF. */
function twoPageTiff(first: Grey, second: Grey): Buffer {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])];
  let [at, link] = [8, 4];
  for (const { width, height, data } of [first, second]) {
    const entries = [
      [256, 4, width],
      [257, 4, height],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
      [273, 4, at],
      [277, 3, 1],
      [278, 4, height],
      [279, 4, data.length],
    ] as const;
    const directory = Buffer.alloc(2 + entries.length * 12 + 4);
    directory.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, type, value], i) => {
      directory.writeUInt16LE(tag, 2 + i * 12);
      directory.writeUInt16LE(type, 4 + i * 12);
      directory.writeUInt32LE(1, 6 + i * 12);
      directory.writeUInt32LE(value, 10 + i * 12);
    });
    const place = at + data.length;
    const all = Buffer.concat(parts);
    all.writeUInt32LE(place, link);
    parts.splice(0, parts.length, all, data, directory);
    link = place + directory.length - 4;
    at = place + directory.length;
  }
  return Buffer.concat(parts);
}

function scannedPdf(pictures: readonly Buffer[]): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false });
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
  });
  for (const picture of pictures) doc.addPage().image(picture, 0, 0, { width: 595.28, height: 841.89 });
  doc.end();
  return done;
}

const usual = ['rus', 'kaz', 'eng'];

describe.skipIf(!hasRasteriser)('text of a picture', () => {
  it.each(['rus', 'kaz', 'eng'] as const)('in %s is read with all three models at once, nearly every word', async (lang) => {
    if (lang === 'rus' && !hasRussian) return;
    const [found] = await readPages(asBmp(await page(texts[lang])), usual);
    expect(wordAccuracy(few(texts[lang]), found?.text ?? '')).toBeGreaterThan(0.9);
    expect(found).toMatchObject({ page: 1, by: 'ocr' });
  });

  it('in Russian is read by the Kazakh model where there is no Russian one', async () => {
    const [found] = await readPages(asBmp(await page(texts.rus)), ['kaz']);
    expect(letterAccuracy(few(texts.rus), found?.text ?? '')).toBeGreaterThan(0.95);
  });

  it.each([
    ['little', true],
    ['big', false],
  ])('that EXIF says to turn is read upright, whatever the order of its bytes (%s)', async (_, little) => {
    const turned = withOrientation(asJpeg(upsideDown(await page(texts.eng)), 85), 3, little);
    const [found] = await readPages(turned, ['eng']);
    expect(wordAccuracy(few(texts.eng), found?.text ?? '')).toBeGreaterThan(0.9);
    const first = found?.words.find((word) => word.text === 'Commercial');
    expect(first?.top).toBeLessThan(2_000);
  });

  it('gives each word its place on the page, where it is seen', async () => {
    const [found] = await readPages(asBmp(await page(texts.eng)), ['eng']);
    const word = found?.words.find(({ text }) => text === 'Commercial');
    // 50 of 595 points from the left, 80 of 842 from the top
    expect(word?.left).toBeGreaterThan(800);
    expect(word?.left).toBeLessThan(900);
    expect(word?.top).toBeGreaterThan(940);
    expect(word?.top).toBeLessThan(1_060);
  });

  it('of a TIFF of two pages is read from both', async () => {
    const found = await readPages(twoPageTiff(await page(texts.eng), await page(texts.kaz)), ['eng', 'kaz']);
    expect(found.map((one) => one.page)).toEqual([1, 2]);
    expect(found[0]?.text).toContain('Commercial');
    expect(found[1]?.text).toContain('Жеткізуші');
  });

  it('of a scanned PDF is recognised page by page; a page with a text layer is not', async () => {
    const scan = await scannedPdf([asJpeg(await page(texts.eng), 85)]);
    const found = await readPages(scan, ['eng']);
    expect(found.map((one) => one.by)).toEqual(['ocr']);
    expect(wordAccuracy(few(texts.eng), found[0]?.text ?? '')).toBeGreaterThan(0.9);
    expect(found[0]?.ratio).toBeCloseTo(595.28 / 841.89, 2);
  });
});

describe('a picture that is made to harm', () => {
  const png = (width: number, height: number): Buffer => {
    const head = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const size = Buffer.alloc(8);
    size.writeUInt32BE(width, 0);
    size.writeUInt32BE(height, 4);
    return Buffer.concat([head, size, Buffer.from('0802000000', 'hex'), Buffer.alloc(200)]);
  };

  it.each([
    ['of a million by a million points', png(1_000_000, 1_000_000), 'file_too_large'],
    ['of no points', png(0, 10), 'file_damaged'],
    ['that ends in its header', Buffer.from('89504e470d0a1a0a', 'hex'), 'file_damaged'],
    ['whose points are not there', png(100, 100), 'file_damaged'],
    ['that is an animation', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1'), 'ocr_kind_unsupported'],
    ['that is a program', Buffer.from('MZ\x90\0'), 'ocr_kind_unsupported'],
    ['that is drawn by a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'ocr_kind_unsupported'],
    ['that is nothing', Buffer.alloc(0), 'ocr_kind_unsupported'],
    ['whose pages go round in a ring', Buffer.from('49492a000800000000000800000008000000', 'hex'), 'file_damaged'],
  ])('%s is refused by name', async (_, bytes, code) => {
    await expect(readPages(bytes, ['eng'])).rejects.toMatchObject({ code });
  });

  it.skipIf(!hasRasteriser)('cut off in the middle is refused or read as far as it goes, and ends', async () => {
    const whole = asJpeg(await page(texts.eng), 85);
    const said = await readPages(whole.subarray(0, whole.length / 2), ['eng']).catch((error: { code: string }) => error.code);
    expect(typeof said === 'string' ? said : said.length).toSatisfy((one) => one === 1 || one === 'file_damaged');
  });

  it.skipIf(!hasRasteriser)('is let go of at once when it is cancelled', async () => {
    const abort = new AbortController();
    const bytes = asBmp(await pagesOfKinds['200 dpi'](texts.rus));
    setTimeout(() => abort.abort(), 700);
    const begun = performance.now();
    await expect(readPages(bytes, ['kaz', 'eng'], abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - begun).toBeLessThan(3_000);
  });
});

/** Sockets of the network that a process holds, by the numbers that the system lists. */
function networkSockets(pid: string): readonly string[] {
  const listed = ['tcp', 'tcp6', 'udp', 'udp6', 'raw', 'icmp'].flatMap((kind) => {
    const file = `/proc/${pid}/net/${kind}`;
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n').slice(1) : [];
  });
  const inodes = new Set(listed.map((line) => line.trim().split(/\s+/)[9]));
  return fs.readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    const target = fs.readlinkSync(`/proc/${pid}/fd/${fd}`);
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    return inode !== undefined && inodes.has(inode) ? [target] : [];
  });
}

const childrenOf = (pid: number): readonly string[] =>
  fs
    .readdirSync(`/proc/${pid}/task`)
    .flatMap((task) => fs.readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' '))
    .filter((child) => child !== '');

describe.skipIf(process.platform !== 'linux' || !hasRasteriser)('the process that looks at pages', () => {
  it('opens no socket of the network while it loads models and recognises', async () => {
    const seen: string[] = [];
    let looks = 0;
    const watch = setInterval(() => {
      for (const child of childrenOf(process.pid)) {
        try {
          const isPages = fs.readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('pages-child');
          if (!isPages) continue;
          looks += 1;
          seen.push(...networkSockets(child));
        } catch {
          // it has just ended
        }
      }
    }, 20);
    await readPages(asBmp(await page(texts.eng)), ['eng', 'kaz']);
    clearInterval(watch);
    expect(looks).toBeGreaterThan(5);
    expect(seen).toEqual([]);
  });
});
