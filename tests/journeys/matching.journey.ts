import { picture } from './door.ts';
import { expect, test } from './fixture.ts';
import { expectAccessible, grid, makeCase, openMatching, settle } from './matching-steps.ts';
import { words } from './words.ts';

for (const [lang, theme] of [
  ['en', 'light'],
  ['ru', 'dark'],
  ['kk', 'light'],
] as const) {
  const t = words(lang);
  test(`proposals are walked, confirmed, refused and taken back by the keyboard; the rest is linked by hand (${lang})`, async ({
    folder,
  }) => {
    test.setTimeout(420_000);
    const made = makeCase(folder, ['declarations', 'invoices', 'payments', 'stock', 'products', 'rates']);
    const { app, page } = await openMatching(made, lang, theme);
    const shot = async (name: string): Promise<void> => {
      await settle(page);
      await picture(page, `match-${name}-${lang}`);
    };

    // the overview: the ledger and freight are missing, and the details say so with the way on
    await expect(page.locator('.match-side-bar')).toHaveCount(14);
    await shot('overview');
    await expectAccessible(page, 'overview');
    await page.keyboard.press('End');
    await expect(page.locator('#detail')).toContainText(t('table.freight'));
    await expect(page.locator('#detail .say-so.amber')).toBeVisible();
    await shot('overview-missing');

    // invoices and payments: proposals of three methods, the first of them chosen
    await page.focus('#work [role=grid]');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.locator('#work h1')).toHaveText(t('matchKind.invoice-payment'));
    await page.waitForSelector('.match-card', { timeout: 30_000 });
    await expect(grid(page)).toBeFocused();
    await expect(page.locator('.match-why li').first()).toBeVisible();
    await shot('proposals');
    await expectAccessible(page, 'proposals');

    // one confirmed: the next is chosen; one refused; the refusal taken back
    await page.keyboard.press('c');
    await expect(page.locator('.match-list .match-state.confirmed')).toHaveCount(1);
    await page.keyboard.press('x');
    await expect(page.locator('.match-list .match-state.wrong')).toHaveCount(1);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('u');
    await expect(page.locator('.match-list .match-state.wrong')).toHaveCount(0);

    // into the proposal: its rows are walked, each shows where it comes from
    await page.keyboard.press('Enter');
    await expect(page.locator('.match-card').first()).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('.match-card[data-side=right]').first()).toBeFocused();
    await expect(page.locator('#detail h2')).toContainText(t('table.payments'));
    await page.keyboard.press('Escape');
    await expect(grid(page)).toBeFocused();

    // several at once, after a question that names their number
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    for (let i = 0; i < 5; i += 1) await page.keyboard.press('Shift+ArrowDown');
    await expect(page.locator('.match-foot b')).toContainText('6');
    await page.keyboard.press('c');
    await page.waitForSelector('.dialog .button.primary:focus');
    await expect(page.locator('.dialog h2')).toContainText('6');
    await shot('bulk');
    await expectAccessible(page, 'bulk');
    await page.keyboard.press('Enter');
    await expect(page.locator('.match-list .match-state.confirmed')).toHaveCount(7);
    await page.locator('.notice button').first().click();
    await expect(page.locator('.match-list .match-state.confirmed')).toHaveCount(1);

    // words narrow the list
    await page.keyboard.press('Control+f');
    await page.keyboard.type('Rheinwerk');
    await expect(page.locator('.match-list .table-body')).toContainText('RW-26');
    await shot('search');
    // the words are gone for good: what is confirmed next is what the list says
    // the pointer rests where the notice was, over a button whose tip Escape would close first
    await page.mouse.move(8, 400);
    await expect(page.locator('.tooltip')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page.locator('.match-list .table-body')).toContainText('AT-26');
    await page.waitForTimeout(600);
    await expect(page.locator('.search-box input')).toHaveValue('');
    await expect(page.locator('.match-list .table-body')).toContainText('AT-26');

    // all exact ones: from the heading, in one step
    await page.locator('.match-list .table-body .button.small').first().click();
    await page.waitForSelector('.dialog .button.primary:focus');
    await page.keyboard.press('Enter');
    await expect(page.locator('.match-list .match-state.confirmed').nth(10)).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('.match-list .match-state.quiet')).toHaveCount(0, { timeout: 20_000 });
    await shot('all-confirmed');

    // what was confirmed stands in its list, newest first
    await page.locator('.ways .way', { hasText: t('matchScreen.part.confirmed') }).click();
    await page.waitForSelector('.match-list .table-body .table-row');
    await page.waitForSelector('.match-card');
    await shot('confirmed');
    await expectAccessible(page, 'confirmed');

    // by hand: one left row against two right ones
    await page.locator('.ways .way', { hasText: t('matchScreen.part.hand') }).click();
    await page.waitForSelector('.match-open.left .two-lines', { timeout: 30_000 });
    await page.waitForSelector('.match-open.right .two-lines', { timeout: 30_000 });
    await page.focus('.match-open.left [role=grid]');
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await page.focus('.match-open.right [role=grid]');
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.waitForSelector('.match-draft');
    await shot('hand');
    await expectAccessible(page, 'hand');

    // a row of the books says what it is matched with
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForSelector('.match-card');
    await page.focus('.match-card');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
    await expect(page.locator('.matched-with')).toContainText(t('matchKind.invoice-payment'));
    await shot('matched-with');
    await expectAccessible(page, 'matched with');

    // products and articles
    await page.keyboard.press('Control+k');
    await page.keyboard.type(t('matchScreen.articles'));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.match-list .table-body .table-row');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('c');
    await expect(page.locator('.match-list .match-state.quiet')).toHaveCount(0);
    await shot('articles');
    await expectAccessible(page, 'articles');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1920, 1080));
    await page.keyboard.press('Alt+ArrowLeft');
    await page.keyboard.press('Alt+ArrowLeft');
    await shot('wide');
    await app.close();
  });
}
