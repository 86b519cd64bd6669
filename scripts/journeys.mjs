import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { electron } from './electron-path.mjs';
import { packageApp, testableApp } from './package.mjs';
import { hasDisplay, isRoot, node24, root, toolEnv } from './paths.mjs';
import { isMain, run, say, story } from './run.mjs';
import { setUp } from './setup.mjs';
import { copyForNobody, runInDisplay } from './unprivileged.mjs';

/** What is measured in milliseconds has the machine for itself, after everything else. */
const passes = (given) =>
  given.length > 0
    ? [{ name: 'asked', args: given, workers: 1 }]
    : [
        { name: 'all', args: ['--grep-invert', '@measured'], workers: ownScreens() ? Math.min(2, os.availableParallelism()) : 1 },
        { name: 'measured', args: ['--grep', '@measured'], workers: 1 },
      ];

/** True where each worker can have a screen of its own; on a person's display the windows come one after the other. */
const ownScreens = () => process.platform === 'linux' && (isRoot() || !hasDisplay());

/**
 * Runs the journeys in the real window; as root, as an unprivileged user in a copy of the project.
 * @param given arguments for Playwright; none: all journeys, as many side by side as the machine carries
 * @returns {Promise<{code: number, passed: number, failed: number, skipped: number}>}
 */
export async function journeys(given) {
  await build();
  const prepared = electron();
  const hardened = await packageApp();
  const testable = await testableApp(hardened);
  const programs = { ASSAY_ELECTRON: prepared.executable, ASSAY_HARDENED: hardened, ASSAY_TESTABLE: testable };
  if (process.platform === 'linux' && isRoot()) return asNobody(prepared, programs, given);
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-journeys-'));
  const env = { ...toolEnv(), ...programs, ASSAY_NODE: node24() };
  try {
    return await inPasses(given, out, (args, more) => {
      const command = playwright(root, args);
      const all = { ...env, ...more };
      return hasDisplay() ? run(command[0], command.slice(1), { env: all }) : runInDisplay(command, { cwd: root, env: all, work: out });
    });
  } finally {
    fs.rmSync(out, { recursive: true, force: true });
  }
}

async function asNobody(prepared, programs, given) {
  say('Started as root: the journeys run as an unprivileged user, in a copy of the project.');
  const copy = await copyForNobody(prepared.dir);
  const moved = {
    ASSAY_ELECTRON: path.join(copy.electron, path.relative(prepared.dir, programs.ASSAY_ELECTRON)),
    ASSAY_HARDENED: path.join(copy.project, path.relative(root, programs.ASSAY_HARDENED)),
    ASSAY_TESTABLE: path.join(copy.project, path.relative(root, programs.ASSAY_TESTABLE)),
  };
  try {
    return await inPasses(given, path.join(copy.work, 'out'), (args, more) => {
      const command = playwright(copy.project, args);
      const env = { ...process.env, ...moved, ASSAY_NODE: command[0], ...more };
      return runInDisplay(command, { cwd: copy.project, env, work: copy.work });
    });
  } finally {
    copy.remove();
  }
}

/** Each pass after the other, a red one hinders none; what they leave is kept. @returns their sum */
async function inPasses(given, out, start) {
  const sum = { code: 0, passed: 0, failed: 0, skipped: 0 };
  for (const { name, args, workers } of passes(given)) {
    const to = path.join(out, name);
    const code = await start(args, { ASSAY_OUT: to, ASSAY_WORKERS: String(workers) });
    const counted = summary(to);
    sum.code ||= code;
    for (const field of ['passed', 'failed', 'skipped']) sum[field] += counted[field];
  }
  keep(out);
  return sum;
}

function playwright(project, given) {
  const node = path.join(project, path.relative(root, node24()));
  return [fs.existsSync(node) ? node : node24(), path.join(project, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', ...given];
}

/** Screenshots and traces of what failed, and what the journeys wrote for people, come back into the project's out/. */
function keep(out) {
  const to = path.join(root, 'out', 'journeys');
  fs.rmSync(to, { recursive: true, force: true });
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.cpSync(out, to, { recursive: true });
}

function summary(out) {
  const file = path.join(out, 'results.json');
  if (!fs.existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = JSON.parse(fs.readFileSync(file, 'utf8')).stats;
  if (flaky > 0) say(`${flaky} journeys passed only at the second try: their first failure stands above.`);
  return { passed: expected + flaky, failed: unexpected, skipped };
}

if (isMain(import.meta.url)) {
  await story(async () => {
    await setUp({ tests: true });
    return (await journeys(process.argv.slice(2))).code;
  });
}
