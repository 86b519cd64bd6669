import { test as base } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ownScreen } from './display.ts';
import { openWindow } from './window.ts';

export type WindowFixtures = {
  /** further arguments of the window: `test.use({ windowArgs: ['--today=2026-03-05'] })` */
  windowArgs: readonly string[];
  /** program of a packaged app; empty: the project in the prepared Electron */
  packaged: string;
  /** this test's folder; everything the window writes lies below it */
  folder: string;
  app: ElectronApplication;
  page: Page;
};

export { expect } from '@playwright/test';

/** A test with a fresh profile and the real window. */
export const test = base.extend<WindowFixtures, { display: undefined }>({
  // oxlint-disable-next-line no-empty-pattern
  display: [async ({}, use, info) => ownScreen(info.parallelIndex, () => use(undefined)), { scope: 'worker', auto: true }],
  windowArgs: [[], { option: true }],
  packaged: ['', { option: true }],
  // oxlint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-journey-'));
    await use(folder);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },
  app: async ({ folder, windowArgs, packaged }, use, info) => {
    const { app, relaunches, askedAgain } = await openWindow({ folder, args: windowArgs, ...(packaged === '' ? {} : { packaged }) });
    if (relaunches > 0) info.annotations.push({ type: 'relaunches', description: String(relaunches) });
    await use(app);
    if (askedAgain() > 0) info.annotations.push({ type: 'asked again', description: String(askedAgain()) });
    await app.close();
  },
  page: async ({ app }, use, info) => {
    const page = await app.firstWindow();
    await use(page);
    if (info.status !== info.expectedStatus) await page.screenshot({ path: info.outputPath('window.png') }).catch(() => undefined);
  },
});
