import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { tables } from '../../domain/model/books.ts';
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

const head = 'reg_no,reg_date,item_no,hs_code,description,origin_country,currency,item_price_minor,customs_value_minor';
const goods = ['Наушники', 'Кофемолка', 'Светильник потолочный', 'Ойыншық', 'Обувь мужская'];
const line = (no: number, value: string): string =>
  `55301/05012${no % 9}/000${1000 + no},2026-01-05,1,8518309500,${goods[no % goods.length] ?? ''},CN,USD,${no}20.50,${value}`;

/** An export of a book, and a newer one: a value changed, a line gone, one more. */
function exportsOf(folder: string): { readonly older: string; readonly newer: string } {
  const write = (name: string, lines: readonly string[]): string => {
    const at = path.join(folder, name);
    fs.writeFileSync(at, `${[head, ...lines].join('\n')}\n`);
    return at;
  };
  const numbers = Array.from({ length: 24 }, (_, i) => i + 1);
  const older = numbers.map((no) => line(no, `${no}000.50`));
  const newer = numbers.filter((no) => no !== 7).map((no) => line(no, no === 3 ? '3999.00' : `${no}000.50`));
  return { older: write('выгрузка-март.csv', older), newer: write('выгрузка-апрель.csv', [...newer, line(25, '25000.50')]) };
}

/** One value was set. */
const setOnce = { en: '^1 value set', ru: '^1 значение изменено', kk: '^1 мән өзгертілген' } as const;

/** Drops a file and imports it. */
async function take(page: Page, file: string): Promise<void> {
  await drop(page, [file]);
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.dialog .certificate');
}

for (const [lang, theme] of [
  ['en', 'light'],
  ['ru', 'dark'],
  ['kk', 'light'],
] as const) {
  const t = words(lang);
  test(`a cell gets another value, a newer export takes the older one’s place, a file is withdrawn and brought back (${lang})`, async ({
    page,
    folder,
  }) => {
    test.setTimeout(360_000);
    const files = exportsOf(folder);
    const dialog = page.locator('.dialog');
    await openEmptyCase(page, lang.toUpperCase());
    for (let press = theme === 'light' ? 1 : 2; press > 0; press -= 1) await page.keyboard.press('Alt+t');
    await take(page, files.older);
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.grid:focus');

    // F2 on a cell: what does not fit is said beside it, and what was typed stays.
    await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    const place = tables.declarations.findIndex((column) => column.name === 'customs_value_minor');
    for (let i = 0; i < place; i += 1) await page.keyboard.press('ArrowRight');
    await expect(page.locator('#detail .fact.marked dt')).toHaveText(t('column.customs_value_minor'));
    await page.keyboard.press('F2');
    const value = dialog.locator('input[type=text]');
    await expect(value).toHaveValue('2000.50');
    await value.fill('12x');
    await dialog.locator('textarea').fill('счёт-фактура № 77');
    await value.press('Enter');
    await expect(dialog.locator('.problem')).toBeVisible();
    await expect(value).toHaveValue('12x');
    await picture(page, `value-refused-${lang}`);
    await expectAccessible(page, 'value');
    await value.fill('2500.25');
    await value.press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(page.locator('.grid-cell.changed')).toHaveCount(1);
    await expect(page.locator('#detail .override-line')).toContainText('счёт-фактура № 77');
    await picture(page, `value-set-${lang}`);
    await expectAccessible(page, 'books with a value that was set');

    // The newer export is not doubled without a word: the certificate offers the comparison.
    await take(page, files.newer);
    const offer = dialog.locator('.say-so.amber');
    await expect(offer).toContainText('выгрузка-март.csv', { timeout: 60_000 });
    await picture(page, `offer-${lang}`);
    await expectAccessible(page, 'offer');
    await offer.locator('button').press('Enter');
    const ways = page.locator('#work .ways button');
    await expect(ways).toHaveText([/1$/, /1$/, /1$/], { timeout: 60_000 });
    const rows = page.locator('#work .table-body [role=row]');
    await expect(rows).toHaveCount(1);
    await expect(rows.first()).toContainText(t('column.customs_value_minor'));
    await page.locator('#work [role=grid]').press('ArrowDown');
    await picture(page, `differences-${lang}`);
    await expectAccessible(page, 'differences');
    await ways.nth(2).press('Enter');
    await expect(rows.first()).toContainText('7');
    await picture(page, `vanished-${lang}`);

    await page.locator('#work .button.primary').press('Enter');
    await expect(dialog).toContainText('выгрузка-март.csv');
    // what would move along stands there before anybody decides
    const [oneValue = ''] = t('changes.replacing.moves').replace('{override}', '1').split('{mark}');
    await expect(dialog).toContainText(oneValue, { timeout: 60_000 });
    await picture(page, `replace-${lang}`);
    await expectAccessible(page, 'replace');
    await dialog.locator('.button.primary').press('Enter');
    await expect(dialog).toHaveCount(0, { timeout: 60_000 });
    await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
    await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '25');

    // The older file waits among the withdrawn ones, and comes back; then it is withdrawn by hand, with a reason.
    await page.click(`.ways button:has-text("${t('explore.part.imports')}")`);
    const back = page.locator(`#work button:has-text("${t('changes.withdrawn.back')}")`);
    await expect(back).toHaveCount(1);
    await picture(page, `imports-${lang}`);
    await expectAccessible(page, 'imports');
    // what was set on an equal cell moved along, and is in the list of such values
    await page.locator(`#work button:text-matches("${setOnce[lang]}")`).press('Enter');
    await expect(dialog.locator('.table-body [role=row]')).toHaveCount(1);
    await expect(dialog).toContainText('счёт-фактура № 77');
    await picture(page, `values-${lang}`);
    await expectAccessible(page, 'values');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    await back.press('Enter');
    await expect(back).toHaveCount(0, { timeout: 60_000 });
    const withdraw = page.locator(`#work button:has-text("${t('changes.withdraw')}")`);
    await expect(withdraw).toHaveCount(2);
    await withdraw.first().press('Enter');
    await dialog.locator('textarea').fill('прежняя выгрузка');
    await picture(page, `withdraw-${lang}`);
    await expectAccessible(page, 'withdraw');
    await dialog.locator('.button.primary').press('Enter');
    await expect(dialog).toHaveCount(0);
    await expect(back).toHaveCount(1, { timeout: 60_000 });
  });
}

const longText = 'Светильник потолочный светодиодный с пультом управления, в комплекте крепёж и руководство, артикул '.repeat(3);

/** Where the pencil stands over letters of the value beside it, or touches them. */
const covered = (page: Page): Promise<string[]> =>
  page.locator('#detail .fact.field:has(.icon-only)').evaluateAll((facts) =>
    facts.flatMap((fact) => {
      const pencil = fact.querySelector('.icon-only')?.getBoundingClientRect();
      const boxes = [...fact.querySelectorAll('dt, dd')].flatMap((part) => {
        const range = document.createRange();
        return [...part.childNodes]
          .filter((node) => node.nodeType === Node.TEXT_NODE)
          .flatMap((node) => {
            range.selectNodeContents(node);
            return [...range.getClientRects()];
          });
      });
      if (pencil === undefined) return [];
      const over = boxes.filter(
        (box) => box.right > pencil.left - 2 && box.left < pencil.right + 2 && box.bottom > pencil.top && box.top < pencil.bottom,
      );
      return over.map((box) => `${fact.textContent}: ${box.right} over ${pencil.left}`);
    }),
  );

async function zoomTo(app: ElectronApplication, page: Page, factor: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, zoom) => {
    const [window] = BrowserWindow.getAllWindows();
    window?.setContentSize(1280, 720);
    window?.webContents.setZoomFactor(zoom);
  }, factor);
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1280 / factor);
}

/** Chooses a column of the row that is chosen. */
async function chooseColumn(page: Page, column: string): Promise<void> {
  const place = tables.declarations.findIndex((one) => one.name === column);
  await page.locator('.grid').focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < place; i += 1) await page.keyboard.press('ArrowRight');
}

/** Sets the value of a column, and waits for the line under it. */
async function setCell(page: Page, column: string, text: string): Promise<void> {
  await chooseColumn(page, column);
  await page.keyboard.press('F2');
  const dialog = page.locator('.dialog');
  await dialog.locator('input[type=text]').fill(text);
  await dialog.locator('textarea').fill('счёт-фактура № 77');
  await dialog.locator('input[type=text]').press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('#detail .fact.marked.changed .icon-only')).toHaveCount(1);
}

const longValues = [
  ['description', longText],
  ['customs_value_minor', '10345678901234.56'],
] as const;

for (const [lang, theme] of [
  ['en', 'dark'],
  ['ru', 'light'],
  ['kk', 'dark'],
] as const) {
  test(`the pencil beside a long value that was set covers none of it, at 100 and at 200 % (long, ${lang})`, async ({
    app,
    page,
    folder,
  }) => {
    test.setTimeout(240_000);
    await openEmptyCase(page, lang.toUpperCase());
    for (let press = theme === 'light' ? 1 : 2; press > 0; press -= 1) await page.keyboard.press('Alt+t');
    await take(page, exportsOf(folder).older);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.grid:focus');
    await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
    await page.keyboard.press('ArrowDown');
    await zoomTo(app, page, 1);
    for (const [column, text] of longValues) {
      await setCell(page, column, text);
      expect(await covered(page)).toEqual([]);
      await picture(page, `pencil-${column}-${lang}`);
    }
    await zoomTo(app, page, 2);
    // a field under the pointer would have the pencil instead
    await page.mouse.move(4, 300);
    const sheet = page.locator('#detail.sheet-right');
    await page.locator('.grid').focus();
    await page.keyboard.press('F4');
    await expect(sheet).toBeVisible();
    await sheet.locator('.fact.marked.changed .icon-only').scrollIntoViewIfNeeded();
    expect(await covered(page)).toEqual([]);
    await picture(page, `pencil-${lang}-200`);
  });
}
