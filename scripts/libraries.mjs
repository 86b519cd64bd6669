import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { hasDisplay, isRoot } from './paths.mjs';
import { run, say } from './run.mjs';

/** Which Debian 12 package brings a shared library that Electron asks for. Packages that come along are not named. */
const bringers = [
  [/^lib(gtk-3|gdk-3|atk|cairo|pango|X|xcb|dbus|glib|gio|gobject|atspi|cups|expat|xkbcommon|gdk_pixbuf)/, 'libgtk-3-0'],
  [/^lib(nss3|nssutil3|smime3|nspr4|ssl3|plc4|plds4)\./, 'libnss3'],
  [/^lib(gbm|drm|udev)/, 'libgbm1'],
  [/^libasound/, 'libasound2'],
];

/** Names that changed with the 64-bit time of Debian 13 and Ubuntu 24.04. */
const renamed = new Set(['libgtk-3-0', 'libasound2']);

/** Programs the tests call, and where they come from. */
const testPrograms = [
  ['pdfsig', 'poppler-utils'],
  ['certutil', 'libnss3-tools'],
  ['qpdf', 'qpdf'],
  ['sqlite3', 'sqlite3'],
];

const windowPrograms = [
  ['Xvfb', 'xvfb'],
  ['xvfb-run', 'xvfb'],
  ['xauth', 'xauth'],
];

const inPath = (program) =>
  (process.env.PATH ?? '').split(path.delimiter).some((dir) => dir !== '' && fs.existsSync(path.join(dir, program)));

/** @param output what ldd printed @returns names of libraries that are not there */
export const missingIn = (output) => [...output.matchAll(/^\s*(\S+) => not found/gm)].map((found) => found[1]);

/** @param release text of /etc/os-release @returns the package's name on that system */
export function packageOn(release, name) {
  const field = (key) => new RegExp(`^${key}="?([^"\\n]*)`, 'm').exec(release)?.[1] ?? '';
  const version = Number.parseFloat(field('VERSION_ID'));
  const late = (field('ID') === 'debian' && !(version < 13)) || (field('ID') === 'ubuntu' && version >= 24.04);
  return late && renamed.has(name) ? `${name}t64` : name;
}

/** @returns Debian package that brings the library, or null when it is not known */
export const bringerOf = (library) => bringers.find(([form]) => form.test(library))?.[1] ?? null;

function missingPackages(electron, { window, tests }) {
  const ldd = spawnSync('ldd', [electron.executable], { encoding: 'utf8' });
  const libraries = missingIn(ldd.stdout ?? '');
  const unknown = libraries.filter((library) => bringerOf(library) === null);
  const wanted = libraries.map(bringerOf).filter((name) => name !== null);
  const programs = [...(window && !hasDisplay() ? windowPrograms : []), ...(tests ? [...testPrograms, ...windowPrograms] : [])];
  for (const [program, from] of programs) if (!inPath(program)) wanted.push(from);
  return { packages: [...new Set(wanted)].sort(), unknown };
}

/**
 * Sees that the libraries and programs for a window (and for the tests) are there; as root with apt-get it installs them.
 * @throws with exit code 3 and the one line to run when somebody else must install them
 */
export async function provideLibraries(electron, what) {
  if (process.platform !== 'linux') return;
  const { packages, unknown } = missingPackages(electron, what);
  if (unknown.length > 0) throw refusal(`These system libraries are missing: ${unknown.join(' ')}`);
  if (packages.length === 0) return;
  const release = fs.existsSync('/etc/os-release') ? fs.readFileSync('/etc/os-release', 'utf8') : '';
  const names = packages.map((name) => packageOn(release, name));
  const line = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  if (!isRoot() || !inPath('apt-get'))
    throw refusal(`System packages are missing. Run this line, then the command again:\n\n  sudo ${line}\n`);
  await installByApt(names, line);
  const left = missingPackages(electron, what);
  if (left.packages.length + left.unknown.length > 0) throw refusal(`Still missing: ${[...left.packages, ...left.unknown].join(' ')}`);
}

async function installByApt(names, line) {
  say(`Installing system packages as root: ${line}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0'];
  await run('apt-get', [...quiet, 'update'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await run('apt-get', [...quiet, 'install', '-y', '--no-install-recommends', ...names], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (code !== 0) throw refusal(`apt-get ended with ${code}. Run by hand: ${line}`);
}

const refusal = (message) => Object.assign(new Error(message), { exitCode: 3 });
