import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';

type Given = { readonly app: ElectronApplication; readonly page: Page; readonly out: string; readonly tell: (text: string) => void };

const sizes = [
  [1280, 720],
  [1920, 1080],
] as const;
const themes = ['light', 'dark'] as const;
const langs = ['en', 'ru', 'kk'] as const;

/** A case with a run test, a finding and a report, so that every screen has something to show. */
async function prepare(page: Page): Promise<void> {
  const patient = { timeout: 60_000 };
  await page.fill('input[type=text]', 'Auditor One');
  const passphrases = page.locator('input[type=password]');
  await passphrases.nth(0).fill('correct horse battery staple');
  await passphrases.nth(1).fill('correct horse battery staple');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.blank .button.primary');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections', patient);
  for (const test of ['D04', 'D16', 'V14']) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(test);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`#work h1:has-text("${test}")`);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#work [role=grid] .table-row', patient);
  }
  await page.locator('#work [role=grid] .table-row').first().click();
  await page.locator('#detail .button.primary').click();
  await page.waitForSelector('.editor');
  await page.keyboard.press('Alt+6');
  await page.waitForSelector('#work h1');
  await page.keyboard.press('Control+n');
  await page.waitForSelector('.dialog .button.primary:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#work .table-body .confirmed', patient);
}

/** How each screen is reached, and what must stand there before the picture is taken. */
const screens: readonly (readonly [name: string, go: (page: Page) => Promise<void>])[] = [
  ['overview', (page) => section(page, 1)],
  ['books', (page) => section(page, 2)],
  ['tests', (page) => section(page, 3)],
  ['test-v14', (page) => byPalette(page, 'V14')],
  ['test-d04', (page) => byPalette(page, 'D04')],
  ['findings', (page) => section(page, 4)],
  [
    'finding',
    async (page) => {
      await page.locator('#work [role=grid] .table-row').first().click();
      await page.keyboard.press('Enter');
      await page.waitForSelector('.editor');
    },
  ],
  ['assessment', (page) => section(page, 5)],
  ['documents', (page) => section(page, 6)],
  ['history', (page) => section(page, 7)],
  ['palette', (page) => page.keyboard.press('Control+k')],
  ['keys', (page) => page.keyboard.press('Escape').then(() => page.keyboard.press('?'))],
  ['cases', (page) => page.keyboard.press('Escape').then(() => page.locator('.rail a, .rail button').first().click())],
];

async function section(page: Page, n: number): Promise<void> {
  await page.keyboard.press(`Alt+${n}`);
  await page.waitForSelector('#work h1');
}

async function byPalette(page: Page, test: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(test);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`#work h1:has-text("${test}")`);
}

/** Every screen in three languages, two themes and two sizes. @returns how many pictures */
export async function takeGallery({ app, page, out, tell }: Given): Promise<number> {
  fs.mkdirSync(out, { recursive: true });
  await page.waitForSelector('input[type=text]');
  await page.screenshot({ path: path.join(out, 'first-start.png') });
  await prepare(page);
  let taken = 1;
  for (const [width, height] of sizes) {
    await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height), {
      width,
      height,
    });
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      for (const lang of langs) {
        await page.locator('.lang-choice button', { hasText: lang.toUpperCase() }).click();
        await page.waitForTimeout(300);
        for (const [name, go] of screens) {
          await go(page);
          await page.waitForTimeout(250);
          await page.screenshot({ path: path.join(out, `${name}-${lang}-${theme}-${width}.png`) });
          taken += 1;
        }
        await page.locator('#work .table-row').first().click();
        await page.keyboard.press('Enter');
        await page.waitForSelector('.sections');
        tell(`${width} × ${height}, ${theme}, ${lang}`);
      }
    }
  }
  return taken;
}
