import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { words } from '../../../domain/model/words.ts';
import { caseIdOf, inCase } from './case-commands.ts';
import { cellTeller } from './change-cells.ts';
import { boolean, flag, oneOf, string, text } from './command.ts';
import type { Command, Given } from './command.ts';

const count = { type: 'string', form: 'count' } as const;
const common = { positionals: [0, 0], vault: 'open' } as const;

const override: Command = {
  ...common,
  path: 'row override',
  usage: 'row override --vault DIR --case ID --row NAME --column COL --value VALUE --reason TEXT',
  options: { ...inCase, row: string, column: string, value: { type: 'string', empty: true }, reason: string },
  required: ['vault', 'case', 'row', 'column', 'value', 'reason'],
  run: async (given) => {
    const { values, say } = given;
    const asked = {
      row: text(values, 'row'),
      column: text(values, 'column'),
      value: text(values, 'value'),
      reason: text(values, 'reason'),
    };
    const made = await given.call('row.override', { caseId: await caseIdOf(given), ...asked });
    return { json: made, lines: [say(words('cli.row.overridden', { column: asked.column, id: made.overrideId }))] };
  },
};

const restoreCell: Command = {
  ...common,
  path: 'row restore',
  usage: 'row restore --vault DIR --case ID --override ID',
  options: { ...inCase, override: string },
  required: ['vault', 'case', 'override'],
  run: async (given) => {
    const overrideId = text(given.values, 'override');
    await given.call('row.restore', { caseId: await caseIdOf(given), overrideId });
    return { json: { overrideId }, lines: [given.say(words('cli.row.restored', { id: overrideId }))] };
  },
};

const list: Command = {
  ...common,
  path: 'row list',
  usage: 'row list --vault DIR --case ID [--row NAME]',
  options: { ...inCase, row: string },
  required: ['vault', 'case'],
  reading: true,
  run: async (given) => {
    const caseId = await caseIdOf(given);
    const row = text(given.values, 'row');
    const { overrides } = await given.call('row.overrides', { caseId, row: row === '' ? null : row });
    const tell = cellTeller(given, caseId);
    const told = await Promise.all(overrides.map(async (one) => ({ ...one, was: await tell(one, one.was), is: await tell(one, one.is) })));
    const lines = told.map((one) => `${one.row}\t${one.column}\t${one.was ?? ''}\t→\t${one.is ?? ''}\t${one.by}\t${one.at}\t${one.reason}`);
    return { json: { overrides: told }, lines };
  },
};

const withdraw: Command = {
  ...common,
  path: 'import withdraw',
  usage: 'import withdraw --vault DIR --case ID --import ID --reason TEXT',
  options: { ...inCase, import: string, reason: string },
  required: ['vault', 'case', 'import', 'reason'],
  run: async (given) => {
    const { values, say } = given;
    const asked = { caseId: await caseIdOf(given), importId: text(values, 'import') };
    const { rows } = await given.call('import.withdraw', { ...asked, reason: text(values, 'reason') });
    return { json: { rows }, lines: [say(words('cli.import.withdrawn', { rows }))] };
  },
};

const restoreImport: Command = {
  ...common,
  path: 'import restore',
  usage: 'import restore --vault DIR --case ID [--import ID]   (without --import: lists the withdrawn files)',
  options: { ...inCase, import: string },
  required: ['vault', 'case'],
  run: async (given) => {
    const caseId = await caseIdOf(given);
    const importId = text(given.values, 'import');
    if (importId === '') {
      const { imports } = await given.call('import.withdrawn', { caseId });
      return {
        json: { imports },
        lines: imports.map((one) => [one.importId, one.table, one.fileName, one.rows, one.at, one.reason].join('\t')),
      };
    }
    const { rows } = await given.call('import.restore', { caseId, importId });
    return { json: { rows }, lines: [given.say(words('cli.import.restored', { rows }))] };
  },
};

const kinds = ['added', 'changed', 'vanished'] as const;
type Row = Output<AssayCalls['import.differences']>['rows'][number];

/** The rows of one kind, every amount in its row's currency. */
async function differenceRows(given: Given, pair: { caseId: string; older: string; newer: string }, kind: (typeof kinds)[number]) {
  const { values } = given;
  const number = (name: string, otherwise: number): number => (text(values, name) === '' ? otherwise : Number(text(values, name)));
  const limit = Math.min(500, Math.max(1, number('limit', 100)));
  const { total, rows } = await given.call('import.differences', { ...pair, kind, at: number('at', 0), limit });
  const { table, key } = (await given.call('import.compare', pair)).difference;
  const tell = cellTeller(given, pair.caseId);
  const told = async (row: Row) => {
    const [older, newer] = [row.older ?? row.newer ?? '', row.newer ?? row.older ?? ''];
    const cells = await Promise.all(
      row.cells.map(async ({ column, was, is }) => ({
        column,
        was: await tell({ row: older, table, column }, was),
        is: await tell({ row: newer, table, column }, is),
      })),
    );
    return { ...row, key: await Promise.all(row.key.map((cell, i) => tell({ row: newer, table, column: key[i] ?? '' }, cell))), cells };
  };
  return { total, rows: await Promise.all(rows.map(told)) };
}

const compare: Command = {
  ...common,
  path: 'import compare',
  usage: 'import compare --vault DIR --case ID --newer ID [--older ID] [--kind added|changed|vanished] [--at N] [--limit N]',
  options: { ...inCase, older: string, newer: string, kind: oneOf(kinds), at: count, limit: count },
  required: ['vault', 'case', 'newer'],
  reading: true,
  run: async (given) => {
    const { values, say } = given;
    const caseId = await caseIdOf(given);
    const [older, newer] = [text(values, 'older'), text(values, 'newer')];
    if (older === '') {
      const { imports } = await given.call('import.olderOf', { caseId, importId: newer });
      return { json: { imports }, lines: imports.map((one) => [one.importId, one.fileName, one.rows, one.sharedKeys, one.at].join('\t')) };
    }
    const { difference } = await given.call('import.compare', { caseId, older, newer });
    const { same, added, changed, vanished } = difference;
    const summary = say(words('cli.import.compared', { same, added, changed, vanished }));
    const kind = kinds.find((one) => one === text(values, 'kind'));
    if (kind === undefined) {
      const sums = difference.sums.map((one) => `${one.column}\t${one.older}\t${one.newer}`);
      return { json: difference, lines: [summary, ...sums] };
    }
    const page = await differenceRows(given, { caseId, older, newer }, kind);
    const cells = (row: (typeof page.rows)[number]): string =>
      row.cells.map((one) => `${one.column}: ${one.was ?? ''} → ${one.is ?? ''}`).join('; ');
    return { json: { ...difference, kind, ...page }, lines: [summary, ...page.rows.map((row) => `${row.key.join(' ')}\t${cells(row)}`)] };
  },
};

/** What replacing would do, nothing done. */
async function replacing(given: Given, pair: { older: string; newer: string }) {
  const { say } = given;
  const told = await given.call('import.replacing', { caseId: await caseIdOf(given), ...pair });
  const moved = Object.values(told.moves).reduce((n, one) => n + one, 0);
  const lines = [
    ...told.findings.map(({ findingId, title }) => `${findingId}\t${title}`),
    ...told.changed.map(({ row, ent, columns }) => `${row}\t${say(words(`changes.replacing.thing.${ent}`))}\t${columns.join(', ')}`),
    ...told.left.map(({ row, why }) => `${row}\t${say(words(`changes.left.${why}`))}`),
    ...told.alone.map(({ table, scope, rows }) => `${table}\t${scope}\t${rows}`),
  ];
  return { json: told, lines: [say(words('cli.import.replacing', { moved, left: told.left.length })), ...lines] };
}

const replace: Command = {
  ...common,
  path: 'import replace',
  usage: 'import replace --vault DIR --case ID --older ID --newer ID [--dry-run]',
  options: { ...inCase, older: string, newer: string, 'dry-run': boolean },
  required: ['vault', 'case', 'older', 'newer'],
  run: async (given) => {
    const { values, say } = given;
    const pair = { older: text(values, 'older'), newer: text(values, 'newer') };
    if (flag(values, 'dry-run')) return replacing(given, pair);
    const done = await given.call('import.replace', { caseId: await caseIdOf(given), ...pair });
    const lines = done.left.map(({ row, why }) => `${row}\t${say(words(`changes.left.${why}`))}`);
    return { json: done, lines: [say(words('cli.import.replaced', { moved: done.moved, left: done.left.length })), ...lines] };
  },
};

/** Changes to the books: values put over imported ones, files taken out and brought back, newer exports of the same book. */
export const changeCommands: readonly Command[] = [override, restoreCell, list, withdraw, restoreImport, compare, replace];
