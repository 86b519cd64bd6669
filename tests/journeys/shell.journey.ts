import type { ElectronApplication } from '@playwright/test';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beginCall, callFromPage, listenInPage } from './api.ts';
import { expect, test } from './fixture.ts';
import { backendOf, isAlive } from './processes.ts';
import { isRoot } from './window.ts';
import { words } from './words.ts';

test.use({ windowArgs: ['--lang=en-US'] });

const pidOf = (app: ElectronApplication): number => app.process().pid ?? 0;

test('the window paints and its backend answers', async ({ page, packaged }) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  expect((await callFromPage(page, 'vault.status')).output).toMatchObject({ state: 'none' });
  expect((await callFromPage(page, 'shell.info')).output).toMatchObject({ packaged: packaged !== '', sandboxed: !isRoot });
});

test('a killed backend is started again and the page hears of both', async ({ app, page }) => {
  const before = await backend(app);
  const heard = await listenInPage(page);
  process.kill(before, 'SIGKILL');
  await expect.poll(heard).toEqual(['backend.gone', 'backend.back']);
  await expect(page.getByText(words('en')('backend.back'))).toBeVisible();
  expect(backendOf(pidOf(app))).not.toBe(before);
  expect((await callFromPage(page, 'vault.status')).output).toMatchObject({ state: 'none' });
});

test('a call that was open when the backend died fails by name', async ({ app, page }) => {
  const pid = await backend(app);
  process.kill(pid, 'SIGSTOP');
  const answer = await beginCall(page, 'vault.status');
  // the stopped backend cannot answer; main needs a moment to hand the call over to it
  await page.waitForTimeout(1000);
  process.kill(pid, 'SIGKILL');
  expect((await answer()).code).toBe('backend_gone');
});

test("lock hides at once, ends the backend and the page's process, blanks the title and starts anew", { tag: '@measured' }, async ({
  app,
  page,
}) => {
  const before = await backend(app);
  const rendererBefore = await rendererPid(app);
  await callFromPage(page, 'shell.setTitle', { title: 'KZ-2026-1 · Secret LLP' });
  await page.evaluate(() => Object.assign(globalThis, { remembered: 'Secret LLP' }));
  expect(await title(app)).toContain('Secret LLP');
  const hiddenAfter = await watchHiding(app);
  await page.evaluate(() => {
    const { assay } = globalThis as unknown as { assay: { send(message: unknown): void } };
    assay.send({ kind: 'request', id: 1, method: 'shell.lock', input: {} });
  });
  await expect.poll(hiddenAfter).not.toBeNull();
  expect(await hiddenAfter()).toBeLessThan(100);
  expect(await title(app)).toBe('Assay');
  await expect.poll(() => page.evaluate(() => 'remembered' in globalThis).catch(() => true)).toBe(false);
  await expect.poll(() => isAlive(before)).toBe(false);
  await expect.poll(() => isAlive(rendererBefore)).toBe(false);
  await expect(page.locator('#root')).not.toBeEmpty();
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);
  expect((await callFromPage(page, 'vault.status')).output).toMatchObject({ state: 'none' });
  expect(backendOf(pidOf(app))).not.toBe(before);
});

test('lock takes back what was copied here, and leaves what another program copied', async ({ app, page }) => {
  const clipboardText = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText());
  const copyAndLock = async (between: () => Promise<void>): Promise<void> => {
    const pid = await backend(app);
    const field = page.getByRole('textbox').first();
    await field.fill('Secret LLP');
    await field.press('Control+a');
    await field.press('Control+c');
    await expect.poll(clipboardText).toBe('Secret LLP');
    await page.waitForTimeout(400);
    await between();
    await page.evaluate(() => {
      const { assay } = globalThis as unknown as { assay: { send(message: unknown): void } };
      assay.send({ kind: 'request', id: 1, method: 'shell.lock', input: {} });
    });
    await expect.poll(() => isAlive(pid)).toBe(false);
    await expect(page.locator('#root')).not.toBeEmpty();
  };
  await copyAndLock(() => Promise.resolve());
  expect(await clipboardText()).toBe('');
  await copyAndLock(() => app.evaluate(async ({ clipboard }) => void (await clipboard.writeText('of another program'))));
  expect(await clipboardText()).toBe('of another program');
});

test('a second window on the same vault gives way to the first', async ({ app, folder, packaged }) => {
  const project = packaged === '' ? [path.resolve(import.meta.dirname, '../..')] : [];
  const args = [...project, `--user-data-dir=${path.join(folder, 'profile')}`, '--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])];
  const second = spawn(packaged === '' ? (process.env['ASSAY_ELECTRON'] ?? '') : packaged, args, { stdio: 'ignore' });
  expect(await new Promise((resolve) => second.on('exit', resolve))).toBe(0);
  expect(app.windows()).toHaveLength(1);
});

test('the backend does not outlive a killed window', async ({ app }) => {
  const pid = await backend(app);
  process.kill(pidOf(app), 'SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test('the window closes its backend before it quits', async ({ app, page }) => {
  const pid = await backend(app);
  await callFromPage(page, 'vault.status');
  await app.close();
  expect(isAlive(pid)).toBe(false);
});

test("the backend leaves no core file and hears nothing of other programs' environment", async ({ app }) => {
  const pid = await backend(app);
  expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).toMatch(/Max core file size\s+0\s+0/);
  expect(readFileSync(`/proc/${pidOf(app)}/limits`, 'utf8')).toMatch(/Max core file size\s+0\s+0/);
  const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .map((entry) => entry.split('=')[0] ?? '');
  const known = [
    'ASSAY_ASSETS',
    'HOME',
    'LANG',
    'LC_ALL',
    'NODE_CHANNEL_FD',
    'NODE_CHANNEL_SERIALIZATION_MODE',
    'PATH',
    'PWD',
    'TMPDIR',
    'TZ',
    'XDG_CONFIG_HOME',
    '',
  ];
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
});

test('a path that nobody picked does not reach the backend', async ({ page }) => {
  const refused = await callFromPage(page, 'document.verify', { path: '/etc/passwd', trust: null });
  expect(refused.code).toBe('input_invalid');
});

async function backend(app: ElectronApplication): Promise<number> {
  await expect.poll(() => backendOf(pidOf(app))).toBeGreaterThan(0);
  return backendOf(pidOf(app)) ?? 0;
}

const rendererPid = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);

/** Notes in main when the next call arrives from the page and when the window is off the screen. @returns milliseconds between */
async function watchHiding(app: ElectronApplication): Promise<() => Promise<number | null>> {
  await app.evaluate(({ BrowserWindow, ipcMain }) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window === undefined) return;
    const seen: { asked?: number; hidden?: number } = {};
    Object.assign(globalThis, { seen });
    ipcMain.prependListener('assay', () => {
      seen.asked ??= performance.now();
    });
    window.once('hide', () => {
      seen.hidden = performance.now();
    });
  });
  return () =>
    app.evaluate(() => {
      const { seen } = globalThis as unknown as { seen: { asked?: number; hidden?: number } };
      return seen.asked === undefined || seen.hidden === undefined ? null : seen.hidden - seen.asked;
    });
}

const title = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '');
