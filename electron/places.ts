import { app } from 'electron';
import fs from 'node:fs';
import path from 'node:path';

/** Where the parts of the app lie; the same names in development and in the package. */
export type Places = {
  /** what the page is made of */
  readonly page: string;
  readonly preload: string;
  /** folder of the backend's files, outside the archive: another program reads them */
  readonly backend: string;
  /** Node 24 */
  readonly node: string;
  readonly assets: string;
  /** SHA-256 of every file of the backend, inside the archive */
  readonly hashes: string;
};

const exe = process.platform === 'win32' ? 'node.exe' : 'node';

export function findPlaces(): Places {
  const dist = path.join(app.getAppPath(), 'dist');
  const common = {
    page: path.join(dist, 'renderer'),
    preload: path.join(dist, 'preload', 'preload.cjs'),
    hashes: path.join(dist, 'main', 'backend-hashes.json'),
  };
  if (app.isPackaged) {
    const beside = (...names: string[]): string => path.join(process.resourcesPath, ...names);
    return { ...common, backend: beside('backend'), node: beside('node', exe), assets: beside('assets') };
  }
  return { ...common, backend: path.join(dist, 'backend'), node: developmentNode(), assets: path.join(app.getAppPath(), 'assets') };
}

/** The Node 24 among the packages; where none exists (macOS) the one that the start script names. */
function developmentNode(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const bundled = path.join(app.getAppPath(), 'node_modules', `node-${platform}-${process.arch}`, 'bin', exe);
  return fs.existsSync(bundled) ? bundled : (process.env['ASSAY_NODE'] ?? exe);
}
