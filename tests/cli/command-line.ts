import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runCommandLine } from '../../backend/host/cli/run.ts';
import type { Printed } from '../../backend/host/cli/command.ts';

export const passphrase = 'five grey herons on a wire';
export const root = path.resolve(import.meta.dirname, '../..');

/** The JSON of an answer; tests name the fields that they mean. */
// oxlint-disable-next-line no-explicit-any -- whatever the command printed
export type Json = any;

export type Answer = { readonly exit: number; readonly json: Json; readonly err: string };

export type Bench = {
  readonly dir: string;
  readonly vault: string;
  /** one command in this process, with `--json`; stdout must be one JSON value */
  readonly assay: (...args: string[]) => Promise<Answer>;
  /** as it is, without `--json` */
  readonly plain: (...args: string[]) => Promise<Printed>;
  /** one command in a process of its own */
  readonly spawn: (args: readonly string[], env?: NodeJS.ProcessEnv) => ReturnType<typeof spawnSync>;
  readonly file: (name: string, text: string | Buffer) => string;
  readonly leave: () => void;
};

/** A folder with its own configuration, and the command line over it. */
export function bench(): Bench {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-cli-'));
  const config = path.join(dir, 'config');
  process.env['ASSAY_CONFIG_DIR'] = config;
  const around = { report: () => undefined, passphrase };
  return {
    dir,
    vault: path.join(dir, 'vault'),
    assay: async (...args) => {
      const { exit, out, err } = await runCommandLine([...args, '--json'], around);
      if (out.length !== 1) throw new Error(`stdout has ${out.length} values`);
      return { exit, json: JSON.parse(out[0] ?? ''), err: err.join('\n') };
    },
    plain: (...args) => runCommandLine(args, around),
    spawn: (args, env = {}) =>
      spawnSync(process.execPath, ['backend/host/cli.ts', ...args], {
        cwd: root,
        env: { ...process.env, ASSAY_CONFIG_DIR: config, ASSAY_PASSPHRASE: passphrase, ...env },
        encoding: 'utf8',
        maxBuffer: 64 * 2 ** 20,
      }),
    file: (name, text) => {
      const at = path.join(dir, name);
      fs.writeFileSync(at, text);
      return at;
    },
    leave: () => fs.rmSync(dir, { recursive: true, force: true }),
  };
}

/** Opens a case of the kz pack and gives its id. */
export async function newCase(at: Bench, trader = 'ТОО «Проба»'): Promise<string> {
  const who = ['--kind', 'onsite', '--trader', trader, '--taxid', '980140001231'];
  const what = ['--from', '2026-01-01', '--to', '2026-12-31', '--pack', 'kz'];
  const made = await at.assay('case', 'new', '--vault', at.vault, ...who, ...what);
  if (made.exit !== 0) throw new Error(JSON.stringify(made.json));
  return String(made.json.caseId);
}
