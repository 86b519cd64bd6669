import AxeBuilder from '@axe-core/playwright';
import path from 'node:path';
import { openDemo, runTest } from './case-steps.ts';
import { expect, test } from './fixture.ts';

test('what a correction is worth is seen by taking its tick away: sums follow, the case stays as it is', async ({ page, folder }) => {
  await openDemo(page);
  await runTest(page, 'D16');
  await page.keyboard.press('f');
  await page.waitForSelector('.editor');
  await page.keyboard.press('Alt+5');
  const all = page.locator('.totals tfoot .number').nth(0);
  const before = await all.innerText();
  await page.keyboard.press('Control+Shift+W');
  const part = page.locator('.what-if');
  await expect(part.locator('.totals tbody tr')).toHaveCount(3);
  const then = part.locator('.totals tbody tr').nth(1).locator('.number').first();
  await expect(then).toHaveText(before);
  await expect(part.getByRole('grid')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(then).toHaveText('0.00');
  await expect(part.locator('.totals tbody tr').nth(2).locator('.number').first()).toContainText(before);
  const pictures = process.env['ASSAY_PICTURES'] ?? folder;
  await page.screenshot({ path: path.join(pictures, 'what-if.png') });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
  await page.keyboard.press('Control+Shift+W');
  await expect(page.locator('.totals tfoot .number').nth(0)).toHaveText(before);
});
