import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, toolEnv } from './paths.mjs';

/** Says one line of what is being done. */
export const say = (text) => process.stdout.write(`${text}\n`);

/** Runs a program in the project's folder and passes its output on.
 * @returns {Promise<number>} its exit code (128 + n after a signal) */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: toolEnv(), ...options });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(code ?? (signal === null ? 1 : 130));
    });
  });
}

/** Runs a program and collects what it says, showing it at the same time when `show` is set.
 * @returns {Promise<{code: number, output: string}>} */
export function collect(command, args, { show = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: toolEnv(), ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const [stream, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
        if (show) to.write(text);
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Runs a program that must succeed. @throws with what it said */
export async function must(command, args, options = {}) {
  const { code, output } = await collect(command, args, options);
  if (code !== 0) throw new Error(`${path.basename(command)} ${args.join(' ')} ended with ${code}\n${output.trim()}`);
  return output;
}

/** True when this file was started, not imported. */
export const isMain = (url) => process.argv[1] !== undefined && url === pathToFileURL(fs.realpathSync(process.argv[1])).href;

/** Ends with the error's message and nothing else: the reader is a person with a terminal. */
export async function story(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = typeof error?.exitCode === 'number' ? error.exitCode : 1;
  }
}
