import { filterOp } from '../../../contract/rpc/shapes.ts';
import type { Input } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { tableNames } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { boolean, flag, oneOf, string, text, texts } from './command.ts';
import { usageMistake } from './usage.ts';
import type { Options, Values } from './command.ts';

export const count = { type: 'string', form: 'count' } as const;
export const tableOption = oneOf(tableNames);
const many = { type: 'string', multiple: true } as const;

export const tableIn = (values: Values, option: string): TableName =>
  tableNames.find((name) => name === text(values, option)) ?? 'declarations';

/** A filter as the command line gives it: complete, no value left out. */
export type Where = { column: string; op: (typeof filterOp.options)[number]; value: string; values?: string[] };

/** A text in quotes, in which a quote of its own is doubled. */
const quoted = String.raw`"(?:[^"]|"")*"|'(?:[^']|'')*'`;
const wholeQuoted = new RegExp(`^(?:${quoted})$`, 'su');

/** A value without the one pair of quotes around it; quotes that are no such pair belong to the value: `"Альфа" и "Бета"`. */
function unquoted(value: string): string {
  const trimmed = value.trim();
  if (!wholeQuoted.test(trimmed)) return trimmed;
  const quote = trimmed.slice(0, 1);
  return trimmed.slice(1, -1).replaceAll(quote + quote, quote);
}

const listPart = new RegExp(String.raw`\s*((?:${quoted})(?=\s*(?:,|$))|[^,]*)\s*(,|$)`, 'gsu');

/** Values parted by commas; one in quotes may hold a comma. */
const listed = (values: string): string[] =>
  [...values.matchAll(listPart)].filter((found, i) => found[0] !== '' || i === 0).map((found) => unquoted(found[1] ?? ''));

const endsForm = new RegExp(String.raw`^\s*(${quoted}|.*?)\s+and\s+(${quoted}|.*)$`, 'su');

/** The two ends of `A and B`; one in quotes may hold the word. @returns null for anything else */
function endsIn(rest: string): string[] | null {
  const [, first = '', last = ''] = endsForm.exec(rest) ?? [];
  const isOne = (end: string): boolean => wholeQuoted.test(end.trim()) || !/(?:^|\s)and(?:\s|$)/su.test(end);
  return first !== '' && last !== '' && isOne(first) && isOne(last) ? [first, last].map(unquoted) : null;
}

const words: Readonly<Record<string, Where['op']>> = {
  'not contains': 'notContains',
  contains: 'contains',
  starts: 'starts',
  between: 'between',
  in: 'in',
  empty: 'empty',
  filled: 'filled',
};
const form =
  /^\s*([A-Za-z_0-9]+)\s*(?:(!=|<=|>=|=|<|>)|(not\s+contains|contains|starts|between|in|empty|filled)(?![\p{L}\p{N}_]))\s*(.*)$/su;

/** `col op value`: the first operator decides, the rest is the value as written. @throws Refused filter_invalid */
export function parseWhere(condition: string): Where {
  const [, column = '', sign, word = '', rest = ''] = form.exec(condition) ?? [];
  const op = filterOp.safeParse(sign ?? words[word.replace(/\s+/g, ' ')]);
  const refuse = (): never => {
    throw new Refused({ code: 'filter_invalid', at: condition });
  };
  if (column === '' || !op.success) return refuse();
  switch (op.data) {
    case 'empty':
    case 'filled':
      return rest.trim() === '' ? { column, op: op.data, value: '' } : refuse();
    case 'in':
      return rest.trim() === '' ? refuse() : { column, op: op.data, value: '', values: listed(rest) };
    case 'between': {
      const ends = endsIn(rest);
      return ends === null ? refuse() : { column, op: op.data, value: '', values: ends };
    }
    default:
      return { column, op: op.data, value: unquoted(rest) };
  }
}

type Sort = Input<AssayCalls['rows.open']>['sort'][number];

/** `COL` or `COL:desc`; --desc turns those round that say nothing of it, and the order of groups. */
function sortsIn(values: Values): Sort[] {
  const given = texts(values, 'sort');
  if (given.length === 0 && flag(values, 'desc') && texts(values, 'group-by').length === 0) throw usageMistake('missing', '--sort');
  return given.map((one) => {
    const [, column = '', way] = /^(.*?)(?::(asc|desc))?$/su.exec(one) ?? [];
    return { column, descending: way === undefined ? flag(values, 'desc') : way === 'desc' };
  });
}

type Group = Input<AssayCalls['rows.group']>['groups'][number];
type Aggregate = Input<AssayCalls['rows.group']>['aggregates'][number];

/** `COL`, `COL:month`, `COL:quarter`, `COL:year`, `COL:prefix4`. */
function groupsIn(values: Values): Group[] {
  return texts(values, 'group-by').map((one) => {
    const [column = '', how = 'value', ...more] = one.split(':');
    const prefix = /^prefix([1-9]|1[0-4])$/.exec(how)?.[1];
    if (prefix !== undefined && more.length === 0) return { column, by: 'prefix', length: Number(prefix) };
    const by = (['value', 'month', 'quarter', 'year'] as const).find((name) => name === how);
    if (by === undefined || more.length > 0) throw usageMistake('choice', `--group-by ${one}`, 'month, quarter, year, prefix1–prefix14');
    return { column, by };
  });
}

const figures: Readonly<Record<string, Aggregate['of']>> = {
  count: 'count',
  sum: 'sum',
  min: 'min',
  max: 'max',
  avg: 'average',
  distinct: 'distinct',
  empty: 'empty',
};

/** `sum:COL`, `min:COL` …; `count` alone is the number of rows, which every group has. */
function aggregatesIn(values: Values): Aggregate[] {
  const sums = texts(values, 'sum').map((column) => ({ of: 'sum', column }) as const);
  const others = texts(values, 'agg').flatMap((one): Aggregate[] => {
    if (one === 'count') return [];
    const [name = '', column = '', ...more] = one.split(':');
    const of = figures[name];
    if (of === undefined || column === '' || more.length > 0)
      throw usageMistake('choice', `--agg ${one}`, `count, ${Object.keys(figures).join(':COL, ')}:COL`);
    return [{ of, column }];
  });
  return [...sums, ...others];
}

/** Columns parted by commas. */
const columnsIn = (values: Values): string[] =>
  text(values, 'columns')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** What chooses rows: every command that lists them takes it. */
export const chosen: Options = { search: { type: 'string', empty: true }, where: many };
/** What shows them. */
export const shown: Options = { sort: many, desc: boolean, columns: string, 'group-by': many, sum: many, agg: many };

export const chosenUsage = "[--search TEXT] [--where 'col op value']…";
export const shownUsage =
  '[--sort COL[:desc]]… [--desc] [--columns A,B] [--group-by COL[:month|quarter|year|prefixN]]… [--sum COL]… [--agg count|sum:COL|min:COL|max:COL|avg:COL|distinct:COL|empty:COL]…';
export const opsUsage =
  '(op: = != < <= > >= contains, not contains, starts, in A, B, between A and B, empty, filled; a value with commas stands in quotes, a quote in it is doubled; _mark and _note are columns too)';

/** @throws Refused filter_invalid */
export const chosenIn = (values: Values): { filters: Where[]; search: string } => ({
  filters: texts(values, 'where').map(parseWhere),
  search: text(values, 'search'),
});

export type Shown = { sort: Sort[]; columns: string[]; groups: Group[]; aggregates: Aggregate[] };

/** @throws Refused usage: figures belong to groups */
export function shownIn(values: Values): Shown {
  const made = { sort: sortsIn(values), columns: columnsIn(values), groups: groupsIn(values), aggregates: aggregatesIn(values) };
  const stray = ['sum', 'agg'].find((name) => texts(values, name).length > 0);
  if (made.groups.length === 0 && stray !== undefined) throw usageMistake('missing', '--group-by');
  return made;
}

type GroupOrder = Input<AssayCalls['rows.group']>['order'];

/** `group`, `count`, or the n-th figure from 1; with --desc the largest first. Without it groups stand in their own order. */
export function groupOrderIn(values: Values, { aggregates }: Pick<Shown, 'aggregates'>): GroupOrder {
  const order = text(values, 'order');
  const descending = flag(values, 'desc');
  if (order === '' || order === 'group') return { by: 'group', descending };
  if (order === 'count') return { by: 'count', descending };
  const n = /^\d{1,2}$/.test(order) ? Number(order) : 0;
  if (n < 1 || n > aggregates.length) throw usageMistake('choice', `--order ${order}`, 'group, count, 1–12');
  return { by: n - 1, descending };
}

export const wholeNumber = (values: Values, name: string, otherwise: number): number =>
  text(values, name) === '' ? otherwise : Number(text(values, name));
