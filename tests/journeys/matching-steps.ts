import AxeBuilder from '@axe-core/playwright';
import type { ElectronApplication, Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect } from './fixture.ts';
import { openWindow } from './window.ts';
import { words } from './words.ts';

const passphrase = 'correct horse battery staple';
const project = path.resolve(import.meta.dirname, '../..');

type Case = { readonly folder: string; readonly vaultDir: string };

/** A case with the books of an invented trader, made by the command line. */
export function makeCase(folder: string, tables: readonly string[]): Case {
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

export async function openMatching({ folder, vaultDir }: Case, lang: 'en' | 'ru' | 'kk', theme: 'light' | 'dark'): Promise<Opened> {
  const { app, page } = await openWindow({ folder, args: [`--vault=${vaultDir}`], env: { ASSAY_CONFIG_DIR: path.join(folder, 'config') } });
  await page.waitForSelector('input[type=password]', { timeout: 120_000 });
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
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map((v) => `${screen}: ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`)).toEqual([]);
}

export const grid = (page: Page) => page.locator('.match-list [role=grid]');
export const settle = (page: Page): Promise<void> => page.waitForTimeout(450);
