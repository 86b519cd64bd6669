import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { electron } from './electron-path.mjs';
import { isRoot, node24, root } from './paths.mjs';

/** A launch that has not answered after this is given up and made again. */
const launchMs = 10_000;
const attempts = 3;

/**
 * Opens the real window with a profile folder of its own, driven by Playwright.
 * @param {{args?: string[], userData?: string, executable?: string, app?: string | null, env?: Record<string, string>}} options
 *   `app`: folder to run; null for a packaged program
 * @returns {Promise<{app: import('@playwright/test').ElectronApplication, page: import('@playwright/test').Page, userData: string, relaunches: number}>}
 */
export async function openWindow(options = {}) {
  const { _electron } = await import('@playwright/test');
  const { executable = electron().executable, app: folder = root, args = [], env = {} } = options;
  const userData = options.userData ?? fs.mkdtempSync(path.join(os.tmpdir(), 'assay-window-'));
  const switches = [`--user-data-dir=${userData}`, '--disable-gpu', ...args];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const app = await _electron.launch({
        executablePath: executable,
        args: folder === null ? switches : [folder, ...switches],
        chromiumSandbox: !isRoot(),
        timeout: launchMs,
        env: { ...process.env, ASSAY_NODE: node24(), ...env },
      });
      const page = await app.firstWindow({ timeout: launchMs });
      return { app, page, userData, relaunches: attempt - 1 };
    } catch (error) {
      if (attempt === attempts || !/Timeout/.test(String(error))) throw error;
      process.stdout.write(`The window did not answer within ${launchMs / 1000} s: relaunch ${attempt}\n`);
    }
  }
}
