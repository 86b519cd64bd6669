import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Skipped } from '../bench.ts';
import type { Bench, Row } from '../bench.ts';
import { lineOf } from '../line.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');
const starts = 5;

type Display = { readonly name: string; readonly end: () => void };

/** A display that exists, or an Xvfb for this row: its own start must not be counted. */
function display(): Promise<Display> {
  const there = process.env['DISPLAY'];
  if (process.platform !== 'linux' || (there !== undefined && there !== ''))
    return Promise.resolve({ name: there ?? '', end: () => undefined });
  return new Promise((resolve, reject) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    server.once('error', () => reject(new Skipped('there is no display and Xvfb is not installed')));
    server.once('exit', (code) => reject(new Skipped(`there is no display and Xvfb ended with ${code}`)));
    server.stdio[3]?.once('data', (number: Buffer) => resolve({ name: `:${String(number).trim()}`, end: () => void server.kill() }));
  });
}

type Times = { readonly paintedMs: number; readonly backendMs: number };

function startOnce(electron: string, bench: Bench, { shown, n }: { shown: Display; n: number }): Promise<Times> {
  const folder = path.join(bench.dir, `start-${n}`);
  fs.mkdirSync(folder);
  const rootSwitches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const env = {
    ...process.env,
    ASSAY_NODE: process.execPath,
    DISPLAY: shown.name,
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    ASSAY_CONFIG_DIR: path.join(folder, 'config'),
  };
  const args = [root, ...rootSwitches, '--self-test', `--vault=${path.join(folder, 'vault')}`];
  return new Promise((resolve, reject) => {
    const child = spawn(electron, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => {
      const line = stdout.split('\n').find((text) => text.startsWith('{'));
      if (code === 0 && line !== undefined) resolve(JSON.parse(line) as Times);
      else reject(new Error(`the window ended with ${code}: ${stderr.trim().slice(-1_000)}`));
    });
  });
}

/** The real window with a new profile: from the start of its process to its first picture. The first start is not counted. */
export const start: Row = {
  name: 'start',
  measure: async (bench) => {
    const electron = process.env['ASSAY_BENCH_ELECTRON'] ?? '';
    if (electron === '') throw new Skipped('Electron is not prepared or the app could not be built (npm run setup, npm run build)');
    const shown = await display();
    try {
      const times: Times[] = [];
      for (let n = 0; n <= starts; n += 1) {
        bench.say(`start ${n}/${starts}`);
        times.push(await startOnce(electron, bench, { shown, n }));
      }
      const counted = times.slice(1);
      const line = (name: string, what: string, of: keyof Times) =>
        lineOf({ name, what, samples: counted.map((t) => ({ value: t[of] })), ...(of === 'paintedMs' ? { budget: { most: 1_000 } } : {}) });
      return [
        line('start', 'cold start of the window, new profile, until it has painted', 'paintedMs'),
        line('start.backend', 'the same until the backend answers', 'backendMs'),
      ];
    } finally {
      shown.end();
    }
  },
};
