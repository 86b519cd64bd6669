import fs from 'node:fs';
import path from 'node:path';
import type { Bench, Row } from '../bench.ts';
import { writeLedger } from '../ledger-file.ts';
import { lineOf } from '../line.ts';
import type { Line, Sample } from '../line.ts';
import { newCase } from '../prepared-case.ts';
import { importOne } from './import-full.ts';
import type { Imported } from './import-full.ts';

const times = 3;

async function importNew(bench: Bench, file: string, rows: number): Promise<Imported> {
  const { backend, made } = await newCase(fs.mkdtempSync(path.join(bench.dir, 'large-')), path.join(bench.dir, 'config'));
  try {
    return await importOne(backend, made.caseId, file, rows);
  } finally {
    await backend.end();
    fs.rmSync(made.vaultDir, { recursive: true, force: true });
  }
}

const memory = (of: readonly Imported[], when: keyof Imported['peaks']): readonly Sample[] =>
  of.flatMap(({ peaks }) => (peaks[when] === null ? [] : [{ value: peaks[when] }]));

function linesOf(rows: number, small: readonly Imported[], large: readonly Imported[]): readonly Line[] {
  const perMillion = (of: readonly Imported[], count: number): Sample[] =>
    of.map(({ stages }) => ({ value: ((stages['read'] ?? 0) / count) * 1_000_000 }));
  const reference = `the same with ${rows} rows`;
  const lines = [
    lineOf({
      name: 'import.large',
      what: `${rows * times} rows into an empty case: reading and writing, for a million rows`,
      samples: perMillion(large, rows * times),
      reference: { what: reference, samples: perMillion(small, rows) },
      budget: { ratio: 1.1 },
    }),
    lineOf({
      name: 'import.large.whole',
      what: `${rows * times} rows into an empty case, from the call to its answer`,
      samples: large,
      reference: { what: `${rows} rows`, samples: small },
    }),
  ];
  if (memory(large, 'load').length === 0) return lines;
  return [
    ...lines,
    lineOf({
      name: 'import.large.memory',
      what: 'peak resident memory of the process that imports, while the file is read',
      unit: 'MiB',
      samples: memory(large, 'load'),
      reference: { what: reference, samples: memory(small, 'load') },
      budget: { ratio: 1.1 },
    }),
    lineOf({
      name: 'import.large.index',
      what: 'the same in the whole import, with the building of indexes',
      unit: 'MiB',
      samples: memory(large, 'whole'),
      budget: { most: 1_024 },
    }),
  ];
}

/** A file three times as large against one of the usual size, both into empty cases, turn by turn. */
export const importLarge: Row = {
  name: 'import.large',
  measure: async (bench) => {
    const { rows, runs } = bench.sizes;
    const file = path.join(bench.dir, 'ledger-large.csv');
    bench.say('writing ledger-large.csv');
    writeLedger(file, { rows: rows * times, seed: 1 });
    const [small, large]: [Imported[], Imported[]] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      bench.say(`import.large ${run + 1}/${runs}`);
      small.push(await importNew(bench, bench.ledger(1), rows));
      large.push(await importNew(bench, file, rows * times));
    }
    fs.rmSync(file);
    return linesOf(rows, small, large);
  },
};
