import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { isMonth } from '../../../domain/coverage/months.ts';
import { percentText } from '../../../domain/coverage/run-coverage.ts';
import { words } from '../../../domain/model/words.ts';
import type { Say } from '../../../domain/words/index.ts';
import { tableIn, tableOption } from './book-commands.ts';
import { caseIdOf, inCase } from './case-commands.ts';
import { boolean, flag, oneOf, string, text } from './command.ts';
import { usageMistake } from './usage.ts';
import type { Command, Values } from './command.ts';

type RunCoverage = Output<AssayCalls['tests.run']>['run']['coverage'];
type Row = Output<AssayCalls['coverage.get']>['rows'][number];

/** Received of expected, and the share where one is known. */
function shareLine(of: Pick<Row, 'table' | 'received' | 'expected' | 'shareBp' | 'undated'>, say: Say): string {
  const table = { words: words(`table.${of.table}`) };
  if (of.received === 0 && of.expected === null && of.undated > 0) return say(words('coverage.line.undated', { table, n: of.undated }));
  if (of.expected === null || of.shareBp === null) return say(words('coverage.line.unknown', { table, received: of.received }));
  const args = { table, received: of.received, expected: of.expected, share: { percent: percentText(of.shareBp) } };
  return say(words('coverage.line', args));
}

/** The coverage that a run had, one line a table. */
export const coverageLines = (coverage: RunCoverage, say: Say): string[] =>
  (coverage?.tables ?? []).flatMap((table) => [
    shareLine(table, say),
    ...(table.shortMonths.length === 0 ? [] : [say(words('coverage.line.short', { months: table.shortMonths.join(', ') }))]),
  ]);

/** A month, or the days of it that are meant; figures, state, and who gave a stated number. */
function cellText({ month, received, expected, state, days, said }: Row['cells'][number], say: Say): string {
  const when = days === null ? month : `${days.from} – ${days.to}`;
  const who = said === null ? [] : [said.source, ...(said.note === '' ? [] : [said.note])];
  const figures = expected === null ? received : `${received}/${expected}`;
  return [`  ${when}`, figures, say(words(`coverage.state.${state}`)), ...who].join('  ');
}

const get: Command = {
  path: 'coverage',
  usage: 'coverage --vault DIR --case ID',
  options: inCase,
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { say } = given;
    const told = await given.call('coverage.get', { caseId: await caseIdOf(given) });
    const lines = told.rows.flatMap((row) => [shareLine(row, say), ...row.cells.map((cell) => cellText(cell, say))]);
    const { register } = told;
    const compared =
      register === null
        ? []
        : [say(words('coverage.register.line', { ...register, missingValue: { decimal: register.missingValue as never } }))];
    return { json: told, lines: [...lines, ...compared] };
  },
};

/** @throws Refused usage for what is no month */
function monthIn(values: Values): string {
  const month = text(values, 'month');
  if (!isMonth(month)) throw usageMistake('value', `--month ${month}`, 'YYYY-MM');
  return month;
}

const expectRecords: Command = {
  path: 'coverage expect',
  usage: 'coverage expect --vault DIR --case ID --table T --month YYYY-MM (--n N --source WHO [--note TEXT] | --remove)',
  options: {
    ...inCase,
    table: tableOption,
    month: string,
    n: { type: 'string', form: 'count' },
    source: string,
    note: string,
    remove: boolean,
  },
  required: ['vault', 'case', 'table', 'month'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const { values } = given;
    const remove = flag(values, 'remove');
    if (!remove && text(values, 'n') === '') throw usageMistake('missing', '--n');
    if (!remove && text(values, 'source') === '') throw usageMistake('missing', '--source');
    if (remove && text(values, 'n') !== '') throw usageMistake('unknown', '--n');
    const table = tableIn(values, 'table');
    const month = monthIn(values);
    const n = remove ? null : Number(text(values, 'n'));
    const stated = { table, month, n, source: text(values, 'source'), note: text(values, 'note') };
    await given.call('coverage.expect', { caseId: await caseIdOf(given), ...stated });
    return { json: { table, month, n }, lines: [`${table}  ${month}  ${n ?? '–'}`] };
  },
};

const count = { type: 'string', form: 'count' } as const;
const kinds = ['missing', 'unlisted', 'different'] as const;

const register: Command = {
  path: 'coverage register',
  usage: 'coverage register --vault DIR --case ID --kind missing|unlisted|different [--at N] [--limit N]',
  options: { ...inCase, kind: oneOf(kinds), at: count, limit: count },
  required: ['vault', 'case', 'kind'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { values } = given;
    const kind = kinds.find((one) => one === text(values, 'kind')) ?? 'missing';
    const caseId = await caseIdOf(given);
    const [from, limit] = [Number(text(values, 'at') || '0'), Number(text(values, 'limit') || '100')];
    const declarations: Output<AssayCalls['coverage.register']>['declarations'] = [];
    for (let total = Number.POSITIVE_INFINITY; ; ) {
      const left = Math.min(limit, total - from) - declarations.length;
      if (left <= 0) return answer(kind, Number.isFinite(total) ? total : 0, declarations);
      const at = from + declarations.length;
      const page = await given.call('coverage.register', { caseId, kind, at, limit: Math.min(500, left) });
      total = page.total;
      declarations.push(...page.declarations);
      if (page.declarations.length === 0) return answer(kind, total, declarations);
    }
  },
};

type Listed = Output<AssayCalls['coverage.register']>['declarations'];

function answer(kind: string, total: number, declarations: Listed): { json: unknown; lines: string[] } {
  const lines = declarations.flatMap((one) => [
    `${one.day}  ${one.declaration}  ${one.items}  ${one.value ?? ''}`,
    ...one.differences.map((d) => `    ${d.item === 0 ? '' : d.item}  ${d.column}  ${d.register}  ${d.books}`),
  ]);
  return { json: { kind, total, declarations }, lines };
}

export const coverageCommands: readonly Command[] = [get, expectRecords, register];
