import { defineConfig } from '@playwright/test';
import path from 'node:path';
import type { WindowFixtures } from './tests/journeys/fixture.ts';

const out = process.env['ASSAY_OUT'] ?? 'test-results';

/** Journeys through the real window. Started by scripts/journeys.mjs, which names the Electron to run. */
export default defineConfig<WindowFixtures>({
  testDir: 'tests/journeys',
  testMatch: '**/*.journey.ts',
  outputDir: path.join(out, 'failed'),
  // each worker has a screen of its own (tests/journeys/display.ts)
  workers: Number(process.env['ASSAY_WORKERS'] ?? 1),
  // a window on a busy machine: one second try, counted and said in the end
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] === 'true',
  projects: [
    { name: 'development', testIgnore: '**/packaged.journey.ts' },
    {
      name: 'packaged',
      testMatch: /(^|[\\/])(shell|security|packaged|pdf-frame|drop|evidence-packaged)\.journey\.ts$/,
      use: { packaged: process.env['ASSAY_TESTABLE'] ?? '' },
    },
  ],
  reporter: [['list'], ['json', { outputFile: path.join(out, 'results.json') }]],
});
