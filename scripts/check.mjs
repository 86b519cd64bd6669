import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { collect, isMain, say, story } from './run.mjs';

const projects = ['domain', 'contract', 'renderer', 'electron', '.'];
const tops = ['domain', 'contract', 'db', 'backend', 'electron', 'renderer', 'hq', 'tests'];

/** Name, program of node_modules/.bin, arguments. */
const checks = [
  ['format', 'biome', ['format', '.']],
  ['lint', 'oxlint', []],
  ...projects.map((project) => [`types ${project}`, 'tsc', ['-p', project]]),
  ['imports', 'depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...tops]],
];

/** Format, lint, types, directions of imports. Runs them all and prints each. @returns how many failed */
export async function check() {
  let failed = 0;
  for (const [name, program, args] of checks) {
    const started = performance.now();
    const there = args.filter((argument) => !tops.includes(argument) || fs.existsSync(path.join(root, argument)));
    const { code, output } = await collect(path.join(root, 'node_modules', '.bin', bin(program)), there, {
      shell: process.platform === 'win32',
    });
    say(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${Math.round(performance.now() - started)} ms)`);
    if (code === 0) continue;
    failed += 1;
    say(output.trim());
  }
  return failed;
}

const bin = (program) => (process.platform === 'win32' ? `${program}.cmd` : program);

if (isMain(import.meta.url)) {
  await story(async () => ((await check()) === 0 ? 0 : 1));
}
