import type { ElectronApplication, Locator, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { openDemo } from './case-steps.ts';
import { picture } from './door.ts';
import { expect, test } from './fixture.ts';
import { invoiceLines, pictureOf } from './papers.ts';
import { words } from './words.ts';

test.use({ windowArgs: ['--use-fake-device-for-media-stream', '--today=2026-03-05'] });

const choose = (app: ElectronApplication, files: readonly string[]): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [...chosen] })) as never;
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: chosen[0] })) as never;
  }, files);

/** Goes on with Tab until the place has the focus, as a person without a mouse does. */
async function tabTo(page: Page, place: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if ((await place.count()) > 0 && (await place.first().evaluate((one) => one === document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead there');
}

/** Runs a command of the palette by its name. */
async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
}

async function resize(app: ElectronApplication, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [wide, high]) => BrowserWindow.getAllWindows()[0]?.setContentSize(wide, high), [
    width,
    height,
  ] as const);
}

/** Choices whose chosen words are cut off. */
const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d');
    return [...document.querySelectorAll<HTMLSelectElement>('#work select')].flatMap((select) => {
      const style = getComputedStyle(select);
      if (pen === null) return ['no canvas'];
      pen.font = style.font;
      const text = select.selectedOptions[0]?.text ?? '';
      const arrow = 18;
      const room = select.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight) - arrow;
      return pen.measureText(text).width > room ? [`${text}: ${Math.ceil(pen.measureText(text).width)} > ${Math.floor(room)}`] : [];
    });
  });

test('without a mouse: photo, answers, mark, finding, typed row, second person, books, request', async ({ page, app, folder }) => {
  test.setTimeout(240_000);
  const t = words('ru');
  await openDemo(page, 'RU');
  const photo = path.join(folder, 'IMG_7.jpg');
  fs.writeFileSync(photo, await pictureOf(page, invoiceLines));
  await page.keyboard.press('Alt+4');
  await page.keyboard.press('Control+n');
  await page.waitForSelector('.editor .evidence-of');
  await page.keyboard.press('Alt+7');
  await page.waitForSelector(`#work h1:has-text("${t('sections.evidence')}")`);

  // A photo of a phone: the rule pack asks first.
  await choose(app, [photo]);
  await command(page, t('ev.fromPhone'));
  await page.waitForSelector('.dialog .policy');
  await tabTo(page, page.locator('.policy .button'));
  await page.keyboard.press('Enter');
  await tabTo(page, page.locator('.dialog footer .button.primary'));
  await page.keyboard.press('Enter');
  await expect(page.locator('.table-row', { hasText: 'IMG_7' })).toHaveCount(1);
  await tabTo(page, page.locator('.work-pane [role=grid]'));
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.picture canvas');

  // A mark, moved by the arrows, tied to the finding.
  await page.keyboard.press('r');
  await page.waitForSelector('.box-keys:focus');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.region-list > li.chosen');
  await tabTo(page, page.locator('.picture-room'));
  await page.keyboard.press('l');
  await page.waitForSelector('.dialog');
  await page.keyboard.press('Enter');
  await expect(page.locator('.region-form')).toContainText(t('findings.add'));

  // A row typed from the mark, checked by a second person, in the books.
  await tabTo(page, page.locator('.tab[data-selected]'));
  await page.keyboard.press('End');
  await tabTo(page, page.locator('.tab-panel select'));
  await page.locator('.tab-panel select').first().selectOption('contracts');
  await tabTo(page, page.locator('.row-form input'));
  await page.keyboard.type('AE-2026/7');
  await page.keyboard.press('Enter');
  await expect(page.locator('.region-list')).toContainText('AE-2026/7');
  await tabTo(page, page.locator('.region-list .button', { hasText: t('ev.row.check') }));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.dialog input:focus');
  await page.keyboard.type('Серикова А.');
  await page.keyboard.press('Enter');
  await expect(page.locator('.dialog')).toHaveCount(0);

  // The mark is moved: the check is taken back, said, and given anew.
  await tabTo(page, page.locator('.tab[data-selected]'));
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await tabTo(page, page.locator('.region-form .button', { hasText: t('ev.region.adjust') }));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.box-keys:focus');
  await page.keyboard.press('ArrowDown');
  await picture(page, 'evidence-adjust');
  await page.keyboard.press('Enter');
  await expect(page.locator('.notice').last()).toContainText('1');
  await tabTo(page, page.locator('.tab[data-selected]'));
  await page.keyboard.press('End');
  await tabTo(page, page.locator('.region-list .button', { hasText: t('ev.row.check') }));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.dialog input:focus');
  await expect(page.locator('.dialog input')).toHaveValue('Серикова А.');
  await page.keyboard.press('Enter');
  await expect(page.locator('.dialog')).toHaveCount(0);
  await tabTo(page, page.locator('.tab-panel .button.primary:not([disabled])').last());
  await page.keyboard.press('Enter');
  await page.waitForSelector('.dialog .certificate');
  await page.keyboard.press('Escape');

  // What came for a requested item makes it received in one step, and its list leaves as a file.
  await command(page, t('sections.requests'));
  await page.waitForSelector('.blank .button.primary:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.request-form');
  await page.keyboard.press('Control+n');
  await page.waitForSelector('#detail textarea:focus');
  await page.keyboard.type('Карточка счёта 60');
  const card = path.join(folder, 'card60.txt');
  fs.writeFileSync(card, 'card');
  await choose(app, [card]);
  await page.keyboard.press('Control+o');
  await expect(page.locator('.evidence-of .evidence-card')).toContainText('card60.txt');
  await expect(page.locator('.work-pane .table-row').first()).toContainText(t('requestItemState.received'));
  const list = path.join(folder, 'list.txt');
  await choose(app, [list]);
  await page.keyboard.press('Control+s');
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await picture(page, 'evidence-request-save');
  await page.keyboard.press('Enter');
  await expect.poll(() => (fs.existsSync(list) ? fs.readFileSync(list, 'utf8') : '')).toContain('1. Карточка счёта 60');
});

const looks = [
  { lang: 'ru', theme: 'light', size: [1280, 720], zoom: 1 },
  { lang: 'kk', theme: 'dark', size: [1280, 720], zoom: 1 },
  { lang: 'ru', theme: 'dark', size: [1920, 1080], zoom: 1 },
  { lang: 'en', theme: 'light', size: [1280, 720], zoom: 2 },
] as const;

for (const { lang, theme, size, zoom } of looks) {
  test(`nothing is cut off on the screens of evidence (${lang}, ${theme}, ${size[0]}, ${zoom * 100} %)`, async ({ page, app, folder }) => {
    test.setTimeout(180_000);
    const look = async (name: string): Promise<void> => {
      await page.waitForTimeout(250);
      await picture(page, `ev-${name}-${lang}-${theme}-${size[0]}-${zoom}`);
      expect(await cutOff(page), name).toEqual([]);
    };
    await openDemo(page, lang.toUpperCase());
    await resize(app, size[0], size[1]);
    await app.evaluate(({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor), zoom);
    if (theme === 'dark') await page.keyboard.press('Alt+t');
    const photo = path.join(folder, 'Накладная 114 со склада временного хранения.jpg');
    fs.writeFileSync(photo, await pictureOf(page, invoiceLines));
    await choose(app, [photo]);
    await page.keyboard.press('Alt+7');
    await page.waitForSelector(`#work h1:has-text("${words(lang)('sections.evidence')}")`);
    await page.keyboard.press('Control+o');
    const row = page.locator('.table-row', { hasText: 'Накладная' });
    await row.click();
    await look('list');
    await page.locator('.evidence-filter select').nth(2).selectOption('bank-secret');
    await look('filtered');
    await page.locator('.evidence-filter select').nth(2).selectOption('');
    await row.dblclick();
    await page.waitForSelector('.picture canvas');
    await page.keyboard.press('r');
    await page.waitForSelector('.box-keys:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.picture-box.current');
    await look('marked');
    // at 200 % the list of sections is folded away
    await command(page, words(lang)('sections.requests'));
    await page.waitForSelector(`#work h1:has-text("${words(lang)('sections.requests')}")`);
    await page.keyboard.press('Control+n');
    await page.waitForSelector('.request-form');
    await page.keyboard.press('Control+n');
    await page.waitForSelector('.work-pane .table-row');
    await look('request');
  });
}
