import type { BackendChild } from '../backend-child.ts';
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

/** One run, from the call to the recorded run. */
async function runOnce(backend: BackendChild, caseId: string, what: { test: string; params: Readonly<Record<string, string>> }) {
  const [started, before] = [performance.now(), cpuMs(backend.pid)];
  const { run } = await backend.call('tests.run', { caseId, ...what });
  const value = performance.now() - started;
  const after = cpuMs(backend.pid);
  return { value, cpu: before === null || after === null ? null : after - before, hits: run.hitsN };
}

/**
 * The catalogue through the backend, as a person runs it: reading, judging, hashing, hits written. Each test in a backend of its own: its
 * first run is the cold one, the others find what it has read.
 */
export const tests: Row = {
  name: 'tests',
  measure: async (bench: Bench) => {
    const prepared = await bench.prepared();
    const lines: Line[] = [];
    for (const [name, test, params] of runs) {
      bench.say(`tests ${name}`);
      const backend = await openPrepared(prepared);
      try {
        const cold = await runOnce(backend, prepared.caseId, { test, params });
        const samples: Sample[] = [];
        for (let run = 0; run < bench.sizes.runs; run += 1) samples.push(await runOnce(backend, prepared.caseId, { test, params }));
        const what = `audit test ${test}, warm, from the call to the recorded run`;
        const notes = `${cold.hits} hits; cold ${(cold.value / 1000).toFixed(2)} s`;
        lines.push(lineOf({ name: `tests.${name}`, what, samples, budget: { most: 1_000 }, notes }));
      } finally {
        await backend.end();
      }
    }
    return lines;
  },
};
