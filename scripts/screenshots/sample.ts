import { openDemo } from '../../tests/journeys/door.ts';
import { runTest } from '../../tests/journeys/case-steps.ts';
import { press, rowsThere } from './screen.ts';
import type { Gallery, Screen } from './screen.ts';

const section = (name: string, key: string, zoomed?: true): Screen => ({
  name,
  ...(zoomed === undefined ? {} : { zoomed }),
  go: async ({ page }) => page.keyboard.press(key),
});

const test = (id: string): Screen => ({
  name: `test-${id}`,
  ...(id === 'V14' ? { zoomed: true as const } : {}),
  go: async ({ page }) => runTest(page, id),
});

const screens: readonly Screen[] = [
  { name: 'overview', zoomed: true, go: async ({ page }) => openDemo(page) },
  {
    name: 'books',
    zoomed: true,
    go: async ({ page }) => {
      await page.keyboard.press('Alt+2');
      await rowsThere(page);
      await page.waitForSelector('.grid:focus');
      await page.keyboard.press('ArrowDown');
    },
  },
  {
    name: 'books-search',
    go: async ({ page }) => {
      await page.keyboard.press('Control+f');
      await page.keyboard.type('наушники');
      await page.waitForTimeout(400);
    },
  },
  {
    name: 'books-found-nothing',
    go: async ({ page }) => {
      await page.keyboard.press('Control+f');
      await page.keyboard.type('жоқ сөз');
      await page.waitForSelector('.blank');
    },
  },
  {
    name: 'tests',
    zoomed: true,
    go: async ({ page }) => {
      // the words of the search are given up first
      await page.focus('.search-box input');
      await press(page, 'Escape', 'Alt+3');
    },
  },
  {
    name: 'palette',
    go: async ({ page }) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('D01');
    },
  },
  ...['D01', 'D03', 'D04', 'D16', 'V14'].map(test),
  {
    name: 'finding',
    zoomed: true,
    go: async ({ page }) => {
      await page.focus('#work [role=grid]');
      await page.keyboard.press('f');
      await page.waitForSelector('.editor');
    },
  },
  section('findings', 'Alt+4'),
  section('assessment', 'Alt+5', true),
  section('documents-none', 'Alt+6'),
  {
    name: 'report-new',
    go: async ({ page }) => {
      await page.keyboard.press('Control+n');
      await page.waitForSelector('.dialog .button.primary:focus');
    },
  },
  {
    name: 'documents',
    stays: true,
    go: async ({ page }) => {
      await page.keyboard.press('Enter');
      await page.waitForSelector('#work .table-body .confirmed', { timeout: 60_000 });
      await page.waitForSelector('iframe.pdf-frame');
      await page.waitForTimeout(2_500);
    },
  },
  section('history', 'Alt+8', true),
  {
    name: 'keys',
    go: async ({ page }) => {
      await page.keyboard.press('Alt+2');
      await rowsThere(page);
      await page.waitForSelector('.grid:focus');
      await page.keyboard.press('?');
      await page.waitForSelector('.dialog');
    },
  },
  {
    name: 'guide',
    zoomed: true,
    go: async ({ page }) => {
      await page.keyboard.press('F1');
      await page.waitForSelector('.guide-page');
    },
  },
  section('cases', 'Alt+0'),
];

/** The demonstration case, from its books to its signed report. */
export const sample: Gallery = { name: 'sample', prepare: () => [], screens };
