import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { choosePath, createVault, openDemo, passphrase, picture } from './door.ts';
import { expect, test } from './fixture.ts';
import { openWindow } from './window.ts';
import { words } from './words.ts';

test.use({ windowArgs: ['--lang=en-US'] });

/** Rules of WCAG 2.2 A and AA, in both themes; the focus must be somewhere. */
async function expectGood(page: Page, screen: string): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await expect
      .poll(
        async () => {
          await page.keyboard.press('Alt+t');
          return page.locator('html').getAttribute('data-theme');
        },
        { message: screen },
      )
      .toBe(theme);
    // Colours fade for a tenth of a second.
    await page.waitForTimeout(200);
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode(true)
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map((v) => `${screen}, ${theme}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
    await picture(page, `${screen}-${theme}`);
  }
  await expectFocus(page, screen);
}

async function expectFocus(page: Page, where: string): Promise<void> {
  const lost = (): Promise<boolean> => page.evaluate(() => [null, document.body].includes(document.activeElement as HTMLElement | null));
  // A closed dialog gives it back in the next frame.
  await expect.poll(lost, { message: `the focus is lost: ${where}`, timeout: 2_000 }).toBe(false);
}

/** Moves with Tab alone until the focus is on something with that text. */
async function tabTo(page: Page, text: string): Promise<void> {
  for (let i = 0; i < 60; i += 1) {
    const found = await page.evaluate((text) => {
      const active = document.activeElement;
      const label = active instanceof HTMLInputElement ? active.labels?.[0]?.textContent : active?.textContent;
      return label?.trim().startsWith(text) === true;
    }, text);
    if (found) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${text}`);
}

const reduceSize = (app: ElectronApplication): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 720));

for (const lang of ['en', 'ru', 'kk'] as const) {
  test(`every screen of the door is good for axe in both themes and is walked with the keyboard alone (${lang})`, async ({
    app,
    page,
    folder,
  }) => {
    test.setTimeout(180_000);
    const t = words(lang);
    const backup = path.join(folder, 'backup');
    await reduceSize(app);
    await page.waitForSelector('input[type=text]');
    await tabTo(page, lang.toUpperCase());
    await page.keyboard.press('Enter');
    await expectGood(page, `create-${lang}`);
    await tabTo(page, t('vault.create.do'));
    await page.keyboard.press('Enter');
    await expect(page.locator('.problem').first()).toContainText(t('vault.passphrase.missing'));
    await page.click(`.lang-choice button:has-text("${lang === 'en' ? 'RU' : 'EN'}")`);
    await expect(page.locator('.problem').first()).toContainText(words(lang === 'en' ? 'ru' : 'en')('vault.passphrase.missing'));
    await page.click(`.lang-choice button:has-text("${lang.toUpperCase()}")`);
    await expectGood(page, `create-refused-${lang}`);
    await tabTo(page, t('vault.create.restore'));
    await page.keyboard.press('Enter');
    await expectGood(page, `restore-${lang}`);
    await tabTo(page, t('vault.restore.back'));
    await page.keyboard.press('Enter');
    await tabTo(page, t('vault.passphrase'));
    await page.keyboard.type(passphrase);
    await page.keyboard.press('Tab');
    await page.keyboard.type(passphrase);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.blank .button.primary:focus');
    await tabTo(page, t('rail.vault'));
    await page.keyboard.press('Enter');
    await page.locator('.page h1').waitFor();
    await choosePath(app, backup);
    await tabTo(page, t('vault.backup.do'));
    await page.keyboard.press('Enter');
    await expect(page.locator('.say-so.confirmed').first()).toContainText(backup);
    await page.keyboard.press('Enter');
    await expect(page.locator('.say-so.wrong')).toBeVisible();
    await expectGood(page, `vault-${lang}`);
    await page.keyboard.press('F1');
    await page.locator('.dialog').waitFor();
    await expectGoodOverlay(page, `keys-${lang}`);
    await page.keyboard.press('Escape');
    await expectFocus(page, 'after the keys');
    await page.keyboard.press('Control+l');
    await page.locator('.door input').waitFor();
    await expectGood(page, `unlock-${lang}`);
    for (let i = 0; i < 4; i += 1) {
      await page.locator('.door input').fill('wrong');
      await page.locator('.door .button.primary:not([data-disabled])').waitFor();
      await page.keyboard.press('Enter');
      await expect(page.locator('.door input')).toHaveValue('');
      await expectFocus(page, 'after a wrong passphrase');
    }
    await expectGood(page, `wait-${lang}`);
    await app.close();
    fs.writeFileSync(path.join(folder, 'profile', 'vault', 'vault.json'), '{}');
    const { app: next, page: damaged } = await openWindow({ folder, args: ['--lang=en-US'] });
    await reduceSize(next);
    await expect(damaged.getByRole('heading', { name: t('vault.unopenable') })).toBeVisible();
    await expectGood(damaged, `damaged-${lang}`);
    await damaged.keyboard.press('Enter');
    await expect(damaged.getByText(t('vault.restore.aside'))).toBeVisible();
    await expectGood(damaged, `restore-damaged-${lang}`);
    await next.close();
  });
}

/** An overlay has the keyboard: the theme stays as it is. */
async function expectGoodOverlay(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((v) => `${screen}: ${v.id}`)).toEqual([]);
  await expectFocus(page, screen);
  await picture(page, screen);
}

test('at 100 to 200 % in 1280 × 720 every section is reached by its key and nothing is cut; at 200 % the details are a sheet', async ({
  app,
  page,
}) => {
  await reduceSize(app);
  await page.waitForSelector('input[type=text]');
  await page.click('.lang-choice button:has-text("KK")');
  await openDemo(page);
  const sections = ['overview', 'books', 'tests', 'findings', 'assessment', 'documents', 'history'];
  for (const factor of [1, 1.25, 1.5, 2]) {
    await app.evaluate(({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor), factor);
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(Math.floor(1280 / factor));
    for (const [i, section] of sections.entries()) {
      await page.keyboard.press(`Alt+${i + 1}`);
      await page.waitForTimeout(300);
      await expect.poll(() => overflowing(page), { message: `${section} at ${factor}`, timeout: 5_000 }).toEqual([]);
      await expectFocus(page, section);
    }
  }
  await page.keyboard.press('Alt+2');
  await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('F4');
  const sheet = page.locator('#detail.sheet-right');
  await expect(sheet).toBeVisible();
  await expect(sheet).toBeFocused();
  const box = await sheet.evaluate((element) => element.getBoundingClientRect().toJSON());
  expect(box).toMatchObject({ right: 640 });
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expectFocus(page, 'after the sheet');
  for (const key of ['Control+k', 'F1', 'Control+i']) {
    if (key === 'Control+i') await choosePath(app, path.join(import.meta.dirname, 'nothing.csv'));
    await page.keyboard.press(key);
    await page.locator('.veil').waitFor();
    await page.waitForTimeout(200);
    expect(await overflowing(page), key).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.locator('.veil')).toHaveCount(0);
    await expectFocus(page, `after ${key}`);
  }
});

/** Controls and headings that stand outside the window sideways, or outside it in height where nothing can be scrolled. */
const overflowing = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const [width, height] = [document.documentElement.clientWidth, document.documentElement.clientHeight];
    const scrolled = (element: Element, side: 'overflowX' | 'overflowY'): boolean => {
      for (let above = element.parentElement; above !== null; above = above.parentElement)
        if (/auto|scroll/.test(getComputedStyle(above)[side])) return true;
      return false;
    };
    return [...document.querySelectorAll('button, a, input, select, textarea, h1, h2, label, p')].flatMap((element) => {
      const { left, right, top, bottom, width: wide } = element.getBoundingClientRect();
      if (wide <= 1 || element.closest('[role=grid], [hidden]') !== null) return [];
      const sideways = right > width + 1 || left < -1;
      const cut = (bottom > height + 1 || top < -1) && !scrolled(element, 'overflowY');
      return sideways || cut ? [`${element.tagName} ${(element.textContent ?? '').slice(0, 40)}`] : [];
    });
  });

test('forced colours keep every control visible, reduced motion moves nothing', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await createVault(page);
  await picture(page, 'forced-colors');
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return (transitionDuration !== '0s' && transitionDuration !== '') || animationName !== 'none';
      }).length,
  );
  expect(moving).toBe(0);
  const borders = await page.evaluate(() =>
    [...document.querySelectorAll('.button.primary, .input')].map((element) => getComputedStyle(element).borderTopWidth),
  );
  expect(borders.every((width) => width !== '0px')).toBe(true);
});
