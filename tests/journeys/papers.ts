import type { Page } from '@playwright/test';
import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import PDFDocument from 'pdfkit';

/** A picture of a paper with these lines, as a phone would take it. @returns the file's bytes */
export async function pictureOf(page: Page, lines: readonly string[], type = 'image/jpeg'): Promise<Buffer> {
  const text = await page.evaluate(
    async ([lines, type]) => {
      const canvas = new OffscreenCanvas(1240, 1754);
      const pen = canvas.getContext('2d');
      if (pen === null) throw new Error('no canvas');
      pen.fillStyle = '#f6f4ee';
      pen.fillRect(0, 0, canvas.width, canvas.height);
      pen.fillStyle = '#1d1f20';
      pen.font = '34px "Noto Sans"';
      lines.forEach((line, i) => pen.fillText(line, 110, 160 + i * 62));
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality: 0.9 })).arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    [lines, type] as const,
  );
  return Buffer.from(text, 'base64');
}

/** A PDF of that many pages with a line on each. */
export function pdfOf(file: string, pages: number): Promise<void> {
  return new Promise((resolve) => {
    const paper = new PDFDocument({ size: 'A4', autoFirstPage: false });
    for (let page = 1; page <= pages; page += 1) paper.addPage().fontSize(18).text(`Contract AE-2026, sheet ${page}`, 72, 90);
    paper.pipe(fs.createWriteStream(file)).on('finish', () => resolve());
    paper.end();
  });
}

/** Lines of an invoice as the trader's paper has them. */
export const invoiceLines: readonly string[] = [
  'СЧЁТ-ФАКТУРА № 2026/114 от 05.03.2026',
  'Продавец: Shenzhen Aero Audio Co., Ltd',
  'Покупатель: ТОО «Аэротон Казахстан»',
  '',
  '1. Наушники беспроводные      120 шт.    4 350,00',
  '2. Колонка портативная         40 шт.    2 980,50',
  '3. Кабель соединительный      600 шт.      312,00',
  '',
  'Итого: 7 642,50 USD',
];

/** Puts a picture on the clipboard of the page as a person's copy would, and pastes it there. */
export async function pastePicture(page: Page, bytes: Buffer): Promise<void> {
  await page.evaluate((text) => {
    const letters = atob(text);
    const file = new File([Uint8Array.from(letters, (letter) => letter.charCodeAt(0))], 'image.png', { type: 'image/png' });
    const carried = new DataTransfer();
    carried.items.add(file);
    (document.activeElement ?? document.body).dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: carried, bubbles: true, cancelable: true }),
    );
  }, bytes.toString('base64'));
}
