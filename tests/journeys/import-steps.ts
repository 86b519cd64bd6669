import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { createVault, picture } from './door.ts';
import { expect } from './fixture.ts';

export type Lang = 'en' | 'ru' | 'kk';

/** A fresh vault with a case that has no books yet. @param year that the case is about */
export async function openEmptyCase(page: Page, lang: Lang, year = 2026): Promise<void> {
  await page.click(`.lang-choice button:has-text("${lang.toUpperCase()}")`);
  await createVault(page);
  await page.keyboard.press('Control+n');
  const fields = page.locator('.dialog input[type=text]');
  for (const [at, text] of ['ТОО «Проба»', '980140001231', `01.01.${year}`, `30.09.${year}`].entries()) await fields.nth(at).fill(text);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections');
}

/** Rules of WCAG 2.2 A and AA. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((v) => `${screen}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
}

async function sized(app: ElectronApplication, page: Page, view: readonly [number, number, number]): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [width, height, zoom]) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(width, height);
    window?.webContents.setZoomFactor(zoom);
  }, view);
  await page.waitForTimeout(150);
}

/** Nothing of the dialog stands outside the window, and its last button can be reached. */
async function expectWithin(page: Page): Promise<void> {
  const box = page.locator('.dialog').last();
  const outside = await box.evaluate((dialog) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1 || dialog.scrollWidth > dialog.clientWidth + 1;
  });
  expect(outside).toBe(false);
}

/** As the window draws itself: a picture of the page shows a quarter of it at 200 %. */
async function wholeWindow(app: ElectronApplication, name: string): Promise<void> {
  const folder = process.env['ASSAY_PICTURES'];
  if (folder === undefined) return;
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const drawn = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return drawn?.toPNG().toString('base64') ?? '';
  });
  fs.writeFileSync(path.join(folder, `${name}.png`), Buffer.from(png, 'base64'));
}

/** Pictures of what is shown at 1280 and 1920 points, at 200 %, in both themes, each held against the rules. */
export async function lookedAt(app: ElectronApplication, page: Page, name: string): Promise<void> {
  for (const [size, ...view] of [
    ['1280', 1280, 720, 1],
    ['1920', 1920, 1080, 1],
    ['zoom', 1280, 720, 2],
  ] as const) {
    await sized(app, page, view);
    await expectWithin(page);
    if (size === 'zoom') await wholeWindow(app, `${name}-${size}`);
    else await picture(page, `${name}-${size}`);
  }
  await sized(app, page, [1280, 720, 1]);
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((chosen) => document.documentElement.setAttribute('data-theme', chosen), theme);
    await expectAccessible(page, `${name}, ${theme}`);
    await picture(page, `${name}-${theme}`);
  }
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
}

/** What has the focus. */
export const focused = (page: Page): Locator => page.locator(':focus');
