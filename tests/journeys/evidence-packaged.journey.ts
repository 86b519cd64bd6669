import type { ElectronApplication } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { frameOf, openDemo } from './case-steps.ts';
import { expect, test } from './fixture.ts';
import { invoiceLines, pdfOf, pictureOf } from './papers.ts';
import { words } from './words.ts';

/** What leans on files beside the program: models and machine code of the recogniser, the reader of PDFs, the camera's permission. */
const t = words('en');
test.use({ windowArgs: ['--use-fake-device-for-media-stream'] });

const choose = (app: ElectronApplication, file: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [chosen] })) as never;
  }, file);

test('text is recognised, a PDF is shown and the camera takes a photo, from the files that came with the program', async ({
  page,
  app,
  folder,
}) => {
  test.setTimeout(240_000);
  await openDemo(page);
  const photo = path.join(folder, 'IMG_9.jpg');
  fs.writeFileSync(photo, await pictureOf(page, invoiceLines));
  await choose(app, photo);
  await page.keyboard.press('Alt+7');
  await page.waitForSelector(`#work h1:has-text("${t('sections.evidence')}")`);
  await page.keyboard.press('Control+o');
  await page.locator('.table-row', { hasText: 'IMG_9.jpg' }).dblclick();
  await page.waitForSelector('.picture canvas');
  await page.locator('.tab', { hasText: t('ev.tab.text') }).click();
  await page.locator('.tab-panel .button', { hasText: t('ev.text.do') }).click();
  await expect(page.locator('.tab-panel pre')).toContainText('Shenzhen', { timeout: 120_000 });

  const contract = path.join(folder, 'contract.pdf');
  await pdfOf(contract, 2);
  await choose(app, contract);
  await page.keyboard.press('Alt+7');
  await page.waitForSelector(`#work h1:has-text("${t('sections.evidence')}")`);
  await page.keyboard.press('Control+o');
  await page.locator('.table-row', { hasText: 'contract.pdf' }).dblclick();
  const frame = await frameOf(page);
  await frame.waitForSelector('.page canvas');
  await page.locator('.tab', { hasText: t('ev.tab.text') }).click();
  await page.locator('.tab-panel .button', { hasText: t('ev.text.do') }).click();
  await expect(page.locator('.tab-panel pre').first()).toContainText('Contract AE-2026, sheet 1', { timeout: 60_000 });

  await page.keyboard.press('Alt+7');
  await page.waitForSelector(`#work h1:has-text("${t('sections.evidence')}")`);
  await page.keyboard.press('Control+Shift+p');
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await page.keyboard.press('Enter');
  await expect(page.locator('.camera canvas')).toBeVisible();
});
