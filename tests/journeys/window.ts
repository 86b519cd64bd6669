import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';

/** A launch that has not answered after this is given up and made again. */
const launchMs = 10_000;
const launches = 3;
const project = path.resolve(import.meta.dirname, '../..');

export type WindowOptions = {
  /** a folder of this window's own: its home, profile, temporary files */
  readonly folder: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** a packaged program; the project in the prepared Electron when absent */
  readonly packaged?: string;
};

export type OpenWindow = {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** how often the launch had to be made again */
  readonly relaunches: number;
  readonly userData: string;
  /** how often a question to the main process had to be asked again so far */
  readonly askedAgain: () => number;
};

/** Folders that the window may write to; the canary test searches all of them. */
export function foldersOf(folder: string): { readonly home: string; readonly temp: string; readonly userData: string } {
  const [home, temp, userData] = ['home', 'tmp', 'profile'].map((name) => path.join(folder, name)) as [string, string, string];
  for (const dir of [home, temp, userData]) fs.mkdirSync(dir, { recursive: true });
  return { home, temp, userData };
}

export const isRoot = process.getuid?.() === 0;

/** Opens the real window, driven by Playwright. A launch that hangs is made again, and that is said. */
export async function openWindow(options: WindowOptions): Promise<OpenWindow> {
  const { home, temp, userData } = foldersOf(options.folder);
  const executablePath = options.packaged ?? process.env['ASSAY_ELECTRON'];
  if (executablePath === undefined) throw new Error('no Electron named: run npm run journeys');
  const switches = [`--user-data-dir=${userData}`, '--disable-gpu', ...(options.args ?? [])];
  const env = {
    ...definedOf(process.env),
    HOME: home,
    TMPDIR: temp,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    ...options.env,
  };
  for (let relaunches = 0; ; relaunches += 1) {
    try {
      const app = await _electron.launch({
        executablePath,
        args: options.packaged === undefined ? [project, ...switches] : switches,
        chromiumSandbox: !isRoot,
        timeout: launchMs,
        env,
      });
      const page = await app.firstWindow({ timeout: launchMs });
      const askedAgain = keepAnswering(app);
      // The first question is the one that gets lost: it is a question about nothing.
      await app.evaluate(() => 0);
      return { app, page, relaunches, userData, askedAgain };
    } catch (error) {
      if (relaunches + 1 >= launches || !String(error).includes('Timeout')) throw error;
      process.stdout.write(`The window did not answer within ${launchMs / 1000} s; relaunch ${relaunches + 1}.\n${String(error)}\n`);
    }
  }
}

/**
 * The inspector of Electron's main process loses the answer to the first question now and then ("garbage collected", about one in
 * twenty; docs/decisions/launch-hang.md): it is asked again, which is counted and said. Questions must not change anything twice.
 * @returns how often so far
 */
function keepAnswering(app: ElectronApplication): () => number {
  let count = 0;
  const ask = app.evaluate.bind(app) as (run: never, given: never) => Promise<never>;
  const askAgain = async (run: never, given: never, tries = 5): Promise<never> => {
    try {
      return await ask(run, given);
    } catch (error) {
      if (tries === 1 || !String(error).includes('garbage collected')) throw error;
      count += 1;
      process.stdout.write(`The main process lost an answer; asked again (${count}).\n`);
      return askAgain(run, given, tries - 1);
    }
  };
  app.evaluate = ((run: never, given: never) => askAgain(run, given)) as typeof app.evaluate;
  return () => count;
}

const definedOf = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
