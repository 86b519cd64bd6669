import fs from 'node:fs';
import path from 'node:path';
import { encoding, importSource, profile } from '../../../contract/rpc/books.ts';
import type { Encoding, FileCheck, ImportCertificate, ImportPreview, Profile } from '../../../contract/rpc/books.ts';
import { isTableName, tableNames } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { Refused } from '../../../domain/model/refused.ts';
import type { Words } from '../../../domain/model/words.ts';
import { words } from '../../../domain/model/words.ts';
import type { Say } from '../../../domain/words/index.ts';
import { formatOf } from '../../importers/format-of.ts';
import { readers } from '../../importers/reading/readers.ts';
import { tableIn } from './book-commands.ts';
import { caseIdOf, inCase } from './case-commands.ts';
import { oneOf, string, text } from './command.ts';
import type { Command, Given, Values } from './command.ts';
import { readJsonFile } from './input-files.ts';
import { profileNamed } from './profile-commands.ts';

/** `--as`: what the file is (a format), what it holds (a table), or auto: the content says it. */
const formats = ['csv', ...readers.map((reader) => reader.format)];
const asOption = oneOf(['auto', ...tableNames, ...formats]);

const encodingIn = (values: Values): Encoding | undefined => encoding.options.find((name) => name === text(values, 'encoding'));

/** `--profile`: a file that is there, else the name of a saved mapping. */
async function profileIn(given: Given): Promise<Profile | undefined> {
  const said = text(given.values, 'profile');
  if (said === '') return undefined;
  if (/\.json$/i.test(said) || fs.existsSync(said)) return readJsonFile(said, profile, 'profile_invalid');
  return (await profileNamed(given, said)).profile;
}

function meant(as: string): { readonly table: TableName | null; readonly format?: string } {
  if (isTableName(as)) return { table: as };
  return as === 'auto' ? { table: null } : { table: null, format: as };
}

type Rejected = { readonly line: number; readonly problem: Words };

const told = (rejected: readonly Rejected[], say: Say) =>
  rejected.map(({ line, problem }) => ({ line, problem: problem.key, args: problem.args, text: say(problem) }));

const checkLines = (checks: readonly FileCheck[], say: Say): string[] =>
  checks
    .filter((check) => !check.agrees)
    .map((check) =>
      say(
        words('cli.import.check', {
          what: say(words(`check.${check.key}`)),
          at: check.at,
          declared: check.declared,
          counted: check.counted,
        }),
      ),
    );

const importFile: Command = {
  path: 'import',
  usage:
    'import --vault DIR --case ID --as auto|TABLE|FORMAT [--profile NAME|FILE.json] [--encoding E] [--from trader|register|bank|third-party] FILE',
  options: { ...inCase, as: asOption, profile: string, encoding: oneOf(encoding.options), from: oneOf(importSource.options) },
  required: ['vault', 'case', 'as'],
  positionals: [1, 1],
  vault: 'open',
  run: async (given) => {
    const { values, say } = given;
    const file = path.resolve(given.positionals[0] ?? '');
    const as = encodingIn(values);
    const mapping = await profileIn(given);
    const from = importSource.options.find((one) => one === text(values, 'from'));
    const result = await given.call('import.commit', {
      caseId: await caseIdOf(given),
      path: file,
      ...meant(text(values, 'as')),
      ...(mapping === undefined ? {} : { profile: mapping }),
      ...(as === undefined ? {} : { encoding: as }),
      ...(from === undefined ? {} : { obtainedFrom: from }),
    });
    const rejected = told(result.rejected, say);
    const parts = result.parts.map((part) => ({ ...part, rejected: told(part.rejected, say) }));
    const lines = [say(words('cli.import.done', { rows: result.rows, rejected: result.rejectedCount, file: path.basename(file) }))];
    const problems = rejected.map((r) => `${r.line}: ${r.text}`);
    return { json: { ...result, rejected, parts }, lines: [...lines, ...problems, ...checkLines(result.checks, say)] };
  },
};

/** What is shown of a file: `auto` takes its first part that has a table, as the window does. @throws Refused file_*, file_no_table */
async function partShown(
  given: Given,
  file: string,
): Promise<{ readonly table: TableName; readonly format: string; readonly scope: string }> {
  const { values } = given;
  const [as, asked, scope] = [text(values, 'as'), text(values, 'format'), text(values, 'scope')];
  if (as !== 'auto') return { table: tableIn(values, 'as'), format: asked === '' ? ((await formatOf(file)) ?? 'csv') : asked, scope };
  const found = await given.call('import.inspect', { path: file, ...(asked === '' ? {} : { format: asked }) });
  const part = found.parts.find((one) => one.table !== null && (scope === '' || one.scope === scope));
  if (part === undefined || part.table === null) throw new Refused({ code: 'file_no_table', at: found.fileName });
  return { table: part.table, format: found.format ?? 'csv', scope: part.scope };
}

const problemLines = (shown: ImportPreview, say: Say): string[] => told(shown.problems, say).map((one) => `${one.line}: ${one.text}`);

const preview: Command = {
  path: 'import preview',
  usage: 'import preview --vault DIR --case ID --as auto|TABLE [--profile NAME|FILE.json] [--format F] [--scope PART] [--encoding E] FILE',
  options: {
    ...inCase,
    as: oneOf(['auto', ...tableNames]),
    profile: string,
    format: oneOf(formats),
    scope: string,
    encoding: oneOf(encoding.options),
  },
  required: ['vault', 'case', 'as'],
  positionals: [1, 1],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const as = encodingIn(given.values);
    const mapping = await profileIn(given);
    const file = path.resolve(given.positionals[0] ?? '');
    const { table, format, scope } = await partShown(given, file);
    const shown = await given.call('import.preview', {
      caseId: await caseIdOf(given),
      path: file,
      table,
      format,
      ...(mapping === undefined ? {} : { profile: mapping }),
      ...(scope === '' ? {} : { scope }),
      ...(as === undefined ? {} : { encoding: as }),
    });
    return { json: shown, lines: [JSON.stringify(shown.profile, null, 2), ...problemLines(shown, given.say)] };
  },
};

const inspect: Command = {
  path: 'import inspect',
  usage: 'import inspect [--as auto|FORMAT] FILE',
  options: { as: oneOf(['auto', ...formats]) },
  required: [],
  positionals: [1, 1],
  vault: 'none',
  reading: true,
  run: async (given) => {
    const { say } = given;
    const as = text(given.values, 'as');
    const asked = { path: path.resolve(given.positionals[0] ?? ''), ...(as === '' || as === 'auto' ? {} : { format: as }) };
    const found = await given.call('import.inspect', asked);
    const parts = found.parts.map((part) => ({ ...part, problems: told(part.problems, say) }));
    const lines = parts.map((part) => `${part.table ?? '?'}\t${part.scope}\t${part.records}\t${part.headers.join(', ')}`);
    return { json: { ...found, parts }, lines: [found.format ?? '?', ...lines, ...checkLines(found.checks, say)] };
  },
};

const certificateLines = (one: ImportCertificate, say: Say): string[] => [
  `${one.fileName}\t${one.format}\t${one.evidence.sha256}`,
  ...one.parts.map((part) => `  ${part.table}\t${part.scope}\t${part.rows}\t${part.rejectedCount}\t${JSON.stringify(part.sums)}`),
  ...checkLines(one.checks, say).map((line) => `  ${line}`),
];

const certificate: Command = {
  path: 'import certificate',
  usage: 'import certificate --vault DIR --case ID [--import ID]',
  options: { ...inCase, import: string },
  required: ['vault', 'case'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const { say } = given;
    const one = text(given.values, 'import');
    const asked = { caseId: await caseIdOf(given), ...(one === '' ? {} : { importId: one }) };
    const { certificates } = await given.call('import.certificates', asked);
    const shown = certificates.map((c) => ({ ...c, parts: c.parts.map((part) => ({ ...part, rejected: told(part.rejected, say) })) }));
    return { json: { certificates: shown }, lines: certificates.flatMap((c) => certificateLines(c, say)) };
  },
};

export const importCommands: readonly Command[] = [importFile, preview, inspect, certificate];
