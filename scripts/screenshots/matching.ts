import { find, press, rowsThere } from './screen.ts';
import type { Screen } from './screen.ts';

/** What belongs together: overview, proposals, by hand, products. */
export const matching: readonly Screen[] = [
  {
    name: 'matching',
    zoomed: true,
    go: async ({ page, t }) => {
      await find(page, t('matchScreen.title'));
      await page.waitForSelector('.match-side-bar', { timeout: 30_000 });
    },
  },
  {
    name: 'matching-missing',
    go: async ({ page }) => {
      await page.focus('#work [role=grid]');
      await page.keyboard.press('End');
      await page.waitForSelector('#detail .say-so.amber');
    },
  },
  {
    name: 'matching-proposals',
    zoomed: true,
    go: async ({ page }) => {
      await page.focus('#work [role=grid]');
      await press(page, 'Home', 'ArrowDown', 'Enter');
      await page.waitForSelector('.match-card', { timeout: 60_000 });
      await press(page, 'c', 'c', 'x');
    },
  },
  {
    name: 'matching-bulk',
    go: async ({ page }) => {
      await page.focus('.match-list [role=grid]');
      await press(page, 'ArrowDown', ' ', ...Array.from({ length: 5 }, () => 'Shift+ArrowDown'), 'c');
      await page.waitForSelector('.dialog .button.primary:focus');
    },
  },
  {
    name: 'matching-confirmed',
    stays: true,
    go: async ({ page, t }) => {
      await page.keyboard.press('Enter');
      await page.waitForTimeout(1_500);
      await page.locator('.ways .way', { hasText: t('matchScreen.part.confirmed') }).click();
      await page.waitForSelector('.match-card');
    },
  },
  {
    name: 'matching-hand',
    zoomed: true,
    go: async ({ page, t }) => {
      await page.locator('.ways .way', { hasText: t('matchScreen.part.hand') }).click();
      await page.waitForSelector('.match-open.left .two-lines', { timeout: 30_000 });
      await page.waitForSelector('.match-open.right .two-lines', { timeout: 30_000 });
      await page.focus('.match-open.left [role=grid]');
      await press(page, 'Home', ' ');
      await page.focus('.match-open.right [role=grid]');
      await press(page, 'Home', ' ');
      await page.waitForSelector('.match-draft');
    },
  },
  {
    name: 'matching-row',
    go: async ({ page, t }) => {
      await page.locator('.ways .way', { hasText: t('matchScreen.part.confirmed') }).click();
      await page.waitForSelector('.match-card');
      await page.focus('.match-card');
      await page.keyboard.press('Enter');
      await rowsThere(page);
      await page.waitForSelector('.matched-with');
    },
  },
  {
    name: 'matching-articles',
    go: async ({ page, t }) => {
      await find(page, t('matchScreen.articles'));
      await page.waitForSelector('.match-list .table-body .table-row');
      await press(page, 'c', 'c');
    },
  },
];
