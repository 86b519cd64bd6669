import { z } from 'zod';
import { words } from '../../../domain/model/words.ts';
import { tableIn, tableOption } from './book-commands.ts';
import { caseIdOf, inCase } from './case-commands.ts';
import { string, text, texts } from './command.ts';
import type { Command, Given, Values } from './command.ts';
import { itemNamed } from './evidence-meta.ts';
import { readJsonFile } from './input-files.ts';
import { usageMistake } from './usage.ts';

const cellsForm = z.record(z.string(), z.string());

/** Cells out of `--cell column=text` and a JSON file of the same. @throws Refused usage, file_unreadable, input_invalid */
function cellsIn(values: Values): Record<string, string> {
  const file = text(values, 'file');
  const given = texts(values, 'cell').map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw usageMistake('value', `--cell ${pair}`);
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return { ...(file === '' ? {} : readJsonFile(file, cellsForm, 'input_invalid')), ...Object.fromEntries(given) };
}

const cells = { cell: { type: 'string', multiple: true }, file: string } as const;
const needsCells = (given: Given): Record<string, string> => {
  const found = cellsIn(given.values);
  if (Object.keys(found).length === 0) throw usageMistake('missing', '--cell');
  return found;
};

const add: Command = {
  path: 'transcript add',
  usage: 'transcript add --vault DIR --case ID --evidence ID --region ID --table T --cell column=text… [--file CELLS.json]',
  options: { ...inCase, ...cells, evidence: string, region: string, table: tableOption },
  required: ['vault', 'case', 'evidence', 'region', 'table'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const { caseId, sha256 } = await itemNamed(given, text(given.values, 'evidence'));
    const where = { evidence: sha256, regionId: text(given.values, 'region'), table: tableIn(given.values, 'table') };
    const made = await given.call('transcript.add', { caseId, ...where, cells: needsCells(given) });
    return { json: made, lines: [made.transcriptId] };
  },
};

const change: Command = {
  path: 'transcript change',
  usage: 'transcript change --vault DIR --case ID --cell column=text… [--file CELLS.json] TRANSCRIPT',
  options: { ...inCase, ...cells },
  required: ['vault', 'case'],
  positionals: [1, 1],
  vault: 'open',
  run: async (given) => {
    const transcriptId = given.positionals[0] ?? '';
    await given.call('transcript.change', { caseId: await caseIdOf(given), transcriptId, cells: needsCells(given) });
    return { json: { ok: true }, lines: [] };
  },
};

const remove: Command = {
  path: 'transcript remove',
  usage: 'transcript remove --vault DIR --case ID TRANSCRIPT',
  options: inCase,
  required: ['vault', 'case'],
  positionals: [1, 1],
  vault: 'open',
  run: async (given) => {
    await given.call('transcript.remove', { caseId: await caseIdOf(given), transcriptId: given.positionals[0] ?? '' });
    return { json: { ok: true }, lines: [] };
  },
};

const check: Command = {
  path: 'transcript check',
  usage: 'transcript check --vault DIR --case ID --by NAME TRANSCRIPT…',
  options: { ...inCase, by: string },
  required: ['vault', 'case', 'by'],
  positionals: [1, 500],
  vault: 'open',
  run: async (given) => {
    const caseId = await caseIdOf(given);
    const checkedBy = text(given.values, 'by');
    for (const transcriptId of given.positionals) await given.call('transcript.check', { caseId, transcriptId, checkedBy });
    return { json: { checked: given.positionals.length }, lines: [] };
  },
};

const list: Command = {
  path: 'transcript list',
  usage: 'transcript list --vault DIR --case ID [--evidence ID]',
  options: { ...inCase, evidence: string },
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const name = text(given.values, 'evidence');
    const of = name === '' ? { caseId: await caseIdOf(given), sha256: null } : await itemNamed(given, name);
    const found = await given.call('transcript.list', { caseId: of.caseId, evidence: of.sha256 });
    return {
      json: found,
      lines: found.rows.map(
        (row) => `${row.transcriptId}  ${row.table}  ${row.typedBy}  ${row.checkedBy ?? '–'}  ${JSON.stringify(row.cells)}`,
      ),
    };
  },
};

const commit: Command = {
  path: 'transcript commit',
  usage: 'transcript commit --vault DIR --case ID --evidence ID --table T',
  options: { ...inCase, evidence: string, table: tableOption },
  required: ['vault', 'case', 'evidence', 'table'],
  positionals: [0, 0],
  vault: 'open',
  run: async (given) => {
    const { caseId, sha256 } = await itemNamed(given, text(given.values, 'evidence'));
    const result = await given.call('transcript.commit', { caseId, evidence: sha256, table: tableIn(given.values, 'table') });
    return { json: result, lines: [given.say(words('cli.transcript.done', { n: result.rows }))] };
  },
};

export const transcriptCommands: readonly Command[] = [add, change, remove, check, list, commit];
