import fs from 'node:fs';
import path from 'node:path';
import type { Bench, Row } from '../bench.ts';
import { lineOf } from '../line.ts';
import type { Sample } from '../line.ts';
import { runChild } from '../processes.ts';
import { hasSqlite, importWithSqlite, sqliteImport, sqliteMissing } from './sqlite-reference.ts';

const child = path.join(import.meta.dirname, '..', 'children', 'bare-load.ts');

/** As a child that imports is started. */
const flags = ['--max-semi-space-size=16'];

async function loadBare(bench: Bench, file: string): Promise<Sample & { rss: number }> {
  const folder = fs.mkdtempSync(path.join(bench.dir, 'bare-'));
  try {
    const { ended, said } = await runChild<{ rows: number; rejected: number; rssMiB: number }>(child, [file, folder], flags);
    if (said.rows !== bench.sizes.rows) throw new Error(`${said.rows} rows instead of ${bench.sizes.rows}, ${said.rejected} rejected`);
    return { value: ended.ms, cpu: ended.cpu, rss: said.rssMiB };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The bare typed load against the shell's import of the same file, process start to exit on both sides. */
export const importBare: Row = {
  name: 'import.bare',
  measure: async (bench) => {
    const compared = hasSqlite();
    const file = bench.ledger(1);
    const [reference, samples]: [Sample[], (Sample & { rss: number })[]] = [[], []];
    for (let run = 0; run < bench.sizes.runs; run += 1) {
      bench.say(`import.bare ${run + 1}/${bench.sizes.runs}`);
      if (compared) reference.push(await importWithSqlite(bench, file));
      samples.push(await loadBare(bench, file));
    }
    const mib = Math.round(fs.statSync(file).size / 2 ** 20);
    return [
      lineOf({
        name: 'import.bare',
        what: `${bench.sizes.rows} rows x 15 columns (${mib} MiB) typed into the encrypted books, nothing else`,
        samples,
        reference: { what: sqliteImport, samples: reference },
        budget: { ratio: 2.5 },
        notes: `peak memory ${Math.round(Math.max(...samples.map((s) => s.rss)))} MiB${compared ? '' : `; ${sqliteMissing}`}`,
      }),
    ];
  },
};
