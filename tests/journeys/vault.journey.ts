import type { ElectronApplication, Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { choosePath, createVault, openVaultPage, passphrase, picture, unlock } from './door.ts';
import { expect, test } from './fixture.ts';
import { openWindow } from './window.ts';
import { words } from './words.ts';

const t = words('en');
test.use({ windowArgs: ['--lang=en-US'] });
const vaultOf = (folder: string): string => path.join(folder, 'profile', 'vault');
const button = (page: Page, key: string) => page.getByRole('button', { name: t(key), exact: true });

/** Changes one byte in every 4 KiB of a file. */
function spoil(file: string): void {
  const bytes = fs.readFileSync(file);
  for (let at = 200; at < bytes.length; at += 4096) bytes[at] = (bytes[at] ?? 0) ^ 1;
  fs.writeFileSync(file, bytes);
}

/** Closes the window and opens it again on the same profile. */
async function reopen(app: ElectronApplication, folder: string): Promise<{ app: ElectronApplication; page: Page }> {
  await app.close();
  const { app: next, page } = await openWindow({ folder, args: ['--lang=en-US'] });
  return { app: next, page };
}

async function backUp(app: ElectronApplication, page: Page, to: string): Promise<void> {
  await choosePath(app, to);
  await openVaultPage(page);
  await button(page, 'vault.backup.do').click();
  await expect(page.getByText('read back and checked')).toBeVisible();
}

test('a wrong passphrase is said; from the third on the button says when the next try is possible, also after a restart', {
  tag: '@measured',
}, async ({ app, page, folder }) => {
  await createVault(page);
  await page.keyboard.press('Control+l');
  const field = page.locator('.door input[type=password]');
  await field.waitFor();
  for (let i = 0; i < 5; i += 1) {
    await expect(field).toBeFocused();
    await expect(button(page, 'vault.unlock.do')).toBeVisible({ timeout: 15_000 });
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('The passphrase is wrong');
    await expect(field).toHaveValue('');
  }
  await expect(page.getByRole('button', { name: /Unlock in [1-8] s/ })).toBeDisabled();
  await picture(page, 'wait');
  const again = await reopen(app, folder);
  await expect(again.page.getByRole('button', { name: /Unlock in [1-8] s/ })).toBeDisabled();
  await again.page.locator('input[type=password]').fill(passphrase);
  await expect(button(again.page, 'vault.unlock.do')).toBeEnabled({ timeout: 15_000 });
  await again.page.keyboard.press('Enter');
  await again.page.locator('.title-bar').waitFor();
  await again.app.close();
});

test('the passphrase is changed: the old one no longer opens the vault', async ({ page }) => {
  await createVault(page);
  await openVaultPage(page);
  const fields = page.locator('form', { has: button(page, 'vault.change.do') }).locator('input');
  await fields.nth(0).fill('not the passphrase');
  await fields.nth(1).fill('meadow anchor ribbon cello');
  await fields.nth(2).fill('meadow anchor ribbon cello');
  await button(page, 'vault.change.do').click();
  await expect(page.getByRole('alert')).toContainText('The passphrase is wrong');
  await expect(fields.nth(0)).toBeFocused();
  await fields.nth(0).fill(passphrase);
  await page.keyboard.press('Enter');
  await expect(page.getByText(t('vault.change.done'))).toBeVisible();
  await expect(fields.nth(0)).toBeFocused();
  await page.keyboard.press('Control+l');
  await unlock(page, passphrase);
  await expect(page.getByRole('alert')).toContainText('The passphrase is wrong');
  await unlock(page, 'meadow anchor ribbon cello');
  await page.locator('.title-bar').waitFor();
});

test('the keys are changed as a whole: it is told, nothing offers to stop it, and the passphrase stays', async ({ page, folder }) => {
  await createVault(page);
  await openVaultPage(page);
  const before = fs.readFileSync(path.join(vaultOf(folder), 'vault.json'), 'utf8');
  const form = page.locator('form', { has: button(page, 'vault.rotate.do') });
  await form.locator('input').fill(passphrase);
  await button(page, 'vault.rotate.do').click();
  await expect(page.getByText(t('vault.rotate.whole'))).toBeVisible();
  await expect(button(page, 'job.cancel')).toHaveCount(0);
  await picture(page, 'rotate');
  await expect(page.getByText(t('vault.rotate.done'))).toBeVisible();
  await expect(form.locator('input')).toBeFocused();
  expect(fs.readFileSync(path.join(vaultOf(folder), 'vault.json'), 'utf8')).not.toBe(before);
  await page.keyboard.press('Control+l');
  await unlock(page, passphrase);
  await page.locator('.title-bar').waitFor();
});

test('a backup is proved and told of after a restart; a folder with something in it is refused', async ({ app, page, folder }) => {
  await createVault(page);
  await openVaultPage(page);
  await expect(page.getByText(t('vault.backup.never'))).toBeVisible();
  const filled = path.join(folder, 'filled');
  fs.mkdirSync(filled);
  fs.writeFileSync(path.join(filled, 'note.txt'), 'mine');
  await choosePath(app, filled);
  await button(page, 'vault.backup.do').click();
  await expect(page.getByRole('alert')).toContainText('exists already');
  await expect(button(page, 'vault.backup.do')).toBeFocused();
  expect(fs.readdirSync(filled)).toEqual(['note.txt']);
  await backUp(app, page, path.join(folder, 'backup'));
  await expect(button(page, 'vault.backup.do')).toBeFocused();
  await picture(page, 'backed-up');
  const again = await reopen(app, folder);
  await unlock(again.page, passphrase);
  await openVaultPage(again.page);
  await expect(again.page.getByText('read back and checked')).toBeVisible();
  await again.app.close();
});

for (const [what, file] of [
  ['vault.json', 'vault.json'],
  ['assay.db', 'assay.db'],
] as const) {
  test(`a damaged ${what} leads to the backup; the damaged vault is set aside`, async ({ app, page, folder }) => {
    await createVault(page);
    await backUp(app, page, path.join(folder, 'backup'));
    await app.close();
    spoil(path.join(vaultOf(folder), file));
    const spoiled = fs.readFileSync(path.join(vaultOf(folder), file));
    const { app: next, page: door } = await openWindow({ folder, args: ['--lang=en-US'] });
    if (file === 'assay.db') await unlock(door, passphrase);
    await expect(door.getByRole('heading', { name: t('vault.unopenable') })).toBeVisible();
    await expect(door.getByRole('alert')).toContainText(file);
    await picture(door, `damaged-${file}`);
    await expect(button(door, 'vault.create.restore')).toBeFocused();
    await door.keyboard.press('Enter');
    await expect(door.getByText(t('vault.restore.aside'))).toBeVisible();
    await restoreFrom(next, door, path.join(folder, 'backup'));
    await door.locator('.title-bar').waitFor();
    expect(fs.readFileSync(path.join(`${vaultOf(folder)}.damaged-1`, file)).equals(spoiled)).toBe(true);
    await next.close();
  });
}

async function restoreFrom(app: ElectronApplication, page: Page, from: string, secret = passphrase): Promise<void> {
  await choosePath(app, from);
  await button(page, 'vault.restore.pick').click();
  await page.getByLabel(t('vault.restore.passphrase')).fill(secret);
  await page.keyboard.press('Enter');
}

test('a damaged books file is named above the work and leads to the backup', async ({ app, page, folder }) => {
  await createVault(page);
  await button(page, 'cases.demo').click();
  await page.waitForSelector('.sections', { timeout: 60_000 });
  await backUp(app, page, path.join(folder, 'backup'));
  await page.keyboard.press('Control+l');
  await page.locator('.door input[type=password]').waitFor();
  const books = path.join(vaultOf(folder), 'books');
  const file = fs.readdirSync(books).find((name) => name.endsWith('.db')) ?? '';
  spoil(path.join(books, file));
  await unlock(page, passphrase);
  await page.locator('.title-bar').waitFor();
  await page.keyboard.press('Alt+0');
  await page.locator('#work [role=row][aria-selected]').first().dblclick();
  await page.keyboard.press('Alt+2');
  await expect(page.locator('.banner.wrong')).toContainText(file);
  await picture(page, 'damaged-books');
  await page
    .locator('.banner')
    .getByRole('button', { name: t('vault.create.restore') })
    .click();
  await restoreFrom(app, page, path.join(folder, 'backup'));
  await page.locator('.title-bar').waitFor({ timeout: 30_000 });
  await expect(page.locator('.banner.wrong')).toHaveCount(0);
  expect(fs.existsSync(`${vaultOf(folder)}.damaged-1`)).toBe(true);
});

test('a sound vault is not replaced by a backup: the screen says so and where it lies', async ({ app, page, folder }) => {
  await createVault(page);
  await backUp(app, page, path.join(folder, 'backup'));
  await page.keyboard.press('Control+l');
  await button(page, 'vault.create.restore').click();
  await restoreFrom(app, page, path.join(folder, 'nothing-here'));
  await expect(page.getByRole('alert')).toContainText('not a backup of a vault');
  await restoreFrom(app, page, path.join(folder, 'backup'), 'of another vault');
  await expect(page.getByRole('alert')).toContainText('The passphrase is wrong');
  await restoreFrom(app, page, path.join(folder, 'backup'));
  await expect(page.getByRole('alert')).toContainText(vaultOf(folder));
  await picture(page, 'sound');
  await button(page, 'vault.restore.back').click();
  await expect(page.locator('input[type=password]')).toBeFocused();
  await unlock(page, passphrase);
  await page.locator('.title-bar').waitFor();
});

test('a backup becomes the vault of a laptop that has none', async ({ app, page, folder }) => {
  await createVault(page);
  await backUp(app, page, path.join(folder, 'backup'));
  await app.close();
  const other = path.join(folder, 'other');
  const { app: next, page: door } = await openWindow({ folder: other, args: ['--lang=en-US'] });
  await button(door, 'vault.create.restore').click();
  await restoreFrom(next, door, path.join(folder, 'backup'));
  await door.locator('.title-bar').waitFor();
  await expect(door.locator('.status-bar')).toContainText('Auditor One');
  await next.close();
});

/** Another program of ours has the vault open. */
async function holdVault(dir: string): Promise<ChildProcess> {
  const holder = spawn(process.execPath, [path.resolve(import.meta.dirname, '../vault/lock-child.ts'), dir, passphrase]);
  await once(holder.stdout, 'data');
  return holder;
}

test('a vault that another process holds and one of a newer version are named, and nothing else is offered', async ({
  app,
  page,
  folder,
}) => {
  await createVault(page);
  await page.keyboard.press('Control+l');
  await page.locator('.door input[type=password]').waitFor();
  const holder = await holdVault(vaultOf(folder));
  await unlock(page, passphrase);
  await expect(page.getByRole('alert')).toContainText('is open in another window or command');
  await expect(button(page, 'vault.tryAgain')).toBeFocused();
  await picture(page, 'in-use');
  const ended = once(holder, 'exit');
  holder.kill();
  await ended;
  await page.keyboard.press('Enter');
  await unlock(page, passphrase);
  await page.locator('.title-bar').waitFor();
  await app.close();

  const file = path.join(vaultOf(folder), 'vault.json');
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('"format": 1', '"format": 2'));
  const { app: next, page: door } = await openWindow({ folder, args: ['--lang=en-US'] });
  await expect(door.getByRole('alert')).toContainText('newer version of Assay');
  await expect(button(door, 'vault.create.restore')).toHaveCount(0);
  await expect(button(door, 'vault.tryAgain')).toBeFocused();
  await picture(door, 'newer');
  await next.close();
});

test('a backup that is stopped leaves nothing behind, and the page says so', async ({ app, page, folder }) => {
  await createVault(page);
  // Evidence that takes a while to copy.
  const evidence = path.join(vaultOf(folder), 'evidence', 'ab');
  fs.mkdirSync(evidence, { recursive: true });
  fs.writeFileSync(path.join(evidence, 'ab'.repeat(32)), '');
  fs.truncateSync(path.join(evidence, 'ab'.repeat(32)), 1_500_000_000);
  const media = path.join(folder, 'media');
  fs.mkdirSync(media);
  await choosePath(app, path.join(media, 'backup'));
  await openVaultPage(page);
  await button(page, 'vault.backup.do').click();
  await expect(page.locator('.work-story')).toContainText(/Copying: [\d\s]+ of 1[\s\d]*50\d MB/);
  await picture(page, 'backing-up');
  await page
    .locator('.work-story')
    .getByRole('button', { name: t('job.cancel') })
    .click();
  await expect(page.getByText(t('vault.backup.cancelled'))).toBeVisible();
  await expect.poll(() => fs.readdirSync(media)).toEqual([]);
  await expect(page.getByText(t('vault.backup.never'))).toBeVisible();
});
