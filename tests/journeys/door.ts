import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';

export const passphrase = 'correct horse battery staple';

/** From the first screen to the open, empty vault. */
export async function createVault(page: Page, name = 'Auditor One'): Promise<void> {
  await page.fill('input[type=text]', name);
  const passphrases = page.locator('input[type=password]');
  await passphrases.nth(0).fill(passphrase);
  await passphrases.nth(1).fill(passphrase);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.blank .button.primary');
}

/** Types a passphrase at the door, as soon as a try is allowed. */
export async function unlock(page: Page, secret: string): Promise<void> {
  const field = page.locator('.door input[type=password]');
  await field.waitFor();
  await field.fill(secret);
  await page.locator('.door .button.primary:not([data-disabled])').waitFor();
  await page.keyboard.press('Enter');
}

export async function openVaultPage(page: Page): Promise<void> {
  await page.locator('.rail a').nth(1).click();
  await page.locator('.page h1').waitFor();
}

/** What the next native dialogs answer with. */
export const choosePath = (app: ElectronApplication, file: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [chosen] })) as never;
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: chosen })) as never;
  }, file);

/** A picture for people, when ASSAY_PICTURES names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['ASSAY_PICTURES'];
  if (folder === undefined) return;
  fs.mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}

/** From the first screen into the demonstration case. */
export async function openDemo(page: Page): Promise<void> {
  await createVault(page);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections', { timeout: 60_000 });
}
