import type { Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { choosePath } from './door.ts';
import { expect, test } from './fixture.ts';
import type { Lang } from './import-steps.ts';
import { importBook, openCase, palette, pick, shown, simulatedBooks, tabTo, walker } from './newcomer-steps.ts';
import type { Walker } from './newcomer-steps.ts';
import { invoiceLines, pictureOf } from './papers.ts';

const asked = process.env['ASSAY_WALK'];
const lang: Lang = asked === 'ru' || asked === 'kk' ? asked : 'en';

const matches = (page: Page) => page.locator('.match-list .match-state.confirmed');

/** One by one, several at once, and by hand. */
async function match(walk: Walker): Promise<void> {
  const { page, t } = walk;
  await palette(walk, t('matchScreen.title'));
  await page.waitForSelector('.match-side-bar', { timeout: 30_000 });
  await shown(walk, 'matching');
  await palette(walk, `${t('matchScreen.title')}: ${t('matchKind.invoice-payment')}`);
  await expect(page.locator('#work h1')).toHaveText(t('matchKind.invoice-payment'));
  await page.waitForSelector('.match-card', { timeout: 30_000 });
  await expect(page.locator('.match-list [role=grid]')).toBeFocused();
  await shown(walk, 'proposals');
  await page.keyboard.press('c');
  await expect(matches(page)).toHaveCount(1);
  await page.keyboard.press(' ');
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('c');
  await page.waitForSelector('.dialog .button.primary:focus');
  await shown(walk, 'bulk');
  await page.keyboard.press('Enter');
  await expect(matches(page)).toHaveCount(5);

  await tabTo(walk, page.locator('.ways .way', { hasText: t('matchScreen.part.hand') }));
  await page.keyboard.press('Enter');
  const grids = page.locator('.match-open [role=grid]');
  await page.waitForSelector('.match-open.left .two-lines', { timeout: 30_000 });
  await page.waitForSelector('.match-open.right .two-lines', { timeout: 30_000 });
  for (const side of [0, 1]) {
    await tabTo(walk, grids.nth(side));
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
  }
  await page.waitForSelector('.match-draft');
  await shown(walk, 'hand');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.notice').last()).toBeVisible();
  await expect(page.locator('.match-draft')).toHaveCount(0);
  await shown(walk, 'hand-done');
}

/** Conditions, groups, a chart, a kept view, a note, a file that leaves. */
async function explore(walk: Walker): Promise<void> {
  const { app, page, t, folder } = walk;
  await palette(walk, t('table.invoices'));
  await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
  const rows = async (): Promise<number> => Number(await page.locator('.grid').getAttribute('aria-rowcount')) - 1;
  const all = await rows();
  await expect(page.locator('.grid')).toBeFocused();

  await page.keyboard.press('Control+Shift+l');
  await page.waitForSelector('.conditions');
  await tabTo(walk, page.locator('.condition select').first());
  await pick(walk, 'currency');
  await tabTo(walk, page.locator('.condition input').first());
  await page.keyboard.type('USD');
  await shown(walk, 'conditions');
  await page.keyboard.press('Enter');
  await expect(page.locator('.chip')).toContainText('USD');
  await expect.poll(rows).toBeLessThan(all);
  await expect(page.locator('.grid')).toBeFocused();

  await page.keyboard.press('n');
  await page.waitForSelector('.row-note-field textarea:focus');
  await page.keyboard.insertText('Кто подписал?');
  await expect(page.locator('.row-note-field [role=status]')).toContainText(t('explore.note.saved'));
  await shown(walk, 'note');
  await page.keyboard.press('Escape');
  await expect(page.locator('.grid')).toBeFocused();

  // a look into the column where the person is, and its groups
  await page.keyboard.press('Alt+ArrowDown');
  await page.waitForSelector('.popover');
  await tabTo(walk, page.locator('.column-acts button', { hasText: t('explore.look.do') }));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.column-look');
  await shown(walk, 'look');
  await page.keyboard.press('Alt+c');
  await expect(page.locator('.column-look')).toHaveCount(0);
  await tabTo(walk, page.locator('.grid'));
  await page.keyboard.press('Alt+ArrowDown');
  await page.waitForSelector('.popover');
  await tabTo(walk, page.locator('.column-acts button', { hasText: t('explore.groups.do') }));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.group-view [role=row] [role=gridcell]');
  await shown(walk, 'groups');
  await tabTo(walk, page.locator('.work-head button', { hasText: t('explore.views') }));
  await page.keyboard.press('Enter');
  await tabTo(walk, page.locator('.popover input'));
  await page.keyboard.insertText('Инвойсы в долларах');
  await page.keyboard.press('Enter');
  await expect(page.locator('.notice').last()).toContainText('Инвойсы в долларах');
  await page.keyboard.press('Escape');

  const file = path.join(folder, 'groups.xlsx');
  await choosePath(app, file);
  await page.keyboard.press('Control+Shift+e');
  await page.waitForSelector('.dialog .button.primary:focus');
  await shown(walk, 'export');
  await page.keyboard.press('Enter');
  await expect.poll(() => fs.existsSync(file)).toBe(true);
}

/** A lead of a test becomes a finding with a photo. */
async function find(walk: Walker): Promise<void> {
  const { app, page, t, folder } = walk;
  const photo = path.join(folder, 'Накладная 114.jpg');
  fs.writeFileSync(photo, await pictureOf(page, invoiceLines));
  await palette(walk, t('sections.tests'));
  await expect(page.locator('#work h1')).toHaveText(t('sections.tests'));
  await expect(page.locator('#work [role=grid]')).toBeFocused();
  await page.keyboard.press('Control+Shift+Enter');
  await page.waitForSelector('.notice', { timeout: 120_000 });
  await expect(page.getByText(t('tests.runningAll'))).toHaveCount(0, { timeout: 120_000 });
  await shown(walk, 'tests');
  await palette(walk, 'D01');
  await page.waitForSelector('#work h1:has-text("D01")');
  await page.waitForSelector('.run-line');
  await tabTo(walk, page.locator('#work [role=grid]'));
  await page.keyboard.press('Home');
  await shown(walk, 'hits');
  await page.keyboard.press('f');
  await page.waitForSelector('.editor .evidence-of');
  await shown(walk, 'finding');
  await choosePath(app, photo);
  await page.keyboard.press('Control+o');
  await expect(page.locator('.evidence-of .evidence-card')).toContainText('Накладная 114');
  await shown(walk, 'finding-evidence');
}

test('a newcomer goes from an empty vault to a verified report without a mouse', async ({ app, page, folder }) => {
  test.setTimeout(400_000);
  const walk = walker({ app, page, lang, folder });
  const { t } = walk;
  const books = simulatedBooks(folder);
  await openCase(walk);
  for (const table of ['declarations', 'invoices', 'payments']) await importBook(walk, path.join(books, `${table}.csv`), table);
  await match(walk);
  await palette(walk, t('coverage.title'));
  await expect(page.locator('.matrix')).toBeFocused();
  await shown(walk, 'coverage');
  await explore(walk);
  await find(walk);

  await page.keyboard.press('Alt+6');
  await page.waitForSelector('#work h1');
  await page.keyboard.press('Control+n');
  await page.waitForSelector('.dialog .button.primary:focus');
  await shown(walk, 'report-dialog');
  await page.keyboard.press('Enter');
  await page.waitForSelector('iframe.pdf-frame', { timeout: 90_000 });
  await expect(page.locator('#detail .say-so.confirmed')).toBeVisible({ timeout: 60_000 });
  await shown(walk, 'report');
  const copy = path.join(folder, 'report.pdf');
  await choosePath(app, copy);
  await page.keyboard.press('Control+s');
  await expect.poll(() => fs.existsSync(copy)).toBe(true);
  await palette(walk, t('documents.verify'));
  await page.waitForSelector('.dialog', { timeout: 60_000 });
  await shown(walk, 'verify');
});
