import fs from 'node:fs';
import path from 'node:path';
import { ledgerTable, makePdf } from '../importers/pdf/make-pdf.ts';
import { picture } from './door.ts';
import { drop } from './dropping.ts';
import { expect, test } from './fixture.ts';
import { expectAccessible, openEmptyCase } from './import-steps.ts';
import { words } from './words.ts';

for (const lang of ['ru', 'kk'] as const) {
  const t = words(lang);
  test(`the layout of a PDF report is marked by keyboard and kept (${lang})`, async ({ page, folder }) => {
    test.setTimeout(240_000);
    const file = path.join(folder, 'журнал.pdf');
    fs.writeFileSync(file, await makePdf([ledgerTable(60)]));
    await openEmptyCase(page, lang, 2025);
    await page
      .locator(`.sections a:has-text("${t('sections.books')}")`)
      .first()
      .click();
    await drop(page, [file]);
    const offer = page.locator(`.dialog button:has-text("${t('pdf.offer.open')}")`);
    await offer.waitFor();
    await offer.focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.pdf-sheet');
    await expect(page.locator('.pdf-column')).toHaveCount(6);
    await expect(page.locator('.dialog').last()).toContainText('СФ-1001');
    await page.waitForSelector('.dialog .sample tbody tr');
    await picture(page, `pdf-layout-${lang}`);
    await expectAccessible(page, 'pdf-layout');

    // the border between the fourth and the fifth column moves by arrows, and the rows follow
    const border = page.locator('.pdf-border.across').nth(4);
    const before = Number(await border.getAttribute('aria-valuenow'));
    await border.focus();
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowRight');
    expect(Number(await border.getAttribute('aria-valuenow'))).toBe(before + 6);
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowLeft');
    await picture(page, `pdf-layout-moved-${lang}`);
    const keep = page.locator('.dialog footer .button.primary').last();
    await expect(keep).toBeEnabled();
    await keep.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('.pdf-sheet')).toHaveCount(0);
    await expect(page.locator('.dialog')).toContainText(t('fact.pdf_template'));
    const part = page.locator(`.dialog tbody tr:has-text("${t('table.ledger')}")`).first();
    await expect(part.locator('td.number').first()).toHaveText('60');
    await picture(page, `pdf-known-${lang}`);
  });
}
