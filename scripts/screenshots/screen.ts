import type { ElectronApplication, Page } from '@playwright/test';
import { expect } from '@playwright/test';

export type Lang = 'en' | 'ru' | 'kk';

/** Where a picture is made: the window, its texts, files that a person would have. */
export type At = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly lang: Lang;
  /** the text of a key in the language of the window */
  readonly t: (key: string) => string;
  /** a folder for files of this walk */
  readonly folder: string;
  /** the invented trader's books, `<table>.csv` */
  readonly books: string;
};

/**
 * One screen and the way to it from the screen before.
 * @property stays true when a dialog of the screen before is needed; else everything that lies over the window is closed first
 * @property zoomed true when it is also looked at in 200 %
 */
export type Screen = {
  readonly name: string;
  readonly stays?: true;
  readonly zoomed?: true;
  readonly go: (at: At) => Promise<void>;
};

/** A window with what must be there before its first screen. */
export type Gallery = {
  readonly name: string;
  /** arguments of the window; makes what the window finds on disk */
  readonly prepare: (folder: string, books: string) => readonly string[];
  readonly screens: readonly Screen[];
};

/** Closes what lies over the window: what was just told, and dialogs. */
export async function closeAll(page: Page): Promise<void> {
  const told = page.locator('.notice .icon-only');
  for (let tries = 0; tries < 4 && (await told.count()) > 0; tries += 1) {
    await told
      .first()
      .click({ timeout: 1_000 })
      .catch(() => undefined);
  }
  await page.mouse.move(4, 300);
  const above = page.locator('.dialog, .popover, .palette');
  for (let tries = 0; tries < 4 && (await above.count()) > 0; tries += 1) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(120);
  }
}

/** Goes to a place by the palette. */
export async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.waitForSelector('.palette input:focus');
  await page.keyboard.type(words);
  await page.waitForSelector('.palette li[aria-selected=true]');
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
}

/** Presses keys one after another. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** The header's menu of a column of the grid, by keyboard. @param right how many columns from the left */
export async function columnMenu(page: Page, right: number): Promise<void> {
  await page.focus('.grid');
  await press(page, 'Home', ...Array.from({ length: right }, () => 'ArrowRight'), 'Alt+ArrowDown');
  await page.waitForSelector('.popover');
}

/** What the next dialogs of the system answer with. */
export const choose = (app: ElectronApplication, files: readonly string[]): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [...chosen] })) as never;
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: chosen[0] })) as never;
  }, files);

/** Imports a file that lies on disk by the key of the import. */
export async function openImport({ app, page }: At, file: string): Promise<void> {
  await choose(app, [file]);
  await page.keyboard.press('Control+i');
  await page.waitForSelector('.dialog');
  await expect(page.locator('.dialog footer .button.primary').last()).toBeVisible({ timeout: 30_000 });
}

/** Takes the file in whose import is open, and stays on its certificate. */
export async function commitImport({ page }: At): Promise<void> {
  await page.locator('.dialog footer .button.primary').last().click();
  await page.waitForSelector('.dialog .certificate', { timeout: 60_000 });
}

/** Rows are there in the grid. */
export const rowsThere = (page: Page): Promise<unknown> => page.waitForSelector('.grid-row .grid-cell[role=gridcell]', { timeout: 30_000 });
