import type { Frame, Page } from '@playwright/test';
import { expect } from './fixture.ts';

const passphrase = 'correct horse battery staple';

/** A fresh vault with the demonstration case. */
export async function openDemo(page: Page, lang = 'EN'): Promise<void> {
  await page.waitForSelector('input[type=text]');
  await page.click(`.lang-choice button:has-text("${lang}")`);
  await page.fill('input[type=text]', 'Auditor One');
  const passphrases = page.locator('input[type=password]');
  await passphrases.nth(0).fill(passphrase);
  await passphrases.nth(1).fill(passphrase);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.blank .button.primary');
  await page.focus('.blank .button.primary');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections', { timeout: 60_000 });
}

/** Opens a test through the palette and runs it. */
export async function runTest(page: Page, id: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(id);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`#work h1:has-text("${id}")`);
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('.run-line');
  await page.waitForSelector('#work [role=grid]:focus');
}

/** Makes a signed report. @returns the frame that shows it */
export async function openReport(page: Page): Promise<Frame> {
  await page.keyboard.press('Alt+6');
  await page.waitForSelector('#work h1');
  await page.keyboard.press('Control+n');
  await page.waitForSelector('.dialog .button.primary:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('iframe.pdf-frame', { timeout: 60_000 });
  const frame = await frameOf(page);
  await frame.waitForSelector('.page canvas');
  return frame;
}

/** The frame that shows a PDF, as soon as it is there. */
export async function frameOf(page: Page): Promise<Frame> {
  const found = (): Frame | undefined => page.frames().find((one) => one.url().endsWith('/pdf/frame.html'));
  // A frame is there before it has its address.
  await expect.poll(found).toBeDefined();
  const frame = found();
  if (frame === undefined) throw new Error('no frame for PDFs');
  return frame;
}
