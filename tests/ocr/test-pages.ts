import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
// oxlint-disable-next-line no-explicit-any -- the writer's own types are not needed to make files for tests
const PDFDocument = require('pdfkit') as any;
const fonts = path.resolve(import.meta.dirname, '../../assets/fonts');

/** A page as a customs file has them, in the words of the trade. */
export const texts = {
  rus: `Счёт-фактура № 1045 от 12 марта 2025 года
Поставщик: общество с ограниченной ответственностью «Торговый дом Восток»
Покупатель: товарищество с ограниченной ответственностью «Арман Трейд»
Наименование товара: наушники беспроводные, артикул АБ-2217, страна происхождения Китай
Количество 1250 штук, цена 18,40 доллара США, стоимость 23 000,00
Условия поставки: перевозка оплачена до Алматы, договор № 15/25 от 10 января 2025 года
Таможенная стоимость определена по методу сделки с ввозимыми товарами
Лицензионные платежи за использование товарного знака в цену не включены
Расчёты произведены полностью платёжным поручением № 774 через банк покупателя
Главный бухгалтер подтверждает правильность сведений, указанных в настоящем документе`,
  kaz: `Шот-фактура № 1045, 2025 жылғы 12 наурыз
Жеткізуші: «Шығыс сауда үйі» жауапкершілігі шектеулі серіктестігі
Сатып алушы: «Арман Трейд» жауапкершілігі шектеулі серіктестігі
Тауардың атауы: сымсыз құлаққаптар, шыққан елі Қытай, өндіруші зауыт
Саны 1250 дана, бағасы 18,40 доллар, құны 23 000,00
Жеткізу шарттары: тасымалдау Алматыға дейін төленген, келісімшарт № 15/25
Кедендік құн әкелінетін тауарлармен жасалған мәміле әдісі бойынша айқындалды
Тауар белгісін пайдаланғаны үшін лицензиялық төлемдер бағаға қосылмаған
Есеп айырысу сатып алушының банкі арқылы толық жүргізілді
Бас бухгалтер осы құжатта көрсетілген мәліметтердің дұрыстығын растайды`,
  eng: `Commercial invoice No. 1045 dated 12 March 2025
Seller: Oriental Trading House Limited, Guangzhou, China
Buyer: Arman Trade LLP, Almaty, Republic of Kazakhstan
Description of goods: wireless headphones, article AB-2217, country of origin China
Quantity 1250 pieces, unit price 18.40 USD, amount 23 000.00
Terms of delivery: carriage paid to Almaty, contract No. 15/25 of 10 January 2025
The customs value was determined by the transaction value method
Royalties for the use of the trade mark are not included in the price
Payment was made in full by bank transfer through the bank of the buyer
The chief accountant confirms that the particulars given above are correct`,
} as const;
export type PageLang = keyof typeof texts;

export type Grey = { readonly width: number; readonly height: number; readonly data: Buffer };

/** A sheet of that text, as a PDF. @param turn degrees by which it lies aslant */
function sheet(text: string, turn: number, size: number): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', margin: 50 });
  doc.registerFont('text', path.join(fonts, 'NotoSans-Regular.ttf'));
  const parts: Buffer[] = [];
  const done = new Promise<Buffer>((resolve) => {
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
  });
  if (turn !== 0) doc.rotate(turn, { origin: [297, 421] });
  doc.font('text').fontSize(size).text(text, 50, 80, { width: 490, lineGap: 4 });
  doc.end();
  return done;
}

export const hasRasteriser = spawnSync('pdftoppm', ['-v']).error === undefined;

/** A page of a PDF as a grey picture. @throws when pdftoppm is missing */
export function raster(pdf: Buffer, dpi: number, page = 1): Grey {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-ocr-'));
  try {
    const file = path.join(dir, 'page.pdf');
    fs.writeFileSync(file, pdf);
    const made = spawnSync('pdftoppm', ['-r', String(dpi), '-gray', '-f', String(page), '-l', String(page), file], { maxBuffer: 2 ** 28 });
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(made.stdout.subarray(0, 64).toString('latin1'));
    if (head === null) throw new Error('pdftoppm made no picture');
    return { width: Number(head[1]), height: Number(head[2]), data: made.stdout.subarray(head[0].length) };
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** Repeatable chance. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Grain, specks and a grey ground, as a copier and a poor scanner make them. */
export function noisy({ width, height, data }: Grey): Grey {
  const next = chance(7);
  const worse = Buffer.from(data.map((value) => Math.min(255, Math.max(0, value * 0.82 + 20 + (next() - 0.5) * 70))));
  for (let i = 0; i < (width * height) / 900; i += 1) worse[Math.floor(next() * worse.length)] = 40;
  return { width, height, data: worse };
}

/** As a telephone sees a page on a table: from an angle, one side in shadow, a little unsharp. */
export function photographed(page: Grey): Grey {
  const next = chance(11);
  const [width, height] = [Math.round(page.width * 1.12), Math.round(page.height * 1.1)];
  const data = Buffer.alloc(width * height);
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= page.width || y >= page.height ? 96 : (page.data[y * page.width + x] ?? 96);
  for (let y = 0; y < height; y += 1) {
    const lean = 1 + 0.05 * (y / height);
    for (let x = 0; x < width; x += 1) {
      const sx = (x - width * 0.05) / lean - (height - y) * 0.012;
      const sy = y - height * 0.05 + x * 0.01;
      const [fx, fy] = [Math.floor(sx), Math.floor(sy)];
      const [dx, dy] = [sx - fx, sy - fy];
      const seen = (at(fx, fy) * (1 - dx) + at(fx + 1, fy) * dx) * (1 - dy) + (at(fx, fy + 1) * (1 - dx) + at(fx + 1, fy + 1) * dx) * dy;
      const light = 0.62 + 0.38 * (x / width) - 0.12 * (y / height);
      data[y * width + x] = Math.min(255, Math.max(0, seen * light + (next() - 0.5) * 24));
    }
  }
  return { width, height, data };
}

export const pagesOfKinds = {
  '150 dpi': (text: string) => sheet(text, 0, 11).then((pdf) => raster(pdf, 150)),
  '200 dpi': (text: string) => sheet(text, 0, 11).then((pdf) => raster(pdf, 200)),
  'skewed by 3°, 200 dpi': (text: string) => sheet(text, 3, 11).then((pdf) => raster(pdf, 200)),
  'noisy, 200 dpi': (text: string) => sheet(text, 0, 11).then((pdf) => noisy(raster(pdf, 200))),
  photograph: (text: string) => sheet(text, 0, 11).then((pdf) => photographed(raster(pdf, 200))),
} as const;

/** The picture as a JPEG. */
export function asJpeg({ width, height, data }: Grey, quality: number): Buffer {
  const jpeg = require('jpeg-js') as { encode: (image: object, quality: number) => { data: Buffer } };
  const rgba = Buffer.alloc(width * height * 4, 255);
  for (let i = 0; i < width * height; i += 1) rgba.fill(data[i] ?? 0, i * 4, i * 4 + 3);
  return Buffer.from(jpeg.encode({ data: rgba, width, height }, quality).data);
}

/** The picture as an uncompressed BMP of grey levels. */
export function asBmp({ width, height, data }: Grey): Buffer {
  const row = (width + 3) & ~3;
  const head = Buffer.alloc(54 + 1024);
  head.write('BM', 'latin1');
  head.writeUInt32LE(head.length + row * height, 2);
  head.writeUInt32LE(head.length, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  head.writeInt32LE(height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(8, 28);
  head.writeUInt32LE(256, 46);
  for (let i = 0; i < 256; i += 1) head.writeUInt32LE(i * 0x010101, 54 + i * 4);
  const rows = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) data.copy(rows, (height - 1 - y) * row, y * width, (y + 1) * width);
  return Buffer.concat([head, rows]);
}

const wordsIn = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => word !== '');

/** Share of the words that came out as they stand, in their order (longest common part). */
export function wordAccuracy(truth: string, read: string): number {
  const [a, b] = [wordsIn(truth), wordsIn(read)];
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const word of a) {
    const next = [0];
    for (let j = 1; j <= b.length; j += 1) next.push(word === b[j - 1] ? (row[j - 1] ?? 0) + 1 : Math.max(row[j] ?? 0, next[j - 1] ?? 0));
    row = next;
  }
  return (row[b.length] ?? 0) / a.length;
}

/** Share of the letters, by the least number of edits. */
export function letterAccuracy(truth: string, read: string): number {
  const [a, b] = [truth.replace(/\s+/gu, ' '), read.replace(/\s+/gu, ' ')];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return 1 - (row[b.length] ?? 0) / Math.max(a.length, 1);
}
