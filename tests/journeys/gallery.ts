import type { ElectronApplication, Page } from '@playwright/test';
import fs from 'node:fs';
import path from 'node:path';
import { walkScreens } from './walk-screens.ts';
import type { Walk } from './walk-screens.ts';

const sizes = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
] as const;

/** The language and theme of one walk through a fresh window. */
export const walks: readonly Pick<Walk, 'lang' | 'theme'>[] = (['en', 'ru', 'kk'] as const).flatMap((lang) =>
  (['light', 'dark'] as const).map((theme) => ({ lang, theme })),
);

type Given = Pick<Walk, 'lang' | 'theme'> & { readonly app: ElectronApplication; readonly page: Page; readonly out: string };

/** Pictures of every screen in one language and theme, in two sizes. @returns how many */
export async function takePictures({ app, page, lang, theme, out }: Given): Promise<number> {
  fs.mkdirSync(out, { recursive: true });
  let taken = 0;
  const resize = (size: (typeof sizes)[number]): Promise<void> =>
    app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size);
  const shot = async (name: string): Promise<void> => {
    for (const size of sizes) {
      await resize(size);
      await page.waitForTimeout(150);
      await page.screenshot({ path: path.join(out, `${name}-${lang}-${theme}-${size.width}.png`) });
      taken += 1;
    }
    await resize(sizes[0]);
  };
  await resize(sizes[0]);
  await walkScreens({ page, lang, theme, shot });
  return taken;
}
