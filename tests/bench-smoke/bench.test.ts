import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { median, percentile } from '../bench/figures.ts';
import { lineOf } from '../bench/line.ts';
import type { Result } from '../bench/table.ts';

const main = path.join(import.meta.dirname, '..', 'bench', 'main.ts');
const run = (...args: string[]): string =>
  execFileSync(process.execPath, [main, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

describe('figures', () => {
  it('the median is a measured value', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2);
  });

  it('the 95th percentile of twenty is the nineteenth', () => {
    expect(
      percentile(
        Array.from({ length: 20 }, (_, i) => i + 1),
        0.95,
      ),
    ).toBe(19);
  });

  it('a ratio is taken within each repetition, so that a slow minute counts on both sides', () => {
    const line = lineOf({
      name: 'x',
      what: '',
      samples: [{ value: 200 }, { value: 1000 }, { value: 210 }],
      reference: { what: '', samples: [{ value: 100 }, { value: 500 }, { value: 100 }] },
      budget: { ratio: 2 },
    });
    expect(line.ratio).toBe(2);
    expect(line.met).toBe(true);
  });

  it('a budget in times the reference has no verdict without a reference', () => {
    expect(lineOf({ name: 'x', what: '', samples: [{ value: 1 }], budget: { ratio: 2 } }).met).toBeNull();
  });
});

describe('npm run bench', () => {
  it('measures every row that needs no window on a small case and prints one JSON value', () => {
    const rows = ['import.bare', 'import.full', 'window', 'rpc', 'tests', 'report'];
    const result = JSON.parse(run('--json', '--rows', '4000', '--runs', '1', '--pages', '6', ...rows)) as Result;
    expect(result.failed).toEqual([]);
    const names = result.lines.map((line) => line.name);
    for (const row of rows) expect(names.some((name) => name.startsWith(row))).toBe(true);
    expect(result.lines.every((line) => line.value > 0 && line.samples.length > 0)).toBe(true);
    expect(result.lines.filter((line) => line.name.startsWith('tests.') && line.notes.startsWith('0 hits')).length).toBeLessThan(3);
  }, 300_000);

  it('an unknown row is wrong usage', () => {
    const { status, stderr } = spawnSync(process.execPath, [main, 'nothing'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('import.bare');
  });
});
