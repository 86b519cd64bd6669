import { setTimeout as pause } from 'node:timers/promises';
import { openPrepared } from '../prepared-case.ts';
import type { Bench, Row } from '../bench.ts';
import { lineOf } from '../line.ts';
import type { Line, Sample } from '../line.ts';
import { cpuMs } from '../processes.ts';

/** Test and parameters; the table that it reads stands in the name. */
const runs: readonly (readonly [name: string, test: string, params: Readonly<Record<string, string>>])[] = [
  ['V14.declarations', 'V14', {}],
  ['D01.declarations', 'D01', { keySet: 'invoice' }],
  ['D01.ledger', 'D01', { keySet: 'ledger' }],
  ['D03.ledger', 'D03', { column: 'ledger.source_doc_ref' }],
  ['D04.ledger', 'D04', { column: 'ledger.debit_minor' }],
  ['D16.declarations', 'D16', {}],
];

/** The catalogue through the backend, as a person runs it: process start, reading, judging, hashing, hits written. Warm: run once before. */
export const tests: Row = {
  name: 'tests',
  measure: async (bench: Bench) => {
    const prepared = await bench.prepared();
    const backend = await openPrepared(prepared);
    const lines: Line[] = [];
    try {
      for (const [name, test, params] of runs) {
        bench.say(`tests ${name}`);
        const times: Sample[] = [];
        let hits = 0;
        for (let run = 0; run <= bench.sizes.runs; run += 1) {
          const [started, before] = [performance.now(), cpuMs(backend.pid)];
          const { run: done } = await backend.call('tests.run', { caseId: prepared.caseId, test, params });
          const ms = performance.now() - started;
          // the child that judged is counted when it has ended
          await pause(150);
          const after = cpuMs(backend.pid);
          times.push({ value: ms, cpu: before === null || after === null ? null : after - before });
          hits = done.hitsN;
        }
        const samples = times.slice(1);
        const what = `audit test ${test}, warm, from the call to the recorded run`;
        lines.push(lineOf({ name: `tests.${name}`, what, samples, budget: { most: 1_000 }, notes: `${hits} hits` }));
      }
      return lines;
    } finally {
      await backend.end();
    }
  },
};
