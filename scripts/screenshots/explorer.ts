import { columnMenu, find, press, rowsThere } from './screen.ts';
import type { At, Screen } from './screen.ts';
import { passphrase } from './vaults.ts';

/** Opens the vault and its case. */
async function unlocked({ page }: At): Promise<void> {
  await page.fill('input[type=password]', passphrase);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections, [role=grid] .table-row', { timeout: 60_000 });
  if ((await page.locator('.sections').count()) === 0) await page.keyboard.press('Enter');
  await page.waitForSelector('.sections');
}

async function ledger({ page }: At): Promise<void> {
  await page.click('a[href*="books/ledger"]');
  await rowsThere(page);
  await page.focus('.grid');
}

async function look(at: At, way: 'explore.look.spread' | 'explore.look.time', right: number): Promise<void> {
  const { page, t } = at;
  await columnMenu(page, right);
  await page.click(`.column-acts button:has-text("${t('explore.look.do')}")`);
  await page.click(`.look-head .way:has-text("${t(way)}")`);
  await page.waitForSelector('.look-side, .pick-bars');
}

/** The explorer: rows, a column looked into, conditions, groups, views, marks, export, search in all books. */
export const explorer: readonly Screen[] = [
  { name: 'case-with-books', go: unlocked },
  {
    name: 'explorer-rows',
    zoomed: true,
    go: async (at) => {
      await ledger(at);
      await press(at.page, 'Control+Home', 'ArrowDown');
    },
  },
  { name: 'explorer-column', go: async ({ page }) => columnMenu(page, 3) },
  { name: 'explorer-figures', zoomed: true, go: async (at) => look(at, 'explore.look.spread', 3) },
  { name: 'explorer-series', go: async (at) => look(at, 'explore.look.time', 2) },
  {
    name: 'explorer-conditions',
    zoomed: true,
    go: async ({ page }) => {
      await press(page, 'Alt+c', 'Control+Shift+l');
      await page.waitForSelector('.conditions');
      await page.locator('.condition select').nth(0).selectOption('posting_date');
      await page.locator('.condition select').nth(1).selectOption('between');
      await page.locator('.condition input').nth(0).fill('01.02.2026');
      await page.locator('.condition input').nth(1).fill('31.03.2026');
    },
  },
  {
    name: 'explorer-filtered',
    stays: true,
    go: async ({ page }) => {
      await page.keyboard.press('Enter');
      await page.waitForSelector('.chip');
    },
  },
  {
    name: 'explorer-marks',
    go: async ({ page }) => {
      await page.focus('.grid');
      await press(page, 'Control+Home', 'ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'm');
      await page.waitForSelector('.mark-choices');
    },
  },
  {
    name: 'explorer-notes',
    stays: true,
    go: async ({ page }) => {
      await page.keyboard.press('2');
      await page.waitForSelector('.grid .mark-sign');
      await page.focus('.grid');
      await press(page, 'Control+Home', 'ArrowDown', 'n');
      await page.waitForSelector('.row-note-field textarea:focus');
      await page.keyboard.type('Кто подписал? Спросить бухгалтера.');
    },
  },
  {
    name: 'explorer-views',
    go: async ({ page, t }) => {
      await page.locator('.work-head .button', { hasText: t('explore.views') }).click();
      await page.waitForSelector('.popover');
      await page.fill('.popover input', 'Февраль — март');
    },
  },
  {
    name: 'explorer-export',
    go: async ({ page }) => {
      await page.keyboard.press('Control+Shift+e');
      await page.waitForSelector('.dialog .button.primary:focus');
    },
  },
  {
    name: 'explorer-groups',
    zoomed: true,
    go: async ({ page, t }) => {
      await columnMenu(page, 3);
      await page.click(`.column-acts button:has-text("${t('explore.groups.do')}")`);
      await page.waitForSelector('.group-view [role=row] [role=gridcell]');
    },
  },
  {
    name: 'explorer-everywhere',
    go: async ({ page }) => {
      await page.keyboard.press('Control+Shift+f');
      await page.waitForSelector('.everywhere-box input:focus');
      await page.keyboard.type('электр');
      await page.waitForSelector('.table-body .table-row');
    },
  },
  {
    name: 'coverage',
    zoomed: true,
    go: async ({ page, t }) => {
      await find(page, t('coverage.title'));
      await page.waitForSelector('.matrix-cell.chosen');
    },
  },
];
