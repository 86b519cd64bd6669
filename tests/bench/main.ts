import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { useBuilt } from './backend-child.ts';
import { Skipped } from './bench.ts';
import type { Bench, Row, Sizes } from './bench.ts';
import { writeDeclarations } from './declarations-file.ts';
import { writeLedger } from './ledger-file.ts';
import type { Line } from './line.ts';
import { machine } from './machine.ts';
import { prepareCase } from './prepared-case.ts';
import type { PreparedCase } from './prepared-case.ts';
import { explore } from './rows/explore.ts';
import { formats } from './rows/formats.ts';
import { importBare } from './rows/import-bare.ts';
import { importFull } from './rows/import-full.ts';
import { importLarge } from './rows/import-large.ts';
import { matching } from './rows/matching.ts';
import { report } from './rows/report.ts';
import { rpc } from './rows/rpc.ts';
import { start } from './rows/start.ts';
import { tests } from './rows/tests.ts';
import { windows } from './rows/window.ts';
import { tableOf } from './table.ts';
import type { Result } from './table.ts';

const allRows: readonly Row[] = [importBare, importFull, importLarge, formats, windows, explore, matching, rpc, tests, start, report];
const names = allRows.map((row) => row.name).join(', ');

const usage = `npm run bench [-- [--json] [--rows N] [--declarations N] [--runs N] [--pages N] [ROW…]]
Rows: ${names}. All when none is named.`;

type Asked = { readonly rows: readonly Row[]; readonly sizes: Sizes; readonly json: boolean };

function asked(args: readonly string[]): Asked {
  const option = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, rows: option, declarations: option, runs: option, pages: option },
  });
  const whole = (text: string | undefined, otherwise: number): number => {
    const n = text === undefined ? otherwise : Number(text);
    if (!Number.isSafeInteger(n) || n < 1) throw new TypeError(`${text} is not a whole number`);
    return n;
  };
  const unknown = positionals.find((name) => !allRows.some((row) => row.name === name));
  if (unknown !== undefined) throw new TypeError(`there is no row ${unknown}`);
  const rows = whole(values.rows, 1_000_000);
  const sizes = {
    rows: rows + (rows % 2),
    declarations: whole(values.declarations, Math.ceil(rows * 0.3)),
    runs: whole(values.runs, 3),
    pages: whole(values.pages, 100),
  };
  return {
    rows: allRows.filter((row) => positionals.length === 0 || positionals.includes(row.name)),
    sizes,
    json: values.json === true,
  };
}

function benchIn(dir: string, sizes: Sizes): Bench {
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const once = (name: string, write: (file: string) => void): string => {
    const file = path.join(dir, name);
    if (!fs.existsSync(file)) {
      say(`writing ${name}`);
      write(file);
    }
    return file;
  };
  const ledger = (seed: number): string => once(`ledger-${seed}.csv`, (file) => writeLedger(file, { rows: sizes.rows, seed }));
  const declarations = (): string => once('declarations.csv', (file) => writeDeclarations(file, sizes.declarations));
  let prepared: Promise<PreparedCase> | null = null;
  return {
    sizes,
    dir,
    say,
    ledger,
    declarations,
    prepared: () => {
      if (prepared === null) say('preparing the case');
      return (prepared ??= prepareCase(dir, { ledger: ledger(1), declarations: declarations() }));
    },
  };
}

async function measureAll({ rows, sizes }: Asked): Promise<Result> {
  const about = machine();
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-bench-'));
  const lines: Line[] = [];
  let built = false;
  const [skipped, failed]: { row: string; why: string }[][] = [[], []];
  try {
    const bench = benchIn(dir, sizes);
    built = useBuilt(path.join(dir, 'backend'));
    for (const row of rows) {
      try {
        lines.push(...(await row.measure(bench)));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        (error instanceof Skipped ? skipped : failed)?.push({ row: row.name, why });
      }
    }
  } finally {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  }
  return { machine: about, backend: built ? 'built' : 'sources', sizes, lines, skipped: skipped ?? [], failed: failed ?? [] };
}

async function main(): Promise<number> {
  let given: Asked;
  try {
    given = asked(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    return 2;
  }
  const result = await measureAll(given);
  process.stdout.write(`${given.json ? JSON.stringify(result, null, 1) : tableOf(result)}\n`);
  return result.failed.length === 0 ? 0 : 1;
}

process.exitCode = await main();
