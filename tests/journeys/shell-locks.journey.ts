import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { createVault, openDemo, openVaultPage, passphrase, picture, unlock } from './door.ts';
import { expect, test } from './fixture.ts';
import { backendOf, family, isAlive } from './processes.ts';
import { openWindow } from './window.ts';
import { words } from './words.ts';

const t = words('en');
test.use({ windowArgs: ['--lang=en-US'] });

const pidOf = (app: ElectronApplication): number => app.process().pid ?? 0;
const door = (page: Page) => page.locator('.door input[type=password]');

/** Every way to lock, as the person or the machine starts it. */
const ways: readonly (readonly [string, (app: ElectronApplication, page: Page) => Promise<void>])[] = [
  ['Ctrl+L', (_app, page) => page.keyboard.press('Control+l')],
  ['the button in the title bar', (_app, page) => page.locator('.title-bar button').last().click()],
  [
    'the palette',
    async (_app, page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(t('vault.lockNow'));
      await page.keyboard.press('Enter');
    },
  ],
  ['suspend', (app) => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'))],
  ['the lock screen of the system', (app) => app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'))],
  [
    'idleness',
    (app) =>
      app.evaluate(({ powerMonitor }) => {
        powerMonitor.getSystemIdleTime = () => 15 * 60;
      }),
  ],
];

test('every way to lock keeps what was just typed, ends the processes with keys and shows nothing of the case', async ({ app, page }) => {
  test.setTimeout(240_000);
  await openDemo(page);
  await page.keyboard.press('Alt+4');
  await page.waitForSelector('#work h1:has-text("Findings")');
  await page.keyboard.press('Control+n');
  const title = page.locator('.editor textarea').first();
  for (const [name, lock] of ways) {
    await test.step(name, async () => {
      await title.waitFor();
      const backend = backendOf(pidOf(app)) ?? 0;
      const held = family(backend).map((one) => one.pid);
      const rendererBefore = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);
      await expect.poll(() => titleOf(app)).not.toBe('Assay');
      await title.fill(`Typed just before ${name}`);
      await lock(app, page);
      await door(page).waitFor({ timeout: 40_000 });
      await expect(door(page), name).toBeFocused();
      expect(await titleOf(app), name).toBe('Assay');
      expect([...held, rendererBefore].filter(isAlive), name).toEqual([]);
      expect(await page.locator('body').innerText(), name).not.toContain('Аэротон');
      await unlock(page, passphrase);
      await expect(title, name).toHaveValue(`Typed just before ${name}`);
    });
  }
});

test('a new case that is being typed is there again after a lock, and gone when it was given up', async ({ app, page }) => {
  await createVault(page);
  await page.keyboard.press('Control+n');
  const field = (key: string) => page.locator('.dialog').getByLabel(t(key), { exact: true });
  await field('case.trader').fill('Typed LLP');
  await field('case.taxid').fill('9801400');
  await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  await door(page).waitFor({ timeout: 40_000 });
  await unlock(page, passphrase);
  await expect(field('case.trader')).toHaveValue('Typed LLP');
  await expect(field('case.taxid')).toHaveValue('9801400');
  await page
    .locator('.dialog')
    .getByRole('button', { name: t('dialog.cancel'), exact: true })
    .click();
  await expect(page.locator('.dialog')).toHaveCount(0);
  await page.keyboard.press('Control+l');
  await door(page).waitFor({ timeout: 40_000 });
  await unlock(page, passphrase);
  await expect(page.getByRole('heading', { name: t('cases.title') }).first()).toBeVisible();
  await expect(page.locator('.dialog')).toHaveCount(0);
  await page.keyboard.press('Control+n');
  await expect(field('case.trader')).toHaveValue('');
});

const titleOf = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '');

test('children of the backend that hold keys end with a lock, also in the middle of their work', async ({ app, page }) => {
  await openDemo(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('V14');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#work h1:has-text("V14")');
  await page.keyboard.press('Control+Enter');
  const children = (): readonly number[] =>
    family(backendOf(pidOf(app)) ?? 0)
      .map((one) => one.pid)
      .slice(1);
  await expect.poll(() => children().length).toBeGreaterThan(0);
  const held = [...children(), backendOf(pidOf(app)) ?? 0];
  await page.keyboard.press('Control+l');
  await door(page).waitFor();
  expect(held.filter(isAlive)).toEqual([]);
});

test('the minutes until the lock are chosen on the vault page and kept', async ({ app, page, folder }) => {
  await createVault(page);
  await openVaultPage(page);
  await page.getByLabel(t('vault.idle')).selectOption('5');
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 4 * 60;
  });
  await page.waitForTimeout(16_000);
  await expect(page.getByLabel(t('vault.idle'))).toHaveValue('5');
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 5 * 60;
  });
  await door(page).waitFor({ timeout: 40_000 });
  await app.close();
  const { app: next, page: again } = await openWindow({ folder, args: ['--lang=en-US'] });
  await unlock(again, passphrase);
  await openVaultPage(again);
  await expect(again.getByLabel(t('vault.idle'))).toHaveValue('5');
  await next.close();
});

test('closing the window in the middle of a word keeps the word', async ({ app, page, folder }) => {
  await openDemo(page);
  await page.keyboard.press('Alt+4');
  await page.waitForSelector('#work h1:has-text("Findings")');
  await page.keyboard.press('Control+n');
  await page.waitForSelector('.editor');
  await page.locator('.editor textarea').first().fill('Typed just before the end');
  await app.close();
  const { app: next, page: again } = await openWindow({ folder, args: ['--lang=en-US'] });
  await unlock(again, passphrase);
  await expect(again.locator('.editor textarea').first()).toHaveValue('Typed just before the end');
  await next.close();
});

test('the door speaks the chosen language in the chosen theme, before the vault is open and after a restart', async ({
  app,
  page,
  folder,
}) => {
  await createVault(page);
  await page.click('.lang-choice button:has-text("KK")');
  await page.keyboard.press('Alt+t');
  await page.keyboard.press('Alt+t');
  const kk = words('kk');
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('button', { name: kk('vault.unlock.do'), exact: true })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await app.close();
  const { app: next, page: again } = await openWindow({ folder, args: ['--lang=en-US'] });
  await expect(again.getByRole('button', { name: kk('vault.unlock.do'), exact: true })).toBeVisible();
  await expect(again.locator('html')).toHaveAttribute('data-theme', 'dark');
  await picture(again, 'door-kk-dark');
  expect(await next.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor())).toBe('#17191A');
  await again.click('.lang-choice button:has-text("RU")');
  await unlock(again, passphrase);
  await expect(again.getByRole('heading', { name: words('ru')('cases.title') }).first()).toBeVisible();
  await next.close();
  expect(fs.readFileSync(path.join(folder, 'profile', 'look.json'), 'utf8')).toBe('{"lang":"ru","theme":"dark","zoom":1}\n');
});

test('Ctrl with plus, minus and nought zooms from 100 to 200 %, kept over lock and restart', async ({ app, page, folder }) => {
  const zoom = (of: ElectronApplication): Promise<number> =>
    of.evaluate(({ BrowserWindow }) => Math.round((BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor() ?? 0) * 100));
  const press = (key: string, modifiers: readonly string[]): Promise<void> =>
    app.evaluate(
      ({ BrowserWindow }, [keyCode, modifiers]) => {
        for (const type of ['keyDown', 'keyUp'] as const)
          BrowserWindow.getAllWindows()[0]?.webContents.sendInputEvent({ type, keyCode, modifiers: [...modifiers] as never });
      },
      [key, modifiers] as const,
    );
  await createVault(page);
  await press('-', ['control']);
  expect(await zoom(app)).toBe(100);
  for (let i = 0; i < 12; i += 1) await press('=', ['control']);
  await expect.poll(() => zoom(app)).toBe(200);
  await press('-', ['control']);
  await expect.poll(() => zoom(app)).toBe(190);
  await page.keyboard.press('Control+l');
  await door(page).waitFor();
  expect(await zoom(app)).toBe(190);
  await app.close();
  const { app: next, page: again } = await openWindow({ folder, args: ['--lang=en-US'] });
  await door(again).waitFor();
  expect(await zoom(next)).toBe(190);
  await again.keyboard.press('Control+0');
  await next.close();
});
