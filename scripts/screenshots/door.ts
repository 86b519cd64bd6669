import { createVault, openVaultPage } from '../../tests/journeys/door.ts';
import type { Gallery, Screen } from './screen.ts';
import { damaged } from './vaults.ts';

const screens: readonly Screen[] = [
  { name: 'door-create', go: async ({ page }) => void (await page.waitForSelector('input[type=password]')) },
  {
    name: 'door-create-weak',
    go: async ({ page }) => {
      await page.fill('input[type=text]', 'Auditor One');
      await page.locator('input[type=password]').nth(0).fill('password123');
      await page.locator('input[type=password]').nth(1).fill('another one');
      await page.keyboard.press('Enter');
    },
  },
  { name: 'door-restore', go: async ({ page, t }) => page.getByRole('button', { name: t('vault.create.restore') }).click() },
  {
    name: 'cases-none',
    go: async ({ page, t }) => {
      await page.getByRole('button', { name: t('vault.restore.back') }).click();
      await createVault(page);
    },
  },
  {
    name: 'case-new',
    go: async ({ page }) => {
      await page.keyboard.press('Control+n');
      await page.waitForSelector('.dialog');
    },
  },
  { name: 'vault', zoomed: true, go: async ({ page }) => openVaultPage(page) },
  {
    name: 'door-locked',
    go: async ({ page }) => {
      await page.keyboard.press('Control+l');
      await page.waitForSelector('.door input[type=password]');
    },
  },
  {
    name: 'door-wrong',
    go: async ({ page }) => {
      await page.fill('.door input[type=password]', 'not this one');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.door [role=alert]');
    },
  },
];

const broken: readonly Screen[] = [
  { name: 'door-damaged', go: async ({ page }) => void (await page.waitForSelector('.door [role=alert]')) },
];

/** Before the vault is open. */
export const door: Gallery = { name: 'door', prepare: () => [], screens };
export const damage: Gallery = { name: 'damaged', prepare: damaged, screens: broken };
