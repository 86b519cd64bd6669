import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { choosePath, createVault, picture } from './door.ts';
import { expect, test } from './fixture.ts';
import { words } from './words.ts';

async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((v) => `${screen}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
}

const tariff = [
  'Код ТН ВЭД;Наименование позиции;Доп. ед. изм.;Ставка ввозной таможенной пошлины;Ставка НДС;Действует с',
  '8418;Холодильники, морозильники и прочее холодильное оборудование;;;;01.01.2025',
  '8418 10 200 1;– холодильники-морозильники бытовые, ёмкостью более 340 л;шт;10;12;01.01.2025',
  '8418 30 200 1;– морозильные лари бытовые;шт;12, но не менее 0,1 евро за 1 л;12;01.01.2025',
  '8516 50 000 0;– печи микроволновые;шт;5;12;01.01.2025',
].join('\n');

for (const lang of ['en', 'ru', 'kk'] as const) {
  const t = words(lang);
  test(`a tariff is taken in, searched by code and words, and asked what a description is like, by keyboard (${lang})`, async ({
    app,
    page,
  }) => {
    test.setTimeout(120_000);
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-codes-'));
    const file = path.join(dir, 'tariff.csv');
    fs.writeFileSync(file, tariff);
    await page.click(`.lang-choice button:has-text("${lang.toUpperCase()}")`);
    await createVault(page);
    await page.keyboard.press('Alt+H');
    await page.waitForSelector('.blank .button.primary');
    await expectAccessible(page, 'no codes yet');

    await choosePath(app, file);
    await page.locator('.blank .button.primary').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dialog input');
    await expectAccessible(page, 'taking in');
    await page.locator('.dialog footer .button.primary').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.dialog')).toHaveCount(0);

    await page.keyboard.press('Control+F');
    await page.keyboard.type('8418.30');
    await expect(page.locator('#work [role=grid]')).toContainText('8418302001');
    await expect(page.locator('#work [role=grid]')).not.toContainText('8418102001');
    await page.keyboard.press('Control+F');
    await page.keyboard.type('бытов холодиль');
    await expect(page.locator('#work [role=grid]')).toContainText('8418102001');
    await expect(page.locator('.grid-foot')).toHaveText(/^1 \S+$/);
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('#work [role=grid]')).toBeFocused();
    await picture(page, `codes-${lang}`);
    await expectAccessible(page, 'found codes');

    await page.locator('.work-head button', { hasText: t('hs.byLikeness') }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+F');
    await page.keyboard.type('ларь морозильный Бирюса');
    // the name of the maker stands nowhere
    await expect(page.locator('#work .page-part > .meta')).toContainText('бирюс');
    await expect(page.locator('.plain-table tbody tr').first()).toContainText('8418302001');
    await expect(page.locator('#work')).toContainText(t('hs.advice.limits'));
    await page.keyboard.press('Alt+T');
    await picture(page, `codes-advice-${lang}`);
    await expectAccessible(page, 'advice');
    fs.rmSync(dir, { recursive: true, force: true });
  });
}
