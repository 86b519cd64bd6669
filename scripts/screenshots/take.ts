import type { ElectronApplication, Page } from '@playwright/test';
import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import { openWindow } from '../../tests/journeys/window.ts';
import { words } from '../../tests/journeys/words.ts';
import { closeAll } from './screen.ts';
import type { At, Gallery, Lang, Screen } from './screen.ts';

const sizes = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
] as const;
const themes = ['light', 'dark'] as const;
const [small] = sizes;
/** What moves has come to rest, and lists that wait for a pause in typing are there. */
const settleMs = 450;
const repaintMs = 120;

const resize = (app: ElectronApplication, size: (typeof sizes)[number]): Promise<void> =>
  app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size);

const zoom = (app: ElectronApplication, factor: number): Promise<void> =>
  app.evaluate(({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor), factor);

/** The window as it is painted: a screenshot of the page would cut a zoomed one. */
async function windowPicture(app: ElectronApplication): Promise<Buffer> {
  const text = await app.evaluate(async ({ BrowserWindow }) => {
    const picture = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return picture?.toPNG().toString('base64') ?? '';
  });
  return Buffer.from(text, 'base64');
}

/** A screen in both themes and sizes, and in 200 % where it is dense. @returns how many pictures */
async function shoot({ app, page, lang }: At, { name, zoomed }: Screen, out: string): Promise<number> {
  let taken = 0;
  const shot = async (of: string): Promise<void> => {
    await page.waitForTimeout(repaintMs);
    await page.screenshot({ path: path.join(out, `${name}-${lang}-${of}.png`) });
    taken += 1;
  };
  await page.waitForTimeout(settleMs);
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    for (const size of sizes) {
      await resize(app, size);
      await shot(`${theme}-${size.width}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await resize(app, small);
  if (zoomed === true) {
    await zoom(app, 2);
    await page.waitForTimeout(settleMs);
    fs.writeFileSync(path.join(out, `${name}-${lang}-zoomed.png`), await windowPicture(app));
    taken += 1;
    await zoom(app, 1);
  }
  await page.waitForTimeout(repaintMs);
  return taken;
}

/** @property only what the names of the wanted screens begin with; all of them when there is none */
export type Wanted = {
  readonly lang: Lang;
  readonly gallery: Gallery;
  readonly books: string;
  readonly folder: string;
  readonly out: string;
  readonly only: readonly string[];
};
export type Taken = { readonly taken: number; readonly missed: readonly string[] };

/** Walks through a gallery in one language. A screen that is not reached is told, and the walk goes on. */
export async function walk({ lang, gallery, books, folder, out, only }: Wanted): Promise<Taken> {
  const wanted = ({ name }: Screen): boolean => only.length === 0 || only.some((start) => name.startsWith(start));
  const last = gallery.screens.findLastIndex(wanted);
  if (last < 0) return { taken: 0, missed: [] };
  const args = ['--today=2026-03-05', '--lang=en-US', '--use-fake-device-for-media-stream', `--script=${gallery.name}`];
  const env = { ASSAY_CONFIG_DIR: path.join(folder, 'config') };
  const { app, page } = await openWindow({ folder, args: [...args, ...gallery.prepare(folder, books)], env });
  const at: At = { app, page, lang, books, folder, t: words(lang) };
  const missed: string[] = [];
  let taken = 0;
  try {
    page.setDefaultTimeout(20_000);
    await resize(app, small);
    await page.emulateMedia({ colorScheme: 'light' });
    await chooseLang(page, lang);
    for (const screen of gallery.screens.slice(0, last + 1)) {
      try {
        if (screen.stays !== true) await closeAll(page);
        await screen.go(at);
        if (wanted(screen)) taken += await shoot(at, screen, out);
      } catch (error) {
        missed.push(`${screen.name}-${lang}: ${String(error).split('\n')[0] ?? ''}`);
        await page.screenshot({ path: path.join(out, `missed-${screen.name}-${lang}.png`) }).catch(() => undefined);
      }
    }
  } finally {
    await app.close();
  }
  return { taken, missed };
}

/** The door has the choice of language; a vault that cannot be read has it too. */
async function chooseLang(page: Page, lang: Lang): Promise<void> {
  await page.locator('.lang-choice button', { hasText: lang.toUpperCase() }).click({ timeout: 60_000 });
}

/** @returns an empty folder for the pictures */
export function emptied(out: string): string {
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  return out;
}
