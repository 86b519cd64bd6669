import path from 'node:path';
import { build } from './build.mjs';
import { hasDisplay, isRoot, node24, root } from './paths.mjs';
import { isMain, run, say, story } from './run.mjs';
import { setUp } from './setup.mjs';

/** `npm start`: sets up, builds, opens the window. Without a display the same window runs under Xvfb and does the sample job. */
async function start(given) {
  const electron = await setUp();
  await build();
  if (isRoot()) say('Started as root: the window runs without the Chromium sandbox. Start it as an ordinary user to have the sandbox.');
  if (given.includes('--sample-job') || !hasDisplay()) return sampleJob();
  const rootSwitches = isRoot() ? ['--no-sandbox'] : [];
  return run(electron.executable, [root, ...rootSwitches, ...given], { env: { ...process.env, ASSAY_NODE: node24() } });
}

async function sampleJob() {
  process.env.ASSAY_STARTED_AT = String(Math.round(performance.timeOrigin));
  const job = [node24(), path.join(root, 'scripts', 'sample-job.mjs')];
  if (hasDisplay()) return run(job[0], job.slice(1));
  say('No display: the window runs under Xvfb and does the sample job by itself.');
  return run('xvfb-run', ['-a', '-s', '-screen 0 1600x1000x24', ...job]);
}

if (isMain(import.meta.url)) await story(() => start(process.argv.slice(2)));
