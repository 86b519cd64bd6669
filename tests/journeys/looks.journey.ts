import type { Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { createVault, picture } from './door.ts';
import { drop } from './dropping.ts';
import { expect, test } from './fixture.ts';
import { words } from './words.ts';

async function openCase(page: Page, lang: string): Promise<void> {
  await page.click(`.lang-choice button:has-text("${lang}")`);
  await createVault(page);
  await page.keyboard.press('Control+n');
  const fields = page.locator('.dialog input[type=text]');
  for (const [at, text] of ['ТОО «Проба»', '980140001231', '01.01.2026', '30.09.2026'].entries()) await fields.nth(at).fill(text);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections');
}

const invoices = Array.from({ length: 9 }, (_, i) => `INV-${i},2026-0${i + 1}-05,1,Наушники,100.00,USD,purchase`);

for (const lang of ['ru', 'kk'] as const) {
  const t = words(lang);
  test(`months of coverage stand under each other however long the name of a book is (${lang})`, async ({ page, folder }) => {
    test.setTimeout(120_000);
    await openCase(page, lang.toUpperCase());
    const file = path.join(folder, 'invoices.csv');
    fs.writeFileSync(file, `invoice_no,invoice_date,line_no,description,amount,currency,direction\n${invoices.join('\n')}\n`);
    await drop(page, [file]);
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await page.locator('.dialog select').nth(1).selectOption('invoices');
    await page.waitForTimeout(600);
    await page.locator('.dialog footer .button.primary').click();
    await page.waitForSelector('.dialog .certificate');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type(t('coverage.title'));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.matrix-cell');
    await picture(page, `looks-coverage-${lang}`);
    const lefts = await page
      .locator('.matrix-row')
      .evaluateAll((rows) => rows.map((row) => [...row.children].slice(1).map((cell) => Math.round(cell.getBoundingClientRect().left))));
    expect(lefts.length).toBeGreaterThan(1);
    for (const row of lefts) expect(row).toEqual(lefts[0]);
    // a whole name, not a part of it
    const cut = await page
      .locator('.matrix-row > :first-child')
      .evaluateAll((names) => names.filter((name) => name.scrollWidth > name.clientWidth + 1).map((name) => name.textContent));
    expect(cut).toEqual([]);
  });
}
