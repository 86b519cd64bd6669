import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { run, say } from './run.mjs';

const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages ?? {};

/** True when node_modules holds what package-lock.json asks for on this machine (npm's own record is compared, entry by entry). */
export function packagesAreCurrent() {
  const record = path.join(root, 'node_modules', '.package-lock.json');
  if (!fs.existsSync(record)) return false;
  const wanted = read(path.join(root, 'package-lock.json'));
  const there = read(record);
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === '') return true;
    const found = there[name];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/** Installs the packages by the lockfile when they are missing or another lockfile's. */
export async function installPackages() {
  if (packagesAreCurrent()) return;
  say('Installing the packages (npm ci) …');
  const npm = npmCommand();
  const code = await run(npm.command, [...npm.args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], npm.options);
  if (code !== 0) throw new Error(`npm ci ended with ${code}`);
}

/** How npm is started here: by the file of the running npm where there is one (no shell needed on Windows).
 * The Node beside npm runs it, never the one inside node_modules that npm is about to replace. */
export function npmCommand() {
  const file = process.env.npm_execpath;
  const own = process.execPath.startsWith(path.join(root, 'node_modules'));
  if (file?.endsWith('.js') && !own) return { command: process.execPath, args: [file], options: { env: process.env } };
  if (process.platform === 'win32') return { command: 'npm.cmd', args: [], options: { env: process.env, shell: true } };
  return { command: 'npm', args: [], options: { env: process.env } };
}
