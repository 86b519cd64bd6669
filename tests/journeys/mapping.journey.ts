import type { Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { sheetData, texts, workbookOf } from '../importers/workbook/xlsx-writer.ts';
import { choosePath, picture } from './door.ts';
import { drop } from './dropping.ts';
import { expect, test } from './fixture.ts';
import { expectAccessible, focused, lookedAt, openEmptyCase } from './import-steps.ts';
import { words } from './words.ts';

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
    await openEmptyCase(page, lang);
    const file = path.join(folder, 'проводки.csv');
    fs.writeFileSync(file, ledger);
    await drop(page, [file]);
    const dialog = page.locator('.dialog');
    await page.waitForSelector('.file-columns');
    // nothing is certain: the first thing to confirm has the focus, and not the button that imports
    await expect(page.locator('.file-columns select:focus')).toHaveCount(1);
    await dialog.locator('select').nth(1).selectOption('ledger');
    const rows = dialog.locator('.file-columns tbody tr');
    await expect(rows).toHaveCount(6);
    await expect(rows.nth(0).locator('select')).toHaveValue('posting_date');
    await expect(rows.nth(0)).toContainText(t('mapping.kind.day'));
    await picture(page, `mapping-${lang}`);
    await expectAccessible(page, 'mapping');
  });
}

/** A statement as an accountant's program of the nineties prints it. */
const printed = [
  'Дата       Счет   Сумма       Основание',
  '05.01.2026 3310      1000.50  Оплата по договору',
  '16.01.2026 1030       250.00  Возврат аванса',
  '27.02.2026 3310        99.99  Оплата по договору',
];

/** Presses a button of the topmost dialog as the keyboard does. */
async function press(page: Page, text: string): Promise<void> {
  const button = page.locator('.dialog').last().getByRole('button', { name: text, exact: true }).first();
  await button.focus();
  await page.keyboard.press('Enter');
}

for (const lang of ['en', 'ru', 'kk'] as const) {
  const t = words(lang);
  test(`the columns of a printed text are marked on its ruler, and the mapping is kept, renamed, written, taken away and put back (${lang})`, async ({
    app,
    page,
    folder,
  }) => {
    test.setTimeout(300_000);
    await openEmptyCase(page, lang);
    const file = path.join(folder, 'ведомость.txt');
    fs.writeFileSync(file, `${printed.join('\n')}\n`);
    await drop(page, [file]);
    await page
      .locator('.dialog')
      .getByRole('button', { name: t('mapping.fixed.open') })
      .waitFor();
    await press(page, t('mapping.fixed.open'));
    const text = page.locator('.fixed-text');
    await expect(text).toContainText('Возврат аванса');
    await expect(text).toBeFocused();
    const edges = page.locator('.fixed-edge');
    const before = await edges.count();

    // a mark is set, moved and taken away, and the names of the columns follow
    await page.keyboard.press('Home');
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await expect(edges).toHaveCount(before + 1);
    await page.keyboard.press('Shift+ArrowRight');
    await expect(text).toHaveAttribute('aria-valuenow', '5');
    await lookedAt(app, page, `ruler-${lang}`);
    await text.focus();
    await page.keyboard.press('Space');
    await expect(edges).toHaveCount(before);
    const names = page.locator('.dialog').last().locator('.import-choices input');
    expect(await names.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toEqual([
      'Дата',
      'Счет',
      'Сумма',
      'Основание',
    ]);
    await press(page, t('mapping.fixed.use'));
    await expect(page.locator('.fixed-text')).toHaveCount(0);

    // the part is mapped: the columns are there, and what needs a person has the focus
    const dialog = page.locator('.dialog');
    await expect(page.locator('.file-columns select:focus')).toHaveCount(1);
    await dialog.locator('select').nth(1).focus();
    await dialog.locator('select').nth(1).selectOption('ledger');
    const rows = dialog.locator('.file-columns tbody tr');
    await expect(rows.nth(0).locator('select')).toHaveValue('posting_date');
    await expect(dialog.locator('select').nth(1)).toBeFocused();
    const amount = rows.nth(2).locator('select');
    await amount.focus();
    await amount.selectOption('debit_minor');
    await expect(dialog.locator('.file-columns tbody tr').nth(2)).toContainText(t('mapping.why.person'));
    await expect(amount).toBeFocused();
    await lookedAt(app, page, `fixed-mapping-${lang}`);
    const go = dialog.locator('footer .button.primary');
    await go.focus();
    await page.keyboard.press('Enter');
    await expect(dialog.locator('.certificate')).toContainText('ведомость');
    await expect(dialog.locator('.certificate .fact').first().locator('dd')).toHaveText('3');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);

    // the same bytes again: said before anything else, and nothing is asked twice
    await drop(page, [file]);
    await expect(dialog.locator('.amber').first()).toContainText('ведомость.txt');
    await lookedAt(app, page, `there-${lang}`);
    await press(page, t('import.certified'));
    await expect(page.locator('.dialog')).toHaveCount(2);
    await expect(page.locator('.dialog').last().locator('.certificate')).toContainText('SHA-256');
    await page.keyboard.press('Escape');
    await expect(page.locator('.dialog')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);

    // the next one is known by its header and its places
    const next = path.join(folder, 'ведомость 2.txt');
    fs.writeFileSync(next, `${printed.join('\n').replaceAll('2026', '2025')}\n`);
    await drop(page, [next]);
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await press(page, t('mapping.part.map'));
    await page.waitForSelector('.dialog .sample');
    await press(page, t('mapping.profiles'));
    const kept = page.locator('.dialog').last().locator('li');
    await expect(kept).toHaveCount(1);
    await expect(kept).toContainText('ведомость');
    await lookedAt(app, page, `kept-${lang}`);

    await press(page, t('mapping.profile.rename'));
    await expect(focused(page)).toHaveValue('ведомость');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Ведомость склада');
    await page.keyboard.press('Enter');
    await expect(kept.locator('.strong')).toHaveText('Ведомость склада');
    const written = path.join(folder, 'mapping.json');
    await choosePath(app, written);
    await press(page, t('mapping.profile.write'));
    await expect.poll(() => fs.existsSync(written)).toBe(true);
    await press(page, t('mapping.profile.remove'));
    await expect(kept).toHaveCount(0);
    await expect(page.locator('.dialog').last()).toContainText(t('mapping.profiles.none'));
    await picture(page, `kept-none-${lang}`);
    await press(page, t('mapping.profile.read'));
    await expect(kept.locator('.strong')).toHaveText('Ведомость склада');
    await press(page, t('mapping.profile.use'));
    await expect(page.locator('.dialog')).toHaveCount(1);
    await expect(dialog).toContainText('Ведомость склада');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });

  test(`a sheet of a workbook whose headers say little is mapped by keyboard, and its other sheet goes where it belongs (${lang})`, async ({
    app,
    page,
    folder,
  }) => {
    test.setTimeout(240_000);
    await openEmptyCase(page, lang);
    const file = path.join(folder, 'книга.xlsx');
    const postings = [
      ['A', 'Счёт учёта', 'Сумма', 'Примечание'],
      ['05.01.2026', '3310', '1000,50', 'Оплата'],
      ['16.01.2026', '1030', '250,00', 'Возврат'],
    ];
    const contracts = [
      ['contract_no', 'contract_date', 'currency'],
      ['K-1', '2026-01-05', 'USD'],
    ];
    const sheetOf = (rows: readonly (readonly string[])[]): string => sheetData(...rows.map((row, i) => texts(i + 1, ...row)));
    fs.writeFileSync(file, workbookOf({ sheets: [sheetOf(postings), sheetOf(contracts)], names: ['Проводки', 'Договоры'] }));
    await drop(page, [file]);
    const dialog = page.locator('.dialog');
    await expect(dialog.locator('.part-table tbody tr')).toHaveCount(2);
    await expect(dialog).toContainText(t('import.part.nowhere'));
    await lookedAt(app, page, `parts-${lang}`);
    await press(page, t('mapping.part.map'));
    await page.waitForSelector('.file-columns');
    await expect(page.locator('.file-columns select:focus')).toHaveCount(1);
    await dialog.locator('select').nth(1).selectOption('ledger');
    const rows = dialog.locator('.file-columns tbody tr');
    await expect(rows).toHaveCount(4);
    // one change after the other, without waiting for what each shows: none is lost
    for (const [at, column] of ['posting_date', 'account', 'debit_minor', 'description'].entries()) {
      await rows.nth(at).locator('select').focus();
      await rows.nth(at).locator('select').selectOption(column);
    }
    await expect(rows.nth(3).locator('select')).toBeFocused();
    await lookedAt(app, page, `part-mapping-${lang}`);
    const go = dialog.locator('footer .button.primary');
    await expect(go).toBeEnabled();
    await go.focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dialog .certificate');
    await expect(dialog.locator('.page-part', { hasText: 'Проводки' }).locator('.fact').first().locator('dd')).toHaveText('2');
    await expect(dialog.locator('.page-part', { hasText: 'Договоры' }).locator('.fact').first().locator('dd')).toHaveText('1');
    await page.keyboard.press('Escape');
  });
}
