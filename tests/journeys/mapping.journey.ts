import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { createVault, picture } from './door.ts';
import { drop } from './dropping.ts';
import { expect, test } from './fixture.ts';
import { words } from './words.ts';

async function openEmptyCase(page: Page, lang: string): Promise<void> {
  await page.click(`.lang-choice button:has-text("${lang}")`);
  await createVault(page);
  await page.keyboard.press('Control+n');
  const fields = page.locator('.dialog input[type=text]');
  for (const [at, text] of ['ТОО «Проба»', '980140001231', '01.01.2026', '30.09.2026'].entries()) await fields.nth(at).fill(text);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections');
}

async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((v) => `${screen}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
}

const ledger =
  'Column1;Счет бухгалтерии;Сумма;Сумма;Дт/Кт;Column6\n' +
  '05.01.2026;3310;1 000,50;2,10;Д;Оплата\n' +
  '16.01.2026;1030;250,00;0,50;К;Возврат\n' +
  '27.02.2026;3310;99,99;0,20;Д;Оплата\n';

for (const lang of ['en', 'ru', 'kk'] as const) {
  const t = words(lang);
  test(`headers that say little: columns are suggested by what stands in them, the side by its mark (${lang})`, async ({
    page,
    folder,
  }) => {
    test.setTimeout(180_000);
    await openEmptyCase(page, lang.toUpperCase());
    const file = path.join(folder, 'проводки.csv');
    fs.writeFileSync(file, ledger);
    await drop(page, [file]);
    const dialog = page.locator('.dialog');
    await page.waitForSelector('.file-columns');
    await dialog.locator('select').nth(1).selectOption('ledger');
    const rows = dialog.locator('.file-columns tbody tr');
    await expect(rows).toHaveCount(6);
    await expect(rows.nth(0).locator('select')).toHaveValue('posting_date');
    await expect(rows.nth(0)).toContainText(t('mapping.kind.day'));
    await picture(page, `mapping-${lang}`);
    await expectAccessible(page, 'mapping');
  });
}
