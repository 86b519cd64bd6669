import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { electron } from './electron-path.mjs';
import { node24, root } from './paths.mjs';
import { isMain, say, story } from './run.mjs';
import { setUp } from './setup.mjs';

const given = parseArgs({
  options: {
    here: { type: 'boolean' },
    publish: { type: 'boolean' },
    only: { type: 'string' },
    lang: { type: 'string' },
    out: { type: 'string' },
  },
});

/**
 * `npm run screenshots`: every screen in three languages, two themes, two sizes, into out/screens/; the dense ones in 200 % too.
 * `-- --publish` then puts small copies of some into the guide and the README; `--only matching,coverage` takes the screens whose names begin so
 * (those on the way to them are walked), `--lang ru` one language.
 */
async function screenshots() {
  await setUp({ tests: true });
  const { build } = await import('./build.mjs');
  await build();
  if (process.platform !== 'linux' || process.env.DISPLAY) return gallery();
  const args = ['-a', '-s', '-screen 0 2000x1200x24', node24(), import.meta.filename, '--here', ...process.argv.slice(2)];
  return spawnSync('xvfb-run', args, { stdio: 'inherit' }).status ?? 1;
}

async function gallery() {
  process.env.ASSAY_ELECTRON = electron().executable;
  process.env.ASSAY_NODE = node24();
  const [{ galleries }, { emptied, walk }, { simulate }] = await Promise.all(
    ['galleries', 'take', 'vaults'].map((name) => import(`./screenshots/${name}.ts`)),
  );
  const out = emptied(path.resolve(root, given.values.out ?? 'out/screens'));
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-gallery-'));
  const missed = [];
  let taken = 0;
  try {
    const books = path.join(top, 'books');
    simulate(top, books);
    for (const lang of ['en', 'ru', 'kk'].filter((lang) => (given.values.lang ?? lang) === lang)) {
      for (const one of galleries) {
        const folder = fs.mkdtempSync(path.join(top, `${one.name}-`));
        const done = await walk({ lang, gallery: one, books, folder, out, only: given.values.only?.split(',') ?? [] });
        taken += done.taken;
        missed.push(...done.missed);
        say(`${lang}, ${one.name}: ${done.taken} pictures`);
      }
    }
  } finally {
    fs.rmSync(top, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  for (const one of missed) say(`Not reached: ${one}`);
  say(`${taken} pictures in ${path.relative(root, out)}`);
  return missed.length === 0 ? publishSome(out) : 1;
}

async function publishSome(out) {
  if (given.values.publish !== true) return 0;
  const { publish } = await import('./screenshots/publish.ts');
  const missing = publish(out, root);
  for (const one of missing) say(`Not there to be published: ${one}`);
  return missing.length === 0 ? 0 : 1;
}

if (isMain(import.meta.url)) await story(given.values.here === true ? gallery : screenshots);
