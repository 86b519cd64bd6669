import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from './fixture.ts';
import { openWindow } from './window.ts';

const passphrase = 'correct horse battery staple';
const project = path.resolve(import.meta.dirname, '../..');

type Case = { readonly folder: string; readonly vaultDir: string; readonly books: string };

/** A case with the books of an invented trader, made by the command line. */
function makeCase(folder: string, tables: readonly string[]): Case {
  const vaultDir = path.join(folder, 'vault');
  const books = path.join(folder, 'books');
  const env = {
    ...process.env,
    HOME: path.join(folder, 'home'),
    ASSAY_PASSPHRASE: passphrase,
    ASSAY_CONFIG_DIR: path.join(folder, 'config'),
  };
  const assay = (...args: string[]): Record<string, unknown> => {
    const cli = path.join(project, 'backend', 'host', 'cli.ts');
    const ran = spawnSync(process.env['ASSAY_NODE'] ?? process.execPath, [cli, ...args, '--json'], { env });
    if (ran.status !== 0) throw new Error(`${args.join(' ')}: ${String(ran.stderr)}`);
    return JSON.parse(String(ran.stdout)) as Record<string, unknown>;
  };
  assay('simulate', '--seed', '7', '--lines', '2000', '--out', books);
  assay('vault', 'create', '--name', 'Auditor', '--vault', vaultDir);
  const days = ['--from', '2026-01-01', '--to', '2026-12-31'];
  const trader = ['--trader', 'ТОО «Проба»', '--taxid', '980140001231'];
  const made = assay('case', 'new', '--kind', 'onsite', ...trader, ...days, '--pack', 'kz', '--vault', vaultDir);
  for (const table of tables) {
    assay('import', '--case', String(made['caseId']), '--as', table, path.join(books, `${table}.csv`), '--vault', vaultDir);
  }
  return { folder, vaultDir, books };
}

async function openLedger({ folder, vaultDir }: Case): Promise<{ readonly app: ElectronApplication; readonly page: Page }> {
  const { app, page } = await openWindow({ folder, args: [`--vault=${vaultDir}`], env: { ASSAY_CONFIG_DIR: path.join(folder, 'config') } });
  await page.waitForSelector('input[type=password]', { timeout: 60_000 });
  await page.fill('input[type=password]', passphrase);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections, [role=grid] .table-row');
  if ((await page.locator('.sections').count()) === 0) await page.keyboard.press('Enter');
  await page.waitForSelector('.sections');
  await page.click('a[href*="books/ledger"]');
  await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
  await page.focus('.grid');
  return { app, page };
}

/** Rules of WCAG 2.2 A and AA. */
async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((v) => `${screen}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
}

const grid = (page: Page) => page.locator('.grid');
/** Rows of the list, the header not counted. */
const rows = async (page: Page): Promise<number> => Number(await grid(page).getAttribute('aria-rowcount')) - 1;

/** The header's menu by the keyboard: the column where the person is. */
async function openMenu(page: Page, right: number): Promise<void> {
  await page.focus('.grid');
  await page.keyboard.press('Home');
  for (let i = 0; i < right; i += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Alt+ArrowDown');
  await page.waitForSelector('.popover');
}

test('conditions, a look into a column and groups lead to the same rows, by the keyboard alone', async ({ folder }) => {
  test.setTimeout(180_000);
  const { app, page } = await openLedger(makeCase(folder, ['ledger']));
  const all = await rows(page);

  // conditions: two in one list, one by its ends
  await page.keyboard.press('Control+Shift+l');
  await page.waitForSelector('.conditions');
  await page.locator('.condition select').nth(0).selectOption('posting_date');
  await page.locator('.condition select').nth(1).selectOption('between');
  await page.locator('.condition input').nth(0).fill('01.02.2026');
  await page.locator('.condition input').nth(1).fill('31.01.2026');
  await page.keyboard.press('Enter');
  await expect(page.locator('.condition .problem')).toBeVisible();
  await page.locator('.condition input').nth(1).fill('28.02.2026');
  await expectAccessible(page, 'conditions');
  await page.keyboard.press('Enter');
  await expect(page.locator('.chip')).toContainText('1 Feb 2026 – 28 Feb 2026');
  await expect(grid(page)).toBeFocused();
  await expect.poll(() => rows(page)).toBeLessThan(all);
  const february = await rows(page);
  expect(february).toBeGreaterThan(0);

  // the third column is the day: over time February is the only bar, and its figure is the list's
  await openMenu(page, 2);
  await page.click('.column-acts button:has-text("Look into")');
  await page.click('.look-head .way:has-text("Over time")');
  await expect(page.locator('.pick-bars-list [role=option]')).toHaveCount(1);
  await expect(page.locator('.pick-bars-list [role=option]')).toContainText(`02.2026`);

  // accounts: the second most frequent one by arrows and Enter
  await openMenu(page, 3);
  await page.click('.column-acts button:has-text("Look into")');
  await page.click('.look-head .way:has-text("Spread")');
  await page.waitForSelector('.look-side .fact');
  await page.focus('.pick-bars-list');
  await page.keyboard.press('ArrowDown');
  const said = (await page.locator('.pick-bars-said').innerText()).trim();
  await expectAccessible(page, 'look');
  const [account = '', count = ''] = said.split(/: | rows?/);
  await page.keyboard.press('Enter');
  await expect(page.locator('.chip')).toHaveCount(2);
  await expect.poll(() => rows(page)).toBe(Number(count.replaceAll(/\D/g, '')));
  await page.keyboard.press('Alt+c');
  await expect(page.locator('.column-look')).toHaveCount(0);

  // the same account as a group of February
  await page.locator('.chip button').nth(1).click();
  await expect.poll(() => rows(page)).toBe(february);
  await openMenu(page, 3);
  await page.click('.column-acts button:has-text("Group by")');
  await page.waitForSelector('.group-view [role=row] [role=gridcell]');
  await expect(page.locator('.work-head')).toContainText(`of ${february}`);
  await expectAccessible(page, 'groups');
  const line = page.locator('.group-side .table-body .table-row').nth(1);
  await expect(line).toContainText(account);
  await page.focus('.group-side [role=grid]');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
  await expect.poll(() => rows(page)).toBe(Number(count.replaceAll(/\D/g, '')));
  await page.keyboard.press('Alt+ArrowLeft');
  await page.waitForSelector('.group-view');
  await expect(page.locator('.work-head')).toContainText(`of ${february}`);

  // the groups kept as a view: by two columns, with their conditions; from the rows the view leads back to them
  await page.click('.group-controls button[aria-label="Group by one more column"]');
  await expect(page.locator('.group-controls .control')).toHaveCount(3);
  const groups = await page.locator('.group-side .table-body .table-row').allInnerTexts();
  await page.click('.work-head button:has-text("Views")');
  await page.fill('.popover input', 'February by account');
  await page.keyboard.press('Enter');
  await expect(page.locator('.notice').last()).toContainText('February by account');
  await page.click('.group-controls .control button[aria-label="Do not group by this column"] >> nth=1');
  await page.click('.filter-chips button:has-text("Show all rows")');
  await page.click('.work-head .way:has-text("Rows")');
  await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
  await expect.poll(() => rows(page)).toBe(all);
  await page.click('.work-head button:has-text("Views")');
  await expectAccessible(page, 'views');
  await page.click('.popover button:has-text("February by account")');
  await page.waitForSelector('.group-view');
  await expect(page.locator('.group-controls .control')).toHaveCount(3);
  await expect(page.locator('.work-head')).toContainText(`of ${february}`);
  await expect.poll(() => page.locator('.group-side .table-body .table-row').allInnerTexts()).toEqual(groups);
  await app.close();
});

test('a list behaves as in a spreadsheet: sums of several columns, widths by the contents, Enter after a press', async ({ folder }) => {
  test.setTimeout(180_000);
  const { app, page } = await openLedger(makeCase(folder, ['ledger']));
  const titles = await page.locator('.grid-head .head-title').allInnerTexts();
  const debit = titles.indexOf('Debit');
  await page.keyboard.press('Control+Home');
  for (let i = 0; i < debit; i += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+c');
  await expect(page.locator('.notice').last()).toBeVisible();
  const lines = (await app.evaluate(({ clipboard }) => clipboard.readText())).split('\n').map((line) => line.split('\t'));
  const minor = (column: number): bigint => lines.reduce((sum, line) => sum + BigInt((line[column] ?? '').replace('.', '')), 0n);
  const sumOf = async (title: string): Promise<bigint> => {
    const said = await page.locator('.grid-foot span', { hasText: `${title}, sum` }).innerText();
    return BigInt(said.replace(/^[^:]*:/, '').replaceAll(/\D/g, ''));
  };
  await expect(page.locator('.grid-foot')).toContainText('Credit, sum');
  expect([await sumOf('Debit'), await sumOf('Credit')]).toEqual([minor(0), minor(1)]);

  const name = page.locator('[data-head="account_name"]');
  const isCut = (): Promise<boolean> =>
    page.evaluate(() => {
      const at = Number(document.querySelector('[data-head="account_name"]')?.getAttribute('aria-colindex')) - 2;
      return [...document.querySelectorAll(`.grid [role=gridcell][data-col="${at}"]`)].some((cell) => cell.scrollWidth > cell.clientWidth);
    });
  await page.keyboard.press('Home');
  expect(await isCut()).toBe(true);
  await name.locator('.resizer').dblclick({ force: true });
  await expect.poll(isCut).toBe(false);
  await expect(name).toHaveAttribute('aria-sort', 'none');
  await openMenu(page, 0);
  await page.locator('.column-acts button:has-text("Fit to contents")').press('Enter');
  await expect(grid(page)).toBeFocused();
  expect((await page.locator('[data-head="txn_id"]').boundingBox())?.width).toBeLessThan(140);

  await page.click('.work-head .way:has-text("Groups")');
  await page.waitForSelector('.group-view [role=row] [role=gridcell]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
  await expect(page.locator('.chip')).toContainText('Account is');
  await app.close();
});

test('marks, notes and saved views are there after a restart, can be asked for, and can be undone', async ({ folder }) => {
  test.setTimeout(180_000);
  const made = makeCase(folder, ['ledger']);
  const { app, page } = await openLedger(made);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('m');
  await page.waitForSelector('.mark-choices');
  await expectAccessible(page, 'marks');
  await page.keyboard.press('2');
  await expect(page.locator('.grid .mark-sign')).toHaveCount(3);
  await expect(grid(page)).toBeFocused();
  await page.click('.notice button:has-text("Undo")');
  await expect(page.locator('.grid .mark-sign')).toHaveCount(0);
  await page.focus('.grid');
  await page.keyboard.press('m');
  await page.waitForSelector('.mark-choices');
  await page.keyboard.press('2');
  await expect(page.locator('.grid .mark-sign')).toHaveCount(3);

  await page.keyboard.press('Control+Home');
  await page.keyboard.press('n');
  await page.waitForSelector('.row-note-field textarea:focus');
  await page.keyboard.type('Кто подписал?');
  await expect(page.locator('.row-note-field [role=status]')).toContainText('Saved on disk');
  await page.keyboard.press('Escape');
  await expect(grid(page)).toBeFocused();
  await expect(page.locator('.grid .row-note')).toHaveCount(1);
  await expectAccessible(page, 'rows with marks and notes');

  // only the marked rows, kept as a view
  await page.keyboard.press('Control+Shift+l');
  await page.waitForSelector('.conditions');
  await page.locator('.condition select').nth(0).selectOption('_mark');
  await page.locator('.condition select').nth(1).selectOption('filled');
  await page.click('.dialog .button.primary');
  await expect.poll(() => rows(page)).toBe(3);
  await page.click('.work-head button:has-text("Views")');
  await page.fill('.popover input', 'To ask about');
  await page.keyboard.press('Enter');
  await expect(page.locator('.notice').last()).toContainText('To ask about');
  await page.click('.filter-chips button:has-text("Show all rows")');
  await expect.poll(() => rows(page)).toBeGreaterThan(3);
  await app.close();

  const again = await openLedger(made);
  await expect(again.page.locator('.grid .mark-sign')).toHaveCount(3);
  await expect(again.page.locator('.row-note-field textarea')).toHaveValue('Кто подписал?');
  await again.page.click('.work-head button:has-text("Views")');
  await again.page.click('.popover button:has-text("To ask about")');
  await expect.poll(() => rows(again.page)).toBe(3);
  await again.app.close();
});

test('a word in Kazakh is found in any book in two actions, and Enter goes to its row', async ({ folder }) => {
  test.setTimeout(180_000);
  const made = makeCase(folder, ['ledger', 'declarations', 'parties']);
  const word = /\p{L}{2,}[әғқңөұүһі]\p{L}{2,}/iu.exec(fs.readFileSync(path.join(made.books, 'parties.csv'), 'utf8'))?.[0] ?? '';
  expect(word).not.toBe('');
  const { app, page } = await openLedger(made);
  await page.keyboard.press('Control+Shift+f');
  await page.waitForSelector('.everywhere-box input:focus');
  await page.keyboard.type(word);
  await expect(page.locator('.table-body .table-row').first()).toBeVisible();
  await expectAccessible(page, 'search in all books');
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await expect(page.locator('#detail .raw-record')).toContainText(new RegExp(word, 'i'));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
  await expect(page.locator('#detail .raw-record')).toContainText(new RegExp(word, 'i'));
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.locator('.everywhere-box input')).toHaveValue(word);

  await page.keyboard.press('Control+k');
  await page.keyboard.type(word);
  await expect(page.locator('.palette li[id$="-0"]')).toBeVisible();
  await expect(page.locator('.palette')).toContainText(new RegExp(`· .*${word}`, 'i'));
  await app.close();
});

/** Cells of a line of CSV, quoted ones too. */
const cellsOf = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => m[1]?.replaceAll('""', '"') ?? m[2] ?? '');

/** Minor units of one column of the trader's file, added up. */
function sumOf(file: string, column: string): bigint {
  const [head = '', ...lines] = fs
    .readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const at = cellsOf(head).indexOf(column);
  if (at < 0) throw new Error(`no column ${column} in ${head}`);
  return lines.reduce((sum, line) => sum + BigInt((cellsOf(line)[at] ?? '').replace('.', '') || '0'), 0n);
}

test('totals are the sums of the trader’s file, and a copy that leaves is recorded with its hash', async ({ folder }) => {
  test.setTimeout(180_000);
  const made = makeCase(folder, ['ledger']);
  const { app, page } = await openLedger(made);
  const debit = sumOf(path.join(made.books, 'ledger.csv'), 'debit');
  const shown = page.locator('.total-part', { hasText: 'Debit' });
  await expect(shown).toContainText('KZT');
  expect(BigInt((await shown.locator('b').innerText()).replaceAll(/\D/g, ''))).toBe(debit);

  const operations = async (): Promise<number> => {
    const link = page.locator('.section-link', { hasText: 'History' });
    return Number((await link.locator('span').last().innerText()).replaceAll(/\D/g, ''));
  };
  const before = await operations();
  await page.keyboard.press('Control+c');
  await expect(page.locator('.notice')).toBeVisible();
  expect(await operations()).toBe(before);
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+c');
  await expect.poll(operations).toBe(before + 1);

  const file = path.join(folder, 'out.xlsx');
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: chosen })) as never;
  }, file);
  await page.keyboard.press('Control+Shift+e');
  await page.waitForSelector('.dialog .button.primary:focus');
  await expectAccessible(page, 'export');
  await page.keyboard.press('Enter');
  await expect(page.locator('.notice').last()).toContainText('SHA-256');
  expect(fs.readFileSync(file).subarray(0, 2).toString()).toBe('PK');
  await app.close();
});
