import type { Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { tableNames } from '../../domain/model/books.ts';
import { hasShared, sharedDir } from '../helpers/shared.ts';
import { encode } from '../importers/encode.ts';
import { dbase3Memo, dbfOf } from '../importers/workbook/dbf-writer.ts';
import { picture } from './door.ts';
import { drop } from './dropping.ts';
import { expect, test } from './fixture.ts';
import { expectAccessible, focused, openEmptyCase } from './import-steps.ts';
import { words } from './words.ts';

const saft = path.join(sharedDir, 'data', 'saft-no', 'example-888888888.xml');

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
    await openEmptyCase(page, lang);
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
  await openEmptyCase(page, 'en');
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

/** Declarations in many rows: what is loaded long enough to be left. */
function manyDeclarations(folder: string, name: string, rows: number): string {
  const file = path.join(folder, name);
  const head = 'reg_no,reg_date,item_no,hs_code,description,origin_country,customs_value_minor\n';
  const row = (i: number): string =>
    `55301/010126/${String(i).padStart(7, '0')},2026-01-05,1,8518309500,${name} ${i},CN,${1_000 + (i % 500)}.50\n`;
  fs.writeFileSync(file, head + Array.from({ length: rows }, (_, i) => row(i)).join(''));
  return file;
}

test('an import holds nobody: it goes on behind its dialog, the next file is looked at, and its end is told with the way on', async ({
  page,
  folder,
}) => {
  test.setTimeout(240_000);
  const t = words('en');
  const large = manyDeclarations(folder, 'large.csv', 120_000);
  const small = manyDeclarations(folder, 'small.csv', 5);
  const last = manyDeclarations(folder, 'last.csv', 5);
  const same = path.join(folder, 'copy of large.csv');
  fs.copyFileSync(large, same);
  await openEmptyCase(page, 'en');
  await drop(page, [large, small, last]);
  const dialog = page.locator('.dialog');
  await expect(dialog).toContainText('large.csv');
  await expect(dialog.locator('footer')).toContainText('2 more files wait');
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await page.keyboard.press('Enter');
  await expect(focused(page)).toHaveText(t('import.behind'));
  await page.waitForSelector('.dialog .work-story');
  await picture(page, 'import-under-way');
  await page.keyboard.press('Escape');

  // the next one is looked at while the first is in the status bar
  await expect(dialog).toContainText('small.csv');
  await expect(page.locator('.status-job')).toContainText('large.csv');
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await dialog.locator('footer .button', { hasText: t('import.waiting.none') }).focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await picture(page, 'import-behind');

  // the same file is on its way already; its copy waits for its turn and is refused in the end
  await drop(page, [large]);
  await expect(page.locator('.notice')).toContainText('large.csv is being imported already.');
  await expect(dialog).toHaveCount(0);
  await drop(page, [same]);
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await page.keyboard.press('Enter');
  await expect(focused(page)).toHaveText(t('import.behind'));
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);

  const done = page.locator('.notice', { hasText: /120.000 rows imported/ });
  await done.waitFor({ timeout: 120_000 });
  await picture(page, 'import-done-notice');
  await done.locator('.button', { hasText: t('import.certified') }).press('Enter');
  await expect(dialog.locator('.certificate')).toContainText(/120.000/);
  await page.keyboard.press('Escape');
  const refused = page.locator('.notice', { hasText: 'copy of large.csv' });
  await refused.locator('.button', { hasText: t('import.again') }).press('Enter');
  await expect(dialog.locator('.amber').first()).toContainText('large.csv');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('an import that waits for another one leaves at once when it is cancelled', async ({ page, folder }) => {
  test.setTimeout(240_000);
  const t = words('en');
  const first = manyDeclarations(folder, 'first.csv', 120_000);
  const second = manyDeclarations(folder, 'second.csv', 10);
  await openEmptyCase(page, 'en');
  await drop(page, [first, second]);
  for (const file of [first, second]) {
    await expect(page.locator('.dialog')).toContainText(path.basename(file));
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await page.keyboard.press('Enter');
    await expect(focused(page)).toHaveText(t('import.behind'));
    if (file === second) await expect(page.locator('.dialog .work-story')).toContainText(t('job.wait'));
    await page.keyboard.press('Escape');
  }
  await expect(page.locator('.dialog')).toHaveCount(0);
  const jobs = page.locator('.status-job');
  await expect(jobs).toHaveCount(2);
  await jobs.nth(1).locator('button').press('Enter');
  await expect(page.locator('.notice')).toContainText('second.csv was cancelled');
  await expect(jobs).toHaveCount(1);
  await jobs.first().locator('button').press('Enter');
  await expect(page.locator('.notice', { hasText: 'first.csv was cancelled' })).toBeVisible();
  await expect(jobs).toHaveCount(0);
});

test('a DBF is read with the memo file beside it; without it the file to bring along is named, and what came in says so too', async ({
  page,
  folder,
}) => {
  const t = words('en');
  const memo = dbase3Memo([encode('Оплата по договору', 'ibm866')]);
  const columns = [
    { name: 'POSTING_DATE', type: 'D', length: 8 },
    { name: 'ACCOUNT', type: 'C', length: 6 },
    { name: 'DEBIT', type: 'N', length: 12, decimals: 2 },
    { name: 'DESCRIPTION', type: 'M', length: 10 },
  ];
  const book = (day: string) =>
    dbfOf({ version: 0x83, codePage: 0x26, columns, rows: [[`202602${day}`, '3310', '100.50', String(memo.blocks[0])]] });
  const [whole, alone, ofWhole] = ['KNIGA.DBF', 'ALONE.DBF', 'KNIGA.DBT'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  fs.writeFileSync(whole, book('03'));
  fs.writeFileSync(ofWhole, memo.bytes);
  fs.writeFileSync(alone, book('04'));
  await openEmptyCase(page, 'en');
  // both files of the book were taken: the memo is none by itself
  await drop(page, [ofWhole, whole, alone]);
  const dialog = page.locator('.dialog');
  await expect(dialog).toContainText('KNIGA.DBF');
  await expect(dialog.locator('footer')).toContainText('1 more file waits');
  await page.keyboard.press('Escape');
  await expect(dialog).toContainText('ALONE.DBF');
  await expect(dialog.locator('.part-table').first()).toContainText('ALONE.DBT');
  await expect(dialog).toContainText(t('check.dbf_memo_missing'));
  await picture(page, 'memo-missing');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('what nothing here can read is kept as evidence in one step; a memo file by itself says which book it belongs to', async ({
  page,
  folder,
}) => {
  const t = words('en');
  const [noise, memo, prose] = ['scan.bin', 'KNIGA.DBT', 'note.txt'].map((name) => path.join(folder, name)) as [string, string, string];
  fs.writeFileSync(noise, Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7_919) % 256)));
  fs.writeFileSync(memo, dbase3Memo([Buffer.from('text')]).bytes);
  fs.writeFileSync(prose, 'Just a note.\nNothing else.\n');
  await openEmptyCase(page, 'en');
  const dialog = page.locator('.dialog');
  await drop(page, [memo]);
  await expect(dialog.locator('.amber')).toContainText('KNIGA.DBT is the memo file of KNIGA.dbf.');
  await picture(page, 'memo-alone');
  await expectAccessible(page, 'memo alone');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await drop(page, [prose]);
  await expect(dialog.locator('footer')).toContainText(t('import.keep'));
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await drop(page, [noise]);
  await expect(focused(page)).toHaveText(t('import.keep'));
  await picture(page, 'unreadable');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.notice')).toContainText('1 item kept as evidence');
  await expect(page.locator('.sections li', { hasText: t('sections.evidence') }).first()).toContainText('1');
});
