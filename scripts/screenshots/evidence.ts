import fs from 'node:fs';
import path from 'node:path';
import { invoiceLines, pdfOf, pictureOf } from '../../tests/journeys/papers.ts';
import { find, choose, press } from './screen.ts';
import type { At, Screen } from './screen.ts';

async function addPapers({ app, page, folder }: At): Promise<void> {
  const photo = path.join(folder, 'IMG_2034.jpg');
  const contract = path.join(folder, 'Договор AE-2026.pdf');
  const note = path.join(folder, 'Пояснение бухгалтера.txt');
  fs.writeFileSync(photo, await pictureOf(page, invoiceLines));
  fs.writeFileSync(note, 'Счёт 2026/114 оплачен 12.03.2026 третьим лицом.\n');
  await pdfOf(contract, 3);
  await choose(app, [photo, contract, note]);
  await page.keyboard.press('Control+o');
  await page.locator('.table-row', { hasText: 'IMG_2034.jpg' }).waitFor();
}

const tab = async ({ page, t }: At, key: string): Promise<void> => {
  await page.locator('.tab', { hasText: t(key) }).click();
};

/** Evidence: the list, a picture with parts, its text, typed rows, photos, requests. */
export const evidence: readonly Screen[] = [
  {
    name: 'evidence',
    zoomed: true,
    go: async (at) => {
      await at.page.keyboard.press('Alt+7');
      await at.page.waitForSelector('#work h1');
      await addPapers(at);
      await at.page.locator('.table-row', { hasText: 'IMG_2034.jpg' }).click();
    },
  },
  {
    name: 'evidence-picture',
    zoomed: true,
    go: async ({ page }) => {
      await page.locator('.table-row', { hasText: 'IMG_2034.jpg' }).dblclick();
      await page.waitForSelector('.picture canvas');
      await page.keyboard.press('r');
      await page.waitForSelector('.box-keys:focus');
      // over the line of the total
      const times = (n: number, key: string): readonly string[] => Array.from({ length: n }, () => key);
      await press(page, ...times(8, 'ArrowUp'), ...times(18, 'ArrowLeft'), ...times(11, 'Shift+ArrowUp'), ...times(14, 'Shift+ArrowLeft'));
      await page.keyboard.press('Tab');
      await page.keyboard.type('Итого: 7 642,50 USD');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.region-list > li.chosen');
    },
  },
  {
    name: 'evidence-marking',
    go: async ({ page }) => {
      await page.locator('.picture-room').focus();
      await page.keyboard.press('r');
      await page.waitForSelector('.box-keys:focus');
    },
  },
  {
    name: 'evidence-text',
    go: async (at) => {
      await at.page.locator('.box-keys').press('Escape');
      await at.page.locator('.box-keys').waitFor({ state: 'detached' });
      await tab(at, 'ev.tab.text');
      await at.page.locator('.tab-panel .button', { hasText: at.t('ev.text.do') }).click();
      await at.page.waitForSelector('.tab-panel pre', { timeout: 90_000 });
    },
  },
  {
    name: 'evidence-rows',
    zoomed: true,
    go: async (at) => {
      const { page } = at;
      await tab(at, 'ev.tab.rows');
      await page.waitForTimeout(600);
      await page.locator('.tab-panel select').first().selectOption('contracts');
      // a marked part that is chosen takes the row as it is
      if ((await page.locator('.row-form').count()) === 0) await page.locator('.tab-panel .button.primary').click();
      await page.locator('.row-form input').first().fill('AE-2026/1');
      await page.keyboard.press('Enter');
      await page.locator('.region-list', { hasText: 'AE-2026/1' }).waitFor();
    },
  },
  {
    name: 'evidence-check',
    go: async ({ page, t }) => {
      await page
        .locator('.region-list .button', { hasText: t('ev.row.check') })
        .first()
        .click();
      await page.waitForSelector('.dialog');
    },
  },
  {
    name: 'evidence-about',
    go: async (at) => {
      await tab(at, 'ev.tab.about');
    },
  },
  {
    name: 'evidence-link',
    go: async ({ page }) => {
      await page.locator('.picture-room').focus();
      await page.keyboard.press('l');
      await page.waitForSelector('.dialog');
    },
  },
  {
    name: 'evidence-save',
    go: async ({ page }) => {
      await page.keyboard.press('Control+s');
      await page.waitForSelector('.dialog');
    },
  },
  {
    name: 'evidence-pdf',
    go: async ({ page }) => {
      await page.keyboard.press('Alt+7');
      await page.locator('.table-row', { hasText: 'AE-2026.pdf' }).dblclick();
      await page.waitForSelector('iframe.pdf-frame');
      await page.waitForTimeout(1_500);
    },
  },
  {
    name: 'evidence-camera',
    go: async ({ page }) => {
      await page.keyboard.press('Alt+7');
      await page.waitForSelector('.table-row');
      await page.keyboard.press('Control+Shift+p');
      await page.waitForSelector('.dialog footer .button.primary:focus');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.policy');
    },
  },
  {
    name: 'evidence-phone',
    go: async ({ page, t }) => {
      await page.locator('#work .button', { hasText: t('ev.fromPhone') }).click();
      await page.waitForSelector('.dialog');
    },
  },
  { name: 'requests-none', go: async ({ page, t }) => find(page, t('sections.requests')) },
  {
    name: 'request',
    zoomed: true,
    go: async ({ page, t }) => {
      await page.keyboard.press('Control+n');
      await page.waitForSelector('.request-form');
      await page.keyboard.press('Control+n');
      await page.waitForSelector('#detail textarea:focus');
      await page.keyboard.type('Карточка счёта 60 за март');
      const form = page.locator('.request-form');
      await form.getByLabel(t('ev.request.state')).selectOption('sent');
      await form.getByLabel(t('ev.request.askedOn')).fill('20.02.2026');
      await form.getByLabel(t('ev.request.dueOn')).fill('27.02.2026');
      await page.keyboard.press('Tab');
      await page.waitForSelector('.work-head .wrong');
    },
  },
  {
    name: 'requests',
    go: async ({ page }) => {
      await page.click('a[href*="requests"]');
      await page.waitForSelector('#work [role=grid] .table-row');
    },
  },
];
