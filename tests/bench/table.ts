import { shown } from './figures.ts';
import type { Budget, Line, Measured } from './line.ts';
import type { Machine } from './machine.ts';

type Unit = NonNullable<Measured['unit']>;

export type Result = {
  readonly machine: Machine;
  /** which backend was measured: the built one of the window, or the sources where nothing is built */
  readonly backend: 'built' | 'sources';
  readonly sizes: Readonly<Record<string, number>>;
  readonly lines: readonly Line[];
  /** rows that could not be measured, and why */
  readonly skipped: readonly { readonly row: string; readonly why: string }[];
  readonly failed: readonly { readonly row: string; readonly why: string }[];
};

const times = (ratio: number | null): string => (ratio === null ? '' : `${ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(1)}×`);

function budgetText(budget: Budget | null, unit: Unit): string {
  if (budget === null) return '';
  return 'ratio' in budget ? `≤ ${budget.ratio}×` : `≤ ${shown(budget.most, unit)}`;
}

const verdict = (met: boolean | null): string => (met === null ? '' : met ? 'met' : 'NOT MET');

const heads = ['row', 'ratio', 'cpu ratio', 'measured', 'cpu', 'reference', 'budget', 'verdict', 'what'] as const;

const cellsOf = (line: Line): readonly string[] => [
  line.name,
  times(line.ratio),
  times(line.cpuRatio),
  shown(line.value, line.unit),
  line.cpu === null ? '' : shown(line.cpu, 'ms'),
  line.reference === null ? '' : shown(line.reference.value, line.unit),
  budgetText(line.budget, line.unit),
  verdict(line.met),
  [line.what, line.reference === null ? '' : `reference: ${line.reference.what}`, line.notes].filter((text) => text !== '').join('; '),
];

/** The result for a person: ratios first, absolute figures beside them. */
export function tableOf(result: Result): string {
  const rows = [heads, ...result.lines.map(cellsOf)];
  const widths = heads.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  const text = rows.map((row) =>
    row
      .map((cell, i) => (i === heads.length - 1 ? cell : i === 0 || i === 7 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  '),
  );
  const { machine, sizes, backend } = result;
  return [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB; ${machine.system}; Node ${machine.node}; sqlite3 ${machine.sqlite3 ?? 'missing'}`,
    `${machine.date}; load ${machine.load}; backend: ${backend}; ${Object.entries(sizes)
      .map(([name, n]) => `${name} ${n}`)
      .join(', ')}`,
    '',
    ...text,
    ...result.skipped.map(({ row, why }) => `${row}: skipped, ${why}`),
    ...result.failed.map(({ row, why }) => `${row}: FAILED, ${why}`),
  ].join('\n');
}
