import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { electron } from './electron-path.mjs';
import { bundledNode, node24, root } from './paths.mjs';
import { isMain, must, say, story } from './run.mjs';
import { setUp } from './setup.mjs';

const release = path.join(root, 'release');
const unpacked = process.platform === 'linux' ? 'linux-unpacked' : process.platform === 'win32' ? 'win-unpacked' : `mac-${process.arch}`;

/** The unpacked app, hardened; made without a network out of the prepared Electron. @returns {Promise<string>} its program */
export async function packageApp(given = []) {
  const prepared = electron();
  await build();
  const { programIn } = await import('./after-pack.mjs');
  const program = programIn(path.join(release, unpacked), process.platform, process.platform === 'linux' ? 'assay' : 'Assay');
  const stamp = path.join(release, 'made-of.sha256');
  const madeOf = inputsHash(prepared);
  if (given.length === 0 && fs.existsSync(program) && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === madeOf) return program;
  fs.rmSync(path.join(release, unpacked), { recursive: true, force: true });
  fs.rmSync(stamp, { force: true });
  await placeNode();
  say('Packaging …');
  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const target = given.length === 0 ? ['--dir'] : given;
  const electronAt = [`--config.electronDist=${prepared.dir}`, `--config.electronVersion=${prepared.version}`];
  await must(node24(), [builder, ...target, '--publish=never', ...electronAt]);
  fs.writeFileSync(stamp, madeOf);
  return program;
}

/** The same app with the inspect fuse on, for Playwright: everything else is the very same file. */
export async function testableApp(program) {
  const from = path.dirname(program);
  const to = path.join(release, 'testable');
  fs.rmSync(to, { recursive: true, force: true });
  await must('cp', ['-al', from, to]);
  const copy = path.join(to, path.basename(program));
  fs.rmSync(copy);
  fs.copyFileSync(program, copy);
  const { FuseV1Options } = await import('@electron/fuses');
  const { setFuses } = await import('./after-pack.mjs');
  await setFuses(copy, { [FuseV1Options.EnableNodeCliInspectArguments]: true });
  return copy;
}

/** @returns the fuses that are not as they should be, by name; none is good */
export async function wrongFuses(program) {
  const { hardened } = await import('./after-pack.mjs');
  const { FuseState, FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const wire = await getCurrentFuseWire(program);
  return Object.entries(hardened)
    .filter(([fuse, wanted]) => wire[fuse] !== (wanted ? FuseState.ENABLE : FuseState.DISABLE))
    .map(([fuse]) => FuseV1Options[fuse]);
}

/** Where no Node 24 comes as a package (macOS), the one that builds is the one that ships. */
async function placeNode() {
  if (bundledNode() !== null) return;
  fs.mkdirSync(path.join(root, 'dist', 'node'), { recursive: true });
  fs.copyFileSync(node24(), path.join(root, 'dist', 'node', 'node'));
}

function inputsHash(prepared) {
  const hash = createHash('sha256').update(prepared.dir);
  for (const name of ['dist/inputs.sha256', 'electron-builder.yml', 'scripts/after-pack.mjs', 'scripts/package.mjs']) {
    hash.update(fs.readFileSync(path.join(root, name)));
  }
  return hash.digest('hex');
}

if (isMain(import.meta.url)) {
  await story(async () => {
    const given = process.argv.slice(2);
    const prepared = await setUp();
    if (given.length > 0 && !prepared.official) {
      throw new Error(`Release targets are built with the official Electron only; here is ${prepared.version} for development and tests.`);
    }
    const program = await packageApp(given);
    const wrong = await wrongFuses(program);
    if (wrong.length > 0) throw new Error(`These fuses are not as they should be: ${wrong.join(', ')}`);
    say(`The app is in ${path.dirname(program)}; its fuses are as they should be.`);
    return 0;
  });
}
