import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { columnOf } from '../../../domain/model/books.ts';
import type { Column, TableName } from '../../../domain/model/books.ts';
import { caseIdOf, inCase } from './case-commands.ts';
import { oneOf, string, text } from './command.ts';
import { digitsIn, figureToJson, rowToJson } from './present.ts';
import {
  chosen,
  chosenIn,
  chosenUsage,
  count,
  groupOrderIn,
  opsUsage,
  shown,
  shownIn,
  shownUsage,
  tableIn,
  tableOption,
  wholeNumber,
} from './list-options.ts';
import type { Shown } from './list-options.ts';
import { usageMistake } from './usage.ts';
import type { Answer, Command, Given } from './command.ts';

export { parseWhere, tableIn, tableOption } from './list-options.ts';

const rows: Command = {
  path: 'rows',
  usage: `rows --vault DIR --case ID --table T ${chosenUsage} ${shownUsage} [--order group|count|N] [--at N] [--limit N]   ${opsUsage}`,
  options: { ...inCase, table: tableOption, ...chosen, ...shown, order: string, at: count, limit: count },
  required: ['vault', 'case', 'table'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { values, call } = given;
    const asked = shownIn(values);
    if (asked.groups.length > 0) return readGroups(given, asked);
    if (text(values, 'order') !== '') throw usageMistake('missing', '--group-by');
    const table = tableIn(values, 'table');
    const columns = requireColumns(table, asked.columns);
    const view = await call('rows.open', { caseId: await caseIdOf(given), table, sort: asked.sort, ...chosenIn(values) });
    const out = await readRows(given, view, { at: wholeNumber(values, 'at', 0), limit: wholeNumber(values, 'limit', 100) });
    const picked = columns === null ? out : out.map((row) => ({ name: row['name'], line: row['line'], ...pick(row, columns) }));
    return { json: { total: view.total, rows: picked }, lines: picked.map((row) => JSON.stringify(row)) };
  },
};

/** @returns null: all @throws Refused column_unknown */
function requireColumns(table: TableName, names: readonly string[]): readonly string[] | null {
  const unknown = names.find((name) => columnOf(table, name) === undefined);
  if (unknown !== undefined) throw new Refused({ code: 'column_unknown', at: unknown });
  return names.length === 0 ? null : names;
}

const pick = (row: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, row[name]]));

type View = Output<AssayCalls['rows.open']>;

async function readRows(given: Given, view: View, range: { at: number; limit: number }): Promise<Record<string, unknown>[]> {
  const columns = view.columns as readonly Column[];
  const digits = digitsIn(columns, view.national, (currency) => view.digits[currency] ?? 2);
  const out: Record<string, unknown>[] = [];
  const end = Math.min(view.total, range.at + range.limit);
  while (range.at + out.length < end) {
    const at = range.at + out.length;
    const window = await given.call('rows.window', { viewId: view.viewId, at, limit: Math.min(500, end - at) });
    if (window.rows.length === 0) break;
    window.rows.forEach((cells, i) => {
      out.push({ name: window.names[i], line: window.lines[i], ...rowToJson(columns, cells, digits) });
    });
  }
  return out;
}

const mostGroups = 10_000;

async function readGroups(given: Given, asked: Shown): Promise<Answer> {
  const { values, call } = given;
  const order = groupOrderIn(values, asked);
  const stray = ['sort', 'columns', 'at'].find((name) => values[name] !== undefined);
  if (stray !== undefined) throw usageMistake('value', `--${stray} --group-by`);
  const found = await call('rows.group', {
    caseId: await caseIdOf(given),
    table: tableIn(values, 'table'),
    ...chosenIn(values),
    groups: asked.groups,
    aggregates: asked.aggregates,
    order,
    limit: Math.max(1, Math.min(mostGroups, wholeNumber(values, 'limit', 1_000))),
  });
  const groupNames = asked.groups.map(({ column, by = 'value', length }) => (by === 'value' ? column : `${column}:${by}${length ?? ''}`));
  const figureNames = asked.aggregates.map(({ of, column }) => `${of === 'average' ? 'avg' : of}:${column}`);
  const named = <T>(names: readonly string[], list: readonly T[]): Record<string, T | null> =>
    Object.fromEntries(names.map((name, i) => [name, list[i] ?? null]));
  const groups = found.groups.map(({ values: own, count: n, figures, currencies, filters }) => {
    const written = figures.map((figure, i) => {
      const column = found.columns.find((one) => one.name === asked.aggregates[i]?.column);
      return figureToJson(figure, column as Column | undefined, found.digits[currencies[i] ?? ''] ?? 2);
    });
    return {
      values: named(groupNames, own),
      count: n,
      figures: named(figureNames, written),
      currencies: named(figureNames, currencies),
      filters,
    };
  });
  const lines = groups.map((group) =>
    [
      ...Object.values(group.values).map((value) => value ?? '∅'),
      group.count,
      ...Object.values(group.figures).map((figure) => figure ?? '–'),
    ].join('  '),
  );
  return { json: { total: found.total, rows: found.rows, groups }, lines };
}

const figuresOfColumn: Command = {
  path: 'rows figures',
  usage: `rows figures --vault DIR --case ID --table T --column COL ${chosenUsage}`,
  options: { ...inCase, table: tableOption, column: string, ...chosen },
  required: ['vault', 'case', 'table', 'column'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { values, call } = given;
    const table = tableIn(values, 'table');
    const caseId = await caseIdOf(given);
    const found = await call('rows.column', { caseId, table, ...chosenIn(values), column: text(values, 'column') });
    const { header } = await call('case.get', { caseId });
    const digits = header.digits[found.currency ?? ''] ?? 2;
    const write = (cell: Parameters<typeof figureToJson>[0]) => figureToJson(cell, found.column as Column, digits);
    const json = {
      ...found,
      min: write(found.min),
      max: write(found.max),
      top: found.top.map(({ value, count: n }) => ({ value: write(value), count: n })),
      histogram: found.histogram.map(({ from, to, count: n }) => ({ from: write(from), to: write(to), count: n })),
    };
    const { count: n, empty, distinct, sum, min, max, average } = json;
    return {
      json,
      lines: Object.entries({ count: n, empty, distinct, sum, min, max, average }).map(([name, value]) => `${name}  ${value ?? '–'}`),
    };
  },
};

const steps = ['day', 'week', 'month', 'quarter', 'year'] as const;

const series: Command = {
  path: 'rows series',
  usage: `rows series --vault DIR --case ID --table T --day COL [--column COL] [--step ${steps.join('|')}] ${chosenUsage}`,
  options: { ...inCase, table: tableOption, day: string, column: string, step: oneOf(steps), ...chosen },
  required: ['vault', 'case', 'table', 'day'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { values, call } = given;
    const column = text(values, 'column');
    const found = await call('rows.series', {
      caseId: await caseIdOf(given),
      table: tableIn(values, 'table'),
      ...chosenIn(values),
      day: text(values, 'day'),
      column: column === '' ? null : column,
      step: steps.find((step) => step === text(values, 'step')) ?? 'month',
    });
    return { json: found, lines: found.points.map(({ from, count: n, sum }) => `${from}  ${n}${sum === null ? '' : `  ${sum}`}`) };
  },
};

export const bookCommands: readonly Command[] = [rows, figuresOfColumn, series];
