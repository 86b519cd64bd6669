import fs from 'node:fs';
import path from 'node:path';
import { Refused } from '../../../domain/model/refused.ts';
import { words } from '../../../domain/model/words.ts';
import { childEntry, startChild } from '../../processes/start-child.ts';
import { simulateHeap } from '../../simulate/simulate-jobs.ts';
import type { SimulateJobs } from '../../simulate/simulate-jobs.ts';
import { leastLines, mostLines } from '../../simulate/simulate.ts';
import { text } from './command.ts';
import type { Command, Values } from './command.ts';

function whole(values: Values, name: string, [least, most]: readonly [number, number]): number {
  const given = text(values, name);
  const n = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  if (!(n >= least && n <= most)) throw new Refused({ code: 'usage', at: `--${name} ${given} (${least}–${most})` });
  return n;
}

/** A folder of its own: nobody's files are written over. @throws Refused file_exists, file_unwritable */
function makeFolder(dir: string): void {
  try {
    fs.mkdirSync(dir, { recursive: true });
    if (fs.readdirSync(dir).length > 0) throw new Refused({ code: 'file_exists', at: dir });
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused({ code: 'file_unwritable', at: dir });
  }
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
    const child = startChild<SimulateJobs>({ file: childEntry(), ...simulateHeap });
    // the child ends with the command: nothing is asked of it any more
    const made = await child.ask('simulate', { seed, lines, dir }, { onProgress: report });
    const { ledgerLines: n, plants, kinds } = made;
    return { json: { dir, seed, ...made }, lines: [say(words('cli.simulate.done', { n, dir, plants, kinds }))] };
  },
};
