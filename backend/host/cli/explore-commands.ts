import path from 'node:path';
import { Refused } from '../../../domain/model/refused.ts';
import { langs, words } from '../../../domain/model/words.ts';
import type { Column } from '../../../domain/model/books.ts';
import { caseIdOf, inCase } from './case-commands.ts';
import { string, text } from './command.ts';
import { digitsIn, rowToJson } from './present.ts';
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
import { usageMistake } from './usage.ts';
import type { Command, Given } from './command.ts';

const exportRows: Command = {
  path: 'export',
  usage: `export --vault DIR --case ID --table T ${chosenUsage} ${shownUsage} --to FILE.csv|FILE.xlsx   ${opsUsage}`,
  options: { ...inCase, table: tableOption, ...chosen, ...shown, to: string },
  required: ['vault', 'case', 'table', 'to'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const { values, call, say } = given;
    const to = path.resolve(text(values, 'to'));
    const format = (['csv', 'xlsx'] as const).find((ending) => to.toLowerCase().endsWith(`.${ending}`));
    if (format === undefined) throw usageMistake('choice', `--to ${text(values, 'to')}`, '.csv, .xlsx');
    const lang = langs.find((one) => one === given.lang) ?? 'en';
    const asked = { table: tableIn(values, 'table'), ...chosenIn(values), ...shownIn(values) };
    const made = await call('rows.export', { caseId: await caseIdOf(given), ...asked, format, lang, to });
    const secret = made.class === null ? [] : [say(words('export.leaves', { class: say(words(`export.class.${made.class}`)) }))];
    const cut = made.cut === 0 ? [] : [say(words('export.long.told', { n: made.cut }))];
    const warning = [...secret, ...cut];
    return {
      json: { ...made, warnings: warning },
      lines: [say(words('cli.export.done', { n: made.rows, file: to, sha256: made.sha256 })), ...warning],
    };
  },
};

const find: Command = {
  path: 'find',
  usage: 'find WORD… --vault DIR --case ID [--limit N]   (rows of each table: 1–50)',
  options: { ...inCase, limit: count },
  required: ['vault', 'case'],
  positionals: [1, 50],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { call, values, positionals } = given;
    const limit = Math.max(1, Math.min(50, wholeNumber(values, 'limit', 10)));
    const found = await call('rows.everywhere', { caseId: await caseIdOf(given), search: positionals.join(' '), limit });
    const tables = found.tables.map(({ table, count: n, columns, names, rows }) => {
      const digits = digitsIn(columns as readonly Column[], found.national, (currency) => found.digits[currency] ?? 2);
      return {
        table,
        count: n,
        rows: rows.map((cells, i) => ({ name: names[i], ...rowToJson(columns as readonly Column[], cells, digits) })),
      };
    });
    return {
      json: { tables },
      lines: tables.flatMap(({ table, count: n, rows }) => [`${table}  ${n}`, ...rows.map((row) => `  ${JSON.stringify(row)}`)]),
    };
  },
};

const inTable = { ...inCase, table: tableOption };

const listViews: Command = {
  path: 'view list',
  usage: 'view list --vault DIR --case ID [--table T]',
  options: inTable,
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { views } = await given.call('view.list', { caseId: await caseIdOf(given), table: tableOrAll(given) });
    return { json: { views }, lines: views.map((view) => `${view.viewId}  ${view.table}  ${view.name}`) };
  },
};

const tableOrAll = ({ values }: Given) => (text(values, 'table') === '' ? null : tableIn(values, 'table'));

const saveView: Command = {
  path: 'view save',
  usage: `view save --vault DIR --case ID --table T --name NAME ${chosenUsage} ${shownUsage} [--order group|count|N]`,
  options: { ...inTable, name: string, ...chosen, ...shown, order: string },
  required: ['vault', 'case', 'table', 'name'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const { values, call } = given;
    const asked = shownIn(values);
    const grouped = asked.groups.length > 0;
    if (!grouped && text(values, 'order') !== '') throw usageMistake('missing', '--group-by');
    const order = grouped ? { order: groupOrderIn(values, asked) } : {};
    const query = { ...chosenIn(values), ...asked, ...order, shows: grouped ? ('groups' as const) : ('rows' as const) };
    const made = await call('view.save', {
      caseId: await caseIdOf(given),
      table: tableIn(values, 'table'),
      name: text(values, 'name'),
      query,
    });
    return { json: made, lines: [made.viewId] };
  },
};

const removeView: Command = {
  path: 'view remove',
  usage: 'view remove --vault DIR --case ID --view ID|NAME [--table T]',
  options: { ...inTable, view: string },
  required: ['vault', 'case', 'view'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const caseId = await caseIdOf(given);
    const { views } = await given.call('view.list', { caseId, table: tableOrAll(given) });
    const asked = text(given.values, 'view');
    const found = views.find((view) => view.viewId === asked) ?? views.find((view) => view.name === asked.normalize('NFC'));
    if (found === undefined) throw new Refused({ code: 'entity_missing', at: asked });
    await given.call('view.remove', { caseId, viewId: found.viewId });
    return { json: { viewId: found.viewId }, lines: [found.viewId] };
  },
};

export const exploreCommands: readonly Command[] = [exportRows, find, listViews, saveView, removeView];
