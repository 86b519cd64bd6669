import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { electron } from './electron-path.mjs';
import { node24, root } from './paths.mjs';
import { say, story } from './run.mjs';

/** Drives the real window through the sample job. Started by start.mjs, on Node 24. */
await story(async () => {
  process.env.ASSAY_ELECTRON = electron().executable;
  process.env.ASSAY_NODE = node24();
  const { openWindow } = await import('../tests/journeys/window.ts');
  const { doSampleJob } = await import('../tests/journeys/sample-job.ts');
  const out = path.join(root, 'out');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-sample-'));
  const { app, page } = await openWindow({ folder, args: ['--lang=en-US', '--script=sample-job'] });
  try {
    await page.locator('#root > *').first().waitFor();
    const since = Number(process.env.ASSAY_STARTED_AT);
    if (since > 0) say(`The window painted ${((Date.now() - since) / 1000).toFixed(1)} s after the command.`);
    const done = await doSampleJob({ app, page, out, tell: say });
    say(`\nFrom the first start to a signed report: ${done.actions} actions, ${done.seconds} s.`);
    say(`Signed report: ${path.relative(root, done.report)}; screenshots beside it.`);
    return verify(done);
  } finally {
    await app.close();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});

/** The command line verifies what the window has made. */
function verify({ report, trust }) {
  const checked = spawnSync(node24(), [path.join(root, 'scripts', 'assay.mjs'), 'verify', report, '--trust', trust, '--json'], {
    encoding: 'utf8',
  });
  say(`assay verify: ${checked.status === 0 ? 'ok' : `refused\n${checked.stdout}${checked.stderr}`}`);
  return checked.status;
}
