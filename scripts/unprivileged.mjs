import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isRoot, root } from './paths.mjs';
import { must, run } from './run.mjs';

/** The user "nobody": Chromium's sandbox refuses to run as root. */
const nobody = 65534;

/** What the journeys need of the project; packages and Electron are linked, not copied, where the file system allows. */
const needed = [
  'package.json',
  'playwright.config.ts',
  'tsconfig.base.json',
  'dist',
  'tests',
  'assets',
  'contract',
  'domain',
  'db',
  'backend',
  'scripts',
];

/**
 * A copy of the project that an unprivileged user can read, in a folder of its own.
 * @returns {Promise<{project: string, electron: string, work: string, remove: () => void}>} `work`: a folder that the user can write
 */
export async function copyForNobody(electronDir) {
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-nobody-'));
  const project = path.join(top, 'project');
  fs.mkdirSync(project);
  for (const name of needed.filter((name) => fs.existsSync(path.join(root, name)))) {
    await must('cp', ['-a', path.join(root, name), project]);
  }
  await must('chmod', ['-R', 'a+rX', project]);
  await link(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  await link(electronDir, path.join(top, 'electron'));
  await link(path.join(root, 'release'), path.join(project, 'release'));
  const shared = path.resolve(root, '..', 'shared');
  if (fs.existsSync(shared)) fs.symlinkSync(shared, path.join(top, 'shared'));
  const work = path.join(top, 'work');
  for (const name of ['', 'home', 'tmp', 'out']) fs.mkdirSync(path.join(work, name));
  await must('chown', ['-R', `${nobody}:${nobody}`, work]);
  fs.chmodSync(top, 0o755);
  return {
    project,
    electron: path.join(top, 'electron'),
    work,
    remove: () => fs.rmSync(top, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Hard links where they give a readable copy, else real copies. */
async function link(from, to) {
  const readable =
    (fs.statSync(path.join(from, fs.readdirSync(from).find((name) => fs.statSync(path.join(from, name)).isFile()) ?? '.')).mode & 0o004) !==
    0;
  try {
    if (!readable) throw new Error('not readable for others');
    await must('cp', ['-al', from, to]);
  } catch {
    fs.rmSync(to, { recursive: true, force: true });
    await must('cp', ['-a', from, to]);
    await must('chmod', ['-R', 'a+rX', to]);
  }
}

/** Runs a program under Xvfb where there is no display; as root it runs as nobody, with home and temporary folders in `work`. */
export function runInDisplay(command, { cwd, env, work }) {
  const shown = process.env.DISPLAY && !isRoot() ? command : ['xvfb-run', '-a', '-s', '-screen 0 1920x1200x24', ...command];
  if (!isRoot()) return run(shown[0], shown.slice(1), { cwd, env });
  // xvfb-run inside setpriv: otherwise its access file belongs to root.
  const drop = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', ...shown];
  const folders = {
    HOME: path.join(work, 'home'),
    TMPDIR: path.join(work, 'tmp'),
    XDG_CONFIG_HOME: path.join(work, 'home', '.config'),
    XDG_CACHE_HOME: path.join(work, 'home', '.cache'),
  };
  return run(drop[0], drop.slice(1), { cwd, env: { ...env, ...folders, USER: 'nobody', LOGNAME: 'nobody' } });
}
