import type { Page } from '@playwright/test';
import { picture } from './door.ts';
import { expect, test } from './fixture.ts';
import { expectAccessible, grid, makeCase, openMatching, settle } from './matching-steps.ts';
import { words } from './words.ts';

const tables = ['declarations', 'invoices', 'payments', 'stock', 'products', 'rates', 'freight', 'ledger'];

/** Opens a kind from the overview by its place in the list, and waits for its proposals. */
async function openKind(page: Page, place: number, title: string): Promise<void> {
  // kinds come one after another as they are counted
  await expect(page.locator('#work [role=grid]')).toHaveAttribute('aria-rowcount', '8', { timeout: 60_000 });
  await page.focus('#work [role=grid]');
  await page.keyboard.press('Home');
  for (let i = 0; i < place; i += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('#work h1')).toHaveText(title);
  await page.waitForSelector('.match-card', { timeout: 60_000 });
}

for (const [lang, theme] of [
  ['en', 'light'],
  ['ru', 'dark'],
  ['kk', 'light'],
] as const) {
  const t = words(lang);
  test(`with all books at hand freight goes to declarations, postings to payments, and what is left is linked by hand (${lang})`, async ({
    folder,
  }) => {
    test.setTimeout(420_000);
    const { app, page } = await openMatching(makeCase(folder, tables), lang, theme);
    const shot = async (name: string): Promise<void> => {
      await settle(page);
      await picture(page, `match-${name}-${lang}`);
    };

    // no book is missing: every kind can be proposed
    await expect(page.locator('.match-side-bar')).toHaveCount(14);
    await page.focus('#work [role=grid]');
    await page.keyboard.press('End');
    await expect(page.locator('#detail .say-so.amber')).toHaveCount(0);
    await shot('all-books');

    // freight: a paper goes to the declaration that it names, and says so
    await openKind(page, 6, t('matchKind.declaration-freight'));
    await expect(page.locator('.match-card[data-side=left]').first()).toBeVisible();
    await expect(page.locator('.match-card[data-side=right]').first()).toBeVisible();
    await page.keyboard.press('c');
    await expect(page.locator('.match-list .match-state.confirmed')).toHaveCount(1);
    await shot('freight');
    await expectAccessible(page, 'freight');

    // ledger: the posting of a payment, by its own number and amount
    await page.keyboard.press('Alt+ArrowUp');
    await page.waitForSelector('.match-side-bar');
    await openKind(page, 5, t('matchKind.payment-ledger'));
    await expect(grid(page)).toBeFocused();
    await page.keyboard.press('c');
    await expect(page.locator('.match-list .match-state.confirmed')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('.match-card[data-side=right]').first()).toBeFocused();
    // a posting is named by its number and account, not by its table
    await expect(page.locator('#detail h2')).not.toContainText(t('table.payments'));
    await shot('ledger');
    await page.keyboard.press('Escape');

    // by hand: a part of a payment goes to a posting; both stay in their lists with what is left
    await page.locator('.ways .way', { hasText: t('matchScreen.part.hand') }).click();
    for (const side of ['left', 'right']) {
      await page.waitForSelector(`.match-open.${side} .two-lines`, { timeout: 60_000 });
      await page.focus(`.match-open.${side} [role=grid]`);
      await page.keyboard.press('Home');
      await page.keyboard.press(' ');
    }
    const amount = page.locator('.match-draft .match-amount input').first();
    await amount.fill('1');
    await expect(page.locator('.match-draft [role=alert], .match-draft .problem')).toHaveCount(0);
    await page.keyboard.press('Control+Enter');
    await expect(page.locator('.match-open.left .amber').first()).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('.match-open.right .amber').first()).toBeVisible({ timeout: 30_000 });
    await shot('hand-open');
    await expectAccessible(page, 'what is left');

    // products and articles: many decided at once are taken back at once
    await page.keyboard.press('Control+k');
    await page.keyboard.type(t('matchScreen.articles'));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.match-list .table-body .table-row');
    const open = await page.locator('.match-list .match-state.quiet').count();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('c');
    await expect(page.locator('.match-list .match-state.quiet')).toHaveCount(0);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('u');
    await expect(page.locator('.match-list .match-state.quiet')).toHaveCount(open);
    await shot('articles-undone');
    await app.close();
  });
}
