import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { picture } from './door.ts';
import { expect, test } from './fixture.ts';
import { openWindow } from './window.ts';
import { words } from './words.ts';

const passphrase = 'correct horse battery staple';
const project = path.resolve(import.meta.dirname, '../..');

type Case = { readonly folder: string; readonly vaultDir: string };

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
  assay('simulate', '--seed', '1', '--lines', '10000', '--out', books);
  assay('vault', 'create', '--name', 'Auditor', '--vault', vaultDir);
  const days = ['--from', '2026-01-01', '--to', '2026-12-31'];
  const trader = ['--trader', 'ТОО «Проба»', '--taxid', '980140001231'];
  const made = assay('case', 'new', '--kind', 'onsite', ...trader, ...days, '--pack', 'kz', '--vault', vaultDir);
  for (const table of tables) {
    assay('import', '--case', String(made['caseId']), '--as', table, path.join(books, `${table}.csv`), '--vault', vaultDir);
  }
  return { folder, vaultDir };
}

type Opened = { readonly app: ElectronApplication; readonly page: Page };

async function openMatching({ folder, vaultDir }: Case, lang: 'en' | 'ru' | 'kk', theme: 'light' | 'dark'): Promise<Opened> {
  const { app, page } = await openWindow({ folder, args: [`--vault=${vaultDir}`], env: { ASSAY_CONFIG_DIR: path.join(folder, 'config') } });
  await page.waitForSelector('input[type=password]', { timeout: 60_000 });
  await page.click(`.lang-choice button:has-text("${lang.toUpperCase()}")`);
  await page.fill('input[type=password]', passphrase);
  await page.keyboard.press('Enter');
  await page.waitForSelector('.sections, [role=grid] .table-row');
  if ((await page.locator('.sections').count()) === 0) await page.keyboard.press('Enter');
  await page.waitForSelector('.sections');
  for (let press = theme === 'light' ? 1 : 2; press > 0; press -= 1) await page.keyboard.press('Alt+t');
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words(lang)('matchScreen.title'));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.match-side-bar', { timeout: 30_000 });
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

const grid = (page: Page) => page.locator('.match-list [role=grid]');
const settle = (page: Page): Promise<void> => page.waitForTimeout(450);

for (const [lang, theme] of [
  ['en', 'light'],
  ['ru', 'dark'],
  ['kk', 'light'],
] as const) {
  const t = words(lang);
  test(`proposals are walked, confirmed, refused and taken back by the keyboard; the rest is linked by hand (${lang})`, async ({
    folder,
  }) => {
    test.setTimeout(240_000);
    const made = makeCase(folder, ['declarations', 'invoices', 'payments', 'stock', 'products', 'rates']);
    const { app, page } = await openMatching(made, lang, theme);
    const shot = async (name: string): Promise<void> => {
      await settle(page);
      await picture(page, `match-${name}-${lang}`);
    };

    // the overview: the ledger and freight are missing, and the details say so with the way on
    await expect(page.locator('.match-side-bar')).toHaveCount(14);
    await shot('overview');
    await expectAccessible(page, 'overview');
    await page.keyboard.press('End');
    await expect(page.locator('#detail')).toContainText(t('table.freight'));
    await expect(page.locator('#detail .say-so.amber')).toBeVisible();
    await shot('overview-missing');

    // invoices and payments: proposals of three methods, the first of them chosen
    await page.focus('#work [role=grid]');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.locator('#work h1')).toHaveText(t('matchKind.invoice-payment'));
    await page.waitForSelector('.match-card', { timeout: 30_000 });
    await expect(grid(page)).toBeFocused();
    await expect(page.locator('.match-why li').first()).toBeVisible();
    await shot('proposals');
    await expectAccessible(page, 'proposals');

    // one confirmed: the next is chosen; one refused; the refusal taken back
    await page.keyboard.press('c');
    await expect(page.locator('.match-list .match-state.confirmed')).toHaveCount(1);
    await page.keyboard.press('x');
    await expect(page.locator('.match-list .match-state.wrong')).toHaveCount(1);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('u');
    await expect(page.locator('.match-list .match-state.wrong')).toHaveCount(0);

    // into the proposal: its rows are walked, each shows where it comes from
    await page.keyboard.press('Enter');
    await expect(page.locator('.match-card').first()).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(page.locator('.match-card[data-side=right]').first()).toBeFocused();
    await expect(page.locator('#detail h2')).toContainText(t('table.payments'));
    await page.keyboard.press('Escape');
    await expect(grid(page)).toBeFocused();

    // several at once, after a question that names their number
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    for (let i = 0; i < 5; i += 1) await page.keyboard.press('Shift+ArrowDown');
    await expect(page.locator('.match-foot b')).toContainText('6');
    await page.keyboard.press('c');
    await page.waitForSelector('.dialog .button.primary:focus');
    await expect(page.locator('.dialog h2')).toContainText('6');
    await shot('bulk');
    await expectAccessible(page, 'bulk');
    await page.keyboard.press('Enter');
    await expect(page.locator('.match-list .match-state.confirmed')).toHaveCount(7);
    await page.locator('.notice button').first().click();
    await expect(page.locator('.match-list .match-state.confirmed')).toHaveCount(1);

    // words narrow the list
    await page.keyboard.press('Control+f');
    await page.keyboard.type('Rheinwerk');
    await expect(page.locator('.match-list .table-body')).toContainText('RW-26');
    await shot('search');
    // the words are gone for good: what is confirmed next is what the list says
    // the pointer rests where the notice was, over a button whose tip Escape would close first
    await page.mouse.move(8, 400);
    await expect(page.locator('.tooltip')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page.locator('.match-list .table-body')).toContainText('AT-26');
    await page.waitForTimeout(600);
    await expect(page.locator('.search-box input')).toHaveValue('');
    await expect(page.locator('.match-list .table-body')).toContainText('AT-26');

    // all exact ones: from the heading, in one step
    await page.locator('.match-list .table-body .button.small').first().click();
    await page.waitForSelector('.dialog .button.primary:focus');
    await page.keyboard.press('Enter');
    await expect(page.locator('.match-list .match-state.confirmed').nth(10)).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('.match-list .match-state.quiet')).toHaveCount(0, { timeout: 20_000 });
    await shot('all-confirmed');

    // what was confirmed stands in its list, newest first
    await page.locator('.ways .way', { hasText: t('matchScreen.part.confirmed') }).click();
    await page.waitForSelector('.match-list .table-body .table-row');
    await page.waitForSelector('.match-card');
    await shot('confirmed');
    await expectAccessible(page, 'confirmed');

    // by hand: one left row against two right ones
    await page.locator('.ways .way', { hasText: t('matchScreen.part.hand') }).click();
    await page.waitForSelector('.match-open.left .two-lines', { timeout: 30_000 });
    await page.waitForSelector('.match-open.right .two-lines', { timeout: 30_000 });
    await page.focus('.match-open.left [role=grid]');
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await page.focus('.match-open.right [role=grid]');
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.waitForSelector('.match-draft');
    await shot('hand');
    await expectAccessible(page, 'hand');

    // a row of the books says what it is matched with
    await page.keyboard.press('Alt+ArrowLeft');
    await page.waitForSelector('.match-card');
    await page.focus('.match-card');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
    await expect(page.locator('.matched-with')).toContainText(t('matchKind.invoice-payment'));
    await shot('matched-with');
    await expectAccessible(page, 'matched with');

    // products and articles
    await page.keyboard.press('Control+k');
    await page.keyboard.type(t('matchScreen.articles'));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.match-list .table-body .table-row');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('c');
    await expect(page.locator('.match-list .match-state.quiet')).toHaveCount(0);
    await shot('articles');
    await expectAccessible(page, 'articles');
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1920, 1080));
    await page.keyboard.press('Alt+ArrowLeft');
    await page.keyboard.press('Alt+ArrowLeft');
    await shot('wide');
    await app.close();
  });
}
