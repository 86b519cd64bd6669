import type { ElectronApplication, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { callFromPage } from './api.ts';
import { findTexts } from './canary.ts';
import { expect, test } from './fixture.ts';
import { isRoot } from './window.ts';

/** Runs the text as a script of the page: evaluate() itself is exempt from the page's policy. */
const inPage = (page: Page, body: string): Promise<unknown> =>
  page.evaluate(
    (text) =>
      new Promise((resolve) => {
        setTimeout(() => {
          try {
            // oxlint-disable-next-line no-eval
            resolve(String((globalThis as unknown as { eval(text: string): unknown }).eval(text)));
          } catch (error) {
            resolve(`refused: ${(error as Error).name}`);
          }
        }, 0);
      }),
    body,
  );

const contents = <R>(app: ElectronApplication, run: (contents: Electron.WebContents) => R): Promise<R> =>
  // oxlint-disable-next-line no-eval
  app.evaluate(({ BrowserWindow }, text) => (0, eval)(`(${text})`)(BrowserWindow.getAllWindows()[0]?.webContents) as R, run.toString());

/** A server on this machine that counts who asks it. */
async function countingServer(): Promise<{ server: http.Server; asked: () => number; url: string }> {
  let asked = 0;
  const server = http.createServer((_request, response) => {
    asked += 1;
    response.end('x');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, asked: () => asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

test('the page sees three functions and nothing of Node', async ({ page }) => {
  const seen = await page.evaluate(() => ({
    api: Object.keys((globalThis as unknown as { assay: object }).assay).sort(),
    node: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__dirname'].filter((name) => name in globalThis),
    isolated: (globalThis as unknown as { crossOriginIsolated: boolean }).crossOriginIsolated,
  }));
  expect(seen.api).toEqual(['listen', 'pathOf', 'send']);
  expect(seen.node).toEqual([]);
});

test('the preferences of the page are the strict ones', async ({ app }) => {
  const preferences = await contents(app, (page) => (page as unknown as { getLastWebPreferences(): object }).getLastWebPreferences());
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('the renderer lies in the Chromium sandbox', async ({ app }) => {
  test.skip(isRoot, 'root has no Chromium sandbox');
  const pid = await contents(app, (page) => page.getOSProcessId());
  expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/Seccomp:\s+2/);
});

test('text does not become code: eval, Function, inline script, markup', async ({ page }) => {
  expect(await inPage(page, '1 + 1')).toBe('refused: EvalError');
  const outcome = await page.evaluate(
    () =>
      new Promise<Record<string, unknown>>((resolve) => {
        const world = globalThis as unknown as Record<string, unknown>;
        const found: Record<string, unknown> = {};
        const attempt = (name: string, act: () => void): void => {
          try {
            act();
            found[name] = 'done';
          } catch (error) {
            found[name] = (error as Error).name;
          }
        };
        attempt('markup', () => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="inlineRan=1">'));
        attempt('innerHTML', () => {
          document.body.innerHTML = '<b>x</b>';
        });
        attempt('policy', () => (world['trustedTypes'] as { createPolicy(name: string, rules: object): void }).createPolicy('mine', {}));
        attempt('script text', () => {
          const script = document.createElement('script');
          script.text = 'window.inlineRan = 1';
          document.head.append(script);
        });
        const remote = document.createElement('img');
        remote.addEventListener('error', () => {
          found['remote image'] = 'refused';
          found['inline ran'] = 'inlineRan' in world;
          resolve(found);
        });
        remote.src = 'https://example.com/x.png';
        document.body.append(remote);
      }),
  );
  expect(outcome).toEqual({
    markup: 'TypeError',
    innerHTML: 'TypeError',
    policy: 'TypeError',
    'script text': 'TypeError',
    'remote image': 'refused',
    'inline ran': false,
  });
});

test('nothing is fetched from a server, by the page or past its policy', async ({ app, page }) => {
  const { server, asked, url } = await countingServer();
  const fetched = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'fetched',
        (error: Error) => error.name,
      ),
    url,
  );
  expect(fetched).toBe('TypeError');
  // The page's session refuses too, so the policy is not the only wall.
  const bySession = await app.evaluate(
    ({ BrowserWindow }, url) =>
      BrowserWindow.getAllWindows()[0]
        ?.webContents.session.fetch(url)
        .then(
          () => 'fetched',
          (error: Error) => error.message,
        ),
    url,
  );
  expect(bySession).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(asked()).toBe(0);
  server.close();
});

test('the page stays where it is: no navigation, no redirect, no window, no webview', async ({ app, page }) => {
  const start = page.url();
  for (const url of [
    'https://example.com/',
    'file:///etc/passwd',
    'app://blank/',
    'app://other/',
    'javascript:alert(1)',
    'data:text/html,x',
  ]) {
    await page.evaluate((url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
    }, url);
    await page.waitForTimeout(50);
    expect(page.url()).toBe(start);
  }
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
  expect(await page.evaluate(() => window.open('app://assay/index.html') === null)).toBe(true);
  expect(app.windows()).toHaveLength(1);
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('webview'), { src: 'https://example.com/' })));
  await page.waitForTimeout(100);
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
});

test('even main cannot bring a foreign page into the window, nor a redirect to one', async ({ app, page }) => {
  await page.waitForLoadState();
  // loadURL listens to the window's next end of loading: the page's own must be over, or it would be taken for the foreign one's
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.isLoading())).toBe(false);
  const { server, asked, url } = await countingServer();
  const load = (url: string): Promise<string> =>
    app.evaluate(
      ({ BrowserWindow }, url) =>
        BrowserWindow.getAllWindows()[0]
          ?.webContents.loadURL(url)
          .then(
            () => 'loaded',
            (error: Error) => error.message,
          ) ?? Promise.resolve('no window'),
      url,
    );
  expect(await load(`${url}redirect`)).toContain('ERR_BLOCKED_BY_CLIENT');
  await app.evaluate(({ session }, url) => {
    session.fromPartition('assay').protocol.handle('turn', () => Response.redirect(url, 302));
  }, url);
  expect(await load('turn://elsewhere/')).toContain('ERR_BLOCKED_BY_CLIENT');
  expect(asked()).toBe(0);
  server.close();
});

test('app:// serves its own folder only', async ({ page }) => {
  const statuses = await page.evaluate(async () => {
    const addresses = ['/index.html', '/nothing.js', '/%2e%2e/main/main.js', '/..%2fmain%2fmain.js', '/%00', '/a%5c..%5cb', '//etc/passwd'];
    const found: Record<string, number | string> = {};
    for (const address of addresses) {
      found[address] = await new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open('GET', `app://assay${address}`);
        request.addEventListener('loadend', () => resolve(request.status));
        request.send();
      });
    }
    return found;
  });
  for (const [address, status] of Object.entries(statuses)) expect(`${address} ${status === 200}`).toBe(`${address} false`);
});

test('every permission is refused', async ({ page }) => {
  const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi'];
  const states = await page.evaluate(
    (names) =>
      Promise.all(
        names.map((name) =>
          navigator.permissions.query({ name: name as PermissionName }).then(
            (status) => status.state,
            () => 'denied',
          ),
        ),
      ),
    names,
  );
  expect(new Set(states)).toEqual(new Set(['denied']));
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
  const place = page.evaluate(
    () =>
      new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          (error) => resolve(error.code),
        ),
      ),
  );
  expect(await place).toBe(1);
});

test('the page may write plain text to the clipboard, after a key only, and read none', async ({ app, page }) => {
  await page.getByRole('textbox').first().press('a');
  expect(
    await page.evaluate(() =>
      navigator.clipboard.writeText('copied').then(
        () => 'written',
        (error: Error) => error.name,
      ),
    ),
  ).toBe('written');
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('copied');
  expect(
    await page.evaluate(() =>
      navigator.clipboard.readText().then(
        () => 'read',
        (error: Error) => error.name,
      ),
    ),
  ).toBe('NotAllowedError');
});

test('a message from a frame inside the page is not heard', async ({ app, page }) => {
  const heard = await app.evaluate(async ({ ipcMain, BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    if (window === undefined) return ['no window'];
    const answers: string[] = [];
    const send = window.webContents.send.bind(window.webContents);
    window.webContents.send = (channel: string, message: { id?: number }) => {
      if (message.id === 4711 || message.id === 4712) answers.push(String(message.id));
      send(channel, message);
    };
    const request = (id: number): object => ({ kind: 'request', id, method: 'shell.info', input: {} });
    const inner = { url: 'app://assay/index.html', parent: window.webContents.mainFrame };
    ipcMain.emit('assay', { sender: window.webContents, senderFrame: inner }, request(4711));
    ipcMain.emit('assay', { sender: window.webContents, senderFrame: null }, request(4711));
    ipcMain.emit('assay', { sender: window.webContents, senderFrame: window.webContents.mainFrame }, request(4712));
    await new Promise((resolve) => setTimeout(resolve, 200));
    return answers;
  });
  expect(heard).toEqual(['4712']);
  expect((await callFromPage(page, 'shell.info')).output).toBeDefined();
});

test('what the page stores is not written to disk', async ({ app, page, folder }) => {
  expect(await contents(app, (page) => page.session.isPersistent())).toBe(false);
  expect(await contents(app, (page) => page.session.getStoragePath())).toBeNull();
  expect(await contents(app, (page) => page.session.isSpellCheckerEnabled())).toBe(false);
  await page.evaluate(() => localStorage.setItem('trace', 'Secret LLP'));
  await page.waitForTimeout(300);
  expect(findTexts([folder], ['Secret LLP'])).toEqual([]);
});

test('the crash reporter is not started', async ({ app }) => {
  const uploads = await app.evaluate(({ crashReporter }) => {
    try {
      return crashReporter.getUploadToServer();
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(uploads).not.toBe(true);
});
