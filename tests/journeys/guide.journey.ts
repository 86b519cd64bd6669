import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { openDemo } from './case-steps.ts';
import { picture } from './door.ts';
import { expect, test } from './fixture.ts';
import { words } from './words.ts';

async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((v) => `${screen}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
}

const guide = (page: Page) => page.locator('.guide-page');
const chapters = (page: Page) => page.locator('.guide-chapter');

for (const lang of ['en', 'ru', 'kk'] as const) {
  const t = words(lang);
  test(`the guide opens by F1 at the chapter of the screen, with its pictures, and by the keyboard alone (${lang})`, async ({ page }) => {
    test.setTimeout(180_000);
    const said: string[] = [];
    page.on('console', (message) => (message.type() === 'error' || message.type() === 'warning' ? said.push(message.text()) : undefined));
    page.on('pageerror', (error) => said.push(String(error)));

    // before a vault is there: how to start
    await page.click(`.lang-choice button:has-text("${lang.toUpperCase()}")`);
    await page.keyboard.press('F1');
    await expect(guide(page)).toBeFocused();
    await expect(chapters(page)).toHaveCount(12);
    await expect(chapters(page).first()).toHaveAttribute('aria-current', 'page');
    await expect(guide(page)).toContainText(t('vault.create.do'));
    await expectAccessible(page, 'guide at the door');
    await page.keyboard.press('Escape');
    await expect(page.locator('.dialog')).toHaveCount(0);

    // on a screen of the case: its chapter; the picture is loaded from the app itself
    await openDemo(page, lang.toUpperCase());
    await page.keyboard.press('Alt+2');
    await page.waitForSelector('.grid:focus');
    await page.keyboard.press('F1');
    await expect(chapters(page).nth(4)).toHaveAttribute('aria-current', 'page');
    await expect
      .poll(() =>
        guide(page)
          .locator('img')
          .evaluate((image: HTMLImageElement) => image.naturalWidth),
      )
      .toBe(1280);
    await picture(page, `guide-${lang}`);
    await expectAccessible(page, 'guide');

    // scrolled by keys; the next chapter and a link of the text by Enter
    await page.keyboard.press('End');
    await expect.poll(() => guide(page).evaluate((element) => element.scrollTop)).toBeGreaterThan(100);
    await page.locator('.guide-next button').focus();
    await page.keyboard.press('Enter');
    await expect(chapters(page).nth(5)).toHaveAttribute('aria-current', 'page');
    await expect(guide(page)).toBeFocused();
    expect(await guide(page).evaluate((element) => element.scrollTop)).toBe(0);
    await chapters(page).nth(11).focus();
    await page.keyboard.press('Enter');
    await guide(page).locator('.guide-link').first().focus();
    await page.keyboard.press('Enter');
    await expect(chapters(page).nth(9)).toHaveAttribute('aria-current', 'page');
    await page.keyboard.press('Escape');
    await expect(page.locator('.grid')).toBeFocused();

    // the palette knows it by its name
    await page.keyboard.press('Control+k');
    await page.keyboard.type(t('guide.title'));
    await page.keyboard.press('Enter');
    await expect(guide(page)).toBeVisible();
    expect(said).toEqual([]);
  });
}
