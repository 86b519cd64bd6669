import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

// Syntax of Node 20: these files run before Node 24 is there.

/** The project's folder. */
export const root = path.resolve(import.meta.dirname, '..');

/** Where prepared Electron builds are kept: outside node_modules, so that `npm ci` does not throw them away. */
export function cacheDir() {
  if (process.env.XDG_CACHE_HOME) return path.join(process.env.XDG_CACHE_HOME, 'assay');
  if (process.platform === 'win32') return path.join(process.env.LOCALAPPDATA ?? os.tmpdir(), 'assay', 'cache');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'assay');
  return path.join(os.homedir(), '.cache', 'assay');
}

/** The Node 24 that came with the packages, or null where no such package exists. */
export function bundledNode() {
  const dir = path.join(root, 'node_modules', `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`, 'bin');
  const file = path.join(dir, process.platform === 'win32' ? 'node.exe' : 'node');
  return fs.existsSync(file) ? file : null;
}

const majorOf = (version) => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);

/** The Node 24 (or newer) that runs the backend. @throws when there is none, saying what to do */
export function node24() {
  const bundled = bundledNode();
  if (bundled !== null) return bundled;
  if (majorOf(process.version) >= 24) return process.execPath;
  const found = spawnSync('node', ['-p', 'process.execPath + "\\n" + process.version'], { encoding: 'utf8' });
  const [file, version] = (found.stdout ?? '').trim().split('\n');
  if (found.status === 0 && file && majorOf(version ?? '') >= 24) return file;
  throw new Error(
    `Node.js 24 or newer is needed on ${process.platform}-${process.arch}; this is ${process.version}. Install it and run the command again.`,
  );
}

export const isRoot = () => process.getuid?.() === 0;

/** True when a window can be shown: always on Windows and macOS. */
export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/** The environment for child processes: Node 24 and the project's tools come first in PATH. */
export function toolEnv(more = {}) {
  const bin = path.join(root, 'node_modules', '.bin');
  return { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`, ...more };
}
