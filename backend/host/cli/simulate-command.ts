import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../../domain/model/refused.ts';
import { words } from '../../../domain/model/words.ts';
import { loadPack } from '../../packs/load-pack.ts';
import { leastLines, mostLines, simulate } from '../../simulate/simulate.ts';
import type { Simulated } from '../../simulate/simulate.ts';
import { text } from './command.ts';
import type { Command, Values } from './command.ts';

export const answerKeyFile = 'answer-key.json';

function whole(values: Values, name: string, [least, most]: readonly [number, number]): number {
  const given = text(values, name);
  const n = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  if (!(n >= least && n <= most)) throw new Refused({ code: 'usage', at: `--${name} ${given} (${least}–${most})` });
  return n;
}

/** An own folder: nobody's files are written over. @throws Refused file_exists, file_unwritable */
function makeFolder(dir: string): void {
  try {
    fs.mkdirSync(dir, { recursive: true });
    if (fs.readdirSync(dir).length > 0) throw new Refused({ code: 'file_exists', at: dir });
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused({ code: 'file_unwritable', at: dir });
  }
}

/** Files of the folder, opened when they are first written to. */
function folderFiles(dir: string): { readonly write: (file: string, more: string) => void; readonly close: () => void } {
  const open = new Map<string, number>();
  const fdOf = (file: string): number => {
    const known = open.get(file);
    if (known !== undefined) return known;
    const fd = fs.openSync(path.join(dir, file), 'wx', 0o600);
    open.set(file, fd);
    return fd;
  };
  return {
    write: (file, more) => fs.writeFileSync(fdOf(file), more),
    close: () => {
      for (const fd of open.values()) fs.closeSync(fd);
    },
  };
}

/** The answer key as one object a plant, one a line, so that tools can read it piece by piece. */
function answerKey(seed: number, made: Simulated): string {
  const head = { format: 1, seed, ledgerLines: made.ledgerLines, records: made.records };
  const cases = made.answers.map((one) => JSON.stringify(one)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"plants":[\n${cases}\n]}\n`;
}

export const simulateCommand: Command = {
  path: 'simulate',
  usage: `simulate --seed N --lines N --out DIR   (lines: ${leastLines}–${mostLines})`,
  options: { seed: { type: 'string' }, lines: { type: 'string' }, out: { type: 'string' } },
  required: ['seed', 'lines', 'out'],
  positionals: [0, 0],
  vault: 'none',
  run: async ({ values, say, report }) => {
    const seed = whole(values, 'seed', [0, 4_294_967_295]);
    const lines = whole(values, 'lines', [leastLines, mostLines]);
    const dir = path.resolve(text(values, 'out'));
    makeFolder(dir);
    const files = folderFiles(dir);
    try {
      const progress = (done: number): void => report({ stage: 'simulate', done, total: lines });
      const made = simulate({ seed, lines, pack: loadPack('kz').pack }, files.write, progress);
      files.write(answerKeyFile, answerKey(seed, made));
      const kinds = new Set(made.answers.map((one) => one.kind)).size;
      const json = { dir, seed, ledgerLines: made.ledgerLines, records: made.records, plants: made.answers.length, kinds };
      return { json, lines: [say(words('cli.simulate.done', { n: made.ledgerLines, dir, plants: made.answers.length, kinds }))] };
    } finally {
      files.close();
    }
  },
};
