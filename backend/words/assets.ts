import fs from 'node:fs';
import path from 'node:path';

/** Folder of fonts, locales, packs and templates: `ASSAY_ASSETS` in the package, else the project's own `assets/`. */
export function assetsDir(): string {
  const given = process.env['ASSAY_ASSETS'];
  if (given !== undefined && given !== '') return given;
  let dir = import.meta.dirname;
  while (!fs.existsSync(path.join(dir, 'assets', 'locales'))) {
    const up = path.dirname(dir);
    if (up === dir) throw new Error('assets folder not found');
    dir = up;
  }
  return path.join(dir, 'assets');
}
