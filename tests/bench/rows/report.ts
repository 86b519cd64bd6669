import path from 'node:path';
import type { Bench, Row } from '../bench.ts';
import { median } from '../figures.ts';
import { lineOf } from '../line.ts';
import { runChild } from '../processes.ts';

const child = path.join(import.meta.dirname, '..', 'children', 'report.ts');

type Said = { readonly ms: number; readonly signMs?: number; readonly pages: number; readonly bytes: number; readonly rssMiB: number };
const run = async (mode: string, lines: number, file: string): Promise<Said> =>
  (await runChild<Said>(child, [mode, String(lines), file])).said;

/** Corrected lines that make a report of about so many pages: pages grow evenly with lines. */
async function linesFor(pages: number, file: string): Promise<number> {
  const [few, many] = [50, 250];
  const [short, long] = [await run('record', few, file), await run('record', many, file)];
  const perLine = (long.pages - short.pages) / (many - few);
  return Math.max(1, Math.round(few + (pages - short.pages) / perLine));
}

/** The product's tagged and signed report against pdfkit drawing the same texts and rules at the same places, each in a new process. */
export const report: Row = {
  name: 'report',
  measure: async (bench: Bench) => {
    const file = path.join(bench.dir, 'drawn.json');
    const lines = await linesFor(bench.sizes.pages, file);
    await run('record', lines, file);
    const [reference, own]: [Said[], Said[]] = [[], []];
    for (let i = 0; i < bench.sizes.runs; i += 1) {
      bench.say(`report ${i + 1}/${bench.sizes.runs}`);
      reference.push(await run('draw', 0, file));
      own.push(await run('sign', lines, file));
    }
    const of = (said: readonly Said[]) => said.map(({ ms }) => ({ value: ms }));
    const signing = median(own.map((said) => said.signMs ?? 0));
    const [first] = own;
    return [
      lineOf({
        name: 'report',
        what: `report of ${first?.pages ?? 0} pages: laid out, tagged PDF/A-3a, signed`,
        samples: of(own),
        reference: { what: 'pdfkit draws the same pages, untagged, unsigned', samples: of(reference) },
        budget: { ratio: 3 },
        notes: `signing ${(signing / 1000).toFixed(2)} s of it, ${((first?.bytes ?? 0) / 2 ** 20).toFixed(1)} MiB, peak memory ${Math.round(median(own.map((s) => s.rssMiB)))} MiB`,
      }),
    ];
  },
};
