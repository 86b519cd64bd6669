import AxeBuilder from '@axe-core/playwright';
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { openDemo, openReport, runTest } from './case-steps.ts';
import { expect, test } from './fixture.ts';

/** Rules of WCAG 2.2 A and AA. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((v) => `${screen}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
}

test('a report opens in the preview at once, and what is shown are the bytes that were signed and are saved', async ({
  app,
  page,
  folder,
}) => {
  await openDemo(page);
  await runTest(page, 'V14');
  await page.keyboard.press('f');
  await page.waitForSelector('.editor');
  const frame = await openReport(page);
  await expect(page.locator('#detail .say-so.confirmed')).toContainText('Genuine');
  await expect(page.locator('.pdf-bar')).toContainText('of 8');
  expect(await frame.locator('.text-layer').first().innerText()).toContain('Audit report');

  const file = path.join(folder, 'copy.pdf');
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: chosen })) as never;
  }, file);
  await page.keyboard.press('Control+s');
  await expect.poll(() => fs.existsSync(file)).toBe(true);
  const sha256 = createHash('sha256').update(fs.readFileSync(file)).digest('hex');
  await expect(page.locator('#detail')).toContainText(sha256);
  await expect(page.locator('#detail')).toContainText('These very bytes');
});

test('the preview is searched, walked and sized with the keyboard', async ({ page }) => {
  await openDemo(page);
  await runTest(page, 'V14');
  await page.keyboard.press('f');
  await page.waitForSelector('.editor');
  const frame = await openReport(page);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('customs value');
  await expect(page.locator('.pdf-found')).toContainText(/^1 of \d+/);
  await page.keyboard.press('Enter');
  await expect(page.locator('.pdf-found')).toContainText(/^2 of \d+/);
  await expect.poll(() => frame.evaluate(() => CSS.highlights.get('current')?.size)).toBe(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('.pdf-found')).toHaveCount(0);

  await page.locator('.pdf-number').fill('5');
  await page.keyboard.press('Enter');
  await expect(page.locator('.pdf-number')).toHaveValue('5');
  const before = await page.locator('.pdf-percent').innerText();
  await page.focus('#work [role=grid]');
  await page.keyboard.press('=');
  await expect(page.locator('.pdf-percent')).not.toHaveText(before);
  await page.keyboard.press('1');
  await expect(page.locator('.pdf-percent')).toContainText('100');
  await page.keyboard.press('0');
  await expect(page.locator('.pdf-percent')).toHaveText(before);
  await expect(page.locator('.pdf-number')).toHaveValue('5');

  // The frame hands on what leads out of it.
  await frame.focus('#pages');
  await page.keyboard.press('Control+k');
  await page.waitForSelector('.palette-entry input:focus');
});

test('leads are decided from the keyboard, taken back, filtered, and gathered into one finding', async ({ page }) => {
  await openDemo(page);
  await runTest(page, 'V14');
  const chosen = page.locator('.table-row.chosen');
  await page.keyboard.press('e');
  await page.keyboard.type('Discount by contract 4/2025');
  await page.keyboard.press('Enter');
  await expect(page.locator('.table-body .table-row').first()).toContainText('Explained');
  // The next lead is chosen and the list has the focus.
  await expect(chosen.first()).toHaveAttribute('aria-rowindex', '3');
  await page.waitForSelector('#work [role=grid]:focus');
  await page.keyboard.press('Control+z');
  await expect(page.locator('.table-body .table-row').first()).not.toContainText('Explained');

  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.locator('.table-row.marked')).toHaveCount(2);
  await page.keyboard.press('n');
  await page.keyboard.type('Payment orders');
  await page.keyboard.press('Enter');
  await expect(page.locator('.table-body .table-row:has-text("Needs data")')).toHaveCount(2);
  await page.locator('.hit-bar select').selectOption({ index: 2 });
  await expect(page.locator('.table-body .table-row')).toHaveCount(2);
  await page.focus('#work [role=grid]');
  await page.keyboard.press('Control+a');
  await expect(page.locator('.table-row.marked')).toHaveCount(2);
  await page.keyboard.press('f');
  await page.waitForSelector('.editor');
  await expect(page.locator('.editor textarea').first()).toHaveValue(/2 lines/);
  await expect(page.locator('.editor .plain-table tbody tr')).toHaveCount(2);
  await expect(page.locator('.lead-only')).toContainText('rests on a lead alone (V14)');

  // Why is this amount? One press to its formula and the trader's own record.
  await page.locator('.editor .fact.total .button').click();
  await expect(page.locator('#detail .formula-text').first()).toContainText('×');
  await expect(page.locator('#detail .raw-record mark').first()).toBeVisible();
  await page.locator('#detail .origins a').first().click();
  await page.waitForSelector('#work h1:has-text("V14")');
});

test('a second run says whether the same came out, and what changed', async ({ page }) => {
  await openDemo(page);
  await runTest(page, 'V14');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.same-run')).toContainText('Identical to the run of');
  await page.locator('.params .button').click();
  await page.locator('.chip-button').nth(1).click();
  await page.locator('.popover input').fill('35');
  await page.keyboard.press('Enter');
  await expect(page.locator('.popover')).toHaveCount(0);
  await expect(page.locator('.params-other')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await page.locator('.run-line .button:has-text("Differs from the run of")').click();
  await expect(page.locator('.dialog')).toContainText('25 → 35');
  await expect(page.locator('.dialog')).toContainText('the same');
});

test('the palette finds a declaration line by its number and item, and opens it', async ({ page }) => {
  await openDemo(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('55301/170526/0001214 / 2');
  const row = page.locator('.palette [role=option]:has-text("55301/170526/0001214 / 2 ·")');
  await expect(row).toHaveCount(1);
  await expect(page.locator('.palette [role=group]').first()).toHaveAttribute('aria-label', 'Rows of the books');
  await page.keyboard.press('Enter');
  await expect(page.locator('.grid-foot')).toContainText('1 row');
  await expect(page.locator('#detail h2')).toContainText('55301/170526/0001214');
});

test('an audited value is typed as the language writes it; what cannot be read is said at its field and stays there', async ({ page }) => {
  await openDemo(page, 'RU');
  await runTest(page, 'V14');
  await page.keyboard.press('f');
  await page.waitForSelector('.editor');
  const audited = page.locator('.editor .plain-table input');
  const total = page.locator('.editor .fact.total dd');
  const before = await total.innerText();
  await audited.fill('12,3,4');
  await audited.blur();
  await expect(page.locator('.editor .problem')).toContainText('12,3,4');
  await expect(audited).toHaveValue('12,3,4');
  await audited.fill('500 000,5');
  await audited.blur();
  await expect(page.locator('.editor .problem')).toHaveCount(0);
  await expect(total).not.toHaveText(before);
  await expect(audited).toHaveValue(/500 000,5/);
  await page.locator('.editor .button:has-text("Исправить строку")').click();
  await page.keyboard.type('55301/280726/0001330 / 1');
  await expect(page.locator('.dialog-table .table-body .table-row')).toHaveCount(1);
  await page.locator('.dialog footer .button.primary').click();
  await expect(page.locator('.editor .plain-table tbody tr')).toHaveCount(2);
  await expect(page.locator('.editor .plain-table input').nth(1)).toBeFocused();

  // What is removed can be put back where it stood.
  const rows = page.locator('.editor .plain-table tbody tr');
  await rows.first().locator('.icon-only').click();
  await expect(rows).toHaveCount(1);
  await page.locator('.notice:has-text("Исправление убрано") button:has-text("Отменить")').click();
  await expect(rows).toHaveCount(2);
  await expect(audited.first()).toHaveValue(/500 000,5/);
  const provisions = page.locator('.line-entry textarea');
  const [before2, count] = [await provisions.first().inputValue(), await provisions.count()];
  await page.locator('.line-entry .icon-only').first().click();
  await expect(provisions).toHaveCount(count - 1);
  await page.locator('.notice:has-text("Норма убрана") button:has-text("Отменить")').click();
  await expect(provisions).toHaveCount(count);
  await expect(provisions.first()).toHaveValue(before2);
  await expect(page.locator('.saving')).toContainText('Сохранено');
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the work screens (${theme})`, async ({ page }) => {
    test.setTimeout(180_000);
    await openDemo(page, 'RU');
    for (let press = theme === 'light' ? 1 : 2; press > 0; press -= 1) await page.keyboard.press('Alt+t');
    await page.keyboard.press('Alt+3');
    await expectAccessible(page, 'tests');
    for (const id of ['D01', 'D03', 'D04', 'D16', 'V14']) {
      await runTest(page, id);
      await page.waitForSelector('.chart svg');
      await page.keyboard.press('Shift+ArrowDown');
      await expectAccessible(page, `test ${id}`);
    }
    await page.locator('.hit-bar .icon-only').nth(1).click();
    await page.waitForSelector('.chart-figures');
    await expectAccessible(page, 'figures');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('0001214');
    await page.waitForSelector('.palette [role=option]:has-text("0001214 /")');
    await expectAccessible(page, 'palette with rows');
    await page.keyboard.press('Escape');
    await page.focus('#work [role=grid]');
    await page.keyboard.press('f');
    await page.waitForSelector('.editor');
    await expectAccessible(page, 'finding');
    for (const section of [1, 4, 5, 7]) {
      await page.keyboard.press(`Alt+${section}`);
      await page.waitForTimeout(300);
      await expectAccessible(page, `section ${section}`);
    }
    const frame = await openReport(page);
    await expectAccessible(page, 'documents');
    await frame.evaluate(fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const inside = await frame.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
      return (await axe.run()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(' | ')}`);
    });
    expect(inside).toEqual([]);
  });
}
