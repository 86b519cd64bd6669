import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixture.ts';

const passphrase = 'correct horse battery staple';

/** Presses and clicks of a person, counted. */
function countingHands(page: Page) {
  let actions = 0;
  return {
    press: async (key: string): Promise<void> => {
      actions += 1;
      await page.keyboard.press(key);
    },
    click: async (selector: string): Promise<void> => {
      actions += 1;
      await page.click(selector);
    },
    /** typing into one field is one action */
    type: async (text: string): Promise<void> => {
      actions += 1;
      await page.keyboard.type(text);
    },
    count: () => actions,
  };
}

async function createVault(page: Page): Promise<void> {
  await page.fill('input[type=text]', 'Auditor One');
  const passphrases = page.locator('input[type=password]');
  await passphrases.nth(0).fill(passphrase);
  await passphrases.nth(1).fill(passphrase);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.blank .button.primary');
}

async function openDemo(page: Page): Promise<void> {
  await createVault(page);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections', { timeout: 60_000 });
}

/** What the native dialog answers with. */
const choose = (app: ElectronApplication, file: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [chosen] })) as never;
  }, file);

/** Rules of WCAG 2.2 A and AA. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const said = violations.map((v) => `${screen}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`);
  expect(said).toEqual([]);
}

/** Anything that the content policy or React complained about. */
function complaintsOf(page: Page): () => readonly string[] {
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  return () => said;
}

test('from the first start to a signed report in at most 12 actions and 90 seconds', async ({ page }) => {
  const complaints = complaintsOf(page);
  const hands = countingHands(page);
  const started = Date.now();
  await page.waitForSelector('input[type=text]');
  await hands.type('Auditor One');
  await hands.press('Tab');
  await hands.type(passphrase);
  await hands.press('Tab');
  await hands.type(passphrase);
  await hands.press('Enter');
  await page.waitForSelector('.blank .button.primary:focus');
  await hands.press('Enter');
  await page.waitForSelector('.sections', { timeout: 60_000 });
  await hands.press('Alt+6');
  await page.waitForSelector('#work h1:has-text("Documents")');
  await hands.press('Control+n');
  await page.waitForSelector('.dialog .button.primary:focus');
  await hands.press('Enter');
  await page.waitForSelector('#work .table-body .confirmed', { timeout: 60_000 });
  expect(hands.count()).toBeLessThanOrEqual(12);
  expect(Date.now() - started).toBeLessThan(90_000);
  expect(complaints()).toEqual([]);
});

test('a lead becomes a finding with its computed effect in at most 5 actions, and its amount leads to the source line in 3', async ({
  page,
}) => {
  await openDemo(page);
  const hands = countingHands(page);
  await hands.press('Control+k');
  await hands.type('V14');
  await hands.press('Enter');
  await page.waitForSelector('#work h1:has-text("V14")');
  await hands.press('Control+Enter');
  await page.waitForSelector('#work [role=grid] .table-row[aria-selected=true]');
  await hands.press('f');
  await page.waitForSelector('.editor');
  expect(hands.count()).toBeLessThanOrEqual(5);
  await expect(page.locator('.editor .fact.total dd')).toContainText('KZT');

  await page.keyboard.press('Alt+5');
  const why = countingHands(page);
  await why.click('.totals tfoot .figure >> nth=0');
  await expect(page.locator('#detail .formula-text').first()).toContainText('×');
  await expect(page.locator('#detail .raw-record mark').first()).toBeVisible();
  expect(why.count()).toBeLessThanOrEqual(3);
});

test('a file of a known kind shows its rows after 3 actions, and a word in Kazakh is found in 2', async ({ page, app, folder }) => {
  await createVault(page);
  await page.keyboard.press('Control+n');
  const fields = page.locator('.dialog input[type=text]');
  await fields.nth(0).fill('ТОО «Проба»');
  await fields.nth(1).fill('980140001239');
  await fields.nth(2).fill('01.01.2026');
  await fields.nth(3).fill('30.09.2026');
  await page.keyboard.press('Enter');
  await expect(page.locator('.dialog .problem')).toContainText('980140001239');
  await fields.nth(1).fill('980140001231');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections');

  const file = path.join(folder, 'declarations.csv');
  const rows = Array.from(
    { length: 500 },
    (_, i) => `55301/010126/${String(i).padStart(7, '0')},2026-01-05,1,8518309500,Қол шамы ${i},CN,${1_000 + i}.50`,
  );
  fs.writeFileSync(file, `reg_no,reg_date,item_no,hs_code,description,origin_country,customs_value_minor\n${rows.join('\n')}\n`);
  await choose(app, file);
  const hands = countingHands(page);
  await hands.press('Control+i');
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await hands.press('Enter');
  await page.waitForSelector('.dialog .facts');
  await page.waitForSelector('.dialog footer .button.primary:focus');
  await hands.press('Enter');
  await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
  expect(hands.count()).toBeLessThanOrEqual(3);

  const find = countingHands(page);
  await find.press('Control+f');
  await find.type('шамы 499');
  await expect(page.locator('.grid-foot')).toContainText('1 row');
  expect(find.count()).toBeLessThanOrEqual(2);
});

test('the grid is walked, chosen from and summed with the keyboard, and keeps its place over a lock', async ({ page, app }) => {
  await openDemo(page);
  await page.keyboard.press('Alt+2');
  await page.waitForSelector('.grid:focus');
  await page.keyboard.press('Control+End');
  const active = page.locator('.grid-cell.active');
  await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', '1093');
  await expect(active).toHaveAttribute('data-row', '1091');
  await page.keyboard.press('Shift+ArrowUp');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(page.locator('.grid-foot')).toContainText('Chosen cells: 3');
  await expect(page.locator('.grid-foot')).toContainText('KZT');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.locator('[role=columnheader][aria-sort=ascending]')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('PageDown');
  await page.waitForTimeout(600);
  const row = await active.getAttribute('data-row');

  await page.keyboard.press('Control+l');
  const again = app.windows()[0] ?? page;
  await again.waitForSelector('input[type=password]', { timeout: 20_000 });
  expect(await again.locator('body').innerText()).not.toContain('Аэротон');
  await again.fill('input[type=password]', passphrase);
  await again.keyboard.press('Enter');
  await again.waitForSelector('.grid-row');
  await expect(again.locator('.grid-cell.active')).toHaveAttribute('data-row', row ?? '');
  await expect(again.locator('[role=columnheader][aria-sort=ascending]')).toHaveCount(1);
});

test('a backend that ends is said and started again, and what was said about the case is gone', async ({ page, app }) => {
  await openDemo(page);
  await page.keyboard.press('Alt+4');
  await page.waitForSelector('#work h1:has-text("Findings")');
  await page.keyboard.press('Control+n');
  await page.waitForSelector('.editor');
  await page.click('button:has-text("Withdraw finding")');
  await page.waitForSelector('.notice');
  await app.evaluate(() => {
    const { ChildProcess } = process.getBuiltinModule('node:child_process');
    const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles();
    for (const handle of handles) if (handle instanceof ChildProcess) handle.kill('SIGKILL');
  });
  await page.waitForSelector('.banner.confirmed', { timeout: 20_000 });
  await page.waitForSelector('input[type=password]');
  await expect(page.locator('.notice')).toHaveCount(0);
  await page.fill('input[type=password]', passphrase);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#work h1:has-text("Findings")');
});

test('a finding is on disk while it is written, and a withdrawn one comes back', async ({ page }) => {
  await openDemo(page);
  await page.keyboard.press('Alt+4');
  await page.waitForSelector('#work h1:has-text("Findings")');
  await page.keyboard.press('Control+n');
  await page.waitForSelector('.editor');
  await page.locator('.editor textarea').first().fill('Written by hand');
  await expect(page.locator('.saving')).toContainText('Saved on disk');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.locator('.table-row[aria-selected=true]')).toContainText('Written by hand');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.editor');
  await page.click('button:has-text("Withdraw finding")');
  await page.waitForSelector('#work h1:has-text("Findings")');
  await page.click('.notice button:has-text("Undo")');
  await page.waitForSelector('.editor');
  await expect(page.locator('button:has-text("Withdraw finding")')).toBeVisible();
});

for (const lang of ['EN', 'RU', 'KK']) {
  test(`axe finds nothing on any screen (${lang})`, async ({ page }) => {
    test.setTimeout(180_000);
    const complaints = complaintsOf(page);
    await page.waitForSelector('input[type=text]');
    await page.click(`.lang-choice button:has-text("${lang}")`);
    await expectAccessible(page, 'create vault');
    await createVault(page);
    await expectAccessible(page, 'no cases');
    await page.keyboard.press('Control+n');
    await page.waitForSelector('.dialog');
    await expectAccessible(page, 'new case');
    await page.keyboard.press('Escape');
    await page.focus('.blank .button.primary');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.sections', { timeout: 60_000 });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('V14');
    await expectAccessible(page, 'palette');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#work h1:has-text("V14")');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.run-line');
    await page.waitForTimeout(500);
    await expectAccessible(page, 'test');
    await page.keyboard.press('f');
    await page.waitForSelector('.editor');
    await expectAccessible(page, 'finding');
    for (const theme of ['light', 'dark']) {
      await page.keyboard.press('Alt+t');
      for (const section of [1, 2, 3, 4, 5, 6, 7, 8]) {
        await page.keyboard.press(`Alt+${section}`);
        await page.waitForTimeout(400);
        await expectAccessible(page, `section ${section}, ${theme}`);
      }
    }
    await page.keyboard.press('Alt+0');
    await page.waitForTimeout(300);
    await expectAccessible(page, 'cases');
    expect(complaints()).toEqual([]);
  });
}
