import fs from 'node:fs';
import path from 'node:path';
import { loadPack } from '../packs/load-pack.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import { simulate } from './simulate.ts';
import type { Simulated } from './simulate.ts';

/** @property dir an empty folder that is there */
export type SimulateRequest = { readonly seed: number; readonly lines: number; readonly dir: string };
/** @property plants irregularities in the answer key, of so many kinds */
export type SimulateOutcome = Omit<Simulated, 'answers'> & { readonly plants: number; readonly kinds: number };
export type SimulateJobs = { simulate: { readonly input: SimulateRequest; readonly output: SimulateOutcome } };

export const answerKeyFile = 'answer-key.json';

type Folder = { readonly write: (file: string, more: string) => void; readonly close: () => void };

/** Files of the folder, opened when they are first written to. */
function filesIn(dir: string): Folder {
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

/** The answer key as one object, a plant a line, so that tools can read it piece by piece. */
function answerKey(seed: number, made: Simulated): string {
  const head = { format: 1, seed, ledgerLines: made.ledgerLines, records: made.records };
  const cases = made.answers.map((one) => JSON.stringify(one)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"plants":[\n${cases}\n]}\n`;
}

/** Writes simulated books in a process with a small heap: what is under way at one time stays within it at three million lines. */
export const simulateJobs = (): JobHandlers<SimulateJobs> => ({
  simulate: ({ seed, lines, dir }, { progress }) => {
    const files = filesIn(dir);
    try {
      const told = (done: number): void => progress({ stage: 'simulate', done, total: lines });
      const made = simulate({ seed, lines, pack: loadPack('kz').pack }, files.write, told);
      files.write(answerKeyFile, answerKey(seed, made));
      const kinds = new Set(made.answers.map((one) => one.kind)).size;
      return { ledgerLines: made.ledgerLines, records: made.records, plants: made.answers.length, kinds };
    } finally {
      files.close();
    }
  },
});

/** MiB: heap and half of the young generation of the process that writes the books. */
export const simulateHeap = { heapMiB: 190, semiSpaceMiB: 2 } as const;
