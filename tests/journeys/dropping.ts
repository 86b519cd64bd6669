import type { Page } from '@playwright/test';
import { expect } from './fixture.ts';

type Send = (type: 'dragEnter' | 'dragOver' | 'drop') => Promise<unknown>;

async function withFiles(page: Page, files: readonly string[], hand: (send: Send) => Promise<void>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const place = { x: 640, y: 400, data: { items: [], files: [...files], dragOperationsMask: 1 } };
  await hand((type) => session.send('Input.dispatchDragEvent', { type, ...place }));
  await session.detach();
}

/** Lets files go over a window that takes none. */
export const dropUnseen = (page: Page, files: readonly string[]): Promise<void> =>
  withFiles(page, files, async (send) => {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await send(type);
  });

/**
 * Drops files that really lie on disk on the middle of the window, as the system's file manager does: they are let go only when the window
 * has shown that it saw them coming.
 * @param between what is looked at while they are held over the window
 */
export async function drop(page: Page, files: readonly string[], between: () => Promise<void> = async () => undefined): Promise<void> {
  await withFiles(page, files, async (send) => {
    await send('dragEnter');
    await send('dragOver');
    await expect(page.locator('.drop-veil')).toBeVisible();
    await between();
    await send('drop');
    await expect(page.locator('.drop-veil')).toHaveCount(0);
  });
}
