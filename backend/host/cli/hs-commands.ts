import path from 'node:path';
import type { ReferenceFound, ReferenceListTold } from '../../../contract/rpc/reference.ts';
import { words } from '../../../domain/model/words.ts';
import type { Say } from '../../../domain/words/index.ts';
import { caseIdOf, inCase } from './case-commands.ts';
import { string, text } from './command.ts';
import type { Command, Values } from './command.ts';
import { usageMistake } from './usage.ts';

const vault = { vault: string } as const;
const day = { type: 'string', form: 'day' } as const;
const count = { type: 'string', form: 'count' } as const;

const dayIn = (values: Values, option: string): string | null => text(values, option) || null;

/** @throws Refused usage outside 1 to `most` */
function limitIn(values: Values, usual: number, most: number): number {
  const given = text(values, 'limit') === '' ? usual : Number(text(values, 'limit'));
  if (given < 1 || given > most) throw usageMistake('value', `--limit ${given}`);
  return given;
}

const versionLine = (list: ReferenceListTold, say: Say): string => {
  const since = list.validFrom === null ? say(words('cli.hs.undated')) : list.validFrom;
  return `${list.no}\t${list.name}\t${since}\t${list.lang}\t${list.entries}\t${list.sha256}`;
};

const ratesOf = (one: ReferenceFound): string => [one.dutyRate, one.exciseRate, one.vatRate].filter((rate) => rate !== null).join(' · ');

const entryLine = (one: ReferenceFound): string =>
  [one.code, one.description, one.suppUnit ?? '', ratesOf(one), one.validFrom ?? '', one.validTo ?? ''].join('\t').trimEnd();

const percentOf = (fit: number): string => `${Math.round(fit * 100)} %`;

const importList: Command = {
  path: 'hs import',
  usage: 'hs import --vault DIR [--name NAME] [--from DAY] FILE',
  options: { ...vault, name: string, from: day },
  required: ['vault'],
  positionals: [1, 1],
  vault: 'open',
  run: async ({ values, positionals, call, say }) => {
    const given = { path: path.resolve(positionals[0] ?? ''), name: text(values, 'name') || 'hs', day: dayIn(values, 'from') };
    const done = await call('hs.import', given);
    const rejected = done.rejected.map(({ line, problem }) => ({ line, problem: problem.key, args: problem.args, text: say(problem) }));
    const said = say(words('cli.hs.imported', { entries: done.list.entries, name: done.list.name, rejected: done.rejectedCount }));
    return { json: { ...done, rejected }, lines: [said, ...rejected.map((one) => `${one.line}: ${one.text}`)] };
  },
};

const lists: Command = {
  path: 'hs lists',
  usage: 'hs lists --vault DIR',
  options: vault,
  required: ['vault'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async ({ call, say }) => {
    const told = await call('hs.lists', {});
    return { json: told, lines: told.lists.length === 0 ? [say(words('cli.hs.none'))] : told.lists.map((one) => versionLine(one, say)) };
  },
};

const listNo = (given: string | undefined): number => {
  const no = Number(given);
  if (!Number.isSafeInteger(no) || no < 1) throw usageMistake('value', given ?? '');
  return no;
};

const remove: Command = {
  path: 'hs remove',
  usage: 'hs remove --vault DIR NO',
  options: vault,
  required: ['vault'],
  positionals: [1, 1],
  vault: 'open',
  run: async ({ positionals, call, say }) => {
    const no = listNo(positionals[0]);
    await call('hs.remove', { no });
    return { json: { removed: no }, lines: [say(words('cli.hs.removed', { no }))] };
  },
};

const search: Command = {
  path: 'hs search',
  usage: 'hs search --vault DIR [--on DAY] [--limit N] [--lang en|ru|kk] TEXT|CODE…',
  options: { ...vault, on: day, limit: count },
  required: ['vault'],
  positionals: [1, 40],
  vault: 'open',
  reading: true,
  run: async ({ values, positionals, call, say }) => {
    const told = await call('hs.search', { find: positionals.join(' '), day: dayIn(values, 'on'), limit: limitIn(values, 50, 500) });
    const empty = say(words(told.lists.length === 0 ? 'cli.hs.none' : 'cli.hs.notFound'));
    return { json: told, lines: told.found.length === 0 ? [empty] : told.found.map(entryLine) };
  },
};

const advise: Command = {
  path: 'hs advise',
  usage: 'hs advise --vault DIR --description TEXT [--limit N]',
  options: { ...vault, description: string, limit: count },
  required: ['vault', 'description'],
  positionals: [0, 0],
  vault: 'open',
  reading: true,
  run: async ({ values, call, say }) => {
    const told = await call('hs.advise', { text: text(values, 'description'), limit: limitIn(values, 5, 50) });
    const found = told.nomenclature.map((one) => `${one.code}\t${percentOf(one.fit)}\t${one.matched.join(', ')}\t${one.description}`);
    const earlier = told.earlier.map((one) => `${one.code}\t${percentOf(one.fit)}\t${one.matched.join(', ')}\t${one.text}`);
    const unknown = told.unknown.length === 0 ? [] : [say(words('hs.unknown', { words: told.unknown.join(', ') }))];
    const lines = [
      say(words('hs.advice.entries')),
      ...found,
      say(words('hs.advice.earlier')),
      ...earlier,
      ...unknown,
      say(words('hs.advice.limits')),
    ];
    return { json: told, lines };
  },
};

const take: Command = {
  path: 'hs take',
  usage: 'hs take --vault DIR --case ID NO',
  options: inCase,
  required: ['vault', 'case'],
  positionals: [1, 1],
  vault: 'open',
  run: async (given) => {
    const done = await given.call('hs.take', { caseId: await caseIdOf(given), no: listNo(given.positionals[0]) });
    const lines = [given.say(words('cli.hs.taken', { rows: done.rows, rejected: done.rejectedCount }))];
    return { json: { evidence: done.evidence, rows: done.rows, rejectedCount: done.rejectedCount, parts: done.parts }, lines };
  },
};

export const hsCommands: readonly Command[] = [importList, lists, remove, search, advise, take];
