import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { callFromPage } from './api.ts';
import { frameOf, openDemo } from './case-steps.ts';
import { picture } from './door.ts';
import { expect, test } from './fixture.ts';
import { invoiceLines, pastePicture, pdfOf, pictureOf } from './papers.ts';
import { words } from './words.ts';

const t = words('en');
test.use({ windowArgs: ['--use-fake-device-for-media-stream', '--today=2026-03-05'] });

/** What the next native dialogs answer with. */
const choose = (app: ElectronApplication, files: readonly string[]): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [...chosen] })) as never;
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: chosen[0] })) as never;
  }, files);

/** Rules of WCAG 2.2 A and AA. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((v) => `${screen}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
}

async function openFinding(page: Page): Promise<void> {
  await page.keyboard.press('Alt+4');
  await page.waitForSelector(`#work h1:has-text("${t('sections.findings')}")`);
  await page.keyboard.press('Control+n');
  await page.waitForSelector('.editor .evidence-of');
}

async function photoIn(page: Page, folder: string, name = 'IMG_2034.jpg'): Promise<string> {
  const file = path.join(folder, name);
  fs.writeFileSync(file, await pictureOf(page, invoiceLines));
  return file;
}

/** Goes to the section of evidence; its keys are heard from when it stands there. */
async function toEvidence(page: Page, say = t): Promise<void> {
  await page.keyboard.press('Alt+7');
  await page.waitForSelector(`#work h1:has-text("${say('sections.evidence')}")`);
}

/** Adds files on the section of evidence and opens the one of that name. */
async function addAndOpen(page: Page, app: ElectronApplication, file: string): Promise<void> {
  await choose(app, [file]);
  await toEvidence(page);
  await page.keyboard.press('Control+o');
  await page.locator('.table-row', { hasText: path.basename(file) }).dblclick();
}

const cards = (page: Page) => page.locator('.evidence-of .evidence-card');

test('a photo of a page becomes evidence on a finding in at most 4 actions: by file, by paste, by camera', async ({
  page,
  app,
  folder,
}) => {
  test.setTimeout(180_000);
  await openDemo(page);
  const photo = await photoIn(page, folder);
  await openFinding(page);

  // By file: the key, and the choice in the system's dialog.
  await choose(app, [photo]);
  await page.keyboard.press('Control+o');
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page)).toContainText('IMG_2034.jpg');
  await expect(cards(page).locator('canvas')).toHaveCount(1);

  // By paste: one key.
  await pastePicture(page, await pictureOf(page, ['1C: card of account 60'], 'image/png'));
  await expect(cards(page)).toHaveCount(2);

  // By the laptop's camera: open, take, answer what the rules ask, keep.
  let actions = 0;
  const press = async (keys: string): Promise<void> => {
    actions += 1;
    await page.keyboard.press(keys);
  };
  await press('Control+Shift+p');
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await picture(page, 'evidence-camera');
  await press('Enter');
  await page.waitForSelector('.policy .button:focus');
  await expect(page.locator('.dialog footer .button.primary')).toBeDisabled();
  await picture(page, 'evidence-policy');
  await press('Enter');
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await press('Enter');
  await expect(cards(page)).toHaveCount(3);
  expect(actions).toBeLessThanOrEqual(4);

  // What was linked can be taken back.
  await page
    .locator('.notice button', { hasText: t('undo') })
    .last()
    .click();
  await expect(cards(page)).toHaveCount(2);
});

test('the camera stays shut for a page that asks without a person', async ({ page }) => {
  await openDemo(page);
  await page.waitForTimeout(5_500);
  const ask = (sound: boolean): Promise<string> =>
    page.evaluate(
      (sound) =>
        navigator.mediaDevices.getUserMedia({ video: true, audio: sound }).then(
          () => 'opened',
          (error: DOMException) => error.name,
        ),
      sound,
    );
  expect(await ask(false)).toBe('NotAllowedError');
  await page.keyboard.press('F4');
  expect(await ask(true)).toBe('NotAllowedError');
  expect(await ask(false)).toBe('opened');
});

test('an item is described, found by its tag, removed and put back; its copy carries nothing of the camera', async ({
  page,
  app,
  folder,
}) => {
  await openDemo(page);
  const photo = await photoIn(page, folder);
  await choose(app, [photo]);
  await toEvidence(page);
  await page.keyboard.press('Control+o');
  const row = page.locator('.table-row', { hasText: 'IMG_2034' });
  await row.click();
  const detail = page.locator('#detail');
  await detail.getByLabel(t('ev.tags')).fill('invoice, warehouse 2');
  await expect(detail.locator('.saving').first()).toContainText(t('saving.saved'));
  await detail.getByLabel(t('ev.class')).selectOption('bank-secret');
  await expect(row).toContainText('warehouse 2');
  await expect(detail.locator('.custody')).toContainText(t('custody.added'));
  await page.keyboard.press('Control+f');
  await page.keyboard.type('warehouse');
  await expect(page.locator('.table-body .table-row')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await row.click();

  const copy = path.join(folder, 'copy.jpg');
  await choose(app, [copy]);
  await page.keyboard.press('Control+s');
  await expect(page.locator('.dialog')).toContainText(t('ev.class.bank-secret'));
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await page.keyboard.press('Enter');
  await expect.poll(() => fs.existsSync(copy)).toBe(true);
  await expect(detail.locator('.custody')).toContainText(t('custody.saved'));

  await page.locator('.work-pane [role=grid]').focus();
  await page.keyboard.press('Delete');
  await expect(row).toHaveCount(0);
  await page
    .locator('.notice button', { hasText: t('undo') })
    .last()
    .click();
  await expect(row).toHaveCount(1);
  // The file that was read into the books cannot be taken away from under its rows.
  await page.locator('.table-row', { hasText: 'declarations-2026.csv' }).click();
  await page.locator('.work-pane [role=grid]').focus();
  await page.keyboard.press('Delete');
  await expect(page.locator('.table-row', { hasText: 'declarations-2026.csv' })).toHaveCount(1);
});

test('a part of a picture is marked by keyboard and by mouse, tied to a finding, and gone to from there', async ({ page, app, folder }) => {
  test.setTimeout(180_000);
  await openDemo(page);
  await openFinding(page);
  await addAndOpen(page, app, await photoIn(page, folder));
  await page.waitForSelector('.picture canvas');
  await page.keyboard.press('r');
  await page.waitForSelector('.box-keys:focus');
  for (const keys of ['ArrowUp', 'ArrowUp', 'ArrowLeft', 'Shift+ArrowRight', 'Shift+ArrowUp', 'Control+ArrowDown']) {
    await page.keyboard.press(keys);
  }
  await expect(page.locator('.box-keys')).toContainText('24');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Total of the invoice');
  await page.keyboard.press('Enter');
  await expect(page.locator('.region-list > li.chosen')).toContainText('Total of the invoice');
  await expect(page.locator('.picture-box.current')).toHaveCount(1);

  // The link of the chosen part.
  await page.locator('.picture-room').focus();
  await page.keyboard.press('l');
  await page.waitForSelector('.dialog');
  await page.keyboard.press('Enter');
  await expect(page.locator('.region-form')).toContainText(t('findings.add'));

  // By mouse, on the turned picture: the box lies where it was drawn.
  await page.locator('.picture-room').focus();
  await page.keyboard.press('t');
  await page.keyboard.press('r');
  const place = await page.locator('.picture-place').boundingBox();
  if (place === null) throw new Error('no picture');
  await page.mouse.move(place.x + place.width * 0.2, place.y + place.height * 0.1);
  await page.mouse.down();
  await page.mouse.move(place.x + place.width * 0.5, place.y + place.height * 0.3, { steps: 4 });
  await page.mouse.up();
  await expect(page.locator('.box-keys')).toContainText('10');
  const drawn = await page.locator('.picture-box.draft').boundingBox();
  expect(Math.abs((drawn?.x ?? 0) - (place.x + place.width * 0.2))).toBeLessThan(3);
  expect(Math.abs((drawn?.width ?? 0) - place.width * 0.3)).toBeLessThan(4);
  await picture(page, 'evidence-turned');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Alt+4');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.editor');
  await cards(page).locator('button').first().click();
  await expect(page.locator('.region-list > li.chosen')).toContainText('Total of the invoice');
});

test('a part of a PDF page is marked inside its frame and shown again', async ({ page, app, folder }) => {
  await openDemo(page);
  const file = path.join(folder, 'contract.pdf');
  await pdfOf(file, 3);
  await addAndOpen(page, app, file);
  const frame = await frameOf(page);
  await frame.waitForSelector('.page canvas');
  await page.keyboard.press('r');
  await expect(frame.locator('.region.draft')).toHaveCount(1);
  const sheet = await frame.locator('.page').first().boundingBox();
  if (sheet === null) throw new Error('no page');
  await page.mouse.move(sheet.x + 60, sheet.y + 60);
  await page.mouse.down();
  await page.mouse.move(sheet.x + 320, sheet.y + 140, { steps: 4 });
  await page.mouse.up();
  await expect(page.locator('.box-keys')).toContainText('1');
  await page.locator('.region-draft input').fill('Parties');
  await page.keyboard.press('Enter');
  await expect(frame.locator('.region.current')).toHaveCount(1);
  await expect(page.locator('.region-list > li.chosen')).toContainText('Parties');
  await picture(page, 'evidence-pdf');
});

test('rows are typed from a scan, checked by a second person, and taken into the books with a certificate', async ({
  page,
  app,
  folder,
}) => {
  test.setTimeout(180_000);
  await openDemo(page);
  await addAndOpen(page, app, await photoIn(page, folder));
  await page.waitForSelector('.picture canvas');
  await page.locator('.tab', { hasText: t('ev.tab.rows') }).click();
  await page.locator('.tab-panel select').first().selectOption('contracts');
  await page.locator('.tab-panel .button.primary').click();
  await page.waitForSelector('.box-keys:focus');
  const field = page.locator('.row-form input').first();
  for (const number of ['AE-2026/1', 'AE-2026/2']) {
    await field.fill(number);
    await page.keyboard.press('Enter');
    await expect(page.locator('.region-list')).toContainText(number);
    // The next row lies right below, and its first field waits.
    await expect(page.locator('.picture-box.draft')).toHaveCount(1);
    await expect(field).toHaveValue('');
    await expect(field).toBeFocused();
  }
  const take = page.locator('.tab-panel .button', { hasText: 'into the books' });
  await expect(take).toBeDisabled();
  await picture(page, 'evidence-rows');
  for (const checker of ['Auditor One', 'Serikova A.']) {
    await page
      .locator('.region-list .button', { hasText: t('ev.row.check') })
      .first()
      .click();
    await page.locator('.dialog input').fill(checker);
    await page.keyboard.press('Enter');
    if (checker !== 'Auditor One') continue;
    await expect(page.locator('.dialog [role=alert]')).toBeVisible();
    await page.keyboard.press('Escape');
  }
  await expect(page.locator('.dialog')).toHaveCount(0);
  // the first is checked: the button that is left belongs to the second
  await expect(page.locator('.region-list .button', { hasText: t('ev.row.check') })).toHaveCount(1);
  await page
    .locator('.region-list .button', { hasText: t('ev.row.check') })
    .first()
    .click();
  await expect(page.locator('.dialog input')).toHaveValue('Serikova A.');
  await page.keyboard.press('Enter');
  await take.click();
  await page.waitForSelector('.dialog .certificate');
  await expect(page.locator('.dialog')).toContainText('Serikova A.');
  await page.keyboard.press('Escape');
  await expect(page.locator('.region-list')).toContainText('In the books');
});

test('the text of a photo is recognised on this laptop, found on its page and from the list of the case', async ({ page, app, folder }) => {
  test.setTimeout(180_000);
  await openDemo(page);
  await addAndOpen(page, app, await photoIn(page, folder));
  await page.waitForSelector('.picture canvas');
  await page.locator('.tab', { hasText: t('ev.tab.text') }).click();
  await page.locator('.tab-panel .button', { hasText: t('ev.text.do') }).click();
  const text = page.locator('.tab-panel pre');
  await expect(text).toContainText('2026/114', { timeout: 90_000 });
  await expect(text).toContainText('Shenzhen');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('shenzhen');
  await expect(page.locator('.picture-words span.current')).toHaveCount(1);
  await page.locator('.tab-panel .button', { hasText: t('ev.text.copy') }).click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toContain('Shenzhen');
  await toEvidence(page);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('shenzhen');
  await page.locator('.found-text .table-row', { hasText: 'IMG_2034.jpg' }).dblclick();
  await page.waitForSelector('.picture canvas');
});

test('what is missing is asked for, what is late is said in red, and the request is copied as a letter', async ({ page, app, folder }) => {
  await openDemo(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type(t('sections.requests'));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.blank .button.primary:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.request-form');
  await page.keyboard.press('Control+n');
  await page.waitForSelector('#detail textarea:focus');
  await page.keyboard.type('Карточка счёта 60 за март');
  const form = page.locator('.request-form');
  await form.getByLabel(t('ev.request.state')).selectOption('sent');
  await form.getByLabel(t('ev.request.askedOn')).fill('20.02.2026');
  await form.getByLabel(t('ev.request.dueOn')).fill('27.02.2026');
  await page.keyboard.press('Tab');
  await expect(page.locator('.work-head .wrong')).toContainText('6');
  await picture(page, 'evidence-request');
  await page.locator('.work-head .button', { hasText: t('ev.request.copy') }).click();
  const copied = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('1. Карточка счёта 60 за март');
  expect(copied).toContain('27 Feb 2026');

  // What came is tied to its item; then nothing is late any more.
  await choose(app, [await photoIn(page, folder, 'card 60.jpg')]);
  await page.keyboard.press('Control+o');
  await expect(cards(page)).toContainText('card 60.jpg');
  await page.keyboard.press('Alt+r');
  await expect(page.locator('.work-head .wrong')).toHaveCount(0);
  const { output } = await callFromPage(page, 'case.list');
  const [{ caseId }] = (output as { cases: { caseId: string }[] }).cases as [{ caseId: string }];
  const { output: list } = await callFromPage(page, 'request.list', { caseId });
  expect((list as { requests: { items: { state: string }[] }[] }).requests[0]?.items[0]?.state).toBe('received');
});

for (const lang of ['en', 'ru', 'kk'] as const) {
  test(`axe finds nothing on the screens of evidence (${lang})`, async ({ page, app, folder }) => {
    test.setTimeout(240_000);
    const said: string[] = [];
    page.on('console', (message) => (message.type() === 'error' || message.type() === 'warning' ? said.push(message.text()) : undefined));
    page.on('pageerror', (error) => said.push(String(error)));
    await openDemo(page, lang.toUpperCase());
    await toEvidence(page, words(lang));
    await choose(app, [await photoIn(page, folder)]);
    await page.keyboard.press('Control+o');
    const row = page.locator('.table-row', { hasText: 'IMG_2034' });
    await row.click();
    for (const theme of ['light', 'dark']) {
      await page.keyboard.press('Alt+t');
      await page.waitForTimeout(300);
      await expectAccessible(page, `list, ${theme}`);
    }
    await row.dblclick();
    await page.waitForSelector('.picture canvas');
    await page.keyboard.press('r');
    await page.waitForSelector('.box-keys:focus');
    await expectAccessible(page, 'picture with a box');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.region-list > li.chosen');
    for (const tab of [0, 1, 2, 3]) {
      await page.locator('.tab').nth(tab).click();
      await page.waitForTimeout(300);
      await expectAccessible(page, `tab ${tab}`);
    }
    await toEvidence(page, words(lang));
    await page.keyboard.press('Control+Shift+p');
    await page.waitForSelector('.dialog footer .button.primary:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.policy');
    await expectAccessible(page, 'camera');
    await page.keyboard.press('Escape');
    await page.click('a[href*="requests"]');
    await page.keyboard.press('Control+n');
    await page.waitForSelector('.request-form');
    await page.keyboard.press('Control+n');
    await page.waitForSelector('#detail textarea');
    await expectAccessible(page, 'request');
    expect(said).toEqual([]);
  });
}
