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

const two = (n: number): string => String(n).padStart(2, '0');
const declared = (month: number, no: number, value: string): string =>
  `55301/05${two(month)}26/${String(no).padStart(7, '0')},2026-${two(month)}-05,1,8518309500,CN,${value}`;

const head = 'reg_no,reg_date,item_no,hs_code,origin_country,customs_value';

/** Three declarations a month; the books lack two of March and all of June, have one that nobody lists and one of another value. */
const register = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((month) => [1, 2, 3].map((no) => declared(month, no, '1000.50')));
const books = [
  ...register
    .filter((line) => !/\/0506|\/05032[56]\/000000[12]/.test(line))
    .map((line) => line.replace('/050726/0000002,2026-07-05,1,8518309500,CN,1000.50', '/050726/0000002,2026-07-05,1,8518309500,CN,900.00')),
  declared(9, 77, '5.00'),
];
const ledger = [1, 2, 3, 4, 5, 7, 8, 9, 12].flatMap((month) =>
  Array.from(
    { length: month * 3 },
    (_, i) => `T${month}-${i},${month === 12 ? 2025 : 2026}-${two(month)}-1${i % 9},1330,100.00,,Поступление`,
  ),
);

function files(folder: string): Record<'ledger' | 'declarations' | 'register', string> {
  const write = (name: string, lines: readonly string[]): string => {
    const at = path.join(folder, name);
    fs.writeFileSync(at, `${lines.join('\n')}\n`);
    return at;
  };
  return {
    ledger: write('ledger.csv', ['txn_id,posting_date,account,debit,credit,description', ...ledger]),
    declarations: write('declarations.csv', [`${head},description,fx_unit`, ...books.map((line) => `${line},Наушники,1`)]),
    register: write('register.csv', [`${head},status,items_n`, ...register.map((line) => `${line},выпущено,`)]),
  };
}

async function take(page: Page, file: string): Promise<void> {
  await drop(page, [file]);
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.dialog .certificate');
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await page.keyboard.press('Enter');
  await expect(page.locator('.dialog')).toHaveCount(0);
}

for (const [lang, theme] of [
  ['en', 'light'],
  ['ru', 'dark'],
  ['kk', 'light'],
] as const) {
  const t = words(lang);
  test(`which months are complete, what the register has and the books do not (${lang})`, async ({ page, folder, app }) => {
    test.setTimeout(180_000);
    const made = files(folder);
    await openEmptyCase(page, lang.toUpperCase());
    for (let press = theme === 'light' ? 1 : 2; press > 0; press -= 1) await page.keyboard.press('Alt+t');
    await take(page, made.ledger);
    await take(page, made.declarations);

    // a list of the register is taken for one; whom it is from is asked, and answered by what it is
    await drop(page, [made.register]);
    await page.waitForSelector('.dialog footer .button.primary:focus');
    for (const at of [0, 1]) await expect(page.locator('.dialog select').nth(at)).toHaveValue('register');
    await picture(page, `import-from-${lang}`);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.dialog .certificate');
    await expect(page.locator('.dialog')).toContainText(t('import.from.register'));
    await page.keyboard.press('Escape');
    await expect(page.locator('.dialog')).toHaveCount(0);

    // the palette knows the page; what is wrong first is chosen
    await page.keyboard.press('Control+k');
    await page.keyboard.type(t('coverage.title'));
    await page.keyboard.press('Enter');
    const matrix = page.locator('.matrix');
    await matrix.waitFor();
    await expect(page.locator('#work h1')).toHaveText(t('coverage.title'));
    const chosen = page.locator('.matrix-cell.chosen .figure');
    await expect(chosen).toHaveText('1/3');
    await expect(page.locator('#detail')).toContainText(t('coverage.state.short'));
    await expect(page.locator('#detail')).toContainText(t('coverage.by.register'));
    await expect(page.locator('.work-head')).toContainText(t('table.declarations'));
    await expectAccessible(page, 'coverage');
    await picture(page, `coverage-${lang}`);

    // the register's lists: five missing, one unlisted, one different
    const ways = page.locator('.register-part .way b');
    await expect(ways).toHaveText(['5', '1', '1']);
    await page.locator('.register-part .way').nth(2).click();
    await expect(page.locator('.register-part .table-body .table-row')).toHaveCount(1);
    await expect(page.locator('.register-part .table-body')).toContainText(t('column.customs_value_minor'));
    await picture(page, `coverage-different-${lang}`);
    await expectAccessible(page, 'differences');

    // down to the ledger: June has nothing; somebody says how many there must be
    await matrix.focus();
    await page.keyboard.press('ArrowDown');
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowRight');
    await expect(chosen).toHaveText('0');
    await page.locator('#detail input').nth(0).fill('12');
    await page.locator('#detail input').nth(1).fill('Справка бухгалтера');
    await page.keyboard.press('Enter');
    await expect(chosen).toHaveText('0/12');
    await expect(page.locator('#detail')).toContainText(t('coverage.state.missing'));
    await expect(page.locator('#detail .fact dd', { hasText: 'Справка бухгалтера' })).toHaveCount(1);
    await page.waitForSelector('.matrix:focus');
    await picture(page, `coverage-expected-${lang}`);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1920, 1080));
    await page.waitForTimeout(300);
    await picture(page, `coverage-wide-${lang}`);

    // Enter on a month with rows shows them, and nothing else
    await page.keyboard.press('ArrowLeft');
    await expect(chosen).toHaveText('15');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
    await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '16');

    // a test says the coverage it had, and that its data are incomplete
    await page.keyboard.press('Control+k');
    await page.keyboard.type('D01');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#work h1:has-text("D01")');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.run-line');
    await expect(page.locator('.run-line')).toContainText(t('coverage.run'));
    await expect(page.locator('.run-line a.amber')).toHaveCount(1);
    await picture(page, `run-${lang}`);
    await expectAccessible(page, 'run');
  });
}
