import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { electron } from './electron-path.mjs';
import { node24, root } from './paths.mjs';
import { isMain, say, story } from './run.mjs';
import { setUp } from './setup.mjs';

/** `npm run screenshots`: every screen in three languages, two themes, two sizes, into out/screens/. */
async function screenshots() {
  await setUp({ tests: true });
  const { build } = await import('./build.mjs');
  await build();
  if (process.platform !== 'linux' || process.env.DISPLAY) return gallery();
  const args = ['-a', '-s', '-screen 0 2000x1200x24', node24(), import.meta.filename, '--here'];
  return spawnSync('xvfb-run', args, { stdio: 'inherit' }).status ?? 1;
}

async function gallery() {
  process.env.ASSAY_ELECTRON = electron().executable;
  process.env.ASSAY_NODE = node24();
  const { openWindow } = await import('../tests/journeys/window.ts');
  const { takePictures, walks } = await import('../tests/journeys/gallery.ts');
  const out = path.join(root, 'out', 'screens');
  let taken = 0;
  for (const walk of walks) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-gallery-'));
    const { app, page } = await openWindow({ folder, args: ['--lang=en-US', '--script=gallery'] });
    try {
      taken += await takePictures({ app, page, out, ...walk });
      say(`${walk.lang}, ${walk.theme}`);
    } finally {
      await app.close();
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  }
  say(`${taken} pictures in ${path.relative(root, out)}`);
  return 0;
}

if (isMain(import.meta.url)) await story(process.argv.includes('--here') ? gallery : screenshots);
