import type { Page } from '@playwright/test';

export type Walk = {
  readonly page: Page;
  readonly lang: 'en' | 'ru' | 'kk';
  readonly theme: 'light' | 'dark';
  /** called on every screen, with its name */
  readonly shot: (name: string) => Promise<void>;
};

const passphrase = 'correct horse battery staple';
const settleMs = 350;

/** Goes through every screen of a fresh window, with the demonstration case: for screenshots and for looking. */
export async function walkScreens({ page, lang, theme, shot }: Walk): Promise<void> {
  const look = async (name: string): Promise<void> => {
    await page.waitForTimeout(settleMs);
    await shot(name);
  };
  await page.waitForSelector('input[type=text]');
  await page.click(`.lang-choice button:has-text("${lang.toUpperCase()}")`);
  await look('create-vault');
  await page.fill('input[type=text]', 'Auditor One');
  await page.locator('input[type=password]').nth(0).fill(passphrase);
  await page.locator('input[type=password]').nth(1).fill(passphrase);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.blank .button.primary');
  for (let press = theme === 'light' ? 1 : 2; press > 0; press -= 1) await page.keyboard.press('Alt+t');
  await look('no-cases');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.panes', { timeout: 60_000 });
  await look('overview');
  await walkBooks(page, look);
  await walkTests(page, look);
  await walkPapers(page, look);
}

type Look = (name: string) => Promise<void>;

async function walkBooks(page: Page, look: Look): Promise<void> {
  await page.keyboard.press('Alt+2');
  await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
  await look('books');
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Alt+ArrowDown');
  await look('books-column');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('наушники');
  await look('books-search');
  await page.keyboard.press('Escape');
}

async function walkTests(page: Page, look: Look): Promise<void> {
  await page.keyboard.press('Alt+3');
  await look('tests');
  for (const id of ['D01', 'D03', 'D04', 'D16', 'V14']) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(id);
    if (id === 'D01') await look('palette');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`#work h1:has-text("${id}")`);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.run-line');
    await look(`test-${id}`);
  }
  await page.focus('#work [role=grid]');
  await page.keyboard.press('f');
  await page.waitForSelector('.editor');
  await look('finding');
}

async function walkPapers(page: Page, look: Look): Promise<void> {
  for (const [key, name] of [
    ['Alt+4', 'findings'],
    ['Alt+5', 'assessment'],
    ['Alt+6', 'no-documents'],
  ] as const) {
    await page.keyboard.press(key);
    await look(name);
  }
  await page.keyboard.press('Control+n');
  await page.waitForSelector('.dialog .button.primary:focus');
  await look('create-report');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#work .table-body .confirmed', { timeout: 60_000 });
  await look('documents');
  await page.keyboard.press('Alt+7');
  await look('evidence');
  await page.focus('#work [role=grid]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.text-view');
  await look('evidence-text');
  await page.keyboard.press('Alt+8');
  await look('history');
  await page.keyboard.press('F1');
  await look('keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+0');
  await look('cases');
  await page.keyboard.press('Control+n');
  await look('new-case');
  await page.keyboard.press('Escape');
  await page.click('.rail a >> nth=1');
  await look('vault');
}
