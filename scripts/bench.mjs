import path from 'node:path';
import { findElectron } from './electron-path.mjs';
import { node24, root } from './paths.mjs';
import { isMain, run, story } from './run.mjs';

/** Builds what the window runs; what is said goes to stderr, because stdout belongs to the result.
 * @returns the Electron to start, '' when the window cannot be measured */
async function built(node) {
  const builds = "import { build } from './scripts/build.mjs'; await build();";
  const code = await run(node, ['--input-type=module', '-e', builds], { stdio: ['ignore', 2, 2] });
  return code === 0 ? (findElectron()?.executable ?? '') : '';
}

/** `npm run bench [-- [--json] [--rows N] … [ROW…]]`: budgets of the design as ratios, see tests/bench/main.ts. */
async function bench(args) {
  const node = node24();
  const electron = await built(node);
  return run(node, [path.join(root, 'tests', 'bench', 'main.ts'), ...args], {
    env: { ...process.env, ASSAY_BENCH_ELECTRON: electron },
  });
}

if (isMain(import.meta.url)) await story(() => bench(process.argv.slice(2)));
