import { filterOp } from '../../../contract/rpc/shapes.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { tableNames } from '../../../domain/model/books.ts';
import { caseIdOf, inCase } from './case-commands.ts';
import { boolean, flag, oneOf, string, text, texts } from './command.ts';
import { usageMistake } from './usage.ts';
import { digitsIn, rowToJson } from './present.ts';
import type { Command, Given, Values } from './command.ts';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import type { Column, TableName } from '../../../domain/model/books.ts';

const count = { type: 'string', form: 'count' } as const;
export const tableOption = oneOf(tableNames);

export const tableIn = (values: Values, option: string): TableName =>
  tableNames.find((name) => name === text(values, option)) ?? 'declarations';

/** `col op value`: the first operator word decides, the rest is the value as written. */
export function parseWhere(condition: string): { column: string; op: (typeof filterOp.options)[number]; value: string } {
  const parts = /^\s*([A-Za-z_0-9]+)\s*(!=|<=|>=|=|<|>|contains\b)\s*(.*)$/su.exec(condition);
  if (parts === null) throw new Refused({ code: 'filter_invalid', at: condition });
  return { column: parts[1] ?? '', op: filterOp.parse(parts[2]), value: (parts[3] ?? '').replace(/^(['"])(.*)\1$/su, '$2') };
}

const wholeNumber = (values: Values, name: string, otherwise: number): number =>
  text(values, name) === '' ? otherwise : Number(text(values, name));

const rows: Command = {
  path: 'rows',
  usage:
    "rows --vault DIR --case ID --table T [--search TEXT] [--sort COL] [--desc] [--where 'col op value'] [--at N] [--limit N]   (op: = != < <= > >= contains)",
  options: {
    ...inCase,
    table: tableOption,
    search: { type: 'string', empty: true },
    sort: string,
    desc: boolean,
    where: { type: 'string', multiple: true },
    at: count,
    limit: count,
  },
  required: ['vault', 'case', 'table'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { values, call } = given;
    const sort = text(values, 'sort');
    if (sort === '' && flag(values, 'desc')) throw usageMistake('missing', '--sort');
    const view = await call('rows.open', {
      caseId: await caseIdOf(given),
      table: tableIn(values, 'table'),
      sort: sort === '' ? [] : [{ column: sort, descending: flag(values, 'desc') }],
      filters: texts(values, 'where').map(parseWhere),
      search: text(values, 'search'),
    });
    const out = await readRows(given, view, { at: wholeNumber(values, 'at', 0), limit: wholeNumber(values, 'limit', 100) });
    return { json: { total: view.total, rows: out }, lines: out.map((row) => JSON.stringify(row)) };
  },
};

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

export const bookCommands: readonly Command[] = [rows];
