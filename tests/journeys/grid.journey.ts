import type { ElectronApplication, Page } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { writeLedger } from '../bench/ledger-file.ts';
import { expect, test } from './fixture.ts';
import { openWindow } from './window.ts';

const passphrase = 'correct horse battery staple';
const project = path.resolve(import.meta.dirname, '../..');
/** The grid is the same for a million rows; importing them takes half a minute, so that is done when it is asked for. */
const rows = Number(process.env['ASSAY_GRID_ROWS'] ?? 60_000);

type Case = { readonly folder: string; readonly vaultDir: string };

/** A case with books, made by the command line. */
function makeCase(folder: string, books: Readonly<Record<'ledger' | 'declarations', string | null>>): Case {
  const vaultDir = path.join(folder, 'vault');
  const env = {
    ...process.env,
    HOME: path.join(folder, 'home'),
    ASSAY_PASSPHRASE: passphrase,
    ASSAY_CONFIG_DIR: path.join(folder, 'config'),
  };
  const assay = (...args: string[]): Record<string, unknown> => {
    const cli = path.join(project, 'backend', 'host', 'cli.ts');
    const ran = spawnSync(process.env['ASSAY_NODE'] ?? process.execPath, [cli, ...args, '--vault', vaultDir, '--json'], { env });
    if (ran.status !== 0) throw new Error(`${args.join(' ')}: ${String(ran.stderr)}`);
    return JSON.parse(String(ran.stdout)) as Record<string, unknown>;
  };
  assay('vault', 'create', '--name', 'Auditor');
  const days = ['--from', '2023-01-01', '--to', '2025-12-31'];
  const made = assay('case', 'new', '--kind', 'onsite', '--trader', 'ТОО «Проба»', '--taxid', '980140001231', ...days, '--pack', 'kz');
  for (const [as, file] of Object.entries(books)) {
    if (file !== null) assay('import', '--case', String(made['caseId']), '--as', as, file);
  }
  return { folder, vaultDir };
}

const windowOf = ({ folder, vaultDir }: Case) =>
  openWindow({ folder, args: [`--vault=${vaultDir}`], env: { ASSAY_CONFIG_DIR: path.join(folder, 'config') } });

async function unlock(page: Page): Promise<void> {
  await page.fill('input[type=password]', passphrase);
  await page.keyboard.press('Enter');
}

/** Opens the first case and its book. */
async function openBook(page: Page, table: 'ledger' | 'declarations'): Promise<void> {
  await unlock(page);
  await page.waitForSelector('.sections, [role=grid] .table-row');
  if ((await page.locator('.sections').count()) === 0) await page.keyboard.press('Enter');
  await page.waitForSelector('.sections');
  await page.keyboard.press('Alt+2');
  await page.click(`a[href*="books/${table}"]`);
  await page.waitForSelector('.grid-row .grid-cell[role=gridcell]');
  await page.focus('.grid');
}

/** Puts eyes into the page: what is blank, how long frames take, when a jump is over. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const grid = (): HTMLElement => document.querySelector('.grid') as HTMLElement;
    const seen = (): readonly Element[] => {
      const box = grid().getBoundingClientRect();
      return [...grid().querySelectorAll('.grid-body .grid-row')].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom > box.top + 41 && top < box.bottom - 1;
      });
    };
    const isWhole = (): boolean => {
      const shown = seen();
      return shown.length > 3 && shown.every((row) => row.querySelector('[role=gridcell]') !== null);
    };
    const state = { frames: [] as number[], blank: 0, on: false };
    const jump = (to: number): Promise<number> =>
      new Promise((done) => {
        const before = seen()[0]?.getAttribute('aria-rowindex');
        const started = performance.now();
        grid().scrollTop = to * (grid().scrollHeight - grid().clientHeight);
        const look = (): void => {
          const now = performance.now() - started;
          if ((isWhole() && seen()[0]?.getAttribute('aria-rowindex') !== before) || now > 5_000) done(now);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
    const start = (): void => {
      Object.assign(state, { frames: [], blank: 0, on: true });
      let last = performance.now();
      let since: number | null = null;
      const look = (): void => {
        if (!state.on) return;
        const now = performance.now();
        state.frames.push(now - last);
        last = now;
        since = isWhole() ? null : (since ?? now);
        if (since !== null) state.blank = Math.max(state.blank, now - since);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    Object.assign(globalThis, { eyes: { jump, start, stop: () => Object.assign(state, { on: false }) } });
  });
}

type Eyes = { jump: (to: number) => Promise<number>; start: () => void; stop: () => { frames: number[]; blank: number } };
type WithEyes = typeof globalThis & { eyes: Eyes };

const at = (values: readonly number[], part: number): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? 0;

async function watched(page: Page, act: () => Promise<void>): Promise<{ frame: number; blank: number }> {
  await page.evaluate(() => (globalThis as WithEyes).eyes.start());
  await act();
  await page.waitForTimeout(300);
  const { frames, blank } = await page.evaluate(() => (globalThis as WithEyes).eyes.stop());
  return { frame: at(frames, 0.5), blank };
}

const active = (page: Page) => page.locator('.grid-cell.active');
const head = (page: Page, column: string) => page.locator(`[data-head="${column}"]`);
const titles = (page: Page) => page.locator('.grid-head .head-title').allInnerTexts();
const clipboard = (app: ElectronApplication): Promise<string> => app.evaluate(({ clipboard: held }) => held.readText());

test(
  'no row is blank and none jumps: the bar dragged, pages held, the wheel turned, the ends reached',
  { tag: '@measured' },
  async ({ folder }, info) => {
    test.setTimeout(300_000);
    const ledger = path.join(folder, 'ledger.csv');
    writeLedger(ledger, { rows, seed: 3 });
    const { app, page } = await windowOf(makeCase(folder, { ledger, declarations: null }));
    await openBook(page, 'ledger');
    await expect(page.locator('.grid')).toHaveAttribute('aria-rowcount', String(rows + 1));
    await watch(page);
    // what else runs on the machine only adds to a jump: the best of three rounds
    const rounds: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const jumps: number[] = [];
      for (let i = 1; i <= 20; i += 1)
        jumps.push(await page.evaluate((to) => (globalThis as WithEyes).eyes.jump(to), (((round * 20 + i) * 7919) % 997) / 997));
      rounds.push(at(jumps, 0.95));
    }
    const jump = Math.min(...rounds);
    const drag = await watched(page, () =>
      page.evaluate(async () => {
        const grid = document.querySelector('.grid') as HTMLElement;
        for (let i = 0; i <= 150; i += 1) {
          grid.scrollTop = (i / 150) * (grid.scrollHeight - grid.clientHeight);
          await new Promise((next) => setTimeout(next, 16));
        }
      }),
    );
    const held = async (key: string, times: number, everyMs: number): Promise<void> => {
      for (let i = 0; i < times; i += 1) {
        await page.keyboard.press(key);
        await page.waitForTimeout(everyMs);
      }
    };
    await page.keyboard.press('Control+Home');
    const pages = await watched(page, () => held('PageDown', 60, 25));
    const ends = await watched(page, async () => {
      for (const key of ['Control+ArrowDown', 'Control+ArrowUp', 'Control+End', 'Control+Home']) await held(key, 1, 250);
    });
    await active(page).hover();
    const wheel = await watched(page, async () => {
      for (let i = 0; i < 100; i += 1) {
        await page.mouse.wheel(0, 120);
        await page.waitForTimeout(12);
      }
    });
    const sorted = await watched(page, async () => {
      await head(page, 'account').click();
      for (let i = 0; i < 30; i += 1) {
        await page.mouse.wheel(0, 300);
        await page.waitForTimeout(16);
      }
      await expect(page.locator('[aria-sort=ascending]')).toHaveCount(1);
    });
    const measured = { rows, jump, drag, pages, ends, wheel, sorted };
    info.annotations.push({ type: 'grid', description: JSON.stringify(measured) });
    process.stdout.write(`${JSON.stringify(measured)}\n`);
    expect(jump).toBeLessThanOrEqual(100);
    for (const one of [drag, pages, ends, wheel, sorted]) expect(one.blank).toBeLessThanOrEqual(100);
    // 60 frames a second, and the half a frame by which timers of a virtual machine differ
    expect(wheel.frame).toBeLessThanOrEqual(25);
    await app.close();
  },
);

/** Declarations whose net weights are 0.5, 1.0, 1.5 … kg. */
function declarations(folder: string): string {
  const file = path.join(folder, 'declarations.csv');
  const goods = ['Ёлочные украшения', 'әйнек', 'Насос', 'насос', 'Өрік', 'Zeta'];
  const lines = Array.from({ length: 600 }, (_, i) => {
    const weight = `${Math.floor((i + 1) / 2)}.${(i + 1) % 2 === 0 ? '0' : '5'}`;
    return `55301/010126/${String(i).padStart(7, '0')},2026-01-${String((i % 28) + 1).padStart(2, '0')},1,8518309500,${goods[i % 6]} ${i % 12},CN,${weight},${1_000 + i}.50`;
  });
  fs.writeFileSync(file, `reg_no,reg_date,item_no,hs_code,description,origin_country,net_kg,customs_value_minor\n${lines.join('\n')}\n`);
  return file;
}

/** Only columns near the seen part are drawn: goes along until this one is wholly seen. */
async function bringIn(page: Page, column: string): Promise<void> {
  const grid = await page.locator('.grid').boundingBox();
  for (let left = 0; left < 12_000 && grid !== null; left += 120) {
    await page.evaluate((to) => document.querySelector('.grid')?.scrollTo({ left: to }), left);
    await page.waitForTimeout(30);
    if ((await head(page, column).count()) === 0) continue;
    const cell = await head(page, column).boundingBox();
    const middle = cell === null ? 0 : cell.x + cell.width / 2;
    if (middle > grid.x + 330 && middle < grid.x + grid.width - 60) return;
  }
  throw new Error(`no column ${column}`);
}

async function addFilter(page: Page, column: string, filter: { op?: string; value: string }): Promise<void> {
  await head(page, column).hover();
  await page.locator(`[data-menu="${column}"]`).click();
  await page.waitForSelector('.popover input');
  if (filter.op !== undefined) await page.selectOption('.popover select', filter.op);
  await page.fill('.popover input', filter.value);
  await page.keyboard.press('Enter');
  await expect(page.locator('.popover')).toHaveCount(0);
}

test('columns are resized, moved, hidden, pinned; rows are sorted, filtered, chosen, copied; all of it is there after a restart', async ({
  folder,
}) => {
  test.setTimeout(180_000);
  const made = makeCase(folder, { ledger: null, declarations: declarations(folder) });
  const { app, page } = await windowOf(made);
  await openBook(page, 'declarations');
  const grid = page.locator('.grid');
  await expect(grid).toHaveAttribute('role', 'grid');
  await expect(grid).toHaveAttribute('aria-multiselectable', 'true');

  // columns: those without values first out of the way
  const shownAtFirst = Number(await grid.getAttribute('aria-colcount'));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Alt+ArrowDown');
  await page.click('.popover button:has-text("Hide")');
  await expect(grid).toHaveAttribute('aria-colcount', String(shownAtFirst - 1));
  await expect(grid).toBeFocused();
  const before = await titles(page);
  const box = await head(page, 'reg_no').boundingBox();
  if (box === null) throw new Error('no header');
  await page.mouse.move(box.x + box.width - 2, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 48, box.y + 12, { steps: 4 });
  await page.mouse.up();
  expect((await head(page, 'reg_no').boundingBox())?.width).toBeCloseTo(box.width + 50, 0);
  await head(page, 'release_date').dragTo(head(page, 'reg_no'), { targetPosition: { x: 10, y: 10 } });
  expect((await titles(page)).slice(0, 2)).toEqual([before[2], before[0]]);
  // by keyboard: back where it was, then the number of the declaration stays at the left
  await page.focus('.grid');
  await page.keyboard.press('Home');
  await page.keyboard.press('Alt+Shift+ArrowRight');
  expect((await titles(page)).slice(0, 3)).toEqual([before[0], before[2], before[1]]);
  await page.keyboard.press('Home');
  await page.keyboard.press('Alt+ArrowDown');
  await page.click('.popover button:has-text("Pin")');
  await page.keyboard.press('End');
  await expect(head(page, 'reg_no')).toBeInViewport();

  // filters: the weight in kilograms, as the header says
  await page.keyboard.press('Home');
  await bringIn(page, 'net_g');
  await addFilter(page, 'net_g', { op: '>=', value: '290,5' });
  await expect(grid).toHaveAttribute('aria-rowcount', '21');
  await expect(page.locator('.chip')).toContainText('290.5');
  await expect(grid).toBeFocused();

  // two columns: texts as people look them up, then weights downwards
  await bringIn(page, 'description');
  await head(page, 'description').click();
  await expect(head(page, 'description')).toHaveAttribute('aria-sort', 'ascending');
  await bringIn(page, 'net_g');
  for (const way of ['ascending', 'descending']) {
    await head(page, 'net_g').click({ modifiers: ['Shift'] });
    await expect(head(page, 'net_g')).toHaveAttribute('aria-sort', way);
  }
  await expect(grid).toHaveAttribute('aria-rowcount', '21');

  // a range by the keyboard: counted, added up, copied
  await page.focus('.grid');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Shift+Control+ArrowDown');
  await expect(page.locator('.grid-foot')).toContainText('Chosen cells: 20');
  await page.keyboard.press('Control+c');
  await expect(page.locator('.notice')).toBeVisible();
  const copied = (await clipboard(app)).split('\n');
  expect(copied).toHaveLength(20);
  expect(copied[0]).toMatch(/^55301\/010126\/\d{7}$/);

  // a word finds both spellings
  await page.keyboard.press('Control+f');
  await page.keyboard.type('елочные');
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const kept = {
    row: await active(page).getAttribute('data-row'),
    col: await active(page).getAttribute('data-col'),
    titles: await titles(page),
  };
  expect(kept.row).toBe('1');

  const asBefore = async (of: Page): Promise<void> => {
    await of.waitForSelector('.grid-row .grid-cell[role=gridcell]');
    await expect(of.locator('.grid')).toHaveAttribute('aria-rowcount', '4');
    await expect(active(of)).toHaveAttribute('data-row', kept.row ?? '');
    await expect(active(of)).toHaveAttribute('data-col', kept.col ?? '');
    await expect(of.locator('.chip')).toContainText('290.5');
    await expect(of.locator('.search-box input')).toHaveValue('елочные');
    expect(await titles(of)).toEqual(kept.titles);
  };
  await page.waitForTimeout(400);
  await page.keyboard.press('Alt+3');
  await page.waitForSelector('#work h1:has-text("Tests")');
  await page.keyboard.press('Alt+ArrowLeft');
  await asBefore(page);
  await page.waitForTimeout(400);
  await app.close();

  const again = await windowOf(made);
  await unlock(again.page);
  await asBefore(again.page);
  await again.app.close();
});
