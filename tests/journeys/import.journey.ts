import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { tableNames } from '../../domain/model/books.ts';
import { hasShared, sharedDir } from '../helpers/shared.ts';
import { createVault, picture } from './door.ts';
import { drop } from './dropping.ts';
import { expect, test } from './fixture.ts';
import { words } from './words.ts';

const saft = path.join(sharedDir, 'data', 'saft-no', 'example-888888888.xml');

/** A fresh vault with a case that has no books yet. */
async function openEmptyCase(page: Page, lang: string): Promise<void> {
  await page.click(`.lang-choice button:has-text("${lang}")`);
  await createVault(page);
  await page.keyboard.press('Control+n');
  const fields = page.locator('.dialog input[type=text]');
  for (const [at, text] of ['ТОО «Проба»', '980140001231', '01.01.2026', '30.09.2026'].entries()) await fields.nth(at).fill(text);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections');
}

/** Rules of WCAG 2.2 A and AA. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((v) => `${screen}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
}

/** The cells of a table's row as text. */
const cellsOf = (page: Page, row: string): Promise<string[]> =>
  page.locator(`.dialog tbody tr:has-text("${row}")`).first().locator('td').allInnerTexts();

for (const lang of ['en', 'ru'] as const) {
  const t = words(lang);
  test(`a SAF-T file is looked at, imported and certified (${lang})`, async ({ page, folder }) => {
    test.skip(!hasShared || !fs.existsSync(saft), 'the shared example files are absent');
    test.setTimeout(180_000);
    const file = path.join(folder, path.basename(saft));
    fs.copyFileSync(saft, file);
    await openEmptyCase(page, lang.toUpperCase());
    await drop(page, [file]);

    // What it is, and what it says of itself against what was counted: three accounts do not close, seven checks agree.
    const dialog = page.locator('.dialog');
    await expect(dialog).toContainText(t('format.saft'));
    await expect(dialog).toContainText('Tøyen Lekefabrikk AS');
    await expect(dialog.locator('.part-table').first().locator('tbody tr')).toHaveCount(3);
    expect(await cellsOf(page, '1920')).toContain('1920');
    await picture(page, `inspection-${lang}`);
    await page.locator('.agreeing summary').focus();
    await page.keyboard.press('Enter');
    const [, at, declared, counted] = await cellsOf(page, t('check.saft_entries'));
    expect([at, declared, counted]).toEqual(['GeneralLedgerEntries', '53', '53']);
    const total = await cellsOf(page, t('check.saft_total_debit'));
    expect(total[2]).toBe(total[3]);
    expect(total[2]?.replaceAll(/[^\d]/g, '')).toBe('948704935');
    expect(await cellsOf(page, t('table.accounts'))).toEqual(['GeneralLedgerAccounts', t('table.accounts'), '22', '0']);
    await expectAccessible(page, 'inspection');

    await page.locator('.dialog footer .button.primary').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dialog .certificate');
    await expect(dialog).toContainText('6f0d189a5db1a78710ee54f751e4cf6700f0eb7b85a9638bb41d9e178ed72973');
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await page.keyboard.press('Enter');
    await expect(dialog).toHaveCount(0);

    // The ledger holds its 170 lines, each named by its place in the file.
    await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
    await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '171');
    await page.waitForSelector('.grid:focus');
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('#detail h3').first()).toContainText(path.basename(saft));
    await expect(page.locator('#detail h2')).toContainText('1001');
    await picture(page, `ledger-${lang}`);
    await expect(page.locator('#work h1')).toHaveText(t('table.ledger'));
    await expect(page.locator('.sections')).toContainText(t('table.parties'));
    await page.keyboard.press('Control+k');
    await page.keyboard.type(path.basename(saft));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dialog .certificate');
    const ledger = dialog.locator('.page-part', { hasText: 'GeneralLedgerEntries' });
    await expect(ledger.locator('.fact').first().locator('dd')).toHaveText('170');
    await expect(ledger).toContainText(t('column.debit_minor'));
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await picture(page, `certificate-${lang}`);
    await expectAccessible(page, 'certificate');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });
}

test('a file is taken for what its headers say, whatever book is open; a book that came is in the list and the palette', async ({
  page,
  folder,
}) => {
  const t = words('en');
  const files = {
    'contracts.csv': 'contract_no,contract_date,currency\nK-1,2026-01-05,USD\n',
    'declarations.csv':
      'reg_no,reg_date,item_no,hs_code,description,origin_country,contract_no,currency,customs_value_minor\n' +
      '55301/010126/0000001,2026-01-05,1,8518309500,Headphones,CN,K-1,USD,1000.50\n',
  };
  await openEmptyCase(page, 'EN');
  const sections = page.locator('.sections');
  await expect(sections).not.toContainText(t('table.contracts'));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    await drop(page, [file]);
    await page.waitForSelector('.dialog footer .button.primary:focus');
    const table = name === 'contracts.csv' ? 'contracts' : 'declarations';
    await expect(page.locator('.dialog select').nth(1)).toHaveValue(table);
    await expect(page.locator('.dialog select').nth(1).locator('option')).toHaveCount(tableNames.length);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dialog .certificate');
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await page.keyboard.press('Enter');
    await expect(page.locator('#work h1')).toHaveText(t(`table.${table}`));
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type(t('table.contracts'));
  await page.keyboard.press('Enter');
  await expect(page.locator('#work h1')).toHaveText(t('table.contracts'));
  await expect(sections).toContainText(t('table.contracts'));

  // From the list of imported files Enter opens the certificate.
  await page.keyboard.press('Alt+1');
  const list = page.locator('#work [role=grid]');
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.dialog .certificate');
  await page.keyboard.press('Escape');
  await expect(page.locator('.dialog')).toHaveCount(0);
});
