import { prepareElectron } from './electron-prepare.mjs';
import { provideLibraries } from './libraries.mjs';
import { provideRussianModel } from './models.mjs';
import { installPackages } from './packages.mjs';
import { cacheDir, node24 } from './paths.mjs';
import { isMain, say, story } from './run.mjs';
import fs from 'node:fs';

/** Everything that the window (and the tests) need: packages, Node 24, Electron, system libraries. Does what is missing only.
 * @returns the prepared Electron, see electron-path.mjs */
export async function setUp({ tests = false, officialAgain = false } = {}) {
  await installPackages();
  node24();
  fs.mkdirSync(cacheDir(), { recursive: true });
  const electron = await prepareElectron({ officialAgain });
  await provideLibraries(electron, { window: true, tests });
  provideRussianModel();
  return electron;
}

if (isMain(import.meta.url)) {
  await story(async () => {
    const electron = await setUp({ tests: true, officialAgain: true });
    say(`Set up: Electron ${electron.version} in ${electron.dir}`);
    return 0;
  });
}
