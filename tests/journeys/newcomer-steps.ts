import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { choosePath, passphrase, picture } from './door.ts';
import { expect } from './fixture.ts';
import type { Lang } from './import-steps.ts';
import { words } from './words.ts';

const project = path.resolve(import.meta.dirname, '../..');

/** The books of an invented trader. @returns their folder */
export function simulatedBooks(folder: string): string {
  const books = path.join(folder, 'books');
  const env = { ...process.env, HOME: path.join(folder, 'home'), ASSAY_CONFIG_DIR: path.join(folder, 'config') };
  const cli = path.join(project, 'backend', 'host', 'cli.ts');
  const asked = [cli, 'simulate', '--seed', '7', '--lines', '2000', '--out', books, '--json'];
  const ran = spawnSync(process.env['ASSAY_NODE'] ?? process.execPath, asked, { env });
  if (ran.status !== 0) throw new Error(String(ran.stderr));
  return books;
}

/** A person at the window who has no mouse: every step is a key, and what has the focus is where the next key goes. */
export type Walker = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly lang: Lang;
  readonly t: (key: string) => string;
  readonly folder: string;
};

export const walker = (given: Omit<Walker, 't'>): Walker => ({ ...given, t: words(given.lang) });

/** Goes on with Tab until the place has the focus. */
export async function tabTo({ page }: Walker, place: Locator, presses = 90): Promise<void> {
  for (let i = 0; i < presses; i += 1) {
    if ((await place.count()) > 0 && (await place.first().evaluate((one) => one === document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(place)}`);
}

/** Walks through the choices of the list that has the focus, which stays there, until the value is chosen. */
export async function pick({ page }: Walker, value: string): Promise<void> {
  const list = page.locator('select:focus');
  for (let i = 0; i < 80; i += 1) {
    if ((await list.inputValue({ timeout: 2_000 })) === value) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no choice ${value}`);
}

/** Opens a screen or does an action by its name in the palette. */
export async function palette({ page }: Walker, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.waitForSelector('.palette-entry input:focus');
  await page.keyboard.insertText(name);
  await page.keyboard.press('Enter');
}

/** Something in the window has the focus: the next key goes somewhere that can be seen. */
export async function expectFocus({ page }: Walker, where: string): Promise<void> {
  const lost = (): Promise<boolean> =>
    page.evaluate(() => {
      const at = document.activeElement;
      return at === null || at === document.body || at.getClientRects().length === 0;
    });
  await expect.poll(lost, `focus is lost: ${where}`).toBe(false);
}

/** In a dialog what confirms stands last. */
export async function expectOrder({ page }: Walker): Promise<void> {
  const ends = page.locator('.dialog > footer, .dialog .dialog-end');
  const wrong = await ends.evaluateAll((all) =>
    all.flatMap((end) => {
      const buttons = [...end.querySelectorAll('.button')];
      const primary = buttons.findIndex((one) => one.classList.contains('primary'));
      return primary < 0 || primary === buttons.length - 1 ? [] : [end.textContent];
    }),
  );
  expect(wrong).toEqual([]);
}

/** Texts of the window that are keys nobody wrote a text for, or codes of the program. */
export async function expectWords({ page }: Walker, where: string): Promise<void> {
  const shown = await page.evaluate(() => document.body.innerText);
  const keys = shown.match(
    /\b(?:import|matchScreen|coverage|explore|tests|findings|ev|column|table|mapping|check|fact)\.[a-z]\w+(?:\.\w+)*/g,
  );
  expect(keys ?? [], `untranslated on ${where}`).toEqual([]);
}

/** A picture in light and dark for who looks at them. */
export async function shown(walk: Walker, name: string): Promise<void> {
  const { page, lang } = walk;
  await expectFocus(walk, name);
  await expectOrder(walk);
  await expectWords(walk, name);
  if (process.env['ASSAY_PICTURES'] === undefined) return;
  await page.waitForTimeout(300);
  for (const theme of ['light', 'dark'] as const) {
    await page.evaluate((chosen) => document.documentElement.setAttribute('data-theme', chosen), theme);
    await page.waitForTimeout(150);
    await picture(page, `newcomer-${lang}-${name}-${theme}`);
  }
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
}

/** From the first screen to a case that has no books. */
export async function openCase(walk: Walker): Promise<void> {
  const { page, lang, t } = walk;
  await page.waitForSelector('input[type=text]');
  await tabTo(walk, page.locator(`.lang-choice button:has-text("${lang.toUpperCase()}")`));
  await page.keyboard.press('Enter');
  await tabTo(walk, page.locator('input[type=text]'));
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('Аудитор');
  for (let i = 0; i < 2; i += 1) {
    await tabTo(walk, page.locator('input[type=password]').nth(i));
    await page.keyboard.type(passphrase);
  }
  await shown(walk, 'door');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.blank .button.primary');
  await page.keyboard.press('Control+n');
  const fields = page.locator('.dialog input[type=text]');
  await expect(fields.first()).toBeFocused();
  for (const [at, text] of ['ТОО «Проба»', '980140001231', '01.01.2026', '31.12.2026'].entries()) {
    await tabTo(walk, fields.nth(at));
    await page.keyboard.insertText(text);
  }
  await shown(walk, 'new-case');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections');
  await expect(page.locator('.title-bar')).toContainText('ТОО «Проба»');
  await shown(walk, 'case');
  expect(t('sections.books')).not.toBe('');
}

/** One book by the dialog: chosen, looked at, imported, certified, seen. @returns rows of the certificate */
export async function importBook(walk: Walker, file: string, table: string): Promise<void> {
  const { app, page, t } = walk;
  await choosePath(app, file);
  await page.keyboard.press('Control+i');
  await page.waitForSelector('.dialog footer .button.primary:focus', { timeout: 30_000 });
  await shown(walk, `import-${table}`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.dialog .certificate', { timeout: 60_000 });
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await shown(walk, `certificate-${table}`);
  const records = fs.readFileSync(file, 'utf8').trimEnd().split('\n').length - 1;
  await page.keyboard.press('Enter');
  await expect(page.locator('#work h1')).toHaveText(t(`table.${table}`));
  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', String(records + 1));
  await expect(page.locator('.grid')).toBeFocused();
}
